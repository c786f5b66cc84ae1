"""A spread for Plotly: boxes from numbers that are finished, and their medians as values to walk through."""

from __future__ import annotations

from generator.charts.plotly_layouts import Spec
from generator.charts.spread.layout import SpreadChart
from generator.charts.svg_canvas import safe

Trace = dict[str, object]


def spec(chart: SpreadChart) -> Spec:
    """`data` and `layout`, to be laid over what spreads share."""
    along, unit = chart.calendar, chart.ruler.unit
    layout: dict[str, object] = {
        "xaxis": along.axis,
        "yaxis": chart.scale.axis,
        "annotations": [
            *([{"name": "unit", "text": safe(unit)}] if unit else []),
            *(
                {
                    "name": label.meaning,
                    "y": _shown(chart, label.value),
                    "text": f"{safe(label.name)}<br>{safe(label.number)}",
                }
                for label in chart.beside
            ),
        ],
    }
    if len(along.narrow) < len(along.ticks):
        layout["meta"] = {"narrow": sorted(along.narrow)}
    return {"data": [*_boxes(chart), *_targets(chart), _medians(chart)], "layout": layout}


def _boxes(chart: SpreadChart) -> list[Trace]:
    if not chart.boxes:
        return []
    columns = {
        "q1": [_shown(chart, box.lower) for box in chart.boxes],
        "median": [_shown(chart, box.median) for box in chart.boxes],
        "q3": [_shown(chart, box.upper) for box in chart.boxes],
        "lowerfence": [_shown(chart, box.least) for box in chart.boxes],
        "upperfence": [_shown(chart, box.most) for box in chart.boxes],
    }
    return [{"meta": "box", "x": [box.at for box in chart.boxes], **columns}]


def _medians(chart: SpreadChart) -> Trace:
    """One for each period, so that the names of all of them are there; None where there is no box."""
    median: list[float | None] = [None] * len(chart.calendar)
    said: list[str | None] = [None] * len(chart.calendar)
    for box in chart.boxes:
        median[box.at], said[box.at] = _shown(chart, box.median), safe(chart.said(box))
    return {"meta": "value", "y": median, "text": chart.calendar.names, "customdata": said}


def _targets(chart: SpreadChart) -> list[Trace]:
    x: list[float | None] = []
    y: list[float | None] = []
    end = None
    for level in chart.levels:
        if end is not None and level.start != end:
            x.append(None)
            y.append(None)
        end = level.end
        x += [level.start - 0.5, end - 0.5]
        y += [_shown(chart, level.target)] * 2
    return [{"meta": "target", "x": x, "y": y}] if x else []


def _shown(chart: SpreadChart, value: float) -> float:
    return round(value / chart.ruler.shown, chart.scale.places)
