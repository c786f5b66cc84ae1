"""The facts of a standard: who it is for, how it is measured, who answers for it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from markupsafe import Markup

from generator.model.inputs import Measure, Standard
from generator.render.context import RenderContext
from generator.render.parts import review_dates
from generator.words import Words


class Fact(NamedTuple):
    """A line of a list of facts."""

    label: str
    said: Markup


def served(edition: RenderContext, standard: Standard) -> Iterator[Fact]:
    """Whom the standard serves and who keeps it."""
    words, written = edition.words, edition.written
    yield Fact(words("Whom it serves"), Markup(", ").join(map(words.noun, standard.serves)))
    if standard.roles:
        roles = (
            words.marked(written.roles[role].title if role in written.roles else role)
            for role in standard.roles
        )
        yield Fact(words("Roles"), Markup(", ").join(map(words.marked, roles)))
    if standard.owner:
        yield Fact(words("Who answers for it"), words.marked(standard.owner))
    if standard.review:
        yield Fact(words("Review"), review_dates.said(words, standard.review, edition.site.as_of))


def measured(edition: RenderContext, standard: Standard) -> Iterator[Fact]:
    """How the standard is measured, in the reader's words; only what is known."""
    words, measure = edition.words, standard.measure
    yield Fact(words("Kind"), Markup("{}").format(kind(words, measure)))
    told = (
        (words("Counted"), measure.counts),
        (words("Out of"), measure.out_of),
        (words("Clock"), measure.clock),
        (words("Who was asked"), measure.asked),
        (words("Source"), measure.source),
    )
    yield from (Fact(label, words.marked(text)) for label, text in told if text)
    if isinstance(measure.stages, dict):
        yield Fact(
            words("Stages"), Markup(" → ").join(words.marked(stage) for stage in measure.stages.values())
        )
    yield Fact(words("Better is"), Markup("{}").format(better(words, measure)))
    if standard.close_within is not None:
        yield Fact(words("Close means"), Markup("{}").format(close(words, standard)))
    if standard.judge_from > 1:
        yield Fact(
            words("Judged"),
            Markup("{}").format(words("when it is out of {n} or more", n=words.number(standard.judge_from))),
        )
    yield Fact(words("Reported"), Markup("{}").format(words(standard.reported)))


def kind(words: Words, measure: Measure) -> str:
    match measure.kind:
        case "proportion":
            return words("Proportion: how many of all")
        case "duration":
            return words("Duration: {statistic}", statistic=statistic(words, measure))
        case "rate":
            return words("Rate {unit}", unit=words("per {what}", what=measure.per or "1"))
        case "count":
            return words("Count")
        case "score":
            return words("Score") if measure.scale is None else _scale(words, measure.scale)
        case "money":
            return words("Amount of money")
        case _:
            return words("Conversion: from the first stage to the last")


def statistic(words: Words, measure: Measure) -> str:
    match measure.statistic:
        case "median":
            return words("the median; half took longer")
        case "p90":
            return words("the 90th percentile; one in ten took longer")
        case _:
            return words("the mean")


def close(words: Words, standard: Standard) -> str:
    """How far from the target is still close. Percentages differ by points, not by percent."""
    amount = words.quantity(standard.close_within or 0)
    if str(standard.close_within).strip().endswith("%"):
        points = str(standard.close_within).strip().rstrip("% ")
        amount = words("{n} percentage points", n=words.quantity(points))
    return words("missed by no more than {amount}", amount=amount)


def better(words: Words, measure: Measure) -> str:
    match measure.better:
        case "higher":
            return words("higher")
        case "lower":
            return words("lower")
        case _:
            return words("neither; it is shown and not judged")


def _scale(words: Words, scale: tuple[float, float]) -> str:
    low, high = (words.number(end, 0 if end == int(end) else 1) for end in scale)
    return words("Score from {low} to {high}", low=low, high=high)
