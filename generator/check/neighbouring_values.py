"""How far numbers of a series lie from those around them, and what slip of the pen would explain it.

Robust on purpose: a slip must not widen the scatter it is held against. The scatter of a series is the
median of its moving ranges (of logarithms, since slips multiply) over 0.954, the median moving range of
a normal distribution with a standard deviation of 1.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from generator.check.series_order import Bools, Floats, Ints

MEDIAN_MOVING_RANGE = 0.954
MEAN_MOVING_RANGE = 1.128  # d2 for n = 2
WINDOW = 3
"""Numbers before and after that one is held against."""

FEWEST = 4
"""Numbers that a series needs beside the one that is looked at."""


@dataclass(frozen=True)
class Around:
    """Numbers, what those around them are, and the scatter of their series. Arrays of one shape."""

    usual: Floats
    """Median of the numbers around; NaN where there are too few."""

    scatter: Floats
    """Of logarithms."""


def around(number: Floats, nth: Ints, among: NDArray[np.int64]) -> Around:
    """Of those at `among`, positions in arrays sorted by series. NaN is no number."""
    asked = np.zeros(int(nth[-1]) + 1 if len(nth) else 0, np.bool_)
    asked[nth[among]] = True
    there = np.flatnonzero(asked[nth] & ~np.isnan(number))
    series, held = nth[there], number[there]
    place = np.searchsorted(there, among)
    usual = _usual(held, series, place)
    return Around(usual, _scatter(held, series)[nth[among]])


def _usual(held: Floats, series: Ints, place: NDArray[np.int64]) -> Floats:
    """Median of up to three numbers before and three after; at an end, of more on the other side."""
    steps = [step for step in range(-2 * WINDOW, 2 * WINDOW + 1) if step]
    steps.sort(key=abs)
    beside = np.full((len(place), len(steps)), np.nan)
    for column, step in enumerate(steps):
        at = place + step
        inside = (at >= 0) & (at < len(held))
        same = np.zeros(len(place), np.bool_)
        same[inside] = series[at[inside]] == series[place[inside]]
        beside[same, column] = held[at[same]]
    told = ~np.isnan(beside)
    beside[told.cumsum(axis=1) > 2 * WINDOW] = np.nan
    count = np.minimum(told.sum(axis=1), 2 * WINDOW)
    ordered = np.sort(beside, axis=1)  # NaN last
    low, high = np.maximum(count - 1, 0) // 2, count // 2
    rows = np.arange(len(place))
    median = (ordered[rows, low] + ordered[rows, np.minimum(high, len(steps) - 1)]) / 2
    return np.where(count >= FEWEST, median, np.nan)


def _scatter(held: Floats, series: Ints) -> Floats:
    """By series: median absolute step of logarithms from one number to the next, over 0.954."""
    size = int(series[-1]) + 1 if len(series) else 0
    if len(held) < 2:
        return np.full(size, np.inf)
    with np.errstate(divide="ignore", invalid="ignore"):
        step = np.abs(np.diff(np.log(held)))
    own = (series[1:] == series[:-1]) & np.isfinite(step)
    step, of = step[own], series[1:][own]
    order = np.lexsort((step, of))
    step, of = step[order], of[order]
    count = np.bincount(of, minlength=size)
    first = np.concatenate(([0], np.cumsum(count)[:-1]))
    scatter = np.full(size, np.inf)
    some = count > 0
    # The lower of the two in the middle: in a short series a slip makes half of the steps large.
    scatter[some] = step[(first + np.maximum(count - 1, 0) // 2)[some]]
    # Rounded numbers often repeat, and the median step is none: then the mean of the steps has to do,
    # without the two that a slip makes.
    sums = np.concatenate(([0.0], np.cumsum(step)))
    kept = np.maximum(count - 2, 1)
    mean = (sums[first + np.minimum(kept, count)] - sums[first]) / kept
    return np.where(scatter == 0, mean / MEAN_MOVING_RANGE, scatter / MEDIAN_MOVING_RANGE)


def likely_far(number: Floats, nth: Ints, factor: float) -> Bools:
    """Whether a number is that many times more or less than one beside it: a quick first look.

    A slip differs from at least one neighbour; looking closer at the rest would find nothing.
    """
    there = np.flatnonzero(~np.isnan(number))
    far = np.zeros(len(number), np.bool_)
    if len(there) < 2:
        return far
    held, series = number[there], nth[there]
    before, after = held[:-1], held[1:]
    apart = (series[1:] == series[:-1]) & (np.maximum(before, after) > np.minimum(before, after) * factor)
    close = np.zeros(len(there), np.bool_)
    close[1:] |= apart
    close[:-1] |= apart
    far[there] = close
    return far
