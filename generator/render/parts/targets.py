"""The targets of a standard as readers see them: what is asked now, and what was."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from html import escape
from itertools import zip_longest

from markupsafe import Markup

from generator.model.inputs import Target
from generator.model.period import Period, understood
from generator.model.quantity import NotAQuantity
from generator.model.target_value import reckoned
from generator.render.context import RenderContext
from generator.render.parts.standard_facts import Fact


@dataclass(frozen=True, slots=True)
class _Dated:
    said: str
    """Markup; leads to its line."""
    where: str | None
    start: Period | None
    nth: int


def listed(edition: RenderContext, name: str) -> tuple[Fact, ...]:
    """Every target under its place and time, each with its line. Those in force come first, everybody's
    before a country's or a clinic's; then those that are past, the newest first."""
    by_scope: dict[str | None, list[_Dated]] = {None: []}
    for target in _dated(edition, name):
        by_scope.setdefault(target.where, []).append(target)
    current, past = [], []
    for where, targets in by_scope.items():
        ordered = sorted(targets, key=lambda one: (_first_day(one), one.nth))
        for one, after in zip_longest(ordered, ordered[1:]):
            over = after is not None and after.start is not None and after.start.start <= edition.site.as_of
            (past if over else current).append(
                (_first_day(one), _fact(edition, where, one, after if over else None))
            )
    past.sort(key=lambda dated: dated[0], reverse=True)
    return tuple(fact for _, fact in (*current, *past))


def now(edition: RenderContext, name: str) -> dict[str | None, float]:
    """By scope (None: everybody) the target that is in force on the handbook's day."""
    standard, starts = edition.written.standards[name], edition.written.settings.calendar.year_starts
    latest: dict[str | None, tuple[date, float]] = {}
    for said in standard.targets:
        target = said if isinstance(said, Target) else Target(value=said)
        try:
            value = reckoned(standard.measure, target.value)
        except NotAQuantity:
            continue
        start = understood(target.from_, starts) if target.from_ else None
        day = start.start if start else date.min
        if day <= edition.site.as_of and day >= latest.get(target.in_, (date.min,))[0]:
            latest[target.in_] = (day, value)
    return {scope: value for scope, (_, value) in latest.items()}


def _dated(edition: RenderContext, name: str) -> Iterator[_Dated]:
    standard, words = edition.written.standards[name], edition.words
    for nth, written in enumerate(standard.targets):
        target = written if isinstance(written, Target) else Target(value=written)
        try:
            said = escape(words.target(standard, reckoned(standard.measure, target.value)))
        except NotAQuantity:
            continue
        start = (
            understood(target.from_, edition.written.settings.calendar.year_starts) if target.from_ else None
        )
        line = edition.cells.sourced_at(said, edition.written_in("standard", name, "targets", nth))
        yield _Dated(line, target.in_, start, nth)


def _first_day(target: _Dated) -> date:
    return target.start.start if target.start else date.min


def _fact(edition: RenderContext, scope: str | None, target: _Dated, after: _Dated | None) -> Fact:
    words, where = edition.words, place(edition, scope)
    if after is not None and after.start is not None:
        where = words("{where}, before {period}", where=where, period=words.period(after.start))
    elif target.start is not None:
        where = words("{where}, from {period}", where=where, period=words.period(target.start))
    return Fact(where, Markup(target.said))  # noqa: S704 - a number of ours and an address


def place(edition: RenderContext, scope: str | None) -> str:
    """For whom a target is: everybody, a country, a peer group or a clinic."""
    words, written = edition.words, edition.written
    if scope is None:
        return words("everywhere")
    if scope in written.countries:
        return edition.country(scope)
    if scope in written.clinics:
        return words.text(edition.clinic(scope))
    group = written.settings.peers.get(scope)
    return words.text(group.title) if group else scope
