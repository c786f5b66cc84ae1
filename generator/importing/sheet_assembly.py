"""The table that a map means: its sheets and parts put together, wide ones unfolded, other files beside."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import polars as pl

from generator.importing import source_table, table_regions, unpivot, workbook
from generator.importing.cell_grid import NAMELESS, Grid, UnreadableFile, filled
from generator.importing.map_errors import MapError
from generator.importing.source_table import ASIDE, LINE, SHEET, SourceTable
from generator.importing.table_regions import TableRegion, like
from generator.importing.unpivot import LETTER
from generator.model.import_layout import FILE, JoinedFile, TableForm


def read(path: Path, form: TableForm, progress: Callable[[int], object] = lambda _: None) -> SourceTable:
    """The table in the file at `path`. Raises Unreadable; Misfit where the map is wrong."""
    spread = path.suffix.lower() in workbook.ENDINGS
    if form.sheet is not None and not spread:
        raise MapError(("table", "sheet"), f"`{path.name}` has no sheets: only spreadsheets have.")
    if spread or (source_table.is_csv(path) and not form.plain):
        whole = laid_out(path, grids(path, form), form)
    else:
        whole = _plain(source_table.read(path, form.separator, progress, form.encoding), form, path.name)
    for place, other in enumerate(form.beside):
        whole = beside(whole, other, path.parent, form.separator, place)
    return whole


def grids(path: Path, form: TableForm) -> list[Grid]:
    """The sheets that the map means, in the file's order; a CSV is one without a name."""
    if path.suffix.lower() not in workbook.ENDINGS:
        return [source_table.csv_grid(path, form.separator, form.encoding)]
    if form.sheet is None:
        found = workbook.grids(path, form.decimal)[:1]
    else:
        wanted = (form.sheet,) if isinstance(form.sheet, str) else form.sheet
        found = workbook.grids(path, form.decimal, lambda name: any(like(name, one) for one in wanted))
        _all_there(path, wanted, [grid.sheet or "" for grid in found])
    return [filled(grid) for grid in found]


def _all_there(path: Path, wanted: Sequence[str], found: list[str]) -> None:
    for one in wanted:
        if not any(like(name, one) for name in found):
            names = [grid.sheet or "" for grid in workbook.grids(path)]
            listed = f"Its sheets are: {', '.join(f'`{name}`' for name in names)}."
            raise MapError(("table", "sheet"), f"`{path.name}` has no sheet `{one}`.", listed)


def _plain(whole: SourceTable, form: TableForm, file: str) -> SourceTable:
    """A table that needs no looking for, as the map wants it."""
    rows = whole.rows.with_columns(pl.lit(file).alias(FILE))
    letters = {name: table_regions.letter(at) for at, name in enumerate(whole.columns)}
    unfolded = unpivot.unfolded(rows, letters | {FILE: ""}, form)
    return _table(unfolded, whole.aside, whole.counted_in)


def laid_out(path: Path, found: list[Grid], form: TableForm) -> SourceTable:
    """The tables of these sheets as one. Raises as `read` does."""
    frames, aside = [], []
    for grid in found:
        says = dict(zip(grid.numbers, grid.rows, strict=True))
        came = table_regions.read(grid, form, path.name)
        frames += [_frame(piece, form) for piece in came.pieces if piece.rows]
        aside += [(grid.sheet, at, why, next(filter(None, says[at]), "")) for at, why in came.aside]
        if not came.pieces and isinstance(form.header, str):
            where = f"The sheet `{grid.sheet}`" if grid.sheet else "The file"
            raise MapError(("table", "header"), f"{where} has no heading like `{form.header}`.")
    if not frames:
        raise UnreadableFile(
            "The table has no rows below its headings.", "Which `sheet` is it in, and `header` row?"
        )
    rows = pl.concat(frames, how="diagonal").with_columns(pl.selectors.string().exclude(SHEET).fill_null(""))
    unit = "row" if found[0].sheet is not None else "line"
    return _table(rows, pl.DataFrame(aside, schema=ASIDE, orient="row"), unit)


def _frame(piece: TableRegion, form: TableForm) -> pl.DataFrame:
    columns = {
        name: pl.Series([row[i] for row in piece.rows], dtype=pl.String)
        for i, name in enumerate(piece.columns)
    }
    rows = pl.DataFrame(columns | {LINE: pl.Series(piece.numbers, dtype=pl.Int64)}).with_columns(
        *(pl.lit(text).alias(name) for name, text in piece.said.items()),
        pl.lit(piece.sheet, dtype=pl.String).alias(SHEET),
    )
    letters = dict(zip(piece.columns, piece.letters, strict=True)) | dict.fromkeys(piece.said, "")
    return unpivot.unfolded(rows, letters, form)


def _table(rows: pl.DataFrame, aside: pl.DataFrame, unit: str, joined: tuple[str, ...] = ()) -> SourceTable:
    columns = tuple(name for name in rows.columns if not name.startswith(" "))
    return SourceTable(columns, rows, aside, "cell" if LETTER in rows.columns else unit, joined)


def beside(whole: SourceTable, other: JoinedFile, folder: Path, separator: str, place: int) -> SourceTable:
    """The table with what another file says of one of its columns; nothing where it says nothing."""
    path: tuple[str | int, ...] = ("table", "beside", place, "file")
    if not (folder / other.file).is_file():
        raise MapError(path, f"There is no file `{other.file}` beside the table.")
    try:
        more = source_table.read(folder / other.file, separator)
    except UnreadableFile as reason:
        raise MapError(path, f"`{other.file}`, line {reason.line}: {reason}", reason.hint) from None
    if NAMELESS.match(other.by):
        raise MapError(
            (*path[:3], "by"),
            f"`{other.by}` has no heading, so nobody knows that it means the same in both files.",
            "Give it one in both, or take a column that has one.",
        )
    for columns, name in ((whole.columns, "The table"), (more.columns, f"`{other.file}`")):
        if other.by not in columns:
            listed = f"Its columns are: {', '.join(columns)}."
            raise MapError((*path[:3], "by"), f"{name} has no column `{other.by}`.", listed)
    twice = more.rows.filter(pl.col(other.by).is_duplicated())
    if twice.height:
        said = f"`{other.by}` says `{twice[other.by][0]}` in lines {twice[LINE][0]} and {twice[LINE][1]} of"
        raise MapError(path, f"{said} `{other.file}`, so that nobody knows which of them is meant.")
    new = [name for name in more.columns if name == other.by or name not in whole.columns]
    keys = whole.rows[other.by].unique()
    found = keys.is_in(more.rows[other.by].implode()).sum()
    told = (
        f"`{other.file}` is joined by `{other.by}`: {found:,} of its {len(keys):,} different cells are there."
    )
    rows = whole.rows.join(more.rows.select(new), on=other.by, how="left", maintain_order="left")
    return _table(
        rows.with_columns(pl.col([name for name in new if name != other.by]).fill_null("")),
        whole.aside,
        whole.counted_in,
        (*whole.joined, told),
    )
