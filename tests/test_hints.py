"""Hints say what was probably meant, and propose nothing that doesn't fit the place."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.check.likely_period import Around, likely_period
from generator.load import yaml_document
from generator.load.text_encoding import UnreadableText
from generator.model.period import Grain
from generator.problem import Problem
from tests import rule_sheets

MEASURES = {
    "share": "{kind: proportion}",
    "wait": "{kind: duration, better: lower}",
    "falls": "{kind: rate, per: 1000 visits, better: lower}",
    "ideas": "{kind: count}",
    "rating": "{kind: score, scale: [1, 5]}",
    "price": "{kind: money, currency: USD, better: lower}",
    "booked": "{kind: conversion, stages: [enquiry, quote, visit]}",
}
STAND_INS = ["n/a", "TBD", "-", "?", "*", "<5", "..", ":", "x", "nil", "null", "#N/A", '""', "pending", "s/d"]
CELLS = {
    "share": "{met: VALUE, of: 200}",
    "wait": "{median: 12 min, n: VALUE}",
    "rating": "{mean: VALUE, n: 90}",
    "booked": "{enquiry: VALUE, quote: 210, visit: 61}",
}


def told(root: Path, files: dict[str, str]) -> list[Problem]:
    standards = {
        f"data/standards/{name}.yml": f"title: {name}\ntheme: waiting\nmeasure: {measure}\n"
        for name, measure in MEASURES.items()
    }
    return [
        problem
        for problem in rule_sheets.problems(rule_sheets.lay(root, standards | files))
        if problem.place.file.startswith("data/kpis/new")
    ]


@pytest.mark.parametrize("text", STAND_INS)
@pytest.mark.parametrize("kind", MEASURES)
def test_a_stand_in_for_a_value_leads_to_a_reason(kind: str, text: str, tmp_path: Path) -> None:
    values = f"clinic: ca-halifax\n{kind}:\n  2025-01: {text}\n"
    (problem,) = told(tmp_path, {"data/kpis/new.yml": values})
    assert problem.place.line == 3
    assert "`{missing: the reason}`" in problem.hint


@pytest.mark.parametrize("text", [text for text in STAND_INS if text not in ("null", "#N/A", '""')])
@pytest.mark.parametrize("kind", CELLS)
def test_a_stand_in_for_a_part_of_a_value_leads_to_a_reason(kind: str, text: str, tmp_path: Path) -> None:
    cells = CELLS[kind].replace("VALUE", text)
    values = f"clinic: ca-halifax\n{kind}:\n  2025-01: {cells}\n"
    (problem,) = told(tmp_path, {"data/kpis/new.yml": values})
    assert problem.place.line == 3
    assert "`{missing: the reason}`" in problem.hint


@pytest.mark.parametrize("text", [*STAND_INS, "n.d.", "N/A", "#DIV/0!", "", "en attente"])
def test_a_stand_in_in_a_table_leads_to_its_column(text: str, tmp_path: Path) -> None:
    rows = f"clinic,standard,period,met,of\nca-halifax,share,2025-01,{text},200\n"
    (problem,) = told(tmp_path, {"data/kpis/new.csv": rows})
    assert "column `missing`" in problem.hint
    assert (problem.place.line, problem.place.column) == (2, 26)


@pytest.mark.parametrize(
    ("text", "meant"),
    {
        "182?": "`182`",
        "c. 20": "`20`",
        "~20": "`20`",
        "1,204": "`1204`",
        "1.204,5": "",
        "２０": "`20`",
        "٢٠": "`20`",
        "2O": "`20`",
    }.items(),
)
def test_a_number_written_otherwise_is_proposed(text: str, meant: str, tmp_path: Path) -> None:
    values = f'clinic: ca-halifax\nideas:\n  2025-01: "{text}"\n'
    (problem,) = told(tmp_path, {"data/kpis/new.yml": values})
    assert (f"Did you mean {meant}" if meant else "Write digits only") in problem.hint


MONTHLY = Around(Grain.MONTH, "2025-03")
PERIODS = {
    "45658": "stores the day 2025-01-01. Did you mean `2025-01`?",
    "45658.0": "stores the day 2025-01-01",
    "2024/26": "such as `2024/25`",
    "2024-25": "Did you mean `2024/25`?",
    "FY25": "Did you mean `2024/25`?",
    "2025-13": "`2025-01` to `2025-12`. Did you mean `2025-03`",
    "2025-02-30": "has 28 days",
    "2025-Q5": "`2025-Q1` to `2025-Q4`",
    "2025-W54": "`2025-W01` to `2025-W52`",
    "2026-W54": "`2026-W01` to `2026-W53`",
    "31/12/2025": "Did you mean `2025-12`?",
    "1/3/2025": "Did you mean `2025-03`?",
    "1/2/2025": "two days: write `2025-02` or `2025-01`",
    "12/2025": "Did you mean `2025-12`?",
    "ene-25": "Did you mean `2025-01`?",
    "janv. 2025": "Did you mean `2025-01`?",
    "März 2025": "Did you mean `2025-03`?",
    "III/2025": "Did you mean `2025-03`?",
    "2O25-O3": "Did you mean `2025-03`?",
    "２０２５-０３": "Did you mean `2025-03`?",
    "٢٠٢٥-٠٣": "Did you mean `2025-03`?",
    "2025-03 (p)": "Did you mean `2025-03`? What explains a value belongs in `note`.",
    "2025-01 to 2025-03": "Did you mean `2025-Q1`?",
    "YTD": "line of totals",
    "2025\u200b-03": "invisible sign",
    "\u200e2025-03": "invisible mark of the direction",
}


@pytest.mark.parametrize(("text", "said"), PERIODS.items())
def test_a_period_written_otherwise_is_called_what_it_is(text: str, said: str) -> None:
    assert said in likely_period(text, MONTHLY)


@pytest.mark.parametrize("text", ["260301", "l026-03", "99999", "20226-03", "spring", "0"])
def test_no_period_is_proposed_that_nobody_meant(text: str) -> None:
    assert "Did you mean" not in likely_period(text)


STANDARD = """\
title: E-mails answered
theme: access
measure:
  kind: proportion
  counts: e-mails answered
  better: higher
