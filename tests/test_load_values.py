"""Measured values are the same numbers in whatever file and form they stand."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from generator import check, load
from generator.load import csv_file, observations
from generator.model.handbook_data import OBSERVATION_COLUMNS
from tests import rule_sheets

SHARE = "title: Share\ntheme: waiting\nmeasure: {kind: proportion}\n"
STANDARDS = {
    "share": "{kind: proportion}",
    "wait": "{kind: duration, better: lower}",
    "ninth": "{kind: duration, statistic: p90, better: lower}",
    "reply": "{kind: duration, unit: working hours, better: lower}",
    "falls": "{kind: rate, per: 1000 visits, better: lower}",
    "ideas": "{kind: count}",
    "rating": "{kind: score, scale: [1, 5]}",
    "best": "{kind: score}",
    "price": "{kind: money, currency: USD, better: lower}",
    "booked": "{kind: conversion, stages: [enquiry, quote, visit]}",
}

YAML = """\
share:
  2025-01: 187/200
  2025-02: {met: 190, of: 204, note: New mailbox}
  2025-03: {missing: Flood}
  2025-04: {met: 0.5, of: 2, quality: some concerns}
wait:
  2025-01: 12 min
  2025-02: {median: 1 h 30 min, p90: PT2H, mean: 90 s, n: 220, within: 180}
ninth: {2025-01: 31 min}
reply: {2025-01: 4 working hours}
falls:
  2025-01: 3/1250
  2025-02: {events: 5, per: 1000}
