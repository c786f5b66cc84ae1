"""Groups of equal size by value: quarters, fifths, tenths. A shade on a map, not a verdict."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from generator.compare import rank_intervals
from generator.model.results import Floats, Rows

FEWEST = 4
"""Values that bounds need, as Fingertips asks for."""


def groups(value: ArrayLike, k: int, *, highest_first: bool = False) -> Rows:
    """The group of each value, 1 to k; 0 where there is none.

    Units are rows, columns are grouped each by itself; what isn't finite isn't counted. Group 1
    holds the lowest values, or the highest with `highest_first`. Equal values are in one group, so
    groups may be empty. A column with fewer than k values has no groups. As phe_quantile of
    PHEindicatormethods, in its order of arithmetic. Raises ValueError for fewer than one group.
    """
    if k < 1:
        raise ValueError(f"there are {k} groups, at least 1 is needed")
    numbers = _finite(value)
    places = rank_intervals.standings(-numbers if highest_first else numbers)
    here = (places.equal > 0) & (places.of >= k)
    with np.errstate(divide="ignore", invalid="ignore"):
        # From the top: n - below is how many are as large or larger.
        from_top = np.ceil((places.of - places.below) / (places.of / k))
        group = np.maximum(np.floor(k + 1 - from_top), 1)
    return np.where(here, group, 0).astype(np.int32)


def bounds(value: ArrayLike, k: int) -> Floats:
    """The k - 1 values between k groups, lowest first: percentiles of type 7 (Hyndman and Fan 1996).

    Rows are bounds, columns as of `value`, whose rows are units. NaN in a column with fewer than k
    values, or fewer than 4. Raises ValueError for fewer than two groups.
    """
    if k < 2:
        raise ValueError(f"there are {k} groups, at least 2 have a bound between them")
    numbers = _finite(value)
    if not numbers.size:
        return np.full((k - 1, *numbers.shape[1:]), np.nan)
    ordered = np.sort(numbers.reshape(len(numbers), -1), axis=0)
    counted = (~np.isnan(ordered)).sum(axis=0)
    shares = np.arange(1, k)[:, None] / k
    found = np.where(counted >= max(k, FEWEST), percentile(ordered, counted, shares), np.nan)
    return found.reshape(k - 1, *numbers.shape[1:])


def percentile(ordered: Floats, counted: Rows, share: Floats | float) -> Floats:
    """Percentiles of type 7 of columns that ascend, their NaN last; `counted` is how many aren't."""
    place = np.maximum(counted - 1, 0) * share
    below = np.floor(place).astype(np.int64)
    above = np.minimum(below + 1, np.maximum(counted - 1, 0))
    columns = np.arange(ordered.shape[1])
    low, high = ordered[below, columns], ordered[above, columns]
    with np.errstate(invalid="ignore", over="ignore"):
        between = low + (place - below) * (high - low)
    return np.where(low == high, low, between)


def _finite(value: ArrayLike) -> Floats:
    numbers = np.asarray(value, np.float64)
    return np.where(np.isfinite(numbers), numbers, np.nan)
