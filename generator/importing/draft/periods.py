"""What a drafted map says of periods: where they come from, and what shows how they are meant."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from generator.importing import cell_grid
from generator.importing.draft.drafting import Sheet
from generator.importing.guess import periods as guessperiods
from generator.importing.guess.column_kinds import Column
from generator.importing.guess.periods import InParts
from generator.importing.yaml_quoting import comment, quoted
from generator.model.import_layout import SHEET

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def in_parts(found: InParts, called: Callable[[Column], str], title: str) -> Iterator[str]:
    """A year in one column and its month or quarter in another."""
    if found.year is not None:
        yield f"  year: {quoted(called(found.year))}{_some(found.year)}"
    else:
        yield from _year(title)
    yield f"  {found.part}: {quoted(called(found.within))}{_some(found.within)}"
    if found.asks:
        yield "  financial:  # begins or ends: in which of its two years is the one that the column says?"
    if found.as_:
        yield f"  as: {found.as_}  # only every third month is there: each stands for its {found.as_}"


def by_sheet(title: str) -> Iterator[str]:
    """Each sheet is a month, called so without its year."""
    yield from _year(title)
    yield f'  month: "{SHEET}"'


def _year(title: str) -> Iterator[str]:
    if in_title := _YEAR.findall(title):
        yield f"  year: {in_title[0]}  # from what stands above the table"
    else:
        yield "  year:  # of which year? Nothing looks like it. Write it like 2025"


def evidence(column: Column, sheet: Sheet) -> Iterator[str]:
    """Which cell shows that the day comes first, or that numbers are days."""
    if shown := guessperiods.proof(column):
        order, proofs = shown
        if order == "both":
            first, second = (f"{comment(text)}{_where(text, column, sheet)}" for text in proofs)
            yield f"  # Some days are written day first ({first}), others month first ({second}):"
            yield "  # those that could be read both ways are left. A spreadsheet may have turned some round"
        else:
            place = _where(proofs[0], column, sheet)
            yield f"  # {order}: {comment(proofs[0])}{place} can't be read otherwise"
    if texts := guessperiods.mixed(column, spreadsheet=sheet.grid.sheet is not None):
        yield f"  # Some cells are days and others texts such as {comment(texts[0])}. A spreadsheet that"
        yield "  # took the former for month first has turned them round: is 5 April among them as 4 May?"
    if told := guessperiods.serial(column):
        yield f"  # {told[0]} is a day as spreadsheets count them: {told[1].isoformat()}"


def orders(column: Column) -> Iterator[str]:
    """The forms that the days of a column could be read in, as they are written."""
    text = column.distinct[0]
    mark = next((sign for sign in text if sign in "/.-"), "/")
    short = all(re.search(r"[/.-]\d\d\.?$", each) for each in column.distinct)
    forms = [mark.join(form.split()) for form in ("%d %m %y", "%m %d %y", "%y %m %d")[: 3 if short else 2]]
    first, *others = forms if short else [form.replace("%y", "%Y") for form in forms]
    told = ["with the month first", "with the year first"]
    listed = ", or ".join(f'"{form}", {how}' for form, how in zip(others, told, strict=False))
    yield f'  # format: "{first}"  # or {listed}: nothing here tells'


def _where(text: str, column: Column, sheet: Sheet) -> str:
    """The place of a cell, where it can be told."""
    if not column.letter:
        return ""
    at = cell_grid.position(column.letter)
    rows = (row for row in range(len(sheet.grid.rows)) if sheet.grid.cell(row, at).lower() == text)
    row = next(rows, None)
    if row is None:
        return ""
    number = sheet.grid.numbers[row]
    return f" in {column.letter}{number}" if sheet.grid.sheet is not None else f" in line {number}"


def _some(column: Column) -> str:
    more = f" … ({len(column.distinct):,} in all)" if len(column.distinct) > 3 else ""
    return f"  # {', '.join(comment(text)[:40] for text in column.distinct[:3])}{more}"
