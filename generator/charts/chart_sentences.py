"""What a chart shows, in a sentence that can be read aloud instead of it."""

from __future__ import annotations

from generator.charts.trend.segments import lasting
from generator.charts.value_axis import ValueAxis
from generator.model.results import POINTS_FOR_ICONS, Series, SpcRule, Variation, Verdict
from generator.words import Words

TOLD = frozenset({Variation.IMPROVING, Variation.WORSENING, Variation.RISING, Variation.FALLING})
"""Changes that a rule stands behind."""


def sentence(series: Series, ruler: ValueAxis, name: str) -> str:
    """The last value with its verdict, then what the series does of late and what happened to it.

    `name` is the clinic's, country's or network's. Plain text, not escaped.
    """
    words, last = ruler.words, series.last
    title = words.text(ruler.standard.title)
    if last is None:
        return words("{standard}, {clinic}: no value yet.", standard=title, clinic=name)
    told = [
        _latest(series, ruler, title, name, last),
        _of_late(series, words, last),
        *_happened(series, words),
    ]
    return " ".join(filter(None, told))


def title(ruler: ValueAxis, name: str) -> str:
    """What and where: the name of a chart."""
    words = ruler.words
    return words("{standard}, {clinic}", standard=words.text(ruler.standard.title), clinic=name)


def _latest(series: Series, ruler: ValueAxis, title: str, name: str, last: int) -> str:
    words, value, target = ruler.words, series.values[last], series.targets[last]
    assert value is not None  # noqa: S101 - `last` is where a value is
    period = words.period(series.periods[last])
    if target is None:
        said = ruler.write(value)
        return words(
            "{standard}, {clinic}, {period}: {value}.",
            standard=title,
            clinic=name,
            value=said,
            period=period,
        )
    return words(
        "{standard}, {clinic}, {period}: {value} (target: {target}; {verdict}).",
        standard=title,
        clinic=name,
        value=ruler.beside(value, target),
        period=period,
        target=ruler.target(target),
        verdict=words.verdict(series.verdicts[last] or Verdict.NO_TARGET).word,
    )


def _of_late(series: Series, words: Words, last: int) -> str:
    if series.change in TOLD:
        return words("It has been {why}.", why=_why(series, words, last))
    if series.change is Variation.STEADY:
        return words("It is steady: it varies no more than it usually does.")
    return words.plural(
        "{n} value so far; change is judged from {needed} values on.",
        "{n} values so far; change is judged from {needed} values on.",
        series.points,
        needed=POINTS_FOR_ICONS,
    )


def _why(series: Series, words: Words, last: int) -> str:
    rule, grain = SpcRule(series.rules[last]), series.periods[last].grain
    return words.rule(rule, series.directions[last], lasting(series, last), grain)


def _happened(series: Series, words: Words) -> list[str]:
    return [
        words("{period}: {note} (limits start anew).", period=period, note=note)
        if restart
        else words("{period}: {note}.", period=period, note=note)
        for restart, period, note in (
            (mark.restart, words.period(series.periods[mark.position]), words.text(mark.note).rstrip(". "))
            for mark in series.marks
        )
    ]
