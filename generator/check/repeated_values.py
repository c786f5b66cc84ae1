"""Rules of values that repeat earlier ones in every number: a month or a year was copied to be filled in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import polars as pl

from generator.check.copied_values import FEW, REPEATS
from generator.check.rule import rule
from generator.check.rule_input import RuleInput
from generator.check.series_order import Bools, Floats, Ints, SeriesOrder
from generator.model.check_rule import Finding
from generator.model.file_places import Row
from generator.problem import Severity

EXPECTED = 0.1
"""So many repeats may come by chance in the whole handbook before one of them is told."""

YEAR = {"daily": 364, "weekly": 52, "monthly": 12, "quarterly": 4, "half-yearly": 2}
"""Periods in a year, by how often a standard is reported."""

APART = (("numerator",), ("denominator",), ("within",), ("middle",), ("median", "p90", "mean", "sd"))
"""Numbers of a value that vary apart from one another. Statistics of the same waits move together: where the
median repeats, the p90 often does. What the standard judges is made from these."""


@rule("HB262", Severity.WARNING)
def same_as_before(subject: RuleInput) -> Iterator[Finding]:
    """
    A value that repeats the one before in every number

    One number may well be the same as last month. All numbers of a value together hardly ever are;
    mostly the line was copied and not filled in. How often each number repeats in this handbook says
    how likely that is.

    Wrong:
        # data/kpis/ca-halifax.yml
        waiting-room:
          2025-01: {median: 14 min, p90: 37 min, n: 612}
          2025-02: {median: 13 min, p90: 35 min, n: 587}
          2025-03: {median: 15 min, p90: 39 min, n: 634}
          2025-04: {median: 12 min, p90: 33 min, n: 601}
          2025-05: {median: 16 min, p90: 41 min, n: 577}
          2025-06: {median: 14 min, p90: 36 min, n: 623}
          2025-07: {median: 14 min, p90: 36 min, n: 623}

    Right:
        # data/kpis/ca-halifax.yml
        waiting-room:
          2025-01: {median: 14 min, p90: 37 min, n: 612}
          2025-02: {median: 13 min, p90: 35 min, n: 587}
          2025-03: {median: 15 min, p90: 39 min, n: 634}
          2025-04: {median: 12 min, p90: 33 min, n: 601}
          2025-05: {median: 16 min, p90: 41 min, n: 577}
          2025-06: {median: 14 min, p90: 36 min, n: 623}
          2025-07: {median: 13 min, p90: 38 min, n: 598}
    """
    line = subject.timeline
    for run in _runs(line, np.ones(len(line.standards), np.int64)):
        if len(run.rows) >= REPEATS:  # another check speaks of values that never change
            continue
        _, standard, when = line.names(run.rows[0])
        yield Finding(
            Row(int(line.row[run.rows[0]])),
            f"`{standard}` has exactly the same numbers in {when} as in {line.names(run.earlier)[2]}.",
            "Fill in what was counted. If they really are the same: `# accept HB262: the reason`.",
            also=(Row(int(line.row[run.earlier])),),
        )


@rule("HB263", Severity.WARNING)
def same_as_last_year(subject: RuleInput) -> Iterator[Finding]:
    """
    Values that are those of a year before

    Month after month the numbers are exactly those of the same month a year earlier. Mostly last
    year's rows were copied to be filled in.

    Wrong:
        # data/kpis/ca-halifax.yml
        email-reply:
          2024-01: 175/198
          2024-02: 182/200
          2024-03: 180/201
          2024-04: 171/190
          2025-01: 175/198
          2025-02: 182/200
          2025-03: 180/201
          2025-04: 171/190

    Right:
        # data/kpis/ca-halifax.yml
        email-reply:
          2024-01: 175/198
          2024-02: 182/200
          2024-03: 180/201
          2024-04: 171/190
          2025-01: 177/193
          2025-02: 169/188
          2025-03: 181/202
          2025-04: 174/196
    """
    line, standards = subject.timeline, subject.written.standards
    lags = [YEAR.get(standards[name].reported, 0) if name in standards else 0 for name in line.standards]
    for run in _runs(line, np.array(lags, np.int64)):
        if len(run.rows) < 2:
            continue
        _, standard, first = line.names(run.rows[0])
        last, before = line.names(run.rows[-1])[2], line.names(run.earlier)[2]
        yield Finding(
            Row(int(line.row[run.rows[0]])),
            f"The {len(run.rows)} values of `{standard}` from {first} to {last} are exactly those of a year "
            f"before, from {before} on.",
            "Fill in what was counted, and delete the rows that are still last year's.",
            also=(Row(int(line.row[run.earlier])),),
        )


@dataclass(frozen=True)
class _Run:
    """Values, one period after the other, that equal earlier ones."""

    rows: list[int]
    """Positions in the timeline."""

    earlier: int
    """Position of what the first of them equals."""


def _runs(line: SeriesOrder, lag_of_standard: Ints) -> Iterator[_Run]:
    """Runs of values that equal those of so many periods before, and that chance hardly brings."""
    if len(line.row) < 2:
        return
    earlier = _earlier(line, lag_of_standard[line.standard])
    at = np.flatnonzero((earlier >= 0) & ~np.isnan(line.value) & ~np.isnan(line.value[earlier]))
    at = at[~_trivial(line)[at]]
    if not len(at):
        return
    same, chance = np.ones(len(at), np.bool_), np.zeros(len(at))
    for together in APART:
        numbers = [_numbers(line, name) for name in together]
        equal = np.all([_equal(number[at], number[earlier[at]]) for number in numbers], axis=0)
        there = ~np.all([np.isnan(number[at]) for number in numbers], axis=0)
        same &= equal
        own = equal & there & (earlier[at] == at - 1)
        chance += np.where(there, np.log(_rates(line, numbers, at, own)), 0)
    bare = chance == 0  # money, and a mean without n: nothing but the value itself
    chance[bare], same[bare] = 0, False
    follows = np.zeros(len(at), np.bool_)
    follows[1:] = (line.series[at[1:]] == line.series[at[:-1]]) & (line.at[at[1:]] == line.at[at[:-1]] + 1)
    starts = np.flatnonzero(same & ~(follows & np.concatenate(([False], same[:-1]))))
    for start in starts.tolist():
        end = start + 1
        while end < len(at) and same[end] and follows[end]:
            end += 1
        if chance[start:end].sum() + np.log(len(at)) < np.log(EXPECTED):
            yield _Run(at[start:end].tolist(), int(earlier[at[start]]))


def _earlier(line: SeriesOrder, lag: Ints) -> Ints:
    """Position of the value so many periods before in the same series; -1 where there is none."""
    key = line.series * 2_000_000 + line.at
    wanted = key - lag
    found = np.searchsorted(key, wanted)
    found = np.minimum(found, len(key) - 1)
    return np.where((lag > 0) & (key[found] == wanted), found, -1)


def _equal(now: Floats, then: Floats) -> Bools:
    """Whether numbers are equal, or neither is there."""
    return (now == then) | (np.isnan(now) & np.isnan(then))


def _rates(line: SeriesOrder, numbers: list[Floats], at: Ints, own: Bools) -> Floats:
    """How often numbers together repeat those of the period before, less each value's `own` repeat: in its
    standard or in its series, whichever is more often.

    Half a repeat is added, so that what never happened doesn't count as impossible.
    """
    there = ~np.all([np.isnan(number) for number in numbers], axis=0)
    pairs = ~line.begins[1:] & there[1:] & there[:-1]
    repeats = pairs & np.all([_equal(number[1:], number[:-1]) for number in numbers], axis=0)
    rates = []
    for among in (line.standard, line.nth):
        many = np.bincount(among[1:], pairs, among.max() + 1)[among[at]]
        often = np.bincount(among[1:], repeats, among.max() + 1)[among[at]]
        rates.append((often - own + 0.5) / (many - own + 1))
    return np.maximum(*rates)


def _numbers(line: SeriesOrder, name: str) -> Floats:
    """A column of numbers; `middle` is the stages between first and last, as one number to compare."""
    if name != "middle":
        return line.number(name)
    stages = pl.col("stages")
    inner = stages.list.slice(1, stages.list.len().cast(pl.Int64) - 2)
    # Unequal weights, so that two stages that change places make another number.
    mark = inner.list.eval(pl.element() * (1 + pl.int_range(pl.len()) / np.e)).list.sum()
    table = line.table.select(pl.when(stages.list.len() > 2).then(mark).alias("middle"))
    return table["middle"].to_numpy()[line.row]


def _trivial(line: SeriesOrder) -> Bools:
    """None, all, and values of few cases are reached again and again."""
    numerator, denominator = line.number("numerator"), line.number("denominator")
    return (line.value == 0) | (numerator == denominator) | (denominator < FEW)


RULES = (same_as_before, same_as_last_year)
