"""Rules that need more than one line to judge: what is written, against itself and other files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from generator.check import (
    check_settings,
    clinics,
    copied_values,
    currencies,
    customers_served,
    dates,
    disclosure,
    embargoes,
    exchanged_series,
    freshness,
    governance,
    handwritten_pages,
    impossible_numbers,
    level_shift,
    links,
    list_duplicates,
    locations,
    lost_letters,
    markdown_signs,
    measure_kinds,
    missing_reasons,
    missing_translations,
    missing_values,
    moved_columns,
    names,
    national_figures,
    national_numbers,
    national_publication,
    nesting_depth,
    number_patterns,
    numbers_in_translations,
    outliers,
    pasted_html,
    periods,
    rate_bases,
    repeated_values,
    running_totals,
    scores,
    standards,
    targets,
    time_zones_and_hours,
    translations,
    unchanged_templates,
    unfinished_periods,
    unused_names,
    value_consistency,
    value_keys,
    values_against_targets,
    whole_counts,
    without_effect,
    wrong_direction,
    wrong_period_length,
)
from generator.check.rule_input import RuleInput
from generator.check.severity import OFF, Checked, settable, weighed
from generator.model import final_checks, garbled_text, handbook_data, partial_files, reading_problems
from generator.model.check_rule import MOST_ALIKE, CheckRule, Finding
from generator.model.file_places import At, Row, Where
from generator.model.inputs import HandbookSource
from generator.problem import Cause, Fix, Place, Problem, Severity

_ROOMS = (
    reading_problems,
    garbled_text,
    targets,
    values_against_targets,
    wrong_direction,
    without_effect,
    measure_kinds,
    rate_bases,
    standards,
    customers_served,
    currencies,
    unchanged_templates,
    governance,
    disclosure,
    value_keys,
    periods,
    impossible_numbers,
    scores,
    whole_counts,
    value_consistency,
    outliers,
    level_shift,
    wrong_period_length,
    running_totals,
    exchanged_series,
    number_patterns,
    moved_columns,
    missing_values,
    missing_reasons,
    freshness,
    embargoes,
    unfinished_periods,
    copied_values,
    repeated_values,
    clinics,
    time_zones_and_hours,
    locations,
    names,
    missing_translations,
    translations,
    nesting_depth,
    numbers_in_translations,
    list_duplicates,
    pasted_html,
    unused_names,
    links,
    markdown_signs,
    lost_letters,
    handwritten_pages,
    national_figures,
    national_numbers,
    national_publication,
    dates,
    check_settings,
    final_checks,
)

RULES: tuple[CheckRule, ...] = tuple(
    sorted((rule for room in _ROOMS for rule in room.RULES), key=lambda rule: rule.code)
)
"""Every check there is: those that the reading makes itself, those of this room, and the last look."""


BY_CODE = {rule.code: rule for rule in RULES}

_HARDLY_TRUE = (
    *(
        rule
        for room in (
            outliers,
            level_shift,
            wrong_period_length,
            running_totals,
            exchanged_series,
            number_patterns,
            moved_columns,
        )
        for rule in room.RULES
    ),
    *copied_values.RULES,
    *repeated_values.RULES,
    whole_counts.no_whole_number,
)

SUSPICIONS = frozenset(rule.code for rule in _HARDLY_TRUE)
"""What is hardly true. Where something else is wrong in the line, that is the reason, and enough."""

DOUBTS = frozenset(
    rule.code
    for room in (missing_values, freshness, values_against_targets, wrong_direction, governance, disclosure)
    for rule in room.RULES
)
"""What is missing or odd. Where something of the same file is an error, that is likely the reason."""


def checked(written: HandbookSource) -> Checked:
    """All that is wrong with what is written, what the reading found included, as `checks` in
    handbook.yml weighs it; and what the files accept."""
    found = (*written.problems, *_found(written), *_hidden(written))
    return weighed(written, found, BY_CODE, DOUBTS)


def problems(written: HandbookSource, only: Collection[str] | None = None) -> tuple[Problem, ...]:
    """What the rules of this room find (those of the codes `only`, if given), in reading order; what the
    files accept left out."""
    found = (*_found(written, only), *_hidden(written, only))
    return weighed(written, found, BY_CODE, DOUBTS).problems


def _hidden(written: HandbookSource, only: Collection[str] | None = None) -> Iterator[Problem]:
    """What else is wrong in files that can't be taken as they are, so that nobody mends them twice."""
    if written.partly:
        for problem in _found(handbook_data.as_far_as_it_fits(written), only):
            sure = problem.severity is not Severity.NOTICE and problem.code not in SUSPICIONS | DOUBTS
            if sure and partial_files.hidden(written, problem):
                yield problem


