"""Comma-separated lines as text columns with the number of each line, and what breaks them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field

import polars as pl

from generator.load.text_encoding import UnreadableText
from generator.model import reading_problems
from generator.model.check_rule import MOST_ALIKE
from generator.model.observation import IDS
from generator.problem import Place, Problem

MOST_COLUMNS = 500
BLOCK = 32_000_000
"""Bytes read at a time: a large table as text takes many times its size in memory."""

NAMELESS = "\N{NO-BREAK SPACE}"
"""Begins what we call columns that have no name. No id or key can begin so."""

_OTHER_SEPARATORS = {";": "semicolons", "\t": "tabs", "|": "vertical bars"}

FEW = 4
"""Lines that it takes to doubt the first line; fewer are told one by one."""

_PARTNERS = {"met": "of", "of": "met", "top": "of"}
"""Columns that go together."""

_WHY = {";": "A spreadsheet writes them so where its decimals have a comma. "}


def header(text: str, file: str) -> list[tuple[str, int]]:
    """The names in the first line, each with the column it begins in. Raises Unreadable."""
    if not text.strip():
        raise UnreadableText(
            reading_problems.EMPTY.problem(
                Place(file), "Nothing is written in this file.", "Fill it, or delete it."
            )
        )
    first = text.split("\n", 1)[0].rstrip("\r")
    if _one_cell(first):
        raise UnreadableText(
            reading_problems.TABLE.problem(
                Place(file),
                "This line stands in quotation marks as a whole, so it is a single cell, and so are the "
                "others if they are written like it.",
                "Take away the quotation mark at the beginning and at the end of each line, and write those "
                'within only once: `"Closed, flood"`.',
            )
        )
    for sign, name in _OTHER_SEPARATORS.items():
        if sign in first and "," not in first:
            raise UnreadableText(
                reading_problems.TABLE.problem(
                    Place(file, 1, first.index(sign) + 1),
                    f"The columns are separated by {name}; commas were expected.",
                    f"{_WHY.get(sign, '')}Save it with commas "
                    "between the columns and points in decimals (`4.6`), or let `benchbook import` read it.",
                )
            )
    if first.count('"') % 2:
        raise UnreadableText(
            reading_problems.TABLE.problem(Place(file), "A quotation mark in the first line is not closed.")
        )
    if first.count(",") >= MOST_COLUMNS:
        raise UnreadableText(
            reading_problems.TABLE.problem(
                Place(file), f"The first line names {first.count(',') + 1:,} columns."
            )
        )
    # Columns without a name, as spreadsheets leave behind, are told apart by where they stand.
    return [(name.strip() or f"{NAMELESS}{at}", at) for name, at in split(first)]


def _one_cell(line: str) -> bool:
    """Whether quotation marks stand around a whole line of several cells."""
    cells = split(line)
    return len(cells) == 1 and cells[0][0].count(",") >= len(IDS) - 1


def separated(cell: str) -> tuple[str, str] | None:
    """What is wrong with a line that came out as this single cell, and what to do, if it shows several."""
    for sign, name in _OTHER_SEPARATORS.items():
        if cell.count(sign) >= len(IDS) - 1:
            return (
                f"The cells of this line are separated by {name}; commas were expected.",
                f"Put commas in their place: `{_short(cell.replace(sign, ','))}`.",
            )
    if cell.count(",") >= len(IDS) - 1:
        return (
            "Quotation marks stand around this whole line, so it is a single cell.",
            "Take them away at its beginning and its end.",
        )
    return None


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:59]}…"


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


def blocks(raw: bytes) -> Iterator[tuple[bytes, int]]:
    """The file in pieces of some megabytes that each begin with its first line, and how many lines
    of the file stand before each piece. A file with quotation marks stays whole: a cell of it may
    hold line breaks.
    """
    end = raw.find(b"\n") + 1
    head = raw[:end]
    if not end or b'"' in raw:
        yield raw, 0
        return
    before = 0
    while True:
        begin, end = end, raw.find(b"\n", end + BLOCK) + 1 or len(raw)
        piece = raw[begin:end]
        yield head + piece, before
        if end == len(raw):
            return
        before += piece.count(b"\n")


def rows(raw: bytes, before: int, names: list[str], file: str) -> tuple[pl.DataFrame, list[Problem]]:
    """Columns `names` and `line` of one block, and the lines that have too many cells.

    Raises Unreadable.
    """
    broken = _Broken(file, before)
    try:
        frame = _parsed(raw, ragged=False)
    except pl.exceptions.PolarsError:
        broken.look(raw.decode(), len(names))
        try:
            frame = _parsed(raw, ragged=True)
        except pl.exceptions.PolarsError:
            raise UnreadableText(
                reading_problems.TABLE.problem(
                    Place(file),
                    "The lines of this file can't be told apart.",
                    "Look for a quotation mark that is not closed.",
                )
            ) from None
    frame.columns = names
    lines = _lines(raw, frame.height, file) + before
    frame = _named(frame.rechunk().with_columns(lines), file)
    return frame.filter(~pl.col("line").is_in(broken.lines)) if broken.lines else frame, broken.problems()


def _parsed(raw: bytes, *, ragged: bool) -> pl.DataFrame:
    return pl.read_csv(raw, infer_schema=False, truncate_ragged_lines=ragged)


def _lines(raw: bytes, height: int, file: str) -> pl.Series:
    """The line of the block that each row begins in. Read twice only where cells hold line breaks."""
    physical = raw.count(b"\n") + (not raw.endswith(b"\n"))
    if physical == height + 1:
        return pl.int_range(2, height + 2, dtype=pl.Int32, eager=True).alias("line")
    begins, reader = [], csv.reader(io.StringIO(raw.decode(), newline=""))
    next(reader, None)
    begin = reader.line_num + 1
    for _ in reader:
        begins.append(begin)
        begin = reader.line_num + 1
    if len(begins) != height:
        raise UnreadableText(
            reading_problems.TABLE.problem(
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
        if filled.height >= max(FEW, frame.height // 2 + 1):
            raise UnreadableText(_without_heading(name, frame.columns, file))
        if filled.height:
            raise UnreadableText(
                reading_problems.TABLE.problem(
                    Place(file, filled["line"][0]),
                    f"`{filled[name][0]}` stands in a column without a name.",
                    "Name the column in the first line, or empty it.",
                )
            )
    return frame.drop(nameless)


def _without_heading(name: str, names: list[str], file: str) -> Problem:
    """A column of which most cells are filled and the heading isn't."""
    likely = [other for one, other in _PARTNERS.items() if one in names and other not in names]
    likely = likely or [each for each in IDS if each not in names]
    at = int(name.removeprefix(NAMELESS))
    hint = f"Name it here: {' or '.join(f'`{each}`' for each in likely)}?" if likely else "Name it here."
    if at == 1 and not likely:
        hint += " If all names have moved one column to the right, move them back."
    return reading_problems.TABLE.problem(
        Place(file, 1, at), "The name of this column is missing, and cells below it are filled.", hint
    )


