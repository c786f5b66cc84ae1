"""CSV and Parquet files of measured values as cells of text.

Everything is read as text at once; what a cell means is found out column by column elsewhere, so
that a number is the same number in whatever file it stands.
"""

from __future__ import annotations

import difflib
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import polars as pl

from generator.load import acceptance, csvfile, encoded
from generator.load.encoded import Unreadable
from generator.load.files import DataFile
from generator.load.worded import listed
from generator.model import reading
from generator.model.observation import IDS, NAMES, OF_THE_ROW
from generator.model.written import Acceptance
from generator.problem import Place, Problem

MOST_ROWS = 50_000_000
"""Rows of a Parquet file: a small one may unfold into more than any memory holds."""


@dataclass(frozen=True)
class Table:
    """Text columns as the file names them, with `file`, `line` and `column`."""

    cells: pl.DataFrame
    problems: list[Problem] = field(default_factory=list)
    """Rows that were left out."""

    acceptances: list[Acceptance] = field(default_factory=list)


def read(file: DataFile, stages: Iterable[str]) -> Iterator[Table]:
    """The file's rows, some megabytes at a time. `stages` are the columns that conversions add.

    Raises Unreadable, at the latest where it can be read no further.
    """
    raw = encoded.contents(file.path, file.file, encoded.LARGEST_TABLE)
    if file.path.suffix == ".csv":
        parts = _csv(raw, file, frozenset(stages))
    else:
        parts = iter([Table(_parquet(raw, file, frozenset(stages)))])
    for part in parts:
        yield _finished(part, file)


def _finished(part: Table, file: DataFile) -> Table:
    cells = _trimmed(part.cells)
    accepted = []
    if acceptance.COLUMN in cells.columns:
        accepted = acceptance.in_table(cells, file.file)
        cells = cells.drop(acceptance.COLUMN)
    problems = part.problems
    named = cells.select(pl.all_horizontal(pl.col(IDS).is_not_null())).to_series()
    if not named.all():
        problems = [*problems, *_nameless(cells.filter(~named), file)]
        cells = cells.filter(named)
    where = (pl.lit(file.file, dtype=pl.String).alias("file"), pl.lit(1, dtype=pl.Int32).alias("column"))
    return Table(cells.with_columns(where), problems, accepted)


def _trimmed(cells: pl.DataFrame) -> pl.DataFrame:
    """No blanks around what stands in a cell, null where nothing does, and no rows of nothing."""
    texts = [name for name in cells.columns if name != "line"]
    for name in texts:  # one by one: a copy of a large table is large
        text = cells[name].str.strip_chars()
        cells = cells.with_columns(text.set(text == "", None))
    filled = cells.select(pl.any_horizontal(pl.col(texts).is_not_null())).to_series()
    return cells if filled.all() else cells.filter(filled)


def _csv(raw: bytes, file: DataFile, stages: frozenset[str]) -> Iterator[Table]:
    if b"\r" in raw and b"\n" not in raw:  # lines as old Macintoshes end them
        raw = raw.replace(b"\r", b"\n")
    header = csvfile.header(encoded.text(raw, file.file), file.file)
    names = [name for name, _ in header]
    _check_names(names, [Place(file.file, 1, at) for _, at in header], file.file, stages)
    for block, before in csvfile.blocks(raw):
        yield Table(*csvfile.rows(block, before, names, file.file))


def _parquet(raw: bytes, file: DataFile, stages: frozenset[str]) -> pl.DataFrame:
    try:
        rows = pl.scan_parquet(io.BytesIO(raw))
        schema = rows.collect_schema()
        height = rows.select(pl.len()).collect().item()
        if height > MOST_ROWS:
            raise Unreadable(
                reading.UNREADABLE.problem(
                    Place(file.file), f"This file holds {height:,} rows; at most {MOST_ROWS:,} are read."
                )
            )
        _check_names(schema.names(), [Place(file.file)] * len(schema), file.file, stages)
        nested = [name for name, kind in schema.items() if kind.is_nested() or kind in (pl.Binary, pl.Object)]
        if nested:
            raise Unreadable(
                reading.TABLE.problem(
                    Place(file.file),
                    f"The column `{nested[0]}` holds {schema[nested[0]]}; texts or numbers were expected.",
                )
            )
        texts = rows.select(pl.all().cast(pl.String)).collect()
    except (pl.exceptions.PolarsError, OSError):
        raise Unreadable(
            reading.TABLE.problem(
                Place(file.file),
                "This can't be read as Parquet.",
                "Write the file again, or hand the values over as CSV.",
            )
        ) from None
    return texts.with_row_index("line", offset=1).with_columns(pl.col("line").cast(pl.Int32))


def _check_names(names: list[str], places: list[Place], file: str, stages: frozenset[str]) -> None:
    """Raises Unreadable for the first column that can't be used."""
    known = [*IDS, *sorted((NAMES | stages) - OF_THE_ROW), acceptance.COLUMN]
    first: dict[str, Place] = {}
    for name, place in zip(names, places, strict=True):
        if name in first:
            raise Unreadable(
                reading.TWICE.problem(
                    place,
                    f"The column `{name}` stands here a second time.",
                    "Keep one of the two.",
                    also=(first[name],),
                )
            )
        first[name] = place
        if name not in known and not name.startswith(csvfile.NAMELESS):
            close = difflib.get_close_matches(name.lower().replace(" ", "-"), known, 1)
            raise Unreadable(
                reading.UNKNOWN_KEY.problem(
                    place,
                    f"`{name}` is no column of measured values.",
                    f"Did you mean `{close[0]}`?"
                    if close
                    else f"Delete it, or rename it to one of {listed(known)}.",
                )
            )
    absent = [name for name in IDS if name not in first]
    if absent:
        raise Unreadable(
            reading.TABLE.problem(
                Place(file),
                f"There is no column {listed(absent)}.",
                "Each line says whose value of what and when: `clinic,standard,period,...`.",
            )
        )


def _nameless(rows: pl.DataFrame, file: DataFile) -> list[Problem]:
    """Rows that don't say whose value of what and when."""
    problems = []
    for line, *ids in rows.select("line", *IDS).iter_rows():
        absent = [name for name, text in zip(IDS, ids, strict=True) if text is None]
        place = Place(file.file, line)
        problems.append(
            reading.TABLE.problem(
                place,
                f"{listed(absent)} is empty in this line.",
                "Fill it in, or delete the line.",
                stops=(("row", str(place)),),
            )
        )
    return problems