def _found(written: HandbookSource, only: Collection[str] | None = None) -> Iterator[Problem]:
    subject = RuleInput(written, BY_CODE)
    places = _Places(subject)
    weights = written.settings.checks
    errors = [problem.place for problem in written.problems if problem.severity is Severity.ERROR]
    told = {(place.file, place.line) for place in errors}
    broken = {place.file for place in errors}
    for rule in sorted(RULES, key=lambda rule: not rule.fixed):  # errors first
        if only is not None and rule.code not in only:
            continue
        if not (rule.fixed or subject.handbook_read):  # what may be doubted is said there
            continue
        if rule.check and not (weights.get(rule.code) == OFF and settable(rule, OFF)):
            for problem in _told(rule, rule.check(subject), places):
                line = problem.place.file, problem.place.line
                if rule.code in SUSPICIONS | DOUBTS and line in told:
                    continue
                if rule.code in DOUBTS and line[0] in broken:
                    continue
                if rule.fixed or rule in (*periods.RULES, *_HARDLY_TRUE):
                    told.add(line)
                if rule.fixed:
                    broken.add(line[0])
                yield problem


def _told(rule: CheckRule, findings: Iterator[Finding], places: _Places) -> Iterator[Problem]:
    """The first thousand of each file one by one, the others together."""
    counts: Counter[str] = Counter()
    first: dict[str, Place] = {}
    more: dict[tuple[str, Cause | None], list[tuple[str, str]]] = {}
    for found in findings:
        place = places.find(found.where)
        counts[place.file] += 1
        if counts[place.file] <= MOST_ALIKE:
            yield _problem(rule, found, places)
        else:
            first.setdefault(place.file, place)
            stops = found.stops if found.stops is not None else places.stops(found.where)
            more.setdefault((place.file, found.cause), []).extend(stops)
    for (file, cause), stops in more.items():
        kept = tuple(dict.fromkeys(stops))
        many = len(kept) if cause else counts[file] - MOST_ALIKE
        yield replace(rule.and_more(first[file], many, kept), cause=cause)


def _problem(rule: CheckRule, found: Finding, places: _Places) -> Problem:
    place = places.find(found.where)
    stops = found.stops if found.stops is not None else places.stops(found.where)
    also = tuple(places.find(where) for where in found.also)
    told = rule.problem(place, _with_column(found, place), found.hint, also, stops)
    mends = (Fix(place, *found.mend),) if found.mend else ()
    return replace(told, mends=mends, cause=found.cause)


def _with_column(found: Finding, place: Place) -> str:
    """In a table the column is named: people look for it there, and don't count commas."""
    cell = found.where.cell if isinstance(found.where, Row) else ""
    named = not cell or f"`{cell}" in found.message or not place.file.endswith(".csv")
    return found.message if named else f"Column `{cell}`: {found.message}"


@dataclass(frozen=True)
class _Places:
    """The place of whatever a rule points at."""

    subject: RuleInput

    @cached_property
    def _rows(self) -> tuple[list[str], list[int], list[int]]:
        table = self.subject.values
        return table["file"].to_list(), table["line"].to_list(), table["column"].to_list()

    def find(self, where: Where) -> Place:
        if isinstance(where, Place):
            return where
        if isinstance(where, At):
            return self.subject.written.places.find(where)
        place = self._row(where)
        return self.subject.written.places.cell(place, where.cell) if where.cell else place

    def _row(self, where: Row) -> Place:
        files, lines, columns = self._rows
        return Place(files[where.row], lines[where.row], columns[where.row])

    def stops(self, where: Where) -> tuple[tuple[str, str], ...]:
        """The smallest thing that holds the mistake."""
        if isinstance(where, Row):
            return (("row", str(self._row(where))),)
        if isinstance(where, Place):
            return (("file", where.file),)
        return () if where.kind == "handbook" else ((where.kind, where.name),)
