"""Rules of running sums: each month holds all since the year began, instead of its own."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np

from generator.check.repeats import YEAR
from generator.check.rule import rule
from generator.check.sizes import ACCEPT, Sizes, sizes
from generator.check.subject import Subject
from generator.check.timeline import Bools, Floats
from generator.model.rule import Found
from generator.problem import Severity

FEWEST = 5
"""Periods that rise one after the other, from which on they may be sums."""

OTHERS = 3
"""Periods elsewhere in the series that say how much is usual."""

LONG = 7
"""The same of small counts."""

ALIKE = math.log(1.7)
"""What a period adds, and what is usual elsewhere in the series, differ by less."""

EVEN = math.log(2)
"""What single periods add differs by less from what they add on average, where many are counted."""

FINANCIAL = {4, 7, 10}
"""Months in which years of reports begin elsewhere; small counts rise from one of them by chance."""

SURE = 6.0
"""Standard errors of a count by which the last sum is more than a single period has."""

MANY = 20
"""From so many on, what a period adds is hardly chance."""


@rule("HB273", Severity.WARNING)
def running_sum(subject: Subject) -> Iterator[Found]:
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
        yield Found(
            all_of.where(subject, at),
            f"`{cell}` only rises from `{first}` ({all_of.size[run.start]:g}) to `{last}` "
            f"({all_of.size[run.stop - 1]:g}), as a sum since the beginning of the year does.",
            f"Write what each period has of its own: here `{cell}: {own:g}`. {ACCEPT.format(code='HB273')}",
            (all_of.where(subject, run.stop - 1),),
        )


def running_sums(all_of: Sizes, subject: Subject) -> Iterator[slice]:
    """Runs of values that are sums of all since the run began."""
    size, part, line = all_of.size, all_of.part, all_of.line
    if len(size) < FEWEST:
        return
    # A period that is said twice is told elsewhere, and ends a run.
    same = (line.nth[1:] == line.nth[:-1]) & (np.diff(line.at) > 0)
    grown = ~np.isnan(part[1:]) & ~np.isnan(part[:-1])
    added, more = np.diff(size), np.where(grown, np.diff(part), 0)
    rises = same & (added >= 0) & (more >= 0) & (more <= added)
    for start, stop in _runs(rises):
        series = slice(int(all_of.begin[line.nth[start]]), int(all_of.begin[line.nth[start] + 1]))
        for first in _firsts(all_of, subject, start, stop):
            end = next((i for i in range(first + 1, stop) if _begins_year(all_of, subject, i, first)), stop)
            year = _begins_year(all_of, subject, first)
            if _summed(all_of, series, slice(first, end), year=year):
                yield slice(first, end)
                break


def _runs(rises: Bools) -> Iterator[tuple[int, int]]:
    """Where values rise one after the other long enough: first and after the last."""
    edges = np.diff(np.concatenate(([False], rises, [False])).astype(np.int8))
    for start, stop in zip(np.flatnonzero(edges == 1), np.flatnonzero(edges == -1), strict=True):
        if stop - start + 1 >= FEWEST:
            yield int(start), int(stop) + 1


def _firsts(all_of: Sizes, subject: Subject, start: int, stop: int) -> list[int]:
    """Where sums may have begun: with a year, or with the run."""
    years = [i for i in range(start, stop) if _begins_year(all_of, subject, i)]
    return [*years, *(each for each in (start, start + 1) if each not in years)]


def _begins_year(all_of: Sizes, subject: Subject, i: int, since: int | None = None) -> bool:
    """Whether a year begins with a value: the calendar's or the financial one; that of `since`, if given."""
    line = all_of.line
    year = YEAR.get(subject.written.standards[line.standards[line.standard[i]]].reported, 0)
    if year not in (12, 4):
        return False
    if since is not None:
        return int(line.at[i] - line.at[since]) % year == 0
    starts = {1, subject.written.settings.calendar.year_starts}
    if all_of.size[i] >= 2 * MANY:
        starts |= FINANCIAL
    return int(line.at[i]) % year in {(each - 1) * year // 12 for each in starts}


def _summed(all_of: Sizes, series: slice, run: slice, *, year: bool) -> bool:
    """Whether the values are what sums would be: each adds about what one period has. Of a run that doesn't
    begin with a year more is asked."""
    many = run.stop - run.start
    if many < FEWEST or (many < LONG and not year):
        return False
    size = all_of.size[run]
    own: Floats = np.concatenate((size[:1], np.diff(size) / np.diff(all_of.line.at[run])))
    each = float(np.mean(own))
    large = each >= MANY
    if not large and not (year and size[0] <= 2 + 3 * each):
        return False
    if each <= 0 or (large and (np.abs(np.log(np.maximum(own, 0.5) / each)) > EVEN).any()):
        return False
    then = float(all_of.size[run.stop]) if run.stop < series.stop else math.inf
    falls = then < size[-1] / 2
    if falls and then > 0 and abs(math.log(then / each)) < ALIKE and (large or many >= LONG):
        return True
    others = np.concatenate((all_of.size[series.start : run.start], all_of.size[run.stop : series.stop]))
    others = others[others > 0]
    if len(others) < OTHERS:
        return False  # a new clinic may grow so
    usual = float(np.median(others))
    reached = size[-1] - usual > SURE * math.sqrt(usual)
    return bool(abs(math.log(each / usual)) < ALIKE and reached and (large or falls))


RULES = (running_sum,)
