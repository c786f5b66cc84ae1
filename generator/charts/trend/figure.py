"""One clinic's values of one standard over time, with target, mean, limits and what happened."""

from __future__ import annotations

from generator.charts.chart_sentences import sentence, title
from generator.charts.plotly_layouts import HEIGHT
from generator.charts.svg_canvas import canvas
from generator.charts.trend import plotly, svg
from generator.charts.trend.layout import chart
from generator.model.inputs import Standard
from generator.model.results import Figure, Series
from generator.words import Words


def figure(series: Series, standard: Standard, words: Words, name: str) -> Figure:
    """The trend chart of `series`. `name` is the clinic's, country's or network's, as plain text."""
    shown = chart(series, standard, words)
    named = title(shown.ruler, name)
    return Figure(
        kind="trend",
        svg=canvas("trend", named, HEIGHT, svg.inside(shown)),
        spec=plotly.spec(shown),
        sentence=sentence(series, shown.ruler, name),
        title=named,
    )
