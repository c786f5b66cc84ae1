"""What a trend chart shows, finished before it is drawn: for the picture and for Plotly alike."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from generator.charts.axis_ticks import Scale
from generator.charts.plotly_layouts import AREA
from generator.charts.time_axis import TimeAxis, calendar
from generator.charts.trend import dated_changes
from generator.charts.trend.segments import Level, Segment, levels, special, stretches
from generator.charts.value_axis import ValueAxis, ruler
from generator.model.inputs import Standard
from generator.model.results import Series
from generator.words import Words

LINE = 13
"""Pixels from one line of a label to the next."""

LEVEL_SHARE = 0.15
"""Of the width, what an earlier target needs to be labelled."""


class LineName(NamedTuple):
    """The name of a line, at its end, in two lines of text."""

    meaning: str
    name: str
    number: str
    value: float


@dataclass(frozen=True, slots=True)
class TrendChart:
    """A series set out on its axes."""

    series: Series
    ruler: ValueAxis
    calendar: TimeAxis
    scale: Scale
    stretches: list[Segment]
    levels: list[Level]
    special: dict[str, list[int]]
    """Positions of special causes by meaning: improvement, concern or neutral."""

    labels: list[dated_changes.Label]
    beside: list[LineName]
    """What stands at the right of the area."""

    @property
    def words(self) -> Words:
        return self.ruler.words

    @property
    def key(self) -> list[tuple[str, str, str]]:
        """Meaning, symbol and word of the special causes that there are."""
        if not self.special:
            return []
        symbols = {
            "improvement": ("●", self.words("better")),
            "concern": ("■", self.words("worse")),
            "neutral": ("●", self.words("unusual")),
        }
        return [(name, *symbols[name]) for name in self.special]

    @property
    def earlier(self) -> list[Level]:
        """Targets that are no longer in force, as far as there is room to say how high they were."""
        periods = len(self.calendar)
        return [it for it in self.levels if it.end < periods and it.end - it.start >= LEVEL_SHARE * periods]


def chart(series: Series, standard: Standard, words: Words) -> TrendChart:
    """`series` on the axes of its standard and calendar."""
    along, upwards = calendar(series.periods, words), ruler(standard, words)
    found, aims = stretches(series), levels(series)
    scale = _scale(series, upwards, found, aims)
    return TrendChart(
        series=series,
        ruler=upwards,
        calendar=along,
        scale=scale,
        stretches=found,
        levels=aims,
        special=special(series, found, standard),
        labels=dated_changes.labels(series.marks, along, words) if series.marks else [],
        beside=beside(upwards, scale, aims, len(along), (words("Mean"), found[-1].mean) if found else None),
    )


def _scale(series: Series, upwards: ValueAxis, found: list[Segment], aims: list[Level]) -> Scale:
    """Room for every value and target, and for limits as far as values can go."""
    hard = [value for value in series.values if value is not None]
    hard += [level.target for level in aims]
    if not hard:
        return upwards.scale(0.0, 0.0, 0.0, 0.0)
    soft = [limit for it in found for limit in (it.lower, it.upper) if limit is not None]
    low, high = min(hard), max(hard)
    return upwards.scale(low, high, min(soft, default=low), max(soft, default=high))


def beside(
    upwards: ValueAxis, scale: Scale, aims: list[Level], periods: int, average: tuple[str, float] | None
) -> list[LineName]:
    """The target in force at the end, and the last mean (or median) where it doesn't collide with that.

    `average` is its name and value.
    """
    words, named = upwards.words, []
    if aims and aims[-1].end == periods:
        target = aims[-1].target
        named.append(LineName("aim", words("Target"), upwards.bare(target), target))
    if average is not None:
        name, value = average
        apart = (2 * LINE + 2) / AREA
        if not named or abs(scale.share(value) - scale.share(named[0].value)) > apart:
            named.append(LineName("average", name, upwards.bare(value), value))
    return named
