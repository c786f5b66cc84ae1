"""What follows about hidden numbers from sums that are published: pure algebra, of no handbook.

A relation says that some numbers, each times a whole coefficient, add up to something known. It is a
mapping of cells to coefficients, and a cell is whatever can be a key: `{"mx": 1, "a": -1, "b": -1}`
for a total and its parts. Cells that aren't hidden are known, and what a relation adds up to is known
too, so that only coefficients of hidden cells matter.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil, floor, gcd, inf, isfinite

Cell = Hashable
Relation = Mapping[Cell, int]
Row = dict[Cell, int]

NEAR = 1e-6
"""Of a whole number that was reckoned in floating point."""

VISITS = 32
"""Times that a relation may narrow its cells; loops of relations could go on in ever smaller steps."""


def recoverable(relations: Iterable[Relation], hidden: Collection[Cell]) -> frozenset[Cell]:
    """The hidden cells that are determined exactly, by relations alone and whatever the numbers are.

    `relations` are mappings of cells to whole coefficients, as above; `hidden` are the cells that
    aren't published. Exact: whole numbers throughout, no rounding. A cell is determined when its
    unit vector lies in the row space of the relations over the hidden cells.
    """
    return frozenset(proofs(relations, hidden))


def proofs(relations: Iterable[Relation], hidden: Collection[Cell]) -> dict[Cell, tuple[int, ...]]:
    """By cell that is determined, the positions of the relations that it follows from.

    Linear in what the relations hold, but for the few that are knit together in loops.
    """
    wanted = hidden if isinstance(hidden, (set, frozenset, dict)) else frozenset(hidden)
    rows = [{cell: k for cell, k in relation.items() if k and cell in wanted} for relation in relations]
    several = _merged(rows)
    peeled, left = _peeled(rows)
    found, basis = {}, {}
    for block in _blocks(rows, left):
        for pivot, reduced in _eliminated(rows, block).items():
            basis[pivot] = reduced
            if len(reduced.cells) == 1:
                found[pivot] = tuple(sorted(reduced.used))
    _restore(rows, peeled, basis, found)
    return {cell: used for cell, used in found.items() if cell not in several}


def _merged(rows: list[Row]) -> set[Cell]:
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


def _peeled(rows: Sequence[Row]) -> tuple[list[tuple[Cell, int]], list[int]]:
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


def _blocks(rows: Sequence[Row], left: Iterable[int]) -> list[list[int]]:
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
    blocks: dict[Cell, list[int]] = {}
    for at in left:
        blocks.setdefault(root(next(iter(rows[at]))), []).append(at)
    return list(blocks.values())


@dataclass(slots=True)
class _Reduced:
    """A sum of relations, each times a whole number."""

    cells: Row
    used: dict[int, int]

    def less(self, other: _Reduced, pivot: Cell) -> _Reduced:
        """This without `pivot`, by as much of `other` as it takes."""
        ours, theirs = other.cells[pivot], self.cells[pivot]
        cells = _difference(self.cells, ours, other.cells, theirs)
        used = _difference(self.used, ours, other.used, theirs)
        size = gcd(*cells.values(), *used.values()) or 1
        if size > 1:
            cells = {cell: k // size for cell, k in cells.items()}
            used = {at: k // size for at, k in used.items()}
        return _Reduced(cells, used)


def _difference(one: dict, times: int, other: dict, other_times: int) -> dict:
    found = {key: k * times for key, k in one.items()}
    for key, k in other.items():
        rest = found.get(key, 0) - k * other_times
        if rest:
            found[key] = rest
        else:
            found.pop(key, None)
    return found


def _eliminated(rows: Sequence[Row], block: Iterable[int]) -> dict[Cell, _Reduced]:
    """Gauss and Jordan: by pivot a row in which no other pivot stands."""
    basis: dict[Cell, _Reduced] = {}
    for at in block:
        row = _without(_Reduced(dict(rows[at]), {at: 1}), basis)
        if not row.cells:
            continue
        pivot = next(iter(row.cells))
        for other, known in basis.items():
            if pivot in known.cells:
                basis[other] = known.less(row, pivot)
        basis[pivot] = row
    return basis


def _without(row: _Reduced, basis: Mapping[Cell, _Reduced]) -> _Reduced:
    for pivot in [cell for cell in row.cells if cell in basis]:
        row = row.less(basis[pivot], pivot)
    return row


def _restore(
    rows: Sequence[Row],
    peeled: Sequence[tuple[Cell, int]],
    basis: Mapping[Cell, _Reduced],
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
    basis: Mapping[Cell, _Reduced],
) -> set[int]:
    """The relations by which the others of relation `at` cancel out; none where they don't."""
    row = _Reduced({other: k for other, k in rows[at].items() if other != cell}, {at: 1})
    while later := [(after[other], other) for other in row.cells if other in after]:
        (_, step), other = min(later, key=lambda it: it[0])
        row = row.less(_Reduced(rows[step], {step: 1}), other)
    row = _without(row, basis)
    return set() if row.cells else set(row.used)


