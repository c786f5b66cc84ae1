"""Problems are told so that one finds the place, and nothing from a file reaches the terminal unseen."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from generator import check, load
from generator.model import inputs
from generator.model.handbook_data import HandbookData
from generator.model.inputs import Settings
from generator.problem import Place, Problem, Severity
from generator.report import json as json_report
from generator.report import manual, text
from generator.report.explanation import listing
from generator.report.report_input import ReportInput
from generator.report.terminal_safe import excerpt, plain
from tests import rule_sheets

BAD = Problem(
    "HB004",
    Severity.ERROR,
    Place("data/standards/email-reply.yml", 3, 37),
    "`better: up`: write `higher`, `lower` or `neither`.",
    "Did you mean `higher`?",
    also=(Place("data/kpis/a.csv", 2),),
    stops=(("standard", "email-reply"),),
)


def told(problems: list[Problem], line: str | None = "measure: {kind: proportion, better: up}") -> list[str]:
    return list(text.report(problems, lambda _: line))


def test_a_problem_shows_its_place_its_line_and_what_to_do() -> None:
    assert told([BAD]) == [
        f"data/standards/email-reply.yml:3:37: error HB004: {BAD.message}",
        "  3 | measure: {kind: proportion, better: up}",
        "    |                                     ^",
        "  Did you mean `higher`?",
        "  The other is in data/kpis/a.csv:2:1",
        "",
    ]


def test_a_place_without_a_line_is_told_without() -> None:
    assert told([replace(BAD, hint="", also=())], line=None) == [
        f"data/standards/email-reply.yml:3:37: error HB004: {BAD.message}",
        "",
    ]


@pytest.mark.parametrize(
    ("line", "column", "before"),
    [("abc", 3, 2), ("\tabc", 3, 2), ("診療所x", 4, 6), ("e\u0301x", 3, 1), ("abc", 4, 3)],
    ids=["letters", "a tab", "wide letters", "an accent of its own", "the end"],
)
def test_the_caret_stands_below_its_letter(line: str, column: int, before: int) -> None:
    assert excerpt(line, column)[1] == before


def test_of_a_long_line_the_part_around_the_place_is_shown() -> None:
    shown, before = excerpt("a" * 5000 + "X" + "b" * 5000, 5001)
    assert len(shown) < 120
    assert shown[before] == "X"


def test_nothing_from_a_file_can_steer_the_terminal() -> None:
    nasty = "\x1b[31m\x07a\u202eb\nc"
    assert plain(nasty) == "�[31m�a�b c"
    assert "\x1b" not in "".join(told([replace(BAD, message=nasty, hint=nasty)], line=nasty))


def test_many_alike_are_counted() -> None:
    many = [replace(BAD, place=Place("data/kpis/a.csv", line)) for line in range(1, 501)]
    lines = told(many)
    assert sum("error HB004" in line for line in lines) == 10
    assert "data/kpis/a.csv: 490 more of HB004. `--format json` lists them all." in lines


def test_json_has_exactly_these_keys_of_each_problem() -> None:
    assert json.loads(json_report.report(ReportInput((BAD,)))) == [
        {
            "code": "HB004",
            "severity": "error",
            "file": "data/standards/email-reply.yml",
            "line": 3,
            "column": 37,
            "message": "`better: up`: write `higher`, `lower` or `neither`.",
            "hint": "Did you mean `higher`?",
            "also": [{"file": "data/kpis/a.csv", "line": 2, "column": 1}],
            "fix": [],
            "accepted": None,
        }
    ]


def test_the_summary_says_how_much_is_wrong_and_what_is_left_out(tmp_path: Path) -> None:
    files = {
        "data/kpis/ca-halifax.yml": "email-reply: {2025-01: 3/2}\n",
        "data/kpis/x.txt": "",
        "data/roles/nurse.yml": "a: 1\n",
    }
    root = rule_sheets.lay(tmp_path, files)
    written = load.folder(root, rule_sheets.AS_OF)
    said = text.summary((*written.problems, *check.problems(written)), written)
    assert said.splitlines() == [
        "3 errors and 1 warning in 3 files; read were 2 standards, 2 clinics and 4 values.",
        "Left out of the handbook: the role nurse, 1 value.",
        "`benchbook explain HB003` tells more about a code.",
    ]


def test_the_summary_of_nothing_wrong_says_what_was_read() -> None:
    empty = HandbookData(
        Path(), Settings(title="T"), {}, {}, {}, {}, {}, observations=load.observations.Values().published
    )
    assert text.summary((), empty) == "No problems in 0 standards, 0 clinics and 0 values."


def test_the_list_of_checks_has_every_rule() -> None:
    assert [line.split()[0] for line in listing(check.RULES)] == [rule.code for rule in check.RULES]


def test_the_page_of_checks_has_a_heading_for_every_rule() -> None:
    page = manual.checks_page(check.RULES)
    for rule in check.RULES:
        assert f"### {rule.code} {rule.title} {{ #{rule.code.lower()} }}" in page


def test_the_page_of_the_format_names_every_key_that_is_read() -> None:
    page = manual.format_page()
    for model in (*(model for _, model, _ in manual.FILES), inputs.Measure, inputs.Target):
        for name, field in model.model_fields.items():
            assert f"| `{field.alias or name}` |" in page
