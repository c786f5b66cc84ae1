"""Conversions stage by stage, over a year: sums over sums, each step with its interval."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from generator.measure import intervals
from generator.model.findings import NETWORK
from generator.model.flows import Best, Flow, Flows, Step
from generator.model.found import Bools, Floats, Panel
from generator.model.observation import stages as stages_of
from generator.model.period import Grain, Period, containing
from generator.model.written import Standard, Written

YEAR = {Grain.WEEK: 52, Grain.MONTH: 12, Grain.QUARTER: 4, Grain.HALF: 2}


def flows(written: Written, clinics: Mapping[str, Panel]) -> dict[str, Flows]:
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


def _flows(written: Written, standard: Standard, panel: Panel, stages: tuple[str, ...]) -> Flows:
    counts = _counts(written, panel, len(stages))
    span = YEAR.get(panel.periods[0].grain, 1)
    whole = slice(max(0, len(panel.periods) - span), len(panel.periods))
    newest = {
        clinic: _flow(panel, counts[row : row + 1], whole, [row]) for row, clinic in enumerate(panel.clinics)
    }
    alike = [row for row, clinic in enumerate(panel.clinics) if _comparable(written, clinic, panel.standard)]
    newest[NETWORK] = _flow(panel, counts[alike], whole, alike)
    quarters = tuple(_flow(panel, counts[alike], columns, alike) for columns in _quarters(panel.periods))
    comparable = {
        panel.clinics[row]: newest[panel.clinics[row]] for row in alike if panel.clinics[row] in newest
    }
    best = tuple(_best(comparable, step, standard.judge_from) for step in range(len(stages) - 1))
    return Flows(stages, newest, quarters, best)


def _counts(written: Written, panel: Panel, many: int) -> Floats:
    """Clinics by periods by stages; NaN where there is no value or its stages aren't all told."""
    counts = np.full((*panel.shape, many), np.nan)
    at = np.nonzero(panel.row >= 0)
    said = written.observations["stages"].gather(panel.row[at]).to_list()
    whole = [it if it and len(it) == many and None not in it else [np.nan] * many for it in said]
    counts[at] = np.array(whole, np.float64).reshape(-1, many)
    return counts


def _comparable(written: Written, clinic: str, standard: str) -> bool:
    definition = written.comparable.get((clinic, standard))
    return definition is None or definition.sameness == "same"


def _quarters(periods: Sequence[Period]) -> list[slice]:
    """Columns of each quarter; each period by itself, where they are as long or longer."""
    if periods[0].grain not in (Grain.WEEK, Grain.MONTH):
        return [slice(at, at + 1) for at in range(len(periods))]
    quarters = [containing(period.start, Grain.QUARTER, 1) for period in periods]
    starts = [at for at, one in enumerate(quarters) if at == 0 or one != quarters[at - 1]]
    return [slice(start, end) for start, end in zip(starts, [*starts[1:], len(periods)], strict=True)]


def _flow(panel: Panel, counts: Floats, columns: slice, rows: Sequence[int]) -> Flow:
    """The sum of some clinics over some periods."""
    there: Bools = np.isfinite(counts[:, columns]).all(axis=2)
    first, last = panel.periods[columns.start], panel.periods[columns.stop - 1]
    members = there.any(axis=1).sum() if len(rows) > 1 else there.sum()
    of = panel.expected[rows, columns].any(axis=1).sum() if len(rows) > 1 else there.shape[1]
    if panel.hidden[rows, columns].any():
        return Flow(first, last, int(members), int(of), (), (), hidden=True)
    if not there.any():
        return Flow(first, last, 0, int(of), (), ())
    sums = np.where(there[:, :, None], counts[:, columns], 0).sum(axis=(0, 1))
    low, high = intervals.wilson(sums[1:], sums[:-1])
    steps = tuple(
        None if np.isnan(least) else Step(float(after / before), float(least), float(most))
        for before, after, least, most in zip(sums, sums[1:], low, high, strict=False)
    )
    return Flow(first, last, int(members), int(of), tuple(sums.tolist()), steps)


def _best(clinics: Mapping[str, Flow], step: int, enough: float) -> Best | None:
    told = [
        Best(clinic, it)
        for clinic, flow in clinics.items()
        if flow.counts and flow.counts[step] >= max(enough, 1) and (it := flow.steps[step]) is not None
    ]
    return max(told, key=lambda one: one.step.rate, default=None)
