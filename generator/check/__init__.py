"""Rules that need more than one line to judge: what is written, against itself and other files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from generator.check import clinics, kinds, names, national, numbers, periods, standards, targets, values
from generator.check.subject import Subject
from generator.model import reading, safeguards
from generator.model.places import At, Row, Where
from generator.model.rule import MOST_ALIKE, Found, Rule
from generator.model.written import Written
from generator.problem import Mend, Place, Problem, in_reading_order

RULES: tuple[Rule, ...] = (
    *reading.RULES,
    *targets.RULES,
    *kinds.RULES,
    *standards.RULES,
    *values.RULES,
    *periods.RULES,
    *numbers.RULES,
    *clinics.RULES,
    *names.RULES,
    *national.RULES,
    *safeguards.RULES,
)
"""Every check there is: those that the reading makes itself, those of this room, and the last look."""


def problems(written: Written) -> tuple[Problem, ...]:
    """What the rules of this room find, in reading order."""
    subject = Subject(written)
    places = _Places(subject)
    told = (problem for rule in RULES if rule.check for problem in _told(rule, rule.check(subject), places))
    return in_reading_order(tuple(told))


def _told(rule: Rule, findings: Iterator[Found], places: _Places) -> Iterator[Problem]:
    """The first thousand of each file one by one, the others together."""
    counts: Counter[str] = Counter()
    first: dict[str, Place] = {}
    more: dict[str, list[tuple[str, str]]] = {}
    for found in findings:
        place = places.find(found.where)
        counts[place.file] += 1
        if counts[place.file] <= MOST_ALIKE:
            yield _problem(rule, found, places)
        else:
            first.setdefault(place.file, place)
            stops = found.stops if found.stops is not None else places.stops(found.where)
            more.setdefault(place.file, []).extend(stops)
    for file, stops in more.items():
        yield rule.and_more(first[file], counts[file] - MOST_ALIKE, tuple(dict.fromkeys(stops)))


def _problem(rule: Rule, found: Found, places: _Places) -> Problem:
    place = places.find(found.where)
    stops = found.stops if found.stops is not None else places.stops(found.where)
    also = tuple(places.find(where) for where in found.also)
    told = rule.problem(place, found.message, found.hint, also, stops)
    return replace(told, mends=(Mend(place, *found.mend),)) if found.mend else told


@dataclass(frozen=True)
class _Places:
    """The place of whatever a rule points at."""

    subject: Subject

    @cached_property
    def _rows(self) -> tuple[list[str], list[int], list[int]]:
        table = self.subject.values
        return table["file"].to_list(), table["line"].to_list(), table["column"].to_list()

    def find(self, where: Where) -> Place:
        if isinstance(where, Place):
            return where
        if isinstance(where, At):
            return self.subject.written.places.find(where)
        files, lines, columns = self._rows
        return Place(files[where.row], lines[where.row], columns[where.row])

    def stops(self, where: Where) -> tuple[tuple[str, str], ...]:
        """The smallest thing that holds the mistake."""
        if isinstance(where, Row):
            return (("row", str(self.find(where))),)
        if isinstance(where, Place):
            return (("file", where.file),)
        return () if where.kind == "handbook" else ((where.kind, where.name),)
