"""A chart of dots for Plotly. Rows lie at 0, 1, 2 … from the top; values are in the unit shown.

In a page the names and verdicts stay where they are, and the browser lays only the rows over them;
a saved picture has all of it.
"""

from __future__ import annotations

from itertools import groupby

from generator.charts.dots.layout import DotChart, Row
from generator.charts.plotly_layouts import Spec
from generator.charts.svg_canvas import safe

Trace = dict[str, object]

HALF_A_ROW = 0.5
NOTCHED = 0.25
"""Of a row, how far the bar of a published figure reaches."""
ROW, AROUND = 28, 74
"""Pixels of a row, and of what is above and below all of them."""


def spec(board: DotChart) -> Spec:
    """`data` and `layout`, to be laid over what charts of dots share."""
    rows = len(board.every)
    data = [*_intervals(board), *_benchmark(board), *_targets(board), *_values(board), *_published(board)]
    layout = {
        "height": ROW * rows + AROUND,
        "xaxis": board.scale.axis,
        "yaxis": {
            "range": [rows - 0.5, -0.5],
            "tickvals": list(range(rows)),
            "ticktext": [safe(row.name) for row in board.every],
        },
        "annotations": [
            *(
                {"name": name, "x": _shown(board, value), "text": safe(said), "xanchor": "center"}
                for name, value, said in board.lines
            ),
            *({"name": "said", "y": at, "text": safe(row.said)} for at, row in enumerate(board.every)),
        ],
    }
    return {"data": data, "layout": layout}


def _intervals(board: DotChart) -> list[Trace]:
    x: list[float | None] = []
    y: list[float | None] = []
    for at, row in enumerate(board.rows):
        if row.interval:
            low, high = (min(board.scale.high, max(board.scale.low, end)) for end in row.interval)
            x += [_shown(board, low), _shown(board, high), None]
            y += [at, at, None]
    return [{"meta": "interval", "x": x, "y": y}] if x else []


def _benchmark(board: DotChart) -> list[Trace]:
    if board.benchmark is None:
        return []
    return [_bars("benchmark", board, [(at, board.benchmark) for at in range(len(board.every))])]


def _targets(board: DotChart) -> list[Trace]:
    aims = [(at, row.target) for at, row in enumerate(board.rows) if row.target is not None]
    return [_bars("goal", board, aims)] if aims else []


def _bars(meaning: str, board: DotChart, places: list[tuple[int, float]], reach: float = HALF_A_ROW) -> Trace:
    x = [end for _, value in places for end in (_shown(board, value), _shown(board, value), None)]
    y = [end for at, _ in places for end in (at - reach, at + reach, None)]
    return {"meta": meaning, "x": x, "y": y}


def _values(board: DotChart) -> list[Trace]:
    """One trace a look, each with what hovering tells."""
    there = [(row.look, at, row) for at, row in enumerate(board.rows) if row.value is not None]
    there.sort(key=lambda it: it[:2])
    return [_dots(board, look, [it[1:] for it in same]) for look, same in groupby(there, lambda it: it[0])]


def _published(board: DotChart) -> list[Trace]:
    """Bars a little shorter than a row, one trace for each way of measuring."""
    there = [(row.look, at, row.value) for at, row in enumerate(board.published, len(board.rows))]
    return [
        _bars(look, board, [(at, value) for name, at, value in there if name == look], NOTCHED)
        for look in ("published", "variant")
        if any(name == look for name, _, _ in there)
    ]


def _dots(board: DotChart, look: str, rows: list[tuple[int, Row]]) -> Trace:
    return {
        "meta": look,
        "x": [_shown(board, row.value) for _, row in rows if row.value is not None],
        "y": [at for at, _ in rows],
        "text": [safe(row.name) for _, row in rows],
        "customdata": [safe(row.said) for _, row in rows],
    }


def _shown(board: DotChart, value: float) -> float:
    return round(value / board.ruler.shown, board.scale.places)
