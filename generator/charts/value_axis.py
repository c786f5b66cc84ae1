"""The axis of values of one standard: a fair range, its unit, and how numbers read on it."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field

from generator.charts.axis_ticks import ALLOWANCE, FINEST, Ends, Scale, between, ends
from generator.charts.chart_cache import ChartCache
from generator.charts.svg_canvas import safe
from generator.model.inputs import Standard
from generator.words import Words, quantities

LEAST_POINTS = 5.0
"""A range of percentages is never narrower, or a flutter in the last digit would fill the chart."""

LEAST_SHARE = 0.1
"""Nor is one of other values narrower than this share of the largest."""

LONGEST_UNIT = 40
"""Letters that fit above a chart on a phone."""

PERCENT = 0.01


@dataclass(frozen=True, slots=True)
class ValueAxis:
    """How values of one standard are set out in one language. Made once, asked by every chart."""

    words: Words
    standard: Standard
    unit: str
    """What the head of the axis says; plain text, empty where there is nothing to say."""

    shown: float
    """One of the unit that is shown, in the unit of reckoning: 0.01 for percent, 60 for hours."""

    decimals: int
    """As many as values of this standard are shown with."""

    write: Callable[[float], str]
    """A value with its unit; plain text."""

    markup: Callable[[float], str]
    """The same for markup."""

    finer: tuple[Callable[[float], str], ...]
    """The same as `write` with one decimal more, with two, and so on."""

    aims: tuple[float, ...]
    """The targets of the standard, in the unit of reckoning."""

    lowest: float
    highest: float
    """What values of this kind can't be beyond, such as 0 and 1 for a proportion."""

    scales: dict[Ends, Scale] = field(default_factory=dict)
    targets: dict[float, str] = field(default_factory=dict)

    def scale(self, low: float, high: float, soft_low: float, soft_high: float) -> Scale:
        """The axis for values and targets from `low` to `high`. The soft ends (those of limits)
        count as far as values of this kind can go. All in the unit of reckoning."""
        low = min(low, max(soft_low, self.lowest)) / self.shown
        high = max(high, min(soft_high, self.highest)) / self.shown
        low, high = self._wide_enough(low, high)
        found = ends(low, high, self._finest)
        if (scale := self.scales.get(found)) is None:
            scale = self.scales[found] = between(found, self.shown, self._label)
        return scale

    def target(self, value: float) -> str:
        """The target in words."""
        if (said := self.targets.get(value)) is None:
            said = self.targets[value] = self.words.target(self.standard, value)
        return said

    def beside(self, value: float, target: float) -> str:
        """A value with as many decimals as it takes to tell it from a target that it isn't: what
        `words.beside` says, with writers at hand."""
        said = self.write(value)
        if value == target or said != self.write(target):
            return said
        for write in self.finer:
            if (said := write(value)) != write(target):
                break
        return said

    def bare(self, value: float) -> str:
        """A target or a mean beside its line: without needless noughts, and without the unit that
        stands at the head of the axis; a percentage keeps its sign. A mean doesn't read as a target."""
        number = value / self.shown
        places = next(
            (few for few in range(self.decimals) if abs(round(number, few) - number) < ALLOWANCE),
            self.decimals,
        )
        said = self._label(number, places)
        for aim in self.aims:
            if said == self._label(aim / self.shown, places) and not math.isclose(aim, value):
                return quantities.finer(
                    lambda more: lambda each: self._label(each / self.shown, more), value, aim, places, said
                )
        return said

    @property
    def _finest(self) -> int:
        return 0 if self.standard.measure.kind == "count" else FINEST

    def _wide_enough(self, low: float, high: float) -> tuple[float, float]:
        least = LEAST_POINTS if self.shown == PERCENT else max(abs(low), abs(high)) * LEAST_SHARE or 1.0
        lacking = least - (high - low)
        if lacking <= 0:
            return low, high
        bottom, top = self.lowest / self.shown, self.highest / self.shown
        if low - lacking / 2 < bottom <= low:
            return bottom, bottom + least
        if high + lacking / 2 > top >= high:
            return top - least, top
        return low - lacking / 2, high + lacking / 2

    def _label(self, number: float, places: int) -> str:
        if self.shown == PERCENT:
            return self.words.percent(number * PERCENT, places)
        return self.words.number(number, places)


def _ruler(standard: Standard, words: Words) -> ValueAxis:
    lowest, highest = _bounds(standard)
    write = words.format(standard)
    return ValueAxis(
        words=words,
        standard=standard,
        unit=words.unit(standard) or _counted(standard, words),
        shown=_shown(standard),
        decimals=quantities.decimals(standard),
        write=write,
        markup=_for_markup(write),
        finer=tuple(
            words.format(standard, places)
            for places in range(quantities.decimals(standard) + 1, quantities.MOST_DECIMALS + 1)
        ),
        aims=quantities.aims(standard),
        lowest=lowest,
        highest=highest,
    )


ruler: ChartCache[ValueAxis] = ChartCache(_ruler)
"""The ruler of (standard, words)."""


def _counted(standard: Standard, words: Words) -> str:
    """At the head of an axis without a unit: what is counted, or between what a score lies."""
    measure = standard.measure
    if measure.kind == "score" and measure.scale:
        low, high = measure.scale
        return words("from {low} to {high}", low=words.number(low), high=words.number(high))
    said = words.text(measure.counts)
    return said if len(said) <= LONGEST_UNIT else f"{said[: LONGEST_UNIT - 1].rstrip()}…"


def _for_markup(write: Callable[[float], str]) -> Callable[[float], str]:
    """`write` with its text escaped; as it is, where no unit needs that, which is all but always."""
    if all(safe(write(value)) == write(value) for value in (0.0, 1.0, 2.0, 60.0)):
        return write
    return lambda value: safe(write(value))


def _shown(standard: Standard) -> float:
    if quantities.in_percent(standard):
        return PERCENT
    return quantities.duration_unit(standard).minutes if standard.measure.kind == "duration" else 1.0


def _bounds(standard: Standard) -> tuple[float, float]:
    if quantities.in_percent(standard):
        return 0.0, 1.0
    if standard.measure.kind == "score":
        return standard.measure.scale or (-math.inf, math.inf)
    return 0.0, math.inf
