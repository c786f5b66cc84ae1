"""The form editor's configuration and its files."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import jsonschema
import pytest
from serving import serving
from site_under_test import handbook

from generator import load, pipeline
from generator.mkdocs import run_mkdocs
from generator.model import field_descriptions
from generator.model.inputs import Forms, HandbookSource, Settings
from generator.model.page import Handbook
from generator.publish import form_editor
from generator.schema import forms
from tests import rule_sheets

ROOT = Path(__file__).parents[1]
PUBLISHED = ROOT / "node_modules/@sveltia/cms/schema/sveltia-cms.json"
PACKAGES = pytest.mark.skipif(not PUBLISHED.is_file(), reason="the form editor comes with `npm ci`")


def read(**said: object) -> HandbookSource:
    """This repository's handbook with other settings."""
    written = load.folder(ROOT, date(2026, 6, 30))
    return replace(written, settings=written.settings.model_copy(update=said))


def built(root: Path, settings: str) -> Handbook:
    root = rule_sheets.lay(root, {})
    path = root / "data/handbook.yml"
    path.write_text(f"{path.read_text(encoding='utf-8')}\n{settings}\n", encoding="utf-8")
    return pipeline.handbook(root, as_of=date(2026, 6, 30))


@PACKAGES
@pytest.mark.parametrize("languages", [("en",), ("en", "es", "fr")])
@pytest.mark.parametrize(
    "said",
    [
        Forms(backend="github"),
        Forms(backend="gitlab", repo="a/b/c", app_id="1", api_root="https://git.example.org/api/v4"),
        Forms(backend="gitea", base_url="https://git.example.org", app_id="1"),
    ],
    ids=lambda said: said.backend,
)
def test_the_configuration_is_one_by_the_editors_own_schema(said: Forms, languages: tuple[str, ...]) -> None:
    config = forms.config(read(forms=said, languages=languages), "data")

    schema = json.loads(PUBLISHED.read_text(encoding="utf-8"))
    assert [error.message for error in jsonschema.Draft7Validator(schema).iter_errors(config)] == []


def test_every_key_that_a_file_may_have_has_a_field_and_a_shape() -> None:
    config, shapes = forms.config(read(), "data"), forms.shapes(read())
    by_name = {one["name"]: one for one in config["collections"]}

    for name, model, *_ in forms.COLLECTIONS:
        keys = list(field_descriptions.slots(model))
        assert [field["name"] for field in by_name[name]["fields"]] == keys
        assert list(shapes[by_name[name]["format"]]["fields"]) == keys
    (handbook,) = by_name["settings"]["files"]
    assert [field["name"] for field in handbook["fields"]] == list(field_descriptions.slots(Settings))


def test_folders_are_where_they_are_in_the_repository(tmp_path: Path) -> None:
    config = forms.config(read(), "books/north/data")

    assert config["collections"][0]["folder"] == "books/north/data/standards"
    assert config["collections"][-1]["files"][0]["file"] == "books/north/data/handbook.yml"


@pytest.mark.parametrize(
    ("repository", "said", "expected"),
    [
        ("https://github.com/example/handbook", None, "example/handbook"),
        ("https://gitlab.com/group/part/handbook.git", None, "group/part/handbook"),
        ("https://github.com/example/handbook", "other/one", "other/one"),
        ("https://example.org", None, ""),
        (None, None, ""),
    ],
)
def test_the_repository_is_known_by_its_address(
    repository: str | None, said: str | None, expected: str
) -> None:
    settings = read(repository=repository, forms=Forms(backend="github", repo=said)).settings

    assert forms.repo(settings) == expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"backend": "github"}, ["https://api.github.com"]),
        ({"backend": "gitlab"}, ["https://gitlab.com"]),
        ({"backend": "gitea"}, ["https://gitea.com"]),
        (
            {"backend": "gitlab", "api_root": "https://git.example.org:8443/api/v4"},
            ["https://git.example.org:8443"],
        ),
        (
            {"backend": "github", "base_url": "https://in.example.org"},
            ["https://api.github.com", "https://in.example.org"],
        ),
        ({"backend": "gitlab", "api_root": "https://x; script-src *"}, []),
    ],
)
def test_the_page_may_ask_the_service_and_nobody_else(said: dict[str, str], expected: list[str]) -> None:
    assert forms.hosts(Forms(**said)) == expected


