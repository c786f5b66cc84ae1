"""Run charts of many series at once: has a series left its median for good, by Anhøj's rules?

Anhøj and Olesen 2014 (PLoS ONE 9:e113825), Anhøj 2015 (10:e0121349), as qicharts2 reckons them: a
signal is a run that is too long (Schilling 2012) or too few crossings of the centre (Chen 2010).
Runs are counted over useful points, those neither missing nor on the centre. Where we differ: a
point within a relative 1e-9 of the centre lies on it.
"""

from __future__ import annotations

from functools import lru_cache
from math import log2

import numpy as np

from generator.model.results import Bools, Floats, Rows
from generator.model.run_chart_results import Runs
from generator.statistics.rebase_groups import Integers, RebaseGroups, chunks

CHANCE_OF_FEW_CROSSINGS = 20
"""The crossings of a steady process are fewer than the least in under one of so many series."""

TOLERANCE = 1e-9


def runs(value: Floats, restart: Bools, *, freeze: int | None = None, centre: Floats | None = None) -> Runs:
    """Runs of every series about its centre. One row a series, one column a period; NaN is a gap.

    `restart` is True where a new part begins. The centre is the median of a part's values or, with
    `freeze`, of those in its first so many periods; `centre` gives other ones, shape as the values.
    A part without a useful point (nothing, one value, all equal) has no signal. The reference has
    no smallest number of points; see `model.run_chart_results`. Infinities are gaps. Raises ValueError for
    shapes that differ and a freeze before the first period.
    """
    if value.shape != restart.shape or (centre is not None and centre.shape != value.shape):
        raise ValueError(f"value is {value.shape}, restart is {restart.shape}; they must be alike")
    if freeze is not None and freeze < 1:
        raise ValueError(f"freeze is {freeze}; it counts periods, from 1")
    found = _empty(value.shape)
    for at in chunks(value.shape):
        # Of what cannot be reckoned with, an infinity less another, nothing is said.
        with np.errstate(all="ignore"):
            cut, valid = RebaseGroups.of(restart[at]), np.isfinite(value[at])
            points = np.where(valid, value[at], np.nan)
            base = valid if freeze is None else valid & (cut.within() < freeze)
            middle = cut.spread(_medians(points, base, cut)) if centre is None else centre[at]
            found.centre[at] = middle
            _count(found, at, cut, _side(points, middle))
    return found


@lru_cache(maxsize=8)
def critical_values(upto: int) -> tuple[Rows, Rows]:
    """The longest run and the fewest crossings that are no signal, by number of useful points.

    Two arrays of length `upto` + 1; 0 at 0. The longest run is round(log2(n)) + 3; the fewest
    crossings are the smallest k for which P(X <= k) >= 0.05 where X counts heads of n - 1 coins,
    in whole numbers and so exact.
    """
    longest, least = np.zeros((2, upto + 1), np.int32)
    k, ways, ways_upto, all_ways = 0, 1, 1, 1  # to get k heads of n - 1 coins, up to k, and any
    for n in range(1, upto + 1):
        while CHANCE_OF_FEW_CROSSINGS * ways_upto < all_ways:
            ways = ways * (n - 1 - k) // (k + 1)
            k, ways_upto = k + 1, ways_upto + ways
        longest[n], least[n] = round(log2(n)) + 3, k
        # One more coin: C(n, k) and the sum up to it, from Pascal's triangle.
        ways_upto, ways, all_ways = 2 * ways_upto - ways, ways * n // (n - k), 2 * all_ways
    for table in (longest, least):
        table.flags.writeable = False
    return longest, least


def _empty(shape: tuple[int, ...]) -> Runs:
    return Runs(np.full(shape, np.nan), *np.zeros((5, *shape), np.int32), np.zeros(shape, np.bool_))


def _medians(value: Floats, base: Bools, cut: RebaseGroups) -> Floats:
    """Medians by stretch, of the values of `base`; NaN where there are none."""
    value = np.where(base, value, np.nan)
    if cut.whole:
        ordered = np.sort(value, axis=1)
    else:
        ordered = np.take_along_axis(value, np.lexsort((value, cut.numbers()), axis=1), axis=1)
    many = cut.total(base)
    lower, upper = cut.starts + np.maximum(many - 1, 0) // 2, cut.starts + many // 2
    ordered = ordered.ravel()
    upper = np.minimum(upper, ordered.size - 1)  # of no values at all, at the very end
    return np.where(many > 0, ordered[lower] / 2 + ordered[upper] / 2, np.nan)


def _side(value: Floats, centre: Floats) -> Floats:
    """+1 above the centre, -1 below it, 0 on it; NaN where there is no value or no centre."""
    away = value - centre
    return np.where(np.abs(away) <= TOLERANCE * np.maximum(1, np.abs(centre)), 0, np.sign(away))


def _count(found: Runs, at: slice, cut: RebaseGroups, side: Floats) -> None:
    side = side.ravel()
    places = np.flatnonzero(np.abs(side) == 1)
    part = np.searchsorted(cut.starts, places, side="right") - 1
    parts, useful = len(cut.starts), np.bincount(part, minlength=len(cut.starts))
    new_part = np.diff(part, prepend=-1) > 0
    turned = np.diff(side[places], prepend=0) != 0
    crossings = np.bincount(part[turned & ~new_part], minlength=parts)
    longest = _longest(part, np.flatnonzero(turned | new_part), parts)
    most, least = (table[useful] for table in critical_values(cut.shape[1]))
    signal = (longest > most) | (crossings < least)
    numbers = (useful, longest, most, crossings, least, signal)
    into = (found.useful, found.longest, found.longest_most, found.crossings, found.crossings_least)
    for array, by_part in zip((*into, found.signal), numbers, strict=True):
        array[at] = cut.spread(by_part)


def _longest(part: Integers, begins: Integers, parts: int) -> Integers:
    """By part, the points of the longest of the runs that begin at these useful points."""
    longest = np.zeros(parts, np.int64)
    if len(begins):
        lengths, of = np.diff(begins, append=len(part)), part[begins]
        first = np.flatnonzero(np.diff(of, prepend=-1))
        longest[of[first]] = np.maximum.reduceat(lengths, first)
    return longest
