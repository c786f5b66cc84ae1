"""How long people wait: percentiles, medians with their interval, bands, and who still waits.

What is completed and what still waits are never put into one percentile; where both are known,
the Kaplan-Meier curve says when people are seen.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from generator.model.results import Bools, Floats
from generator.statistics.intervals import median_ranks

TOLERANCE = 1e-9
REACHED = 1e-12  # 92 % of 25 are 23, whatever the product comes to
FLAT = 2.0**-26
"""How near a share a curve must run to lie on it: the root of the spacing of numbers, as in R."""


@dataclass(frozen=True)
class WaitBands:
    """A percentile of waits that are counted in bands, in the unit of the edges.

    All None where nobody was counted.
    """

    value: float | None = None
    """Between the edges of its band; None in a band without an upper edge."""
    at_or_above: float | None = None
    """The lower edge of the band without an upper one, where that is all one can say."""
    band: float | None = None
    """The lower edge of the band it lies in."""


@dataclass(frozen=True)
class StillWaiting:
    """Kaplan and Meier's curve: which share still waits after how long."""

    time: Floats
    """Waits after which somebody was seen, rising."""
    waiting: Floats
    """Share still waiting right after each of these."""
    longest: float
    """The longest wait known, of those seen or still waiting; NaN where there is none."""

    @property
    def median(self) -> float | None:
        return self.percentile(0.5)

    def percentile(self, share: float) -> float | None:
        """After how long this share of all has been seen; None where so many haven't.

        Where the curve runs along the share for a while, the middle of that while.
        """
        _refuse(share)
        if share == 0:
            return 0.0 if np.isfinite(self.longest) else None
        seen = 1 - self.waiting
        reached, passed = (seen + FLAT >= share).nonzero()[0], (seen - FLAT >= share).nonzero()[0]
        if not len(reached):
            return None
        until = self.time[passed[0]] if len(passed) else self.longest
        return float(self.time[reached[0]] / 2 + until / 2)

    def within(self, limit: float) -> float | None:
        """The share seen after no longer than this; None of nobody."""
        if not np.isfinite(self.longest):
            return None
        by_then = np.searchsorted(self.time, limit, side="right")
        return float(1 - self.waiting[by_then - 1]) if by_then else 0.0


def percentile(values: ArrayLike, share: float, kind: int = 7) -> float:
    """The value that this share of all doesn't exceed, in the unit of the values.

    Kinds as Hyndman and Fan 1996 number them (American Statistician 50:361): 7 interpolates between
    the smallest and the largest (R, NumPy, spreadsheets), 6 leaves room beyond them (SPSS), 2 takes
    a value or the middle of two (SAS). Missing and infinite values aren't counted; NaN of none.
    Raises ValueError for a share outside 0 to 1 and other kinds.
    """
    _refuse(share)
    if kind not in (2, 6, 7):
        raise ValueError(f"percentiles are of kind 7, 6 or 2, not {kind}")
    ordered = _ordered(values)
    if not len(ordered):
        return float("nan")
    place = {7: share * (len(ordered) - 1) + 1, 6: share * (len(ordered) + 1), 2: share * len(ordered)}[kind]
    below = int(np.floor(place + TOLERANCE))
    beyond = place - below
    if kind == 2:
        beyond = 0.5 if beyond <= TOLERANCE else 1.0
    lower, upper = (float(ordered[min(max(nth, 1), len(ordered)) - 1]) for nth in (below, below + 1))
    return lower + beyond * (upper - lower)


def median_interval(values: ArrayLike) -> tuple[float, float] | None:
    """The two values that hold the median between them, 95 % sure; None of fewer than 6 values.

    Order statistics, see intervals.median_ranks. Missing and infinite values aren't counted.
    """
    ordered = _ordered(values)
    lower, upper = median_ranks(len(ordered))
    return (float(ordered[lower - 1]), float(ordered[upper - 1])) if lower > 0 else None


def banded(lower_edges: Sequence[float], counts: Sequence[float], share: float, open_top: bool) -> WaitBands:
    """A percentile of waits counted in bands, taken to lie evenly in each (as for NHS RTT waits).

    `lower_edges` rise, one a band; unless the top band is open, one more closes it. The percentile
    lies in the first band by whose end the share has been reached. Raises ValueError for edges that
    don't fit, counts that are missing or negative, and a share outside 0 to 1.
    """
    _refuse(share)
    edges, many = np.asarray(lower_edges, np.float64), np.asarray(counts, np.float64)
    _refuse_bands(edges, many, open_top)
    upto = np.cumsum(many)
    if not len(many) or upto[-1] == 0:
        return WaitBands()
    sought = share * upto[-1]
    band = int(np.argmax((many > 0) & (upto >= sought * (1 - REACHED))))
    lower = float(edges[band])
    if open_top and band == len(many) - 1:
        return WaitBands(at_or_above=lower, band=lower)
    into = min(float((sought - (upto[band] - many[band])) / many[band]), 1.0)
    return WaitBands(value=lower + into * (float(edges[band + 1]) - lower), band=lower)


def kaplan_meier(time: ArrayLike, completed: ArrayLike) -> StillWaiting:
    """When people are seen, of those seen (`completed`) and those still waiting together.

    `time` is the wait so far. Who still waits after exactly as long as another was seen counts as
    waiting then. Waits that are missing, infinite or negative aren't counted. Kaplan and Meier
    1958, JASA 53:457; percentiles as R's survfit. Raises ValueError for shapes that differ.
    """
    waits, done = np.asarray(time, np.float64), np.asarray(completed, np.bool_)
    if waits.shape != done.shape or waits.ndim != 1:
        raise ValueError(f"time is {waits.shape}, completed is {done.shape}; both must be one list")
    known = np.isfinite(waits) & (waits >= 0)
    waits, done = waits[known], done[known]
    at, waiting = _curve(waits, done)
    return StillWaiting(at, waiting, float(waits.max()) if len(waits) else float("nan"))


def _curve(waits: Floats, done: Bools) -> tuple[Floats, Floats]:
    at, seen = np.unique(waits[done], return_counts=True)
    still = len(waits) - np.searchsorted(np.sort(waits), at, side="left")
    return at, np.cumprod(1 - seen / still)


def _ordered(values: ArrayLike) -> Floats:
    numbers = np.asarray(values, np.float64).ravel()
    return np.sort(numbers[np.isfinite(numbers)])


def _refuse(share: float) -> None:
    if not 0 <= share <= 1:
        raise ValueError(f"a share of {share} isn't between 0 and 1")


def _refuse_bands(edges: Floats, counts: Floats, open_top: bool) -> None:
    needed = len(counts) + (not open_top)
    if len(edges) != needed or not np.isfinite(edges).all() or not np.all(np.diff(edges) > 0):
        raise ValueError(f"{len(counts)} bands need {needed} edges that rise, not {len(edges)}")
    if not np.all(np.isfinite(counts) & (counts >= 0)):
        raise ValueError("bands have a count each, 0 or more")
