"""Rules of values that should be there and aren't, and of those that stand where none belongs."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, timedelta

import numpy as np

from generator.check.rule import rule
from generator.check.subject import Subject, at_standard
from generator.check.timeline import GRAINS, Ints, Timeline, ordinal
from generator.model import period
from generator.model.period import Grain
from generator.model.places import At, Row
from generator.model.rule import Found
from generator.problem import Severity

FAR = 6
"""Periods without a value on one side of it after which a value stands alone."""

ENOUGH = 6
"""Values from which on a series is known to come regularly."""

SPARSE = 1 / 4
"""Of the periods of a series that may lack a value; where more do, it isn't reported so often."""

LATE = 2
"""Periods in which a value may still come."""

IN_A_YEAR = {Grain.MONTH: 12, Grain.QUARTER: 4, Grain.HALF: 2}
LONG_ENDED = timedelta(days=90)
LONG_TO_COME = timedelta(days=366)
NAMED = 4


@rule("HB215", Severity.WARNING)
def alone_in_time(subject: Subject) -> Iterator[Found]:
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
        yield Found(
            Row(int(line.row[i]), "period"),
            f"{text} lies {apart}.",
            f"Did you mean `{meant}`, of which there is no value?" if meant else "Look at the year.",
        )


@rule("HB216", Severity.WARNING)
def without_reason(subject: Subject) -> Iterator[Found]:
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
        yield Found(
            Row(int(line.row[first])),
            f"After this line there is no value of `{standard}` of `{clinic}` for {missing}{others}, "
            "and no reason.",
            f"Enter it, or say why there is none: `{missing}: {{missing: the reason}}`.",
        )


@rule("HB217", Severity.NOTICE)
def late(subject: Subject) -> Iterator[Found]:
    """
    Values that have stopped coming

    `reported` says how often they come. The newest is more than two periods old, though the clinic is
    open and the standard in force. (Where a handbook's values are `illustrative`, the newest of all is
    what they are held against.)

    Wrong:
        # data/handbook.yml
        title: Handbook of service standards
        themes: {responsiveness: {title: Replies}, waiting: {title: Waiting}}
        peers: {small: {title: Small clinics}}
        # data/kpis/ca-halifax.yml
        email-reply:
          2025-01: 182/200
          2025-02: 175/198
          2025-03: 180/201
          2025-04: 171/190
          2025-05: 177/193
          2025-06: 169/188

    Right:
        # data/clinics/ca-halifax.yml
        name: Halifax
        country: ca
        closed: 2025-06
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
    ends, regular = _ends(line)
    now = _now(subject, line)
    behind = [int(i) for i in ends if now[line.standard[i]] - line.at[i] > LATE]
    told = [i for i in behind if regular[line.nth[i]] and _expected(subject, line, i)]
    all_of = Counter(int(line.standard[i]) for i in ends if regular[line.nth[i]])
    late_of = Counter(int(line.standard[i]) for i in told)
    whole = {one for one, count in late_of.items() if count == all_of[one] > 1}
    for standard in sorted(whole):
        newest = max((i for i in told if line.standard[i] == standard), key=lambda i: line.at[i])
        name = line.standards[standard]
        yield Found(
            at_standard(name, "reported"),
            f"No clinic has a value of `{name}` newer than {line.names(newest)[2]}, though it is "
            f"reported {subject.written.standards[name].reported}.",
            "Enter what is missing, or write `status: retired`.",
        )
    by_clinic: dict[int, list[int]] = defaultdict(list)
    for i in told:
        if int(line.standard[i]) not in whole:
            by_clinic[int(line.clinic[i])].append(i)
    for those in by_clinic.values():
        first = min(those, key=lambda i: line.row[i])
        clinic, standard, text = line.names(first)
        more = len(those) - 1
        others = f" (and {more} other standard{'s' if more > 1 else ''} of this clinic)" if more else ""
        yield Found(
            Row(int(line.row[first])),
            f"{text} is the newest value of `{standard}`{others}: more than two periods ago.",
            f"Enter what is missing, or say in clinics/{clinic}.yml when it `closed`.",
        )


@rule("HB218", Severity.NOTICE)
def embargo_over(subject: Subject) -> Iterator[Found]:
    """
    An embargo that has long ended

    `publish_from` lies months back. It does no harm, but who reads the file may think that its values
    are still held back.

    Wrong:
        # data/kpis/ca-halifax.yml
        publish_from: 2025-02-01
        email-reply:
          2025-01: 182/200

    Right:
        # data/kpis/ca-halifax.yml
        email-reply:
          2025-01: 182/200
    """
    for file, day in subject.written.ended.items():
        if day + LONG_ENDED < subject.written.as_of:
            yield Found(
                At("kpi", file, ("publish_from",)),
                f"The embargo of this file ended on {day.isoformat()}: its values are published.",
                "Delete the line.",
            )


@rule("HB219", Severity.WARNING)
def embargo_for_years(subject: Subject) -> Iterator[Found]:
    """
    An embargo of more than a year

    Nothing in the file is published until then. Mostly the year is mistyped.

    Wrong:
        # data/kpis/ca-halifax.yml
        publish_from: 2062-02-01
        email-reply:
          2025-01: 182/200

    Right:
        # data/kpis/ca-halifax.yml
        publish_from: 2026-07-01
        email-reply:
          2025-01: 182/200
    """
    for file, day in subject.written.embargoed.items():
        if day - LONG_TO_COME > subject.written.as_of:
            yield Found(
                At("kpi", file, ("publish_from",)),
                f"Nothing of this file is published before {day.isoformat()}, more than a year from now.",
                "Look at the year.",
            )


def _alone(line: Timeline) -> list[tuple[int, Ints]]:
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


def _distance(line: Timeline, i: int, others: Ints) -> int:
    return int(np.abs(line.at[others] - line.at[i]).min())


def _same_month(subject: Subject, line: Timeline, i: int, others: Ints) -> str:
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


def _holes(subject: Subject, line: Timeline) -> Iterator[int]:
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


def _between(subject: Subject, line: Timeline, i: int) -> str:
    """The first period of a hole, as it is written."""
    year_starts = subject.written.settings.calendar.year_starts
    before = period.understood(line.names(i)[2], year_starts)
    return before.next().text if before else ""


def _ends(line: Timeline) -> tuple[Ints, np.ndarray]:
    """The last position of each series, and which series have values enough to have a pace."""
    if not len(line.at):
        return np.array([], np.int64), np.array([], np.bool_)
    last = np.flatnonzero(np.append(line.begins[1:], True))
    return last, np.bincount(line.nth) >= ENOUGH


def _now(subject: Subject, line: Timeline) -> Ints:
    """For each standard where the period stands in which today lies."""
    year_starts = subject.written.settings.calendar.year_starts
    standards = subject.written.standards
    return np.array(
        [
            ordinal(period.containing(subject.today, GRAINS[standards[name].reported], year_starts))
            if name in standards
            else 0
            for name in line.standards
        ],
        np.int64,
    )


def _expected(subject: Subject, line: Timeline, i: int) -> bool:
    clinic, standard, _ = line.names(i)
    return not subject.written.clinics[clinic].closed and (
        subject.written.standards[standard].status == "approved"
    )


RULES = (alone_in_time, without_reason, late, embargo_over, embargo_for_years)
