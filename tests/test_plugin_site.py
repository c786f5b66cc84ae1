"""The site that MkDocs builds with the plugin."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import posixpath
import re
from pathlib import Path
from urllib.parse import urljoin, urlsplit
from xml.etree import ElementTree

import pytest
from site_under_test import EVIL, files, handbook, seen

from generator.mkdocs import run_mkdocs

AS_OF = "2026-02-01"


def built(folder: Path, **more) -> dict[str, bytes]:
    return files(run_mkdocs.build(folder, as_of=AS_OF, **more).site)


def pages(site: dict[str, bytes]) -> dict[str, bytes]:
    return {path: page for path, page in site.items() if path.endswith(".html")}


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    folder = handbook(
        tmp_path_factory.mktemp("site") / "book",
        title="{en: Our book, es: 'Nuestro <libro>'}",
        repository="https://github.com/example/book",
        checks="{HB345: off}",  # the clinic's name holds tags on purpose
    )
    config = folder / "mkdocs.yml"
    config.write_text(config.read_text().replace('!ENV [SITE_URL, ""]', "https://example.org/book/"))
    clinic = folder / "data/clinics/harbour.yml"
    clinic.write_text(clinic.read_text().replace("Harbour Clinic", json.dumps(EVIL)))
    (folder / "docs/es").mkdir()
    (folder / "docs/es/nota.md").write_text("# Nota\n\nSobre *tiburones*.\n")
    return folder


@pytest.fixture(scope="module")
def site(folder) -> dict[str, bytes]:
    return built(folder, strict=True)


# ---------------------------------------------------------------- same in, same out


def test_two_builds_are_the_same_bytes(folder, site):
    assert built(folder) == site


def test_the_day_of_the_build_is_nowhere_in_it(site):
    packed = site["sitemap.xml.gz"]
    assert gzip.decompress(packed) == site["sitemap.xml"]
    assert int.from_bytes(packed[4:8], "little") == 1769904000  # 2026-02-01 00:00 UTC
    assert set(re.findall(rb"<lastmod>(.*?)</lastmod>", site["sitemap.xml"])) == {AS_OF.encode()}


# ---------------------------------------------------------------- pages


@pytest.mark.parametrize("prefix", ["", "es/", "fr/"])
def test_each_language_has_every_page(site, prefix):
    expected = ["", "standards/", "standards/email-reply/", "clinics/", "clinics/harbour/", "countries/"]
    for page in (*expected, "countries/ca/", "completeness/", "method/"):
        assert f"{prefix}{page}index.html" in site


@pytest.mark.parametrize(
    ("path", "language"),
    [("index.html", "en"), ("es/clinics/harbour/index.html", "es"), ("fr/method/index.html", "fr")],
)
def test_a_page_is_in_its_language_theme_and_all(site, path, language):
    page = seen(site[path])
    assert page.language == language
    search = {"en": "Type to start searching", "es": "Teclee para comenzar", "fr": "Taper pour d"}
    assert search[language] in site[path].decode()


def test_titles_and_descriptions_are_said(site):
    page = seen(site["standards/email-reply/index.html"])
    assert page.title == "E-mails answered within four working hours - Our service standards"
    assert page.meta["description"]
    assert seen(site["index.html"]).title == "Our service standards"
    assert seen(site["es/standards/waiting-room/index.html"]).title.endswith(" - Nuestro <libro>")


def test_no_title_becomes_markup(site):
    clinic = seen(site["clinics/harbour/index.html"])
    assert clinic.title.startswith(EVIL)
    for path, page in pages(site).items():
        assert not any("alert(1)" in script for script in seen(page).scripts), path


def test_every_link_of_ours_leads_somewhere(site):
    lost = []
    for path, page in pages(site).items():
        if path == "404.html":
            continue
        for address, _ in seen(page).links:
            target = urlsplit(urljoin(f"http://site/{path}", address))
            if target.netloc != "site" or not address:
                continue
            file = target.path.lstrip("/")
            file = posixpath.join(file, "index.html") if not file or file.endswith("/") else file
            if file not in site or (
                target.fragment
                and target.fragment not in seen(site[file]).ids | {""}
                and file.endswith("html")
            ):
                lost.append((path, address))
    assert lost == []


def test_the_banner_is_on_every_page_in_its_language(site, folder):
    for path, page in pages(site).items():
        assert 'class="bb-banner"' in page.decode(), path
    quiet = handbook(folder.parent / "quiet", illustrative="false")
    assert not any(b"bb-banner" in page for page in pages(built(quiet)).values())


def test_an_edit_link_leads_to_the_file_in_the_repository(site):
    assert (
        b"https://github.com/example/book/edit/main/data/clinics/harbour.yml"
        in site["clinics/harbour/index.html"]
    )


# ---------------------------------------------------------------- navigation and languages


def tabs(page: bytes) -> list[str]:
    found = re.findall(r'class="md-tabs__link"[^>]*>\s*(.*?)\s*</a>', page.decode(), re.DOTALL)
    return [" ".join(text.split()) for text in found]


def test_the_sections_come_first_and_then_what_is_hand_written(site):
    ours = ["Home", "What needs attention", "Standards", "Clinics", "Countries", "Compare"]
    sections = [*ours, "Completeness", "Method", "What changed", "Guide"]
    assert tabs(site["index.html"]) == sections == tabs(site["clinics/hilltop/index.html"])


def test_the_section_of_a_page_is_lit_up(site):
    page = site["clinics/hilltop/index.html"].decode()
    active = re.findall(r'md-tabs__item--active">\s*<a[^>]*>\s*(.*?)\s*</a>', page, re.DOTALL)
    assert active == ["Clinics"]


def test_the_switch_leads_to_the_same_page(site):
    page = site["es/clinics/hilltop/index.html"].decode()
    switch = dict(re.findall(r'<a href="([^"]*)" class="md-select__link" hreflang="(..)"', page))
    assert switch == {"../../../clinics/hilltop/": "en", "./": "es", "../../../fr/clinics/hilltop/": "fr"}


def test_a_page_without_translation_leads_to_that_language(site):
    page = site["guide/our-programme/index.html"].decode()
    switch = dict(re.findall(r'hreflang="(..)" lang=".." ?[^>]*>(.*?)</a>', page))
    assert switch == {"en": "English", "es": "Español", "fr": "Français"}
    assert '<a href="../../es/" class="md-select__link"' in page


def test_the_sitemap_knows_translations(site):
    name = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
    urls = ElementTree.fromstring(site["sitemap.xml"]).findall("s:url", name)
    by_address = {url.findtext("s:loc", "", name): url for url in urls}
    method = by_address["https://example.org/book/es/method/"]
    assert {(it.get("hreflang"), it.get("href")) for it in method.findall("x:link", name)} == {
        ("en", "https://example.org/book/method/"),
        ("es", "https://example.org/book/es/method/"),
        ("fr", "https://example.org/book/fr/method/"),
    }


# ---------------------------------------------------------------- feeds


@pytest.mark.parametrize(
    ("page", "feed"),
    [
        ("index.html", "feeds/all.xml"),
        ("fr/attention/index.html", "feeds/all.xml"),
        ("clinics/harbour/index.html", "feeds/clinics/harbour.xml"),
        ("es/clinics/hilltop/index.html", "feeds/clinics/hilltop.xml"),
        ("es/standards/waiting-room/index.html", "feeds/standards/waiting-room.xml"),
        ("method/index.html", None),
    ],
)
def test_the_head_of_a_page_names_the_feed_of_what_it_is_about(site, page, feed):
    links = re.findall(
        r'<link rel="alternate" type="application/atom\+xml" [^>]*href="([^"]*)"', site[page].decode()
    )
    assert [urlsplit(urljoin(f"http://x/{page}", link)).path.lstrip("/") for link in links] == [feed] * bool(
        feed
    )


def test_a_feed_leads_to_the_site_whatever_its_clinics_are_called(site):
    atom = "{http://www.w3.org/2005/Atom}"
    feeds = {path: ElementTree.fromstring(feed) for path, feed in site.items() if path.startswith("feeds/")}
    assert {"feeds/all.xml", "feeds/clinics/harbour.xml", "feeds/standards/email-reply.xml"} <= set(feeds)
    for path, feed in feeds.items():
        for link in feed.iter(f"{atom}link"):
            target = link.get("href").removeprefix("https://example.org/book/").partition("#")[0]
            assert (posixpath.join(target, "index.html") if target.endswith("/") else target) in site, path


# ---------------------------------------------------------------- search


@pytest.mark.parametrize("prefix", ["", "es/", "fr/"])
def test_the_search_of_a_language_finds_its_pages_and_sections(site, prefix):
    index = json.loads(site[f"{prefix}search/search_index.json"])
    assert index["config"]["lang"] == [prefix.strip("/") or "en"]
    found = {entry["location"] for entry in index["docs"]}
    assert {"clinics/hilltop/", "standards/email-reply/"} <= found
    for location in found:
        address, _, anchor = location.partition("#")
        page = site[f"{prefix}{address}index.html"]
        assert not anchor or anchor in seen(page).ids, location


def test_hand_written_pages_are_found_in_their_language_only(site):
    def found(prefix: str) -> list[str]:
        docs = json.loads(site[f"{prefix}search/search_index.json"])["docs"]
        return [entry["location"] for entry in docs if "tiburones" in entry["text"]]

    assert (found(""), found("es/"), found("fr/")) == ([], ["nota/"], [])


def test_the_search_of_a_page_begins_in_its_language(site):
    for path, base in (
        ("es/clinics/hilltop/index.html", "../.."),
        ("es/index.html", "."),
        ("index.html", "."),
    ):
        config = re.search(
            r'id="__config" type="application/json">(.*?)</script>', site[path].decode(), re.DOTALL
        )
        assert json.loads(config[1])["base"] == base


def test_what_is_found_is_shown_as_text(site):
    entries = json.loads(site["search/search_index.json"])["docs"]
    assert not any("<script" in entry["title"] + entry["text"] for entry in entries)


# ---------------------------------------------------------------- safe


def test_a_policy_lets_only_the_scripts_of_the_page_run(site):
    for path, page in pages(site).items():
        found = seen(page)
        rules = dict(rule.split(" ", 1) for rule in found.meta["Content-Security-Policy"].split("; "))
        allowed = rules["script-src"].split()
        assert "'unsafe-inline'" not in allowed
        assert "'unsafe-eval'" not in allowed
        for script in found.scripts:
            digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
            assert f"'sha256-{digest}'" in allowed, path


def test_nothing_is_fetched_from_elsewhere(site):
    for path, page in pages(site).items():
        assert [it for it in seen(page).loaded if urlsplit(it).netloc] == [], path
    for path, style in site.items():
        if path.endswith(".css"):
            assert not re.search(rb"url\([\"']?(?:https?:)?//", style), path


def test_all_that_a_page_fetches_is_there(site):
    for path, page in pages(site).items():
        if path == "404.html":
            continue
        for address in seen(page).loaded:
            assert urlsplit(urljoin(f"http://x/{path}", address)).path.lstrip("/") in site, (path, address)


# ---------------------------------------------------------------- files


def test_downloads_and_the_chart_library_are_there(site):
    for path in ("downloads/handbook.csv", "downloads/clinics/harbour.csv", "api/handbook.json"):
        assert path in site
    assert len(site["assets/benchbook/plotly.min.js"]) > 1_000_000


def test_no_sign_of_a_branch_ends_the_link_that_it_stands_in(tmp_path):
    said = {"repository": "https://example.org/book", "branch": "'a\"><b>'"}
    page = built(handbook(tmp_path / "book", **said))["clinics/harbour/index.html"]

    assert b'href="https://example.org/book/edit/a%22%3E%3Cb%3E/data/clinics/harbour.yml"' in page


def test_the_sites_name_is_text(tmp_path):
    folder = handbook(tmp_path / "book", title="{en: Our book}")
    config = folder / "mkdocs.yml"
    config.write_text(config.read_text().replace("Our service standards", json.dumps(EVIL)))
    site = built(folder)

    for path in ("index.html", "404.html", "guide/our-programme/index.html"):
        page = seen(site[path])
        assert page.title.endswith(EVIL), path
        assert not any("alert(1)" in script for script in page.scripts), path
