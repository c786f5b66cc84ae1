"""Feeds are Atom (RFC 4287), say what the pages say, and tell each thing once."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from functools import cache
from pathlib import Path
from urllib.parse import urljoin
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest
from by_hand import clinic, finding, monthly, row, standard, written

from generator import pipeline
from generator.compare import attention
from generator.model.inputs import HandbookSource
from generator.model.page import Download
from generator.model.standard_results import StandardResults
from generator.publish import feeds

ROOT = Path(__file__).parents[1]
AS_OF = date(2026, 7, 1)
ATOM = "{http://www.w3.org/2005/Atom}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
DATE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
IRI = re.compile(r"[a-z][a-z0-9+.-]*:\S+")
STEADY = [50, 52] * 8
WORSE = [*STEADY, 53, 53, 53, 53, 53, 53, 53]  # 23 months from January 2024: above the mean since April 2025
EVIL = "<b>&\"'\x08\ufffe]]></feed> Ωé🐚"


def handbook(
    values: dict[str, list[float | None]] | None = None,
    titles: dict[str, str] | None = None,
    **settings: object,
) -> HandbookSource:
    values = values or {"bay": WORSE, "hill": [102 - value for value in WORSE], "calm": STEADY}
    titles = {"clinic": "Bay", "standard": "Waits"} | (titles or {})
    clinics = {name: clinic().model_copy(update={"name": titles["clinic"]}) for name in values}
    measured = standard("count", better="lower", owner="Manager").model_copy(
        update={"title": titles["standard"]}
    )
    rows = [line for name, of in values.items() for line in monthly(name, "waits", "2024-01", of)]
    return written({"waits": measured, "never": standard()}, clinics, rows, settings=settings)


def made(
    book: HandbookSource | None = None, as_of: date = AS_OF, site_url: str = "", urls: bool = True
) -> dict[str, bytes]:
    book = book or handbook()
    found = {"waits": finding(book, "waits")}
    needs, improving = attention.lists(book, found)
    files = feeds.feeds(
        StandardResults(book, found, {}, {}, attention=needs, improving=improving), as_of, site_url, urls
    )
    return {file.path: file.content() for file in files}


def parsed(feed: bytes) -> Element:
    return ElementTree.fromstring(feed)


def entries(feed: bytes) -> list[Element]:
    return parsed(feed).findall(f"{ATOM}entry")


def texts(feed: bytes, name: str) -> list[str]:
    return [entry.findtext(ATOM + name, "") for entry in entries(feed)]


# ---------------------------------------------------------------- the format

ONCE = {"id", "title", "updated"}
OF_FEED = ONCE | {
    "author",
    "category",
    "contributor",
    "generator",
    "icon",
    "logo",
    "link",
    "rights",
    "subtitle",
    "entry",
}
OF_ENTRY = ONCE | {
    "author", "category", "content", "contributor", "link", "published", "rights", "source", "summary",
}  # fmt: skip


def objections(feed: bytes) -> list[str]:
    """What RFC 4287 would object to, section by section (4.1.1, 4.1.2, 4.2)."""
    assert feed.startswith(b'<?xml version="1.0" encoding="utf-8"?>\n')
    top, found = parsed(feed), []
    if top.tag != f"{ATOM}feed":
        found.append(f"4.1.1 {top.tag}")
    found += _element(top, OF_FEED, {"generator", "subtitle", "rights", "icon", "logo"})
    if top.find(f"{ATOM}author/{ATOM}name") is None:
        found.append("4.1.1 no author, and entries have none")
    if not [link for link in top.findall(f"{ATOM}link") if link.get("rel") == "self"]:
        found.append("4.1.1 no link to itself")
    of_entries = top.findall(f"{ATOM}entry")
    for entry in of_entries:
        found += _element(entry, OF_ENTRY, {"content", "published", "rights", "source", "summary"})
        if not any(link.get("rel", "alternate") == "alternate" for link in entry.findall(f"{ATOM}link")):
            found.append("4.1.2 neither content nor an alternate")
    if len({entry.findtext(f"{ATOM}id") for entry in of_entries}) != len(of_entries):
        found.append("4.1.1 two entries of one id")
    if any(entry.findtext(f"{ATOM}updated") > top.findtext(f"{ATOM}updated") for entry in of_entries):
        found.append("4.2.15 an entry is newer than its feed")
    return found


def _element(element: Element, allowed: Iterable[str], at_most_once: set[str]) -> list[str]:
    names = [child.tag.removeprefix(ATOM) for child in element]
    found = [f"unknown {name}" for name in names if name not in allowed]
    found += [f"{names.count(name)} × {name}" for name in ONCE if names.count(name) != 1]
    found += [f"{names.count(name)} × {name}" for name in at_most_once if names.count(name) > 1]
    if not IRI.fullmatch(element.findtext(f"{ATOM}id", "")):
        found.append("4.2.6 the id is no IRI")
    if not DATE.fullmatch(element.findtext(f"{ATOM}updated", "")):
        found.append("3.3 the date is none")
    if not element.findtext(f"{ATOM}title"):
        found.append("no title")
    alternates = [
        (link.get("type"), link.get("hreflang"))
        for link in element.findall(f"{ATOM}link")
        if link.get("rel") == "alternate"
    ]
    if len(set(alternates)) != len(alternates):
        found.append("4.1.1 two alternates of one type")
    found += ["4.2.7 no href" for link in element.findall(f"{ATOM}link") if not link.get("href")]
    found += ["4.2.2 no term" for it in element.findall(f"{ATOM}category") if not it.get("term")]
    return found


@pytest.mark.parametrize("site_url", ["", "https://example.org/book/"])
@pytest.mark.parametrize("titles", [{}, {"clinic": EVIL, "standard": EVIL}])
def test_every_feed_is_valid_atom(titles: dict, site_url: str) -> None:
    book = handbook(titles=titles, title=EVIL if titles else "Book", organisation=EVIL if titles else "Us")
    for path, feed in made(book, site_url=site_url).items():
        assert objections(feed) == [], path


@cache
def of_this_repository() -> list[Download]:
    return [file for file in pipeline.handbook(ROOT, as_of=AS_OF).downloads if file.path.startswith("feeds/")]


def test_every_feed_of_this_repository_is_valid_atom() -> None:
    found = {file.path: file.content() for file in of_this_repository()}
    assert {path: objections(feed) for path, feed in found.items() if objections(feed)} == {}
    assert len(entries(found["feeds/all.xml"])) > 20


def test_there_is_one_of_all_one_of_each_clinic_and_one_of_each_standard() -> None:
    assert list(made()) == [
        "feeds/all.xml",
        "feeds/clinics/bay.xml",
        "feeds/clinics/hill.xml",
        "feeds/clinics/calm.xml",
        "feeds/standards/waits.xml",
        "feeds/standards/never.xml",
    ]


# ---------------------------------------------------------------- what they say


def test_an_entry_says_the_rule_that_fired_and_what_it_comes_to() -> None:
    (entry,) = entries(made()["feeds/clinics/bay.xml"])
    assert (
        entry.findtext(f"{ATOM}title")
        == "Waits, Bay: above its mean for 8 months, since April 2025 (rule: shift)"
    )
    assert entry.findtext(f"{ATOM}summary") == "53 in November 2025. Who answers for it: Manager."
    assert entry.find(f"{ATOM}category").get("term") == "needs-attention"


def test_what_improves_is_told_as_that() -> None:
    (entry,) = entries(made()["feeds/clinics/hill.xml"])
    assert entry.find(f"{ATOM}category").attrib == {"term": "improving", "label": "What is improving"}


def test_a_clinic_without_news_has_a_feed_without_entries() -> None:
    feed = made()["feeds/clinics/calm.xml"]
    assert entries(feed) == []
    assert parsed(feed).findtext(f"{ATOM}updated") == "2025-04-30T00:00:00Z"


def test_the_same_entry_stands_in_all_feeds_that_it_belongs_to() -> None:
    files = made()
    ids = {path: texts(feed, "id") for path, feed in files.items()}
    assert ids["feeds/all.xml"] == ids["feeds/standards/waits.xml"]
    assert ids["feeds/all.xml"] == ids["feeds/clinics/bay.xml"] + ids["feeds/clinics/hill.xml"]


def test_they_are_in_the_first_language() -> None:
    feed = made(handbook(languages=["es", "en"]))["feeds/clinics/bay.xml"]
    assert parsed(feed).get(LANG) == "es"
    assert texts(feed, "title") == [
        "Waits, Bay: por encima de su media desde hace 8 meses, desde abril de 2025 (regla: desplazamiento)"
    ]


def test_what_is_invented_says_so_in_every_entry() -> None:
    said = "Illustrative: the clinics and values in this handbook are invented."
    feed = made(handbook(illustrative=True))["feeds/all.xml"]
    assert parsed(feed).findtext(f"{ATOM}subtitle") == said
    assert all(text.endswith(said) for text in texts(feed, "summary"))
    assert b"invented" not in made()["feeds/all.xml"]


def test_the_feed_of_everything_ends_after_so_many_of_each_list(monkeypatch) -> None:
    monkeypatch.setattr(feeds, "AT_MOST", 1)
    files = made(handbook({"a": WORSE, "b": WORSE}))
    assert len(entries(files["feeds/all.xml"])) == 1
    assert len(entries(files["feeds/standards/waits.xml"])) == 2


def test_the_feed_of_a_handbook_without_values_is_of_its_day() -> None:
    book = handbook()
    files = feeds.feeds(StandardResults(book, {}, {}, {}), AS_OF, "", True)
    for file in files:
        assert objections(file.content()) == []
        assert parsed(file.content()).findtext(f"{ATOM}updated") == "2026-07-01T00:00:00Z"


# ---------------------------------------------------------------- links


@pytest.mark.parametrize(("urls", "page"), [(True, "clinics/bay/#waits"), (False, "clinics/bay.html#waits")])
def test_links_are_relative_where_nobody_knows_where_the_site_will_be(urls: bool, page: str) -> None:
    for path, feed in made(urls=urls).items():
        for entry in entries(feed):
            link = urljoin(f"https://example.org/book/{path}", entry.find(f"{ATOM}link").get("href"))
            assert link in (
                f"https://example.org/book/{page}",
                f"https://example.org/book/{page.replace('bay', 'hill')}",
            )
        own = parsed(feed).find(f"{ATOM}link[@rel='self']").get("href")
        assert urljoin(f"https://example.org/book/{path}", own) == f"https://example.org/book/{path}"


@pytest.mark.parametrize("site_url", ["https://example.org/book", "https://example.org/book/"])
def test_links_begin_with_the_site_where_that_is_known(site_url: str) -> None:
    feed = made(site_url=site_url)["feeds/clinics/bay.xml"]
    links = {link.get("rel"): link.get("href") for link in parsed(feed).findall(f"{ATOM}link")}
    assert links == {
        "self": "https://example.org/book/feeds/clinics/bay.xml",
        "alternate": "https://example.org/book/clinics/bay/",
    }
    assert entries(feed)[0].find(f"{ATOM}link").get("href") == "https://example.org/book/clinics/bay/#waits"


# ---------------------------------------------------------------- the same thing once


def test_the_day_on_which_they_are_made_is_nowhere_in_them() -> None:
    assert made() == made(as_of=date(2031, 1, 1))


def test_days_are_those_of_the_data() -> None:
    assert texts(made()["feeds/clinics/bay.xml"], "updated") == ["2025-11-30T00:00:00Z"]


def test_a_month_that_has_not_ended_counts_by_its_first_day() -> None:
    days = {texts(made(as_of=date(2025, 11, day))["feeds/clinics/bay.xml"], "updated")[0] for day in (3, 29)}
    assert days == {"2025-11-01T00:00:00Z"}


def test_news_that_goes_on_keeps_its_id_and_has_a_new_day() -> None:
    before = made(handbook({"bay": WORSE}))["feeds/clinics/bay.xml"]
    after = made(handbook({"bay": [*WORSE, 53]}))["feeds/clinics/bay.xml"]
    assert texts(after, "id") == texts(before, "id")
    assert texts(after, "title") != texts(before, "title")
    assert texts(after, "updated") == ["2025-12-31T00:00:00Z"]


def test_other_news_of_the_same_series_has_another_id() -> None:
    again = [*WORSE, *STEADY, 40, 55, 55, 55, 55, 55, 55, 55]
    before, after = (made(handbook({"bay": of}))["feeds/clinics/bay.xml"] for of in (WORSE, again))
    assert len(texts(after, "id")) == 1
    assert texts(after, "id") != texts(before, "id")


def test_another_handbook_has_other_ids_and_a_new_title_in_one_repository_has_not() -> None:
    def ids(**settings: object) -> list[str]:
        return texts(made(handbook(**settings))["feeds/all.xml"], "id")

    assert ids(title="One") != ids(title="Two")
    repository = "https://example.org/handbook"
    assert ids(title="One", repository=repository) == ids(title="Two", repository=repository)


# ---------------------------------------------------------------- what must not be in them


def test_nothing_is_said_of_a_hidden_value() -> None:
    """At `a` few are left over in the last month; its news ends before that."""
    rows = [
        row(
            "a", "share", f"{2024 + nth // 12}-{nth % 12 + 1:02}", 600 + (nth % 2) * 9 - (nth > 15) * 40, 1000
        )
        for nth in range(23)
    ]
    rows.append(row("a", "share", "2025-12", 4441, 4447))
    book = written({"share": standard(privacy="sensitive")}, {"a": clinic()}, rows)
    findings = pipeline.worked_out(book, AS_OF)
    found = {file.path: file.content().decode() for file in feeds.feeds(findings, AS_OF, "", True)}
    assert "in November 2025" in found["feeds/all.xml"]
    assert not [
        path for path, feed in found.items() if re.search(r"4[ ,.]?44[17]|99[.,]9|December 2025", feed)
    ]


def test_drafts_and_what_is_under_embargo_are_not_in_them() -> None:
    book = handbook()
    draft = {"waits": book.standards["waits"].model_copy(update={"status": "draft"}), "never": standard()}
    files = made(written(draft, book.clinics, book.observations.to_dicts()))
    assert all(entries(feed) == [] for feed in files.values())


def test_they_are_among_the_files_that_are_published() -> None:
    paths = {file.path for file in of_this_repository()}
    assert {"feeds/all.xml", "feeds/clinics/mx-los-cabos.xml", "feeds/standards/waiting-room.xml"} <= paths
