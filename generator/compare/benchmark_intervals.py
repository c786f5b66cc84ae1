"""Does a unit differ from a benchmark? By intervals, as Fingertips compares.

Arrays of any shapes that go together; all of one unit of measure. `better` is +1 where higher is
better, -1 where lower is, 0 where neither, and may be an array. Codes are of `Than`. What lies on a
limit, to a relative 1e-9, lies within.
"""

from __future__ import annotations

from enum import IntEnum

import numpy as np
from numpy.typing import ArrayLike

from generator.model.results import Bools, Codes, Floats

TOLERANCE = 1e-9


class Than(IntEnum):
    """A unit's value against the benchmark."""

    NONE = -9
    """No value, no interval, no benchmark or no direction that is better."""
    WORST = -2
    WORSE = -1
    SIMILAR = 0
    BETTER = 1
    BEST = 2


def one_level(
    value: ArrayLike, lower: ArrayLike, upper: ArrayLike, benchmark: ArrayLike, better: ArrayLike
) -> Codes:
    """Similar where the benchmark lies in the unit's interval (95 %, say), else better or worse."""
    here, low, high, there = _floats(value, lower, upper, benchmark)
    return _codes(_apart(here, low, high, there), here, low, high, there, better=better)


def two_level(
    value: ArrayLike,
    near: tuple[ArrayLike, ArrayLike],
    far: tuple[ArrayLike, ArrayLike],
    benchmark: ArrayLike,
    better: ArrayLike,
) -> Codes:
    """As `one_level` by the near interval (95 %); best or worst by the far one too (99.8 %)."""
    here, low, high, lowest, highest, there = _floats(value, *near, *far, benchmark)
    # A benchmark in the near interval is similar even where the far one leaves it out.
    once = _apart(here, low, high, there)
    twice = np.where(once != 0, once + _apart(here, lowest, highest, there), 0)
    return _codes(twice, here, low, high, lowest, highest, there, better=better)


def double(
    value: ArrayLike,
    interval: tuple[ArrayLike, ArrayLike],
    benchmark: ArrayLike,
    benchmark_interval: tuple[ArrayLike, ArrayLike],
    better: ArrayLike,
) -> Codes:
    """Similar where the unit's interval and the benchmark's overlap or touch: a cautious comparison."""
    here, low, high, there, least, most = _floats(value, *interval, benchmark, *benchmark_interval)
    under = here < there
    gap = np.where(under, _above(least, high), _above(low, most))
    side = np.where(gap, np.where(under, -1, 1), 0)
    return _codes(side, here, low, high, there, least, most, better=better)


def spc(value: ArrayLike, lower: ArrayLike, upper: ArrayLike, better: ArrayLike) -> Codes:
    """Similar where the value lies within control limits about the benchmark.

    Fingertips' limits of proportions are Wilson's interval of the benchmark with the unit's
    denominator: the numerator is the benchmark times the denominator. z is 1.96 or 3.0902 there.
    """
    here, low, high = _floats(value, lower, upper)
    side = _above(here, high).astype(np.int8) - _above(low, here).astype(np.int8)
    return _codes(side, here, low, high, better=better)


def _apart(value: Floats, low: Floats, high: Floats, benchmark: Floats) -> Codes:
    """The side of the benchmark that the value is on, 0 where the interval holds the benchmark."""
    outside = _above(benchmark, high) | _above(low, benchmark)
    return np.where(outside, np.where(value < benchmark, -1, 1), 0).astype(np.int8)


def _codes(side: Codes, *needed: Floats, better: ArrayLike) -> Codes:
    way = np.sign(np.asarray(better)).astype(np.int8)
    known = np.logical_and.reduce([np.isfinite(one) for one in needed]) & (way != 0)
    return np.where(known, side * way, Than.NONE).astype(np.int8)


def _above(one: Floats, other: Floats) -> Bools:
    with np.errstate(invalid="ignore", over="ignore"):
        return one - other > TOLERANCE * np.maximum(np.abs(one), np.abs(other))


def _floats(*numbers: ArrayLike) -> list[Floats]:
    return np.broadcast_arrays(*(np.asarray(one, np.float64) for one in numbers))
