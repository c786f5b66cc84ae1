"""Is it met? A share, its target and its Wilson interval."""

from __future__ import annotations

import numpy as np

from generator.model.comparison_results import Compared
from generator.model.inputs import Standard
from generator.model.results import Bools, Verdict
from generator.model.standard_results import StandardResult
from generator.render.context import RenderContext
from generator.render.explain.examples.example import Z95, Example, Step, both, exact, first, named, newest
from generator.render.explain.verdicts.answer import ExplanationContext

SHARES = ("proportion", "conversion")


def example(edition: RenderContext) -> Example | None:
    found = first(edition, _fits)
    if found is None:
        return None
    told, at = found
    words, series = told.words, told.series
    x, n, target = series.numerators[at], series.denominators[at], series.targets[at]
    (low, high), value = told.interval(at), series.values[at]
    if x is None or n is None or target is None or value is None or low is None or high is None:
        return None
    verdict = words.verdict(series.verdicts[at])
    within = (
        words("The target lies within: chance alone could turn the verdict.")
        if low <= target <= high
        else words("The target lies outside: chance alone would hardly turn the verdict.")
    )
    return named(
        told,
        at,
        [
            Step(words("The value:"), f"{words.number(x)} ÷ {words.number(n)} = {exact(told, value)}"),
            Step(
                words(
                    "The target in force then: {target}. So the verdict is: {verdict}.",
                    target=words.target(told.standard, target),
                    verdict=verdict,
                )
            ),
            Step(words("Its 95% interval:"), f"{wilson(told, x, n)} = {both(told, low, high)}"),
            Step(within),
        ],
    )


def wilson(told: ExplanationContext, x: float, n: float) -> str:
    """Wilson's formula with its numbers."""
    number = told.words.number
    z, square, whole, cases = number(Z95, 6), number(Z95**2, 4), number(n), number(x)
    root = f"√({square} + 4 × {cases} × (1 − {cases} ÷ {whole}))"
    return f"(2 × {cases} + {square} ± {z} × {root}) ÷ (2 × ({whole} + {square}))"


def _fits(standard: Standard, finding: StandardResult, _: Compared) -> Bools:
    if standard.measure.kind not in SHARES:
        return np.zeros(finding.panel.shape[0], np.bool_)
    judged = np.isin(newest(finding, finding.judged.verdict), (Verdict.MET, Verdict.CLOSE, Verdict.MISSED))
    return judged & np.isfinite(newest(finding, finding.interval[0] + finding.panel.numerator))
