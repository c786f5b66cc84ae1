"""A chart as it stands in a page: title, picture, sentence, table, and what Plotly needs."""

from __future__ import annotations

import orjson

from generator.draw.svg import safe
from generator.model.found import Figure
from generator.words import Words


def markup(figure: Figure, table_html: str, words: Words, id: str) -> str:  # noqa: A002 - as in HTML
    """The chart three times over, as one block of safe HTML.

    `table_html` is safe markup of the same values; `id` is unique on its page. The spec is data
    in a script element that never runs; `charts.js` reads it when a reader reaches for the chart.
    """
    return (
        f'<figure class="bb-figure" id="{safe(id)}" data-kind="{figure.kind}">'
        f'<div class="bb-head"><span class="bb-title">{safe(figure.title)}</span></div>'
        f"{figure.svg}<figcaption>{safe(figure.sentence)}</figcaption>"
        f"<details><summary>{safe(words('The same as a table'))}</summary>{table_html}</details>"
        f'<script type="application/json" class="bb-spec">{in_script(figure.spec)}</script></figure>'
    )


def in_script(data: object) -> str:
    """JSON that no script element can be left from."""
    return orjson.dumps(data).decode().replace("<", "\\u003c")
