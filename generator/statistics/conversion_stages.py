"""Conversions stage by stage, over a year and by quarter: sums over sums, each step with its interval."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from generator.model.conversion import Best, Course, Flow, Flows, Step
from generator.model.handbook_data import HandbookData
from generator.model.inputs import Standard
from generator.model.observation import stages as stages_of
from generator.model.period import Grain, Period, containing
from generator.model.results import Bools, Floats, Panel, Rows
from generator.model.standard_results import NETWORK
from generator.statistics import intervals

YEAR = {Grain.WEEK: 52, Grain.MONTH: 12, Grain.QUARTER: 4, Grain.HALF: 2}


def flows(written: HandbookData, clinics: Mapping[str, Panel]) -> dict[str, Flows]:
    """The stages of every conversion, by standard.

    The newest year is the same for everybody, so that what differs isn't the season: the 12 months (4
    quarters, 52 weeks) up to the newest period of all. Only clinics whose definition is everybody's
    are in the network's. Where a value is hidden, every sum that it would be in is withheld.
    """
    found = {}
    for name, panel in clinics.items():
        standard = written.standards[name]
        if standard.measure.kind == "conversion" and (stages := stages_of(standard.measure)):
            found[name] = _flows(written, standard, panel, stages)
    return found


@dataclass(frozen=True)
class _Sums:
    """Sums of each clinic over some runs of periods. Arrays are clinics by runs."""

    spans: tuple[tuple[Period, Period], ...]
    columns: tuple[int, ...]
    """How many periods a run has."""
    counts: Floats
    """By stage in the last axis; 0 where there is no value."""
    periods: Rows
    of: Rows
    hidden: Bools

    @classmethod
    def over(cls, panel: Panel, counts: Floats, starts: Sequence[int]) -> _Sums:
        """Runs that begin at these positions, the last one running to the end."""
        there = np.isfinite(counts).all(axis=2)
        ends = [*starts[1:], panel.shape[1]]
        known = np.where(there[:, :, None], counts, 0)
        return cls(
            tuple((panel.periods[a], panel.periods[b - 1]) for a, b in zip(starts, ends, strict=True)),
            tuple(b - a for a, b in zip(starts, ends, strict=True)),
            np.add.reduceat(known, starts, axis=1),
            np.add.reduceat(there, starts, axis=1, dtype=np.int32),
            np.add.reduceat(panel.expected, starts, axis=1, dtype=np.int32),
            np.logical_or.reduceat(panel.hidden, starts, axis=1),
        )

    def of_clinic(self, row: int, nth: int) -> Flow:
        members, hidden = int(self.periods[row, nth]), bool(self.hidden[row, nth])
        return _flow(self.spans[nth], members, self.columns[nth], self.counts[row, nth], hidden)

    def together(self, rows: Sequence[int], nth: int) -> Flow:
        """The clinics of these rows as one; how many of them have a value, and how many should."""
        members = int((self.periods[rows, nth] > 0).sum())
        hidden, of = bool(self.hidden[rows, nth].any()), int((self.of[rows, nth] > 0).sum())
        return _flow(self.spans[nth], members, of, self.counts[rows, nth].sum(axis=0), hidden)

    @property
    def course(self) -> Course:
        shown = (self.periods > 0) & ~self.hidden
        counts = np.where(shown[:, :, None], self.counts, np.nan)
        low, high = intervals.wilson(counts[:, :, 1:], counts[:, :, :-1])
        return Course(counts, low, high, self.periods, self.of, self.hidden)


def _flows(written: HandbookData, standard: Standard, panel: Panel, stages: tuple[str, ...]) -> Flows:
    counts = _counts(written, panel, len(stages))
    begins = max(0, len(panel.periods) - YEAR.get(panel.periods[0].grain, 1))
    years = _Sums.over(panel, counts, sorted({0, begins}))
    newest = {clinic: years.of_clinic(row, -1) for row, clinic in enumerate(panel.clinics)}
    alike = [row for row, clinic in enumerate(panel.clinics) if _comparable(written, clinic, panel.standard)]
    told = {clinic: newest[clinic] for clinic in (panel.clinics[row] for row in alike)}
    best = tuple(_best(told, step, standard.judge_from) for step in range(len(stages) - 1))
    quarters = _Sums.over(panel, counts, _quarters(panel.periods))
    return Flows(
        stages,
        newest | {NETWORK: years.together(alike, -1)},
        tuple(quarters.together(alike, nth) for nth in range(len(quarters.spans))),
        best,
        {clinic: row for row, clinic in enumerate(panel.clinics)},
        quarters.course,
    )


def _counts(written: HandbookData, panel: Panel, many: int) -> Floats:
    """Clinics by periods by stages; NaN where there is no value or its stages aren't all told."""
    counts = np.full((*panel.shape, many), np.nan)
    at = np.nonzero(panel.row >= 0)
    said = written.observations["stages"].gather(panel.row[at]).to_list()
    whole = [it if it and len(it) == many and None not in it else [np.nan] * many for it in said]
    counts[at] = np.array(whole, np.float64).reshape(-1, many)
    return counts


def _comparable(written: HandbookData, clinic: str, standard: str) -> bool:
    """Whether the clinic's definition is everybody's, so that it is among all together."""
    definition = written.comparable.get((clinic, standard))
    return definition is None or definition.sameness == "same"


def _quarters(periods: Sequence[Period]) -> list[int]:
    """Where each quarter begins; each period by itself, where they are as long or longer."""
    if periods[0].grain not in (Grain.WEEK, Grain.MONTH):
        return list(range(len(periods)))
    quarters = [containing(period.start, Grain.QUARTER, 1) for period in periods]
    return [at for at, one in enumerate(quarters) if at == 0 or one != quarters[at - 1]]


def _flow(span: tuple[Period, Period], members: int, of: int, sums: Floats, hidden: bool) -> Flow:
    if hidden or not members:
        return Flow(*span, members, of, (), (), hidden)
    low, high = intervals.wilson(sums[1:], sums[:-1])
    steps = tuple(
        None if least != least else Step(after / before, least, most)  # noqa: PLR0124 - NaN
        for before, after, least, most in zip(
            sums.tolist(), sums[1:].tolist(), low.tolist(), high.tolist(), strict=False
        )
    )
    return Flow(*span, members, of, tuple(sums.tolist()), steps)


def _best(clinics: Mapping[str, Flow], step: int, enough: float) -> Best | None:
    told = [
        Best(clinic, it)
        for clinic, flow in clinics.items()
        if flow.counts and flow.counts[step] >= max(enough, 1) and (it := flow.steps[step]) is not None
    ]
    return max(told, key=lambda one: one.step.rate, default=None)
