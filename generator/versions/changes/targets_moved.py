"""Targets that moved: for whom, from when, from what to what."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from generator.model.inputs import HandbookSource, Standard, Target
from generator.model.period import Period, understood
from generator.model.quantity import NotAQuantity
from generator.model.target_value import reckoned
from generator.model.version_changes import TargetMoved

TOLERANCE = 1e-9


@dataclass(frozen=True, slots=True)
class _Aim:
    scope: str | None
    start: date
    period: Period | None
    value: float


def moved(base: HandbookSource, head: HandbookSource, broken: frozenset[str]) -> Iterator[TargetMoved]:
    """By standard that both have: every scope, every day from which something else is asked there.

    A target with a scope is compared with what was asked there before, its own or everybody's. Of
    `broken` standards no target is compared, since it is in another unit or of another thing.
    """
    for name, new in head.standards.items():
        old = base.standards.get(name)
        if old is not None and name not in broken and old.targets != new.targets:
            yield from _moves(name, _aims(base, old), _aims(head, new), head)


def _moves(name: str, old: list[_Aim], new: list[_Aim], head: HandbookSource) -> Iterator[TargetMoved]:
    scopes = dict.fromkeys(aim.scope for aim in (*new, *old))
    for scope in sorted(scopes, key=lambda it: (it is not None, it or "")):
        days = {aim.start: aim.period for aim in (*old, *new) if aim.scope in (None, scope)}
        last: tuple[float | None, float | None] | None = None
        for day in sorted(days):
            if scope is not None and not any(_own(aims, scope, day) for aims in (old, new)):
                continue
            pair = tuple(_value(aims, scope, day, head) for aims in (old, new))
            if pair != last and _differ(*pair):
                yield TargetMoved(name, scope, days[day], *pair)
            last = pair


def _value(aims: list[_Aim], scope: str | None, day: date, head: HandbookSource) -> float | None:
    for wider in (scope, *_around(scope, head), None):
        if own := _own(aims, wider, day):
            return own.value
    return None


def _around(scope: str | None, head: HandbookSource) -> Iterator[str]:
    """Where else a clinic gets its target from, narrowest first."""
    if scope is not None and (clinic := head.clinics.get(scope)) is not None:
        yield from clinic.peers
        yield clinic.country


def _own(aims: list[_Aim], scope: str | None, day: date) -> _Aim | None:
    """The scope's own target in force on a day: the latest, and of two the one written last."""
    own = [aim for aim in aims if aim.scope == scope and aim.start <= day]
    return sorted(own, key=lambda aim: aim.start)[-1] if own else None


def _differ(old: float | None, new: float | None) -> bool:
    if old is None or new is None:
        return old is not new
    return abs(old - new) > TOLERANCE * max(1, abs(old))


def _aims(written: HandbookSource, standard: Standard) -> list[_Aim]:
    aims = []
    for said in standard.targets:
        target = said if isinstance(said, Target) else Target(value=said)
        period = understood(target.from_, written.settings.calendar.year_starts) if target.from_ else None
        try:
            value = reckoned(standard.measure, target.value)
        except NotAQuantity:
            continue
        if target.from_ and period is None:
            continue
        aims.append(_Aim(target.in_, period.start if period else date.min, period, value))
    return aims
