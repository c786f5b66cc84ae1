"""Tables found in a sheet: their headings, the rows below them, and what else stands there.

One sheet may hold several, one below the other; each begins where its headings stand.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase

from generator.importing.cell_grid import Grid, letter, named, position
from generator.importing.map_errors import MapError
from generator.model.import_layout import FILE, JOINT, PART, SHEET, TableForm

_FOOTNOTE = re.compile(r"(?<=\S)\s*(?:\(\d{1,2}\)|\[\d{1,2}\]|[¹²³⁴-⁹*†‡]+)$")
_CELL = re.compile(r"([A-Za-z]{1,3})([1-9]\d{0,6})")

ABOVE = "it stands above the headings"
NOTE = "one cell of it is filled, as in a title or a footnote"
AGAIN = "it says the headings again"
SKIPPED = "`skip` says so"
OUTSIDE = "the map says to read only what stands elsewhere (`from`, `until`, `first`, `last`)"


@dataclass(frozen=True)
class TableRegion:
    """One table."""

    sheet: str | None
    columns: tuple[str, ...]
    letters: tuple[str, ...]
    """What a spreadsheet calls each column."""

    rows: list[list[str]]
    """As wide as `columns`."""

    numbers: list[int]
    said: dict[str, str]
    """What holds for all its rows: the sheet, the part, the cells that the map names."""

    row: int
    """Where its headings stand."""


@dataclass
class Read:
    """What one sheet came to."""

    pieces: list[TableRegion] = field(default_factory=list)
    aside: list[tuple[int, str]] = field(default_factory=list)
    """Rows that are no values: where they stand, and why not."""


def like(said: str, pattern: str) -> bool:
    """Whether a cell says what the pattern says; case, and blanks that are doubled, don't matter."""
    return fnmatchcase(said.casefold(), " ".join(pattern.split()).casefold().replace("[", "[[]"))


def heading(said: str) -> str:
    """A heading without the mark of a footnote: `ODS CODE (2)` is `ODS CODE`."""
    return _FOOTNOTE.sub("", said).strip() or said


def read(grid: Grid, form: TableForm, file: str) -> Read:
    """The tables of a sheet. Raises Misfit where the map asks for what isn't there."""
    return _Reader(grid, form, {SHEET: grid.sheet or "", FILE: file} | _cells(grid, form)).whole()


class _Reader:
    """Goes through a sheet from top to bottom."""

    def __init__(self, grid: Grid, form: TableForm, said: dict[str, str]) -> None:
        self._grid, self._form, self._said = grid, form, said
        self._found = Read()
        self._piece: TableRegion | None = None
        self._part = ""
        self._open = form.from_ is None
        self._shut = False

    def whole(self) -> Read:
        heads = {head[-1]: head for head in _headings(self._grid, self._form)}
        inside = {at for head in heads.values() for at in head}
        for at, cells in enumerate(self._grid.rows):
            if at in heads:
                self._begin(heads[at])
            elif at not in inside:
                self._row(at, cells)
        return self._found

    def _begin(self, head: tuple[int, ...]) -> None:
        if self._form.until == "blank":
            self._shut = False
        self._piece = _begun(self._grid, head, self._form, self._said | {PART: self._part})
        if self._open and not self._shut:
            self._found.pieces.append(self._piece)

    def _row(self, at: int, cells: Sequence[str]) -> None:
        filled = [cell for cell in cells if cell]
        if not filled:
            ends = self._form.until == "blank" and self._piece is not None and bool(self._piece.rows)
            self._shut = self._shut or ends
            return
        self._pass_bounds(filled)
        number = self._grid.numbers[at]
        reading = self._open and not self._shut
        why = _why_not(filled, self._piece, self._form, number, reading=reading)
        if why is not None or self._piece is None:
            self._found.aside.append((number, why or ABOVE))
        else:
            self._piece.rows.append([self._grid.cell(at, position(name)) for name in self._piece.letters])
            self._piece.numbers.append(number)

    def _pass_bounds(self, filled: list[str]) -> None:
        form = self._form
        if form.from_ is not None and any(like(cell, form.from_) for cell in filled):
            self._open, self._piece = True, None
        elif self._open and form.until not in (None, "blank"):
            self._shut = self._shut or any(like(cell, form.until or "") for cell in filled)
        if len(filled) == 1:
            self._part = filled[0]


