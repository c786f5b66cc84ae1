"""Rules of what time has overtaken: values that stopped coming, embargoes that ended or never will."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import timedelta

import numpy as np

from generator.check.rule import rule
from generator.check.rule_input import RuleInput, at_standard
from generator.check.series_order import GRAINS, Bools, Ints, SeriesOrder, ordinal
from generator.model import embargo, period
from generator.model.check_rule import Finding
from generator.model.file_places import At, Row
from generator.problem import Place, Severity

ENOUGH = 6
"""Values from which on a series is known to come regularly."""

LATE = 2
"""Periods in which a value may still come."""

LONG_ENDED = timedelta(days=90)
LONG_TO_COME = timedelta(days=366)


@rule("HB217", Severity.NOTICE)
def late(subject: RuleInput) -> Iterator[Finding]:
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
        yield Finding(
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
        yield Finding(
            Row(int(line.row[first])),
            f"{text} is the newest value of `{standard}`{others}: more than two periods ago.",
            f"Enter what is missing, or say in clinics/{clinic}.yml when it `closed`.",
        )


@rule("HB218", Severity.NOTICE)
def embargo_over(subject: RuleInput) -> Iterator[Finding]:
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
            yield Finding(
                At("kpi", file, ("publish_from",)),
                f"The embargo of this file ended on {day.isoformat()}: its values are published.",
                "Delete the line.",
            )


@rule("HB219", Severity.WARNING)
def embargo_for_years(subject: RuleInput) -> Iterator[Finding]:
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
        if day != embargo.FOREVER and day - LONG_TO_COME > subject.written.as_of:
            key = At("kpi", file, ("publish_from",))
            yield Finding(
                key if ("kpi", file) in subject.written.places.files else Place(file),
                f"Not all of this file is published before {day.isoformat()}, more than a year from now.",
                "Look at the year.",
            )


def _ends(line: SeriesOrder) -> tuple[Ints, Bools]:
    """The last position of each series, and which series have values enough to have a pace."""
    if not len(line.at):
        return np.array([], np.int64), np.array([], np.bool_)
    last = np.flatnonzero(np.append(line.begins[1:], True))
    return last, np.bincount(line.nth) >= ENOUGH


def _now(subject: RuleInput, line: SeriesOrder) -> Ints:
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


def _expected(subject: RuleInput, line: SeriesOrder, i: int) -> bool:
    clinic, standard, _ = line.names(i)
    return not subject.written.clinics[clinic].closed and (
        subject.written.standards[standard].status == "approved"
    )


RULES = (late, embargo_over, embargo_for_years)
