"""Method: can I trust this number?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from generator.model.comparison_results import FEWEST_PEERS
from generator.model.results import POINTS_FOR_ICONS, Verdict
from generator.model.run_chart_results import USEFUL_FOR_SIGNAL
from generator.render.context import RenderContext
from generator.render.explain import examples as worked
from generator.render.explain.examples.example import Example
from generator.render.pages import page_meta
from generator.render.pages.page_meta import PageMeta
from generator.render.parts import reference_agreement
from generator.words import Label, Words

FOR_FUNNEL = 10
"""Comparable clinics from which shares are judged by a funnel."""


@dataclass(frozen=True)
class MethodPage:
    """`method.html`; what depends on the handbook's settings."""

    title: str
    sections: dict[str, str]
    verdicts: tuple[tuple[Label, str], ...]
    screen: str
    two_of_three: str
    baseline: int | None
    points: int
    useful: int
    peers: int
    for_funnel: int
    hidden_up_to: int
    examples: Mapping[str, Example | None]
    agreement: Markup


def look(edition: RenderContext, _: str) -> PageMeta:
    words = edition.words
    said = words("What every number, word and line in this handbook means, and how it is worked out.")
    return page_meta.of(words("Method"), said, page_meta.headings(_sections(words).items()))


def context(edition: RenderContext, _: str) -> MethodPage:
    words, settings = edition.words, edition.written.settings
    return MethodPage(
        title=words("Method"),
        sections=_sections(words),
        verdicts=tuple((words.verdict(verdict), meaning) for verdict, meaning in _verdicts(words)),
        screen=_screen(words, settings.spc.screen),
        two_of_three=_two_of_three(words, settings.spc.two_of_three),
        baseline=settings.spc.baseline,
        points=POINTS_FOR_ICONS,
        useful=USEFUL_FOR_SIGNAL,
        peers=FEWEST_PEERS,
        for_funnel=FOR_FUNNEL,
        hidden_up_to=settings.privacy.hide_below - 1,
        examples=worked.examples(edition),
        agreement=reference_agreement.table(edition),
    )


def _sections(words: Words) -> dict[str, str]:
    return {
        "values": words("What a value is"),
        "verdicts": words("Is it met?"),
        "intervals": words("How sure a value is"),
        "peers": words("Does it differ from its peers?"),
        "places": words("Places, as ranges"),
        "change": words("Is it changing?"),
        "outlook": words("Will the target be met?"),
        "gain": words("Better than in the first year?"),
        "groups": words("Several clinics, several months"),
        "privacy": words("Small counts"),
        "countries": words("Across countries"),
        "not-done": words("What is not done"),
        "differences": words("Where we differ from our references"),
        "agreement": words("How far we agree with them"),
        "sources": words("Sources"),
    }


def _verdicts(words: Words) -> tuple[tuple[Verdict, str], ...]:
    return (
        (Verdict.MET, words("as good as the target, or better")),
        (Verdict.CLOSE, words("missed by no more than the standard allows for 'close'")),
        (Verdict.MISSED, words("missed by more than that")),
        (Verdict.NOT_JUDGED, words("out of too few to judge; the value is shown")),
        (
            Verdict.NO_TARGET,
            words("no target in force, nothing agreed on which way is better, a draft or retired standard"),
        ),
        (Verdict.NO_VALUE, words("nothing was reported; the reason stands beside it where there is one")),
        (Verdict.HIDDEN, words("a small count of a sensitive standard")),
        (
            Verdict.NOT_COMPARABLE,
            words("the clinic measures something else under this name; shown, not judged"),
        ),
    )


def _screen(words: Words, screen: bool) -> str:
    if screen:
        return words(
            "In this handbook, moving ranges beyond 3.267 times their mean are left out of that mean, once, "
            "so that a single leap doesn't widen the limits for good. The official Excel tool doesn't leave "
            "them out."
        )
    return words(
        "In this handbook every moving range counts, as in the official Excel tool; a single leap widens "
        "the limits."
    )


def _two_of_three(words: Words, variant: str) -> str:
    if variant == "nhsr":
        return words(
            "of three values in a row, all on one side of the mean, at least two lie between two thirds of "
            "the way to the limit and the limit."
        )
    return words(
        "of three values in a row, all on one side of the mean, at least two lie beyond two thirds of the "
        "way to the limit, those beyond the limit included."
    )
