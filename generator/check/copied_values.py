"""Rules of values that were copied: the same one month after month, or the same in two clinics."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

import numpy as np

from generator.check.rule import rule
from generator.check.rule_input import RuleInput
from generator.check.series_order import NUMBERS, Bools, Floats, Ints, SeriesOrder
from generator.model.check_rule import Finding
from generator.model.file_places import Row
from generator.problem import Severity

REPEATS = 6
"""Equal values one after the other, from which on somebody should look."""

CHANCE = 2e-6
"""A run that is likelier than this, as often as values repeat elsewhere, isn't told."""

ALIKE = 6
"""Periods in a row in which two clinics have the same two numbers. From 8 on it is always found."""

ALIKE_BARE = 12
"""The same where a value is one number, which is the same by chance far more often."""

FEW = 10
"""Denominators below that are the same by chance all the time."""


@rule("HB233", Severity.WARNING)
def never_changing(subject: RuleInput) -> Iterator[Finding]:
    """
    The same value again and again

    Numbers that were really counted change a little from period to period. These stay exactly the
    same; mostly one line was copied and not filled in.

    Wrong:
        # data/kpis/ca-halifax.yml
        email-reply:
          2025-01: 175/198
          2025-02: 182/200
          2025-03: 182/200
          2025-04: 182/200
          2025-05: 182/200
          2025-06: 182/200
          2025-07: 182/200
          2025-08: 182/200

    Right:
        # data/kpis/ca-halifax.yml
        email-reply:
          2025-01: 175/198
          2025-02: 182/200
          2025-03: 180/201
          2025-04: 171/190
          2025-05: 177/193
          2025-06: 169/188
          2025-07: 181/202
          2025-08: 174/196
    """
    line = _counted(subject.timeline)
    if len(line.row) < REPEATS:
        return
    same = ~line.begins
    for name in NUMBERS:
        number = line.number(name)
        same[1:] &= (number[1:] == number[:-1]) | (np.isnan(number[1:]) & np.isnan(number[:-1]))
    for start, end in _runs(same & ~_trivial(line)):
        length = end - start + 1
        if length >= REPEATS and _unlikely(line, same, start, end):
            _, standard, first = line.names(start - 1)
            last = line.names(end - 1)[2]
            yield Finding(
                Row(int(line.row[start])),
                f"`{standard}` has exactly the same value {length} times, from {first} to {last}.",
                "Fill in what was counted, or `{missing: the reason}` where nothing was.",
                also=(Row(int(line.row[start - 1])),),
            )


@rule("HB234", Severity.WARNING)
def same_as_another(subject: RuleInput) -> Iterator[Finding]:
    """
    Two clinics with the same values

    In period after period both have exactly the same numbers. Mostly a file or a block was copied from
    the other clinic to be filled in.

    Wrong:
        # data/kpis/2025.csv
        clinic,standard,period,met,of
        ca-halifax,email-reply,2025-01,182,200
        ca-halifax,email-reply,2025-02,175,198
        ca-halifax,email-reply,2025-03,180,201
        ca-halifax,email-reply,2025-04,171,190
        ca-halifax,email-reply,2025-05,177,193
        ca-halifax,email-reply,2025-06,169,188
        # data/kpis/mx-los-cabos.yml
        email-reply:
          2025-01: 182/200
          2025-02: 175/198
          2025-03: 180/201
          2025-04: 171/190
          2025-05: 177/193
          2025-06: 169/188

    Right:
        # data/kpis/2025.csv
        clinic,standard,period,met,of
        ca-halifax,email-reply,2025-01,182,200
        ca-halifax,email-reply,2025-02,175,198
        ca-halifax,email-reply,2025-03,180,201
        ca-halifax,email-reply,2025-04,171,190
        ca-halifax,email-reply,2025-05,177,193
        ca-halifax,email-reply,2025-06,169,188
        # data/kpis/mx-los-cabos.yml
        email-reply:
          2025-01: 61/70
          2025-02: 58/66
          2025-03: 63/72
          2025-04: 55/61
          2025-05: 59/69
          2025-06: 60/67
    """
    pairs: dict[tuple[int, int], dict[int, tuple[int, int]]] = defaultdict(dict)
    line = _counted(subject.timeline)
    denominator = line.number("denominator")
    paired = line.only(denominator >= FEW), ALIKE, ("value", "denominator", "p90")
    bare = line.only(np.isnan(denominator)), ALIKE_BARE, ("value", "p90")
    for part, length, held in (paired, bare):
        for original, copy in _alike(part, length, held):
            first, second = sorted((original, copy), key=lambda i: part.row[i])
            clinics = int(part.clinic[second]), int(part.clinic[first])
            rows = int(part.row[second]), int(part.row[first])
            of = int(part.standard[second])
            pairs[clinics][of] = min(rows, pairs[clinics].get(of, rows))
    for (copy, original), standards in pairs.items():
        row, other = min(standards.values())
        of = min(standards, key=lambda each: standards[each])
        more = len(standards) - 1
        also = f" and {more} other standard{'s' if more > 1 else ''}" if more else ""
        yield Finding(
            Row(row),
            f"`{line.clinics[copy]}` has the same values of `{line.standards[of]}`{also} as "
            f"`{line.clinics[original]}`, period after period.",
            "Perhaps they were copied and not filled in yet; delete those that aren't this clinic's.",
            also=(Row(other),),
        )


