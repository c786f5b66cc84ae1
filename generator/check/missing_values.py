"""Rules of values that should be there and aren't, and of those that stand where none belongs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

import numpy as np

from generator.check.rule import rule
from generator.check.rule_input import RuleInput
from generator.check.series_order import GRAINS, Ints, SeriesOrder
from generator.model import period
from generator.model.check_rule import Finding
from generator.model.file_places import Row
from generator.model.period import Grain
from generator.problem import Severity

FAR = 6
"""Periods without a value on one side of it after which a value stands alone."""

ENOUGH = 6
"""Values from which on a series is known to come regularly."""

SPARSE = 1 / 4
"""Of the periods of a series that may lack a value; where more do, it isn't reported so often."""

IN_A_YEAR = {Grain.MONTH: 12, Grain.QUARTER: 4, Grain.HALF: 2}


@rule("HB215", Severity.WARNING)
def alone_in_time(subject: RuleInput) -> Iterator[Finding]:
    """
    A value far from all others in time

    It lies half a year or more before or after the rest of its series, with nothing in between.
    Mostly a month was entered under the wrong year.

    Wrong:
        # data/kpis/ca-halifax.yml
        email-reply:
          2024-04: 171/190
          2025-01: 182/200
          2025-02: 175/198
          2025-03: 180/201
          2025-05: 177/193
          2025-06: 169/188

    Right:
        # data/kpis/ca-halifax.yml
        email-reply:
          2025-01: 182/200
          2025-02: 175/198
          2025-03: 180/201
          2025-04: 171/190
          2025-05: 177/193
          2025-06: 169/188
    """
    line = subject.timeline
    for i, others in _alone(line):
        _, standard, text = line.names(i)
        meant = _same_month(subject, line, i, others)
        more = "before" if line.at[i] < line.at[others[0]] else "after"
        apart = f"{_distance(line, i, others):,} periods {more} all other values of `{standard}`"
        yield Finding(
            Row(int(line.row[i]), "period"),
            f"{text} lies {apart}.",
            f"Did you mean `{meant}`, of which there is no value?" if meant else "Look at the year.",
        )


@rule("HB216", Severity.WARNING)
def without_reason(subject: RuleInput) -> Iterator[Finding]:
    """
    A period without a value and without a reason

    The values before and after are there. Readers see a hole and can't tell whether nothing was
    counted or a line was lost. `missing` says why.

    Wrong:
        # data/kpis/ca-halifax.yml
        email-reply:
          2025-01: 182/200
          2025-02: 175/198
          2025-04: 180/201
          2025-05: 177/193
          2025-06: 169/188
          2025-07: 171/190

    Right:
        # data/kpis/ca-halifax.yml
        email-reply:
          2025-01: 182/200
          2025-02: 175/198
          2025-03: {missing: Mailbox migration}
          2025-04: 180/201
          2025-05: 177/193
          2025-06: 169/188
          2025-07: 171/190
    """
    line = subject.timeline
    skipped = {int(line.series[i]) for i, _ in _alone(line)}
    holes = [i for i in _holes(subject, line) if int(line.series[i]) not in skipped]
    by_clinic: dict[int, list[int]] = defaultdict(list)
    for i in holes:
        by_clinic[int(line.clinic[i])].append(i)
    for those in by_clinic.values():
        first = those[0]
        clinic, standard, _ = line.names(first)
        missing = _between(subject, line, first)
        more = sum(int(line.at[i + 1] - line.at[i]) - 1 for i in those) - 1
        others = f", nor for {more} other{'s' if more > 1 else ''} of this clinic" if more else ""
        yield Finding(
            Row(int(line.row[first])),
            f"After this line there is no value of `{standard}` of `{clinic}` for {missing}{others}, "
            "and no reason.",
            f"Enter it, or say why there is none: `{missing}: {{missing: the reason}}`.",
        )


def _alone(line: SeriesOrder) -> list[tuple[int, Ints]]:
    """One or two values far before or after the others of their series, with the positions of those."""
    if len(line.at) < ENOUGH:
        return []
    step = np.diff(line.at)
    step[line.begins[1:]] = 0
    found = []
    for before in np.flatnonzero(step > FAR):
        of = np.flatnonzero(line.series == line.series[before])
        early, late_ones = of[of <= before], of[of > before]
        few, others = (early, late_ones) if len(early) < len(late_ones) else (late_ones, early)
        if len(few) <= 2 and len(others) >= 4:
            found += [(int(i), others) for i in few]
    return found


def _distance(line: SeriesOrder, i: int, others: Ints) -> int:
    return int(np.abs(line.at[others] - line.at[i]).min())


def _same_month(subject: RuleInput, line: SeriesOrder, i: int, others: Ints) -> str:
    """The period of the same name in another year that has no value, among those of the others or after."""
    grain = GRAINS[subject.written.standards[line.names(i)[1]].reported]
    if grain not in IN_A_YEAR:
        return ""
    there = set(line.at[others].tolist())
    first, last = min(there), max(there) + 1
    free = [at for at in range(first, last + 1) if at not in there]
    alike = [at for at in free if (at - int(line.at[i])) % IN_A_YEAR[grain] == 0]
    return _text(alike[-1], grain) if alike else ""


def _text(at: int, grain: Grain) -> str:
    months = 12 // IN_A_YEAR[grain]
    year, nth = divmod(at, IN_A_YEAR[grain])
    return period.containing(date(year, nth * months + 1, 1), grain).text


def _holes(subject: RuleInput, line: SeriesOrder) -> Iterator[int]:
    """Positions after which values are missing, in series that are otherwise whole. Days are left out:
    on some a clinic is closed."""
    if len(line.at) < 2:
        return
    step = np.diff(line.at)
    step[line.begins[1:]] = 1
    if not (step > 1).any():
        return
    size = np.bincount(line.nth)
    lacking = np.bincount(line.nth[1:], np.maximum(step - 1, 0), minlength=len(size))
    whole = (size >= ENOUGH) & (lacking <= (size + lacking) * SPARSE)
    daily = np.array(
        [
            name in subject.written.standards and subject.written.standards[name].reported == "daily"
            for name in line.standards
        ]
    )
    for i in np.flatnonzero(step > 1):
        if whole[line.nth[i]] and not daily[line.standard[i]]:
            yield int(i)


def _between(subject: RuleInput, line: SeriesOrder, i: int) -> str:
    """The first period of a hole, as it is written."""
    year_starts = subject.written.settings.calendar.year_starts
    before = period.understood(line.names(i)[2], year_starts)
    return before.next().text if before else ""


RULES = (alone_in_time, without_reason)
