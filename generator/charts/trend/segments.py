"""What a trend chart shows of a series: its stretches between restarts, its targets, its signals."""

from __future__ import annotations

from typing import NamedTuple

from generator.charts.svg_canvas import runs
from generator.model.inputs import Standard
from generator.model.results import POINTS_FOR_ICONS, Series, SpcRule

TOLERANCE = 1e-9  # relative: what a comparison of values forgives, as in the limits themselves

MEANINGS = ("improvement", "concern", "neutral")
"""Of special causes, in the order in which they are told."""

BETTER = {"higher": 1, "lower": -1, "neither": 0}


class Segment(NamedTuple):
    """Values between two restarts, which have one mean and one pair of limits."""

    start: int
    """Position of the first value."""

    end: int
    """Position after the last value."""

    mean: float
    lower: float | None
    upper: float | None
    """None where too little varies for limits."""

    trial: bool
    """Too few values yet for limits to be more than a trial, and for signals to be named."""


class Level(NamedTuple):
    """A target and the stretch in which it was in force."""

    start: int
    end: int
    target: float


def stretches(series: Series) -> list[Segment]:
    """The stretches that hold a value, from their first value to their last."""
    found = []
    for start, end, _ in runs(series.groups):
        values = series.values[start:end]
        there = len(values) - values.count(None)
        if not there:
            continue
        first, last = start, end - 1
        while series.values[first] is None:
            first += 1
        while series.values[last] is None:
            last -= 1
        mean, lower, upper = series.means[first], series.lowers[first], series.uppers[first]
        if mean is not None:
            found.append(Segment(first, last + 1, mean, lower, upper, there < POINTS_FOR_ICONS))
    return found


def levels(series: Series) -> list[Level]:
    """Targets in force, one after the other."""
    return [Level(*run) for run in runs(series.targets) if run[2] is not None]


def special(series: Series, found: list[Segment], standard: Standard) -> dict[str, list[int]]:
    """Positions of special causes by what they mean; none in stretches too short to name them."""
    rules, by_meaning = series.rules, {}
    if any(rules):
        trial = {at for it in found if it.trial for at in range(it.start, it.end)}
        for at in [at for at, rule in enumerate(rules) if rule and at not in trial]:
            by_meaning.setdefault(meaning(standard, series.directions[at]), []).append(at)
    return {name: by_meaning[name] for name in MEANINGS if name in by_meaning}


def meaning(standard: Standard, direction: int) -> str:
    """Whether a special cause in that direction is an improvement, a concern or neither."""
    good = BETTER[standard.measure.better] * direction
    return "improvement" if good > 0 else "concern" if good < 0 else "neutral"


def lasting(series: Series, last: int) -> int:
    """For how many periods up to `last` its rule has held: on one side of the mean (shift), moving
    one way (trend), or flagged by the same rule in the same direction (the others)."""
    held = _HELD.get(SpcRule(series.rules[last]), _flagged_alike)
    first, group = last, series.groups[last]
    while first and series.groups[first - 1] == group and held(series, first - 1, last):
        first -= 1
    return last - first + 1


def _on_its_side(series: Series, at: int, last: int) -> bool:
    value, mean = series.values[at], series.means[at]
    if value is None or mean is None:
        return False
    return (value - mean) * series.directions[last] > TOLERANCE * max(1.0, abs(mean))


def _moves_on(series: Series, at: int, last: int) -> bool:
    value, following = series.values[at], series.values[at + 1]
    if value is None or following is None:
        return False
    return (following - value) * series.directions[last] > TOLERANCE * max(1.0, abs(value))


def _flagged_alike(series: Series, at: int, last: int) -> bool:
    return series.rules[at] == series.rules[last] and series.directions[at] == series.directions[last]


_HELD = {SpcRule.SHIFT: _on_its_side, SpcRule.TREND: _moves_on}
