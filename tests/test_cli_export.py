"""An exported handbook is an ordinary docs folder that other generators build."""

from __future__ import annotations

import html
import json
import subprocess
import sys
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
import yaml
from click.testing import CliRunner
from site_under_test import EVIL, files, handbook, seen

from generator.cli import main
from generator.mkdocs import plain_config


@pytest.fixture(scope="module")
def exported(tmp_path_factory) -> Path:
    folder = handbook(tmp_path_factory.mktemp("export") / "book")
    target = folder.parent / "exported"
    done = CliRunner().invoke(
        main, ["export", str(target), "--handbook", str(folder), "--as-of", "2026-02-01"]
    )
    assert done.exit_code == 0, done.output
    return target


@pytest.fixture(scope="module", params=["mkdocs", "zensical"])
def site(request, exported) -> dict[str, bytes]:
    done = subprocess.run(
        [sys.executable, "-m", request.param, "build"],
        cwd=exported,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return files(exported / "site")


def test_every_page_is_there_with_its_content(site):
    page = seen(site["clinics/harbour.html"])
    assert "E-mails answered within four working hours" in page.text
    assert "Illustrative" in page.text
    assert b"<svg" in site["clinics/harbour.html"]
    for path in (
        "index.html",
        "es/index.html",
        "fr/standards/waiting-room.html",
        "guide/our-programme.html",
    ):
        assert path in site


def test_charts_have_their_script_and_style(site):
    page = seen(site["clinics/harbour.html"])
    assert any("assets/benchbook/charts.js" in address for address in page.loaded)
    assert any("assets/benchbook/benchbook.css" in address for address in page.loaded)
    assert "assets/benchbook/plotly.min.js" in site


def test_links_between_pages_and_languages_hold(site):
    links = dict(seen(site["clinics/harbour.html"]).links)
    assert links["../es/clinics/harbour.html"] == "Español"
    lost = set()
    for path, page in site.items():
        if path.endswith(".html") and path != "404.html":
            for address, _ in seen(page).links:
                target = urlsplit(urljoin(f"http://site/{path}", address))
                if target.netloc == "site" and target.path.lstrip("/") not in site | {"": b""}:
                    lost.add((path, address))
    assert lost == set()


def test_another_export_to_the_same_folder_changes_nothing(exported):
    before = {path: file.stat().st_mtime_ns for path in files(exported) if (file := exported / path)}
    folder = exported.parent / "book"
    done = CliRunner().invoke(
        main, ["export", str(exported), "--handbook", str(folder), "--as-of", "2026-02-01"]
    )
    assert "Wrote 0 files" in done.output
    assert {path: (exported / path).stat().st_mtime_ns for path in before} == before


def test_the_configuration_keeps_what_it_says_but_for_our_plugin():
    text = (
        "site_name: Book\nsite_url: !ENV [X, '']\nplugins:\n  - search\n  - benchbook: {data_dir: d}\n"
        "markdown_extensions:\n  - pymdownx.emoji:\n"
        "      emoji_index: !!python/name:material.extensions.emoji.twemoji\n"
        "extra_css: [mine.css]\nnav: [{Note: note.md}]\n"
    )
    made = plain_config.config(text, [{"Home": "index.md"}], ["other.md"], ["a.css", "b.js"])
    assert "!ENV" in made
    assert "!!python/name:material.extensions.emoji.twemoji" in made
    plain = yaml.safe_load(
        made.replace("!ENV", "").replace("!!python/name:material.extensions.emoji.twemoji", "")
    )
    assert plain["plugins"] == ["search"]
    assert plain["nav"] == [{"Home": "index.md"}, {"Note": "note.md"}]
    assert plain["extra_css"] == ["a.css", "mine.css"]
    assert plain["extra_javascript"] == ["b.js"]


def test_a_handbook_is_never_exported_over_itself_or_another(tmp_path):
    folder = handbook(tmp_path / "book")
    before = files(folder)
    done = CliRunner().invoke(main, ["export", str(folder), "--handbook", str(folder)])
    assert done.exit_code == 2
    assert f"--handbook {folder}" in done.output.replace("\n", " ")
    assert files(folder) == before


def test_titles_are_text_in_front_matter_and_navigation(tmp_path):
    folder = handbook(tmp_path / "book", languages="[en]", title=json.dumps(EVIL))
    clinic = folder / "data/clinics/harbour.yml"
    clinic.write_text(clinic.read_text().replace("Harbour Clinic", json.dumps(f"{EVIL}\n\n---\n")))
    done = CliRunner().invoke(main, ["export", str(tmp_path / "out"), "--handbook", str(folder)])
    assert done.exit_code == 0, done.output

    _, head, _ = (tmp_path / "out/docs/clinics/harbour.md").read_text().split("---\n", 2)
    title = yaml.safe_load(head)["title"]
    assert "<" not in title
    assert html.unescape(title) == f"{EVIL} ---"
    assert "<script" not in (tmp_path / "out/mkdocs.yml").read_text()
