"""Rules of values that came before their time: their period isn't over on the handbook's day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import polars as pl

from generator.check.rule import rule
from generator.check.rule_input import RuleInput
from generator.model.check_rule import Finding
from generator.model.file_places import Row
from generator.model.period import Grain
from generator.problem import Severity

LONG = frozenset({Grain.MONTH.value, Grain.QUARTER.value, Grain.HALF.value})
"""Periods that are told. A week is often counted on its Friday, and a year's number in its spring."""

SATURDAY = 5


@rule("HB264", Severity.NOTICE)
def not_over(subject: RuleInput) -> Iterator[Finding]:
    """
    A value of a period that isn't over

    On the day of the handbook the month (or quarter, or half-year) is still running, so not everything
    can have been counted. Readers would see half a month beside whole ones. A survey that is held once in
    a period isn't told, nor is a month of which only a weekend is left.

    Wrong:
        # data/kpis/ca-halifax.yml
        email-reply:
          2026-05: 182/200
          2026-06: 11/12

    Right:
        # data/kpis/ca-halifax.yml
        email-reply:
          2026-05: 182/200
    """
    day = subject.written.as_of
    periods = subject.periods.filter(pl.col("grain").is_in(list(LONG)))
    running = periods.filter((pl.col("start") <= day) & (pl.col("end") > day))
    spans = running.select("period", "end").iter_rows()
    ends = {text: end for text, end in spans if _workdays_left(day, end)}
    if not ends:
        return
    of_surveys = [name for name, each in subject.written.standards.items() if each.measure.kind == "score"]
    there = pl.col("period").is_in(list(ends)) & pl.col("value").is_not_null()
    early = (
        subject.values.lazy()
        .filter(there & ~pl.col("standard").is_in(of_surveys))
        .group_by("file", "period", maintain_order=True)
        .agg(pl.first("row"), pl.first("standard"), pl.len().alias("count"))
        .collect()
    )
    for text, row, standard, count in early.select("period", "row", "standard", "count").iter_rows():
        said = f"{count} values of this file are" if count > 1 else f"This value of `{standard}` is"
        yield Finding(
            Row(row, "period"),
            f"{said} for {text}, which isn't over on {day.isoformat()}.",
            f"Enter it after {ends[text].isoformat()}, when everything is counted; or look at the period.",
        )


def _workdays_left(day: date, end: date) -> bool:
    """Whether anything but a weekend lies between."""
    days = (day + timedelta(days=1 + i) for i in range(min((end - day).days, 7)))
    return any(each.weekday() < SATURDAY for each in days)


RULES = (not_over,)
