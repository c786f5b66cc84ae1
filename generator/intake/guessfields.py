"""What the numbers of a table measure: counts of those that were met, scores, or plain counts."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import permutations

from generator.intake.guessshares import explained
from generator.intake.kinds import Column, value
from generator.model.layout import TableForm

MET = re.compile(
    r"within|\bmet\b|answered|\bseen\b|on time|in time|top|\byes\b|achieved|compliant|always|cumpl|dentro"
    r"|dans les|r[ée]pondu|[àa] temps|atendid|a tiempo",
    re.I,
)
NOT_MET = re.compile(
    r"after|late\b|breach|missed|\bover\b|\bnot\b|abandoned|outside|unanswered|\bno\b|fuera|hors", re.I
)
ALL = re.compile(r"total|\ball\b|attendances|received|number of|patients|n\b|todos|tous", re.I)
SHARE = re.compile(r"%|percent|rate|score|porcentaje|pourcentage|taux|tasa", re.I)
SUM = re.compile(r"(?:grand )?total\b", re.I)
Operands = tuple[tuple[str, Column], ...]
"""Columns, each with the sign before it."""

Numbers = Mapping[str, Sequence[float | None]]
ENOUGH = 0.95
"""A sum that holds in this share of the rows is meant."""


def fields_of(numbers: Sequence[Column], form: TableForm) -> tuple[str, dict[str, Operands]]:
    """The kind of the standard, and which columns hold its numbers."""
    held = {each.name: [value(cell, form) for cell in each.cells] for each in numbers}
    share = explained(numbers, form)
    found = {"met": (("", share[1]),), "of": (("", share[2]),)} if share else None
    found = found or _parts_of_a_sum(numbers, held) or _part_and_whole(numbers, held)
    if found:
        return "proportion", found
    shares = [each for each in numbers if each.kind == "percent" or SHARE.search(each.name)]
    for some, kind, name in ((shares, "score", "mean"), (numbers, "count", "count")):
        if some:
            best = next((each for each in some if MET.search(each.name) or SUM.match(each.name)), some[0])
            return kind, {name: (("", best),)}
    return "count", {}


def _parts_of_a_sum(numbers: Sequence[Column], held: Numbers) -> dict[str, Operands] | None:
    """Within and after, which add up to all."""
    for total, one, other in permutations(numbers, 3):
        named = MET.search(one.name) and not MET.search(other.name)
        if named and _adds_up(held[total.name], held[one.name], held[other.name]):
            return {"met": (("", one),), "of": (("", total),)}
    return None


def _part_and_whole(numbers: Sequence[Column], held: Numbers) -> dict[str, Operands] | None:
    """Those that were met, or weren't, of all."""
    counts = [each for each in numbers if each.kind == "number"]
    for part, total in permutations(counts, 2):
        whole = ALL.search(total.name) or len(counts) == 2
        if whole and _within(held[part.name], held[total.name]):
            if NOT_MET.search(part.name):
                return {"met": (("", total), (" - ", part)), "of": (("", total),)}
            if MET.search(part.name):
                return {"met": (("", part),), "of": (("", total),)}
    return None


def _adds_up(
    total: Sequence[float | None], one: Sequence[float | None], other: Sequence[float | None]
) -> bool:
    rows = [
        (t, a, b)
        for t, a, b in zip(total, one, other, strict=True)
        if t is not None and a is not None and b is not None
    ]
    return bool(rows) and sum(abs(t - a - b) < 1e-6 and t > 0 for t, a, b in rows) >= ENOUGH * len(rows)


def _within(part: Sequence[float | None], total: Sequence[float | None]) -> bool:
    rows = [(a, t) for a, t in zip(part, total, strict=True) if a is not None and t is not None]
    return bool(rows) and all(0 <= a <= t for a, t in rows) and any(a < t for a, t in rows)
