"""What the columns of a table hold, by what stands in them."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from generator.importing.date_spellings import Days, reads_as_period, understood
from generator.importing.detect import MARKS, number
from generator.importing.durations import spelled
from generator.model.import_layout import TableForm

Kind = Literal["empty", "number", "percent", "length", "period", "text"]

_DAYS = re.compile(
    r"date|day|month|week|period|fecha|d[ií]a|jour|mois|datum|\btag\b|monat|when|archive", re.I
)

_MONTH_YEAR = re.compile(r"(?:0[1-9]|1[0-2])\.(?:19|20)\d\d")
"""`01.2026` looks like a number, too."""

MOSTLY = 0.6
"""A column whose cells are this often numbers is one of numbers, and the others are marks."""


@dataclass(frozen=True)
class Column:
    """One column as it looks."""

    name: str
    letter: str
    kind: Kind
    cells: Sequence[str]
    distinct: tuple[str, ...]
    """In the order in which they come, empty cells left out."""

    marks: dict[str, int]
    """What stands in place of numbers, and how often."""

    @property
    def words(self) -> str:
        return self.name.casefold()


def column(name: str, letter: str, cells: Sequence[str]) -> Column:
    """A column with what it holds."""
    counts = Counter(cell for cell in cells if cell)
    return Column(name, letter, *_kind(name, counts, cells))


def _kind(
    name: str, counts: Counter[str], cells: Sequence[str]
) -> tuple[Kind, Sequence[str], tuple[str, ...], dict[str, int]]:
    distinct, total = tuple(counts), counts.total()
    if not total:
        return "empty", cells, (), {}
    if _DAYS.search(name) and Days.of(distinct).serial:
        return "period", cells, distinct, {}
    if all(map(_MONTH_YEAR.fullmatch, distinct)) and _DAYS.search(name):
        return "period", cells, distinct, {}
    long = sum(times for cell, times in counts.items() if spelled(cell))
    if long and long / total >= MOSTLY:
        return "length", cells, distinct, {cell: n for cell, n in counts.items() if not spelled(cell)}
    numbers = sum(times for cell, times in counts.items() if number(cell))
    marks = {cell: times for cell, times in counts.items() if not number(cell)}
    known = sum(times for cell, times in marks.items() if MARKS.fullmatch(cell))
    if numbers and (numbers + known) / total >= MOSTLY and not _years(name, distinct):
        percent = sum(cell.endswith("%") for cell in distinct if number(cell)) * 2 > len(distinct)
        return ("percent" if percent else "number"), cells, distinct, marks
    if all(map(reads_as_period, distinct)):
        return "period", cells, distinct, {}
    return "text", cells, distinct, {}


def _years(name: str, distinct: Sequence[str]) -> bool:
    """Whether what looks like numbers are years, as the heading says."""
    called = any(word in name.casefold() for word in ("year", "año", "ano", "année", "annee", "period"))
    return called and all(cell.isdecimal() and 1900 < int(cell) < 2200 for cell in distinct)


def value(cell: str, form: TableForm) -> float | None:
    """The number in a cell; None where there is none, or none that a computer can hold."""
    if not number(cell):
        return None
    bare = cell.rstrip("% ").replace("\u2212", "-")
    for group in (form.thousands, *"\u00a0\u2009\u202f’") if form.thousands else ():
        bare = bare.replace(group, "")
    try:
        found = float(bare.replace(form.decimal, ".")) / (100 if cell.endswith("%") else 1)
    except ValueError:
        return None
    return found if math.isfinite(found) else None


def grain(column: Column) -> str | None:
    """How long the periods of a column are, None where that differs or can't be told."""
    days = Days.of(column.distinct)
    grains = {found.grain.value if (found := understood(text, 4, days)) else None for text in column.distinct}
    return grains.pop() if len(grains) == 1 else None
