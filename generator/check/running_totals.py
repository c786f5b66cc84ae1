"""Rules of running sums: each month holds all since the year began, instead of its own."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np

from generator.check.repeated_values import YEAR
from generator.check.rule import rule
from generator.check.rule_input import RuleInput
from generator.check.sample_sizes import ACCEPT, Sizes, sizes
from generator.check.series_order import Bools, Floats
from generator.model.check_rule import Finding
from generator.problem import Severity

FEWEST = 5
"""Periods that rise one after the other, from which on they may be sums."""

OTHERS = 3
"""Periods elsewhere in the series that say how much is usual."""

LONG = 7
"""The same of small counts."""

ALIKE = math.log(1.7)
"""What a period adds, and the first one of the next year, differ by less."""

LIKELY = math.log(1.4)
"""What a period adds on average, and what is usual elsewhere in the series, differ by less."""

CLOSE = math.log(1.25)
"""The same of each period, where no other year says how much the same months have."""

EVEN = math.log(2)
"""What single periods add differs by less from what they add on average, where many are counted."""

FINANCIAL = {4, 7, 10}
"""Months in which years of reports begin elsewhere; small counts rise from one of them by chance."""

SURE = 6.0
"""Standard errors of a count by which the last sum is more than a single period has."""

MANY = 20
"""From so many on, what a period adds is hardly chance."""


@rule("HB273", Severity.WARNING)
def running_sum(subject: RuleInput) -> Iterator[Finding]:
    """
    Sums since the beginning of the year

    The numbers only rise, by about as much as a single period has elsewhere, and start anew with the
    year. Many reports count so; here every period holds its own, and a year is added up from them.

    Wrong:
        # data/kpis/ca-halifax.yml
        email-reply:
          2024-10: 182/200
          2024-11: 175/198
          2024-12: 180/201
          2025-01: 180/199
          2025-02: 351/389
          2025-03: 528/582
          2025-04: 712/790
          2025-05: 890/989
          2025-06: 1061/1180

    Right:
        # data/kpis/ca-halifax.yml
        email-reply:
          2024-10: 182/200
          2024-11: 175/198
          2024-12: 180/201
          2025-01: 180/199
          2025-02: 171/190
          2025-03: 177/193
          2025-04: 184/208
          2025-05: 178/199
          2025-06: 171/191
    """
    all_of = sizes(subject)
    for run in running_sums(all_of, subject):
        line = all_of.line
        first, last = line.names(run.start)[2], line.names(run.stop - 1)[2]
        # What is a period's own until something was counted stands there rightly.
        at = int(np.flatnonzero(all_of.size[run] > 0)[0]) + run.start + 1
        cell = all_of.called(subject, at)
        own = all_of.size[at] - all_of.size[at - 1]
        yield Finding(
            all_of.where(subject, at),
            f"`{cell}` only rises from `{first}` ({all_of.size[run.start]:g}) to `{last}` "
            f"({all_of.size[run.stop - 1]:g}), as a sum since the beginning of the year does.",
            f"Write what each period has of its own: here `{cell}: {own:g}`. {ACCEPT.format(code='HB273')}",
            (all_of.where(subject, run.stop - 1),),
        )


def running_sums(all_of: Sizes, subject: RuleInput) -> Iterator[slice]:
    """Runs of values that are sums of all since the run began."""
    size, part, line = all_of.size, all_of.part, all_of.line
    if len(size) < FEWEST:
        return
    # A period that is said twice is told elsewhere, and ends a run.
    same = (line.nth[1:] == line.nth[:-1]) & (np.diff(line.at) > 0)
    grown = ~np.isnan(part[1:]) & ~np.isnan(part[:-1])
    added, more = np.diff(size), np.where(grown, np.diff(part), 0)
    rises = same & (added >= 0) & (more >= 0) & (more <= added)
    last = 0
    for start, stop in _runs(rises):
        for first in _firsts(all_of, subject, start, stop):
            end = next((i for i in range(first + 1, stop) if _begins_year(all_of, subject, i, first)), stop)
            year = _begins_year(all_of, subject, first)
            goes_on = first == last and line.nth[first] == line.nth[first - 1]
            phase = _year(all_of, subject, first)
            if _summed(all_of, slice(first, end), phase, year=year, goes_on=goes_on):
                last = end
                yield slice(first, end)
                break


def _runs(rises: Bools) -> Iterator[tuple[int, int]]:
    """Where values rise one after the other long enough: first and after the last."""
    edges = np.diff(np.concatenate(([False], rises, [False])).astype(np.int8))
    for start, stop in zip(np.flatnonzero(edges == 1), np.flatnonzero(edges == -1), strict=True):
        if stop - start + 1 >= FEWEST:
            yield int(start), int(stop) + 1


def _firsts(all_of: Sizes, subject: RuleInput, start: int, stop: int) -> list[int]:
    """Where sums may have begun: with a year, or with the run."""
    years = [i for i in range(start, stop) if _begins_year(all_of, subject, i)]
    return [*years, *(each for each in (start, start + 1) if each not in years)]


def _year(all_of: Sizes, subject: RuleInput, i: int) -> int:
    """How many periods of that length a year has; 0 for a year itself."""
    line = all_of.line
    return YEAR.get(subject.written.standards[line.standards[line.standard[i]]].reported, 0)


def _begins_year(all_of: Sizes, subject: RuleInput, i: int, since: int | None = None) -> bool:
    """Whether a year begins with a value: the calendar's or the financial one; that of `since`, if given."""
    line = all_of.line
    year = _year(all_of, subject, i)
    if year not in (12, 4):
        return False
    if since is not None:
        return int(line.at[i] - line.at[since]) % year == 0
    starts = {1, subject.written.settings.calendar.year_starts}
    if all_of.size[i] >= 2 * MANY:
        starts |= FINANCIAL
    return int(line.at[i]) % year in {(each - 1) * year // 12 for each in starts}


def _summed(all_of: Sizes, run: slice, phase: int, *, year: bool, goes_on: bool) -> bool:
    """Whether the values are what sums would be: each adds about what one period has. Of a run that doesn't
    begin with a year more is asked; less of one that goes on where such sums ended."""
    many = run.stop - run.start
    if many < FEWEST or (many < LONG and not year):
        return False
    nth = all_of.line.nth[run.start]
    series = slice(int(all_of.begin[nth]), int(all_of.begin[nth + 1]))
    size = all_of.size[run]
    own: Floats = np.concatenate((size[:1], np.diff(size) / np.diff(all_of.line.at[run])))
    each = float(np.mean(own))
    large = each >= MANY
    if not large and not (year and size[0] <= 2 + 3 * each):
        return False
    if each <= 0 or (large and (np.abs(np.log(np.maximum(own, 0.5) / each)) > EVEN).any()):
        return False
    if goes_on or (_starts_anew(all_of, series, run, each, phase) and (large or many >= LONG)):
        return True
    others, closely = _others(all_of, series, run, phase)
    if len(others) < OTHERS:
        return False  # a new clinic may grow so
    usual = float(np.median(others))
    if closely:
        room = max(CLOSE, 1.5 / math.sqrt(each))
        if (np.abs(np.log(np.maximum(own, 0.5) / usual)) > room).any():
            return False
    reached = size[-1] - usual > SURE * math.sqrt(usual)
    falls = run.stop < series.stop and all_of.size[run.stop] < size[-1] / 2
    return bool(abs(math.log(each / usual)) < LIKELY and reached and (large or falls))


def _starts_anew(all_of: Sizes, series: slice, run: slice, each: float, phase: int) -> bool:
    """Whether the next value is a single one again, when as much of the year is over as where the run began.

    Applications that rise until a deadline fall in the midst of a year.
    """
    if run.stop >= series.stop or not phase or (all_of.line.at[run.stop] - all_of.line.at[run.start]) % phase:
        return False
    then = float(all_of.size[run.stop])
    return 0 < then < all_of.size[run.stop - 1] / 2 and abs(math.log(then / each)) < ALIKE


def _others(all_of: Sizes, series: slice, run: slice, phase: int) -> tuple[Floats, bool]:
    """Values that say how much is usual: of the same part of other years, because a season rises there too.

    Without them, all that the series has elsewhere; that they are others is said, since less follows from it.
    """
    size, at = all_of.size[series], all_of.line.at[series]
    elsewhere = np.ones(len(size), np.bool_)
    elsewhere[run.start - series.start : run.stop - series.start] = False
    elsewhere &= size > 0
    if phase:
        same = elsewhere & np.isin(at % phase, all_of.line.at[run] % phase)
        if np.count_nonzero(same) >= OTHERS:
            return size[same], False
    return size[elsewhere], True


RULES = (running_sum,)
