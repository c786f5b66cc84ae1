"""CSV and Parquet files of measured values as cells of text.

Everything is read as text at once; what a cell means is found out column by column elsewhere, so
that a number is the same number in whatever file it stands.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import polars as pl

from generator.load import (
    accepted_findings,
    csv_file,
    mojibake,
    swapped_headings,
    table_columns,
    table_embargoes,
    text_encoding,
)
from generator.load.data_files import DataFile
from generator.load.text_encoding import UnreadableText
from generator.model import reading_problems, total_names
from generator.model.inputs import Acceptance
from generator.model.observation import IDS
from generator.problem import Place, Problem

MOST_ROWS = 50_000_000
"""Rows of a Parquet file: a small one may unfold into more than any memory holds."""


@dataclass(frozen=True)
class ValueTable:
    """Text columns as the file names them, with `file`, `line` and `column`."""

    cells: pl.DataFrame
    problems: list[Problem] = field(default_factory=list)
    """Rows that were left out."""

    acceptances: list[Acceptance] = field(default_factory=list)
    later: pl.DataFrame | None = None
    """Rows with an embargo of their own: `file`, `line`, `clinic` and `ends`."""


def read(file: DataFile, stages: Iterable[str]) -> Iterator[ValueTable]:
    """The file's rows, some megabytes at a time. `stages` are the columns that conversions add.

    Raises Unreadable, at the latest where it can be read no further.
    """
    raw = text_encoding.contents(file.path, file.file, text_encoding.LARGEST_TABLE)
    if file.path.suffix == ".csv":
        parts = _csv(raw, file, frozenset(stages))
    else:
        parts = iter([ValueTable(_parquet(raw, file, frozenset(stages)))])
    for part in parts:
        yield _finished(part, file)


def _finished(part: ValueTable, file: DataFile) -> ValueTable:
    cells = _trimmed(part.cells)
    accepted = []
    if accepted_findings.COLUMN in cells.columns:
        accepted = accepted_findings.in_table(cells, file.file)
        cells = cells.drop(accepted_findings.COLUMN)
    problems = part.problems
    if (again := _first_line_again(cells)).height:
        second = _second_table(again)
        problems = [*problems, *(_said_again(line, file) for line in again["line"] if line != second)]
        if second is not None:
            after = cells.filter(pl.col("line") > second)
            problems.append(_another_table(second, after["line"].to_list(), file))
            cells = cells.filter(pl.col("line") < second)
        cells = cells.filter(~pl.col("line").is_in(again["line"].implode()))
    if (shifted := _shifted(cells)).height:
        problems = [*problems, *_said_shifted(shifted, file)]
        cells = cells.filter(~pl.col("line").is_in(shifted["line"].implode()))
    named = (
        cells.select(pl.all_horizontal(pl.col(IDS).str.contains(r"\w"))).to_series().fill_null(value=False)
    )
    if not named.all():
        problems = [*problems, *_nameless(cells.filter(~named), file)]
        cells = cells.filter(named)
    where = (pl.lit(file.file, dtype=pl.String).alias("file"), pl.lit(1, dtype=pl.Int32).alias("column"))
    cells = cells.with_columns(where)
    if table_embargoes.COLUMN not in cells.columns:
        return ValueTable(cells, problems, accepted)
    held = table_embargoes.rows(cells)
    return ValueTable(
        cells.drop(table_embargoes.COLUMN), [*problems, *table_embargoes.problems(held)], accepted, held
    )


def _trimmed(cells: pl.DataFrame) -> pl.DataFrame:
    """No blanks around what stands in a cell, null where nothing does, and no rows of nothing."""
    texts = [name for name in cells.columns if name != "line"]
    for name in texts:  # one by one: a copy of a large table is large
        text = cells[name].str.strip_chars()
        cells = cells.with_columns(text.set(text == "", None))
    filled = cells.select(pl.any_horizontal(pl.col(texts).is_not_null())).to_series()
    return cells if filled.all() else cells.filter(filled)


def _csv(raw: bytes, file: DataFile, stages: frozenset[str]) -> Iterator[ValueTable]:
    if b"\r" in raw and b"\n" not in raw:  # lines as old Macintoshes end them
        raw = raw.replace(b"\r", b"\n")
    text = text_encoding.text(raw, file.file)
    header, broken = csv_file.header(text, file.file), mojibake.problems(text, file.file)
    del text
    places = {name: Place(file.file, 1, at) for name, at in header}
    names = [name for name, _ in header]
    table_columns.checked(names, [Place(file.file, 1, at) for _, at in header], file.file, stages)
    for block, before in csv_file.blocks(raw):
        rows, problems = csv_file.rows(block, before, names, file.file)
        if not before:
            swapped_headings.checked(_trimmed(rows.head(swapped_headings.SAMPLE)), places)
        yield ValueTable(rows, [*broken, *problems])
        broken = []


def _parquet(raw: bytes, file: DataFile, stages: frozenset[str]) -> pl.DataFrame:
    try:
        rows = pl.scan_parquet(io.BytesIO(raw))
        schema = rows.collect_schema()
        height = rows.select(pl.len()).collect().item()
        if height > MOST_ROWS:
            raise UnreadableText(
                reading_problems.UNREADABLE.problem(
                    Place(file.file), f"This file holds {height:,} rows; at most {MOST_ROWS:,} are read."
                )
            )
        table_columns.checked(schema.names(), [Place(file.file)] * len(schema), file.file, stages)
        nested = [name for name, kind in schema.items() if kind.is_nested() or kind in (pl.Binary, pl.Object)]
        if nested:
            raise UnreadableText(
                reading_problems.TABLE.problem(
                    Place(file.file),
                    f"The column `{nested[0]}` holds {schema[nested[0]]}; texts or numbers were expected.",
                )
            )
        texts = rows.select(pl.all().cast(pl.String)).collect()
    except (pl.exceptions.PolarsError, OSError):
        raise UnreadableText(
            reading_problems.TABLE.problem(
                Place(file.file),
                "This can't be read as Parquet.",
                "Write the file again, or hand the values over as CSV.",
            )
        ) from None
    return texts.with_row_index("line", offset=1).with_columns(pl.col("line").cast(pl.Int32))


def _first_line_again(cells: pl.DataFrame) -> pl.DataFrame:
    """Rows that hold the names of the columns, as where two files were put one under the other."""
    return cells.filter(pl.all_horizontal(pl.col(name) == name for name in IDS))


def _second_table(again: pl.DataFrame) -> int | None:
    """The first line that names other columns than the first line of the file."""
    others = [pl.col(name) != name for name in again.columns if name not in ("line", *IDS)]
    named = again.filter(pl.any_horizontal(others)) if others else again.clear()
    return named["line"][0] if named.height else None


def _another_table(line: int, rows: list[int], file: DataFile) -> Problem:
    place = Place(file.file, line)
    return reading_problems.TABLE.problem(
        place,
        "A second table begins here, with other columns than the first line names.",
        "Give it a file of its own, beginning with this line.",
        stops=tuple(("row", str(Place(file.file, each))) for each in (line, *rows)),
    )


def _said_again(line: int, file: DataFile) -> Problem:
    place = Place(file.file, line)
    return reading_problems.TABLE.problem(
        place,
        "The names of the columns stand here again, as in the first line.",
        "Delete this line; each file names its columns once.",
        stops=(("row", str(place)),),
    )


ALIKE = 5
"""Lines of one fault that are told one by one."""


def _shifted(cells: pl.DataFrame) -> pl.DataFrame:
    """Rows with a period where the standard belongs, and none where it belongs."""
    standard, period = (
        pl.col(name).str.contains(swapped_headings.PERIOD).fill_null(value=False) for name in IDS[1:]
    )
    return cells.filter(standard & ~period)


def _said_shifted(rows: pl.DataFrame, file: DataFile) -> list[Problem]:
    told = rows.head(1 if rows.height > ALIKE else ALIKE)
    more = rows.height - told.height
    problems = []
    for line, standard, period in told.select("line", "standard", "period").iter_rows():
        exchanged = period is not None and not period[:1].isdigit()
        why = "`standard` and `period` are exchanged" if exchanged else "the cells have moved to the left"
        several = f" So it is in {more} more lines." if more else ""
        stops = tuple(("row", str(Place(file.file, each))) for each in (rows["line"] if more else [line]))
        problems.append(
            reading_problems.TABLE.problem(
                Place(file.file, line),
                f"`{standard}`, a period, stands in the column `standard`: {why} in this line.{several}",
                "Put each cell below its own head, as in the other lines.",
                stops=stops,
            )
        )
    return problems


def _nameless(rows: pl.DataFrame, file: DataFile) -> list[Problem]:
    """Rows that don't say whose value of what and when."""
    others = [name for name in rows.columns if name not in (*IDS, "line")]
    alike: dict[tuple[str, str], list[int]] = {}
    for line, clinic, standard, period, *cells in rows.select("line", *IDS, *others).iter_rows():
        ids = dict(zip(IDS, (clinic, standard, period), strict=True))
        said = _why_nameless(ids, any(cell is not None for cell in cells))
        alike.setdefault(said, []).append(line)
    return [problem for said, lines in alike.items() for problem in _said_nameless(*said, lines, file)]