targets:
  - 80%
  - {value: 90%, from: 2026-01}
roles:
  - reception
  - nurse
"""
SLIPS = {
    "lost indent of the first key": (4, "kind: proportion", "column 3"),
    "lost indent in the middle": (5, "counts: e-mails answered", "column 3"),
    "one blank too many at first": (4, "   kind: proportion", "column 3"),
    "two blanks too many": (5, "    counts: e-mails answered", "column 3"),
    "lost indent of an item": (8, "- 80%", "column 3"),
    "a bullet": (8, "  • 80%", "`•`"),
    "an asterisk for a dash": (11, "  * reception", "`*`"),
    "a lost dash": (12, "  nurse", "dash"),
    "a dash without its blank": (8, "  -80%", "blank"),
    "no blank behind a colon": (2, "theme:access", "needs a blank"),
    "an equals sign": (2, "theme=access", "`=`"),
    "no colon": (2, "theme access", "colon behind `theme`"),
    "no colon above a mapping": (3, "measure", "colon behind `measure`"),
    "a comparison in a mapping": (9, "  - {value: >= 90%, from: 2026-01}", "`>=`"),
    "a comparison": (8, "  - >= 80%", "`>=`"),
    "a stand-in": (2, "theme: ?", "Delete the key"),
}


@pytest.mark.parametrize("name", SLIPS)
def test_a_slip_that_breaks_a_file_is_told_in_its_own_line(name: str) -> None:
    line, slip, said = SLIPS[name]
    lines = STANDARD.splitlines()
    lines[line - 1] = slip
    with pytest.raises(UnreadableText) as caught:
        yaml_document.read("\n".join(lines), "x.yml")
    problem = caught.value.problem
    assert problem.place.line == line
    assert said in f"{problem.message} {problem.hint}"


def test_the_same_slip_in_all_lines_is_told_in_the_first() -> None:
    with pytest.raises(UnreadableText) as caught:
        yaml_document.read("a:\n  * b\n  * c\n  * d\n", "x.yml")
    assert (caught.value.problem.place.line, "`*`" in caught.value.problem.message) == (2, True)


TEXTS = """\
themes:
  access:
    title:
      en: Access
      fr: Accès
  waiting:
    title:
      en: Waiting
      fr: Attente
    question: How long?
  experience:
    title:
      en: Experience
      fr: Vécu
"""


@pytest.mark.parametrize(
    ("line", "slip", "said"),
    [(6, "waiting:", "column 3"), (4, "      - Access", "dash")],
)
def test_a_slip_among_texts_is_told_in_its_own_line(line: int, slip: str, said: str) -> None:
    lines = TEXTS.splitlines()
    lines[line - 1] = slip
    with pytest.raises(UnreadableText) as caught:
        yaml_document.read("\n".join(lines), "x.yml")
    assert caught.value.problem.place.line == line
    assert said in f"{caught.value.problem.message} {caught.value.problem.hint}"


@pytest.mark.parametrize(
    ("kind", "text", "said", "never"),
    [
        ("share", "0.87/1", "Is it a share, 87 %?", "Did you mean"),
        ("falls", "8.7/1000", "Is 8.7 a rate per 1000?", "8700"),
        ("share", "179-199", "Did you mean `179/199`?", "privacy"),
        ("share", "-1/-1", "If -1 stands for no value", "exchanged"),
    ],
)
def test_no_number_is_proposed_that_nobody_meant(
    kind: str, text: str, said: str, never: str, tmp_path: Path
) -> None:
    values = f"clinic: ca-halifax\n{kind}:\n  2025-01: {text}\n"
    (problem,) = told(tmp_path, {"data/kpis/new.yml": values})
    assert said in problem.hint
    assert never not in problem.hint
