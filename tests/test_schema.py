"""The JSON Schemas: valid themselves, true to what is read, and kept up to date."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner

from generator import load
from generator.check import RULES
from generator.cli import main
from generator.load import yaml_document
from generator.load.text_encoding import UnreadableText
from generator.schema import documents, ids
from tests import rule_sheets

ROOT = Path(__file__).parent.parent


def refused(schemas: dict, root: Path) -> list[str]:
    """What the schemas refuse in the YAML files below `root`/data."""
    found = []
    for path in sorted((root / "data").rglob("*.yml")):
        folder = path.relative_to(root / "data").parts[0]
        kind = "handbook" if folder == "handbook.yml" else documents.FOLDERS.get(folder)
        if kind is None:
            continue
        read = yaml_document.value(yaml_document.read(path.read_text(encoding="utf-8"), path.name).top)
        errors = jsonschema.Draft7Validator(schemas[kind]).iter_errors(read)
        found += [f"{path.relative_to(root)} {list(error.path)} {error.message[:120]}" for error in errors]
    return found


def of(root: Path) -> dict:
    return documents.schemas(ids.of(load.folder(root, date(2026, 6, 1))))


@pytest.mark.parametrize("name", list(documents.KINDS))
def test_a_schema_is_one(name: str) -> None:
    jsonschema.Draft7Validator.check_schema(documents.schema(name, ids.Ids()))


def test_the_data_of_this_repository_passes() -> None:
    assert refused(of(ROOT), ROOT) == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_what_a_rule_calls_right_passes(rule, tmp_path: Path) -> None:
    root = rule_sheets.lay(tmp_path, rule_sheets.example(rule.right))

    assert refused(of(root), root) == []


SHAPES = {"HB003", "HB004", "HB005"}


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.code in SHAPES], ids=lambda rule: rule.code)
def test_what_doesnt_fit_a_model_is_refused(rule, tmp_path: Path) -> None:
    root = rule_sheets.lay(tmp_path, rule_sheets.example(rule.wrong))

    assert refused(of(root), root) != []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_what_a_schema_refuses_the_check_refuses_too(rule, tmp_path: Path) -> None:
    lenient = []
    for number, case in enumerate(rule_sheets.sheet(rule.code)):
        root = rule_sheets.lay(tmp_path / str(number), case["files"])
        try:
            strict = refused(of(root), root)
        except (UnreadableText, UnicodeDecodeError):
            continue
        if strict and not rule_sheets.problems(root):
            lenient.append(f"{case['name']}: {strict}")
    assert lenient == []


def test_names_of_the_handbook_are_offered_and_others_are_not_refused() -> None:
    theme = of(ROOT)["standard"]["properties"]["theme"]

    assert "responsiveness" in theme["anyOf"][0]["enum"]
    assert list(jsonschema.Draft7Validator(theme).iter_errors("a-theme-of-tomorrow")) == []
    assert list(jsonschema.Draft7Validator(theme).iter_errors("No theme")) != []


def test_a_number_is_text_where_text_belongs_and_a_word_is_no_period() -> None:
    clinic = jsonschema.Draft7Validator(of(ROOT)["clinic"])
    kpis = jsonschema.Draft7Validator(of(ROOT)["kpis"])

    assert clinic.is_valid({"name": "A", "country": "mx", "opened": 2012})
    assert kpis.is_valid({"email-reply": {"2025-01": "182/200"}})
    assert not kpis.is_valid({"email-reply": {"January": "182/200"}})
    assert not kpis.is_valid({"email-reply": {"2025-01": {"met": 182, "off": 200}}})


def run(*words: object) -> tuple[int, str]:
    done = CliRunner().invoke(main, [str(word) for word in words])
    return done.exit_code, done.output


def test_schemas_and_first_lines_are_written_once(tmp_path: Path) -> None:
    root = rule_sheets.lay(tmp_path, {"data/kpis/deep/a.yml": "# mine\nclinic: ca-halifax\n"})

    assert run("schema", root, "--check")[0] == 1
    assert run("schema", root, "--first-lines")[0] == 0

    assert (root / "data/kpis/deep/a.yml").read_text() == (
        "# yaml-language-server: $schema=../../.schema/kpis.json\n# mine\nclinic: ca-halifax\n"
    )
    assert "email-reply" in json.loads((root / "data/.schema/kpis.json").read_text())["properties"]
    assert run("schema", root, "--first-lines", "--check") == (0, "")
    assert rule_sheets.problems(root) == ()


def test_the_schemas_of_this_repository_are_up_to_date_and_its_files_name_them() -> None:
    assert run("schema", ROOT, "--first-lines", "--check") == (0, "")


def test_a_new_standard_is_offered_at_once(tmp_path: Path) -> None:
    root = rule_sheets.lay(tmp_path, {})
    run("schema", root)

    run("new", "standard", "letters-answered", "--in", root)

    assert run("schema", root, "--check") == (0, "")
    assert "letters-answered" in (root / "data/.schema/kpis.json").read_text()
