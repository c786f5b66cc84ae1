"""What rules look at: all that is written, and what is known of it beside."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

import numpy as np
import polars as pl

from generator.check import editor_texts
from generator.check.series_order import GRAINS, Codes, SeriesOrder, ordinal
from generator.model import embargo, observation, period
from generator.model.check_rule import CheckRule
from generator.model.definition_mismatch import misfit
from generator.model.file_places import At, Row, slug
from generator.model.handbook_data import HandbookData
from generator.model.inputs import Standard, Target, Text
from generator.model.period import Grain
from generator.problem import Cause, Severity


@dataclass(frozen=True)
class RuleInput:
    """What is written, and views of it that several rules need."""

    written: HandbookData
    rules: Mapping[str, CheckRule] = field(default_factory=dict)
    """Every check there is, by code."""

    @cached_property
    def values(self) -> pl.DataFrame:
        """The table of measured values with those under embargo, and `row`, which `Row` speaks of."""
        parts = [self.written.observations]
        if self.written.withheld is not None:
            parts.append(self.written.withheld)
        return pl.concat(parts).with_row_index("row")

    @cached_property
    def texts(self) -> tuple[tuple[At, Text], ...]:
        """Each text that is written, in one language or in several."""
        return tuple(editor_texts.texts(self.written))

    @cached_property
    def each_text(self) -> tuple[tuple[At, str, bool], ...]:
        """Each text in each language, and whether it may hold links."""
        return tuple(
            (place, each, editor_texts.may_hold_links(at))
            for at, text in self.texts
            for place, each in editor_texts.by_language(at, text)
        )

    @cached_property
    def translated(self) -> tuple[tuple[At, dict[str, str]], ...]:
        """Each text that is written by language."""
        return tuple((at, text) for at, text in self.texts if isinstance(text, dict))

    @cached_property
    def stopped(self) -> frozenset[tuple[str, str]]:
        """What the reading left out. It is there all the same, so nobody is told it is unknown."""
        return frozenset(stop for problem in self.written.problems for stop in problem.stops)

    @cached_property
    def _stopped_names(self) -> Mapping[str, frozenset[str]]:
        names: dict[str, set[str]] = {}
        for kind, name in self.stopped:
            names.setdefault(kind, set()).add(name)
        return {kind: frozenset(those) for kind, those in names.items()}

    @cached_property
    def handbook_read(self) -> bool:
        """Whether handbook.yml could be read; if not, its themes and peer groups aren't known."""
        file = self.written.places.files.get(("handbook", "handbook"))
        return file is not None and all(
            problem.place.file != file or problem.severity is not Severity.ERROR
            for problem in self.written.problems
        )

    @cached_property
    def peers(self) -> frozenset[str]:
        """Peer groups that have a title, or a clinic."""
        used = (group for clinic in self.written.clinics.values() for group in clinic.peers)
        return frozenset([*self.written.settings.peers, *used])

    @cached_property
    def idle(self) -> Mapping[str, frozenset[str]]:
        """By kind: the things that nothing names. Of clinics and standards: those without values too."""
        written = self.written
        standards, clinics = written.standards.values(), written.clinics.values()
        national = written.national.values()
        where = {target.in_ for each in standards for target in each.targets if isinstance(target, Target)}
        named: dict[str, set[str | None]] = {
            "clinic": {*self.codes("clinic").names, *where},
            "country": {
                *(clinic.country for clinic in clinics),
                *(figure.country for each in national for figure in each.figures),
                *where,
            },
            "peers": {*(group for clinic in clinics for group in clinic.peers), *where},
            "role": {role for each in standards for role in each.roles},
            "theme": {each.theme for each in standards},
            "standard": {
                *self.codes("standard").names,
                *(part for each in standards for part in each.measure.adds_up),
                *(each.standard for each in national),
                *(dated.change.standard for dated in written.changes),
                *(standard for _, standard in written.comparable),
            },
        }
        things: Mapping[str, Collection[str]] = {
            "clinic": written.clinics,
            "country": written.countries,
            "peers": written.settings.peers,
            "role": written.roles,
            "theme": written.settings.themes,
            "standard": written.standards,
        }
        return {kind: frozenset(things[kind]) - named[kind] for kind in things}

    @cached_property
    def counts(self) -> Mapping[str, int]:
        """How many values each standard has."""
        return dict(self.values.group_by("standard").len().iter_rows())

    def misfit(self, standard: str, *path: str | int, hint: str, least: int | None = None) -> Cause:
        """What explains values that don't fit what stands in the standard at `path`."""
        held: object = self.written.standards[standard]
        for key in path:
            held = getattr(held, str(key), None)
        said = f"[{', '.join(f'{each:g}' for each in held)}]" if isinstance(held, tuple) else held
        place = self.written.places.find(At("standard", standard, path))
        called = f"`{path[-1]}: {said}`"
        return misfit(standard, path, self.counts.get(standard, 0), called, hint, place, least)

    def codes(self, name: str) -> Codes:
        """The column `clinic`, `standard` or `period` of the values as numbers."""
        if name not in self._codes:
            self._codes[name] = Codes.of(self.values[name])
        return self._codes[name]

    @cached_property
    def _codes(self) -> dict[str, Codes]:
        return {}

    @cached_property
    def timeline(self) -> SeriesOrder:
        """The values of known clinics and standards in periods of the length that the standard has."""
        clinics, standards, periods = map(self.codes, ("clinic", "standard", "period"))
        year_starts = self.written.settings.calendar.year_starts
        read = [period.understood(text, year_starts) for text in periods.names]
        kinds = list(Grain)
        grain = np.array([kinds.index(each.grain) if each else -1 for each in read] or [-1])
        at = np.array([ordinal(each) if each else 0 for each in read] or [0])
        wanted = np.array(
            [
                kinds.index(GRAINS[self.written.standards[name].reported])
                if name in self.written.standards
                else -2
                for name in standards.names
            ]
            or [-2]
        )
        known = np.array([name in self.written.clinics for name in clinics.names] or [False])
        fits = (wanted[standards.code] == grain[periods.code]) & known[clinics.code]
        row = np.flatnonzero(fits)
        series = clinics.code[row] * len(standards.names) + standards.code[row]
        when = at[periods.code[row]]
        row = row[np.argsort(series * 2_000_000 + when, kind="stable")]
        return SeriesOrder(
            row,
            clinics.code[row],
            standards.code[row],
            at[periods.code[row]],
            periods.code[row],
            clinics.names,
            standards.names,
            periods.names,
            self.values,
        )

    @cached_property
    def today(self) -> date:
        """The day that lateness is reckoned from. Invented values don't grow old: there it is the end of
        the newest period."""
        newest = self.periods.filter(pl.col("start") <= self.written.as_of)["end"].max()
        if not self.written.settings.illustrative:
            return self.written.as_of
        return min(self.written.as_of, newest) if isinstance(newest, date) else date(1900, 1, 1)

    @cached_property
    def periods(self) -> pl.DataFrame:
        """The periods of values that are periods: `period` as written, `grain`, `start` and `end`."""
        year_starts = self.written.settings.calendar.year_starts
        texts = self.values["period"].unique(maintain_order=True).drop_nulls().to_list()
        read = [found for text in texts if (found := period.understood(text, year_starts))]
        rows = [(each.text, each.grain.value, each.start, each.end) for each in read]
        schema = {"period": pl.String, "grain": pl.String, "start": pl.Date, "end": pl.Date}
        return pl.DataFrame(rows, schema=schema, orient="row")

    def known(self, kind: str) -> Collection[str]:
        """Ids of all things of a kind, those that couldn't be read among them."""
        things: Mapping[str, Mapping[str, object]] = {
            "standard": self.written.standards,
            "clinic": self.written.clinics,
            "country": self.written.countries,
            "role": self.written.roles,
        }
        return self._stopped_names.get(kind, frozenset()).union(things[kind])

    @cached_property
    def kept_back(self) -> frozenset[str]:
        """Standards that aren't published, so that they have no page."""
        return embargo.standards(self.written)

    def called(self, *kinds: str) -> Mapping[str, str]:
        """Ids by the slug of what readers call them, in any language: `clinica-los-cabos`."""
        things: dict[str, Mapping[str, object]] = {
            "clinic": self.written.clinics,
            "country": self.written.countries,
            "role": self.written.roles,
            "standard": self.written.standards,
            "theme": self.written.settings.themes,
            "peers": self.written.settings.peers,
        }
        found: dict[str, str] = {}
        for kind in kinds:
            for name, thing in things[kind].items():
                text = getattr(thing, "name", None) or getattr(thing, "title", "")
                for each in [text] if isinstance(text, str) else text.values():
                    found.setdefault(slug(each), name)
        return found

    def key_of_values(self, file: str, key: str) -> At | None:
        """A key at the top of a YAML file of values; None for a table."""
        spots = self.written.places.spots.get(("kpi", file), {})
        return At("kpi", file, (key,), key=key != "clinic") if (key,) in spots else None

    def cell(self, row: Row, standard: str, column: str) -> Row:
        """The cell that a column of the table of values was read from."""
        return Row(row.row, observation.as_written(self.written.standards[standard].measure, column))

    def rows(self, *columns: str | pl.Expr, where: pl.Expr, cell: str = "") -> Iterator[tuple[Row, ...]]:
        """The rows for which `where` holds: the place of each (or of its `cell`), then its columns."""
        chosen = self.values.lazy().filter(where).select("row", *columns).collect()
        for row, *held in chosen.iter_rows():
            yield (Row(row, cell), *held)

    def among(
        self,
        pairs: list[tuple[str, str]],
        first: str,
        second: str,
        where: pl.Expr | None = None,
        cell: str = "",
    ) -> Iterator[tuple[Row, ...]]:
        """The rows whose two columns are one of `pairs`: the place of each (or its `cell`), then the two."""
        if pairs:
            chosen = pl.DataFrame(pairs, schema=[first, second], orient="row")
            rows = self.values.filter(where) if where is not None else self.values
            found = rows.join(chosen, on=[first, second], how="semi").select("row", first, second)
            for row, *held in found.iter_rows():
                yield (Row(row, cell), *held)

    def of_kind(self, *kinds: str) -> pl.Expr:
        """Whether a value is of a standard of these kinds."""
        return pl.col("standard").is_in(
            [name for name, standard in self.written.standards.items() if standard.measure.kind in kinds]
        )


def at_standard(name: str, *path: str | int, key: bool = False) -> At:
    return At("standard", name, path, key)


def below(where: At, *path: str | int) -> At:
    """A place further down; where nothing stands there, what holds it is shown."""
    return At(where.kind, where.name, (*where.path, *path))


def targets(name: str, standard: Standard) -> Iterator[tuple[At, Target]]:
    """Each target with its place; a bare value is in force from the beginning and everywhere."""
    for i, target in enumerate(standard.targets):
        if isinstance(target, Target):
            yield at_standard(name, "targets", i), target
        else:
            yield at_standard(name, "targets", i), Target(value=target)
