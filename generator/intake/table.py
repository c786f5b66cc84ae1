"""The table to import, every cell as the text that stands in it, and the line of each row."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import polars as pl

LINE = " line"
"""Where a row stands. Headings lose the blanks around them, so names of ours begin with one."""

CHUNK = 50_000  # rows held as Python text before they become columns
_LONGEST_CELL = 1_000_000  # characters


class Unreadable(Exception):
    """The file can't be read as a table. `line` counts from 1."""

    def __init__(self, message: str, hint: str = "", line: int = 1) -> None:
        super().__init__(message)
        self.hint = hint
        self.line = line


class Rows(Protocol):
    """What `csv.reader` is."""

    line_num: int

    def __next__(self) -> list[str]: ...


@dataclass(frozen=True)
class Table:
    """What a file holds."""

    columns: tuple[str, ...]
    rows: pl.DataFrame
    """One String column a heading, blanks around a cell removed, and Int64 `LINE`."""

    ragged: pl.DataFrame
    """Rows that don't fit the heading. Columns: `LINE`, `cells` (how many they have)."""

    counted_in: str
    """What `LINE` counts: line, or row for files without lines."""


def read(path: Path, separator: str = ",", progress: Callable[[int], object] = lambda _: None) -> Table:
    """The table in a .csv or .parquet file; `progress` hears of rows read. Raises Unreadable."""
    match path.suffix.lower():
        case ".csv" | ".tsv" | ".txt":
            return _csv(path, separator, progress)
        case ".parquet":
            return _parquet(path)
    raise Unreadable(
        f"`{path.name}` is neither a .csv nor a .parquet file.", "Save the table as CSV (UTF-8)."
    )


def _csv(path: Path, separator: str, progress: Callable[[int], object]) -> Table:
    csv.field_size_limit(_LONGEST_CELL)
    try:
        # utf-8-sig: spreadsheets begin their CSV with a byte order mark.
        with path.open(encoding="utf-8-sig", newline="") as text:
            return _from_rows(csv.reader(text, delimiter=separator, strict=True), separator, progress)
    except UnicodeDecodeError:
        raise Unreadable(
            "This line holds characters that aren't UTF-8.",
            "Save the table again as 'CSV UTF-8'.",
            _first_line_not_utf8(path),
        ) from None


def _from_rows(reader: Rows, separator: str, progress: Callable[[int], object]) -> Table:
    records = _records(reader)
    _, heading = next(records, (1, []))
    columns = _heading(heading, separator)
    chunks: list[pl.DataFrame] = []
    cells: list[str] = []
    lines: list[int] = []
    ragged: list[tuple[int, int]] = []
    for line, record in records:
        if len(record) != len(columns):
            ragged.append((line, len(record)))
            continue
        cells.extend(record)
        lines.append(line)
        if len(lines) == CHUNK:
            chunks.append(_frame(columns, cells, lines))
            cells, lines = [], []
            progress(len(chunks) * CHUNK)
    chunks.append(_frame(columns, cells, lines))
    return Table(
        columns,
        pl.concat(chunks),
        pl.DataFrame(ragged, schema={LINE: pl.Int64, "cells": pl.Int64}, orient="row"),
        "line",
    )


def _records(reader: Rows) -> Iterator[tuple[int, list[str]]]:
    """Each record with the line it begins in; a cell may go over several lines. Blank lines are none."""
    begins = 1
    while True:
        try:
            record = next(reader, None)
        except csv.Error as reason:
            if "unexpected end" in str(reason):
                raise Unreadable("A quote in this line is never closed.", line=begins) from None
            raise Unreadable(f"This line is no CSV: {reason}.", line=begins) from None
        if record is None:
            return
        if record:
            yield begins, record
        begins = reader.line_num + 1


def _heading(cells: list[str], separator: str) -> tuple[str, ...]:
    names = tuple(cell.strip() for cell in cells)
    if not any(names):
        raise Unreadable("The table is empty.", "Its first line should name the columns.")
    for name in names:
        if names.count(name) > 1 and name:
            raise Unreadable(f"Two columns are called `{name}`.", "Give each column a name of its own.")
    if len(names) == 1 and (other := next((mark for mark in ";\t|," if mark in names[0]), None)):
        raise Unreadable(
            f"With `{separator}` between cells this table has one column only.",
            f'Write `table: {{separator: "{other}"}}` in the map.'.replace("\t", "\\t"),
        )
    return tuple(name or f"column {i}" for i, name in enumerate(names, 1))


def _frame(columns: tuple[str, ...], cells: list[str], lines: list[int]) -> pl.DataFrame:
    width = len(columns)
    data = {name: pl.Series(cells[i::width], dtype=pl.String) for i, name in enumerate(columns)}
    return pl.DataFrame(data | {LINE: pl.Series(lines, dtype=pl.Int64)}).with_columns(
        pl.col(columns).str.strip_chars()
    )


def _first_line_not_utf8(path: Path) -> int:
    with path.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            try:
                line.decode()
            except UnicodeDecodeError:
                return number
    return 1


def _parquet(path: Path) -> Table:
    try:
        frame = pl.read_parquet(path)
    except (pl.exceptions.PolarsError, OSError) as reason:
        raise Unreadable(f"`{path.name}` can't be read as Parquet ({reason}).") from None
    plain = [name for name, kind in frame.schema.items() if not kind.is_nested() and kind != pl.Binary]
    rows = frame.select(
        *(pl.col(name).cast(pl.String).fill_null("").str.strip_chars().alias(name.strip()) for name in plain),
        pl.int_range(1, pl.len() + 1, dtype=pl.Int64).alias(LINE),
    )
    return Table(
        tuple(name.strip() for name in plain),
        rows,
        pl.DataFrame(schema={LINE: pl.Int64, "cells": pl.Int64}),
        "row",
    )
