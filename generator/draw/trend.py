"""One clinic's values of one standard over time, with target, mean, limits and what happened."""

from __future__ import annotations

from generator.draw import trend_spec, trend_svg
from generator.draw.layouts import HEIGHT
from generator.draw.sentence import sentence, title
from generator.draw.svg import canvas
from generator.draw.trend_chart import chart
from generator.model.found import Figure, Series
from generator.model.written import Standard
from generator.words import Words


def figure(series: Series, standard: Standard, words: Words, name: str) -> Figure:
    """The trend chart of `series`. `name` is the clinic's, country's or network's, as plain text."""
    shown = chart(series, standard, words)
    named = title(shown.ruler, name)
    return Figure(
        kind="trend",
        svg=canvas("trend", named, HEIGHT, trend_svg.inside(shown)),
        spec=trend_spec.spec(shown),
        sentence=sentence(series, shown.ruler, name),
        title=named,
    )
