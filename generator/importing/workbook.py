"""Spreadsheets (XLSX, XLS, ODS) as grids; what can't be one is told in a sentence."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from copy import copy
from pathlib import Path
from xml.parsers.expat import ExpatError

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from generator.importing import number_formats
from generator.importing.cell_grid import MOST_CELLS, Grid, UnreadableFile, position, text
from generator.importing.number_formats import Percentages

ENDINGS = (".xlsx", ".xlsm", ".xls", ".ods")

MOST_BYTES = 250_000_000
"""Of a spreadsheet once it is unpacked. Reading it takes four times as much memory; the largest that
people work with has a fifth of it."""

_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
"""What an encrypted XLSX calls its content, in the container that older formats share."""

_PIECE = 1 << 20  # bytes looked at at a time
_REPEATED = re.compile(rb'number-(columns|rows)-repeated="(\d+)"')
_PLACE = re.compile(rb'<(?:\w+:)?c\s[^>]*?r="([A-Z]{1,3})(\d{1,7})"|ref="[A-Z]+\d+:([A-Z]{1,3})(\d{1,7})"')


def hidden(path: Path) -> frozenset[str]:
    """The names of sheets that people don't see when they open the file."""
    try:
        with CalamineWorkbook.from_path(path) as book:
            return frozenset(
                sheet.name for sheet in book.sheets_metadata if sheet.visible != SheetVisibleEnum.Visible
            )
    except (CalamineError, OSError, ValueError):
        return frozenset()


_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, UnicodeDecodeError)
"""What `zipfile` raises of a damaged file; the last one where the name of a part is broken."""


def grids(path: Path, decimal: str = ".", wanted: Callable[[str], bool] = lambda _: True) -> list[Grid]:
    """The sheets of a spreadsheet whose names are `wanted`, in their order. Raises Unreadable."""
    _within_bounds(path)
    try:
        return _grids(path, decimal, wanted)
    except (CalamineError, OSError, ValueError) as reason:
        locked = isinstance(reason, PasswordError) or "password" in str(reason).lower()
        raise (_locked(path) if locked else _broken(path)) from None
    except BaseException as reason:
        if (
            type(reason).__name__ != "PanicException"
        ):  # the library's own way to fall over, which it doesn't export
            raise
        raise _broken(path) from None


def _grids(path: Path, decimal: str, wanted: Callable[[str], bool]) -> list[Grid]:
    book = CalamineWorkbook.from_path(path)
    # Charts are sheets, too.
    names = [sheet.name for sheet in book.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]
    percent = _percentages(path)
    return [_grid(book.get_sheet_by_name(name), decimal, percent.get(name)) for name in names if wanted(name)]


def _percentages(path: Path) -> Mapping[str, Percentages]:
    """Which cells are shown as percentages; an XLS doesn't tell us."""
    if not zipfile.is_zipfile(path):
        return {}
    try:
        with path.open("rb") as file:
            return number_formats.percentages(file)
    except (*_DAMAGED, NotImplementedError, RuntimeError, ExpatError):
        raise _broken(path) from None


def _locked(path: Path) -> UnreadableFile:
    hint = "Open it, and save a copy without a password."
    return UnreadableFile(f"`{path.name}` is protected with a password.", hint)


def _broken(path: Path) -> UnreadableFile:
    return UnreadableFile(
        f"`{path.name}` can't be read as a spreadsheet.",
        "Does it open in a spreadsheet program? Save it from there again, or as CSV (UTF-8).",
    )


def _grid(sheet: CalamineSheet, decimal: str, percent: Percentages | None) -> Grid:
    size = sheet.total_height * sheet.total_width
    if size > MOST_CELLS:
        raise _too_large(f"The sheet `{sheet.name}` has {size:,} cells")
    cells = sheet.to_python(skip_empty_area=False)
    rows = [[text(cell, decimal) for cell in row] for row in cells]
    for (row, column), said in percent.texts(cells, decimal).items() if percent else ():
        rows[row][column] = said
    while rows and not any(rows[-1]):
        rows.pop()
    return Grid(sheet.name, rows, range(1, len(rows) + 1), tuple(sheet.merged_cell_ranges or ()))


def _within_bounds(path: Path) -> None:
    """Refuses what would fill the memory, before anything is unpacked into it."""
    if not zipfile.is_zipfile(path):
        if path.stat().st_size > MOST_BYTES:
            raise _too_large(f"`{path.name}` is {path.stat().st_size:,} bytes large")
        if _ENCRYPTED in path.read_bytes():
            raise _locked(path)
        return
    try:
        with zipfile.ZipFile(path) as parts:
            size = sum(part.file_size for part in parts.infolist())
            if size > MOST_BYTES:
                raise _too_large(f"`{path.name}` is {size:,} bytes large when it is unpacked")
            left = MOST_BYTES
            for part in parts.infolist():
                left -= _look_at(parts, part, left)
    except _DAMAGED:
        raise _broken(path) from None
    except (NotImplementedError, RuntimeError, OSError):
        return  # the reading says what is wrong with it


def _look_at(parts: zipfile.ZipFile, part: zipfile.ZipInfo, left: int) -> int:
    """Unpacks a part piece by piece, so that one that is larger than it says is found out; its size.

    Raises Unreadable where more than `left` bytes come out of it, however many it says it has.
    """
    pieces = _Pieces(parts, part, left)
    if "sheet" in part.filename.lower() and part.filename.endswith(".xml"):
        _look(pieces)
    elif part.filename == "content.xml":
        _look_for_repeats(pieces)
    else:
        for _ in pieces:
            pass
    return pieces.size


def _look(pieces: Iterable[bytes]) -> None:
    """A single cell far out is enough to make a sheet of billions."""
    column = row = 0
    for piece in pieces:
        for found in _PLACE.finditer(piece):
            column = max(column, position((found[1] or found[3]).decode()) + 1)
            row = max(row, int(found[2] or found[4]))
        if column * row > MOST_CELLS:
            raise _too_large(f"A sheet of it has cells as far out as row {row:,} and column {column:,}")


def _look_for_repeats(pieces: Iterable[bytes]) -> None:
    for piece in pieces:
        for found in _REPEATED.finditer(piece):
            times = int(found[2])
            # Programs fill up to the last row of all with nothing, which the reading leaves out.
            if times > 1_048_576 or (found[1] == b"columns" and times > 16_384):
                raise _too_large(f"A cell or row of it is repeated {times:,} times")


class _Pieces:
    """What is in a part, piece by piece. Raises Unreadable once there are more than `most` bytes."""

    def __init__(self, parts: zipfile.ZipFile, part: zipfile.ZipInfo, most: int) -> None:
        self._parts, self._part, self._most = parts, copy(part), most
        # The module stops at the size that the part says it has; the reading of cells doesn't.
        self._part.file_size = most + _PIECE
        self.size = 0

    def __iter__(self) -> Iterator[bytes]:
        with self._parts.open(self._part) as file:
            rest = b""
            while piece := file.read(_PIECE):
                self.size += len(piece)
                if self.size > self._most:
                    raise _too_large(f"It is more than {MOST_BYTES:,} bytes large when it is unpacked")
                yield rest + piece
                rest = piece[-200:]  # what is cut in two


def _too_large(what: str) -> UnreadableFile:
    return UnreadableFile(
        f"{what}: that is more than can be imported.",
        "Copy the part with the values into a spreadsheet of its own, or save it as CSV (UTF-8).",
    )
