"""A first look at a file to import: which tables belong together, and what a map of them would say."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

import polars as pl

from generator.importing import cell_grid as grids
from generator.importing import (
    detect,
    file_joins,
    sheet_assembly,
    source_table,
    split_periods,
    text_encoding,
    workbook,
)
from generator.importing.cell_grid import Grid, UnreadableFile
from generator.importing.date_spellings import reads_as_period
from generator.importing.detect import FileProfile
from generator.importing.guess import wide_headings
from generator.importing.guess.column_kinds import Column, column
from generator.importing.guess.columns import ColumnGuesses, guess
from generator.importing.map_errors import MapError
from generator.importing.table_regions import heading, like
from generator.model.import_layout import TableForm

_TOGETHER = re.compile(
    r"(?:all|totals?|summary|overall|combined|both|sum|todos|todas|tous|toutes|ensemble|synth[èe]se|resumen)"
    r"(?: (?:sites|clinics|hospitals|practices|branches))?",
    re.I,
)
"""A sheet of all clinics. One called `All Saints` is a clinic."""

MOST_ROWS = 100_000
"""Of a sheet are looked at. Enough for a guess."""


@dataclass(frozen=True)
class Sheet:
    """One sheet as it looks."""

    grid: Grid
    tables: tuple[FileProfile, ...]
    form: TableForm
    """That reads these tables."""

    columns: tuple[Column, ...]
    guess: ColumnGuesses
    period_at: str | None
    """A cell above the table that names a period."""

    @property
    def title(self) -> str:
        """What stands at the top of the sheet; empty where nothing does."""
        above = self.tables[0].above
        return above[0][:200] if above else ""

    def at(self, place: str) -> str:
        """The text of a cell such as `A2`."""
        name = place.rstrip("0123456789")
        row = list(self.grid.numbers).index(int(place[len(name) :]))
        return self.grid.cell(row, grids.position(name))

    @property
    def shape(self) -> tuple[object, ...]:
        """What sheets that one map can read have in common."""
        found = self.guess
        return (
            found.kind,
            tuple(found.fields),
            found.name is not None,
            found.period is not None,
            found.standard.name if found.standard else None,
            found.asked.name if found.asked else None,
            tuple(sorted(heading(name) for name in found.where)),
            found.repeated,
            self.form.periods,
            self.form.clinics is not None,
        )


@dataclass(frozen=True)
class FileSummary:
    """What a file looks like."""

    file: str
    sheets: tuple[Sheet, ...]
    """Those that one map can read; at least one."""

    other: tuple[tuple[str, str], ...]
    """Names of the other sheets, and why they aren't among them."""

    spreadsheet: bool
    joinable: tuple[file_joins.Joinable, ...] = ()
    """Other files in the folder that could say more."""

    joined: tuple[file_joins.Joinable, ...] = ()

    @property
    def by_sheet(self) -> Literal["standard", "clinic", "period"] | None:
        """What the names of several sheets say; None where there is one only."""
        if len(self.sheets) == 1:
            return None
        first = self.sheets[0]
        names = [sheet.grid.sheet or "" for sheet in self.sheets]
        if all(map(split_periods.named_month, names)) and first.guess.period is None:
            return "period"
        if all(map(reads_as_period, names)):
            return "period" if first.guess.period is None and first.period_at is None else "standard"
        return "clinic" if first.guess.clinic is None else "standard"


