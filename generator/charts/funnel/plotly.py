"""A funnel for Plotly. Sizes are counts; values are in the unit shown."""

from __future__ import annotations

from generator.charts.axis_ticks import Scale
from generator.charts.funnel.labels import FROM_DOT
from generator.charts.funnel.layout import Dot, FunnelChart
from generator.charts.funnel.svg import LINE, edges, key, size, tops
from generator.charts.plotly_layouts import FUNNEL_AREA, Spec
from generator.charts.style import colour
from generator.charts.svg_canvas import safe
from generator.model.results import Floats

Trace = dict[str, object]
DIGITS = 4
"""Of a size on a curve; more than a screen has pixels."""


def spec(chart: FunnelChart) -> Spec:
    """`data` and `layout`, to be laid over what funnels share."""
    funnel, benchmark = chart.funnel, _shown(chart, chart.benchmark)
    ends = [_short(chart.low), _short(chart.high)]
    data: list[Trace] = [
        _curves(chart, "far", funnel.far),
        _curves(chart, "near", funnel.near),
        {"meta": "mean", "x": ends, "y": [benchmark, benchmark]},
    ]
    if chart.target is not None:
        data.append({"meta": "target", "x": ends, "y": [_shown(chart, chart.target)] * 2})
    data += [_dots(chart, look, dots) for look, dots in chart.looking()]
    ticks = chart.ticks
    layout: dict[str, object] = {
        "xaxis": {
            "range": ends,
            "tickvals": [tick.size for tick in ticks],
            "ticktext": [safe(tick.label) for tick in ticks],
        },
        "yaxis": chart.scale.axis,
        "annotations": _annotations(chart),
        "shapes": [{"name": "within", "path": _within(chart)}],
        "separators": _separators(chart),
        "meta": {"narrow": [tick.size for tick in ticks if tick.everywhere], "suffix": _suffix(chart)},
    }
    return {"data": data, "layout": layout}


def _dots(chart: FunnelChart, look: str, dots: list[Dot]) -> Trace:
    smaller = (
        {"marker": {"size": 4, "opacity": 0.55} if look == "alike" else {"size": 7}} if chart.many else {}
    )
    return {
        "meta": look,
        **smaller,
        "x": [dot.size for dot in dots],
        "y": [_shown(chart, dot.value) for dot in dots],
        "text": [safe(dot.name) for dot in dots],
        "customdata": [safe(dot.said) for dot in dots],
    }


def _curves(chart: FunnelChart, meaning: str, limits: tuple[Floats, Floats]) -> Trace:
    sizes = [_short(size) for size in chart.funnel.size.tolist()]
    low, high = ([_shown(chart, value) for value in limit.tolist()] for limit in limits)
    return {"meta": meaning, "x": [*sizes, None, *sizes], "y": [*low, None, *high]}


def _within(chart: FunnelChart) -> str:
    """What lies between the outer limits."""
    sizes = [_short(size) for size in chart.funnel.size.tolist()]
    low, high = (
        [f"{size},{_shown(chart, value)}" for size, value in zip(sizes, limit.tolist(), strict=True)]
        for limit in chart.funnel.far
    )
    return f"M{'L'.join([*low, *reversed(high)])}Z"


def _annotations(chart: FunnelChart) -> list[dict[str, object]]:
    named, unit = edges(chart), chart.ruler.unit
    said = " ".join(
        f'<span style="color:{colour(meaning)}">{symbol}</span> {safe(word)}'
        for meaning, symbol, word in key(chart)
    )
    return [
        *([{"name": "unit", "text": safe(unit)}] if unit else []),
        *([{"name": "key", "text": said}] if said else []),
        *({"name": f"size{css.removeprefix(' bb')}", "text": safe(said)} for css, said in size(chart)),
        *(
            {
                "name": edge.css,
                "yref": "paper",
                "y": round(1 - (top + LINE * len(edge.lines) / 2) / FUNNEL_AREA, 4),
                "text": "<br>".join(map(safe, edge.lines)),
            }
            for edge, top in zip(named, tops(chart, named), strict=True)
        ),
        *(
            {
                "name": "name" if it.everywhere else "name-wide",
                "x": _short(chart.low + it.share * (chart.high - chart.low)),
                "y": _at(chart.scale, chart.ruler.shown, it.depth),
                "xanchor": "right" if it.leftwards else "left",
                "xshift": -FROM_DOT if it.leftwards else FROM_DOT,
                "text": safe(it.name),
            }
            for it in chart.named
        ),
    ]


def _at(scale: Scale, shown: float, depth: float) -> float:
    """The value at a depth, in the unit shown."""
    return round((scale.high - depth * (scale.high - scale.low)) / shown, scale.places)


def _separators(chart: FunnelChart) -> str:
    """Of decimals and of thousands, as this language writes them: Plotly's numbers in a zoomed funnel."""
    half, thousands = chart.words.number(0.5, 1), chart.words.number(10_000)
    return f"{half[1]}{thousands[2:-3]}"


def _suffix(chart: FunnelChart) -> str:
    """What follows a number on the axis of values."""
    return chart.words.percent(0, 0).removeprefix("0") if chart.ruler.unit == "%" else ""


def _short(size: float) -> float:
    return float(f"{size:.{DIGITS}g}")


def _shown(chart: FunnelChart, value: float) -> float:
    return round(value / chart.ruler.shown, chart.scale.places)