ideas: {2025-01: 14, 2025-02: {count: 3}}
rating: {2025-01: 4.6, 2025-02: {mean: 4.5, sd: 0.7, n: 90}}
best: {2025-01: 71/90, 2025-02: {top: 60, of: 80}}
price: {2025-01: 30 USD, 2025-02: {amount: 32.5 USD}}
booked: {2025-01: {enquiry: 410, quote: 210, visit: 61}}
"""

CSV = """\
clinic,standard,period,met,of,median,p90,mean,n,within,events,per,count,sd,top,amount,currency,enquiry,quote,visit,value,unit,note,missing,quality
ca-halifax,share,2025-01,187,200,,,,,,,,,,,,,,,,,,,,
ca-halifax,share,2025-02,190,204,,,,,,,,,,,,,,,,,,New mailbox,,
ca-halifax,share,2025-03,,,,,,,,,,,,,,,,,,,,,Flood,
ca-halifax,share,2025-04,0.5,2,,,,,,,,,,,,,,,,,,,,some concerns
ca-halifax,wait,2025-01,,,12,,,,,,,,,,,,,,,,min,,,
ca-halifax,wait,2025-02,,,1.5 h,120,1.5,220,180,,,,,,,,,,,,min,,,
ca-halifax,ninth,2025-01,,,,,,,,,,,,,,,,,,31,min,,,
ca-halifax,reply,2025-01,,,,,,,,,,,,,,,,,,4,working hours,,,
ca-halifax,falls,2025-01,,,,,,,,3,1250,,,,,,,,,,,,,
ca-halifax,falls,2025-02,,,,,,,,5,1000,,,,,,,,,,,,,
ca-halifax,ideas,2025-01,,,,,,,,,,14,,,,,,,,,,,,
ca-halifax,ideas,2025-02,,,,,,,,,,,,,,,,,,3,,,,
ca-halifax,rating,2025-01,,,,,4.6,,,,,,,,,,,,,,,,,
ca-halifax,rating,2025-02,,,,,4.5,90,,,,,0.7,,,,,,,,,,,
ca-halifax,best,2025-01,,90,,,,,,,,,,71,,,,,,,,,,
ca-halifax,best,2025-02,,80,,,,,,,,,,60,,,,,,,,,,
ca-halifax,price,2025-01,,,,,,,,,,,,,30,USD,,,,,,,,
ca-halifax,price,2025-02,,,,,,,,,,,,,,,,,,32.5,USD,,,
ca-halifax,booked,2025-01,,,,,,,,,,,,,,,410,210,61,,,,,
"""

# By hand: minutes, fractions, events per 1000 visits, the last stage over the first.
NUMBERS = [
    ("share", "2025-01", 0.935, 187, 200),
    ("share", "2025-02", 190 / 204, 190, 204),
    ("share", "2025-03", None, None, None),
    ("share", "2025-04", 0.25, 0.5, 2),
    ("wait", "2025-01", 12, None, None),
    ("wait", "2025-02", 90, None, 220),
    ("ninth", "2025-01", 31, None, None),
    ("reply", "2025-01", 240, None, None),
    ("falls", "2025-01", 2.4, 3, 1250),
    ("falls", "2025-02", 5, 5, 1000),
    ("ideas", "2025-01", 14, 14, None),
    ("ideas", "2025-02", 3, 3, None),
    ("rating", "2025-01", 4.6, None, None),
    ("rating", "2025-02", 4.5, None, 90),
    ("best", "2025-01", 71 / 90, 71, 90),
    ("best", "2025-02", 0.75, 60, 80),
    ("price", "2025-01", 30, None, None),
    ("price", "2025-02", 32.5, None, None),
    ("booked", "2025-01", 61 / 410, 61, 410),
]


def table(root: Path, files: dict[str, str | bytes | None], as_of: date = rule_sheets.AS_OF) -> pl.DataFrame:
    standards = {
        f"data/standards/{name}.yml": f"title: T\ntheme: waiting\nmeasure: {measure}\n"
        for name, measure in STANDARDS.items()
    }
    rule_sheets.lay(root, {"data/kpis/mx-los-cabos.yml": None, **standards, **files})
    written = load.folder(root, as_of)
    assert [f"{problem.place} {problem.message}" for problem in written.problems] == []
    return written.observations


def parquet() -> bytes:
    """The CSV as Parquet, numbers as numbers."""
    rows = pl.read_csv(CSV.encode(), schema_overrides={"median": pl.String, "value": pl.Float64})
    buffer = io.BytesIO()
    rows.write_parquet(buffer)
    return buffer.getvalue()


INPUTS = {"yaml": ("yml", YAML), "csv": ("csv", CSV), "parquet": ("parquet", parquet())}


@pytest.mark.parametrize(("ending", "content"), INPUTS.values(), ids=INPUTS)
def test_every_form_gives_the_numbers_that_were_meant(ending, content, tmp_path):
    found = table(tmp_path, {f"data/kpis/ca-halifax.{ending}": content})

    assert dict(found.schema) == OBSERVATION_COLUMNS
    told = found.select("standard", "period", "value", "numerator", "denominator").rows()
    assert told == [
        (*row[:2], *(pytest.approx(number) if number else number for number in row[2:])) for row in NUMBERS
    ]


def test_yaml_csv_and_parquet_give_the_very_same_table(tmp_path):
    first, *others = (
        table(tmp_path / name, {f"data/kpis/ca-halifax.{ending}": content}).drop("file", "line", "column")
        for name, (ending, content) in INPUTS.items()
    )
    for other in others:
        assert_frame_equal(first, other, check_exact=True)


def test_all_statistics_of_a_time_are_kept_in_minutes(tmp_path):
    found = table(tmp_path, {"data/kpis/ca-halifax.yml": YAML}).filter(standard="wait", period="2025-02")
    assert found.select("median", "p90", "mean", "within").row(0) == (90, 120, 1.5, 180)


def test_the_stages_of_a_conversion_are_kept_in_order(tmp_path):
    found = table(tmp_path, {"data/kpis/ca-halifax.yml": YAML}).filter(standard="booked")
    assert found["stages"].to_list() == [[410, 210, 61]]


def test_a_ratio_of_nothing_has_no_value_but_a_reason(tmp_path):
    found = table(tmp_path, {"data/kpis/ca-halifax.yml": "share: {2025-01: 0/0}\n"})
    assert found.select("value", "denominator", "missing").row(0) == (None, 0, "the denominator is 0")


LINES = (
    "clinic,standard,period,met,of,note",
    "ca-halifax,share,2025-01,1,2,{}",
    "ca-halifax,share,2025-02,1,2,",
)


@pytest.mark.parametrize(
    ("content", "lines"),
    [
        ("{}\n{}\n\n{}".format(*LINES), [2, 4]),
        ("{}\n{}\n{}\n".format(*LINES).replace("{}", '"a\nb"'), [2, 4]),
        ("\ufeff{}\r\n{}\r\n{}\r\n".format(*LINES), [2, 3]),
        ("{}\r{}\r{}\r".format(*LINES), [2, 3]),
    ],
    ids=["a blank line", "a line break in a cell", "Windows", "an old Macintosh"],
)
def test_every_value_of_a_table_knows_its_line(content, lines, tmp_path):
    assert table(tmp_path, {"data/kpis/t.csv": content})["line"].to_list() == lines


def test_a_table_read_in_pieces_is_the_same_table(tmp_path, monkeypatch):
    rows = "".join(
        f"ca-halifax,share,{year}-{month:02},{month},12\n"
        for year in range(1990, 2020)
        for month in range(1, 13)
    )
    broken = "ca-halifax,share,2020-01,1,2,3\nca-halifax,share,2020-02,1,2"
    content = f"clinic,standard,period,met,of\n{rows}\n\n{broken}"
    rule_sheets.lay(tmp_path, {"data/kpis/t.csv": content, "data/standards/share.yml": SHARE})
    whole = load.folder(tmp_path, rule_sheets.AS_OF)
    monkeypatch.setattr(csv_file, "BLOCK", 100)
    monkeypatch.setattr(observations, "BATCH", 7)
    pieces = load.folder(tmp_path, rule_sheets.AS_OF)

    assert_frame_equal(whole.observations, pieces.observations)
    assert whole.problems == pieces.problems
    assert [problem.place.line for problem in whole.problems] == [364]


def test_every_value_in_yaml_knows_the_place_of_its_period(tmp_path):
    content = "share:\n  2025-01: 1/2\n  2025-02:\n    met: 1\n    of: 2\n"
    found = table(tmp_path, {"data/kpis/ca-halifax.yml": content})
    assert found.select("line", "column").rows() == [(2, 3), (3, 3)]


def test_values_come_in_the_order_of_files_and_lines(tmp_path):
    line = "clinic,standard,period,met,of\nca-halifax,share,{},1,2\n"
    found = table(
        tmp_path, {"data/kpis/b.csv": line.format("2025-01"), "data/kpis/a/z.csv": line.format("2025-02")}
    )
    assert found["file"].to_list() == ["data/kpis/a/z.csv", "data/kpis/b.csv"]


EMBARGOED = "publish_from: 2026-06-02\nchanges: [{at: 2025-01, note: Moved}]\nshare: {2025-01: 1/2}\n"


def test_an_embargo_holds_back_values_and_what_happened(tmp_path):
    rule_sheets.lay(tmp_path, {"data/kpis/ca-halifax.yml": EMBARGOED})
    before, after = (load.folder(tmp_path, date(2026, 6, day)) for day in (1, 2))

    assert before.embargoed == {"data/kpis/ca-halifax.yml": date(2026, 6, 2)}
    assert "data/kpis/ca-halifax.yml" not in before.observations["file"].to_list()
    assert before.changes == ()
    assert after.embargoed == {}
    assert "data/kpis/ca-halifax.yml" in after.observations["file"].to_list()


def test_values_under_embargo_are_checked_all_the_same(tmp_path):
    rule_sheets.lay(
        tmp_path, {"data/kpis/ca-halifax.yml": "publish_from: 2026-07-01\nemail-reply: {2025-01: 3/2}\n"}
    )
    assert [problem.code for problem in check.problems(load.folder(tmp_path, rule_sheets.AS_OF))] == ["HB220"]


def test_a_change_in_a_file_of_no_clinic_concerns_them_all(tmp_path):
    one = "changes: [{at: 2025-01, note: Moved}]\n"
    rule_sheets.lay(tmp_path, {"data/kpis/everywhere.yml": one, "data/kpis/ca-halifax.yml": one})
    written = load.folder(tmp_path, rule_sheets.AS_OF)
    assert [dated.clinic for dated in written.changes] == ["ca-halifax", None]


def test_a_clinic_that_cant_be_read_does_not_make_its_changes_everybodys(tmp_path):
    files = {
        "data/kpis/ca-halifax.yml": "changes: [{at: 2025-01, note: Moved}]\n",
        "data/clinics/ca-halifax.yml": "nmae: H\n",
    }
    written = load.folder(rule_sheets.lay(tmp_path, files), rule_sheets.AS_OF)
    assert [dated.clinic for dated in written.changes] == ["ca-halifax"]


def test_how_a_definition_differs_is_kept_with_its_place(tmp_path):
    said = "comparable:\n  waiting-room: {not: starts at triage}\n  email-reply: same\n"
    files = {"data/kpis/ca-halifax.yml": said}
    written = load.folder(rule_sheets.lay(tmp_path, files), rule_sheets.AS_OF)
    found = {key: (one.sameness, one.because, one.place.line) for key, one in written.comparable.items()}
    assert found == {
        ("ca-halifax", "waiting-room"): ("not", "starts at triage", 2),
        ("ca-halifax", "email-reply"): ("same", None, 3),
    }


def test_what_an_error_stops_is_left_out_and_nothing_else(tmp_path):
    values = "email-reply:\n  2025-01: 3/2\n  2025-02: 1/2\n  2025-03: oops\n"
    files = {"data/kpis/ca-halifax.yml": values}
    written = load.folder(rule_sheets.lay(tmp_path, files), rule_sheets.AS_OF)
    problems = (*written.problems, *check.problems(written))
    kept = written.without(frozenset(stop for problem in problems for stop in problem.stops))
    halifax = kept.observations.filter(clinic="ca-halifax")
    assert halifax["period"].to_list() == ["2025-02"]
    assert kept.observations.filter(clinic="mx-los-cabos").height == 3
