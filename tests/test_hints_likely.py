"""Hints name what was most likely meant, where what stands around leaves little doubt."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.problem import Problem
from tests import rule_sheets

WAIT = (
    "title: Wait\ntheme: waiting\nmeasure: {kind: duration, unit: UNIT, better: lower}\ntargets: [3 days]\n"
)


def told(root: Path, code: str, files: dict[str, str]) -> list[Problem]:
    return [found for found in rule_sheets.problems(rule_sheets.lay(root, files)) if found.code == code]


@pytest.mark.parametrize(
    ("typed", "unit", "meant"),
    [
        ("l9 h", "h", "19 h"),
        ("2O min", "min", "20 min"),
        ("3 heures ouvrables", "working hours", "3 working hours"),
        ("2 días hábiles", "working days", "2 working days"),
        ("5 business days", "working days", "5 working days"),
        ("12 minutos", "min", "12 min"),
        ("4 jours", "days", "4 days"),
    ],
)
def test_a_length_of_time_is_proposed_as_it_is_written_here(
    typed: str, unit: str, meant: str, tmp_path: Path
) -> None:
    files = {
        "data/standards/wait.yml": WAIT.replace("UNIT", unit).replace("3 days", f"3 {unit}"),
        "data/kpis/ca-halifax.yml": f"wait:\n  2025-01: {{median: {typed}, n: 40}}\n",
    }
    (problem,) = told(tmp_path, "HB012", files)
    assert f"Did you mean `{meant}`?" in problem.hint


def test_working_days_are_not_proposed_where_hours_run_through(tmp_path: Path) -> None:
    files = {
        "data/standards/wait.yml": WAIT.replace("UNIT", "h"),
        "data/kpis/ca-halifax.yml": "wait:\n  2025-01: {median: 2 jours ouvrables, n: 40}\n",
    }
    (problem,) = told(tmp_path, "HB012", files)
    assert "Did you mean" not in problem.hint


@pytest.mark.parametrize(
    ("typed", "meant"), [("48,7 min", "48.7 min"), ("4,16%", "4.16%"), ("43 pct", "43%"), ("3 horas", "3 h")]
)
def test_a_national_figure_is_proposed_with_a_point_and_its_unit(
    typed: str, meant: str, tmp_path: Path
) -> None:
    national = (
        "title: Replies\n"
        f"figures: [{{country: ca, year: 2024, value: '{typed}', source: survey}}]\n"
        "sources: {survey: {title: Survey}}\n"
    )
    (problem,) = told(tmp_path, "HB313", {"data/national/replies.yml": national})
    assert problem.hint.endswith(f"Did you mean `{meant}`?")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("[4465, -63.58]", "[44.65, -63.58]"),
        ("[44.65, -6358]", "[44.65, -63.58]"),
        ("[-163.58, 44.65]", ""),
    ],
)
def test_a_lost_point_of_a_location_is_found_by_its_country(typed: str, meant: str, tmp_path: Path) -> None:
    clinic = f"name: Halifax\ncountry: ca\nlocation: {typed}\n"
    (problem,) = told(tmp_path, "HB304", {"data/clinics/ca-halifax.yml": clinic})
    assert f"`{meant}`" in problem.hint if meant else "exchanged" in problem.hint


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("#REF!", "mend its formula"),
        ("north-clinic", "data/clinics/north-clinic.yml"),
        ("#7 west", "Write the id"),
    ],
)
def test_only_what_can_be_an_id_is_proposed_as_a_file(name: str, words: str, tmp_path: Path) -> None:
    table = f"clinic,standard,period,met,of\n{name},email-reply,2025-01,182,200\n"
    (problem,) = told(tmp_path, "HB202", {"data/kpis/2025.csv": table})
    assert words in problem.hint


def test_a_file_of_values_called_after_no_clinic_is_told_to_name_one(tmp_path: Path) -> None:
    (problem,) = told(tmp_path, "HB202", {"data/kpis/july-2026.yml": "email-reply:\n  2025-01: 182/200\n"})
    assert "Write `clinic:`" in problem.hint


@pytest.mark.parametrize(
    ("file", "line", "meant"),
    [
        ("data/clinics/ca-halifax.yml", "location: 44.65° N, 63.58° W", "`[44.65, -63.58]`"),
        ("data/clinics/ca-halifax.yml", "location: 44°39'00\" N 63°34'48\" O", "`[44.6500, -63.5800]`"),
        ("data/clinics/ca-halifax.yml", "location: 44.65 -63.58", "`[44.65, -63.58]`"),
        ("data/clinics/ca-halifax.yml", "location: by the harbour", "`location: [22.89, -109.91]`"),
        ("data/clinics/ca-halifax.yml", "peers: • Small • Rural North", "`[small, rural-north]`"),
        ("data/handbook.yml", "languages: English & Español", "`[en, es]`"),
        ("data/handbook.yml", "languages: en es fr", "`[en, es, fr]`"),
    ],
)
def test_only_a_list_that_can_be_read_is_proposed(file: str, line: str, meant: str, tmp_path: Path) -> None:
    rest = {
        "data/clinics/ca-halifax.yml": "name: Halifax\ncountry: ca\n",
        "data/handbook.yml": "title: Handbook\nthemes: {waiting: {title: Waiting}}\n",
    }
    (problem,) = told(tmp_path, "HB004", {file: f"{rest[file]}{line}\n"})
    assert meant in problem.hint


@pytest.mark.parametrize("scale", ["1-5", "1 to 5", "1 – 5", "1..5", "1,5"])
def test_a_scale_is_proposed_as_its_two_ends(scale: str, tmp_path: Path) -> None:
    standard = f"title: Rating\ntheme: waiting\nmeasure: {{kind: score, scale: '{scale}'}}\ntargets: [4]\n"
    (problem,) = told(tmp_path, "HB004", {"data/standards/rating.yml": standard})
    assert "`[1, 5]`" in problem.hint


@pytest.mark.parametrize("key", ["comment", "Remarks", "nota", "observation"])
def test_what_others_call_a_note_is_a_note(key: str, tmp_path: Path) -> None:
    values = f"email-reply:\n  2025-01: {{met: 182, of: 200, {key}: Holiday}}\n"
    (problem,) = told(tmp_path, "HB012", {"data/kpis/ca-halifax.yml": values})
    assert problem.hint == "Did you mean `note`?"


@pytest.mark.parametrize(
    ("line", "code", "hint"),
    [
        ("  - 2025-02: 175/198", "HB001", "Delete the hyphen: `2025-02: 175/198`."),
        ("\u00a0\u00a02025-02: 175/198", "HB001", "Type a plain blank"),
    ],
)
def test_a_period_that_is_not_indented_as_the_others(line: str, code: str, hint: str, tmp_path: Path) -> None:
    values = f"email-reply:\n  2025-01: 182/200\n{line}\n  2025-03: 180/201\n"
    (problem,) = told(tmp_path, code, {"data/kpis/ca-halifax.yml": values})
    assert (problem.place.line, problem.hint.startswith(hint)) == (3, True)


@pytest.mark.parametrize("blanks", ["\u00a0\u00a0", "\u00a0 "])
def test_the_last_period_of_a_file_indented_by_no_break_spaces(blanks: str, tmp_path: Path) -> None:
    values = f"email-reply:\n  2025-01: 182/200\n{blanks}2025-02: 175/198\n"
    (problem,) = told(tmp_path, "HB003", {"data/kpis/ca-halifax.yml": values})
    assert (problem.place.line, problem.hint.startswith("Type plain blanks")) == (3, True)


def test_a_colon_that_is_missing_within_braces(tmp_path: Path) -> None:
    values = "email-reply:\n  2025-01: {met 182, of 200}\n"
    hints = [each.hint for each in told(tmp_path, "HB004", {"data/kpis/ca-halifax.yml": values})]
    assert hints == ["Write `met: 182`.", "Write `of: 200`."]


@pytest.mark.parametrize(
    "heads", ["2025-01,2025-02", "Jan 2025,Feb 2025", "enero,febrero", "janv. 25,févr. 25", "Q1,Q2"]
)
def test_a_column_for_each_period_is_told_as_such(heads: str, tmp_path: Path) -> None:
    table = f"clinic,standard,{heads}\nca-halifax,email-reply,91,92\n"
    (problem,) = told(tmp_path, "HB011", {"data/kpis/2025.csv": table})
    assert (problem.place.line, "`benchbook import`" in problem.hint) == (1, True)


def test_a_second_table_goes_into_a_file_of_its_own(tmp_path: Path) -> None:
    table = (
        "clinic,standard,period,met,of\nca-halifax,email-reply,2025-01,182,200\n"
        "clinic,standard,period,median,n\nca-halifax,email-reply,2025-02,12,200\n"
    )
    found = rule_sheets.problems(rule_sheets.lay(tmp_path, {"data/kpis/2025.csv": table}))
    (problem,) = [each for each in found if each.place.file == "data/kpis/2025.csv"]
    assert (problem.code, problem.place.line, "file of its own" in problem.hint) == ("HB011", 3, True)
