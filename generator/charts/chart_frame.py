"""A chart as it stands in a page: title, picture, sentence, table, and what Plotly needs."""

from __future__ import annotations

import orjson

from generator.charts.chart_cache import ChartCache
from generator.charts.svg_canvas import safe
from generator.model.results import Figure
from generator.words import Words


def markup(figure: Figure, table_html: str, words: Words, id: str) -> str:  # noqa: A002 - as in HTML
    """The chart three times over, as one block of safe HTML. A figure without a spec is only a picture:
    it has no buttons, and `table_html`, its table or the way to one, stands under it as it is.

    `table_html` is safe markup of the same values; `id` is unique on its page. The spec is data
    in a script element that never runs; `charts.js` reads it when a reader reaches for the chart,
    and puts its buttons where `bb-tools` keeps room for them.
    """
    if not figure.spec:
        return (
            f'<figure class="bb-figure bb-still" id="{safe(id)}" data-kind="{figure.kind}">'
            f'<div class="bb-title">{safe(figure.title)}</div>{figure.svg}'
            f"<figcaption>{safe(figure.sentence)}</figcaption>{table_html}</figure>"
        )
    tools, summary = said(words)
    return (
        f'<figure class="bb-figure" id="{safe(id)}" data-kind="{figure.kind}">'
        f'<div class="bb-title">{safe(figure.title)}</div>{figure.svg}'
        f"<figcaption>{safe(figure.sentence)}</figcaption>{tools}"
        f"<details>{summary}{table_html}</details>"
        f'<script type="application/json" class="bb-spec">{in_script(figure.spec)}</script></figure>'
    )


def in_script(data: object) -> str:
    """JSON that no script element can be left from."""
    return orjson.dumps(data).decode().replace("<", "\\u003c")


def _said(words: Words) -> tuple[str, str]:
    buttons = {
        "explore": words("Explore"),
        "back": words("Back"),
        "reset": words("Whole chart"),
        "save": words("Save as {format}"),
        "keys": words("Arrow keys read the values, Escape goes back."),
        "failed": words("That can't be loaded just now."),
    }
    return (
        f'<div class="bb-tools" data-words="{safe(orjson.dumps(buttons).decode())}"></div>',
        f"<summary>{safe(words('As a table'))}</summary>",
    )


said: ChartCache[tuple[str, str]] = ChartCache(_said)
"""What stands under every chart in one language: room for the buttons, and the table's summary."""