def _why_not(
    filled: list[str], piece: TableRegion | None, form: TableForm, number: int, *, reading: bool
) -> str | None:
    """Why a row holds no values; None where it may."""
    if any(like(cell, pattern) for pattern in form.skip for cell in filled):
        return SKIPPED
    if not reading:
        return OUTSIDE
    if piece is None:
        return ABOVE
    if (form.first and number < form.first) or (form.last and number > form.last):
        return OUTSIDE
    if len(filled) == 1 and len(piece.columns) > 2:
        return NOTE
    if len(filled) > 1 and all(heading(cell) in piece.columns for cell in filled):
        return AGAIN
    return None


def _headings(grid: Grid, form: TableForm) -> list[tuple[int, ...]]:
    """The rows of headings, as positions; several where several tables stand in the sheet."""
    if isinstance(form.header, str):
        sought = form.header
        ends = [at for at, row in enumerate(grid.rows) if any(_says(cell, sought) for cell in row if cell)]
        return [tuple(range(max(0, at - form.header_rows + 1), at + 1)) for at in ends]
    if form.header is None:
        first = next((at for at, row in enumerate(grid.rows) if any(row)), None)
        return [] if first is None else [(first,)]
    wanted = (form.header,) if isinstance(form.header, int) else form.header
    at = {number: i for i, number in enumerate(grid.numbers)}
    for number in wanted:
        if number not in at:
            end = grid.numbers[-1] if grid.numbers else 0
            where = f"`{grid.sheet}`" if grid.sheet else "The file"
            raise MapError(("table", "header"), f"{where} has no row {number}; its last one is row {end}.")
    return [tuple(sorted(at[number] for number in wanted))] if wanted else []


def _says(cell: str, pattern: str) -> bool:
    return like(cell, pattern) or like(heading(cell), pattern)


def _cells(grid: Grid, form: TableForm) -> dict[str, str]:
    said = {}
    for name, place in form.cells.items():
        found = _CELL.fullmatch(place)
        if not found:
            raise MapError(("table", "cells", name), f"`{place}` is no cell; one is written like `A2`.")
        row = next((at for at, number in enumerate(grid.numbers) if number == int(found[2])), -1)
        said[name] = grid.cell(row, position(found[1])) if row >= 0 else ""
    return said


def _begun(grid: Grid, head: tuple[int, ...], form: TableForm, said: dict[str, str]) -> TableRegion:
    """A table that has its headings and no rows yet."""
    names = _joined(grid, head)
    used = {name: at for at, name in enumerate(names)}
    for own, pattern in form.columns.items():
        at = next((i for i, name in enumerate(names) if _column(grid, head, i, name, pattern)), None)
        if at is None:
            where = f"in `{grid.sheet}`, " if grid.sheet else ""
            raise MapError(
                ("table", "columns", own),
                f"The table {where}row {grid.numbers[head[-1]]} has no column like `{pattern}`.",
                f"Its columns are: {', '.join(names)}.",
            )
        used[own] = at
    return TableRegion(
        grid.sheet, tuple(used), tuple(map(letter, used.values())), [], [], said, grid.numbers[head[-1]]
    )


def _column(grid: Grid, head: tuple[int, ...], at: int, name: str, pattern: str) -> bool:
    """A pattern may be that of the whole heading or of its last row alone."""
    last = grid.cell(head[-1], at)
    return like(name, pattern) or (bool(last) and _says(last, pattern))


def _joined(grid: Grid, head: tuple[int, ...]) -> list[str]:
    """The heading of each column: its parts from top to bottom, a number where two are the same."""
    width = max((len(grid.rows[at]) for at in head), default=0)
    width = max(width, *(len(row) for row in grid.rows[head[-1] + 1 : head[-1] + 50]), 0)
    rows = [_spread(grid, at, width, last=at == head[-1]) for at in head]
    names: list[str] = []
    seen: dict[str, int] = {}
    for column in range(width):
        parts = dict.fromkeys(heading(row[column]) for row in rows if row[column])
        name = named(JOINT.join(parts), column)
        seen[name] = seen.get(name, 0) + 1
        names.append(name if seen[name] == 1 else f"{name} #{seen[name]}")
    return names


def _spread(grid: Grid, at: int, width: int, *, last: bool) -> list[str]:
    """A row of headings, in which one that is merged stands over each of its columns.

    Above the last row one that isn't merged stands over the columns beside it that have none,
    as people write it.
    """
    row = [grid.cell(at, column) for column in range(width)]
    for (top, left), (bottom, right) in grid.merged:
        if top <= at <= bottom:
            row[left : right + 1] = [grid.cell(top, left)] * (min(right, width - 1) - left + 1)
    if not last and not any(top == at for (top, _), _ in grid.merged):
        for column in range(1, width):
            row[column] = row[column] or (row[column - 1] if grid.cell(at + 1, column) else "")
    return row
