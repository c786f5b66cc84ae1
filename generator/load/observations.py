"""Every file of measured values as the one table, with what its head says."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

import polars as pl

from generator.load import (
    accepted_findings,
    lost_text,
    model_reading,
    mojibake,
    normalise,
    swallowed_lines,
    table_embargoes,
    text_encoding,
    value_file,
    value_file_head,
    value_tables,
)
from generator.load.cell_places import CellPlaces
from generator.load.data_files import TABLES, DataFile
from generator.load.parse_cache import ParseCache
from generator.load.text_encoding import UnreadableText
from generator.load.unreadable_cells import UnreadableCell
from generator.model import embargo, observation, reading_problems
from generator.model.definition_mismatch import misfit
from generator.model.embargo import Days
from generator.model.file_places import At, Path, Places, Spot, of_the_row
from generator.model.handbook_data import OBSERVATION_COLUMNS
from generator.model.inputs import Acceptance, DatedChange, Definition, Standard
from generator.problem import Cause, Place, Problem

_OF = "a file of measured values"
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
    later: list[pl.DataFrame] = field(default_factory=list)
    """Rows of tables that are under embargo: `file`, `line`, `ends`."""
    acceptances: list[Acceptance] = field(default_factory=list)
    keys: dict[str, dict[Path, Spot]] = field(default_factory=dict)
    """By YAML file: where the keys at its top stand."""

    problems: list[Problem] = field(default_factory=list)
    cell: Callable[[Place, str], Place] = of_the_row
    """See Places.cell."""


@dataclass
class _Said:
    """What one file says beside its values."""

    keys: dict[Path, Spot] | None = None
    head: value_file_head.Head | None = None
    clinic: str = ""
    known: tuple[frozenset[str], bool] = (frozenset(), False)
    """What it takes from other files: which of its keys are standards, whether its name is a clinic."""
    problems: list[Problem] = field(default_factory=list)
    acceptances: list[Acceptance] = field(default_factory=list)
    cells: list[pl.DataFrame] = field(default_factory=list)
    """Its values, where they are remembered."""
    later: list[pl.DataFrame] = field(default_factory=list)
    """Rows with an embargo of their own."""


_NOWHERE = Places()


def read(  # noqa: PLR0913, PLR0917 - what it is read with
    files: list[DataFile],
    standards: Mapping[str, Standard],
    ids: Mapping[str, Collection[str]],
    days: Days,
    remembered: ParseCache | None = None,
    find: Callable[[At], Place] = _NOWHERE.find,
) -> Values:
    """The values in `files`, in their order. Those that are under embargo by `days` are withheld.

    `ids` are those of all clinics and standards, whether or not their own files can be read; `find` knows
    where in a standard's file something stands.
    """
    values = Values()
    batches = _Batches(standards)
    stages = frozenset(name for each in standards.values() for name in observation.stages(each.measure))
    parts: dict[str, list[pl.DataFrame]] = {}
    for file in files:
        if remembered is None:
            _add(values, file, _said(file, ids, stages, batches.add), days)
        else:
            said = _recalled(file, ids, stages, remembered)
            _add(values, file, said, days)
            parts[file.file] = said.cells
    table, all_misread = batches.table() if remembered is None else remembered.table(standards, parts)
    told = {stop for problem in values.problems for stop in problem.stops}
    values.published, values.withheld = table_embargoes.parted(
        table, values.embargoed, values.later, files, told
    )
    # What is remembered of a file that has changed since isn't looked up in it.
    places = CellPlaces({it.file: it for it in files if remembered is None or not remembered.is_back(it)})
    values.cell = places.cell
    causes = _Causes.of(table, standards, find) if all_misread else None
    misfits = (_problem(misread, places, causes) for misread in all_misread)
    values.problems += [problem for problem in misfits if problem.stops[0] not in told]
    return values


@dataclass
class _Batches:
    """Cells are reckoned so many rows at a time, since as text they take much more memory."""

    standards: Mapping[str, Standard]
    misread: list[UnreadableCell] = field(default_factory=list)
    _waiting: list[pl.DataFrame] = field(default_factory=list)
    _done: list[pl.DataFrame] = field(default_factory=list)

    def add(self, cells: pl.DataFrame) -> None:
        self._waiting.append(cells)
        if sum(part.height for part in self._waiting) >= BATCH:
            self._reckon()

    def table(self) -> tuple[pl.DataFrame, list[UnreadableCell]]:
        self._reckon()
        return pl.concat([pl.DataFrame(schema=OBSERVATION_COLUMNS), *self._done]).rechunk(), self.misread

    def _reckon(self) -> None:
        if self._waiting:
            cells = pl.concat(self._waiting, how="diagonal")
            self._waiting.clear()
            table, misread = normalise.observations(cells, self.standards)
            self._done.append(table)
            self.misread += misread


def _said(
    file: DataFile,
    ids: Mapping[str, Collection[str]],
    stages: Collection[str],
    take: Callable[[pl.DataFrame], None],
) -> _Said:
    """What the file says; its values are handed to `take`, a part at a time."""
    said = _Said()
    try:
        if file.path.suffix in TABLES:
            said.known = (frozenset(stages), False)
            for table in value_tables.read(file, stages):
                said.problems += table.problems
                said.acceptances += table.acceptances
                if table.later is not None:
                    said.later.append(table.later)
                take(table.cells)
        else:
            take(_yaml(file, ids, said))
    except UnreadableText as error:
        stops = dict.fromkeys((*file.stops, *error.problem.stops))
        said.problems.append(replace(error.problem, stops=tuple(stops)))
    return said


def _recalled(
    file: DataFile, ids: Mapping[str, Collection[str]], stages: Collection[str], remembered: ParseCache
) -> _Said:
    """The same with its values in it; read only where the file, or what it takes from others, changed."""

    def read() -> _Said:
        cells: list[pl.DataFrame] = []
        said = _said(file, ids, stages, cells.append)
        said.cells = cells
        return said

    def holds(said: _Said) -> bool:
        if file.path.suffix in TABLES:
            return said.known[0] == stages
        return said.known == _known(file, said.keys or {}, ids)

    return remembered.said(file, read, holds)


def _known(
    file: DataFile, keys: Mapping[Path, Spot], ids: Mapping[str, Collection[str]]
) -> tuple[frozenset[str], bool]:
    return frozenset(str(key) for (key,) in keys if key in ids["standard"]), file.name in ids["clinic"]


def _yaml(file: DataFile, ids: Mapping[str, Collection[str]], said: _Said) -> pl.DataFrame:
    raw = text_encoding.contents(file.path, file.file, text_encoding.LARGEST_YAML)
    text = text_encoding.text(raw, file.file)
    said.acceptances += accepted_findings.in_text(text, file.file)
    content = value_file.content(text, file.file, ids["standard"])
    entries = content.read.top.entries
    if not (content.blocks or entries.keys() <= value_file.HEAD) and (
        folder := model_reading.folder_of(entries)
    ):
        raise UnreadableText(model_reading.misplaced(content.read.top, folder, _OF, file.file, file.stops))
    said.keys = content.keys()
    said.known = _known(file, said.keys, ids)
    said.head = value_file_head.read(file, content.read, ids["clinic"])
    said.clinic = said.head.clinic or file.name
    cells, problems = value_file.cells(content, said.clinic, ids["standard"])
    if value_file_head.holds_back(cells, ids["standard"]):
        said.head.publish_from = embargo.FOREVER
    said.problems += [*said.head.problems, *problems, *lost_text.problems(content.read.top, text, file.file)]
    said.problems += (*swallowed_lines.in_text(text, file.file), *mojibake.problems(text, file.file))
    return cells


def _add(values: Values, file: DataFile, said: _Said, days: Days) -> None:
    """Puts what a file says to what others said, its values excepted."""
    values.problems += said.problems
    values.acceptances += said.acceptances
    values.later += [table_embargoes.still_held(rows, days) for rows in said.later]
    if said.keys is not None:
        values.keys[file.file] = said.keys
    if said.head is None:
        return
    today = days.at(said.head.clinic)
    if day := said.head.publish_from:
        (values.embargoed if day > today else values.ended)[file.file] = day
    unread = any(stop in file.stops for problem in said.problems for stop in problem.stops)
    if unread or file.file in values.embargoed:
        return  # of a file that can't be read nobody knows what it holds back
    for dated in said.head.changes:
        if (ends := embargo.of_change(dated)) is None or ends <= today:
            values.changes.append(dated)
    for standard, definition in said.head.comparable.items():
        first = values.comparable.setdefault((said.clinic, standard), definition)
        if (first.sameness, first.because) != (definition.sameness, definition.because):
            values.problems.append(_twice(file, said.clinic, standard, definition.place, first.place))


def _twice(file: DataFile, clinic: str, standard: str, place: Place, first: Place) -> Problem:
    return reading_problems.TWICE.problem(
        place,
        f"How `{clinic}` counts `{standard}` is said otherwise in {first}.",
        "Keep one of the two.",
        also=(first,),
        stops=file.stops,
    )


@dataclass(frozen=True)
class _Causes:
    """What of a standard would explain values that can't be read."""

    counts: Mapping[str, int]
    """By standard: how many values there are."""
    standards: Mapping[str, Standard]
    find: Callable[[At], Place]

    @staticmethod
    def of(table: pl.DataFrame, standards: Mapping[str, Standard], find: Callable[[At], Place]) -> _Causes:
        counts = table.filter(pl.col("missing").is_null()).group_by("standard").len()
        return _Causes(dict(counts.iter_rows()), standards, find)

    def cause(self, found: UnreadableCell) -> Cause | None:
        if found.why is None:
            return None
        path, hint = found.why
        said = path[1] if path[0] == "measure" else path[0]
        written = getattr(self.standards[found.standard].measure, str(said), None)
        called = f"`{said}: {written}`" if isinstance(written, str) else f"its `{said}`"
        if len(path) > 2:
            called = f"its stage `{_stage(self.standards[found.standard], path[2])}`"
        return misfit(
            found.standard,
            path,
            self.counts[found.standard],
            called,
            hint,
            self.find(At("standard", found.standard, path, key=len(path) > 2)),
        )


def _stage(standard: Standard, key: str | int) -> str:
    return observation.stages(standard.measure)[key] if isinstance(key, int) else key


def _problem(found: UnreadableCell, places: CellPlaces, causes: _Causes | None) -> Problem:
    cause = causes.cause(found) if causes else None
    return replace(_told(found, places), cause=cause)


def _told(found: UnreadableCell, places: CellPlaces) -> Problem:
    row = Place(found.file, found.line, found.column)
    if found.more:
        stops = tuple(("row", place) for place in found.more)
        return reading_problems.OBSERVATION.and_more(row, len(stops), stops)
    message = found.message
    if found.cell and found.file.endswith(".csv") and f"`{found.cell}" not in message:
        message = f"Column `{found.cell}`: {message}"
    return reading_problems.OBSERVATION.problem(
        places.find(found), message, found.hint, stops=(("row", str(row)),)
    )
