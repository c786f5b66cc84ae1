"""The axis of time: which periods are named, on a phone and on a desk.

Every period has a slot of the same width. Names stand at round places of the calendar (January,
the first quarter), few enough that they don't collide at 360 px; where there is room the style
sheet shows those between as well.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.charts.chart_cache import ChartCache
from generator.charts.svg_canvas import group, percent, safe
from generator.model.period import Grain, Period
from generator.words import Words

NARROW, NARROW_WEEKS = 4, 3
"""Names that fit under a chart on a phone; those of weeks (`wk 46 25`) are longer."""

WIDE = 9
"""Names that fit under it on a desk."""

STEPS: dict[Grain, tuple[int, ...]] = {
    Grain.DAY: (1, 7, 14, 28, 56, 112, 364),
    Grain.WEEK: (1, 2, 4, 13, 26, 52),
    Grain.MONTH: (1, 3, 6, 12, 24, 60, 120),
    Grain.QUARTER: (1, 2, 4, 8, 20, 40),
    Grain.HALF: (1, 2, 4, 10, 20),
    Grain.YEAR: (1, 2, 5, 10, 20),
    Grain.FINANCIAL_YEAR: (1, 2, 5, 10, 20),
}
"""By grain, how many periods may lie from one name to the next; beyond these, the last one doubled."""


@dataclass(frozen=True, slots=True)
class TimeAxis:
    """The periods of a standard set out from left to right in one language."""

    names: list[str]
    """Full names of all periods, for markup."""

    short: list[str]
    """Names for axes and marks; plain text."""

    places: list[str]
    """Horizontal place of each point in the area, two units a period: `1 `, `3 `, `5 `."""

    ticks: list[int]
    """Positions that have a name where there is room."""

    narrow: frozenset[int]
    """Those of them that have one on a phone too."""

    axis: dict[str, object]
    """The same for Plotly. The first period lies at 0."""

    def __len__(self) -> int:
        return len(self.names)

    def labels(self, y: int) -> str:
        """Markup of the names, at `y` pixels from the top of the area."""
        return group("x", 0, y, "".join(map(self._label, self.ticks)))

    def _label(self, at: int) -> str:
        css = "" if at in self.narrow else ' class="bb-wide"'
        return f'<text{css} x="{self.middle(at)}">{safe(self.short[at])}</text>'

    def middle(self, at: int) -> str:
        """Where the middle of a period lies, as a percentage."""
        return percent((at + 0.5) / len(self.names))


def _calendar(periods: tuple[Period, ...], words: Words) -> TimeAxis:
    ticks, narrow = _ticks(periods)
    short = [words.period_short(period) for period in periods]
    return TimeAxis(
        names=[safe(words.period(period)) for period in periods],
        short=short,
        places=[f"{2 * at + 1} " for at in range(len(periods))],
        ticks=ticks,
        narrow=narrow,
        axis={
            "range": [-0.5, len(periods) - 0.5],
            "tickvals": ticks,
            "ticktext": [safe(short[at]) for at in ticks],
        },
    )


calendar: ChartCache[TimeAxis] = ChartCache(_calendar)
"""The calendar of (periods, words)."""


def _ticks(periods: tuple[Period, ...]) -> tuple[list[int], frozenset[int]]:
    """Positions named where there is room, and those of them that are named everywhere."""
    if not periods:
        return [], frozenset()
    numbers, tried = [_number(period) for period in periods], {}
    fit = NARROW_WEEKS if periods[0].grain is Grain.WEEK else NARROW
    for step in _steps(periods[0].grain):
        tried[step] = _at_round_places(numbers, step)
        if len(tried[step]) <= fit:
            break
    few = max(tried)
    many = next(step for step in tried if few % step == 0 and (len(tried[step]) <= WIDE or step == few))
    return sorted({*tried[many], *tried[few]}), frozenset(tried[few])


def _steps(grain: Grain) -> Iterator[int]:
    yield from STEPS[grain]
    last = STEPS[grain][-1]
    while True:
        last *= 2
        yield last


def _at_round_places(numbers: list[int], step: int) -> list[int]:
    named = [at for at, number in enumerate(numbers) if number % step == 0]
    if len(named) > 1:
        return named
    # A short series may hold no two round places of the calendar: then its ends say how it runs.
    return sorted({0, len(numbers) - 1})


def _number(period: Period) -> int:
    """Periods of a grain counted so that round places of the calendar have round numbers."""
    year, month = period.start.year, period.start.month
    match period.grain:
        case Grain.MONTH:
            return year * 12 + month - 1
        case Grain.QUARTER:
            return year * 4 + (month - 1) // 3
        case Grain.HALF:
            return year * 2 + (month - 1) // 6
        case Grain.WEEK | Grain.DAY:
            return period.start.toordinal() // (7 if period.grain is Grain.WEEK else 1) - 1
        case _:
            return year