def look_at(path: Path, only: str | None = None, join: Sequence[str] = ()) -> FileSummary:
    """What the file looks like. `only` is a pattern for the names of sheets, `join` names other files.

    Raises Unreadable.
    """
    found, form = _read(path)
    wanted = [grid for grid in found if only is None or grid.sheet is None or like(grid.sheet, only)]
    if not wanted:
        names = ", ".join(f"`{grid.sheet}`" for grid in found)
        raise UnreadableFile(f"`{path.name}` has no sheet like `{only}`.", f"Its sheets are: {names}.")
    spread = path.suffix.lower() in workbook.ENDINGS
    unseen = workbook.hidden(path) if spread else frozenset()
    seen = [(grid, _sheet(path, grid, form, join)) for grid in wanted]
    whole = [sheet for _, sheet in seen if sheet is not None]
    whole = [sheet for sheet in whole if sheet.grid.sheet not in unseen] or whole
    if not whole:
        raise UnreadableFile(
            f"`{path.name}` holds nothing that looks like a table.",
            "One has a row of headings above rows with numbers. If it does hold one, write the map by hand.",
        )
    chosen = _without_sums(_alike(whole))
    other = [
        (grid.sheet or "", _why_not(sheet, chosen[0]) + (", hidden" if grid.sheet in unseen else ""))
        for grid, sheet in seen
        if sheet not in chosen
    ]
    found_ = [] if spread else file_joins.joinable(path, chosen[0].columns, form.separator)
    return FileSummary(
        path.name,
        tuple(chosen),
        tuple(other),
        spread,
        tuple(one for one in found_ if one.file not in join),
        tuple(one for one in found_ if one.file in join),
    )


def _read(path: Path) -> tuple[list[Grid], TableForm]:
    """All sheets, and how numbers and cells are written."""
    if path.suffix.lower() in workbook.ENDINGS:
        found, mark, stored = [grids.filled(each) for each in workbook.grids(path)], ",", None
    elif source_table.is_csv(path):
        stored = text_encoding.of(path)
        mark = detect.separator(path, source_table.beginning(path, stored))
        found = [source_table.csv_grid(path, mark, stored)]
    else:
        raise UnreadableFile(f"`{path.name}` is neither a spreadsheet (.xlsx, .xls, .ods) nor a .csv file.")
    found = [replace(each, rows=each.rows[:MOST_ROWS], numbers=each.numbers[:MOST_ROWS]) for each in found]
    decimal, thousands = detect.marks(found)
    said = {"separator": mark, "decimal": decimal, "thousands": thousands}
    return found, TableForm.model_validate(said | {"encoding": None if stored == "utf-8" else stored})


def _sheet(path: Path, grid: Grid, form: TableForm, join: Sequence[str] = ()) -> Sheet | None:
    all_ = detect.tables(grid)
    tables = _belonging(all_)
    if not tables:
        return None
    form = form.model_copy(update=_header(grid, tables) | _wide(tables[0]) | detect.end(grid, tables, all_))
    try:
        rows = sheet_assembly.laid_out(path, [grid], form)
        beside = () if grid.sheet is not None else tuple(file_joins.chosen(path, rows, form.separator, join))
        for place, other in enumerate(beside):
            rows = sheet_assembly.beside(rows, other, path.parent, form.separator, place)
    except file_joins.NotJoined:
        raise
    except (MapError, UnreadableFile):
        return None
    columns = tuple(_columns(rows.rows, tables[0]))
    across = None if form.periods else wide_headings.clinics(columns)
    if across is not None:
        form = form.model_copy(update={"clinics": across})
        columns = tuple(_columns(sheet_assembly.laid_out(path, [grid], form).rows, tables[0]))
    known = guess(columns, form)
    at = None if known.period else _period_above(grid, tables[0].head[0])
    return Sheet(grid, tables, form.model_copy(update={"beside": beside}), columns, known, at)


def _belonging(tables: Sequence[FileProfile]) -> tuple[FileProfile, ...]:
    """The tables that have the headings of the largest of them."""
    if not tables:
        return ()
    first = max(tables, key=lambda seen: len(seen.piece.rows))
    return tuple(seen for seen in tables if seen.piece.columns == first.piece.columns)


def _header(grid: Grid, tables: Sequence[FileProfile]) -> dict[str, object]:
    """How the map says where the headings are: by number for one table, by what they say for several."""
    head = tables[0].head
    if len(tables) == 1:
        numbers = tuple(grid.numbers[at] for at in head)
        plain = head == (0,) or (grid.sheet is None and head[0] == 0 and len(head) == 1)
        return {"header": None if plain else numbers[0] if len(numbers) == 1 else numbers}
    return {"header": named_by(tables), "header_rows": len(head)}