def test_a_token_is_the_way_in_unless_there_is_a_service_for_it() -> None:
    with_token = forms.backend(read(forms=Forms(backend="github")).settings)
    with_click = forms.backend(read(forms=Forms(backend="gitlab", app_id="7")).settings)

    assert with_token["auth_methods"] == ["token"]
    assert with_click["auth_methods"] == ["oauth", "token"]
    assert with_click["auth_type"] == "pkce"


def test_without_forms_there_is_no_editor_and_no_word_of_it(tmp_path: Path) -> None:
    made = built(tmp_path, "")

    assert not made.has_forms
    assert made.notices == ()
    assert not [file.path for file in made.downloads if file.path.startswith("admin/")]


def test_where_packages_are_missing_it_is_said_what_to_run(tmp_path: Path) -> None:
    made = built(tmp_path, "forms: {backend: github, repo: a/b}")

    assert not made.has_forms
    assert made.problems == built(tmp_path / "without", "").problems
    assert "`npm ci`" in made.notices[0]
    assert "`npm install @sveltia/cms yaml`" in made.notices[0]


def test_where_nobody_says_which_repository_it_is_asked_for(tmp_path: Path) -> None:
    made = built(tmp_path, "forms: {backend: github}")

    assert "`repo: owner/name`" in made.notices[0]


@PACKAGES
def test_all_that_the_editor_needs_comes_from_the_site(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "node_modules/@sveltia/cms", tmp_path / "node_modules/@sveltia/cms")
    shutil.copytree(ROOT / "node_modules/yaml", tmp_path / "node_modules/yaml")
    made = built(tmp_path / "book", "forms: {backend: github, repo: a/b}")
    files = {file.path: file.content for file in made.downloads if file.path.startswith("admin/")}
    page, script = files["admin/index.html"]().decode(), files["admin/sveltia/npm/index.js"]().decode()

    assert made.notices == ()
    assert 'name="robots" content="noindex' in page
    assert "connect-src 'self' data: blob: https://api.github.com;" in page
    assert "fontsource/fonts" not in script
    assert all(f"admin/{path}" in files for path in form_page_fonts(script))
    assert {"admin/sveltia/LICENSE.txt", "admin/yaml/LICENSE"} <= files.keys()


def form_page_fonts(script: str) -> set[str]:
    return {part.partition(")")[0] for part in script.split("url(")[1:] if part.startswith("sveltia/")}


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        ("data/standards/email-reply.yml", "#/collections/standards/entries/email-reply"),
        ("data/handbook.yml", "#/collections/settings/entries/handbook"),
        ("data/kpis/2026.csv", ""),
        ("data/kpis/mx-los-cabos.yml", ""),
    ],
)
def test_a_file_has_its_place_in_the_editor(file: str, expected: str) -> None:
    assert forms.place(file) == expected


def test_packages_are_looked_for_above_the_handbook_too(tmp_path: Path) -> None:
    for name in ("@sveltia/cms/npm", "yaml/browser"):
        (tmp_path / "node_modules" / name).mkdir(parents=True)
        (tmp_path / "node_modules" / name / "index.js").touch()
    (tmp_path / "books/north").mkdir(parents=True)

    assert form_editor.packages(tmp_path / "books/north") == tmp_path


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A handbook with forms, beside packages of which only the names are real."""
    folder = handbook(tmp_path / "book")
    settings = folder / "data/handbook.yml"
    said = "\nforms: {backend: github, repo: a/b}\n"
    settings.write_text(settings.read_text(encoding="utf-8") + said, encoding="utf-8")
    for name in ("@sveltia/cms/npm", "yaml/browser"):
        (folder / "node_modules" / name).mkdir(parents=True)
        (folder / "node_modules" / name / "index.js").write_text("export default {};", encoding="utf-8")
    return folder


def test_a_page_leads_to_its_form_and_nothing_else_leads_to_the_editor(book: Path) -> None:
    site = run_mkdocs.build(book).site

    page = (site / "standards/waiting-room/index.html").read_text(encoding="utf-8")
    assert '"../../admin/#/collections/standards/entries/waiting-room"' in page
    assert "Edit in a form" not in (site / "method/index.html").read_text(encoding="utf-8")
    assert (site / "admin/index.html").is_file()
    assert "admin" not in (site / "sitemap.xml").read_text(encoding="utf-8")
    assert "admin/" not in (site / "search/search_index.json").read_text(encoding="utf-8")


def test_the_preview_serves_the_editor_and_never_loads_it_again(book: Path) -> None:
    with serving(book) as preview:
        assert "bb-preview" in preview.get("standards/waiting-room/")
        assert "bb-preview" not in preview.get("admin/")
        assert "benchbook-standards" in preview.get("admin/config.json")
