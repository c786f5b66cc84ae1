"""Hints name what was most likely meant, where what stands around leaves little doubt."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.problem import Problem
from tests import rule_sheets

WAIT = "title: Wait\ntheme: waiting\nmeasure: {kind: duration, unit: UNIT, better: lower}\ntargets: [3 days]\n"


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
    [("#REF!", "mend its formula"), ("north-clinic", "data/clinics/north-clinic.yml"), ("#7 west", "Write the id")],
)
def test_only_what_can_be_an_id_is_proposed_as_a_file(name: str, words: str, tmp_path: Path) -> None:
    table = f"clinic,standard,period,met,of\n{name},email-reply,2025-01,182,200\n"
    (problem,) = told(tmp_path, "HB202", {"data/kpis/2025.csv": table})
    assert words in problem.hint


def test_a_file_of_values_called_after_no_clinic_is_told_to_name_one(tmp_path: Path) -> None:
    (problem,) = told(tmp_path, "HB202", {"data/kpis/july-2026.yml": "email-reply:\n  2025-01: 182/200\n"})
    assert "Write `clinic:`" in problem.hint
