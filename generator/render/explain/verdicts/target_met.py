"""Is the standard met? The value against the target that was in force, and how sure that is."""

from __future__ import annotations

from html import escape

from generator.model.results import Assurance, Variation, Verdict
from generator.render.explain.verdicts.answer import ExplanationContext, asked, without_value

JUDGED = frozenset({Verdict.MET, Verdict.CLOSE, Verdict.MISSED})


def answer(told: ExplanationContext, at: int | None) -> str:
    words, series = told.words, told.series
    position = len(series.periods) - 1 if at is None else at
    verdict = Verdict(series.verdicts[position])
    said = words.verdict(verdict)
    answer = f"{said.symbol} {escape(said.word)}"
    if at is None:
        return asked(words("Is it met?"), said.css, answer, [without_value(told)])
    lines = [_against(told, at), _counted(told, at)]
    if verdict in JUDGED:
        lines += [_sure(told, at), _for_how_long(told, at), _from_now_on(told)]
    else:
        lines.append(_unjudged(told, verdict))
    return asked(words("Is it met?"), said.css, answer, lines)


def _against(told: ExplanationContext, at: int) -> str:
    words, series = told.words, told.series
    value, target, period = series.values[at], series.targets[at], words.period(series.periods[at])
    if target is None:
        return words("{period}: {value}.", period=period, value=told.said(value))
    if series.verdicts[at] not in JUDGED:
        return words(
            "{period}: {value}. The target in force then: {target}.",
            period=period,
            value=words.beside(told.standard, value, target),
            target=words.target(told.standard, target),
        )
    return words(
        "{period}: {value}, held against the target in force then, {target}.",
        period=period,
        value=words.beside(told.standard, value, target),
        target=words.target(told.standard, target),
    )


def _counted(told: ExplanationContext, at: int) -> str:
    numerator, denominator = told.series.numerators[at], told.series.denominators[at]
    if denominator is None:
        return ""
    number = told.words.number
    if numerator is None:
        return told.words("Out of {n}.", n=number(denominator))
    return told.words("That is {x} of {n}.", x=number(numerator), n=number(denominator))


def _sure(told: ExplanationContext, at: int) -> str:
    """The value's interval, and whether the target lies within it."""
    (low, high), target = told.interval(at), told.series.targets[at]
    if low is None or high is None or target is None:
        return ""
    if low <= target <= high:
        return told.span(
            "Its 95% interval, {low} to {high}, holds the target: chance alone could turn the verdict.",
            low,
            high,
        )
    return told.span("Its 95% interval is {low} to {high}; the target lies outside.", low, high)


def _for_how_long(told: ExplanationContext, at: int) -> str:
    """Since when the verdict has been the same, without a break."""
    words, verdicts = told.words, told.series.verdicts
    start = at
    while start and verdicts[start - 1] == verdicts[at]:
        start -= 1
    length = at - start + 1
    if length == 1:
        return ""
    time = words.span(length, told.series.periods[at].grain)
    return words(
        "The same for {time}, since {period}.", time=time, period=words.period(told.series.periods[start])
    )


def _from_now_on(told: ExplanationContext) -> str:
    """What the limits say of the target; nothing can be foretold by limits that a rule has just broken."""
    words, series = told.words, told.series
    if series.assurance is Assurance.NONE or series.change is Variation.STEADY:
        return words.assurance(series.assurance)
    return words(
        "A rule of its control chart fires, so its limits can't tell whether the target will be met."
    )


def _unjudged(told: ExplanationContext, verdict: Verdict) -> str:
    words = told.words
    match verdict:
        case Verdict.NOT_JUDGED:
            return words("Out of fewer than {needed} nothing is judged.", needed=told.standard.judge_from)
        case Verdict.NOT_COMPARABLE:
            return words("The clinic counts something else under this name, so it isn't judged.")
        case _ if told.standard.status != "approved":
            return words("The standard isn't in force.")
        case _:
            return words("There is no target that it could be held against.")
