"""What a series does of late: the two icons of Making Data Count, from the point of its last value; where
there are too few values the run chart, and of yearly values the trend of five."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from generator.compare import recent_trend
from generator.model.inputs import Direction, Standard
from generator.model.period import Grain
from generator.model.results import (
    POINTS_FOR_ICONS,
    Assurance,
    Bools,
    ChangeBy,
    Codes,
    Floats,
    Limits,
    Panel,
    Rows,
    SpcRule,
    Variation,
)
from generator.model.run_chart_results import USEFUL_FOR_SIGNAL, Runs

TOLERANCE = 1e-9
WAY: dict[Direction, int] = {"higher": 1, "lower": -1, "neither": 0}
"""Sign of the direction that is better."""

YEARLY = frozenset({Grain.YEAR, Grain.FINANCIAL_YEAR})
SILENT = frozenset({Variation.STEADY, Variation.TOO_FEW, Variation.NOT_RANDOM})
"""Without a signal of the XmR chart, and so without a beginning of one."""

Signs = NDArray[np.int64]


def last(value: Floats) -> Rows:
    """By series: position of the last value, -1 where there is none."""
    valid = np.isfinite(value)
    if not valid.size:
        return np.full(len(valid), -1, np.int32)
    back = np.argmax(valid[:, ::-1], axis=1)
    return np.where(valid.any(axis=1), valid.shape[1] - 1 - back, -1).astype(np.int32)


def variation(value: Floats, limits: Limits, position: Rows, better: Direction) -> tuple[Variation, ...]:
    """The variation icon of each series; a series that never varies is steady.

    Nothing is said of a group with fewer than 13 values, nor where values vary and are too
    scattered to give limits.
    """
    direction = _at(limits.direction, position).astype(np.int64)
    said = _said(WAY[better])
    enough = _enough(limits, position) & (_limited(limits, position) | _still(value, limits, position))
    return tuple(
        said[sign] if speaks else Variation.TOO_FEW
        for sign, speaks in zip(direction.tolist(), enough.tolist(), strict=True)
    )


def by(panel: Panel, change: tuple[Variation, ...]) -> Codes:
    """By series, what says whether it changes: codes of `ChangeBy`."""
    if panel.periods[0].grain in YEARLY:
        return np.full(len(change), ChangeBy.RECENT_TREND, np.int8)
    early = [it in (Variation.TOO_FEW, Variation.NOT_RANDOM) for it in change]
    return np.where(early, ChangeBy.RUN_CHART, ChangeBy.XMR).astype(np.int8)


def early(change: tuple[Variation, ...], limits: Limits, runs: Runs, position: Rows) -> tuple[Variation, ...]:
    """Where there are too few values for icons: what the run chart says, from 10 useful points on."""
    signal = _at(runs.signal, position) & (_at(runs.useful, position) >= USEFUL_FOR_SIGNAL)
    signal &= (position >= 0) & ~_enough(limits, position)
    return tuple(
        Variation.NOT_RANDOM if here and said is Variation.TOO_FEW else said
        for said, here in zip(change, signal.tolist(), strict=True)
    )


def recent(
    standard: Standard, panel: Panel, interval: tuple[Floats, Floats], position: Rows
) -> tuple[Variation, ...]:
    """What the trend of the last five years says of each series of yearly values.

    The newest value must be of the panel's newest year, so that all are judged by the same years.
    """
    counts = (panel.numerator, panel.denominator)
    if standard.measure.kind in ("proportion", "conversion"):
        found = recent_trend.recent(*counts)
    else:
        found = recent_trend.recent_of(panel.value, *interval)
    said = {
        0: Variation.STEADY,
        recent_trend.Marker.NONE: Variation.TOO_FEW,
        **_signs(WAY[standard.measure.better]),
    }
    newest = panel.shape[1] - 1
    return tuple(
        said[marker] if at == newest else Variation.TOO_FEW
        for marker, at in zip(found.marker.tolist(), position.tolist(), strict=True)
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


def since(limits: Limits, position: Rows, change: tuple[Variation, ...]) -> Rows:
    """Where the unbroken run of signals in the direction of the last one began; -1 without a signal.

    A run ends at a gap, at a restart, and at a point without a signal or with one the other way.
    """
    signalled = np.array([it not in SILENT for it in change], np.bool_)
    like_last = (limits.direction == _at(limits.direction, position)[:, None]) & (limits.rule != SpcRule.NONE)
    like_last &= limits.group == _at(limits.group, position)[:, None]
    columns = np.arange(limits.rule.shape[1])
    broken = np.where(~like_last & (columns <= position[:, None]), columns, -1)
    began = broken.max(axis=1, initial=-1) + 1
    return np.where(signalled, began, -1).astype(np.int32)


def _said(way: int) -> dict[int, Variation]:
    """What a signal in a direction means, where `way` is better."""
    return {0: Variation.STEADY, **_signs(way)}


def _signs(way: int) -> dict[int, Variation]:
    if way == 0:
        return {1: Variation.RISING, -1: Variation.FALLING}
    return {way: Variation.IMPROVING, -way: Variation.WORSENING}


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
