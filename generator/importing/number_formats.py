"""How a spreadsheet shows its numbers: which cells are percentages. The reading of values drops it.

A cell of 0.87 that people see as 87 % means 87 %; taken as the number 0.87 it would be a count.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from posixpath import join, normpath
from typing import IO, Self
from xml.parsers import expat

from generator.importing.cell_grid import MOST_CELLS, position

_BUILT_IN = {"9": "0%", "10": "0.00%"}
"""The percent formats that every spreadsheet has without writing them down."""

_ASIDE = re.compile(r"\[[^\]]*\]|[_*].")
_QUOTED = re.compile(r'"[^"]*"|\\.')
_PLACE = re.compile(r"([A-Z]{1,3})(\d{1,7})")

Attributes = dict[str, str]
Places = set[tuple[int, int]]


@dataclass
class Percentages:
    """Cells of one sheet that are shown with a percent sign, as positions of row and column."""

    hundredfold: Places = field(default_factory=set)
    """The program multiplies by 100: 0.87 is shown as 87 %."""

    written: Places = field(default_factory=set)
    """The sign is only text behind the number: 87 is shown as 87 %."""

    def texts(self, rows: list[list[object]], decimal: str) -> dict[tuple[int, int], str]:
        """Those of these cells that hold a number, as they are shown but with all their digits."""
        found = {}
        for places, shift in ((self.hundredfold, 2), (self.written, 0)):
            for row, column in places:
                cell = rows[row][column] if row < len(rows) and column < len(rows[row]) else None
                if isinstance(cell, int | float) and not isinstance(cell, bool) and cell - cell == 0:
                    number = _plain(Decimal(repr(cell)).scaleb(shift))
                    found[row, column] = f"{number}%".replace(".", decimal)
        return found


def percentages(file: IO[bytes]) -> Mapping[str, Percentages]:
    """The percentages of an XLSX or ODS, by sheet. Raises what `zipfile` and `expat` raise."""
    with zipfile.ZipFile(file) as book:
        parts = set(book.namelist())
        if "content.xml" in parts:
            return _Ods().read(book, "content.xml").sheets
        if not {"xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml"} <= parts:
            return {}
        styles = _Styles().read(book, "xl/styles.xml").percent()
        targets = _Relations().read(book, "xl/_rels/workbook.xml.rels").targets
        sheets = _Sheets().read(book, "xl/workbook.xml").sheets
        wanted = {name: targets.get(key, "") for name, key in sheets.items()} if styles else {}
        return {name: _Cells(styles).read(book, part).found for name, part in wanted.items() if part in parts}


def percent_format(code: str) -> str | None:
    """`hundredfold` for `0.0%`, `written` where the sign is mere text as in `0"%"`, None for others."""
    bare = _ASIDE.sub("", code)
    if "%" in _QUOTED.sub("", bare):
        return "hundredfold"
    return "written" if "%" in bare else None


def _plain(number: Decimal) -> str:
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


class _Walk:
    """Goes through the elements of one part; names come without their namespace."""

    def read(self, book: zipfile.ZipFile, part: str) -> Self:
        parser = expat.ParserCreate()
        parser.StartElementHandler = lambda name, said: self.start(name.rpartition(":")[2], said)
        parser.EndElementHandler = lambda name: self.end(name.rpartition(":")[2])
        parser.StartDoctypeDeclHandler = self._refused
        with book.open(part) as file:
            parser.ParseFile(file)
        return self

    def start(self, name: str, said: Attributes) -> None:
        raise NotImplementedError

    def end(self, name: str) -> None:
        """Most parts are read from the beginnings of their elements alone."""

    @staticmethod
    def _refused(*_: object) -> None:
        raise expat.ExpatError("No spreadsheet declares a document type.")


class _Styles(_Walk):
    def __init__(self) -> None:
        self.codes = dict(_BUILT_IN)
        self.formats: list[str] = []
        self.inside = False

    def start(self, name: str, said: Attributes) -> None:
        if name == "numFmt":
            self.codes[said.get("numFmtId", "")] = said.get("formatCode", "")
        elif name == "cellXfs":
            self.inside = True
        elif name == "xf" and self.inside:
            self.formats.append(said.get("numFmtId", ""))

    def end(self, name: str) -> None:
        self.inside = self.inside and name != "cellXfs"

    def percent(self) -> dict[str, str]:
        """What a cell of each percent style is, by the number that cells call the style by."""
        kinds = (percent_format(self.codes.get(number, "")) for number in self.formats)
        return {str(nth): kind for nth, kind in enumerate(kinds) if kind}


class _Relations(_Walk):
    def __init__(self) -> None:
        self.targets: dict[str, str] = {}

    def start(self, name: str, said: Attributes) -> None:
        if name == "Relationship":
            target = said.get("Target", "")
            whole = target.lstrip("/") if target.startswith("/") else normpath(join("xl", target))
            self.targets[said.get("Id", "")] = whole


class _Sheets(_Walk):
    def __init__(self) -> None:
        self.sheets: dict[str, str] = {}

    def start(self, name: str, said: Attributes) -> None:
        if name == "sheet":
            key = next((text for key, text in said.items() if key.rpartition(":")[2] == "id"), "")
            self.sheets[said.get("name", "")] = key


class _Cells(_Walk):
    """One sheet of an XLSX. A cell that doesn't say where it stands follows the one before it."""

    def __init__(self, styles: Mapping[str, str]) -> None:
        self.styles, self.found = styles, Percentages()
        self.row = self.column = -1

    def start(self, name: str, said: Attributes) -> None:
        if name == "row":
            self.row = int(said["r"]) - 1 if said.get("r", "").isdecimal() else self.row + 1
            self.column = -1
        elif name == "c":
            self.column += 1
            if place := _PLACE.fullmatch(said.get("r", "")):
                self.column, self.row = position(place[1]), int(place[2]) - 1
            kind = self.styles.get(said.get("s", ""))
            if kind is not None:
                getattr(self.found, kind).add((self.row, self.column))


class _Ods(_Walk):
    """All sheets of an ODS, whose cells say what kind of number they hold; equal ones are repeated."""

    def __init__(self) -> None:
        self.sheets: dict[str, Percentages] = {}
        self.found = Percentages()
        self.row = self.column = self.rows = 0

    def start(self, name: str, said: Attributes) -> None:
        own = {key.rpartition(":")[2]: text for key, text in said.items()}
        if name == "table":
            self.row = self.rows = 0
            self.found = self.sheets.setdefault(own.get("name", ""), Percentages())
        elif name == "table-row":
            self.row += self.rows
            self.rows, self.column = _times(own, "number-rows-repeated"), 0
        elif name in {"table-cell", "covered-table-cell"}:
            times = _times(own, "number-columns-repeated")
            if own.get("value-type") == "percentage":
                if self.rows * times > MOST_CELLS:
                    raise expat.ExpatError("More cells than a table has.")
                for row in range(self.row, self.row + self.rows):
                    self.found.hundredfold.update((row, self.column + nth) for nth in range(times))
            self.column += times


def _times(said: Attributes, key: str) -> int:
    return int(said[key]) if said.get(key, "").isdecimal() else 1
