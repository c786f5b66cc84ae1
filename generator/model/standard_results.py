"""All that was worked out, standard by standard, and the rows that pages show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from generator.model.attention import Attention
from generator.model.comparison_results import (
    AlternativeTargets,
    Compared,
    ComparedWithPeers,
    Funnel,
    Spread,
    beside,
)
from generator.model.conversion import Flows
from generator.model.inputs import DatedChange, HandbookSource
from generator.model.period import first_from, understood
from generator.model.results import (
    Assessment,
    ChangeBy,
    ChangeMark,
    FilePlace,
    Floats,
    Limits,
    Panel,
    Series,
    YearTotal,
)
from generator.model.run_chart_results import Runs
from generator.model.value_notes import ValueNotes

NETWORK = "network"
"""Name of the group that holds every clinic. No clinic or country may be called so."""


@dataclass(frozen=True)
class StandardResult:
    """One standard's panel with its limits and verdicts: of the clinics, or of groups of them."""

    panel: Panel
    limits: Limits
    judged: Assessment
    runs: Runs
    interval: tuple[Floats, Floats]
    """Lower and upper limit of each value at 95 %, in its unit; NaN where there is none."""
    compared: Compared | None = None
    """Clinics beside one another; None of groups."""
    spread: Spread | None = None
    funnel: Funnel | None = None

    @cached_property
    def index(self) -> Mapping[str, int]:
        """Row of each clinic or group."""
        return {name: i for i, name in enumerate(self.panel.clinics)}


@dataclass(frozen=True)
class StandardResults:
    """What the pages are made from."""

    written: HandbookSource
    """`Observed`, but where pages are made: what those need of its table is in `said`."""
    clinics: Mapping[str, StandardResult]
    """By standard: one row a clinic."""

    groups: Mapping[str, StandardResult]
    """By standard: one row a group, 'network' first, then countries, then peer groups. Only
    standards whose values can be added up."""

    years: Mapping[tuple[str, str], tuple[YearTotal, ...]]
    """By (standard, group): sums over sums by year of the handbook's calendar."""

    quarters: Mapping[tuple[str, str], tuple[YearTotal, ...]] = field(default_factory=dict)
    """The same by quarter, of what is measured more often."""

    frames: Mapping[tuple[str, str], AlternativeTargets] = field(default_factory=dict)
    """By (standard, country): how its newest values would be judged there."""

    flows: Mapping[str, Flows] = field(default_factory=dict)
    """By standard, for conversions: stage by stage."""

    attention: tuple[Attention, ...] = ()
    """What needs attention, first things first."""

    improving: tuple[Attention, ...] = ()

    said: ValueNotes = field(default_factory=ValueNotes, repr=False, compare=False)

    def series(self, standard: str, clinic: str) -> Series | None:
        """A clinic's row, None where the standard has none of it."""
        return self._row(self.clinics.get(standard), clinic)

    def group(self, standard: str, group: str) -> Series | None:
        """A group's row ('network' or a country), None where nothing can be added up."""
        return self._row(self.groups.get(standard), group)

    def beside(self, standard: str, clinic: str) -> ComparedWithPeers | None:
        """How a clinic's newest value compares; None where it has none, and of groups."""
        finding = self.clinics.get(standard)
        if finding is None or finding.compared is None or (i := finding.index.get(clinic)) is None:
            return None
        return beside(finding.panel, finding.compared, i)

    def source(self, standard: str, clinic: str, position: int) -> FilePlace | None:
        """The line of a clinic's value, without making the whole row; None where there is no line."""
        finding = self.clinics.get(standard)
        if finding is None or (i := finding.index.get(clinic)) is None:
            return None
        row = int(finding.panel.row[i, position])
        return self.said.source(row) if row >= 0 else None

    def _row(self, finding: StandardResult | None, name: str) -> Series | None:
        if finding is None or (i := finding.index.get(name)) is None:
            return None
        panel, limits, judged = finding.panel, finding.limits, finding.judged
        rows = panel.row[i].tolist()
        said = self.said
        return Series(
            standard=panel.standard,
            clinic=name,
            periods=panel.periods,
            values=_or_none(panel.value[i]),
            numerators=_or_none(panel.numerator[i]),
            denominators=_or_none(panel.denominator[i]),
            targets=_or_none(judged.target[i]),
            verdicts=judged.verdict[i].tolist(),
            means=_or_none(limits.mean[i]),
            lowers=_or_none(limits.lower[i]),
            uppers=_or_none(limits.upper[i]),
            groups=limits.group[i].tolist(),
            rules=limits.rule[i].tolist(),
            directions=limits.direction[i].tolist(),
            expected=panel.expected[i].tolist(),
            sources=said.sources(rows),
            notes={t: said.note[row] for t, row in enumerate(rows) if row in said.note},
            missing={t: said.missing[row] for t, row in enumerate(rows) if row in said.missing},
            quality={t: said.quality[row] for t, row in enumerate(rows) if row in said.quality},
            marks=self._marks(panel, name),
            change=judged.change[i],
            by=ChangeBy(int(judged.by[i])),
            assurance=judged.assurance[i],
            since=int(judged.since[i]) if judged.since[i] >= 0 else None,
            points=int(limits.points[i, judged.last[i]]) if judged.last[i] >= 0 else 0,
            definition=self.written.comparable.get((name, panel.standard)),
            members=None
            if panel.members is None or panel.of is None
            else list(zip(panel.members[i].tolist(), panel.of[i].tolist(), strict=True)),
        )

    def _marks(self, panel: Panel, name: str) -> tuple[ChangeMark, ...]:
        """Changes where they take effect: at the first period on or after them, as restarts do."""
        here = [*self._changes.get(None, ()), *self._changes.get(name, ())]
        year_starts = self.written.settings.calendar.year_starts
        marks = [
            ChangeMark(position, dated.change.note, dated.change.restart)
            for dated in here
            if dated.change.standard in (None, panel.standard)
            and (period := understood(dated.change.at, year_starts))
            and (position := first_from(period.start, panel.periods)) is not None
        ]
        return tuple(sorted(marks, key=lambda mark: mark.position))

    @cached_property
    def _changes(self) -> Mapping[str | None, list[DatedChange]]:
        """What happened, by clinic; under None what happened everywhere."""
        by_clinic: dict[str | None, list[DatedChange]] = {}
        for dated in self.written.changes:
            by_clinic.setdefault(dated.clinic, []).append(dated)
        return by_clinic


def _or_none(numbers: Floats) -> list[float | None]:
    return [None if number != number else number for number in numbers.tolist()]  # noqa: PLR0124
