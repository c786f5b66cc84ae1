"""The table to import, every cell as the text that stands in it, and the place of each row."""

from __future__ import annotations

import csv
import gzip
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import TextIOWrapper
from pathlib import Path
from typing import IO, Protocol

import polars as pl

from generator.importing import text_encoding
from generator.importing.cell_grid import MOST_CELLS, Grid, UnreadableFile, named
from generator.model.import_layout import Encoding

LINE = " line"
"""Where a row stands. Headings lose the blanks around them, so names of ours begin with one."""

SHEET = " sheet"
"""The sheet that a row stands in, where there are sheets."""

CHUNK = 50_000  # rows held as Python text before they become columns
_LONGEST_CELL = 1_000_000  # characters
_MOST_UNPACKED = 4_000_000_000  # characters of a table that was packed


class SourceRows(Protocol):
    """What `csv.reader` is."""

    line_num: int

    def __next__(self) -> list[str]: ...


SAYS = "says"
ASIDE = {SHEET: pl.String, LINE: pl.Int64, "reason": pl.String, SAYS: pl.String}
"""Of a row that holds no values: where it stands, why not, and how it begins."""


@dataclass(frozen=True)
class SourceTable:
    """What a file holds."""

    columns: tuple[str, ...]
    rows: pl.DataFrame
    """One String column a heading, blanks around a cell removed, and Int64 `LINE`; in spreadsheets
    String `SHEET`, in wide tables also the letter of the column."""

    aside: pl.DataFrame
    """Rows that hold no values, see ASIDE."""

    counted_in: str
    """What is counted: line, row for files without lines, cell for wide tables."""

    joined: tuple[str, ...] = ()
    """What came of each other file that was joined, in a sentence."""


def read(
    path: Path,
    separator: str = ",",
    progress: Callable[[int], object] = lambda _: None,
    encoding: Encoding | None = None,
) -> SourceTable:
    """The table in a .csv or .parquet file; `progress` hears of rows read. Raises Unreadable."""
    if is_csv(path):
        return _csv(path, separator, progress, encoding)
    if path.suffix.lower() == ".parquet":
        return _parquet(path)
    raise UnreadableFile(
        f"`{path.name}` is no table: a spreadsheet (.xlsx, .xls, .ods), .csv or .parquet was expected.",
        "Open it where it was made, and save the table as CSV (UTF-8).",
    )


def is_csv(path: Path) -> bool:
    """Whether the name is that of a CSV, packed or not."""
    ends = [suffix.lower() for suffix in path.suffixes[-2:]]
    return bool(ends) and (ends[-1] if ends[-1] != ".gz" else ends[0]) in {".csv", ".tsv", ".txt"}


def csv_grid(path: Path, separator: str, encoding: Encoding | None = None) -> Grid:
    """A CSV as it lies there, rows of any length. Raises Unreadable."""
    rows: list[list[str]] = []
    lines: list[int] = []
    cells = 0

    def whole(reader: SourceRows) -> None:
        nonlocal cells
        for line, record in _records(reader):
            rows.append([cell.strip() for cell in record])
            lines.append(line)
            cells += len(record)
            if cells > MOST_CELLS:
                raise UnreadableFile(
                    f"This table has more than {MOST_CELLS:,} cells.",
                    "Leave `header`, `skip` and the like out of the map: a plain table may be larger.",
                    line,
                )

    _opened(path, separator, whole, encoding)
    return Grid(None, rows, lines)


def beginning(path: Path, encoding: Encoding, characters: int = 50_000) -> str:
    """How the text of a CSV begins; what isn't of this encoding is passed over."""
    try:
        with text_encoding.opened(path) as file:
            return file.read(characters).decode(text_encoding.CODECS[encoding], "replace")
    except (gzip.BadGzipFile, EOFError, zlib.error):
        return ""


def _csv(
    path: Path, separator: str, progress: Callable[[int], object], encoding: Encoding | None
) -> SourceTable:
    read_: list[SourceTable] = []
    _opened(path, separator, lambda reader: read_.append(_from_rows(reader, separator, progress)), encoding)
    return read_[0]


def _opened(
    path: Path, separator: str, use: Callable[[SourceRows], object], encoding: Encoding | None
) -> None:
    csv.field_size_limit(_LONGEST_CELL)
    wanted = encoding or "utf-8"
    try:
        with (
            text_encoding.opened(path) as file,
            TextIOWrapper(file, text_encoding.CODECS[wanted], newline="") as text,
        ):
            use(csv.reader(_bounded(text, path), delimiter=separator, strict=True))
    except UnicodeError:
        likely = text_encoding.of(path)
        raise UnreadableFile(
            f"This line holds characters that aren't {'UTF-8' if wanted == 'utf-8' else wanted}.",
            f"Write `table: {{encoding: {likely}}}` in the map, or save the table again as 'CSV UTF-8'.",
            _first_line_not_utf8(path) if wanted == "utf-8" else 1,
        ) from None
    except (gzip.BadGzipFile, EOFError, zlib.error):
        raise UnreadableFile(f"`{path.name}` can't be unpacked.", "Unpack it, and import the .csv.") from None


