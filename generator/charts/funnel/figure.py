"""Clinics of one standard over their size, between the limits that chance and habit leave them.

Small clinics scatter more than large ones by chance alone, and a list of values doesn't show that. A
clinic beyond the outer limits is named; one within them isn't told apart from the others.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from generator.charts.funnel import plotly, svg
from generator.charts.funnel.layout import WAY, Dot, FunnelChart, chart, farthest
from generator.charts.plotly_layouts import FUNNEL_AREA, FUNNEL_HEIGHT
from generator.charts.svg_canvas import DEPTH, area, canvas
from generator.model.comparison_results import enough
from generator.model.inputs import Standard
from generator.model.results import Figure
from generator.model.standard_results import StandardResult
from generator.words import Words

MOST_NAMED = 6
"""Clinics named in a sentence; how many more there are is said."""

WHOLE = 20
"""From here on a ratio of variances is told without decimals."""


def figure(
    finding: StandardResult,
    standard: Standard,
    words: Words,
    names: Sequence[str],
    *,
    targets: Collection[float],
) -> Figure:
    """The newest period of `finding` that has a funnel. `names` are its clinics' by row, as plain
    text; `targets` are those that they are judged by then, of which only a common one is drawn.

    Raises ValueError for a finding without a funnel.
    """
    shown = chart(finding, standard, words, names, next(iter(targets)) if len(targets) == 1 else None)
    title = words(
        "{standard}: clinics by size, {period}",
        standard=words.text(standard.title),
        period=words.period(shown.period),
    )
    drawn = area(svg.WIDTH, DEPTH, FUNNEL_AREA, svg.inside(shown))
    return Figure(
        kind="funnel",
        svg=canvas(
            "funnel bb-many" if shown.many else "funnel",
            title,
            FUNNEL_HEIGHT,
            drawn + svg.around(shown),
        ),
        spec=plotly.spec(shown),
        sentence=_sentence(shown, len(targets) > 1),
        title=title,
    )


def _sentence(shown: FunnelChart, own_targets: bool) -> str:
    words, judged = shown.words, shown.judged
    above, below = (_beyond(judged, side) for side in (2, -2))
    inside = len(judged) - len(above) - len(below)
    told = [
        words.plural(
            "In {period}, {inside} of {n} clinic lies within the outer limits of the funnel (99.8%).",
            "In {period}, {inside} of {n} clinics lie within the outer limits of the funnel (99.8%).",
            len(judged),
            period=words.period(shown.period),
            inside=words.number(inside),
        ),
        _above(shown, _listed(words, above)) if above else "",
        _below(shown, _listed(words, below)) if below else "",
        _between(shown),
        _phi(shown),
        *_set_apart(shown),
        words("Targets differ from clinic to clinic, so none is drawn.") if own_targets else "",
    ]
    return " ".join(filter(None, told))


def _beyond(judged: list[Dot], standing: int) -> list[Dot]:
    """Clinics beyond the outer limit on one side."""
    return farthest(dot for dot in judged if dot.standing == standing)


def _listed(words: Words, dots: list[Dot]) -> str:
    names = ", ".join(dot.name for dot in dots[:MOST_NAMED])
    if (more := len(dots) - MOST_NAMED) <= 0:
        return names
    return words.plural("{clinics} and {n} more", "{clinics} and {n} more", more, clinics=names)


def _above(shown: FunnelChart, clinics: str) -> str:
    words = shown.words
    match WAY[shown.ruler.standard.measure.better]:
        case 1:
            return words("Above them, which is better: {clinics}.", clinics=clinics)
        case -1:
            return words("Above them, which is worse: {clinics}.", clinics=clinics)
        case _:
            return words("Above them: {clinics}.", clinics=clinics)


def _below(shown: FunnelChart, clinics: str) -> str:
    words = shown.words
    match WAY[shown.ruler.standard.measure.better]:
        case 1:
            return words("Below them, which is worse: {clinics}.", clinics=clinics)
        case -1:
            return words("Below them, which is better: {clinics}.", clinics=clinics)
        case _:
            return words("Below them: {clinics}.", clinics=clinics)


def _between(shown: FunnelChart) -> str:
    between = sum(abs(dot.standing) == 1 for dot in shown.judged)
    if not between:
        return ""
    return shown.words.plural(
        "{n} lies between them and the inner limits (95%), outside which 1 in 20 would lie anyway.",
        "{n} lie between them and the inner limits (95%), outside which 1 in 20 would lie anyway.",
        between,
    )


def _phi(shown: FunnelChart) -> str:
    words = shown.words
    if shown.phi is None:
        return ""
    # 1.04 is more than chance alone, which "1.0" would deny.
    phi = words.number(shown.phi, 0 if shown.phi >= WHOLE else 2 if round(shown.phi, 1) == 1 else 1)
    if shown.widened:
        return words(
            "Clinics differ {phi} times as much as chance alone would make them (φ, a ratio of "
            "variances), so the limits are widened.",
            phi=phi,
        )
    return words("Clinics differ no more than chance alone would make them (φ = {phi}).", phi=phi)


def _set_apart(shown: FunnelChart) -> list[str]:
    words, few = shown.words, len(shown.dots) - len(shown.judged)
    told = []
    if few:
        told.append(
            words.plural(
                "{n} clinic, drawn as a small ring, has fewer than {needed} and isn't compared.",
                "{n} clinics, drawn as small rings, have fewer than {needed} and aren't compared.",
                few,
                needed=words.number(enough(shown.ruler.standard, share=True)),
            )
        )
    if shown.unlike:
        told.append(
            words.plural(
                "{n} clinic counts something else and isn't in it.",
                "{n} clinics count something else and aren't in it.",
                shown.unlike,
            )
        )
    return told