def _counted(line: SeriesOrder) -> SeriesOrder:
    return line.only(~np.isnan(line.value))


def _trivial(line: SeriesOrder) -> Bools:
    """None and all of them are reached again and again where things go very well or very badly."""
    numerator, denominator = line.number("numerator"), line.number("denominator")
    return (line.value == 0) | (numerator == denominator) | (denominator < FEW)


def _runs(same: Bools) -> Iterator[tuple[int, int]]:
    """Where values repeat the one before: from the first that does, up to and without the end."""
    edge = np.diff(np.concatenate(([0], same.view(np.int8), [0])))
    for start, end in zip(np.flatnonzero(edge == 1), np.flatnonzero(edge == -1), strict=True):
        yield int(start), int(end)


def _unlikely(line: SeriesOrder, same: Bools, start: int, end: int) -> bool:
    """Whether a run is too long for chance, by how often values of its standard repeat elsewhere."""
    own, standard = line.series == line.series[start], line.standard == line.standard[start]
    often = max(_often(line, same, each, start, end) for each in (own, standard))
    return often ** (end - start) < CHANCE


def _often(line: SeriesOrder, same: Bools, among: Bools, start: int, end: int) -> float:
    """How often values repeat the one before, outside of the run. Two numbers at once rarely do."""
    pairs = among & ~line.begins
    pairs[start:end] = False
    again, all_of = int((same & pairs).sum()), int(pairs.sum())
    if np.isnan(line.number("denominator")[start]):
        return (again + 1) / (all_of + 2)
    return (again + 0.1) / (all_of + 1)


def _alike(line: SeriesOrder, length: int, held: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Positions at which two clinics begin to have equal values of a standard for so many periods."""
    if len(line.row) < 2 * length:
        return
    window = _windows(line, length, held)
    at = np.flatnonzero(window != 0)
    order = at[np.argsort(window[at], kind="stable")]
    marks = window[order]
    again = (
        np.flatnonzero((marks[1:] == marks[:-1]) & (line.clinic[order[1:]] != line.clinic[order[:-1]])) + 1
    )
    for i in again:
        first = np.searchsorted(marks, marks[i])
        if line.clinic[order[first]] != line.clinic[order[i]]:
            yield int(order[first]), int(order[i])


def _windows(line: SeriesOrder, length: int, held: Sequence[str]) -> Ints:
    """A fingerprint of so many values from each one on; 0 where the series ends before or hardly varies."""
    mark = _fingerprint(line, held)
    total = np.zeros(len(mark), np.uint64)
    with np.errstate(over="ignore"):
        for step in range(length):
            shifted = np.concatenate((mark[step:], np.zeros(step, np.uint64)))
            total = total * np.uint64(0x9E3779B97F4A7C15) + shifted
    number = line.number("denominator" if "denominator" in held else "value")
    changes = np.concatenate(([0], np.cumsum(number[1:] != number[:-1])))
    last = len(mark) - length + 1
    told = np.zeros(len(mark), np.bool_)
    # Every few periods is enough to find what is copied for longer, and far less to sort.
    told[:last] = (line.at[:last] % (length // 2) == 0) & (line.series[length - 1 :] == line.series[:last])
    told[:last] &= changes[length - 1 :] - changes[:last] >= length // 2
    return np.where(told, total, 0).astype(np.uint64).view(np.int64)


def _fingerprint(line: SeriesOrder, held: Sequence[str]) -> np.ndarray:
    """One number for standard, period and numbers of a value. Equal values have equal ones; that others
    do is less likely than that nobody reads this."""
    mark = (line.standard * 1_000_003 + line.at).astype(np.uint64)
    with np.errstate(over="ignore"):
        for name in held:
            number: Floats = np.nan_to_num(line.number(name), nan=-1.0)
            mark = (mark ^ (mark >> np.uint64(29))) * np.uint64(0xBF58476D1CE4E5B9)
            mark += np.ascontiguousarray(number).view(np.uint64)
        return (mark ^ (mark >> np.uint64(32))) * np.uint64(0x94D049BB133111EB)


RULES = (never_changing, same_as_another)
