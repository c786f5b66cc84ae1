"""What a series shows first: its newest value with its verdict. Read from arrays, cheap for thousands."""

from __future__ import annotations

from dataclasses import dataclass

from generator.model.period import Period
from generator.model.results import Variation, Verdict
from generator.model.standard_results import StandardResult


@dataclass(frozen=True, slots=True)
class Latest:
    """The newest value of one clinic or group."""

    at: int
    """Its position among the periods."""
    period: Period
    value: float
    numerator: float | None
    denominator: float | None
    target: float | None
    verdict: Verdict
    change: Variation
    current: bool
    """Whether it is of the standard's newest period."""


def of(finding: StandardResult | None, name: str) -> Latest | None:
    """The newest value of a row, None where it has none that is shown."""
    if finding is None or (i := finding.index.get(name)) is None:
        return None
    panel, judged = finding.panel, finding.judged
    at = int(judged.last[i])
    if at < 0:
        return None
    return Latest(
        at=at,
        period=panel.periods[at],
        value=float(panel.value[i, at]),
        numerator=_known(panel.numerator[i, at]),
        denominator=_known(panel.denominator[i, at]),
        target=_known(judged.target[i, at]),
        verdict=Verdict(int(judged.verdict[i, at])),
        change=judged.change[i],
        current=at == len(panel.periods) - 1,
    )


def _known(number: float) -> float | None:
    return None if number != number else float(number)  # noqa: PLR0124 - NaN is the one that isn't itself
