"""The sums that are published, as relations between what is hidden in them. For the audit only."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cached_property
from math import isfinite, nan

import numpy as np

from generator.disclosure.hidden_values import HiddenValues, Layers, names
from generator.model.inputs import HandbookSource, Kind, Measure
from generator.model.period import Grain, Period
from generator.model.results import Bools, Floats, Panel
from generator.model.standard_results import NETWORK, StandardResult, StandardResults

TOLERANCE = 1e-9
TO_THURSDAY = timedelta(days=3)
YEARS = frozenset({Grain.YEAR, Grain.FINANCIAL_YEAR})


@dataclass(frozen=True)
class Sheet:
    """One standard's values by clinic and period: what is shown, what isn't, what must not be."""

    name: str
    measure: Measure
    finding: StandardResult
    secrets: HiddenValues
    first: int
    """Number of its first cell; they run clinic by clinic."""

    @property
    def panel(self) -> Panel:
        return self.finding.panel

    @cached_property
    def layers(self) -> Layers:
        return Layers.of_panel(self.measure, self.panel)

    @cached_property
    def known(self) -> Bools:
        layers = self.layers
        return np.isfinite(self.panel.value) & np.isfinite(layers.numerator) & np.isfinite(layers.denominator)

    @cached_property
    def unknown(self) -> Bools:
        return self.secrets.there & ~self.known

    @property
    def cells(self) -> np.ndarray:
        return self.first + np.arange(self.panel.value.size).reshape(self.panel.shape)


@dataclass(frozen=True, slots=True)
class Link:
    """Hidden cells that add up to something: numerators and denominators, NaN where that isn't known."""

    cells: dict[int, int]
    numerator: float
    denominator: float
    kind: Kind
    said: str = ""
    """What is published, in words; empty where it isn't."""


@dataclass(frozen=True, slots=True)
class _Totals:
    """What is known of a group's totals by column, 0 where they are hidden, and then their cells."""

    numerator: Floats
    denominator: Floats
    hidden: dict[int, int]


@dataclass
class Relations:
    """Collects the links of all sums that hold a value of a sheet."""

    written: HandbookSource
    findings: StandardResults
    sheets: dict[str, Sheet]
    links: list[Link] = field(default_factory=list)
    closing: bool = False
    """Whether any total is shown, so that something may follow."""

    def collect(self) -> list[Link]:
        self._next = sum(sheet.panel.value.size for sheet in self.sheets.values())
        for name, finding in self.findings.groups.items():
            parts = [self.sheets[part] for part in parts_of(self.written, name) if part in self.sheets]
            for row, group in enumerate(finding.panel.clinics if parts else ()):
                self._years(name, finding.panel, group, self._periods(name, finding, row, parts))
        return self.links

    def _periods(self, name: str, finding: StandardResult, row: int, parts: Sequence[Sheet]) -> _Totals:
        """Links of one group's periods."""
        panel, group = finding.panel, finding.panel.clinics[row]
        measure = self.written.standards[name].measure
        held, top, below = self._held(name, group, panel, parts)
        shown = Layers.of_panel(measure, panel)
        tops, belows = shown.numerator[row], shown.denominator[row]
        hidden: dict[int, int] = {}
        for at, cells in held.items():
            rest = float(tops[at] - top[at]), float(belows[at] - below[at])
            if not any(map(isfinite, rest)):
                hidden[at] = self._next
                parted = {self._next: 1} | dict.fromkeys(cells, -1)
                self.links.append(Link(parted, float(top[at]), float(below[at]), measure.kind))
                self._next += 1
            elif more(rest, float(tops[at]), float(belows[at])):
                self.closing = True
                when = panel.periods[at].text
                said = f"the total of {_called(group)} for {when} less the clinics that are shown"
                self.links.append(Link(dict.fromkeys(cells, 1), *rest, measure.kind, said))
        withheld = np.isin(np.arange(len(tops)), list(hidden))
        # Where nothing is hidden in it, a total follows from its parts.
        tops, belows = np.where(np.isnan(tops), top, tops), np.where(np.isnan(belows), below, belows)
        return _Totals(np.where(withheld, 0, tops), np.where(withheld, 0, belows), hidden)

    def _held(
        self, name: str, group: str, panel: Panel, parts: Sequence[Sheet]
    ) -> tuple[dict[int, list[int]], Floats, Floats]:
        """By column of the group the hidden cells in it, and the sums of those that are shown."""
        column = {period.text: at for at, period in enumerate(panel.periods)}
        held: dict[int, list[int]] = {}
        top, below = np.zeros((2, len(column)))
        for part in parts:
            rows = [
                at
                for at, clinic in enumerate(part.panel.clinics)
                if self._inside(clinic, group)
                and all(same(self.written, clinic, it) for it in (name, part.name))
            ]
            to = np.array([column.get(period.text, -1) for period in part.panel.periods])
            common = to >= 0
            known, layers = part.known[rows], part.layers
            top[to[common]] += np.where(known, layers.numerator[rows], 0).sum(axis=0)[common]
            below[to[common]] += np.where(known, layers.denominator[rows], 0).sum(axis=0)[common]
            hidden = part.unknown[rows] & common
            columns = np.broadcast_to(to, hidden.shape)[hidden]
            for at, cell in zip(columns.tolist(), part.cells[rows][hidden].tolist(), strict=True):
                held.setdefault(at, []).append(cell)
        return held, top, below

    def _years(self, name: str, panel: Panel, group: str, known: _Totals) -> None:
        """Links of one group's years."""
        key, measure = (name, group), self.written.standards[name].measure
        totals = (*self.findings.years.get(key, ()), *self.findings.quarters.get(key, ()))
        if not known.hidden or not totals:
            return
        shown = Layers.of_years(measure, totals)
        for nth, total in enumerate(totals):
            columns = [at for at, period in enumerate(panel.periods) if _begins_in(period, total.year)]
            cells = [known.hidden[at] for at in columns if at in known.hidden]
            top, below = float(shown.numerator[nth]), float(shown.denominator[nth])
            rest = (
                top - float(known.numerator[columns].sum()),
                below - float(known.denominator[columns].sum()),
            )
            if cells and more(rest, top, below):
                self.closing = True
                span = f"the year {total.year.text}" if total.year.grain in YEARS else total.year.text
                said = f"the total of {_called(group)} for {span} less its other periods"
                self.links.append(Link(dict.fromkeys(cells, 1), *rest, measure.kind, said))

    def _inside(self, clinic: str, group: str) -> bool:
        if group == NETWORK:
            return True
        known = self.written.clinics[clinic]
        return group == known.country if group in self.written.countries else group in known.peers