def _bounded(text: IO[str], path: Path) -> Iterator[str]:
    """A small packed file can unpack into more than any disk holds."""
    left = _MOST_UNPACKED
    while line := text.readline(_LONGEST_CELL * 4):
        left -= len(line)
        if left < 0:
            raise UnreadableFile(f"`{path.name}` is larger than can be imported.", "Import it in parts.")
        yield line


def _from_rows(reader: SourceRows, separator: str, progress: Callable[[int], object]) -> SourceTable:
    records = _records(reader)
    _, heading = next(records, (1, []))
    columns = _heading(heading, separator)
    chunks: list[pl.DataFrame] = []
    cells: list[str] = []
    lines: list[int] = []
    ragged: list[tuple[None, int, str, str]] = []
    for line, record in records:
        if len(record) != len(columns):
            reason = f"it has {len(record)} cells where the heading has {len(columns)}"
            ragged.append((None, line, reason, next(filter(None, map(str.strip, record)), "")))
            continue
        cells.extend(record)
        lines.append(line)
        if len(lines) == CHUNK:
            chunks.append(_frame(columns, cells, lines))
            cells, lines = [], []
            progress(len(chunks) * CHUNK)
    chunks.append(_frame(columns, cells, lines))
    return SourceTable(columns, pl.concat(chunks), pl.DataFrame(ragged, schema=ASIDE, orient="row"), "line")


def _records(reader: SourceRows) -> Iterator[tuple[int, list[str]]]:
    """Each record with the line it begins in; a cell may go over several lines. Blank lines are none."""
    begins = 1
    while True:
        try:
            record = next(reader, None)
        except csv.Error as reason:
            if "unexpected end" in str(reason):
                raise UnreadableFile("A quote in this line is never closed.", line=begins) from None
            raise UnreadableFile(f"This line is no CSV: {reason}.", line=begins) from None
        if record is None:
            return
        if record:
            yield begins, record
        begins = reader.line_num + 1


def _heading(cells: list[str], separator: str) -> tuple[str, ...]:
    names = tuple(named(cell.strip(), at) for at, cell in enumerate(cells))
    if not any(cell.strip() for cell in cells):
        raise UnreadableFile("The table is empty.", "Its first line should name the columns.")
    for name in names:
        if names.count(name) > 1 and name:
            raise UnreadableFile(f"Two columns are called `{name}`.", "Give each column a name of its own.")
    if len(names) == 1 and (other := next((mark for mark in ";\t|," if mark in names[0]), None)):
        raise UnreadableFile(
            f"With `{separator}` between cells this table has one column only.",
            f'Write `table: {{separator: "{other}"}}` in the map.'.replace("\t", "\\t"),
        )
    return names


def _frame(columns: tuple[str, ...], cells: list[str], lines: list[int]) -> pl.DataFrame:
    width = len(columns)
    data = {name: pl.Series(cells[i::width], dtype=pl.String) for i, name in enumerate(columns)}
    return pl.DataFrame(data | {LINE: pl.Series(lines, dtype=pl.Int64)}).with_columns(
        pl.col(columns).str.strip_chars()
    )


def _first_line_not_utf8(path: Path) -> int:
    with text_encoding.opened(path) as lines:
        for number, line in enumerate(lines, 1):
            try:
                line.decode()
            except UnicodeDecodeError:
                return number
    return 1


def _parquet(path: Path) -> SourceTable:
    try:
        frame = pl.read_parquet(path)
    except (pl.exceptions.PolarsError, OSError) as reason:
        raise UnreadableFile(f"`{path.name}` can't be read as Parquet ({reason}).") from None
    plain = [name for name, kind in frame.schema.items() if not kind.is_nested() and kind != pl.Binary]
    rows = frame.select(
        *(pl.col(name).cast(pl.String).fill_null("").str.strip_chars().alias(name.strip()) for name in plain),
        pl.int_range(1, pl.len() + 1, dtype=pl.Int64).alias(LINE),
    )
    return SourceTable(
        tuple(name.strip() for name in plain),
        rows,
        pl.DataFrame(schema=ASIDE),
        "row",
    )
