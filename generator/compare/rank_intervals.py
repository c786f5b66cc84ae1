"""Ranks that say how sure they are: never one place alone, but the best and the worst it could be."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from generator.model.results import Floats, Rows

TOLERANCE = 1e-9


class Places(NamedTuple):
    """Where each value stands in its column. Shapes as the values'; 0 where there is none."""

    below: Rows
    """How many of the column are smaller."""
    equal: Rows
    """How many are as large, itself included."""
    of: Rows
    """By column: how many values there are."""


def intervals(lower: ArrayLike, upper: ArrayLike, better: int) -> tuple[Rows, Rows]:
    """The best and the worst rank that each unit could have, 1 being best; 0 where there is none.

    Units are rows; every column is ranked by itself. `better` is +1 where higher is better, -1
    where lower is, 0 where neither (then nothing is ranked). A unit whose interval is missing,
    infinite or upside down isn't ranked and doesn't count. One is better than another only when their
    intervals are apart; intervals that touch overlap. Best rank: 1 and those wholly better; worst:
    all but those wholly worse. With intervals at `bonferroni(k)` all ranks hold together.
    Klein, Wright and Wieczorek 2020, JRSS-C 69(3):589–606. Sorts, so k log k for k units.
    """
    low, high = np.broadcast_arrays(np.asarray(lower, np.float64), np.asarray(upper, np.float64))
    if better < 0:
        low, high = -high, -low
    best, worst = np.zeros(low.shape, np.int32), np.zeros(low.shape, np.int32)
    if better == 0 or not low.size:
        return best, worst
    known = np.isfinite(low) & np.isfinite(high) & (low <= high)
    by_column = (array.reshape(len(array), -1).T for array in (known, low, high, best, worst))
    for there, least, most, first, last in zip(*by_column, strict=True):
        first[there], last[there] = _column(least[there], most[there])
    return best, worst


def bonferroni(k: int, confidence: float = 0.95) -> float:
    """The confidence of each of k intervals with which all of them hold together at `confidence`.

    Raises ValueError without anything to hold, or for a confidence not between 0 and 1.
    """
    if k < 1:
        raise ValueError(f"there are {k} intervals, at least 1 is needed")
    if not 0 < confidence < 1:
        raise ValueError(f"confidence is {confidence}, not between 0 and 1")
    return 1 - (1 - confidence) / k


def competition(value: ArrayLike, better: int) -> Rows:
    """Plain ranks, 1 being best, ties sharing the better one; 0 where there is no value.

    Units are rows, columns are ranked each by itself. For sorting only: a rank by itself says
    nothing of how sure it is.
    """
    numbers = np.asarray(value, np.float64)
    places = standings(-better * numbers if better else np.full(numbers.shape, np.nan))
    return np.where(places.equal > 0, places.below + 1, 0).astype(np.int32)


def standings(value: ArrayLike) -> Places:
    """How many of its column each value is above and equal to. Units are rows; NaN isn't counted."""
    numbers = np.asarray(value, np.float64)
    of = (~np.isnan(numbers)).sum(axis=0).astype(np.int32)
    if not numbers.size:
        return Places(np.zeros(numbers.shape, np.int32), np.zeros(numbers.shape, np.int32), of)
    columns = np.ascontiguousarray(numbers.reshape(len(numbers), -1).T)
    below, equal = np.zeros(columns.shape, np.int32), np.zeros(columns.shape, np.int32)
    order = np.argsort(columns, axis=1, kind="stable")
    ordered = np.take_along_axis(columns, order, axis=1)
    first, last = _ties(ordered)
    counted = ~np.isnan(ordered)
    np.put_along_axis(below, order, np.where(counted, first, 0), axis=1)
    np.put_along_axis(equal, order, np.where(counted, last - first + 1, 0), axis=1)
    return Places(below.T.reshape(numbers.shape), equal.T.reshape(numbers.shape), of)


def _column(low: Floats, high: Floats) -> tuple[Rows, Rows]:
    """Best and worst ranks of one column without gaps, where higher is better."""
    above = len(low) - np.searchsorted(np.sort(low), high + TOLERANCE * np.abs(high), side="right")
    below = np.searchsorted(np.sort(high), low - TOLERANCE * np.abs(low), side="left")
    return (1 + above).astype(np.int32), (len(low) - below).astype(np.int32)


def _ties(ordered: Floats) -> tuple[Rows, Rows]:
    """Of each position of ascending rows: where the stretch of equal values begins and ends."""
    position = np.arange(ordered.shape[1], dtype=np.int32)
    differs = ordered[:, 1:] != ordered[:, :-1]
    first = np.zeros(ordered.shape, np.int32)
    first[:, 1:] = np.where(differs, position[1:], 0)
    last = np.full(ordered.shape, len(position) - 1, np.int32)
    last[:, :-1] = np.where(differs, position[:-1], len(position) - 1)
    back = np.minimum.accumulate(last[:, ::-1], axis=1)[:, ::-1]
    return np.maximum.accumulate(first, axis=1), back
