"""Comma-separated lines as text columns with the number of each line, and what breaks them."""

from __future__ import annotations

import csv
import io

import polars as pl

from generator.load.encoded import Unreadable
from generator.model import reading
from generator.problem import Place, Problem

MOST_COLUMNS = 500
NAMELESS = "\N{NO-BREAK SPACE}"
"""Begins what we call columns that have no name. No id or key can begin so."""

_OTHER_SEPARATORS = {";": "semicolons", "\t": "tabs", "|": "vertical bars"}


def header(text: str, file: str) -> list[tuple[str, int]]:
    """The names in the first line, each with the column it begins in. Raises Unreadable."""
    if not text.strip():
        raise Unreadable(
            reading.EMPTY.problem(Place(file), "Nothing is written in this file.", "Fill it, or delete it.")
        )
    first = text.split("\n", 1)[0].rstrip("\r")
    for sign, name in _OTHER_SEPARATORS.items():
        if sign in first and "," not in first:
            raise Unreadable(
                reading.TABLE.problem(
                    Place(file, 1, first.index(sign) + 1),
                    f"The columns are separated by {name}; commas were expected.",
                    "Save it as comma-separated CSV, with a point for decimals.",
                )
            )
    if first.count('"') % 2:
        raise Unreadable(
            reading.TABLE.problem(Place(file), "A quotation mark in the first line is not closed.")
        )
    if first.count(",") >= MOST_COLUMNS:
        raise Unreadable(
            reading.TABLE.problem(Place(file), f"The first line names {first.count(',') + 1:,} columns.")
        )
    # Columns without a name, as spreadsheets leave behind, are told apart by where they stand.
    return [(name.strip() or f"{NAMELESS}{at}", at) for name, at in split(first)]


def split(line: str) -> list[tuple[str, int]]:
    """The cells of one line without quotes, each with the column it begins in."""
    cells: list[tuple[str, int]] = []
    start, quoted = 0, False
    for i, sign in enumerate([*line, ","]):
        if sign == '"':
            quoted = not quoted
        elif sign == "," and (not quoted or i == len(line)):
            raw = line[start:i]
            inner = raw.strip()
            unquoted = (
                inner[1:-1].replace('""', '"') if len(inner) > 1 and inner[0] == inner[-1] == '"' else raw
            )
            cells.append((unquoted, start + 1))
            start = i + 1
    return cells


def rows(raw: bytes, text: str, names: list[str], file: str) -> tuple[pl.DataFrame, list[Problem]]:
    """Columns `names` and `line`, and the lines that have too many cells. Raises Unreadable."""
    problems: list[Problem] = []
    try:
        frame = _parsed(raw, ragged=False)
    except pl.exceptions.PolarsError:
        problems = _broken(text, len(names), file)
        try:
            frame = _parsed(raw, ragged=True)
        except pl.exceptions.PolarsError:
            raise Unreadable(
                reading.TABLE.problem(
                    Place(file),
                    "The lines of this file can't be told apart.",
                    "Look for a quotation mark that is not closed.",
                )
            ) from None
    frame.columns = names
    frame = frame.with_columns(_lines(raw, text, frame.height, file))
    left_out = [problem.place.line for problem in problems]
    return _named(frame, file).filter(~pl.col("line").is_in(left_out)), problems


def _parsed(raw: bytes, *, ragged: bool) -> pl.DataFrame:
    return pl.read_csv(raw, infer_schema=False, truncate_ragged_lines=ragged)


def _lines(raw: bytes, text: str, height: int, file: str) -> pl.Series:
    """The physical line that each row begins in. Read twice only where cells hold line breaks."""
    physical = raw.count(b"\n") + (not raw.endswith(b"\n"))
    if physical == height + 1:
        return pl.Series("line", range(2, height + 2), dtype=pl.Int32)
    begins, reader = [], csv.reader(io.StringIO(text, newline=""))
    next(reader, None)
    begin = reader.line_num + 1
    for _ in reader:
        begins.append(begin)
        begin = reader.line_num + 1
    if len(begins) != height:
        raise Unreadable(
            reading.TABLE.problem(
                Place(file),
                "Line breaks within cells make it unclear where each row begins.",
                "Take the line breaks out of the cells.",
            )
        )
    return pl.Series("line", begins, dtype=pl.Int32)


def _named(frame: pl.DataFrame, file: str) -> pl.DataFrame:
    """The columns that have a name; those that have none are refused unless they are empty."""
    nameless = [name for name in frame.columns if name.startswith(NAMELESS)]
    for name in nameless:
        filled = frame.filter(pl.col(name).str.strip_chars() != "")
        if filled.height:
            raise Unreadable(
                reading.TABLE.problem(
                    Place(file, filled["line"][0]),
                    f"`{filled[name][0]}` stands in a column without a name.",
                    "Name the column in the first line, or empty it.",
                )
            )
    return frame.drop(nameless)


def _broken(text: str, width: int, file: str) -> list[Problem]:
    """Every line with more cells than the first one names. Raises Unreadable for an open quotation mark."""
    problems = []
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    begin = 1
    try:
        for cells in reader:
            if len(cells) > width:
                place = Place(file, begin)
                problems.append(
                    reading.TABLE.problem(
                        place,
                        f"This line has {len(cells)} cells, but the first line names {width} columns.",
                        'A text with a comma needs quotation marks: `"Closed, flood"`. '
                        "Decimals have a point: `4.6`.",
                        stops=(("row", str(place)),),
                    )
                )
            begin = reader.line_num + 1
    except csv.Error:
        raise Unreadable(
            reading.TABLE.problem(
                Place(file, begin),
                "A quotation mark in the line that begins here is not closed, or text follows after it.",
                'Put the whole cell in quotation marks and double those within: `"He said ""no"""`.',
            )
        ) from None
    return problems
