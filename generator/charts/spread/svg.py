"""The picture of a spread: on the axes of a trend chart, with a box instead of a value."""

from __future__ import annotations

from generator.charts.plotly_layouts import AREA
from generator.charts.spread.layout import SpreadChart
from generator.charts.svg_canvas import DEPTH, area, path, points, text
from generator.charts.trend.svg import backdrop, beside

SLOT = 10
"""Units across of a period; its box takes six of them."""

NARROWEST = 80
"""Periods from which on boxes have no edges, which would be all that is seen of them."""


def inside(chart: SpreadChart) -> str:
    """Everything within the canvas, what lies behind first."""
    periods = len(chart.calendar)
    grid, axes = backdrop(chart.scale, chart.calendar, chart.ruler)
    return (
        area(2 * periods, DEPTH, AREA, grid)
        + area(SLOT * periods, DEPTH, AREA, _boxes(chart) + _targets(chart) + _medians(chart))
        + axes
        + _names(chart)
    )


def _boxes(chart: SpreadChart) -> str:
    y, whiskers, halves = chart.scale.y, [], []
    for at, least, lower, _, upper, most, _ in chart.boxes:
        left = SLOT * at
        whiskers.append(f"M{left + 5} {y(least)}V{y(most)}")
        halves.append(f"M{left + 2} {y(lower)}h6V{y(upper)}h-6z")
    many = len(chart.calendar) >= NARROWEST
    return path("reach", "".join(whiskers)) + path("half bb-many" if many else "half", "".join(halves))


def _medians(chart: SpreadChart) -> str:
    """A line through the medians, torn where there is none, and a dot for each."""
    y, line, before, at = chart.scale.y, [], -2, []
    for box in chart.boxes:
        place = f"{SLOT * box.at + 5} {y(box.median)}"
        line.append(f"{'L' if box.at == before + 1 else 'M'}{place}")
        before = box.at
        at.append(place)
    return path("line", "".join(line)) + points("steady", at)


def _targets(chart: SpreadChart) -> str:
    aims, end = [], -1
    for level in chart.levels:
        depth = chart.scale.y(level.target)
        aims.append(f"V{depth}" if level.start == end else f"M{SLOT * level.start} {depth}")
        end = level.end
        aims.append(f"H{SLOT * end}")
    return path("target", "".join(aims))


def _names(chart: SpreadChart) -> str:
    named = (beside(label, chart.scale.y(label.value) * AREA / DEPTH) for label in chart.beside)
    none = "" if chart.boxes else text(chart.words("No value yet"), "50%", AREA / 2, "x")
    return "".join(named) + none
