"""What the theme puts around pages is rendered once a family, and no byte shows it."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest
from jinja2 import Environment
from site_under_test import files, handbook

from generator.mkdocs import page_shell, run_mkdocs
from generator.mkdocs.template_context import TemplateContext, Twin


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    folder = handbook(
        tmp_path_factory.mktemp("chrome") / "book", repository="https://github.com/example/book"
    )
    for nth in range(4):
        clinic = folder / f"data/clinics/village-{nth}.yml"
        clinic.write_text(f"name: 'Village & <b>{nth}</b>'\ncountry: ca\n")
    return folder


def built(folder: Path) -> dict[str, bytes]:
    return files(run_mkdocs.build(folder, as_of="2026-02-01").site)


@pytest.mark.parametrize("site_url", ["", "https://example.org/book/"])
def test_spliced_pages_are_those_that_the_theme_makes(folder, monkeypatch, site_url):
    monkeypatch.setenv("SITE_URL", site_url)
    rendered = []
    whole = page_shell.PageShell._whole
    monkeypatch.setattr(
        page_shell.PageShell, "_whole", lambda self, context: rendered.append(1) or whole(self, context)
    )
    spliced = built(folder)
    ours = [path for path in spliced if path.endswith("/index.html") and path.count("/") >= 2]
    assert 0 < len(rendered) < len(ours)
    monkeypatch.setattr(page_shell, "_others", lambda _: True)
    plain = built(folder)
    assert {path for path in plain if plain[path] != spliced.get(path)} == set()


def test_a_theme_of_ones_own_is_asked_for_every_page(folder, tmp_path):
    own = folder / "overrides"
    own.mkdir()
    (own / "main.html").write_text(
        '{% extends "base.html" %}'
        '{% block extrahead %}<meta name="here" content="{{ page.url }}">{% endblock %}'
    )
    config = folder / "mkdocs.yml"
    before = config.read_text()
    config.write_text(before.replace("name: material", "name: material\n  custom_dir: overrides"))
    site = built(folder)
    config.write_text(before)
    for nth in range(4):
        assert f'content="clinics/village-{nth}/"'.encode() in site[f"clinics/village-{nth}/index.html"]


# ---------------------------------------------------------------- one template


def page(name: str) -> SimpleNamespace:
    ours = SimpleNamespace(language="en", section="clinics", headings=())
    meta = {"title": f"Clinic {name}", "description": f"About {name}"}
    return SimpleNamespace(ours=ours, url=f"clinics/{name}/", meta=meta, canonical_url=None, edit_url=None)


def rendered(template: str, names: str) -> list[str]:
    made = page_shell.PageShell(Environment().from_string(template), lambda text, _: text)
    told = [TemplateContext("en", "", (Twin("es", "Español", f"../es/{name}/", False),)) for name in names]
    return [
        made.render({"page": page(name), "benchbook": said}) for name, said in zip(names, told, strict=True)
    ]


def test_each_page_gets_what_is_its_own():
    named = "{{ page.meta.title }}|{{ page.meta.description }}|"
    template = named + "{% for twin in benchbook.twins %}{{ twin.link }}{% endfor %}"
    assert rendered(template, "abcd") == [f"Clinic {it}|About {it}|../es/{it}/" for it in "abcd"]


def test_a_template_that_says_more_of_a_page_is_never_spliced():
    assert rendered("{{ page.meta.title }} at {{ page.url }}", "abcd") == [
        f"Clinic {it} at clinics/{it}/" for it in "abcd"
    ]
