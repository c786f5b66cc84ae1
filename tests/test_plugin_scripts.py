"""Which scripts may stand in pages is known from templates, whatever stands in pages."""

from __future__ import annotations

from pathlib import Path

import jinja2
import pytest

from generator.mkdocs.scripts import from_elsewhere, of_templates, within


def known(folder: Path, base_url: str = "..", **config: object) -> frozenset[str]:
    env = jinja2.Environment(loader=jinja2.FileSystemLoader(folder), autoescape=False)
    return of_templates([str(folder)]).on(config, base_url, env)


def templates(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        (folder / f"{name}.html").write_text(text)
    return folder


def test_a_script_of_a_template_is_known(tmp_path):
    folder = templates(tmp_path, main="<head><script>start()</script></head>")
    assert known(folder) == {"start()"}


def test_a_script_that_says_where_the_page_stands_is_known_for_that_place_alone(tmp_path):
    folder = templates(tmp_path, main='<script>scope("{{ config.scope | d(base_url) }}")</script>')
    assert known(folder, "../..") == {'scope("../..")'}
    assert known(folder, "..", scope="/book/") == {'scope("/book/")'}


@pytest.mark.parametrize("said", ["page.meta.location", "page.title", "author.name"])
def test_a_script_that_says_something_of_the_page_is_not_known(tmp_path, said):
    """What a page says is written by editors."""
    assert known(templates(tmp_path, main=f'<script>go("{{{{ {said} }}}}")</script>')) == frozenset()


def test_a_template_that_cannot_be_read_leaves_the_others(tmp_path):
    folder = templates(tmp_path, a="<script>{{ base_url </script>", b="<script>start()</script>")
    assert known(folder) == {"start()"}


def test_a_template_that_is_saved_anew_is_read_anew(tmp_path):
    folder = templates(tmp_path, main="<script>one()</script>")
    assert known(folder) == {"one()"}
    (folder / "main.html").write_text("<script>two()</script>")
    assert known(folder) == {"two()"}


def test_files_and_data_are_no_scripts_within_a_page():
    page = '<script src="a.js"></script><script type="application/json">{}</script><script> </script>'
    assert within(page) == []


def test_scripts_of_other_sites_are_found_by_their_addresses():
    page = (
        '<script src="https://cdn.example.org/a.js"></script><script src=//b.example.org/b.js></script>'
        '<script src="/c.js"></script><script src="https://example.org/book/d.js"></script>'
    )
    found = from_elsewhere(page, "https://example.org/book/")
    assert found == ["https://cdn.example.org/a.js", "//b.example.org/b.js"]


def test_a_script_is_traced_to_the_template_that_says_something_of_the_page(tmp_path):
    template = 'go("{{ page.title }}", "a longer text")'
    found = of_templates([str(templates(tmp_path, main=f"<script>{template}</script>"))])
    assert {found.source(f'go("{title}", "a longer text")') for title in ("One", "Two")} == {template}
    assert found.source("something else") is None
