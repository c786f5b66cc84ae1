"""What all charts of a kind share when Plotly draws them, so that a chart's own spec is short.

A spec names the look of each trace and line of text by its meaning (`meta` of a trace, `name` of an
annotation or shape); the browser lays the spec over what stands here, and `merged` does the same in Python.
Sizes are those of the picture, so that nothing jumps when Plotly takes its place. Colours are CSS
variables, which the browser resolves for the scheme of the moment.
"""

from __future__ import annotations

from collections.abc import Mapping

from generator.charts.style import colour

Spec = Mapping[str, object]

HEIGHT = 240
"""Pixels of a trend chart, from top to bottom."""

TOP, RIGHT, BOTTOM, LEFT = 36, 64, 28, 50
"""Pixels around the area of a trend chart: for marks, for names of lines, for axes."""

AREA = HEIGHT - TOP - BOTTOM

FUNNEL_HEIGHT, FUNNEL_BOTTOM = 320, 46
"""Of a funnel, which names what clinics are as large as under its axis; around it else as a trend chart."""

FUNNEL_AREA = FUNNEL_HEIGHT - TOP - FUNNEL_BOTTOM
BESIDE = 6
"""Pixels from the area to the text beside it."""

SPINE_ENDS = 64
"""Pixels on either side of the tracks of a spine for the values at their ends."""

LINE_BELOW = 24
"""Pixels from the area to the name of its lower axis, below the numbers."""

CLEAR = "rgba(0,0,0,0)"


def _font(meaning: str, weight: int = 400) -> dict[str, object]:
    return {"size": 12, "color": colour(meaning), "weight": weight}


_COMMON: dict[str, object] = {
    "autosize": True,
    "dragmode": "zoom",
    "font": _font("text"),
    "hoverlabel": {"bgcolor": colour("background"), "bordercolor": colour("text"), "font": _font("text")},
    "paper_bgcolor": CLEAR,
    "plot_bgcolor": CLEAR,
    "showlegend": False,
}
_AXIS: dict[str, object] = {
    "automargin": False,
    "gridcolor": colour("grid"),
    "showgrid": False,
    "tickfont": _font("text"),
    "tickcolor": colour("grid"),
    "ticklen": 4,
    "ticks": "outside",
    "zeroline": False,
}
_GRID = _AXIS | {"showgrid": True, "tickcolor": CLEAR, "ticklen": 5}

_FRAMED = _AXIS | {
    "showline": True,
    "mirror": True,
    "linecolor": colour("grid"),
    "linewidth": 1,
    "layer": "below traces",
}
_TREND = _COMMON | {
    "height": HEIGHT,
    "hovermode": "x",
    "margin": {"t": TOP, "r": RIGHT, "b": BOTTOM, "l": LEFT, "pad": 0},
    "xaxis": _FRAMED,
    "yaxis": _GRID,
}

LAYOUTS: dict[str, dict[str, object]] = {
    "trend": _TREND,
    "dots": _COMMON
    | {
        "hovermode": "closest",
        "margin": {"t": 34, "r": 160, "b": 40, "l": 180, "pad": 8},
        "xaxis": _GRID,
        "yaxis": _AXIS | {"automargin": True, "fixedrange": True, "ticks": ""},
    },
    "funnel": _COMMON
    | {
        "height": FUNNEL_HEIGHT,
        "hovermode": "closest",
        "margin": {"t": TOP, "r": RIGHT, "b": FUNNEL_BOTTOM, "l": LEFT, "pad": 0},
        "xaxis": _FRAMED,
        "yaxis": _GRID,
    },
    "spread": _TREND,
    "spine": _COMMON
    | {
        "hovermode": "closest",
        "margin": {"t": 14, "r": 310, "b": 14, "l": 180, "pad": SPINE_ENDS},
        "xaxis": _AXIS | {"range": [0, 1000], "showticklabels": False, "ticks": ""},
        "yaxis": _AXIS | {"automargin": True, "fixedrange": True, "ticks": ""},
    },
}
"""By kind of chart."""


def _lines(meaning: str, width: float, dash: str = "solid") -> dict[str, object]:
    line = {"color": colour(meaning), "width": width, "dash": dash}
    return {"type": "scatter", "mode": "lines", "cliponaxis": False, "hoverinfo": "skip", "line": line}


def _points(meaning: str, size: int, symbol: str = "circle") -> dict[str, object]:
    marker = {"color": colour(meaning), "size": size, "symbol": symbol}
    return {
        "type": "scatter",
        "mode": "markers",
        "cliponaxis": False,
        "hoverinfo": "skip",
        "marker": marker,
    }


_TOLD = {"hoverinfo": "all", "hovertemplate": "%{text}<br><b>%{customdata}</b><extra></extra>"}


def _rings(meaning: str, size: int, symbol: str) -> dict[str, object]:
    marker = {"color": colour(meaning), "size": size, "symbol": symbol, "line": {"width": 2}}
    return _points(meaning, size) | _TOLD | {"marker": marker}


_ROOM = "\N{NO-BREAK SPACE}" * 4
"""Between the end of a track and the value there, for a dot."""


def _ends(position: str, template: str) -> dict[str, object]:
    """What stands at one end of a row."""
    look = {"type": "scatter", "mode": "text", "cliponaxis": False, "hoverinfo": "skip"}
    return look | {"textposition": position, "texttemplate": template}


