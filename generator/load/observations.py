"""Every file of measured values as the one table, with what its head says."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

import polars as pl

from generator.load import acceptance, encoded, heads, kpi, reckon, tables
from generator.load.cellplaces import CellPlaces
from generator.load.cells import Misread
from generator.load.encoded import Unreadable
from generator.load.files import TABLES, DataFile
from generator.model import observation, reading
from generator.model.places import Path, Spot
from generator.model.written import OBSERVATION_COLUMNS, Acceptance, DatedChange, Definition, Standard
from generator.problem import Place, Problem

BATCH = 500_000
"""Rows."""


@dataclass
class Values:
    """What the files under `kpis/` hold."""

    published: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=OBSERVATION_COLUMNS))
    withheld: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=OBSERVATION_COLUMNS))
    changes: list[DatedChange] = field(default_factory=list)
    comparable: dict[tuple[str, str], Definition] = field(default_factory=dict)
    embargoed: dict[str, date] = field(default_factory=dict)
    ended: dict[str, date] = field(default_factory=dict)
    acceptances: list[Acceptance] = field(default_factory=list)
    keys: dict[str, dict[Path, Spot]] = field(default_factory=dict)
    """By YAML file: where the keys at its top stand."""

    problems: list[Problem] = field(default_factory=list)


def read(
    files: list[DataFile], standards: Mapping[str, Standard], ids: Mapping[str, Collection[str]], as_of: date
) -> Values:
    """The values in `files`, in their order. Rows under embargo on `as_of` are withheld.

    `ids` are those of all clinics and standards, whether or not their own files can be read.
    """
    values = Values()
    batches = _Batches(standards)
    stages = {stage for standard in standards.values() for stage in observation.stages(standard.measure)}
    for file in files:
        try:
            if file.path.suffix in TABLES:
                for table in tables.read(file, stages):
                    values.problems += table.problems
                    values.acceptances += table.acceptances
                    batches.add(table.cells)
            else:
                batches.add(_yaml(file, ids, as_of, values))
        except Unreadable as error:
            values.problems.append(replace(error.problem, stops=file.stops))
    table = batches.table()
    held = pl.col("file").is_in(list(values.embargoed))
    values.published, values.withheld = table.filter(~held), table.filter(held)
    places = CellPlaces({file.file: file for file in files})
    told = {stop for problem in values.problems for stop in problem.stops}
    found = (_problem(misread, places) for misread in batches.misread)
    values.problems += [problem for problem in found if problem.stops[0] not in told]
    return values


@dataclass
class _Batches:
    """Cells are reckoned so many rows at a time, since as text they take much more memory."""

    standards: Mapping[str, Standard]
    misread: list[Misread] = field(default_factory=list)
    _waiting: list[pl.DataFrame] = field(default_factory=list)
    _done: list[pl.DataFrame] = field(default_factory=list)

    def add(self, cells: pl.DataFrame) -> None:
        self._waiting.append(cells)
        if sum(part.height for part in self._waiting) >= BATCH:
            self._reckon()

    def table(self) -> pl.DataFrame:
        self._reckon()
        return pl.concat([pl.DataFrame(schema=OBSERVATION_COLUMNS), *self._done]).rechunk()

    def _reckon(self) -> None:
        if self._waiting:
            cells = pl.concat(self._waiting, how="diagonal")
            self._waiting.clear()
            table, misread = reckon.observations(cells, self.standards)
            self._done.append(table)
            self.misread += misread


def _yaml(file: DataFile, ids: Mapping[str, Collection[str]], as_of: date, values: Values) -> pl.DataFrame:
    raw = encoded.contents(file.path, file.file, encoded.LARGEST_YAML)
    text = encoded.text(raw, file.file)
    values.acceptances += acceptance.in_text(text, file.file)
    content = kpi.content(text, file.file, ids["standard"])
    values.keys[file.file] = content.keys()
    head = heads.read(file, content.read, ids["clinic"])
    clinic = head.clinic or file.name
    cells, problems = kpi.cells(content, clinic, ids["standard"])
    if head.publish_from and head.publish_from > as_of:
        values.embargoed[file.file] = head.publish_from
    else:
        values.changes += head.changes
        if head.publish_from:
            values.ended[file.file] = head.publish_from
    for standard, definition in head.comparable.items():
        first = values.comparable.setdefault((clinic, standard), definition)
        if (first.sameness, first.because) != (definition.sameness, definition.because):
            problems.append(_twice(file, clinic, standard, definition.place, first.place))
    values.problems += [*head.problems, *problems]
    return cells


def _twice(file: DataFile, clinic: str, standard: str, place: Place, first: Place) -> Problem:
    return reading.TWICE.problem(
        place,
        f"How `{clinic}` counts `{standard}` is said otherwise in {first}.",
        "Keep one of the two.",
        also=(first,),
        stops=file.stops,
    )


def _problem(found: Misread, places: CellPlaces) -> Problem:
    row = Place(found.file, found.line, found.column)
    if found.more:
        stops = tuple(("row", place) for place in found.more)
        return reading.OBSERVATION.and_more(row, len(stops), stops)
    return reading.OBSERVATION.problem(
        places.find(found), found.message, found.hint, stops=(("row", str(row)),)
    )
