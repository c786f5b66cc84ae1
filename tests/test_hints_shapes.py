"""Files that lost their form: what got lost is named, at the line that lost it."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.load import yaml_document
from generator.load.text_encoding import UnreadableText
from generator.model import total_names
from tests import rule_sheets

CHECKLIST = """\
name: Reception
checklist:
  - en: Look up
    es: Mire
  - en: Note the time
    es: Anote la hora
  - en: Say who is late
    es: Diga quién tarda
"""


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        (CHECKLIST.replace("- en: Look", "en: Look"), 3, "dash of this item"),
        ("title:\n  en The waiting room\n  es: La sala\n", 2, "colon behind `en`"),
        ("calls:\n  2025-01: met: 179, of: 199\n", 2, "`2025-01: {met: 179, of: 199}`"),
        ("calls:\n  2025-01: missing: Strike\n", 2, "`2025-01: {missing: Strike}`"),
        ("calls:\n  2025-01: {{met: 179, of: 199}}\n", 2, "one pair"),
        ("calls:\n  2025-01: 179/199\n...\n  2025-02: 179/199\n", 3, "Delete this line"),
        ("calls:\n  2025-01: 179/199\n  2025-02: {met: 179, of:\n", 3, "cut off"),
        ("references:\n  - [Charter](https://example.org)\n", 2, "`https://example.org`"),
        ("measure:\n  source: {en: Till es: Caja}\nwhy: >\n  Text\n", 2, "comma"),
    ],
)
def test_what_a_file_lost_is_told_where_it_got_lost(text: str, line: int, said: str) -> None:
    with pytest.raises(UnreadableText) as caught:
        yaml_document.read(text, "x.yml")
    assert caught.value.problem.place.line == line
    assert said in f"{caught.value.problem.message} {caught.value.problem.hint}"


def test_a_text_with_a_colon_is_not_told_to_need_braces() -> None:
    with pytest.raises(UnreadableText) as caught:
        yaml_document.read("title: Waiting: the first hour\n", "x.yml")
    assert "Put quotes" in caught.value.problem.hint


@pytest.mark.parametrize(
    "name", ["Total", "network", "all clinics", "todas", "Gesamt", "total-general", "ca"]
)
def test_a_sum_is_to_be_deleted_and_no_clinic_to_be_added(name: str, tmp_path: Path) -> None:
    rows = f"clinic,standard,period,met,of\n{name},email-reply,2025-01,182,200\n"
    found = rule_sheets.problems(rule_sheets.lay(tmp_path, {"data/kpis/new.csv": rows}))
    (problem,) = (problem for problem in found if problem.code == "HB202")
    assert problem.hint.endswith(total_names.DELETE)


@pytest.mark.parametrize("name", ["redwood", "allentown", "networks-east", "us-total-care", "meadow"])
def test_a_clinic_that_is_called_nearly_like_a_sum_is_none(name: str) -> None:
    assert not total_names.is_one(name)


def test_the_name_of_a_standard_among_periods_is_told_once(tmp_path: Path) -> None:
    values = "waiting-room:\n  2025-01: 14 min\n  email-reply:\n  2025-01: 182/200\n  2025-02: 182/200\n"
    found = rule_sheets.problems(rule_sheets.lay(tmp_path, {"data/kpis/ca-halifax.yml": values}))
    (problem,) = (problem for problem in found if problem.place.file == "data/kpis/ca-halifax.yml")
    assert (problem.place.line, problem.place.column) == (3, 3)
    assert "Take its indent away" in problem.hint


def test_a_theme_that_was_renamed_is_told_where_it_was_renamed(tmp_path: Path) -> None:
    base = (rule_sheets.RULES / "base/data/handbook.yml").read_text(encoding="utf-8")
    renamed = base.replace("  waiting:", "  wating:")
    assert renamed != base
    found = rule_sheets.problems(rule_sheets.lay(tmp_path, {"data/handbook.yml": renamed}))
    (problem,) = (problem for problem in found if problem.code == "HB120")
    assert problem.place.file == "data/handbook.yml"


@pytest.mark.parametrize(
    ("targets", "hint"),
    [("[{value: 4,5, in: mx}]", "`4.5`"), ("[{value: 90%, in: mx, ca}]", "a line for each")],
)
def test_a_comma_within_braces_is_called_what_it_was(targets: str, hint: str, tmp_path: Path) -> None:
    standard = f"title: Calls\ntheme: responsiveness\nmeasure: {{kind: proportion}}\ntargets: {targets}\n"
    found = rule_sheets.problems(rule_sheets.lay(tmp_path, {"data/standards/calls.yml": standard}))
    assert any(hint in problem.hint for problem in found if problem.code == "HB003")
