"""`benchbook check` and `benchbook explain`: what they print, and what they exit with."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.check import RULES
from generator.cli import main
from tests import rule_sheets

WRONG = {"data/kpis/ca-halifax.yml": "email-reply: {2025-01: 3/2}\n"}
ODD = {"data/standards/ideas.yml": "title: Ideas\ntheme: waiting\nmeasure: {kind: count, scale: [1, 5]}\n"}


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.mark.parametrize(
    ("files", "options", "code"),
    [
        ({}, [], 0),
        (WRONG, [], 1),
        (ODD, [], 0),
        (ODD, ["--strict"], 1),
        ({}, ["--format", "xml"], 2),
        ({}, ["--as-of", "tomorrow"], 2),
    ],
    ids=["nothing wrong", "an error", "a warning", "a warning, strictly", "no such format", "no such day"],
)
def test_the_exit_code_says_how_it_went(files, options, code, tmp_path: Path) -> None:
    assert run("check", rule_sheets.lay(tmp_path, files), *options).exit_code == code


@pytest.mark.parametrize("folder", ["no/such/folder", "."])
def test_a_folder_that_holds_no_handbook_is_wrong_use(folder: str, tmp_path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    done = run("check", folder)
    assert done.exit_code == 2
    assert "older" in done.output.replace("irectory", "older")


def test_an_error_is_shown_with_its_line_and_a_caret(tmp_path: Path) -> None:
    lines = run("check", rule_sheets.lay(tmp_path, WRONG)).output.splitlines()
    assert lines[:3] == [
        "data/kpis/ca-halifax.yml:1:24: error HB220: 3 of 2 is more than all.",
        "  1 | email-reply: {2025-01: 3/2}",
        "    |                        ^",
    ]


def test_json_is_a_list_that_programs_can_read(tmp_path: Path) -> None:
    found = json.loads(run("check", rule_sheets.lay(tmp_path, WRONG), "--format", "json").output)
    assert [(each["code"], each["file"], each["line"]) for each in found] == [
        ("HB220", "data/kpis/ca-halifax.yml", 1)
    ]


def test_json_of_nothing_wrong_is_an_empty_list(tmp_path: Path) -> None:
    assert json.loads(run("check", rule_sheets.lay(tmp_path, {}), "--format", "json").output) == []


def test_the_day_decides_what_is_in_the_future(tmp_path: Path) -> None:
    root = rule_sheets.lay(tmp_path, {})
    codes = {
        day: {
            each["code"] for each in json.loads(run("check", root, "--format", "json", "--as-of", day).output)
        }
        for day in ("2024-12-31", "2025-12-31")
    }
    assert codes == {"2024-12-31": {"HB212"}, "2025-12-31": set()}


def test_the_data_is_where_mkdocs_yml_says(tmp_path: Path) -> None:
    root = rule_sheets.lay(tmp_path, WRONG)
    (root / "data").rename(root / "handbook")
    (root / "mkdocs.yml").write_text(
        "site_url: !ENV [SITE, '']\nplugins:\n  - search\n  - benchbook: {data_dir: handbook}\n",
        encoding="utf-8",
    )
    assert "handbook/kpis/ca-halifax.yml:1:24" in run("check", root).output


@pytest.mark.parametrize("code", ["HB101", "hb101", " HB101 "])
def test_explain_shows_a_wrong_and_a_right_example(code: str) -> None:
    done = run("explain", code)
    rule = next(rule for rule in RULES if rule.code == "HB101")
    assert done.exit_code == 0
    assert done.output.startswith(f"HB101 {rule.title}\n")
    assert "    targets: [80]" in done.output.partition("Wrong:")[2].partition("Right:")[0]
    assert "    targets: [80%]" in done.output.partition("Right:")[2]


def test_explain_without_a_code_lists_them_all() -> None:
    assert len(run("explain").output.splitlines()) == len(RULES)


def test_an_unknown_code_is_wrong_use_and_says_which_was_meant() -> None:
    done = run("explain", "H101")
    assert done.exit_code == 2
    assert "Did you mean HB101?" in done.output
