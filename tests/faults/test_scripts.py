"""Scripts in every text field of every kind of file: no browser runs one."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest
import yaml
from click.testing import CliRunner
from playwright.sync_api import Browser

from bench.scripts.book import FORMS, RAN, WORD
from bench.scripts.eyes import Eyes, Ran, guarded, served
from bench.scripts.fields import filled
from bench.scripts.tried import chromium, tried
from generator.cli import main
from generator.mkdocs import run_mkdocs
from generator.model import inputs
from generator.model.new_file_templates import STARTER

pytestmark = pytest.mark.xdist_group("scripts")

FINDER = Path(__file__).parents[1] / "browser/find_browser.py"
CALL = f"{RAN}(7)"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    path = (
        os.environ.get("BENCHBOOK_BROWSER")
        or subprocess.run(
            [sys.executable, str(FINDER)], check=True, capture_output=True, text=True
        ).stdout.strip()
    )
    with chromium(path) as started:
        yield started


def seen(browser: Browser, folder: Path, html: str) -> list[Ran]:
    page = folder / "page.html"
    page.write_text(f"<!doctype html>{html}")
    eyes = Eyes(browser)
    try:
        return eyes.bare([page], folder)
    finally:
        eyes.close()


@pytest.mark.parametrize("form", FORMS)
def test_each_form_of_script_runs_where_nobody_escapes_it(browser, tmp_path, form):
    """Else the other tests would find nothing whatever the pages did."""
    assert seen(browser, tmp_path, f"<p>{form.format(call=CALL)}</p>") == [Ran("page.html", 7)]


@pytest.mark.parametrize("way", [f'<a href=" java\tscript:{CALL}">x</a>', f'<p onclick="{CALL}">x</p>'])
def test_what_would_run_at_a_click_is_seen(browser, tmp_path, way):
    assert seen(browser, tmp_path, way) == [Ran("page.html", 7)]


def test_every_text_of_a_model_is_a_place():
    places = {".".join(path) for path, _ in filled(inputs.Clinic, ".".join, {})}
    assert places >= {"name", "name.en", "city.en", "hours.a", "hours.its key", "peers.0", "country"}


def test_no_text_of_a_handbook_runs_on_its_site_or_in_an_export(browser, tmp_path):
    outcome = tried(tmp_path, browser)

    assert outcome.ran == ()
    assert outcome.places > 200
    assert outcome.pages > 100
    # The texts are there: they were shown, not left out.
    for path in ("book/site/standards/x0/index.html", "exported/site/standards/x0.html"):
        assert WORD in (tmp_path / path).read_text()


def test_no_text_of_an_import_map_runs(browser, tmp_path):
    title = f"{WORD} {FORMS[0].format(call=CALL)}"
    said = {
        "clinic": {"column": "org", "country": "gb", "name": "{value}"},
        "period": {"column": "month"},
        "standard": {"fixed": "seen"},
        "fields": {"met": "all - late", "of": "all"},
        "handbook": {"title": title, "themes": {"t": {"title": title}}},
        "countries": {"gb": {"name": title}},
        "standards": {"seen": {"title": title, "theme": "t", "measure": {"kind": "proportion"}}},
    }
    (tmp_path / "map.yml").write_text(yaml.safe_dump(said))
    table, into = tmp_path / "<b>`<b>`.csv", tmp_path / "book"
    pl.DataFrame({"org": [title], "month": ["2020-01"], "all": [10], "late": [1]}).write_csv(table)
    words = ["import", str(table), "--map", str(tmp_path / "map.yml"), "--into", str(into)]
    done = CliRunner().invoke(main, words)
    assert done.exit_code == 0, done.output

    site = run_mkdocs.build(into).site

    eyes = Eyes(browser)
    assert eyes.bare(sorted(site.rglob("*.html")), site) == []
    eyes.close()
    assert WORD in (site / "index.html").read_text().partition("</title>")[0]
    assert "<b>" not in (site / "about/index.html").read_text()


def test_a_script_in_a_page_is_stopped_by_the_policy_and_the_themes_own_run(browser, tmp_path):
    shutil.copytree(STARTER, tmp_path / "book", ignore=shutil.ignore_patterns("dot.*", "__pycache__"))
    page = tmp_path / "book/docs/guide/our-programme.md"
    page.write_text(f'# Ours\n\n<script>{CALL}</script>\n\n<img src="x" onerror="{CALL}">\n')
    built = run_mkdocs.build(tmp_path / "book")

    with served(built.site) as address, guarded(browser) as (context, complaints):
        looked = context.new_page()
        looked.goto(f"{address}guide/our-programme/")
        assert looked.evaluate("window.ran") == []
        assert len([it for it in complaints if "Content Security Policy" in it]) >= 2
        assert looked.evaluate("String(__md_scope)") == address
        complaints.clear()
        for path in (
            "",
            "attention/",
            "compare/",
            "completeness/",
            "method/",
            "standards/email-reply/",
            "404.html",
        ):
            looked.goto(address + path)
        assert complaints == []
    codes = [problem.code for problem in built.handbook.problems]
    assert codes.count("HB350") == 2
