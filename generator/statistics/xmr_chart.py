"""XmR control charts (individuals and moving range) of many series at once.

Definitions: Making Data Count, as NHSRplotthedots 0.2.2 reckons them. Where we differ on purpose:

- a moving-range screen that would leave no variation at all is not applied;
- without variation there are no limits, so nothing is judged against them;
- a missing value is a gap: no moving range and no rule reaches across it;
- a point that ends a trend on a plateau keeps the direction of its trend.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from generator.model.results import Bools, Codes, Floats, Limits, SpcRule

MOVING_RANGE_TO_LIMIT = 2.66  # 3 / d2 for n = 2, rounded as Wheeler and the NHS round it
MOVING_RANGE_SCREEN = 3.267  # D4 for n = 2: upper limit of a moving range
NEAR_LIMIT = 2 / 3  # from here to the limits a point is 'close': two to three sigma
RUN = 7  # points of a shift or a trend
SHORTEST_BASELINE = 12
TOLERANCE = 1e-9
CELLS_AT_ONCE = 1 << 18  # keeps the arrays in the processor's cache, and memory flat

Integers = NDArray[np.int64]


def limits(
    value: Floats,
    restart: Bools,
    *,
    screen: bool = True,
    two_of_three: str = "nhsr",
    fix_after_n_points: int | None = None,
) -> Limits:
    """Limits and signals of every series. One row a series, one column a period; NaN is a gap.

    `restart` is True where new limits begin. `two_of_three` says which points count for that
    rule: `nhsr` those between two and three sigma, `mdc2023` every one beyond two. With
    `fix_after_n_points` limits come from the first so many values of each group and hold for all
    of it. Limits are NaN where a group has fewer than two neighbouring values or doesn't vary.
    Raises ValueError for a baseline of fewer than 12 points or shapes that differ.
    """
    if value.shape != restart.shape:
        raise ValueError(f"value is {value.shape}, restart is {restart.shape}")
    if fix_after_n_points is not None and fix_after_n_points < SHORTEST_BASELINE:
        raise ValueError(f"a baseline needs {SHORTEST_BASELINE} points, not {fix_after_n_points}")
    found = _empty(value.shape)
    if value.size == 0:
        return found
    rows = max(1, CELLS_AT_ONCE // value.shape[1])
    # Overflow and 0/0 are expected of degenerate input and come out as 'no limits'.
    with np.errstate(all="ignore"):
        for first in range(0, value.shape[0], rows):
            at = slice(first, first + rows)
            groups = _Groups.of(value[at], restart[at], fix_after_n_points)
            control = groups.control(screen)
            found.group[at] = np.cumsum(restart[at], axis=1)
            found.points[at] = groups.spread(groups.total(groups.valid))
            found.mean[at] = groups.spread(control.mean)
            found.lower[at] = groups.spread(control.mean - control.width)
            found.upper[at] = groups.spread(control.mean + control.width)
            found.rule[at], found.direction[at] = _signals(groups, control, two_of_three)
    return found


def _empty(shape: tuple[int, ...]) -> Limits:
    return Limits(
        group=np.zeros(shape, np.int16),
        mean=np.full(shape, np.nan),
        lower=np.full(shape, np.nan),
        upper=np.full(shape, np.nan),
        rule=np.zeros(shape, np.int8),
        direction=np.zeros(shape, np.int8),
        points=np.zeros(shape, np.int16),
    )


@dataclass(frozen=True)
class _Control:
    """By group: the mean, and from it to a limit."""

    mean: Floats
    width: Floats


@dataclass(frozen=True)
class _Groups:
    """Series cut at their restarts. A group is a stretch of the series laid end to end."""

    value: Floats
    """NaN where there is no value that can be reckoned with."""
    valid: Bools
    base: Bools
    """The values that limits come from."""
    joined: Bools
    """True where a value has its neighbour on the left in the same group."""
    starts: Integers

    @classmethod
    def of(cls, value: Floats, restart: Bools, baseline: int | None) -> _Groups:
        valid = np.isfinite(value)
        starts = restart.copy()
        starts[:, 0] = True
        joined = ~starts & valid
        joined[:, 1:] &= valid[:, :-1]
        value = np.where(valid, value, np.nan)
        cut = cls(value, valid, valid, joined, np.flatnonzero(starts))
        if baseline is None:
            return cut
        nth = np.cumsum(valid).reshape(valid.shape)
        before = (nth - valid).ravel()[cut.starts]
        return cls(value, valid, valid & (nth - cut.spread(before) <= baseline), joined, cut.starts)

    def spread(self, by_group: NDArray[np.generic]) -> NDArray[np.generic]:
        """A number of each group at every point of it (or a column, where rows are whole groups)."""
        if len(self.starts) == len(self.value):
            return by_group[:, None]
        lengths = np.diff(self.starts, append=self.value.size)
        return np.repeat(by_group, lengths).reshape(self.value.shape)

    def total(self, of: Floats | Bools, where: Bools | None = None) -> NDArray[np.generic]:
        """Sums by group; of a mask, how many."""
        kind = np.int64 if of.dtype == np.bool_ else np.float64
        counted = of if where is None else np.where(where, of, 0)
        return np.add.reduceat(counted.ravel(), self.starts, dtype=kind)

    def control(self, screen: bool) -> _Control:
        mean = self.total(self.value, self.base) / self.total(self.base)
        mean[~np.isfinite(mean)] = np.nan
        ranges = np.abs(_steps(self.value))
        counted = self.joined & self.base
        typical = self.total(ranges, counted) / self.total(counted)
        still = TOLERANCE * np.maximum(1, np.abs(mean))
        if screen:
            edge = MOVING_RANGE_SCREEN * typical
            kept = counted & (ranges < self.spread(edge - _tolerance(edge)))
            screened = self.total(ranges, kept) / self.total(kept)
            typical = np.where(screened > still, screened, typical)
        width = MOVING_RANGE_TO_LIMIT * np.where(typical > still, typical, np.nan)
        width[~np.isfinite(mean + width) | ~np.isfinite(mean - width)] = np.nan
        return _Control(mean, width)


def _signals(groups: _Groups, control: _Control, two_of_three: str) -> tuple[Codes, Codes]:
    """Codes of Rule and directions; of the rules that fire at a point the first names it."""
    high, low = _beyond(groups, control, 0)
    outside_high, outside_low = _beyond(groups, control, 1)
    near_high, near_low = _beyond(groups, control, NEAR_LIMIT)
    outside, near = outside_high | outside_low, near_high | near_low
    both_high, both_low = _both(high) & groups.joined, _both(low) & groups.joined
    trend, trend_direction = _trend(groups)
    counting = near if two_of_three == "mdc2023" else near & ~outside

    rule = np.zeros(high.shape, np.int8)
    rule[_in_run(both_high, RUN - 1) | _in_run(both_low, RUN - 1)] = SpcRule.SHIFT
    rule[_two_of_three(counting, both_high) | _two_of_three(counting, both_low)] = SpcRule.TWO_OF_THREE
    rule[trend] = SpcRule.TREND
    rule[outside] = SpcRule.OUTSIDE
    side = high.astype(np.int8) - low.astype(np.int8)
    direction = np.where(rule == SpcRule.TREND, trend_direction, side)
    direction[rule == SpcRule.NONE] = 0
    return rule, direction


def _beyond(groups: _Groups, control: _Control, share: float) -> tuple[Bools, Bools]:
    """Points strictly above and strictly below a share of the way from the mean to the limits."""
    away = control.width * share if share else 0.0
    upper, lower = control.mean + away, control.mean - away
    above = groups.value > groups.spread(upper + _tolerance(upper))
    return above, groups.value < groups.spread(lower - _tolerance(lower))


def _trend(groups: _Groups) -> tuple[Bools, Codes]:
    step = _steps(groups.value)
    least = np.zeros_like(step)
    least[:, 1:] = _tolerance(groups.value[:, :-1])
    up, down = groups.joined & (step > least), groups.joined & (step < -least)
    rising, falling = _in_run(up, RUN - 1), _in_run(down, RUN - 1)
    # A peak or a trough belongs to two trends; it takes the direction of the one that begins there.
    turns_down = np.zeros_like(falling)
    turns_down[:, :-1] = rising[:, :-1] & falling[:, :-1] & down[:, 1:]
    direction = np.where(rising & ~turns_down, 1, -1).astype(np.int8)
    return rising | falling, direction


def _two_of_three(counting: Bools, both: Bools) -> Bools:
    """Counting points of windows of three on one side of the mean in which two or more count."""
    if counting.shape[1] < 3:
        return np.zeros_like(counting)
    first, second, third = counting[:, :-2], counting[:, 1:-1], counting[:, 2:]
    enough = (first & second) | (first & third) | (second & third)
    enough &= both[:, 1:-1] & both[:, 2:]
    return _reached(enough, 3, counting.shape) & counting


def _in_run(link: Bools, links: int) -> Bools:
    """Points of every run of so many links; a link ties a point to its neighbour on the left."""
    periods = link.shape[1]
    if periods <= links:
        return np.zeros_like(link)
    whole = link[:, 1 : periods - links + 1].copy()
    for further in range(1, links):
        whole &= link[:, 1 + further : periods - links + 1 + further]
    return _reached(whole, links + 1, link.shape)


def _reached(windows: Bools, length: int, shape: tuple[int, ...]) -> Bools:
    """Points of windows that are True at their first point."""
    points = np.zeros(shape, np.bool_)
    for nth in range(length):
        points[:, nth : nth + windows.shape[1]] |= windows
    return points


def _both(points: Bools) -> Bools:
    """True where a point and its neighbour on the left are."""
    pairs = points.copy()
    pairs[:, 0] = False
    pairs[:, 1:] &= points[:, :-1]
    return pairs


def _steps(value: Floats) -> Floats:
    """From the neighbour on the left to each point; NaN at the first."""
    return np.diff(value, axis=1, prepend=np.nan)


def _tolerance(of: Floats) -> Floats:
    return TOLERANCE * np.maximum(1, np.abs(of))