def named_by(tables: Sequence[FileProfile], first: str | None = None) -> str | None:
    """A heading that all these tables have, and that stands nowhere else in their sheets."""
    common = [heading(cell) for cell in tables[0].grid.rows[tables[0].head[-1]] if cell]
    for said in sorted(common, key=lambda name: name != first):
        places = {
            (seen.grid.sheet, at)
            for seen in tables
            for at, row in enumerate(seen.grid.rows)
            if any(heading(cell).casefold() == said.casefold() for cell in row if cell)
        }
        if places == {(seen.grid.sheet, seen.head[-1]) for seen in tables}:
            return said
    return None


def _wide(seen: FileProfile) -> dict[str, object]:
    """Headings that name periods make a wide table."""
    return {"periods": wide_headings.periods(seen.piece.columns)}


def _columns(rows: pl.DataFrame, seen: FileProfile) -> list[Column]:
    letters = dict(zip(seen.piece.columns, seen.piece.letters, strict=True))
    names = [
        name
        for name in rows.columns
        if not name.startswith(" ") and name not in {"{sheet}", "{file}", "{part}"}
    ]
    return [column(name, letters.get(name, ""), rows[name].to_list()) for name in names]


def _period_above(grid: Grid, end: int) -> str | None:
    for at in range(end):
        for place, cell in enumerate(grid.rows[at]):
            if cell and reads_as_period(cell):
                return f"{grids.letter(place)}{grid.numbers[at]}"
    return None


def _alike(found: Sequence[Sheet]) -> list[Sheet]:
    """The sheets of which most look alike; the first such where several do."""
    shapes = Counter(sheet.shape for sheet in found if not sheet.guess.repeated)
    if not shapes:
        return [found[0]]
    shape = max(shapes, key=lambda each: shapes[each])
    chosen = [sheet for sheet in found if sheet.shape == shape]
    if (
        chosen[0].guess.standard is not None
    ):  # a row says one standard, not one by its sheet and one by a column
        return chosen[:1]
    return [sheet for sheet in chosen if _same_roles(chosen[0], sheet)]


def _without_sums(chosen: list[Sheet]) -> list[Sheet]:
    """Of sheets that are one clinic each, those that aren't all clinics together by their names."""
    if chosen[0].guess.clinic is not None:
        return chosen
    return [sheet for sheet in chosen if not _TOGETHER.fullmatch(sheet.grid.sheet or "")] or chosen


def _same_roles(one: Sheet, other: Sheet) -> bool:
    """Whether one pattern finds each column that is used in both sheets."""
    return (
        all(
            detect.pattern([a.name, b.name]) is not None
            for a, b in zip(roles(one.guess).values(), roles(other.guess).values(), strict=True)
        )
        and one.period_at == other.period_at
    )


def roles(found: ColumnGuesses) -> dict[str, Column]:
    """The columns that a map of this guess uses, by what for."""
    used = {"clinic": found.clinic, "name": found.name, "period": found.period, "standard": found.standard}
    used |= {"asked": found.asked}
    used |= {"year": found.year, "status": found.rows.status if found.rows else None}
    used |= {f"where {nth}": each for nth, (each, _) in enumerate(found.where.values())}
    used |= {
        f"{name} {nth}": each for name, held in found.fields.items() for nth, (_, each) in enumerate(held)
    }
    return {role: each for role, each in used.items() if each is not None}


def _why_not(sheet: Sheet | None, chosen: Sheet) -> str:
    if sheet is None:
        return "no table that looks like one"
    if chosen.guess.clinic is None and sheet.shape == chosen.shape:
        return "all clinics together, by its name. Or is it one?"
    if sheet.guess.standard is not None and chosen.guess.standard is None:
        return f"several rows a clinic, by {re.sub(r'[^ -~]', '·', sheet.guess.standard.name)}"
    return "other columns"