def _said_nameless(message: str, hint: str, lines: list[int], file: DataFile) -> Iterator[Problem]:
    """Each line by itself, or the first for all where there are many."""
    places = [Place(file.file, line) for line in lines]
    if len(places) <= ALIKE:
        for place in places:
            yield reading_problems.TABLE.problem(place, message, hint, stops=(("row", str(place)),))
        return
    yield reading_problems.TABLE.problem(
        places[0],
        f"{message} So it is in {len(places) - 1} more lines.",
        f"{hint} Where cells were merged in a spreadsheet, only the first line of each group keeps the name: "
        "write it into every line.",
        also=tuple(places[1:3]),
        stops=tuple(("row", str(place)) for place in places),
    )


_BEGINS_A_SUM = re.compile(r"(?:grand |sub-?)?(?:totals?|sum|suma)\b.{0,12}", re.IGNORECASE)


def _why_nameless(ids: dict[str, str | None], filled: bool) -> tuple[str, str]:
    """What is wrong with a line that doesn't say whose value of what and when, and what to do."""
    absent = [name for name, text in ids.items() if text is None or not re.search(r"\w", text)]
    stands = [text for text in ids.values() if text is not None]
    verb = "is" if len(absent) == 1 else "are"
    message = f"{' and '.join(f'`{name}`' for name in absent)} {verb} empty in this line."
    if stands and (total_names.is_one(stands[0]) or _BEGINS_A_SUM.fullmatch(stands[0])):
        return f"{message} It looks like a line of totals.", total_names.DELETE
    if stands and not filled and (separated := csv_file.separated(stands[0])):
        return separated
    if stands and not filled:
        return (
            f"{message} Nothing but `{stands[0]}` stands in it.",
            "Delete it; what explains a value belongs in `note`.",
        )
    return message, f"Fill {'it' if len(absent) == 1 else 'them'} in, or delete the line."
