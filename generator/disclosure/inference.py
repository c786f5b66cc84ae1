"""What follows about hidden numbers from sums that are published: pure algebra, of no handbook.

A relation says that some numbers, each times a whole coefficient, add up to something known. It is a
mapping of cells to coefficients, and a cell is whatever can be a key: `{"mx": 1, "a": -1, "b": -1}`
for a total and its parts. Cells that aren't hidden are known, and what a relation adds up to is known
too, so that only coefficients of hidden cells matter.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterable, Mapping, Sequence
from math import ceil, floor, inf, isfinite

from generator.disclosure.gauss_elimination import Cell, Row, blocks, eliminated, merged, peeled_off, restore

Relation = Mapping[Cell, int]

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
    several = merged(rows)
    peeled, left = peeled_off(rows)
    found, basis = {}, {}
    for block in blocks(rows, left):
        for pivot, reduced in eliminated(rows, block).items():
            basis[pivot] = reduced
            if len(reduced.cells) == 1:
                found[pivot] = tuple(sorted(reduced.used))
    restore(rows, peeled, basis, found)
    return {cell: used for cell, used in found.items() if cell not in several}


# ---------------------------------------------------------------- bounds


def bounds(
    relations: Iterable[tuple[Relation, float]],
    within: Mapping[Cell, tuple[float, float]],
    *,
    whole: bool = True,
    exact: int = 0,
) -> dict[Cell, tuple[float, float]]:
    """The least and the most that hidden cells can be.

    `within` has each hidden cell with what is known of it beforehand, such as (0, inf) for any count
    and (1, 7) for one that is hidden as small; `relations` are the coefficients of hidden cells with
    what those add up to. With `whole` all cells are whole numbers. Relations are looked at one by
    one until nothing narrows further: never narrower than the truth. Those of up to `exact` cells,
    fewest together first, are then looked at all at once, and their bounds are the truth.
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
    together = blocks([row for row, _ in rows], [at for at, (row, _) in enumerate(rows) if row])
    held = [list(dict.fromkeys(cell for at in block for cell in rows[at][0])) for block in together]
    for block, cells in sorted(zip(together, held, strict=True), key=lambda it: len(it[1])):
        if (exact := exact - len(cells)) < 0:
            break
        known |= _programmed([rows[at] for at in block], {cell: known[cell] for cell in cells}, whole)
    return known


def _programmed(
    rows: Sequence[tuple[Row, float]], known: Mapping[Cell, tuple[float, float]], whole: bool
) -> dict[Cell, tuple[float, float]]:
    """Least and most of each cell by linear programming, with whole numbers where they are."""
    from scipy import optimize  # noqa: PLC0415 - a second to import, and almost never needed

    cells = list(known)
    matrix = [[row.get(cell, 0) for cell in cells] for row, _ in rows]
    totals = [total for _, total in rows]
    limits = optimize.Bounds(*zip(*known.values(), strict=True))
    sums = optimize.LinearConstraint(matrix, totals, totals)

    def end(at: int, sign: int) -> float | None:
        aim = [sign * (at == other) for other in range(len(cells))]
        done = optimize.milp(aim, constraints=sums, bounds=limits, integrality=[int(whole)] * len(cells))
        return sign * float(done.fun) if done.status == 0 else None

    found = dict(known)
    for at, (cell, (low, high)) in enumerate(known.items()):
        least, most = (end(at, 1), end(at, -1)) if low < high else (low, high)
        least, most = low if least is None else least, high if most is None else most
        found[cell] = (round(least), round(most)) if whole and isfinite(most) else (least, most)
    return found


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
