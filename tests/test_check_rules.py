"""Every rule finds what its sheet says, and its own examples show it."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from generator.check import RULES
from generator.problem import Problem
from tests import rule_sheets

CASES = [
    pytest.param(rule, case, id=f"{rule.code}: {case['name']}")
    for rule in RULES
    for case in rule_sheets.sheet(rule.code)
]


@pytest.mark.parametrize(("rule", "case"), CASES)
def test_a_rule_finds_what_its_sheet_expects(rule, case, tmp_path: Path) -> None:
    root = rule_sheets.lay(tmp_path, case["files"])

    found = rule_sheets.problems(root)

    if case["expect"]:
        alone = len(case["files"]) == 1
        code = case.get("code", rule.code)
        places = [problem.place for problem in found if problem.code == code]
        short = alone and ":" not in case["expect"][0].partition(":")[2]
        assert [f"{at.line}:{at.column}" if short else str(at) for at in places] == case["expect"]
        if "code" in case:
            assert {problem.code for problem in found} == {code}
        assert case.get("says", "") in " ".join(f"{it.message} {it.hint}" for it in found if it.code == code)
    else:
        assert [f"{problem.place} {problem.message}" for problem in found] == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_the_wrong_example_of_a_rule_has_its_problem(rule, tmp_path: Path) -> None:
    root = rule_sheets.lay(tmp_path, rule_sheets.example(rule.wrong))

    assert rule.code in {problem.code for problem in rule_sheets.problems(root)}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_the_right_example_of_a_rule_has_no_problem(rule, tmp_path: Path) -> None:
    root = rule_sheets.lay(tmp_path, rule_sheets.example(rule.right))

    assert [f"{problem.place} {problem.message}" for problem in rule_sheets.problems(root)] == []


def test_every_sheet_belongs_to_a_rule_and_every_rule_has_one() -> None:
    sheets = sorted(path.stem for path in rule_sheets.RULES.glob("*.yml"))

    assert sheets == [rule.code for rule in RULES]


all_sheets = pytest.mark.xdist_group("all sheets")
"""One process goes through all sheets for the tests that look at every message."""


@cache
def told() -> tuple[Problem, ...]:
    """Everything that is said of the cases of all sheets."""
    found: list[Problem] = []
    with TemporaryDirectory() as place:
        for rule in RULES:
            for number, case in enumerate(rule_sheets.sheet(rule.code)):
                root = rule_sheets.lay(Path(place, f"{rule.code}-{number}"), case["files"])
                found += rule_sheets.problems(root)
    return tuple(found)


@all_sheets
def test_every_error_says_what_it_leaves_out_unless_it_concerns_the_whole_handbook() -> None:
    of_all = "data/handbook.yml"
    errors = [it for it in told() if it.severity == "error" and it.place.file.lower() != of_all]
    assert errors
    assert [f"{it.code} {it.place}" for it in errors if not it.stops] == []


@all_sheets
def test_no_message_speaks_of_the_program() -> None:
    said = " ".join(f"{problem.message} {problem.hint}" for problem in told())
    for word in ("pydantic", "Traceback", "None", "NoneType", "dict[", "str |", "polars", "Error:", "<class"):
        assert word not in said
