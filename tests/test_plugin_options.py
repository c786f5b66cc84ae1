"""What mkdocs.yml may say, and what stands in the folder already."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from mkdocs.exceptions import PluginError
from site_under_test import files, handbook, seen

from generator.mkdocs import day, run_mkdocs


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return handbook(tmp_path / "book", languages="[en]")


def configure(folder: Path, old: str, new: str) -> None:
    config = folder / "mkdocs.yml"
    assert old in config.read_text()
    config.write_text(config.read_text().replace(old, new))


def built(folder: Path, **more) -> dict[str, bytes]:
    return files(run_mkdocs.build(folder, **more).site)


@pytest.mark.parametrize(
    ("said", "environment", "expected"),
    [
        ("2026-06-30", {"SOURCE_DATE_EPOCH": "0"}, date(2026, 6, 30)),
        (date(2026, 6, 30), {}, date(2026, 6, 30)),
        (datetime(2026, 6, 30, tzinfo=UTC), {}, date(2026, 6, 30)),
        (None, {"SOURCE_DATE_EPOCH": "86400"}, date(1970, 1, 2)),
    ],
)
def test_the_day_is_what_is_said_else_that_of_the_source(said, environment, expected):
    assert day(said, environment) == expected


@pytest.mark.parametrize(("said", "environment"), [("June", {}), (None, {"SOURCE_DATE_EPOCH": "June"})])
def test_a_day_that_is_none_is_refused_in_plain_words(said, environment):
    with pytest.raises(PluginError, match="`June` is no day"):
        day(said, environment)


def test_an_embargo_ends_on_its_day(folder):
    kpis = folder / "data/kpis/harbour.yml"
    kpis.write_text(kpis.read_text().replace("clinic: harbour", "clinic: harbour\npublish_from: 2026-03-01"))
    before = built(folder, as_of="2026-02-28")["downloads/clinics/harbour.csv"]
    after = built(folder, as_of="2026-03-01")["downloads/clinics/harbour.csv"]
    assert b"email-reply,E-mails answered within four working hours,2025-01,82.5,%,66,80" in after
    assert b",66,80," not in before


def test_the_data_may_lie_in_another_folder(folder):
    (folder / "data").rename(folder / "values")
    configure(folder, "- benchbook", "- benchbook: {data_dir: values}")
    assert "clinics/harbour/index.html" in built(folder, strict=True)


@pytest.mark.parametrize(
    "path", ["clinics/harbour.html", "standards/email-reply.html", "standards/index.html"]
)
def test_addresses_may_be_files(folder, path):
    configure(folder, "plugins:", "use_directory_urls: false\nplugins:")
    site = built(folder, strict=True)
    home = seen(site["index.html"])
    assert path in site
    assert all(
        address.partition("#")[0] in site
        for address, _ in home.links
        if ".html" in address and "//" not in address
    )


def test_a_hand_written_page_stands_in_for_one_of_ours(folder):
    (folder / "docs/clinics").mkdir()
    (folder / "docs/clinics/hilltop.md").write_text("# Hilltop, by hand\n")
    (folder / "docs/method.md").write_text("# How we measure\n")
    site = built(folder)
    assert "Hilltop, by hand" in seen(site["clinics/hilltop/index.html"]).text
    assert "How we measure" in seen(site["method/index.html"]).text
    assert "Harbour Clinic" in seen(site["clinics/harbour/index.html"]).text


def test_a_strict_build_fails_on_a_hand_written_page_in_place_of_ours(folder):
    (folder / "docs/method.md").write_text("# How we measure\n")
    done = run_mkdocs.build(folder, strict=True)
    assert [(problem.code, problem.place.file) for problem in done.handbook.in_the_way] == [
        ("HB340", "docs/method.md")
    ]
    assert not done.published


def test_the_order_of_mkdocs_yml_stands_where_it_names_our_pages(folder):
    nav = "nav:\n  - index.md\n  - Our clinics: clinics/index.md\n  - Notes: guide/our-programme.md\n"
    (folder / "mkdocs.yml").write_text((folder / "mkdocs.yml").read_text() + nav)
    page = built(folder, strict=True)["index.html"].decode()
    tabs = [part.split("</a>")[0].split(">")[-1].strip() for part in page.split('class="md-tabs__link"')[1:]]
    assert tabs == ["Home", "Our clinics", "Notes"]


def test_one_language_needs_no_switch(folder):
    assert b"md-select" not in built(folder)["index.html"]


def test_a_repository_link_asks_nobody_for_stars(folder):
    configure(folder, "plugins:", "repo_url: https://github.com/example/book\nplugins:")
    page = built(folder)["index.html"]
    assert b'href="https://github.com/example/book"' in page
    assert b'data-md-component="source"' not in page


def test_another_theme_is_refused_with_what_to_write(folder):
    configure(folder, "name: material", "name: mkdocs")
    with pytest.raises(run_mkdocs.NotBuilt, match="name: material"):
        built(folder)


def test_a_folder_without_our_plugin_is_refused_with_what_to_write(folder):
    configure(folder, "  - benchbook\n", "")
    with pytest.raises(run_mkdocs.NotBuilt, match="add `- benchbook`"):
        built(folder)


def test_a_strict_build_that_finds_something_leaves_the_site_as_it_was(folder):
    before = built(folder)
    (folder / "data/clinics/hilltop.yml").write_text("nome: Hilltop\n")
    again = run_mkdocs.build(folder, strict=True)
    assert not again.published
    assert files(again.site) == before


def test_without_settings_nothing_is_published_that_would_not_say_it_is_invented(folder):
    before = built(folder)
    with (folder / "data/handbook.yml").open("a") as settings:
        settings.write("ilustrative: true\n")
    with pytest.raises(run_mkdocs.NoSettings, match="Did you mean `illustrative`"):
        run_mkdocs.build(folder)
    assert files(folder / "site") == before


def test_a_folder_with_other_files_is_not_overwritten(folder, tmp_path):
    (tmp_path / "precious").mkdir()
    (tmp_path / "precious/letter.txt").write_text("dear")
    with pytest.raises(run_mkdocs.NotBuilt, match="no site"):
        built(folder, site=tmp_path / "precious")
    assert (tmp_path / "precious/letter.txt").read_text() == "dear"


HOOK = """
def on_page_content(html, page, **_):
    return f"{html}<script>/* {'a hook' * 20} */ go('{page.url}')</script>"
"""


def test_scripts_that_the_policy_blocks_are_told_once(folder):
    (folder / "hook.py").write_text(HOOK)
    (folder / "docs/one.md").write_text("# One\n\nText\n")
    (folder / "docs/two.md").write_text("# Two\n\nText\n")
    with (folder / "mkdocs.yml").open("a") as file:
        file.write("\nhooks: [hook.py]\nextra_javascript: ['https://cdn.example.org/x.js?a=1&b=2']\n")
    told = [it for it in run_mkdocs.build(folder).remarks if "doesn't run" in it]
    assert len(told) == 2
    assert "/* a hook" in told[0]
    assert "`https://cdn.example.org/x.js?a=1&b=2` lies elsewhere" in told[1]


def test_a_valid_handbook_has_no_blocked_script(folder):
    assert run_mkdocs.build(folder).remarks == ()
