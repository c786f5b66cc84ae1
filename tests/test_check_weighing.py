"""A handbook says how much a check matters, and a file lets a finding stand, wherever problems are told."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator import check, load, pipeline
from generator.cli import main
from generator.model.inputs import Settings
from generator.problem import Severity
from tests import rule_sheets

SLIP = (
    "email-reply: {2025-01: 182/200, 2025-02: 175/198, 2025-03: 18/201, 2025-04: 180/199, 2025-05: 171/190}\n"
)
LINES = SLIP.replace("{", "\n  ").replace(", ", "\n  ").replace("}", "")
VALUES = "data/kpis/ca-halifax.yml"
REASON = "counted by hand after the flood"


def checked(root: Path, files: dict[str, str]) -> check.Checked:
    return check.checked(load.folder(rule_sheets.lay(root, files), rule_sheets.AS_OF))


@pytest.mark.parametrize(
    "values",
    [
        LINES.replace("18/201", f"18/201  # accept HB231: {REASON}"),
        LINES.replace("  2025-03", f"  # accept HB231: {REASON}\n  2025-03"),
        LINES.replace("18/201", f"18/201 # Accept hb231, HB233: {REASON}"),
    ],
)
def test_a_comment_lets_one_finding_stand_with_its_reason(values: str, tmp_path: Path) -> None:
    found = checked(tmp_path, {VALUES: values})
    assert [(one.problem.code, one.reason) for one in found.accepted] == [("HB231", REASON)]
    assert "HB231" not in {problem.code for problem in found.problems}


def test_another_finding_of_the_same_check_is_told_all_the_same(tmp_path: Path) -> None:
    other = LINES.replace("182/200", "18/200").replace("18/201", f"18/201  # accept HB231: {REASON}")
    long = other + "".join(f"  2025-{month:02}: 18{month}/20{month - 6}\n" for month in range(6, 10))
    found = checked(tmp_path, {VALUES: long})
    assert [problem.place.line for problem in found.problems if problem.code == "HB231"] == [2]
    assert [one.problem.place.line for one in found.accepted] == [4]


def test_a_weight_is_what_the_handbook_says(tmp_path: Path) -> None:
    written = load.folder(rule_sheets.lay(tmp_path, {VALUES: SLIP}), rule_sheets.AS_OF)

    def weight(said: str) -> list[Severity]:
        settings = Settings(**{**written.settings.model_dump(), "checks": {"HB231": said}})
        problems = check.checked(replace(written, settings=settings)).problems
        return [problem.severity for problem in problems if problem.code == "HB231"]

    assert [weight(said) for said in ("off", "notice", "warning", "error")] == [
        [],
        [Severity.NOTICE],
        [Severity.WARNING],
        [Severity.ERROR],
    ]


def test_what_is_raised_to_an_error_is_published_all_the_same(tmp_path: Path) -> None:
    """It is right as far as anybody knows; only check and strict builds fail on it."""
    book = rule_sheets.RULES.joinpath("base/data/handbook.yml").read_text() + "checks: {HB231: error}\n"
    root = rule_sheets.lay(tmp_path, {VALUES: SLIP, "data/handbook.yml": book})
    handbook = pipeline.handbook(root, as_of=rule_sheets.AS_OF)
    assert [problem.code for problem in handbook.in_the_way] == ["HB231"]
    assert handbook.left_out == ()


def test_the_site_does_not_speak_of_what_is_accepted(tmp_path: Path) -> None:
    accepted = LINES.replace("18/201", f"18/201  # accept HB231: {REASON}")
    handbook = pipeline.handbook(rule_sheets.lay(tmp_path, {VALUES: accepted}), as_of=rule_sheets.AS_OF)
    page = next(page for page in handbook.pages if page.address == "completeness")
    assert "HB231" not in page.body()
    assert [one.reason for one in handbook.accepted] == [REASON]


def test_notices_are_told_and_fail_no_check(tmp_path: Path) -> None:
    root = rule_sheets.lay(tmp_path, {"data/roles/nurse.yml": "title: Nurse\n"})
    said = ["check", str(root), "--strict", "--as-of", "2026-06-01", "--format", "text"]
    done = CliRunner().invoke(main, said)
    assert "data/roles/nurse.yml:1:1: notice HB331: No standard concerns the role `nurse`." in done.output
    assert done.exit_code == 0


def test_the_check_counts_and_lists_what_is_accepted(tmp_path: Path) -> None:
    accepted = LINES.replace("18/201", f"18/201  # accept HB231: {REASON}")
    root = rule_sheets.lay(tmp_path, {VALUES: accepted})

    def told(form: str) -> str:
        said = ["check", str(root), "--as-of", "2026-06-01", "--format", form]
        return CliRunner().invoke(main, said).output

    assert "1 finding accepted, with the reason in the file." in told("text")
    assert [(one["code"], one["accepted"]) for one in json.loads(told("json"))] == [("HB231", REASON)]


ROOT = Path(__file__).parents[1]
GUIDE = (ROOT / "docs/guide/editing.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("form", ["yaml", "csv"])
def test_the_guide_s_examples_of_acceptance_accept_something(form: str, tmp_path: Path) -> None:
    (example,) = [text for text in re.findall(rf"```{form}\n(.*?)```", GUIDE, re.DOTALL) if "HB231" in text]
    shutil.copytree(ROOT / "data", tmp_path / "data")
    (tmp_path / f"data/kpis/example.{form.replace('yaml', 'yml')}").write_text(example, encoding="utf-8")
    found = check.checked(load.folder(tmp_path, date(2026, 11, 22)))
    assert [one for one in found.problems if one.place.file.startswith("data/kpis/example")] == []
    assert any(one.place.file.startswith("data/kpis/example") for one in found.accepted)


def test_the_guide_s_weights_can_be_set(tmp_path: Path) -> None:
    (weights,) = re.findall(r"`(checks: \{.*\})`", GUIDE)
    book = rule_sheets.RULES.joinpath("base/data/handbook.yml").read_text() + weights + "\n"
    assert checked(tmp_path, {"data/handbook.yml": book}).problems == ()


def test_where_the_settings_cant_be_read_nothing_is_doubted(tmp_path: Path) -> None:
    settings = "title: Handbook\nthemes: {waiting: {title: Waiting}}\nchecks: {HB231: nothing}\n"
    root = rule_sheets.lay(tmp_path, {"data/handbook.yml": settings})

    assert {problem.severity for problem in rule_sheets.problems(root)} == {"error"}
