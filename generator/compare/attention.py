"""What to look at first, and what is getting better: one line a clinic and standard."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from generator.compare import notable_comparisons, variation
from generator.compare.notable_comparisons import Beyond
from generator.compare.recent_trend import POINTS as YEARS
from generator.model.attention import SHORT_OF_TARGET, Attention, Because
from generator.model.inputs import HandbookSource
from generator.model.results import Assurance, Bools, ChangeBy, Floats, SpcRule, Variation, Verdict
from generator.model.standard_results import StandardResult

RECENT = 3
"""A series whose last value is more periods old than this is not news."""

TOLERANCE = 1e-9
SIGNALS = (Variation.WORSENING, Variation.IMPROVING)


def lists(
    written: HandbookSource, findings_by_standard: Mapping[str, StandardResult]
) -> tuple[tuple[Attention, ...], tuple[Attention, ...]]:
    """What needs attention, and what is improving.

    First comes what gets worse (or is far worse than its peers, or than it was) and misses its
    target now, then what does so without missing one, then what misses it and will unless
    something changes; in each the farthest first, and of equals what has lasted longest.
    A series stands in one list only, once, and only while its clinic is open, the standard is
    approved and the last value is recent.
    """
    needs: list[Attention] = []
    improving: list[Attention] = []
    for name, finding in findings_by_standard.items():
        if written.standards[name].status == "approved":
            for last in _recent(finding, variation.WAY[written.standards[name].measure.better]):
                found = last.attention()
                (improving if last.good(found.because) else needs).append(found)
    # Sorting is stable: equals stay in the order of standards and clinics.
    needs.sort(key=lambda it: (it.urgency, -it.distance, -it.length))
    improving.sort(key=lambda it: (-it.distance, -it.length))
    return tuple(needs), tuple(improving)


def _recent(finding: StandardResult, way: int) -> Iterator[_Last]:
    panel, judged = finding.panel, finding.judged
    newest, peers, years = len(panel.periods) - 1, *notable_comparisons.beyond(finding, way, RECENT)
    for row, (change, assurance) in enumerate(zip(judged.change, judged.assurance, strict=True)):
        at = int(judged.last[row])
        if at < 0 or newest - at > RECENT or not panel.expected[row, newest]:
            continue
        signal = change in SIGNALS
        # Where something changes, limits don't tell what will be.
        fails = not signal and assurance is Assurance.FAIL and judged.verdict[row, at] in SHORT_OF_TARGET
        told = {
            Because.CHANGE: signal and judged.by[row] == ChangeBy.XMR,
            Because.YEARS: signal and judged.by[row] == ChangeBy.RECENT_TREND,
            Because.PEERS: bool(peers.side[row] < 0),
            Because.WORSE_YEAR: bool(years.side[row] < 0),
            Because.TARGET: fails,
            Because.BETTER_YEAR: bool(years.side[row] > 0),
        }
        if reasons := tuple(because for because, holds in told.items() if holds):
            yield _Last(finding, row, at, reasons, {Because.PEERS: peers}.get(reasons[0], years))


@dataclass(frozen=True, slots=True)
class _Last:
    """The last value of a series that is worth a line."""

    finding: StandardResult
    row: int
    at: int
    reasons: tuple[Because, ...]
    beyond: Beyond
    """Beside its peers where that is the first reason, else beside its first year."""

    def good(self, because: Because) -> bool:
        changes_for_good = self.finding.judged.change[self.row] is Variation.IMPROVING
        if because in (Because.CHANGE, Because.YEARS):
            return changes_for_good
        return because is Because.BETTER_YEAR

    def attention(self) -> Attention:
        panel, limits, judged = self.finding.panel, self.finding.limits, self.finding.judged
        because, here = self.reasons[0], (self.row, self.at)
        by_rule = because is Because.CHANGE
        first, distance = self._first_and_distance(because)
        began = int(judged.since[self.row]) if by_rule else first
        target = float(judged.target[here])
        return Attention(
            clinic=panel.clinics[self.row],
            standard=panel.standard,
            rule=SpcRule(int(limits.rule[here])) if by_rule else SpcRule.NONE,
            direction=int(limits.direction[here]) if by_rule else self._sign(because),
            length=self._length(because, first),
            since=panel.periods[first],
            verdict=Verdict(int(judged.verdict[here])),
            distance=distance,
            because=because,
            also=self.reasons[1:],
            period=panel.periods[self.at],
            value=float(panel.value[here]),
            target=None if np.isnan(target) else target,
            pair=self._pair(because),
            began=panel.periods[began],
        )

    def _first_and_distance(self, because: Because) -> tuple[int, float]:
        judged = self.finding.judged
        match because:
            case Because.CHANGE:
                rule = SpcRule(int(self.finding.limits.rule[self.row, self.at]))
                first = self._first(self._flagged(rule)) - (rule is SpcRule.TREND)
                return first, self._distance(self.finding.panel.value)
            case Because.TARGET:
                return self._first(np.isin(judged.verdict[self.row], SHORT_OF_TARGET)), self._distance(
                    judged.target
                )
            case Because.YEARS:
                first = self.at - YEARS + 1
                return first, notable_comparisons.apart(self.finding, self.row, first, self.at)
            case _:
                return int(self.beyond.first[self.row]), float(self.beyond.distance[self.row])

    def _length(self, because: Because, first: int) -> int:
        compared = self.finding.compared
        if because in (Because.WORSE_YEAR, Because.BETTER_YEAR) and compared is not None:
            return compared.gain.span
        return self.at - first + 1

    def _sign(self, because: Because) -> int:
        """+1 where the last value, or year, is the higher one; 0 for a target, which has no direction."""
        pair = self._pair(because)
        return 0 if pair is None else int(np.sign(pair[1] - pair[0]))

    def _pair(self, because: Because) -> tuple[float, float] | None:
        panel = self.finding.panel
        match because:
            case Because.CHANGE | Because.TARGET:
                return None
            case Because.YEARS:
                then, now = panel.value[self.row, [self.at - YEARS + 1, self.at]].tolist()
                return then, now
            case _:
                return float(self.beyond.base[self.row]), float(self.beyond.now[self.row])

    def _flagged(self, rule: SpcRule) -> Bools:
        """By period: what the rule counts. Of a trend its steps."""
        panel, limits = self.finding.panel, self.finding.limits
        value, group = panel.value[self.row], limits.group[self.row]
        way, here = limits.direction[self.row, self.at], group == group[self.at]
        match rule:
            case SpcRule.SHIFT:
                away = (value - limits.mean[self.row]) * way
                return here & (away > TOLERANCE * np.maximum(1, np.abs(limits.mean[self.row])))
            case SpcRule.TREND:
                step = np.diff(value, prepend=np.nan) * way
                return (
                    here & np.roll(here, 1) & (step > TOLERANCE * np.maximum(1, np.abs(value - step * way)))
                )
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
