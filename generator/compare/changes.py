"""What a series does of late: the two icons of Making Data Count, from the point of its last value."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from generator.model.found import (
    POINTS_FOR_ICONS,
    Assurance,
    Bools,
    Change,
    Floats,
    Limits,
    Rows,
    Rule,
)
from generator.model.written import Direction

TOLERANCE = 1e-9
WAY: dict[Direction, int] = {"higher": 1, "lower": -1, "neither": 0}
"""Sign of the direction that is better."""

Signs = NDArray[np.int64]


def last(value: Floats) -> Rows:
    """By series: position of the last value, -1 where there is none."""
    valid = np.isfinite(value)
    if not valid.size:
        return np.full(len(valid), -1, np.int32)
    back = np.argmax(valid[:, ::-1], axis=1)
    return np.where(valid.any(axis=1), valid.shape[1] - 1 - back, -1).astype(np.int32)


def variation(value: Floats, limits: Limits, position: Rows, better: Direction) -> tuple[Change, ...]:
    """The variation icon of each series; a series that never varies is steady.

    Nothing is said of a group with fewer than 13 values, nor where values vary and are too
    scattered to give limits.
    """
    direction = _at(limits.direction, position).astype(np.int64)
    said = _said(WAY[better])
    enough = _enough(limits, position) & (_limited(limits, position) | _still(value, limits, position))
    return tuple(
        said[sign] if speaks else Change.TOO_FEW
        for sign, speaks in zip(direction.tolist(), enough.tolist(), strict=True)
    )


def assurance(limits: Limits, target: Floats, position: Rows, better: Direction) -> tuple[Assurance, ...]:
    """The assurance icon of each series. `target` has the panel's shape; NaN gives no icon."""
    aim = _at(target, position)
    asked = _enough(limits, position) & (WAY[better] != 0)
    beyond = reach(aim, _at(limits.lower, position), _at(limits.upper, position)) * WAY[better]
    known = asked & np.isfinite(aim) & _limited(limits, position)
    icons = {1: Assurance.FAIL, 0: Assurance.HIT_OR_MISS, -1: Assurance.PASS}
    return tuple(
        icons[side] if speaks else Assurance.NONE
        for side, speaks in zip(beyond.tolist(), known.tolist(), strict=True)
    )


def reach(target: Floats, lower: Floats, upper: Floats) -> Signs:
    """+1 where a target is above the limits, -1 below, 0 within or on them, or where one isn't known."""
    above = target - upper > _tolerance(upper)
    below = lower - target > _tolerance(lower)
    return above.astype(np.int64) - below.astype(np.int64)


def since(limits: Limits, position: Rows, change: tuple[Change, ...]) -> Rows:
    """Where the unbroken run of signals in the direction of the last one began; -1 without a signal.

    A run ends at a gap, at a restart, and at a point without a signal or with one the other way.
    """
    signalled = np.array([it not in (Change.STEADY, Change.TOO_FEW) for it in change], np.bool_)
    like_last = (limits.direction == _at(limits.direction, position)[:, None]) & (limits.rule != Rule.NONE)
    like_last &= limits.group == _at(limits.group, position)[:, None]
    columns = np.arange(limits.rule.shape[1])
    broken = np.where(~like_last & (columns <= position[:, None]), columns, -1)
    began = broken.max(axis=1, initial=-1) + 1
    return np.where(signalled, began, -1).astype(np.int32)


def _said(way: int) -> dict[int, Change]:
    """What a signal in a direction means, where `way` is better."""
    if way == 0:
        return {1: Change.RISING, -1: Change.FALLING, 0: Change.STEADY}
    return {way: Change.IMPROVING, -way: Change.WORSENING, 0: Change.STEADY}


def _enough(limits: Limits, position: Rows) -> Bools:
    return (position >= 0) & (_at(limits.points, position) >= POINTS_FOR_ICONS)


def _limited(limits: Limits, position: Rows) -> Bools:
    return np.isfinite(_at(limits.lower, position)) & np.isfinite(_at(limits.upper, position))


def _still(value: Floats, limits: Limits, position: Rows) -> Bools:
    """Whether all values of the last point's group are the same."""
    mean = _at(limits.mean, position)
    away = np.abs(value - mean[:, None]) > _tolerance(mean)[:, None]
    return ~(away & (limits.group == _at(limits.group, position)[:, None])).any(axis=1)


def _at(numbers: NDArray[np.generic], position: Rows) -> NDArray[np.generic]:
    """Each row's number at its position; the last column's where the position is -1."""
    if not numbers.shape[1]:
        return np.zeros(len(numbers), numbers.dtype)
    return np.take_along_axis(numbers, position[:, None].astype(np.int64), axis=1)[:, 0]


def _tolerance(of: Floats) -> Floats:
    return TOLERANCE * np.maximum(1, np.abs(of))
