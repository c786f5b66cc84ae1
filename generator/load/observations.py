"""Every file of measured values as the one table, with what its head says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

import polars as pl

from generator.load import document, editorial, encoded, kpi, reckon, tables
from generator.load.cells import Misread
from generator.load.encoded import Unreadable
from generator.load.files import TABLES, DataFile
from generator.model import reading
from generator.model.written import (
    OBSERVATION_COLUMNS,
    Comparable,
    DatedChange,
    Definition,
    Editable,
    KpiHead,
)
from generator.problem import Place, Problem

Models = Mapping[str, Mapping[str, Editable]]


@dataclass
class Values:
    """What the files under `kpis/` hold."""

    published: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=OBSERVATION_COLUMNS))
    withheld: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=OBSERVATION_COLUMNS))
    changes: tuple[DatedChange, ...] = ()
    comparable: dict[tuple[str, str], Definition] = field(default_factory=dict)
    embargoed: dict[str, date] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def read(files: list[DataFile], models: Models, as_of: date) -> Values:
    """The values in `files`, in their order. Rows under embargo on `as_of` are withheld."""
    values = Values()
    parts = []
    for file in files:
        try:
            if file.path.suffix in TABLES:
                part = tables.cells(file)
                absent = {"clinic", "standard", "period"} - set(part.columns)
                if absent:
                    raise Unreadable(
                        reading.TABLE.problem(Place(file.file), f"There is no column {sorted(absent)}.")
                    )
            else:
                part = _yaml(file, models, as_of, values)
        except Unreadable as error:
            values.problems.append(replace(error.problem, stops=file.stops))
        else:
            parts.append(part)
    if parts:
        cells = pl.concat(parts, how="diagonal_relaxed")
        table, misread = reckon.observations(cells, models["standard"])  # type: ignore[arg-type]
        held = pl.col("file").is_in(list(values.embargoed))
        values.published, values.withheld = table.filter(~held), table.filter(held)
        values.problems += [_problem(found) for found in misread]
    return values


def _yaml(file: DataFile, models: Models, as_of: date, values: Values) -> pl.DataFrame:
    raw = encoded.contents(file.path, file.file, encoded.LARGEST_YAML)
    read = document.read(encoded.text(raw, file.file), file.file)
    values.problems += editorial.twice(read, file.stops)
    entries = {name: entry for name, entry in read.top.entries.items() if name in kpi.HEAD_KEYS}
    top = document.Mapping(read.top.line, read.top.column, entries)
    head, problems = editorial.model(top, KpiHead, "a file of values", file.file, file.stops)
    values.problems += problems
    head = head or KpiHead()
    clinic = head.clinic or file.name
    cells, problems = kpi.cells(read.top, file.file, clinic)
    values.problems += problems
    if head.publish_from:
        day = date.fromisoformat(head.publish_from)
        if day > as_of:
            values.embargoed[file.file] = day
    spots = dict(document.spots(top))
    for i, change in enumerate(head.changes):
        values.changes += (DatedChange(clinic, change, Place(file.file, *spots["changes", i].value)),)
    for standard, said in head.comparable.items():
        place = Place(file.file, *spots["comparable", standard].key)
        values.comparable[clinic, standard] = _definition(said, place)
    return cells


def _definition(said: str | Comparable, place: Place) -> Definition:
    if not isinstance(said, Comparable):
        return Definition("same", None, place)
    if said.not_ is not None:
        return Definition("not", said.not_, place)
    return Definition("variant", said.variant, place)


def _problem(found: Misread) -> Problem:
    place = Place(found.file, found.line, found.column)
    return reading.OBSERVATION.problem(place, found.message, found.hint, stops=(("row", str(place)),))
