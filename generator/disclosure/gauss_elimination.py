"""Gauss and Jordan over whole numbers, sparse, and only where relations are knit together in loops."""

from __future__ import annotations

from collections import deque
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import gcd

Cell = Hashable
Row = dict[Cell, int]
"""Coefficients by cell, none of them 0."""


def merged(rows: list[Row]) -> set[Cell]:
    """Leaves one of cells that stand in the same relations in the same proportions, and names it.

    One of them can always rise while another falls, so that none is determined.
    """
    columns: dict[Cell, list[tuple[int, int]]] = {}
    for at, row in enumerate(rows):
        for cell, k in row.items():
            columns.setdefault(cell, []).append((at, k))
    first: dict[tuple[tuple[int, int], ...], Cell] = {}
    several: set[Cell] = set()
    for cell, column in columns.items():
        size = gcd(*(k for _, k in column)) * (1 if column[0][1] > 0 else -1)
        kept = first.setdefault(tuple((at, k // size) for at, k in column), cell)
        if kept is not cell:
            several.add(kept)
            for at, _ in column:
                del rows[at][cell]
    return several


def peeled_off(rows: Sequence[Row]) -> tuple[list[tuple[Cell, int]], list[int]]:
    """Relations that alone hold some cell, each with it, one after another; and those left.

    Such a relation says what that cell is and nothing about the others.
    """
    where: dict[Cell, dict[int, None]] = {}
    for at, row in enumerate(rows):
        for cell in row:
            where.setdefault(cell, {})[at] = None
    queue = deque(cell for cell, held in where.items() if len(held) == 1)
    peeled, gone = [], set()
    while queue:
        cell = queue.popleft()
        if len(where[cell]) != 1:
            continue
        at = next(iter(where[cell]))
        peeled.append((cell, at))
        gone.add(at)
        for other in rows[at]:
            del where[other][at]
            if len(where[other]) == 1:
                queue.append(other)
    return peeled, [at for at, row in enumerate(rows) if row and at not in gone]


def blocks(rows: Sequence[Row], left: Iterable[int]) -> list[list[int]]:
    """Relations that have to do with one another, shortest first."""
    parent: dict[Cell, Cell] = {}

    def root(cell: Cell) -> Cell:
        while parent.setdefault(cell, cell) != cell:
            parent[cell] = cell = parent[parent[cell]]
        return cell

    left = sorted(left, key=lambda at: len(rows[at]))
    for at in left:
        first, *others = rows[at]
        for other in others:
            parent[root(other)] = root(first)
    found: dict[Cell, list[int]] = {}
    for at in left:
        found.setdefault(root(next(iter(rows[at]))), []).append(at)
    return list(found.values())


@dataclass(slots=True)
class Reduced:
    """A sum of relations, each times a whole number."""

    cells: Row
    used: dict[int, int]

    def less(self, other: Reduced, pivot: Cell) -> Reduced:
        """This without `pivot`, by as much of `other` as it takes."""
        ours, theirs = other.cells[pivot], self.cells[pivot]
        cells = _difference(self.cells, ours, other.cells, theirs)
        used = _difference(self.used, ours, other.used, theirs)
        size = gcd(*cells.values(), *used.values()) or 1
        if size > 1:
            cells = {cell: k // size for cell, k in cells.items()}
            used = {at: k // size for at, k in used.items()}
        return Reduced(cells, used)


def _difference(one: dict, times: int, other: dict, other_times: int) -> dict:
    found = {key: k * times for key, k in one.items()}
    for key, k in other.items():
        rest = found.get(key, 0) - k * other_times
        if rest:
            found[key] = rest
        else:
            found.pop(key, None)
    return found


def eliminated(rows: Sequence[Row], block: Iterable[int]) -> dict[Cell, Reduced]:
    """Gauss and Jordan: by pivot a row in which no other pivot stands."""
    basis: dict[Cell, Reduced] = {}
    for at in block:
        row = _without(Reduced(dict(rows[at]), {at: 1}), basis)
        if not row.cells:
            continue
        pivot = next(iter(row.cells))
        for other, known in basis.items():
            if pivot in known.cells:
                basis[other] = known.less(row, pivot)
        basis[pivot] = row
    return basis


def _without(row: Reduced, basis: Mapping[Cell, Reduced]) -> Reduced:
    for pivot in [cell for cell in row.cells if cell in basis]:
        row = row.less(basis[pivot], pivot)
    return row


def restore(
    rows: Sequence[Row],
    peeled: Sequence[tuple[Cell, int]],
    basis: Mapping[Cell, Reduced],
    found: dict[Cell, tuple[int, ...]],
) -> None:
    """Adds to `found` the cells of peeled relations of which all the rest is determined."""
    after = {cell: (place, at) for place, (cell, at) in enumerate(peeled)}
    for cell, at in reversed(peeled):
        others = [other for other in rows[at] if other != cell and other not in found]
        if len(others) == 1:
            continue
        if others:
            used = _rest(rows, cell, at, after, basis)
        else:
            used = {at, *(step for other in rows[at] if other != cell for step in found[other])}
        if used:
            found[cell] = tuple(sorted(used))


def _rest(
    rows: Sequence[Row],
    cell: Cell,
    at: int,
    after: Mapping[Cell, tuple[int, int]],
    basis: Mapping[Cell, Reduced],
) -> set[int]:
    """The relations by which the others of relation `at` cancel out; none where they don't."""
    row = Reduced({other: k for other, k in rows[at].items() if other != cell}, {at: 1})
    while later := [(after[other], other) for other in row.cells if other in after]:
        (_, step), other = min(later, key=lambda it: it[0])
        row = row.less(Reduced(rows[step], {step: 1}), other)
    row = _without(row, basis)
    return set() if row.cells else set(row.used)
