"""The cells of a file as they lie there: sheets of rows of text, with the number of each row."""

from __future__ import annotations

import re
import string
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

MOST_CELLS = 20_000_000
"""More than any table that people look at, and no more than a small machine holds."""


_DAY_0 = datetime(1899, 12, 31)
_AFTER_29_FEBRUARY = datetime(1900, 3, 1)
"""Spreadsheets count a 29 February in 1900, which there wasn't."""

_NUMERIC = re.compile(r"[-+\u2212]?[\d.,'\s]+(?:e[-+]?\d+)?\s*%?", re.IGNORECASE)


class UnreadableFile(Exception):
    """The file can't be read as a table. `line` counts from 1."""

    def __init__(self, message: str, hint: str = "", line: int = 1) -> None:
        super().__init__(message)
        self.hint = hint
        self.line = line


@dataclass(frozen=True)
class Grid:
    """One sheet, or the whole of a CSV."""

    sheet: str | None
    """None for a CSV, which has no sheets."""

    rows: Sequence[Sequence[str]]
    """Blanks around cells removed; rows may differ in length."""

    numbers: Sequence[int]
    """Where each row stands in the file: its row, or the line in which it begins."""

    merged: tuple[tuple[tuple[int, int], tuple[int, int]], ...] = ()
    """First and last cell of each merged range, as positions in `rows`."""

    def cell(self, row: int, column: int) -> str:
        """The text at a position, empty where there is none."""
        return self.rows[row][column] if row < len(self.rows) and column < len(self.rows[row]) else ""

    @property
    def width(self) -> int:
        return max(map(len, self.rows), default=0)


def letter(column: int) -> str:
    """What a spreadsheet calls the column at a position: 0 is A, 26 is AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = string.ascii_uppercase[rest] + name
    return name


def named(heading: str, column: int) -> str:
    """What a column is called: its heading, else its letter.

    `*` and `^...$` would mean several columns where tables are reckoned with.
    """
    bare = heading.strip("^$") if heading.startswith("^") else heading
    return bare if bare.strip("* ") else f"column {letter(column)}"


NAMELESS = re.compile(r"column [A-Z]+(?: #\d+)?$")
"""The name of a column that has no heading."""


def position(letters: str) -> int:
    """The position of a column by its letters."""
    at = 0
    for each in letters.upper():
        at = at * 26 + string.ascii_uppercase.index(each) + 1
    return at - 1


def text(cell: object, decimal: str = ".") -> str:
    """A cell as people would write it: `12` for 12.0, days as 2015-04-01, times as 0:14:00, and `decimal`
    in numbers."""
    match cell:
        case bool():
            return "TRUE" if cell else "FALSE"
        case float() | int():
            return _number(float(cell)).replace(".", decimal)
        case datetime():
            whole = cell.time() == time()
            if cell.year == 1900 and not whole:  # more than a day, in a format of hours and minutes
                return _time(cell - (_DAY_0 if cell < _AFTER_29_FEBRUARY else _DAY_0 - timedelta(1)))
            return cell.date().isoformat() if whole else cell.isoformat(" ", "seconds")
        case date():
            return cell.isoformat()
        case time():
            return _time(datetime.combine(date.min, cell) - datetime.min)
        case timedelta():
            return _time(cell)
        case _:
            return " ".join(str(cell).split())


def _time(length: timedelta) -> str:
    """A length of time in hours, minutes and seconds, however many hours: `26:05:00`."""
    microseconds = abs(length) // timedelta(microseconds=1)
    seconds, rest = divmod(microseconds, 1_000_000)
    sign = "-" if length < timedelta() else ""
    part = f".{rest:06}".rstrip("0") if rest else ""
    return f"{sign}{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}{part}"


def _number(value: float) -> str:
    if value == int(value) and abs(value) < 1e15 if value - value == 0 else False:
        return str(int(value))
    return repr(value)


def filled(grid: Grid) -> Grid:
    """Text of cells that are merged downwards stands in each of their rows; numbers are never repeated."""
    if not grid.merged:
        return grid
    rows = [list(row) for row in grid.rows]
    for (top, left), (bottom, _) in grid.merged:
        said = grid.cell(top, left)
        if not said or _NUMERIC.fullmatch(said) or top == bottom:
            continue
        for row in range(top + 1, min(bottom, len(rows) - 1) + 1):
            rows[row] += [""] * (left + 1 - len(rows[row]))
            rows[row][left] = said
    return Grid(grid.sheet, rows, grid.numbers, grid.merged)
