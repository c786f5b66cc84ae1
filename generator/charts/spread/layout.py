"""What a chart of the spread shows, finished before it is drawn: five numbers a period."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import isnan
from typing import NamedTuple

from generator.charts.axis_ticks import Scale
from generator.charts.svg_canvas import runs
from generator.charts.time_axis import TimeAxis, calendar
from generator.charts.trend.layout import LineName, beside
from generator.charts.trend.segments import Level
from generator.charts.value_axis import ValueAxis, ruler
from generator.model.comparison_results import Spread
from generator.model.inputs import Standard
from generator.model.period import Period
from generator.words import Words


class Box(NamedTuple):
    """The clinics of one period."""

    at: int
    """Position of the period."""
    least: float
    lower: float
    median: float
    upper: float
    most: float
    members: int


@dataclass(frozen=True, slots=True)
class SpreadChart:
    """The boxes on their axes; periods with too few clinics have none."""

    ruler: ValueAxis
    calendar: TimeAxis
    scale: Scale
    periods: tuple[Period, ...]
    boxes: list[Box]
    levels: list[Level]
    beside: list[LineName]
    """What stands at the right of the area."""

    @property
    def words(self) -> Words:
        return self.ruler.words

    def said(self, box: Box) -> str:
        """A box in words; plain text."""
        write = self.ruler.write
        return self.words.plural(
            "median {median}; half from {lower} to {upper}; all from {least} to {most}; {n} clinic",
            "median {median}; half from {lower} to {upper}; all from {least} to {most}; {n} clinics",
            box.members,
            median=write(box.median),
            lower=write(box.lower),
            upper=write(box.upper),
            least=write(box.least),
            most=write(box.most),
        )


def boxes(spread: Spread) -> list[Box]:
    """The periods in which enough clinics have a value."""
    columns = (spread.least, spread.lower, spread.median, spread.upper, spread.most, spread.members)
    found = enumerate(zip(*(column.tolist() for column in columns), strict=True))
    return [Box(at, *numbers) for at, numbers in found if not isnan(numbers[2])]


def chart(
    spread: Spread,
    periods: tuple[Period, ...],
    standard: Standard,
    words: Words,
    targets: Sequence[float | None],
) -> SpreadChart:
    """`spread` on the axes of its standard. `targets` are those that all clinics have, by period."""
    along, upwards, found = calendar(periods, words), ruler(standard, words), boxes(spread)
    aims = [Level(*run) for run in runs(targets) if run[2] is not None]
    scale = _scale(upwards, found, aims)
    return SpreadChart(
        ruler=upwards,
        calendar=along,
        scale=scale,
        periods=periods,
        boxes=found,
        levels=aims,
        beside=beside(
            upwards, scale, aims, len(along), (words("Median"), found[-1].median) if found else None
        ),
    )


def _scale(upwards: ValueAxis, found: list[Box], aims: list[Level]) -> Scale:
    known = [*(end for box in found for end in (box.least, box.most)), *(aim.target for aim in aims)]
    low, high = (min(known), max(known)) if known else (0.0, 0.0)
    return upwards.scale(low, high, low, high)
