"""A first look at a file: where tables stand in it, by what their rows look like."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from generator.importing import durations, table_regions
from generator.importing.cell_grid import Grid
from generator.importing.date_spellings import reads_as_period
from generator.importing.table_regions import TableRegion, heading
from generator.model.import_layout import TableForm

SEPARATORS = (",", ";", "\t", "|")
MARKS = re.compile(
    r"[*.–—-]{1,3}|[<≤>]\s*\d+|n/?a|k\.\s?a\.?|s\.\s?o\.?|n\.c\.?|n\.a\.|n\.?d\.?|nr|#n/a|x|c|s"
    r"|not available|suppressed|redacted",
    re.I,
)
"""What stands in place of a number that isn't told."""

NUMBER = re.compile(
    r"[-+\u2212]?(?:\d{1,3}(?:[ ,.'’\u00a0\u2009\u202f]\d{3})+|\d+)?(?:[.,]\d+)?(?:e[-+]?\d+)?\s*%?", re.I
)
_TOO_LARGE = re.compile(r"e[-+]?0*[1-9]\d\d|\d{300}", re.I)
_MONTH_YEAR = re.compile(r"0[1-9]\.(?:19|20)\d\d")
_THREE = re.compile(r"[-+]?[1-9]\d{0,2}(?:\.\d{3})+")
_ALIKE = {"\u00a0": " ", "\u2009": " ", "\u202f": " ", "’": "'"}
"""What groups thousands, as a map writes it."""

_POINTS = re.compile(r"\d\.\d{1,2}\s*%?$|\d\.\d{4,}\s*%?$|\d,\d{3}\.\d")
_COMMAS = re.compile(r"\d,\d{1,2}\s*%?$|\d,\d{4,}\s*%?$|\d\.\d{3},\d")
_GROUPED = re.compile(r"[-+]?\d{1,3}(?:([ ,.'’\u00a0\u2009\u202f])\d{3})+(?:[.,]\d+)?")


ALIKE, FEW = 0.8, 3
"""Rows that are so full belong to a table; and so many of them, of so many columns, are one."""


@dataclass(frozen=True)
class FileProfile:
    """One table of a file."""

    grid: Grid
    head: tuple[int, ...]
    """Positions of the rows of its headings."""

    piece: TableRegion
    above: tuple[str, ...]
    """What stands over the first table of its sheet, line by line."""


def number(cell: str) -> bool:
    """Whether a cell looks like a number, however it is written. `5E312`, too large for one, is a code."""
    return any(map(str.isdigit, cell)) and bool(NUMBER.fullmatch(cell)) and not _TOO_LARGE.search(cell)


def separator(path: Path, text: str) -> str:
    """What most likely stands between the cells of a CSV: what makes its lines alike."""
    if path.suffix.lower() == ".tsv":
        return "\t"
    lines = text.splitlines()[:50]

    def alike(mark: str) -> tuple[int, int]:
        try:
            widths = Counter(len(row) for row in csv.reader(lines, delimiter=mark) if len(row) > 1)
        except csv.Error:
            return (0, 0)
        return (
            max(widths.values(), default=0),
            max(widths, key=lambda wide: (widths[wide], wide), default=0),
        )

    return max(SEPARATORS, key=alike)


def marks(grids: Sequence[Grid]) -> tuple[str, str]:
    """What stands before decimals and what groups thousands, from the numbers that are text."""
    cells = [
        cell
        for grid in grids
        for row in grid.rows
        for cell in row
        if cell and cell[-1] in "0123456789%" and not _MONTH_YEAR.fullmatch(cell)
    ]
    if _points_group(grids, cells):
        return ",", "."
    points, commas = (sum(bool(form.search(cell)) for cell in cells) for form in (_POINTS, _COMMAS))
    decimal = "," if commas > points else "."
    groups = Counter(
        found[1] for cell in cells if (found := _GROUPED.fullmatch(cell)) and found[1] != decimal
    )
    group = groups.most_common(1)[0][0] if groups else ""
    return decimal, _ALIKE.get(group, group)


def _points_group(grids: Sequence[Grid], cells: Sequence[str]) -> bool:
    """Whether points stand between thousands: each is followed by three digits, and what is below a
    thousand has none. In a spreadsheet numbers are no text, so that their points are decimals."""
    if any(grid.sheet is not None for grid in grids) or three_digits(cells) is None:
        return False
    plain = [int(cell) for cell in cells if cell.isdecimal() and len(cell) < 9]
    small = any(number < 1000 for number in plain)
    large = any(number >= 1000 and not 1900 < number < 2200 for number in plain)
    return any(cell.count(".") > 1 for cell in cells if number(cell)) or (small and not large)


def three_digits(cells: Iterable[str]) -> str | None:
    """A number such as 1.187, where every point of a number is followed by three digits."""
    pointed = [cell for cell in cells if "." in cell and number(cell)]
    return pointed[0] if pointed and all(_THREE.fullmatch(cell) for cell in pointed) else None


def tables(grid: Grid) -> list[FileProfile]:
    """The tables of one sheet, in order; a row of texts above rows with numbers is where one begins."""
    heads = _from_the_top(grid, _heads(grid, _values) or _heads(grid, _dated))
    if not heads:
        return []
    above = tuple(" ".join(filter(None, row)) for row in grid.rows[: heads[0][0]] if any(row))
    found = []
    for nth, head in enumerate(heads):
        end = heads[nth + 1][0] if nth + 1 < len(heads) else len(grid.rows)
        part = Grid(grid.sheet, grid.rows[:end], grid.numbers[:end], grid.merged)
        form = TableForm(header=tuple(grid.numbers[at] for at in head))
        read = table_regions.read(part, form, "").pieces[:1]
        found += [FileProfile(grid, head, piece, above) for piece in read if piece.rows]
    return found


