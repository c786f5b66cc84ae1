"""How many standards are met: counts of verdicts, one for every clinic and standard."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta

import numpy as np

from generator.model.period import Grain, Period
from generator.model.results import Bools, Variation, Verdict
from generator.model.standard_results import StandardResult, StandardResults

JUDGED = (Verdict.MET, Verdict.CLOSE, Verdict.MISSED)
STILL_COMING_IN = 0.5
"""A newest period with fewer verdicts than this share of the one before isn't the one we speak of."""

TOO_OLD = timedelta(days=366)
"""A newest value that is this much older than the standard's newest period isn't how a clinic does now."""


@dataclass(frozen=True, slots=True)
class VerdictCounts:
    """Verdicts met, out of those that could be judged."""

    met: int = 0
    judged: int = 0

    def __add__(self, other: VerdictCounts) -> VerdictCounts:
        return VerdictCounts(self.met + other.met, self.judged + other.judged)


@dataclass(frozen=True, slots=True)
class Newest:
    """The newest period that most clinics have reported for, and the one before it."""

    period: Period
    tally: VerdictCounts
    before: Period | None
    tally_before: VerdictCounts
    standards: int
    """Standards that are reported at this pace and so are counted."""
    standards_in_all: int
    later: Period | None
    """A period after it, for which values are still coming in."""


def by_period(findings: Mapping[str, StandardResult], grain: Grain) -> dict[Period, VerdictCounts]:
    """Verdicts of every clinic and standard of one grain, by period in order of time."""
    sums: dict[Period, VerdictCounts] = {}
    for finding in findings.values():
        periods, verdict = finding.panel.periods, finding.judged.verdict
        if periods[0].grain != grain:
            continue
        met, judged = (verdict == Verdict.MET).sum(axis=0), np.isin(verdict, JUDGED).sum(axis=0)
        for at, period in enumerate(periods):
            sums[period] = sums.get(period, VerdictCounts()) + VerdictCounts(int(met[at]), int(judged[at]))
    return dict(sorted(sums.items()))


def newest(findings: StandardResults) -> Newest | None:
    """How many are met of late, counted over the pace at which most standards are reported.

    None where nothing is judged.
    """
    panels = {name: found for name, found in findings.clinics.items() if _any_judged(found)}
    if not panels:
        return None
    paces = Counter(found.panel.periods[0].grain for found in panels.values())
    grain = paces.most_common(1)[0][0]
    tallies = [(period, tally) for period, tally in by_period(panels, grain).items() if tally.judged]
    at = len(tallies) - 1
    while at and tallies[at][1].judged < STILL_COMING_IN * tallies[at - 1][1].judged:
        at -= 1
    before = tallies[at - 1] if at and tallies[at - 1][0].next() == tallies[at][0] else None
    return Newest(
        period=tallies[at][0],
        tally=tallies[at][1],
        before=before[0] if before else None,
        tally_before=before[1] if before else VerdictCounts(),
        standards=paces[grain],
        standards_in_all=len(panels),
        later=tallies[at + 1][0] if at + 1 < len(tallies) else None,
    )


def of_clinics(finding: StandardResult) -> tuple[Bools, Bools]:
    """By clinic of a panel: whether its newest verdict is met, and whether there is one to count."""
    judged, now = finding.judged, fresh(finding)
    verdict = judged.verdict[np.arange(len(judged.last)), judged.last]
    return (verdict == Verdict.MET) & now, np.isin(verdict, JUDGED) & now


def fresh(finding: StandardResult) -> Bools:
    """By clinic of a panel: whether its newest value is how it does now."""
    ends, last = np.array([period.end.toordinal() for period in finding.panel.periods]), finding.judged.last
    return (last >= 0) & (ends[last] >= ends[-1] - TOO_OLD.days)


def by_clinic(findings: StandardResults, standards: Iterable[str]) -> dict[str, VerdictCounts]:
    """The newest verdicts of some standards, by clinic; clinics without one aren't there."""
    tallies: dict[str, VerdictCounts] = {}
    for name in standards:
        if (finding := findings.clinics.get(name)) is None:
            continue
        clinics, (met, judged) = finding.panel.clinics, of_clinics(finding)
        for row in np.flatnonzero(judged).tolist():
            tallies[clinics[row]] = tallies.get(clinics[row], VerdictCounts()) + VerdictCounts(
                int(met[row]), 1
            )
    return tallies


def changes(findings: StandardResults, change: Variation) -> Counter[str]:
    """By clinic, how many of its standards change that way."""
    return Counter(
        clinic
        for finding in findings.clinics.values()
        for clinic, is_now in zip(finding.panel.clinics, finding.judged.change, strict=True)
        if is_now is change
    )


def _any_judged(finding: StandardResult) -> bool:
    return bool(np.isin(finding.judged.verdict, JUDGED).any())