def sheets(written: HandbookSource, findings: StandardResults) -> dict[str, Sheet]:
    """Of the standards with secrets, and of all that stand in one sum with such a one."""
    wanted = set(names(written))
    for name in findings.groups:
        parts = parts_of(written, name)
        if not wanted.isdisjoint(parts):
            wanted |= set(parts)
    found: dict[str, Sheet] = {}
    first = 0
    for name, finding in findings.clinics.items():
        if name in wanted:
            secrets = HiddenValues.of(written, name, finding.panel)
            found[name] = Sheet(name, written.standards[name].measure, finding, secrets, first)
            first += finding.panel.value.size
    return found


def same(written: HandbookSource, clinic: str, standard: str) -> bool:
    """Whether the clinic's definition is everybody's, so that it is in sums."""
    definition = written.comparable.get((clinic, standard))
    return definition is None or definition.sameness == "same"


def parts_of(written: HandbookSource, name: str, above: tuple[str, ...] = ()) -> tuple[str, ...]:
    """The standards with values of their own that this one adds up; itself, where it adds up none."""
    standard = written.standards.get(name)
    if standard is None or name in above:
        return ()
    if not standard.measure.adds_up:
        return (name,)
    nested = (parts_of(written, part, (*above, name)) for part in standard.measure.adds_up)
    return tuple(dict.fromkeys(part for parts in nested for part in parts))


def means(sheet: Sheet) -> Iterator[Link]:
    """Means of control charts that count more values than are shown: of hidden ones, that is."""
    panel, limits = sheet.panel, sheet.finding.limits
    rows = np.flatnonzero(sheet.unknown.any(axis=1) & np.isfinite(limits.mean).any(axis=1))
    for row in rows.tolist():
        value, groups = panel.value[row], limits.group[row]
        for group in np.unique(groups[np.isfinite(limits.mean[row])]).tolist():
            here = groups == group
            points = int(limits.points[row, here].max())
            if points > np.isfinite(value[here]).sum():
                mean = float(np.nanmax(limits.mean[row, here]))
                cells = sheet.cells[row, here & sheet.unknown[row]].tolist()
                rest = mean * points - float(np.nansum(value[here]))
                yield Link(
                    dict.fromkeys(cells, 1),
                    rest,
                    nan,
                    sheet.measure.kind,
                    "the mean on its chart less the values that are shown",
                )


def more(rest: tuple[float, float], top: float, below: float) -> bool:
    """Whether a total holds more than what is shown of it."""
    return any(
        isfinite(left) and abs(left) > TOLERANCE * max(1.0, abs(total))
        for left, total in zip(rest, (top, below), strict=True)
    )


def _begins_in(period: Period, year: Period) -> bool:
    day = period.start + TO_THURSDAY if period.grain is Grain.WEEK else period.start
    return year.start <= day <= year.end


def _called(group: str) -> str:
    return "all clinics" if group == NETWORK else f"`{group}`"
