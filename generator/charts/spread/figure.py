"""How the clinics of one standard are spread, period by period: do they come closer together?"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from generator.charts.plotly_layouts import HEIGHT
from generator.charts.spread import plotly, svg
from generator.charts.spread.layout import SpreadChart, chart
from generator.charts.svg_canvas import canvas
from generator.model.comparison_results import Spread
from generator.model.inputs import Standard
from generator.model.period import Period
from generator.model.results import Figure
from generator.words import Words

FEWEST = 4
"""Clinics of which quartiles say something."""


def figure(
    spread: Spread,
    periods: tuple[Period, ...],
    standard: Standard,
    words: Words,
    *,
    targets: Sequence[Collection[float]],
) -> Figure:
    """A box for each of `periods` in which enough clinics have a value.

    `targets` are those that clinics are judged by, by period, of which only common ones are drawn.
    """
    common = [next(iter(those)) if len(those) == 1 else None for those in targets]
    shown = chart(spread, periods, standard, words, common)
    title = words("{standard}: how clinics are spread", standard=words.text(standard.title))
    return Figure(
        kind="spread",
        svg=canvas("spread", title, HEIGHT, svg.inside(shown)),
        spec=plotly.spec(shown),
        sentence=_sentence(shown, any(len(those) > 1 for those in targets)),
        title=title,
    )


def _sentence(shown: SpreadChart, own_targets: bool) -> str:
    words = shown.words
    if not shown.boxes:
        return words("In no period do {needed} comparable clinics have a value.", needed=FEWEST)
    last, write = shown.boxes[-1], shown.ruler.write
    told = [
        words(
            "In {period}, the middle half of {n} clinics lies between {lower} and {upper}, all of them "
            "between {least} and {most}; the median is {median}.",
            period=words.period(shown.periods[last.at]),
            n=words.number(last.members),
            lower=write(last.lower),
            upper=write(last.upper),
            least=write(last.least),
            most=write(last.most),
            median=write(last.median),
        ),
        words("A box is the middle half of the clinics, its line reaches from the least to the greatest."),
    ]
    if withheld := len(shown.periods) - len(shown.boxes):
        told.append(
            words.plural(
                "{n} period with fewer than {needed} clinics has no box.",
                "{n} periods with fewer than {needed} clinics have no box.",
                withheld,
                needed=FEWEST,
            )
        )
    if own_targets:
        told.append(words("Where targets differ from clinic to clinic, none is drawn."))
    return " ".join(told)
