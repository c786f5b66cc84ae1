"""The newest year against the first: two Wilson intervals, and that of their difference. Of a clinic whose
months differ by chance alone, so that nothing is widened."""

from __future__ import annotations

from math import isclose

import numpy as np

from generator.model.comparison_results import Compared, Gain
from generator.model.inputs import Standard
from generator.model.results import Bools, Series
from generator.model.standard_results import StandardResult
from generator.render.context import RenderContext
from generator.render.explain.examples.example import Example, Step, exact, first, named
from generator.render.explain.examples.target_met import SHARES
from generator.render.explain.verdicts.answer import ExplanationContext

Counts = tuple[float, float]


def example(edition: RenderContext) -> Example | None:
    found = first(edition, _differs, _told)
    if found is None or (compared := found[0].finding.compared) is None:
        return None
    told, at = found
    years = _counts(told.series, compared.gain, told.row)
    if years is None:
        return None
    intervals = [edition.site.drawings.interval(*year) for year in years]
    if intervals[0] is None or intervals[1] is None:
        return None
    return named(told, at, _steps(told, compared.gain, years, intervals[0], intervals[1]))


def _steps(
    told: ExplanationContext,
    gain: Gain,
    years: tuple[Counts, Counts],
    then: tuple[float, float],
    now: tuple[float, float],
) -> list[Step]:
    words, row = told.words, told.row
    difference, low, high = (float(it[row]) for it in (gain.difference, gain.low, gain.high))
    p, q = (float(it[row]) for it in (gain.base, gain.now))
    first_year, newest_year = (
        f"{words.number(x)} ÷ {words.number(n)} = {exact(told, value)}"
        for (x, n), value in zip(years, (p, q), strict=True)
    )
    fractions = [words.number(it, 5) for it in (q, *now, p, *then, difference)]
    q_, low_now, high_now, p_, low_then, high_then, apart = fractions
    verdict = (
        words("0 lies between them, so that could be chance.")
        if low <= 0 <= high
        else words("0 doesn't lie between them: that was hardly chance.")
    )
    return [
        Step(
            words(
                "The first year, from {period} on. Its Wilson interval is {low} to {high}.",
                period=words.period(told.series.periods[int(gain.first[row])]),
                low=low_then,
                high=high_then,
            ),
            first_year,
        ),
        Step(
            words("The newest year. Its Wilson interval is {low} to {high}.", low=low_now, high=high_now),
            newest_year,
        ),
        Step(words("The difference:"), f"{q_} − {p_} = {apart}"),
        Step(
            words("Its lower limit:"),
            f"{apart} − √(({q_} − {low_now})² + ({high_then} − {p_})²) = {words.number(low, 4)}",
        ),
        Step(
            words("Its upper limit:"),
            f"{apart} + √(({high_now} − {q_})² + ({p_} − {low_then})²) = {words.number(high, 4)}",
        ),
        Step(verdict),
    ]


def _counts(series: Series, gain: Gain, row: int) -> tuple[Counts, Counts] | None:
    """Counts of both years. Where the newest begins isn't told, but which year it is, its value tells."""
    begin, span = int(gain.first[row]), gain.span
    for start in range(len(series.periods) - span, begin + span - 1, -1):
        newest = _sums(series, start, span)
        if newest is not None and isclose(newest[0] / newest[1], float(gain.now[row]), rel_tol=1e-9):
            oldest = _sums(series, begin, span)
            return None if oldest is None else (oldest, newest)
    return None


def _sums(series: Series, start: int, span: int) -> Counts | None:
    x, n = series.numerators[start : start + span], series.denominators[start : start + span]
    counted, out_of = [it for it in x if it is not None], [it for it in n if it is not None]
    whole = len(counted) == len(out_of) == span and sum(out_of) > 0
    return (sum(counted), sum(out_of)) if whole else None


def _told(standard: Standard, _: StandardResult, compared: Compared) -> Bools:
    plain = np.isfinite(compared.gain.difference) & (compared.gain.wide == 1)
    return plain & (standard.measure.kind in SHARES)


def _differs(standard: Standard, finding: StandardResult, compared: Compared) -> Bools:
    with np.errstate(invalid="ignore"):
        return _told(standard, finding, compared) & ((compared.gain.low > 0) | (compared.gain.high < 0))
