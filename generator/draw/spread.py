"""How the clinics of one standard are spread, period by period: do they come closer together?"""

from __future__ import annotations

from collections.abc import Sequence

from generator.draw import spread_spec, spread_svg
from generator.draw.layouts import HEIGHT
from generator.draw.spread_chart import Chart, chart
from generator.draw.svg import canvas
from generator.model.compared import Spread
from generator.model.found import Figure
from generator.model.period import Period
from generator.model.written import Standard
from generator.words import Words

FEWEST = 4
"""Clinics of which quartiles say something."""


def figure(
    spread: Spread,
    periods: tuple[Period, ...],
    standard: Standard,
    words: Words,
    *,
    targets: Sequence[float | None],
) -> Figure:
    """A box for each of `periods` in which enough clinics have a value.

    `targets` are those that all clinics are judged by, by period; None where they differ.
    """
    shown = chart(spread, periods, standard, words, targets)
    title = words("{standard}: how clinics are spread", standard=words.text(standard.title))
    return Figure(
        kind="spread",
        svg=canvas("spread", title, HEIGHT, spread_svg.inside(shown)),
        spec=spread_spec.spec(shown),
        sentence=_sentence(shown),
        title=title,
    )


def _sentence(shown: Chart) -> str:
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
    return " ".join(told)
