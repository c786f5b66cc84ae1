"""Does each value meet the target that was in force then and there?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import IntEnum

import numpy as np

from generator.compare import variation
from generator.model.inputs import HandbookSource, Measure, Scalar, Standard, Target
from generator.model.period import understood
from generator.model.quantity import NotAQuantity
from generator.model.results import Assessment, Bools, Codes, Floats, Limits, Panel, Verdict
from generator.model.run_chart_results import Runs
from generator.model.target_value import reckoned

TOLERANCE = 1e-9


class Scope(IntEnum):
    """Whom a target is for. The narrowest that holds wins, whatever its date."""

    EVERYBODY = 0
    COUNTRY = 1
    PEERS = 2
    CLINIC = 3


def judge(
    written: HandbookSource, panel: Panel, limits: Limits, runs: Runs, interval: tuple[Floats, Floats]
) -> Assessment:
    """Targets, verdicts and icons of a panel of clinics or of groups. Arrays have its shape.

    Icons need 13 values since the last restart, or five years of yearly values; assurance also a
    target, an agreed direction and a definition like everybody's. `interval` is that of the values.
    """
    standard = written.standards[panel.standard]
    better = standard.measure.better
    target = in_force(written, standard, panel)
    unlike = _unlike(written, panel)
    position = variation.last(panel.value)
    if panel.periods[0].grain in variation.YEARLY:
        change = variation.recent(standard, panel, interval, position)
    else:
        change = variation.early(
            variation.variation(panel.value, limits, position, better), limits, runs, position
        )
    judged = np.where(unlike[:, None] | (not standard.judged), np.nan, target)
    return Assessment(
        target=target,
        verdict=_verdicts(standard, panel, target, unlike),
        last=position,
        change=change,
        assurance=variation.assurance(limits, judged, position, better),
        since=variation.since(limits, position, change),
        by=variation.by(panel, change),
    )


def framed(written: HandbookSource, panel: Panel, country: str) -> tuple[Floats, Codes]:
    """Targets and verdicts of a panel of clinics, were all of them in that country. Shapes as the panel's.

    The country's own targets and everybody's are in force there; those of clinics and peer groups aren't.
    """
    standard = written.standards[panel.standard]
    target = in_force(written, standard, panel, country)
    return target, _verdicts(standard, panel, target, _unlike(written, panel))


def verdicts(written: HandbookSource, panel: Panel, target: Floats) -> Codes:
    """Verdicts of a panel's values by given targets, all else as the standard says. Shapes as the panel's."""
    return _verdicts(written.standards[panel.standard], panel, target, _unlike(written, panel))


def in_force(written: HandbookSource, standard: Standard, panel: Panel, country: str | None = None) -> Floats:
    """The target of every clinic (or group) and period; NaN where none is in force.

    The narrowest scope that has one in force wins: clinic, peer group, country, everybody; within
    it the latest; of two from one day the one written last. A target without a date has always
    been in force. A group of clinics has only its country's targets and everybody's; of a count
    it has none, because the sum over several clinics can't be held against what each should reach.
    With `country` its targets and everybody's count, wherever a clinic is.
    """
    target = np.full(panel.shape, np.nan)
    if panel.members is not None and standard.measure.kind == "count":
        return target
    starts = np.array([period.start.toordinal() for period in panel.periods], np.int64)
    # Sorting is stable: of two from one day the one written last is applied last.
    for dated in sorted(_dated(written, standard, panel, country), key=lambda it: (it.scope, it.start)):
        target[np.ix_(dated.rows, starts >= dated.start.toordinal())] = dated.value
    return target


@dataclass(frozen=True, slots=True)
class _Dated:
    scope: Scope
    start: date
    value: float
    rows: Bools


def _dated(
    written: HandbookSource, standard: Standard, panel: Panel, country: str | None
) -> Iterator[_Dated]:
    for said in standard.targets:
        target = said if isinstance(said, Target) else Target(value=said)
        value = _read(standard.measure, target.value)
        start = _start(written, target)
        if value is None or start is None:
            continue
        for scope, rows in _scopes(written, panel, target.in_, country):
            yield _Dated(scope, start, value, rows)


def _start(written: HandbookSource, target: Target) -> date | None:
    """From when a target is in force; None where its date can't be read."""
    if target.from_ is None:
        return date.min
    period = understood(target.from_, written.settings.calendar.year_starts)
    return period.start if period else None


def _scopes(
    written: HandbookSource, panel: Panel, scope: str | None, country: str | None
) -> Iterator[tuple[Scope, Bools]]:
    """The rows that a target is for, by how narrowly it means them."""
    everybody = np.ones(len(panel.clinics), np.bool_)
    if scope is None:
        yield Scope.EVERYBODY, everybody
    elif country is not None:
        yield Scope.COUNTRY, everybody & (scope == country)
    elif panel.members is not None:
        yield Scope.COUNTRY, _mask(name == scope for name in panel.clinics)
    else:
        clinics = [written.clinics[name] for name in panel.clinics]
        yield Scope.COUNTRY, _mask(clinic.country == scope for clinic in clinics)
        yield Scope.PEERS, _mask(scope in clinic.peers for clinic in clinics)
        yield Scope.CLINIC, _mask(name == scope for name in panel.clinics)


def _verdicts(standard: Standard, panel: Panel, target: Floats, unlike: Bools) -> Codes:
    """From the weakest reason to the strongest; each writes over those before it."""
    way = variation.WAY[standard.measure.better]
    tolerance = TOLERANCE * np.maximum(1, np.abs(target))
    short = (target - panel.value) * way
    close = _read(standard.measure, standard.close_within) or 0.0

    verdict = np.full(panel.shape, Verdict.MISSED, np.int8)
    verdict[short <= close + tolerance] = Verdict.CLOSE
    verdict[short <= tolerance] = Verdict.MET
    verdict[panel.denominator < standard.judge_from] = Verdict.NOT_JUDGED
    verdict[np.isnan(target) | (not standard.judged)] = Verdict.NO_TARGET
    verdict[unlike] = Verdict.NOT_COMPARABLE
    verdict[np.isnan(panel.value)] = Verdict.NO_VALUE
    verdict[panel.hidden] = Verdict.HIDDEN
    return verdict


def _unlike(written: HandbookSource, panel: Panel) -> Bools:
    """Clinics whose definition is not everybody's. Groups hold only those whose is."""
    if panel.members is not None:
        return np.zeros(len(panel.clinics), np.bool_)
    found = (written.comparable.get((clinic, panel.standard)) for clinic in panel.clinics)
    return _mask(definition is not None and definition.sameness != "same" for definition in found)


def _read(measure: Measure, said: Scalar | None) -> float | None:
    """A quantity in the unit of the values; None where there is none or nobody can read it."""
    try:
        return None if said is None else reckoned(measure, said)
    except NotAQuantity:
        return None


def _mask(rows: Iterator[bool]) -> Bools:
    return np.fromiter(rows, np.bool_)