@dataclass
class _Broken:
    """The lines of a block with more cells than the first line names."""

    file: str
    before: int
    lines: list[int] = field(default_factory=list)
    told: list[Problem] = field(default_factory=list)

    def look(self, text: str, width: int) -> None:
        """Raises Unreadable for a quotation mark that is not closed."""
        reader = csv.reader(io.StringIO(text, newline=""), strict=True)
        begin, count, widest, spare = 1, 0, 0, True
        try:
            for cells in reader:
                count += bool(cells)
                if len(cells) > width:
                    widest = max(widest, len(cells))
                    spare = spare and not "".join(cells[width:]).strip()
                    self._note(begin + self.before, len(cells), width)
                begin = reader.line_num + 1
        except csv.Error:
            raise UnreadableText(
                reading_problems.TABLE.problem(
                    Place(self.file, begin + self.before),
                    "A quotation mark in the line that begins here is not closed, or text follows after it.",
                    'Put the whole cell in quotation marks and double those within: `"He said ""no"""`.',
                )
            ) from None
        if len(self.lines) >= max(FEW, count - 1):
            commas = " If nothing is lost, delete the commas at the end of the lines." if spare else ""
            raise UnreadableText(
                reading_problems.TABLE.problem(
                    Place(self.file),
                    f"The first line names {width} columns, but all lines below it have more cells, up to "
                    f"{widest}: the name of a column got lost here.",
                    "Write its name where it belongs: each name says what stands below it, so compare them "
                    f"with the cells of a line.{commas}",
                )
            )

    def _note(self, line: int, count: int, width: int) -> None:
        self.lines.append(line)
        if len(self.lines) <= MOST_ALIKE:
            place = Place(self.file, line)
            self.told.append(
                reading_problems.TABLE.problem(
                    place,
                    f"This line has {count} cells, but the first line names {width} columns.",
                    'A text with a comma needs quotation marks: `"Closed, flood"`. '
                    "Decimals have a point: `4.6`.",
                    stops=(("row", str(place)),),
                )
            )

    def problems(self) -> list[Problem]:
        rest = self.lines[MOST_ALIKE:]
        if not rest:
            return self.told
        stops = tuple(("row", str(Place(self.file, line))) for line in rest)
        return [*self.told, reading_problems.TABLE.and_more(Place(self.file, rest[0]), len(rest), stops)]
