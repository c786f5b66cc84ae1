"""Is a yearly series going up or down? Fingertips' recent trend, of its last five years.

Rows are series, columns are years in the order of time; NaN is a year without a value. The value of
the last year must be there, and so must the four before it. Not for months or quarters, whose
changes control charts tell. Where we differ from Fingertips on purpose: a significant trend of
proportions has the direction of its slope (theirs is always a decrease), and with a count of 0 among
the five nothing is reckoned (theirs takes its logarithm).
"""

from __future__ import annotations

from enum import IntEnum
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from generator.model.results import Bools, Codes, Floats

POINTS = 5
SIGNIFICANT = 9.54953570608324  # chi-squared of one degree of freedom at 0.002
TWO_Z95 = 3.92  # from the width of a 95 % interval to its standard error, as Fingertips rounds it
TIME = np.arange(1.0, POINTS + 1)
NOTHING = 1e-12
"""Share of a series' steepest slope up to which a slope is none."""

KEPT = np.vstack([np.ones(POINTS), 1 - np.eye(POINTS)])  # all points, and all but one in turn


class Marker(IntEnum):
    """What a series does; whether that is better, the standard's direction says."""

    NONE = -9
    """It can't be said; `WhyNot` says why."""
    DECREASING = -1
    NO_CHANGE = 0
    INCREASING = 1


class WhyNot(IntEnum):
    """Why there is no trend. The first that holds."""

    NOTHING = 0
    NOT_YEARLY = 1
    """A point is of several years, so that points overlap."""
    TOO_FEW = 2
    """Fewer than five years."""
    GAP = 3
    """Fewer than five years with a value in a row up to the last."""
    ALL_OF_THEM = 4
    """A count as large as its denominator among the values in a row up to the last."""
    NONE_OF_THEM = 5
    """A count of 0 among the last five, or no usable interval."""


class Trend(NamedTuple):
    """One entry a series."""

    marker: Codes
    """Codes of `Marker`."""
    chi2: Floats
    """NaN where there is no trend to reckon."""
    significant: Bools
    why_not: Codes
    """Codes of `WhyNot`."""


def recent(count: ArrayLike, denominator: ArrayLike, *, years_each: int = 1) -> Trend:
    """The trend of proportions: chi-squared for trend of Cochran and Armitage at 0.002.

    Significant only if logits, unweighted, also go one way without any one of the five points.
    """
    x, n = _series(count, denominator)
    valid = np.isfinite(x) & np.isfinite(n) & (n > 0) & (x >= 0) & (x <= n)
    why = _why_not(valid, valid & (x == n), years_each)
    x, n = _last(np.where(valid, x, np.nan)), _last(np.where(valid, n, np.nan))
    why[(why == WhyNot.NOTHING) & (x == 0).any(axis=1)] = WhyNot.NONE_OF_THEM
    with np.errstate(all="ignore"):
        slopes = _slopes(np.log(x / (n - x)), np.ones(x.shape))
        return _trend(_cochran_armitage(x, n), slopes, why)


def recent_of(
    value: ArrayLike,
    lower: ArrayLike,
    upper: ArrayLike,
    *,
    counts: tuple[ArrayLike, ArrayLike] | None = None,
    years_each: int = 1,
) -> Trend:
    """The trend of values with 95 % intervals (rates, means): a slope weighted by their widths.

    Significant only if the slope also keeps its sign without any one of the five points. With
    `counts`, which are counts and denominators, years where either is missing are gaps and all of
    all gives no trend, as Fingertips has it.
    """
    y, low, high = _series(value, lower, upper)
    valid, whole = np.isfinite(y) & np.isfinite(low) & np.isfinite(high), np.zeros(y.shape, np.bool_)
    if counts is not None:
        x, n = _series(*counts)
        valid, whole = valid & np.isfinite(x) & np.isfinite(n) & (n > 0), x == n
    why = _why_not(valid, valid & whole, years_each)
    with np.errstate(all="ignore"):
        weight = (TWO_Z95 / (_last(high) - _last(low))) ** 2
        why[(why == WhyNot.NOTHING) & ~np.isfinite(weight).all(axis=1)] = WhyNot.NONE_OF_THEM
        slopes, precision = _slopes(_last(y), weight), _precision(weight)
        return _trend(slopes[:, 0] ** 2 * precision, slopes, why)


def _why_not(valid: Bools, whole: Bools, years_each: int) -> Codes:
    """The reason that holds of each series; `whole` is where a count is as large as its denominator."""
    years = valid.shape[1]
    in_a_row = np.logical_and.accumulate(valid[:, ::-1], axis=1)[:, ::-1]
    why = np.zeros(len(valid), np.int8)
    why[(whole & in_a_row).any(axis=1)] = WhyNot.ALL_OF_THEM
    why[in_a_row.sum(axis=1) < POINTS] = WhyNot.GAP
    if years < POINTS:
        why[:] = WhyNot.TOO_FEW
    if years_each != 1:
        why[:] = WhyNot.NOT_YEARLY
    return why


def _trend(chi2: Floats, slopes: Floats, why: Codes) -> Trend:
    why = np.where((why == WhyNot.NOTHING) & ~np.isfinite(chi2), WhyNot.NONE_OF_THEM, why).astype(np.int8)
    told = why == WhyNot.NOTHING
    # A slope of nothing comes out a hair above or below 0, depending on the series worked out beside it.
    nothing = np.abs(slopes) <= NOTHING * np.abs(slopes).max(axis=1, keepdims=True)
    sign = np.sign(np.where(nothing, 0, slopes))
    one_way = (sign == sign[:, :1]).all(axis=1)
    significant = told & one_way & (chi2 > SIGNIFICANT)
    way = np.where(
        significant, np.where(sign[:, 0] < 0, Marker.DECREASING, Marker.INCREASING), Marker.NO_CHANGE
    )
    marker = np.where(told, way, Marker.NONE).astype(np.int8)
    return Trend(marker, np.where(told, chi2, np.nan), significant, why)


def _cochran_armitage(x: Floats, n: Floats) -> Floats:
    cases, people = x.sum(axis=1), n.sum(axis=1)
    time = TIME - ((n @ TIME) / people)[:, None]
    together = (x * time).sum(axis=1)
    return people**2 * together**2 / (cases * (people - cases) * (n * time * time).sum(axis=1))


def _slopes(y: Floats, weight: Floats) -> Floats:
    """Weighted slopes: series by fits, the first of all points, the others of all but one in turn."""
    time = TIME - TIME.mean()
    w, wt, wy = weight @ KEPT.T, (weight * time) @ KEPT.T, (weight * y) @ KEPT.T
    wtt, wty = (weight * time * time) @ KEPT.T, (weight * time * y) @ KEPT.T
    return (w * wty - wt * wy) / (w * wtt - wt * wt)


def _precision(weight: Floats) -> Floats:
    """One over the variance of the slope of all points."""
    time = TIME - TIME.mean()
    w, wt, wtt = weight.sum(axis=1), weight @ time, weight @ (time * time)
    return (w * wtt - wt * wt) / w


def _last(numbers: Floats) -> Floats:
    """The last five columns, NaN before where there are fewer."""
    short = max(0, POINTS - numbers.shape[1])
    return np.pad(numbers, ((0, 0), (short, 0)), constant_values=np.nan)[:, -POINTS:]


def _series(*numbers: ArrayLike) -> list[Floats]:
    return np.broadcast_arrays(*(np.atleast_2d(np.asarray(one, np.float64)) for one in numbers))
