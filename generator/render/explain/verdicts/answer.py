"""What every answer needs, and how an answer looks."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from math import isnan

from generator.model.inputs import Standard
from generator.model.results import Series, Verdict
from generator.model.standard_results import StandardResult
from generator.render.context import RenderContext
from generator.words import Words


@dataclass(frozen=True, slots=True)
class ExplanationContext:
    """What every answer needs."""

    edition: RenderContext
    series: Series
    standard: Standard

    @property
    def words(self) -> Words:
        return self.edition.words

    @property
    def finding(self) -> StandardResult:
        """Of the clinics, or of the groups."""
        findings = self.edition.findings
        return (findings.clinics if self.series.members is None else findings.groups)[self.series.standard]

    @property
    def row(self) -> int:
        return self.finding.index[self.series.clinic]

    def interval(self, at: int) -> tuple[float, float] | tuple[None, None]:
        """The 95 % interval of a value, where there is one."""
        low, high = (float(limit[self.row, at]) for limit in self.finding.interval)
        return (None, None) if isnan(low) or isnan(high) else (low, high)

    def said(self, value: float) -> str:
        return self.words.format(self.standard)(value)

    def span(self, message: str, low: float, high: float, **more: str) -> str:
        return self.words(message, low=self.said(low), high=self.said(high), **more)


def asked(question: str, css: str, answer: str, told: list[str]) -> str:
    """`answer` is markup, the rest plain text."""
    why = escape(" ".join(filter(None, told)))
    return (
        f"<details><summary><span>{escape(question)}</span> "
        f'<b class="bb-badge bb-{css}">{answer}</b></summary><p>{why}</p></details>'
    )


def without_value(told: ExplanationContext) -> str:
    if Verdict.HIDDEN in told.series.verdicts:
        return told.words("Its counts are too small to be shown.")
    if told.series.last is None and 0 in told.series.denominators:
        return told.words("There is no value: nobody was there to be counted.")
    return told.words("There is no value yet.")
