"""A spine for Plotly. Rows lie at 0, 1, 2 … from the top; every track runs from 0 to 1000."""

from __future__ import annotations

from collections.abc import Iterable

from generator.charts.plotly_layouts import Spec
from generator.charts.spine.layout import Row, SpineChart
from generator.charts.spine.track import WIDTH
from generator.charts.svg_canvas import safe

Trace = dict[str, object]
Corner = tuple[float | None, float | None]

ROW, AROUND = 28, 28
"""Pixels of a row, and of what is above and below all of them."""

SHORT = 0.4
"""Of a row, how far the mark of all clinics reaches up and down."""


def spec(chart: SpineChart) -> Spec:
    """`data` and `layout`, to be laid over what spines share."""
    rows = list(chart.rows)
    laid = [(at, row.track) for at, row in enumerate(rows) if row.track]
    reach = (end for at, _ in laid for end in ((0, at), (WIDTH, at), (None, None)))
    half = (end for at, it in laid for end in ((it.half[0], at), (it.half[1], at), (None, None)))
    together = (
        end
        for at, it in laid
        if (x := it.benchmark) is not None
        for end in ((x, at - SHORT), (x, at + SHORT), (None, None))
    )
    places = [at for at, _ in laid]
    data = [
        *_trace("reach", reach),
        *_trace("half", half),
        *_trace("benchmark", together),
        {"meta": "left", "x": [0] * len(laid), "y": places, "text": [it.left_said for _, it in laid]},
        {"meta": "right", "x": [WIDTH] * len(laid), "y": places, "text": [it.right_said for _, it in laid]},
        *_dots(rows),
    ]
    layout = {
        "height": ROW * len(rows) + AROUND,
        "yaxis": {
            "range": [len(rows) - 0.5, -0.5],
            "tickvals": list(range(len(rows))),
            "ticktext": [row.axes.name for row in rows],
        },
        "annotations": [{"name": "standing", "y": at, "text": _briefly(row)} for at, row in enumerate(rows)],
    }
    return {"data": data, "layout": layout}


def _briefly(row: Row) -> str:
    """Value and standing, as markup."""
    return safe(" ".join(filter(None, (row.value, row.when, row.place.said))))


def _said(row: Row) -> str:
    """The same with the reason."""
    return f"{_briefly(row)} ({safe(row.why)})" if row.why else _briefly(row)


def _dots(rows: list[Row]) -> list[Trace]:
    """One trace a look, each with what hovering tells."""
    by_look: dict[str, list[tuple[int, Row]]] = {}
    for at, row in enumerate(rows):
        if row.x is not None:
            by_look.setdefault(row.place.look, []).append((at, row))
    return [
        {
            "meta": look,
            "x": [row.x for _, row in found],
            "y": [at for at, _ in found],
            "text": [row.axes.name for _, row in found],
            "customdata": [_said(row) for _, row in found],
        }
        for look, found in by_look.items()
    ]


def _trace(meaning: str, corners: Iterable[Corner]) -> list[Trace]:
    """The trace through `corners`; none where there are none."""
    ends = list(corners)
    if not ends:
        return []
    x, y = zip(*ends, strict=True)
    return [{"meta": meaning, "x": x, "y": y}]
