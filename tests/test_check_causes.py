"""Where most values misfit it is the definition that is told, and where few do, each of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator import check, load
from generator.problem import Problem
from tests.rule_sheets import AS_OF, lay

STANDARD = "data/standards/calls.yml"
VALUES = "data/kpis/ca-halifax.yml"


def standard(measure: str, more: str = "") -> str:
    return f"title: Calls\ntheme: responsiveness\nroles: [reception]\nmeasure:\n{measure}{more}"


def told(root: Path, files: dict[str, str | None]) -> tuple[Problem, ...]:
    return check.checked(load.folder(lay(root, files), AS_OF)).problems


def months(*values: str) -> str:
    lines = (f"  2025-{month:02}: {value}\n" for month, value in enumerate(values, start=1))
    return f"calls:\n{''.join(lines)}"


@pytest.mark.parametrize(
    ("measure", "value", "line", "hint"),
    [
        ("  kind: count\n", "182/200", 5, "`kind: proportion`"),
        ("  kind: proportion\n", "{median: 4 min, n: 90}", 5, "`kind: duration`"),
        ("  kind: duration\n  statistic: p90\n", "{median: 4 min, n: 90}", 6, "`statistic: median`"),
        ("  kind: money\n  currency: CAD\n", "30 USD", 6, "`currency: USD`"),
        ("  kind: duration\n  unit: working hours\n", "4 h", 6, "working time"),
        ("  kind: conversion\n  stages: {asked: Asked, seen: Seen}\n", "{asked: 9, came: 4}", 6, "`came`"),
        ("  kind: conversion\n  stages: {came: Came, asked: Asked}\n", "{asked: 9, came: 4}", 6, "Exchange"),
        ("  kind: score\n  scale: [1, 3]\n", "4.6", 6, "`scale`"),
    ],
)
def test_what_no_value_fits_is_told_once_at_its_line(
    measure: str, value: str, line: int, hint: str, tmp_path: Path
) -> None:
    [problem] = told(tmp_path, {STANDARD: standard(measure), VALUES: months(*[value] * 6)})
    assert (problem.place.file, problem.place.line) == (STANDARD, line)
    assert hint in problem.hint
    assert problem.message.startswith("6 of the 6 values")
    assert {place.file for place in problem.also} == {VALUES}
    assert sum(kind == "row" for kind, _ in problem.stops) == 6


def test_few_values_that_misfit_are_told_one_by_one(tmp_path: Path) -> None:
    values = months(*["14"] * 8, "182/200", "190/200")
    found = told(tmp_path, {STANDARD: standard("  kind: count\n"), VALUES: values})
    assert [problem.place.file for problem in found] == [VALUES, VALUES]
    assert [problem.place.line for problem in found] == [10, 11]


def test_what_no_other_definition_can_read_either_is_told_one_by_one(tmp_path: Path) -> None:
    found = told(tmp_path, {STANDARD: standard("  kind: count\n"), VALUES: months(*["1o"] * 5)})
    assert [problem.place.line for problem in found] == [2, 3, 4, 5, 6]


def test_another_pace_than_said_is_told_once(tmp_path: Path) -> None:
    definition = standard("  kind: count\n", "reported: quarterly\n")
    [problem] = told(tmp_path, {STANDARD: definition, VALUES: months(*["14"] * 6)})
    assert (problem.code, problem.place.line) == ("HB211", 6)
    assert "`reported: monthly`" in problem.hint


def test_a_name_that_many_give_is_told_where_the_thing_was_renamed(tmp_path: Path) -> None:
    files: dict[str, str | None] = {"data/countries/ca.yml": None, "data/countries/cda.yml": "name: Canada\n"}
    files |= {f"data/clinics/{name}.yml": f"name: {name}\ncountry: ca\n" for name in ("gaspe", "ottawa")}
    [problem] = told(tmp_path, files)
    assert problem.place.file == "data/countries/cda.yml"
    assert "There is no country `ca`, which 3 places name" in problem.message


def test_a_clinic_that_opened_before_its_day_is_told_at_that_day(tmp_path: Path) -> None:
    clinic = "data/clinics/ca-halifax.yml"
    text = "name: Halifax\ncountry: ca\nopened: 2025-06\n"
    files = {clinic: text, STANDARD: standard("  kind: count\n")}
    [many] = told(tmp_path, files | {VALUES: months(*["14"] * 8)})
    assert (many.place.file, many.place.line) == (clinic, 3)
    [few] = told(tmp_path, files | {VALUES: "calls:\n  2025-05: 14\n  2025-06: 13\n"})
    assert few.place.file == VALUES


def test_texts_in_a_language_that_was_misspelt_in_the_handbook_are_told_once(tmp_path: Path) -> None:
    handbook = (
        "title: Handbook\nlanguages: [en, sp]\nthemes: {responsiveness: {title: A}, waiting: {title: B}}\n"
    )
    clinics = {
        f"data/clinics/{name}.yml": f"name: {{en: {name}, es: {name}}}\ncity: {{en: A, es: B}}\ncountry: ca\n"
        for name in ("gaspe", "ottawa", "quebec")
    }
    [problem] = told(tmp_path, {"data/handbook.yml": handbook, **clinics})
    assert (str(problem.place), problem.hint) == ("data/handbook.yml:2:17", "Did you mean `es`?")


def test_a_clinic_among_the_standards_leaves_its_values_untold(tmp_path: Path) -> None:
    wrong = "data/standards/ca-gaspe.yml"
    files = {
        wrong: "name: Gaspé\ncountry: ca\n",
        "data/kpis/ca-gaspe.yml": "email-reply: {2025-01: 182/200}\n",
    }
    assert [problem.place.file for problem in told(tmp_path, files)] == [wrong]


def test_a_second_file_of_a_clinic_among_the_standards_takes_nothing_along(tmp_path: Path) -> None:
    wrong = "data/standards/ca-halifax.yml"
    lay(tmp_path, {wrong: "name: Halifax\ncountry: ca\n"})
    read = load.folder(tmp_path, AS_OF)
    assert [stop for problem in read.problems for stop in problem.stops] == [("standard", "ca-halifax")]