TRACES: dict[str, dict[str, object]] = {
    "limit": _lines("limit", 1, "1px,3px"),
    "mean": _lines("mean", 1),
    "trial": _lines("mean", 1, "4px,3px"),
    "target": _lines("target", 1.5, "7px,4px"),
    "restart": _lines("mark", 1.5, "3px,3px"),
    "change": _lines("mark", 1, "1px,4px"),
    "value": _points("steady", 5)
    | _TOLD
    | {"mode": "lines+markers", "line": {"color": colour("line"), "width": 1.5}},
    "improvement": _points("improvement", 8),
    "concern": _points("concern", 7, "square"),
    "neutral": _points("neutral", 8),
    "goal": _lines("target", 2),
    "benchmark": _lines("mean", 1.5, "2px,2px"),
    "interval": _lines("interval", 7),
    "published": _lines("neutral", 5),
    "variant": _lines("neutral", 5, "2px,2px"),
    "met": _points("improvement", 11) | _TOLD,
    "close": _points("close", 11) | _TOLD,
    "missed": _points("concern", 10, "square") | _TOLD,
    "other": _points("steady", 9) | _TOLD,
    "far": _lines("limit", 1.5),
    "near": _lines("limit", 1.5, "4px,3px"),
    "alike": _points("steady", 6) | _TOLD,
    "unjudged": _points("steady", 6, "circle-open") | _TOLD,
    "better": _points("improvement", 11) | _TOLD,
    "worse": _points("concern", 10, "square") | _TOLD,
    "apart": _points("neutral", 11) | _TOLD,
    "maybe-better": _rings("improvement", 10, "circle-open"),
    "maybe-worse": _rings("concern", 9, "square-open"),
    "maybe-apart": _rings("neutral", 10, "circle-open"),
    "box": {
        "type": "box",
        "boxpoints": False,
        "fillcolor": colour("interval"),
        "hoverinfo": "skip",
        "line": {"color": colour("limit"), "width": 1},
        "whiskerwidth": 0,
        "width": 0.6,
    },
    "reach": _lines("limit", 1),
    "half": _lines("interval", 9),
    "left": _ends("middle left", f"%{{text}}{_ROOM}"),
    "right": _ends("middle right", f"{_ROOM}%{{text}}"),
}
"""By meaning of a trace."""


def _label(meaning: str, **where: object) -> dict[str, object]:
    return {"showarrow": False, "align": "left", "font": _font(meaning), "xanchor": "left"} | where


_AT_THE_RIGHT = {"xref": "paper", "x": 1, "xshift": BESIDE, "yanchor": "middle"}

_SIZE = _label(
    "text", xref="paper", x=0.5, xanchor="center", yref="paper", y=0, yanchor="top", yshift=-LINE_BELOW
)

ANNOTATIONS: dict[str, dict[str, object]] = {
    "unit": _label(
        "text", xref="paper", x=0, xshift=-LEFT, yref="paper", y=1, yanchor="top", yshift=TOP, borderpad=0
    ),
    "key": _label(
        "text",
        xref="paper",
        x=1,
        xanchor="right",
        xshift=RIGHT,
        yref="paper",
        y=1,
        yanchor="top",
        yshift=TOP,
        borderpad=0,
    ),
    "aim": _label("target", **_AT_THE_RIGHT) | {"font": _font("target", 700)},
    "average": _label("mean", **_AT_THE_RIGHT),
    "level": _label("target", yanchor="bottom"),
    "said": _label("text", **_AT_THE_RIGHT) | {"xshift": 2 * BESIDE},
    "standing": _label("text", **_AT_THE_RIGHT) | {"xshift": SPINE_ENDS},
    "goal": _label("target", yref="paper", y=1, yanchor="bottom") | {"font": _font("target", 700)},
    "benchmark": _label("mean", yref="paper", y=1, yanchor="bottom", yshift=14),
    "edge": _label("mean", **_AT_THE_RIGHT),
    "name": _label("text", yanchor="middle") | {"font": _font("text", 700)},
    "name-wide": _label("text", yanchor="middle") | {"font": _font("text", 700)},
    "size": _SIZE,
    "size-wide": _SIZE,
    "size-narrow": _SIZE,
    "mark-wide": _label("mark", yref="paper", y=1, yanchor="bottom"),
    "mark-narrow": _label("mark", yref="paper", y=1, yanchor="bottom"),
}
"""By meaning of a line of text."""


SHAPES: dict[str, dict[str, object]] = {
    "within": {"type": "path", "layer": "below", "fillcolor": colour("band"), "line": {"width": 0}},
    "band": {"type": "rect", "layer": "below", "fillcolor": colour("band"), "line": {"width": 0}},
}
"""By meaning of a shape."""


def merged(kind: str, spec: Spec) -> dict[str, object]:
    """A chart's own spec laid over what its kind shares: a whole figure of Plotly's."""
    layout = _over(LAYOUTS[kind], spec["layout"])
    for kind_of, shared in (("annotations", ANNOTATIONS), ("shapes", SHAPES)):
        layout[kind_of] = [_over(shared[own["name"]], own) for own in layout.get(kind_of, ())]
    return {"data": [_over(TRACES[trace["meta"]], trace) for trace in spec["data"]], "layout": layout}


def _over(shared: Spec, own: Spec) -> dict[str, object]:
    """`own` laid over `shared`, dictionaries within them too."""
    laid = dict(shared)
    for key, value in own.items():
        under = laid.get(key)
        laid[key] = (
            _over(under, value) if isinstance(under, Mapping) and isinstance(value, Mapping) else value
        )
    return laid
