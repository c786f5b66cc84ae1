"""What a size may be that is many times the usual one, or a small part of it: that of another span."""

from __future__ import annotations

import math

import numpy as np

from generator.check.series_order import Floats

SPANS = {
    "daily": ((7, "a week"), (30, "a month")),
    "weekly": ((1 / 7, "a day"), (4.3, "a month"), (13, "a quarter")),
    "monthly": (
        (1 / 30, "a day"),
        (1 / 21, "a day"),
        (1 / 4.3, "a week"),
        (3, "a quarter"),
        (6, "half a year"),
        (12, "a year"),
    ),
    "quarterly": ((1 / 13, "a week"), (1 / 3, "a month"), (4, "a year")),
    "half-yearly": ((1 / 6, "a month"), (1 / 2, "a quarter")),
    "yearly": ((1 / 12, "a month"), (1 / 4, "a quarter")),
}
"""How many times a period of that length other spans are, by how often a standard is reported."""

NEAR = math.log(1.15)
"""How near to another span a single size of a single standard has to come; few are less exact."""

ROUGHLY = math.log(1.25)
"""The same of the sizes of a longer run."""

AT_MOST = math.log(1.35)
"""The same of each of several standards of a clinic that are so near together."""


def as_said(times: float) -> str:
    """How many times as much, as one says it."""
    if times < 1 / 200:
        return "hardly anything of"
    return f"{times:.0f} times" if times >= 9.5 else f"{times:.2g} times"


def why(reported: str, size: float, times: float) -> str:
    """What the size may be instead, and what to do; empty where nothing explains it."""
    if entered := _not_counted(size, times):
        return entered
    if span := _span(reported, times, AT_MOST):
        ask = f"Is it that of {span}, or did this really happen?"
        return f"{ask} Write how many were counted in this period alone."
    return ""


def _not_counted(size: float, times: float) -> str:
    """What to do where the size looks as if nobody had counted; empty elsewhere."""
    digits = f"{size:.0f}"
    if size == 0:
        return "If nobody was counted, write `{missing: the reason}`, in a table in the column `missing`."
    if digits in ("100", "1000", "10000") and times < 1:
        return f"Were percentages entered, of {digits}? Write how many were counted."
    if len(digits) > 2 and set(digits) == {"9"}:
        return f"{digits} often holds the place of a number. Write how many were counted."
    return ""


def _span(reported: str, times: float, room: float) -> str:
    """The span that has so many times as many; empty where none does."""
    apart = [(abs(math.log(max(times, 1e-9) / each)), what) for each, what in SPANS.get(reported, ())]
    off, span = min(apart, default=(math.inf, ""))
    return span if off < room else ""


def sure(reported: str, size: Floats, times: float, together: list[float]) -> bool:
    """Whether it fits another span well enough: by itself, or with others of its clinic."""
    if _not_counted(float(size[0]), times):
        return True
    room = ROUGHLY if len(size) > 1 else min(max(NEAR, 1 / math.sqrt(max(size[0], 1))), AT_MOST)
    several = len(together) > 1 and _span(reported, float(np.median(together)), NEAR)
    return bool(_span(reported, times, room) or several)