# ---------------------------------------------------------------- bounds


def bounds(
    relations: Iterable[tuple[Relation, float]],
    within: Mapping[Cell, tuple[float, float]],
    *,
    whole: bool = True,
) -> dict[Cell, tuple[float, float]]:
    """The least and the most that hidden cells can be.

    `within` has each hidden cell with what is known of it beforehand, such as (0, inf) for any count
    and (1, 7) for one that is hidden as small; `relations` are the coefficients of hidden cells with
    what those add up to. With `whole` all cells are whole numbers. Relations are looked at one by
    one until nothing narrows further: never narrower than the truth.
    """
    known = dict(within)
    rows = [({cell: k for cell, k in terms.items() if k}, total) for terms, total in relations]
    where: dict[Cell, list[int]] = {}
    for at, (row, _) in enumerate(rows):
        for cell in row:
            where.setdefault(cell, []).append(at)
    queue, waiting, visits = deque(range(len(rows))), [True] * len(rows), [0] * len(rows)
    while queue:
        at = queue.popleft()
        waiting[at] = False
        visits[at] += 1
        for cell in _narrowed(*rows[at], known, whole):
            for other in where[cell]:
                if not waiting[other] and visits[other] < VISITS:
                    waiting[other] = True
                    queue.append(other)
    return known


def _narrowed(row: Row, total: float, known: dict[Cell, tuple[float, float]], whole: bool) -> list[Cell]:
    """Narrows the cells of one relation, each by what the others leave it; gives those that changed."""
    ends = {cell: _times(known[cell], k) for cell, k in row.items()}
    # With two unbounded cells nothing is said of anyone; with one, of that one alone.
    open_below = [cell for cell, (low, _) in ends.items() if not isfinite(low)]
    open_above = [cell for cell, (_, high) in ends.items() if not isfinite(high)]
    low = sum(end for end, _ in ends.values() if isfinite(end))
    high = sum(end for _, end in ends.values() if isfinite(end))
    changed = []
    for cell, k in row.items():
        mine = ends[cell]
        least, most = -inf, inf
        if not open_below or open_below == [cell]:
            most = total - (low - (mine[0] if isfinite(mine[0]) else 0))
        if not open_above or open_above == [cell]:
            least = total - (high - (mine[1] if isfinite(mine[1]) else 0))
        least, most = sorted((least / k, most / k))
        if whole:
            least = ceil(least - NEAR) if isfinite(least) else least
            most = floor(most + NEAR) if isfinite(most) else most
        old = known[cell]
        new = max(old[0], least), min(old[1], most)
        if new != old and new[0] <= new[1]:
            known[cell] = new
            changed.append(cell)
    return changed


def _times(ends: tuple[float, float], k: int) -> tuple[float, float]:
    low, high = ends[0] * k, ends[1] * k
    return (low, high) if k > 0 else (high, low)
