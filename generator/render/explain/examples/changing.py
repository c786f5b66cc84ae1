"""Is it changing? An XmR chart, a run chart and a trend of five years."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import isclose

import numpy as np

from generator.model.comparison_results import Compared
from generator.model.inputs import Standard
from generator.model.results import Bools, ChangeBy, SpcRule, Variation
from generator.model.run_chart_results import USEFUL_FOR_SIGNAL
from generator.model.standard_results import StandardResult
from generator.render.context import RenderContext
from generator.render.explain.examples.example import Example, Step, both, exact, named, newest, told_of
from generator.render.explain.examples.target_met import SHARES
from generator.render.explain.verdicts.answer import ExplanationContext

YEARS = 5
WIDTH = 2.66
TRIED = 200
"""Series that are looked at for one whose limits need no further word."""


def xmr(edition: RenderContext) -> Example | None:
    for tried, (told, at) in enumerate(told_of(edition, _signals_of_share, _signals, _by_xmr)):
        if tried == TRIED:
            return None
        if values := _all_count(told, at):
            return _limits(told, at, values)
    return None


def runs(edition: RenderContext) -> Example | None:
    found = next(told_of(edition, _not_random, _by_runs), None)
    if found is None:
        return None
    told, at = found
    words, finding, row = told.words, told.finding, told.row
    numbers = {
        name: int(getattr(finding.runs, name)[row, at])
        for name in ("useful", "longest", "longest_most", "crossings", "crossings_least")
    }
    values = [it for it in _group(told, at) if it is not None]
    said = words.change(told.series.change)
    return named(
        told,
        at,
        [
            Step(words("The values, oldest first:"), _listed(told, values)),
            Step(
                words("Their median, and how many values aren't on it:"),
                f"{exact(told, float(finding.runs.centre[row, at]))}; n = {numbers['useful']}",
            ),
            Step(
                words(
                    "The longest run on one side has {n} values; a signal would be more than:",
                    n=numbers["longest"],
                ),
                f"round(log₂ {numbers['useful']}) + 3 = {numbers['longest_most']}",
            ),
            Step(
                words(
                    "The line crosses the median {n} times; a signal would be fewer than k, "
                    "the smallest with:",
                    n=numbers["crossings"],
                ),
                f"P(X ≤ k) ≥ {words.number(0.05, 2)}, X ~ B({numbers['useful'] - 1}, ½): "
                f"k = {numbers['crossings_least']}",
            ),
            Step(words("So it is said: {verdict}.", verdict=said)),
        ],
    )


def trend(edition: RenderContext) -> Example | None:
    found = next(told_of(edition, _by_trend), None)
    if found is None:
        return None
    told, at = found
    words, series = told.words, told.series
    x, n = (
        [it or 0 for it in numbers[at - YEARS + 1 : at + 1]]
        for numbers in (series.numerators, series.denominators)
    )
    time = range(1, YEARS + 1)
    people, cases = words.number(sum(n)), words.number(sum(x))
    xt, nt, ntt = (
        words.number(sum(each * t**power for each, t in zip(numbers, time, strict=True)))
        for numbers, power in ((x, 1), (n, 1), (n, 2))
    )
    rest = words.number(sum(n) - sum(x))
    counts = " · ".join(f"{words.number(a)} ÷ {words.number(b)}" for a, b in zip(x, n, strict=True))
    return named(
        told,
        at,
        [
            Step(words("The last five years, oldest first:"), counts),
            Step(
                words("Chi-squared for trend (t = 1 to 5), to be held against 9.55:"),
                f"χ² = {people} × ({people} × {xt} − {cases} × {nt})² "
                f"÷ ({cases} × {rest} × ({people} × {ntt} − {nt}²))",
            ),
            Step(words("So it is said: {verdict}.", verdict=words.change(series.change))),
        ],
    )


def _limits(told: ExplanationContext, at: int, values: Sequence[float]) -> Example | None:
    words, series = told.words, told.series
    mean, low, high = series.means[at], series.lowers[at], series.uppers[at]
    if mean is None or low is None or high is None:
        return None
    ranges = [abs(after - before) for before, after in pairwise(values)]
    reach, centre = exact(told, (high - low) / 2 / WIDTH, 3), exact(told, mean, 3)
    rule = SpcRule(series.rules[at])
    fired = words("No rule fires for its newest value.")
    if rule is not SpcRule.NONE and series.since is not None:
        fired = words(
            "Rule that fired: {rule}; signals since {period}.",
            rule=words.signal(rule),
            period=words.period(series.periods[series.since]),
        )
    return named(
        told,
        at,
        [
            Step(
                words("The first {n} values, oldest first:", n=len(values))
                if _baseline(told)
                else words("The values, oldest first:"),
                _listed(told, values),
            ),
            Step(
                words("Their mean:"),
                f"{exact(told, sum(values), 3)} ÷ {len(values)} = {centre}",
            ),
            Step(words("How far each is from the one before it:"), _listed(told, ranges)),
            Step(
                words("The mean of these moving ranges:"),
                f"{exact(told, sum(ranges), 3)} ÷ {len(ranges)} = {reach}",
            ),
            Step(
                words("The limits:"),
                f"{centre} ± {words.number(WIDTH, 2)} × {reach} = {both(told, low, high)}",
            ),
            Step(fired),
            Step(words("So it is said: {verdict}.", verdict=words.change(series.change))),
        ],
    )


def _all_count(told: ExplanationContext, at: int) -> list[float]:
    """The values that the limits are of, where none is missing and no moving range is left out; else none."""
    group, series = _group(told, at)[: _baseline(told)], told.series
    values = [it for it in group if it is not None]
    low, high = series.lowers[at], series.uppers[at]
    if len(values) < len(group) or len(values) < 2 or low is None or high is None:
        return []
    ranges = [abs(after - before) for before, after in pairwise(values)]
    return values if isclose(sum(ranges) / len(ranges) * WIDTH, (high - low) / 2, rel_tol=1e-9) else []


def _baseline(told: ExplanationContext) -> int | None:
    """How many values from a restart on the limits are of; None where all are."""
    return told.edition.written.settings.spc.baseline


def _group(told: ExplanationContext, at: int) -> list[float | None]:
    """The values since the last restart, from the first to the newest; None where one is missing."""
    series = told.series
    start = series.groups.index(series.groups[at])
    values = series.values[start : at + 1]
    there = next((i for i, it in enumerate(values) if it is not None), 0)
    return values[there:]


def _listed(told: ExplanationContext, values: Sequence[float]) -> str:
    return " · ".join(exact(told, value) for value in values)


def _by(finding: StandardResult, by: ChangeBy) -> Bools:
    return finding.judged.by == by


def _by_xmr(_: Standard, finding: StandardResult, __: Compared) -> Bools:
    limits = finding.limits
    return _by(finding, ChangeBy.XMR) & np.isfinite(newest(finding, limits.upper - limits.lower))


def _signals(standard: Standard, finding: StandardResult, compared: Compared) -> Bools:
    return _by_xmr(standard, finding, compared) & (newest(finding, finding.limits.rule) > 0)


def _signals_of_share(standard: Standard, finding: StandardResult, compared: Compared) -> Bools:
    return _signals(standard, finding, compared) & (standard.measure.kind in SHARES)


def _not_random(standard: Standard, finding: StandardResult, compared: Compared) -> Bools:
    told = np.array([it is Variation.NOT_RANDOM for it in finding.judged.change], np.bool_)
    return _by_runs(standard, finding, compared) & told


def _by_runs(_: Standard, finding: StandardResult, __: Compared) -> Bools:
    return _by(finding, ChangeBy.RUN_CHART) & (newest(finding, finding.runs.useful) >= USEFUL_FOR_SIGNAL)


def _by_trend(standard: Standard, finding: StandardResult, _: Compared) -> Bools:
    told = np.array([it is not Variation.TOO_FEW for it in finding.judged.change], np.bool_)
    return _by(finding, ChangeBy.RECENT_TREND) & told & (standard.measure.kind in SHARES)