def end(grid: Grid, tables: Sequence[FileProfile], all_: Sequence[FileProfile]) -> dict[str, object]:
    """The last row of the one table, where another with other headings begins below it."""
    below = [seen.head[0] for seen in all_ if seen not in tables and seen.head[0] > tables[0].head[-1]]
    if len(tables) > 1 or not below:
        return {}
    end = min(below) - 1
    while end > tables[0].head[-1] + 1 and sum(map(bool, grid.rows[end])) < 2:
        end -= 1
    return {"last": grid.numbers[end]}


def _heads(grid: Grid, values: Callable[[Sequence[str]], bool]) -> list[tuple[int, ...]]:
    heads: list[tuple[int, ...]] = []
    before = -1
    for at, row in enumerate(grid.rows):
        if not any(row):
            continue
        if before >= 0 and values(row) and _texts(grid.rows[before]) and _covers(grid.rows[before], row):
            head = _upwards(grid, before)
            if not heads or _begins(grid, head, heads[0]):
                heads.append(head)
        before = at
    return heads


def _from_the_top(grid: Grid, heads: list[tuple[int, ...]]) -> list[tuple[int, ...]]:
    """The headings, unless rows as wide as they are stand above them: then the first of those is them.

    Where the first rows hold no number, a row in the middle of a table looks like its headings.
    """
    if not heads:
        return heads
    first = heads[0]
    wide = sum(map(bool, grid.rows[first[-1]]))
    alike = [at for at in range(first[0]) if sum(map(bool, grid.rows[at])) >= ALIKE * wide]
    if wide < FEW or len(alike) < FEW or not _texts(grid.rows[alike[0]]):
        return heads
    return [(alike[0],), *(head for head in heads if grid.rows[head[-1]] == grid.rows[alike[0]])]


def _begins(grid: Grid, head: tuple[int, ...], first: tuple[int, ...]) -> bool:
    """Whether a further table begins there: the headings of the first one again, or texts after a gap.

    A row without numbers in the middle of a table looks like headings, too.
    """
    known = {cell.casefold() for cell in map(heading, grid.rows[first[-1]]) if cell}
    said = {cell.casefold() for cell in map(heading, grid.rows[head[-1]]) if cell}
    if len(known & said) * 2 >= len(said):
        return True
    return head[0] > 0 and sum(map(bool, grid.rows[head[0] - 1])) == 0


def _values(row: Sequence[str]) -> bool:
    """Whether a row holds values: several cells, and a number or a mark among them."""
    filled = [cell for cell in row if cell]
    return len(filled) > 1 and any(
        number(cell) or MARKS.fullmatch(cell) or durations.CLOCK.search(cell) for cell in filled
    )


def _dated(row: Sequence[str]) -> bool:
    """Whether a row says something of a day, where no row of the sheet holds a number."""
    filled = [cell for cell in row if cell]
    return len(filled) > 1 and any(reads_as_period(cell) for cell in filled)


def _texts(row: Sequence[str]) -> bool:
    """Whether a row could be headings: several cells, each a text or a period."""
    filled = [cell for cell in row if cell]
    return len(filled) > 1 and not any(number(cell) and not reads_as_period(cell) for cell in filled)


def _covers(head: Sequence[str], row: Sequence[str]) -> bool:
    """Whether most columns that hold something have a heading."""
    columns = [at for at, cell in enumerate(row) if cell]
    return 2 * sum(at < len(head) and bool(head[at]) for at in columns) > len(columns)


def _upwards(grid: Grid, last: int) -> tuple[int, ...]:
    """The rows that headings go over: those above belong to them where they are merged or say periods."""
    first = last
    while first > 0 and last - first < 3:
        row = grid.rows[first - 1]
        filled = [cell for cell in row if cell]
        merged = sum(top == first - 1 and right > left for (top, left), (_, right) in grid.merged)
        across = merged > 1 or (merged == 1 and len(filled) > 1)
        over = across or sum(map(reads_as_period, filled)) > 1 or _tells_apart(row, grid.rows[first])
        if not (_texts(row) or across) or not over:
            break
        first -= 1
    return tuple(range(first, last + 1))


def _tells_apart(over: Sequence[str], row: Sequence[str]) -> bool:
    """Whether headings that are said several times have another one over each first of them."""
    said = [cell for cell in row if cell]
    again = {cell for cell in said if said.count(cell) > 1}
    begins = [at for at, cell in enumerate(over) if cell]
    if not again or len(begins) < 2 or any(at >= len(row) or not row[at] for at in begins):
        return False
    groups = [row[at:end] for at, end in pairwise([*begins, len(row)])]
    groups = [[cell for cell in group if cell in again] for group in groups]
    repeats = [group for group in groups if group]
    return len(repeats) > 1 and all(sorted(group) == sorted(repeats[0]) for group in repeats)


def pattern(headings: Sequence[str]) -> str | None:
    """One pattern that fits all of these headings: `WITHIN ?? DAYS`, `*PROVIDER`. None where they differ."""
    bare = [heading(said) for said in headings]
    if len({said.casefold() for said in bare}) == 1:
        return bare[0]
    if len({re.sub(r"\d", "?", said).casefold() for said in bare}) == 1:
        return re.sub(r"\d", "?", bare[0])
    shortest = min(bare, key=len)
    if len(shortest) > 4 and all(said.casefold().endswith(shortest.casefold()) for said in bare):
        return f"*{shortest}"
    if len(shortest) > 4 and all(said.casefold().startswith(shortest.casefold()) for said in bare):
        return f"{shortest}*"
    return None
