"""Is a series changing? By its control chart, its run chart or its yearly trend; and since its first year."""

from __future__ import annotations

from html import escape

from generator.model.comparison_results import Improvement
from generator.model.results import POINTS_FOR_ICONS, ChangeBy, SpcRule, Variation
from generator.model.run_chart_results import USEFUL_FOR_SIGNAL
from generator.render.explain.verdicts.answer import ExplanationContext, asked, without_value
from generator.render.parts import icons
from generator.words.quantities import in_percent

YEARS_OF_TREND = 5


def answer(told: ExplanationContext, at: int | None, improvement: Improvement | None) -> str:
    words, series = told.words, told.series
    said = words.change(series.change)
    answer = f"{icons.change(series.change)} {escape(said.word)}"
    if at is None:
        return asked(words("Is it changing?"), said.css, answer, [without_value(told)])
    match series.by:
        case ChangeBy.RECENT_TREND:
            lines = [_recent_trend(told, at)]
        case ChangeBy.RUN_CHART:
            lines = [_early(told, at)]
        case _:
            lines = [_chart(told, at), _fired(told, at)]
    lines.append(_improvement(told, improvement))
    return asked(words("Is it changing?"), said.css, answer, lines)


def _chart(told: ExplanationContext, at: int) -> str:
    """The XmR chart's numbers."""
    words, series = told.words, told.series
    mean, low, high = series.means[at], series.lowers[at], series.uppers[at]
    start = _first(told, at)
    if mean is None or low is None or high is None:
        return words(
            "XmR chart of {n} values since {period}; they don't vary.", n=series.points, period=start
        )
    # One decimal more than values have, so that what lies outside can be seen to.
    exact = words.format(told.standard, words.decimals(told.standard) + 1)
    numbers = {
        "n": series.points,
        "period": start,
        "mean": exact(mean),
        "low": exact(low),
        "high": exact(high),
    }
    baseline = told.edition.written.settings.spc.baseline
    if baseline and baseline < series.points:
        return words(
            "XmR chart of {n} values since {period}: mean {mean}, limits {low} to {high}, both from the "
            "first {baseline}.",
            baseline=baseline,
            **numbers,
        )
    return words("XmR chart of {n} values since {period}: mean {mean}, limits {low} to {high}.", **numbers)


def _first(told: ExplanationContext, at: int) -> str:
    """The period of the first value that the limits are for: since it opened, or since they began anew."""
    series = told.series
    start = series.groups.index(series.groups[at])
    return told.words.period(
        next(
            period
            for period, it in zip(series.periods[start:], series.values[start:], strict=True)
            if it is not None
        )
    )


def _fired(told: ExplanationContext, at: int) -> str:
    words, series = told.words, told.series
    rule = SpcRule(series.rules[at])
    if rule is SpcRule.NONE or series.since is None:
        return words("No rule fires for its newest value.")
    return words(
        "Rule that fired: {rule}; signals since {period}.",
        rule=words.signal(rule),
        period=words.period(series.periods[series.since]),
    )


def _early(told: ExplanationContext, at: int) -> str:
    """Too few values for limits: what the run chart says of them."""
    words, series = told.words, told.series
    few = words.plural(
        "{n} value since {period}; the XmR chart speaks from {needed} on.",
        "{n} values since {period}; the XmR chart speaks from {needed} on.",
        series.points,
        period=_first(told, at),
        needed=POINTS_FOR_ICONS,
    )
    if series.points >= POINTS_FOR_ICONS:
        return words("The values are too scattered over time to give limits.")
    runs, row = told.finding.runs, told.row
    if (useful := int(runs.useful[row, at])) < USEFUL_FOR_SIGNAL:
        return few
    chart = words(
        "Run chart of {n} values beside their median {median}: the longest run is {longest} (a signal above "
        "{most}); times that it crosses the median: {crossings} (a signal below {least}).",
        n=useful,
        median=told.said(float(runs.centre[row, at])),
        longest=int(runs.longest[row, at]),
        most=int(runs.longest_most[row, at]),
        crossings=int(runs.crossings[row, at]),
        least=int(runs.crossings_least[row, at]),
    )
    return f"{few} {chart}"


def _recent_trend(told: ExplanationContext, at: int) -> str:
    words = told.words
    if told.series.change is Variation.TOO_FEW:
        return _no_trend(told, at)
    return words(
        "Trend of the last {n} years, at 99.8%, and whichever single year is left out.", n=YEARS_OF_TREND
    )


def _no_trend(told: ExplanationContext, at: int) -> str:
    words, values = told.words, told.series.values
    newest = range(len(values) - YEARS_OF_TREND, len(values))
    if at != newest[-1] or newest[0] < 0 or any(values[year] is None for year in newest):
        return words(
            "Yearly values are judged by the trend of the last {n} years without a gap.", n=YEARS_OF_TREND
        )
    if any(told.interval(year)[0] is None for year in newest):
        return words("Nobody can tell from such values alone how sure they are, so a trend can't be told.")
    return words("In one of these years none or all were counted; of such there is no trend to reckon.")


def _improvement(told: ExplanationContext, improvement: Improvement | None) -> str:
    if improvement is None:
        return ""
    words, better = told.words, told.standard.measure.better
    said = words(
        "First year, from {period} on: {base}; newest year: {now}; "
        "the 95% interval of the difference is {apart}",
        period=words.period(improvement.first),
        base=told.said(improvement.base),
        now=told.said(improvement.now),
        apart=_apart(told, improvement),
    )
    if improvement.wide > 1:
        said = words("{said} (wider than by chance alone, because its months differ by more)", said=said)
    if improvement.low <= 0 <= improvement.high:
        return words("{said}, so that could be chance.", said=said)
    if better == "neither":
        return f"{said}."
    good, steady = (improvement.low > 0) == (better == "higher"), told.series.change is Variation.STEADY
    if steady:
        return (
            words("{said}: better than it was, though nothing changes of late.", said=said)
            if good
            else words("{said}: worse than it was, though nothing changes of late.", said=said)
        )
    return (
        words("{said}: better than it was.", said=said)
        if good
        else words("{said}: worse than it was.", said=said)
    )


def _apart(told: ExplanationContext, improvement: Improvement) -> str:
    """Differences of percentages are points."""
    words, low, high = told.words, improvement.low, improvement.high
    if not in_percent(told.standard):
        return told.span("{low} to {high}", low, high)
    return words("{low} to {high} points", low=words.number(low * 100, 1), high=words.number(high * 100, 1))
