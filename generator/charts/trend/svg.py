"""The picture of a trend chart. Prepared strings: there are thousands of these."""

from __future__ import annotations

import re

from generator.charts.axis_ticks import Scale
from generator.charts.chart_cache import ChartCache
from generator.charts.plotly_layouts import AREA, BESIDE, LEFT, RIGHT, TOP
from generator.charts.svg_canvas import DEPTH, area, group, path, percent, points, safe, text
from generator.charts.time_axis import TimeAxis
from generator.charts.trend import dated_changes
from generator.charts.trend.layout import LINE, LineName, TrendChart
from generator.charts.value_axis import ValueAxis

NAMES_OF_PERIODS = AREA + 18
"""Pixels from the top of the area to the foot of the names under it."""

_GAP = re.compile("LL+")
"""Where a value is missing among places that are joined by lines."""

SHORT_UNIT = 20
"""Letters at the head of the axis that leave room for the key on a phone."""

HEAD = 14 - TOP
"""Where the unit stands: at the head of the axis."""


def inside(chart: TrendChart) -> str:
    """Everything within the canvas, what lies behind first."""
    grid, axes = backdrop(chart.scale, chart.calendar, chart.ruler)
    return (
        area(2 * len(chart.calendar), DEPTH, AREA, f"{_limits(chart)}{grid}{_lines(chart)}{_values(chart)}")
        + axes
        + _key(chart)
        + _names(chart)
        + dated_changes.markup(chart.labels)
    )


def _backdrop(scale: Scale, along: TimeAxis, upwards: ValueAxis) -> tuple[str, str]:
    depths = [scale.y(tick) for tick in scale.ticks]
    across = "".join(f"M0 {depth}H{2 * len(along)}" for depth in depths)
    notches = "".join(f"M{2 * at + 1} {DEPTH}v24" for at in along.ticks)
    names = "".join(
        f'<text y="{round(_pixels(depth))}">{safe(label)}</text>'
        for label, depth in zip(scale.labels, depths, strict=True)
    )
    unit = text(upwards.unit, str(-LEFT), HEAD, "unit") if upwards.unit else ""
    return path("grid", across + notches), f"{unit}{group('y', -8, 4, names)}{along.labels(NAMES_OF_PERIODS)}"


backdrop: ChartCache[tuple[str, str]] = ChartCache(_backdrop)
"""Grid and axes of (scale, calendar, ruler): what goes into the area, and what goes around it."""


def _limits(chart: TrendChart) -> str:
    """The band of each stretch. An edge that lies outside the axis isn't drawn as if it lay there."""
    scale, filled, edges = chart.scale, [], []
    for start, end, _, lower, upper, trial in chart.stretches:
        if lower is None or upper is None:
            continue
        left, right, top, bottom = 2 * start, 2 * end, scale.y(upper), scale.y(lower)
        if not trial:
            filled.append(f"M{left} {top}H{right}V{bottom}H{left}Z")
        if upper <= scale.high:
            edges.append(f"M{left} {top}H{right}")
        if lower >= scale.low:
            edges.append(f"M{left} {bottom}H{right}")
    return path("band", "".join(filled)) + path("limit", "".join(edges))


def _lines(chart: TrendChart) -> str:
    y, means, trials = chart.scale.y, [], []
    for stretch in chart.stretches:
        drawn = f"M{2 * stretch.start} {y(stretch.mean)}H{2 * stretch.end}"
        (trials if stretch.trial else means).append(drawn)
    aims, end = [], -1
    for level in chart.levels:
        step = f"V{y(level.target)}" if level.start == end else f"M{2 * level.start} {y(level.target)}"
        end = level.end
        aims.append(f"{step}H{2 * end}")
    return (
        path("mean", "".join(means))
        + path("trial", "".join(trials))
        + path("target", "".join(aims))
        + dated_changes.strokes(chart.series.marks)
    )


def _values(chart: TrendChart) -> str:
    """The line through the values, torn at gaps, and a point for each, one path a meaning."""
    high, factor, series = chart.scale.high, chart.scale.factor, chart.series
    at = [
        "" if value is None else f"{place}{int((high - value) * factor + 0.5)}"
        for place, value in zip(chart.calendar.places, series.values, strict=True)
    ]
    steady = at.copy()
    for positions in chart.special.values():
        for position in positions:
            steady[position] = ""
    line = _GAP.sub("M", "L".join(at).strip("L"))
    return (
        path("line", f"M{line}" if line else "")
        + points("steady", list(filter(None, steady)))
        + "".join(points(name, [at[here] for here in places]) for name, places in chart.special.items())
    )


def _names(chart: TrendChart) -> str:
    """The names of target and mean at the right, and of earlier targets at their own lines."""
    y, periods = chart.scale.y, len(chart.calendar)
    said = [beside(label, _pixels(y(label.value))) for label in chart.beside]
    for level in chart.earlier:
        foot = max(LINE - 3, _pixels(y(level.target)) - 4)
        said.append(text(chart.ruler.bare(level.target), percent(level.start / periods), foot, "level"))
    if chart.series.last is None:
        said.append(text(chart.words("No value yet"), "50%", AREA / 2, "x"))
    return "".join(said)


def _key(chart: TrendChart) -> str:
    """What the special points mean, at the head of the chart; on a phone only beside a short unit."""
    said = " ".join(
        f'<tspan class="bb-is-{name}">{symbol}</tspan> {safe(word)}' for name, symbol, word in chart.key
    )
    if not said:
        return ""
    css = "bb-key" if len(chart.ruler.unit) <= SHORT_UNIT else "bb-key bb-wide"
    return f'<text class="{css}" x="100%" y="{HEAD}" dx="{RIGHT}">{said}</text>'


def beside(label: LineName, depth: float) -> str:
    """Two lines of text at the end of a line, kept within the area."""
    foot = round(min(AREA - LINE, max(LINE - 4, depth - 2)))
    place = f'x="100%" dx="{BESIDE}"'
    return (
        f'<text class="bb-{label.meaning}" {place} y="{foot}">{safe(label.name)}'
        f'<tspan {place} dy="{LINE}">{safe(label.number)}</tspan></text>'
    )


def _pixels(depth: int) -> float:
    return depth * AREA / DEPTH
