"""What to look at first, and what is getting better: one line a clinic and standard."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from generator.model.findings import Finding
from generator.model.found import Assurance, Attention, Bools, Change, Floats, Rule, Verdict
from generator.model.written import Written

RECENT = 3
"""A series whose last value is more periods old than this is not news."""

TOLERANCE = 1e-9
SHORT_OF_TARGET = (Verdict.MISSED, Verdict.CLOSE)


def lists(
    written: Written, findings_by_standard: Mapping[str, Finding]
) -> tuple[tuple[Attention, ...], tuple[Attention, ...]]:
    """What needs attention, and what is improving.

    First come series that are getting worse, by how far the last value is from the mean; then
    those that miss their target now and will unless something changes, by how far the target is from
    the mean.
    A series stands in one list only, once, and only while its clinic is open, the standard is
    approved and the last value is recent.
    """
    needs: list[Attention] = []
    improving: list[Attention] = []
    for name, finding in findings_by_standard.items():
        if written.standards[name].status == "approved":
            for last in _recent(finding):
                (improving if last.change is Change.IMPROVING else needs).append(last.attention())
    # Sorting is stable: equals stay in the order of standards and clinics.
    needs.sort(key=lambda it: (it.rule == Rule.NONE, -it.distance))
    improving.sort(key=lambda it: -it.distance)
    return tuple(needs), tuple(improving)


def _recent(finding: Finding) -> Iterator[_Last]:
    panel, judged = finding.panel, finding.judged
    newest = len(panel.periods) - 1
    for row, (change, assurance) in enumerate(zip(judged.change, judged.assurance, strict=True)):
        fails = assurance is Assurance.FAIL and judged.verdict[row, judged.last[row]] in SHORT_OF_TARGET
        told = fails or change in (Change.WORSENING, Change.IMPROVING)
        if told and panel.expected[row, newest] and newest - judged.last[row] <= RECENT:
            yield _Last(finding, row, int(judged.last[row]))


@dataclass(frozen=True, slots=True)
class _Last:
    """The last value of a series that is worth a line."""

    finding: Finding
    row: int
    at: int

    @property
    def change(self) -> Change:
        return self.finding.judged.change[self.row]

    def attention(self) -> Attention:
        limits, judged = self.finding.limits, self.finding.judged
        signal = self.change in (Change.WORSENING, Change.IMPROVING)
        rule = Rule(int(limits.rule[self.row, self.at])) if signal else Rule.NONE
        began = self._first(self._flagged(rule)) - (rule is Rule.TREND)
        return Attention(
            clinic=self.finding.panel.clinics[self.row],
            standard=self.finding.panel.standard,
            rule=rule,
            direction=int(limits.direction[self.row, self.at]) if signal else 0,
            length=self.at - began + 1,
            since=self.finding.panel.periods[int(judged.since[self.row]) if signal else began],
            verdict=Verdict(int(judged.verdict[self.row, self.at])),
            distance=self._distance(self.finding.panel.value if signal else judged.target),
        )

    def _flagged(self, rule: Rule) -> Bools:
        """By period: what the rule counts. Of a trend its steps; without a rule, targets not met."""
        panel, limits, judged = self.finding.panel, self.finding.limits, self.finding.judged
        value, group = panel.value[self.row], limits.group[self.row]
        way, here = limits.direction[self.row, self.at], group == group[self.at]
        match rule:
            case Rule.SHIFT:
                away = (value - limits.mean[self.row]) * way
                return here & (away > TOLERANCE * np.maximum(1, np.abs(limits.mean[self.row])))
            case Rule.TREND:
                step = np.diff(value, prepend=np.nan) * way
                return (
                    here & np.roll(here, 1) & (step > TOLERANCE * np.maximum(1, np.abs(value - step * way)))
                )
            case Rule.NONE:
                return np.isin(judged.verdict[self.row], SHORT_OF_TARGET)
            case _:
                same = (limits.rule[self.row] == rule) & (limits.direction[self.row] == way)
                return here & same

    def _first(self, holds: Bools) -> int:
        """Where the unbroken run up to the last value begins in which `holds` is true."""
        broken = np.flatnonzero(~holds[: self.at + 1])
        return min(int(broken[-1]) + 1, self.at) if len(broken) else 0

    def _distance(self, of: Floats) -> float:
        """From the mean, in half widths of the limits. `of` has the panel's shape."""
        limits, here = self.finding.limits, (self.row, self.at)
        half = float(limits.upper[here] - limits.lower[here]) / 2
        return abs(float(of[here] - limits.mean[here])) / half
