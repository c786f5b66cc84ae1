"""A trend chart for Plotly: only what differs from the shared layout, traces named by meaning.

Values are in the unit that is shown, rounded to less than a pixel; what a reader sees of them is
text that was written by `words`, so that it says the same as the table. The first period lies at 0.
"""

from __future__ import annotations

from math import floor

from generator.charts.plotly_layouts import Spec
from generator.charts.style import colour
from generator.charts.svg_canvas import safe
from generator.charts.trend import dated_changes
from generator.charts.trend.layout import TrendChart

Trace = dict[str, object]
Corner = tuple[float | None, float | None]
GAP: Corner = (None, None)


def spec(chart: TrendChart) -> Spec:
    """`data` and `layout`, to be laid over what trend charts share."""
    scale, along = chart.scale, chart.calendar
    low, high = scale.axis["range"]
    data = [
        *_limits(chart),
        *_means(chart),
        *_targets(chart),
        *dated_changes.traces(chart.series.marks, low, high),
        *_values(chart),
    ]
    layout: dict[str, object] = {"xaxis": along.axis, "yaxis": scale.axis, "annotations": _annotations(chart)}
    if bands := _bands(chart):
        layout["shapes"] = bands
    if len(along.narrow) < len(along.ticks):
        layout["meta"] = {"narrow": sorted(along.narrow)}
    return {"data": data, "layout": layout}


def _bands(chart: TrendChart) -> list[dict[str, object]]:
    scale = chart.scale
    return [
        {
            "name": "band",
            "x0": it.start - 0.5,
            "x1": it.end - 0.5,
            "y0": _shown(chart, max(it.lower, scale.low)),
            "y1": _shown(chart, min(it.upper, scale.high)),
        }
        for it in chart.stretches
        if it.lower is not None and it.upper is not None and not it.trial
    ]


def _limits(chart: TrendChart) -> list[Trace]:
    """Edges of the bands; one that lies outside the axis isn't drawn as if it lay there."""
    edges: list[Corner] = []
    for stretch in chart.stretches:
        for limit in (stretch.upper, stretch.lower):
            if limit is not None and chart.scale.low <= limit <= chart.scale.high:
                height = _shown(chart, limit)
                edges += [(stretch.start - 0.5, height), (stretch.end - 0.5, height), GAP]
    return _trace("limit", edges)


def _means(chart: TrendChart) -> list[Trace]:
    means: dict[bool, list[Corner]] = {False: [], True: []}
    for stretch in chart.stretches:
        mean = _shown(chart, stretch.mean)
        means[stretch.trial] += [(stretch.start - 0.5, mean), (stretch.end - 0.5, mean), GAP]
    return [*_trace("mean", means[False]), *_trace("trial", means[True])]


def _targets(chart: TrendChart) -> list[Trace]:
    corners: list[Corner] = []
    end = None
    for level in chart.levels:
        if end is not None and level.start != end:
            corners.append(GAP)
        end = level.end
        target = _shown(chart, level.target)
        corners += [(level.start - 0.5, target), (end - 0.5, target)]
    return _trace("target", corners)


def _values(chart: TrendChart) -> list[Trace]:
    """The values with what hovering tells of them, then the special ones drawn over them."""
    cents = 10.0**chart.scale.places
    factor = cents / chart.ruler.shown
    # As `round`, at a third of its cost.
    shown = [None if value is None else floor(value * factor + 0.5) / cents for value in chart.series.values]
    value: Trace = {"meta": "value", "y": shown, "text": _names(chart), "customdata": _said(chart)}
    over = (_trace(name, [(at, shown[at]) for at in places]) for name, places in chart.special.items())
    return [value, *(trace for traces in over for trace in traces)]


def _said(chart: TrendChart) -> list[str | None]:
    """Values as the table writes them; one that only rounding makes equal to its target, more exactly."""
    values, write = chart.series.values, chart.ruler.markup
    said = [None if value is None else write(value) for value in values]
    for start, end, target in chart.levels:
        aim = write(target)
        if aim in said[start:end]:
            for at in [at for at in range(start, end) if said[at] == aim and values[at] != target]:
                said[at] = safe(chart.ruler.beside(values[at], target))
    return said


def _names(chart: TrendChart) -> list[str]:
    """Names of the periods, with what an editor noted of a value."""
    names, notes = chart.calendar.names, chart.series.notes
    if not notes:
        return names
    return [f"{name}<br>{safe(notes[at])}" if at in notes else name for at, name in enumerate(names)]


def _annotations(chart: TrendChart) -> list[dict[str, object]]:
    unit, periods = chart.ruler.unit, len(chart.calendar)
    return [
        *([{"name": "unit", "text": safe(unit)}] if unit else []),
        *(
            {
                "name": label.meaning,
                "y": _shown(chart, label.value),
                "text": f"{safe(label.name)}<br>{safe(label.number)}",
            }
            for label in chart.beside
        ),
        *(
            {
                "name": "level",
                "x": level.start - 0.5,
                "y": _shown(chart, level.target),
                "text": safe(chart.ruler.bare(level.target)),
            }
            for level in chart.earlier
        ),
        *_key(chart),
        *dated_changes.annotations(chart.labels, periods),
    ]


def _key(chart: TrendChart) -> list[dict[str, object]]:
    said = " ".join(
        f'<span style="color:{colour(name)}">{symbol}</span> {safe(word)}' for name, symbol, word in chart.key
    )
    return [{"name": "key", "text": said}] if said else []


def _shown(chart: TrendChart, value: float) -> float:
    return round(value / chart.ruler.shown, chart.scale.places)


def _trace(meaning: str, corners: list[Corner]) -> list[Trace]:
    """The trace through `corners`; none where there are none."""
    if not corners:
        return []
    x, y = zip(*corners, strict=True)
    return [{"meta": meaning, "x": x, "y": y}]
