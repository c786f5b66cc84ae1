"""What stands where on a map: marks that don't cover one another, names where there is room, and hexagons
that count the clinics where there is none."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from math import cos, hypot, pi, sin
from typing import Literal, NamedTuple

Point = tuple[float, float]
Box = tuple[float, float, float, float]
"""Left, top, right and bottom."""
Side = Literal["start", "end", "x"]
"""How a name lies: it begins at its mark, ends there, or stands above or below."""
Spot = tuple[Side, float, float]
"""How a name lies, and where."""

MARK = 8.0
"""From the middle of a mark to its edge."""

SPECK = 2.5
"""From the middle of a point on the map of all to its edge."""

APART = 2 * MARK + 1
"""From the middle of one mark to that of the next, at least."""

RINGS = ((APART + 0.5, 8), (2 * APART, 16))
"""Where a mark may go that would cover another: how far, and to how many places around."""

LETTER, WIDE_LETTER, LINE = 6.2, 11.5, 13.0
"""Of a letter on average, of one as wide as it is high, and of a line of names."""

LONGEST = 26
"""Letters of a name that fit; a longer one is cut."""

MOST = 40
"""Clinics on one map beyond which they are counted."""

HEXAGON = 31.0
"""From the middle of a hexagon to its corners."""


class Name(NamedTuple):
    """A clinic's name on the map."""

    at: int
    """Which clinic's."""
    said: str
    x: float
    y: float
    """Of the line that its letters stand on."""
    side: Side


class Hexagon(NamedTuple):
    """Clinics that are counted together."""

    x: float
    y: float
    members: tuple[int, ...]


def apart(wanted: Sequence[Point], width: float, height: float) -> list[Point] | None:
    """A place for each mark, its own where that is free, else beside it; None where there is no room."""
    if len(wanted) > MOST:
        return None
    placed: list[Point] = []
    for it in wanted:
        free = (place for place in _around(it) if _fits(place, placed, width, height))
        if (found := next(free, None)) is None:
            return None
        placed.append(found)
    return placed


def _around(middle: Point) -> Iterable[Point]:
    yield middle
    for far, many in RINGS:
        for nth in range(many):
            turn = 2 * pi * nth / many
            yield middle[0] + far * cos(turn), middle[1] + far * sin(turn)


def _fits(place: Point, placed: Sequence[Point], width: float, height: float) -> bool:
    x, y = place
    if not (MARK <= x <= width - MARK and MARK <= y <= height - MARK):
        return False
    return all(max(abs(x - other[0]), abs(y - other[1])) >= APART for other in placed)


def names(marks: Sequence[Point], called: Sequence[str], width: float, height: float) -> list[Name]:
    """Names that cover neither a mark nor one another nor leave the map; the first ones come first."""
    taken, placed = [(x - MARK, y - MARK, x + MARK, y + MARK) for x, y in marks], []
    for at, ((x, y), name) in enumerate(zip(marks, called, strict=True)):
        said = name if len(name) <= LONGEST else f"{name[: LONGEST - 1].rstrip()}…"
        long, beside = wide(said), MARK + 3
        above, below = y - MARK - 4, y + MARK + LINE - 3
        tried: tuple[Spot, ...] = (
            ("start", x + beside, y + 4),
            ("end", x - beside, y + 4),
            *(("x", x, depth) for depth in (above, below)),
            *(("start", x - MARK, depth) for depth in (above, below)),
            *(("end", x + MARK, depth) for depth in (above, below)),
        )
        if found := _first(tried, long, taken, width, height):
            taken.append(_box(*found, long))
            placed.append(Name(at, said, found[1], found[2], found[0]))
    return placed


def titles(
    frames: Sequence[Box], called: Sequence[str], points: Sequence[Point], width: float, height: float
) -> list[Name]:
    """A title at an edge of each frame, over no other title and, where that can be, over no point."""
    dots = [(x - SPECK, y - SPECK, x + SPECK, y + SPECK) for x, y in points]
    placed: list[Name] = []
    taken: list[Box] = []
    for at, ((left, top, right, bottom), said) in enumerate(zip(frames, called, strict=True)):
        above, below, long = top - 3, bottom + LINE - 3, wide(said)
        tried: tuple[Spot, ...] = (
            *(("start", left, depth) for depth in (above, below)),
            *(("end", right, depth) for depth in (above, below)),
            ("x", (left + right) / 2, (top + bottom) / 2 + 4),
        )
        found = _first(tried, long, taken + dots, width, height) or _first(tried, long, taken, width, height)
        if found:
            taken.append(_box(*found, long))
            placed.append(Name(at, said, found[1], found[2], found[0]))
    return placed


def _first(
    tried: Iterable[Spot], long: float, taken: Sequence[Box], width: float, height: float
) -> Spot | None:
    return next((it for it in tried if _free(_box(*it, long), taken, width, height)), None)


def _box(side: Side, across: float, depth: float, long: float) -> Box:
    """What a text of some length covers."""
    left = across - {"start": 0.0, "end": long, "x": long / 2}[side]
    return left, depth - LINE + 3, left + long, depth + 3


def wide(said: str) -> float:
    """About how long a text is drawn."""
    return sum(WIDE_LETTER if unicodedata.east_asian_width(it) in "WF" else LETTER for it in said)


def _free(box: Box, taken: Sequence[Box], width: float, height: float) -> bool:
    left, top, right, bottom = box
    if left < 0 or right > width or top < 0 or bottom > height:
        return False
    return all(right <= it[0] or it[2] <= left or bottom <= it[1] or it[3] <= top for it in taken)


def hexagons(points: Sequence[Point], width: float, height: float) -> list[Hexagon]:
    """Each point in the nearest of the hexagons that lie within the map; only those that hold any."""
    middles, members = _comb(width, height), {}
    for at, (x, y) in enumerate(points):
        nearest = min(middles, key=lambda it: (hypot(it[0] - x, it[1] - y), it))
        members.setdefault(nearest, []).append(at)
    return [Hexagon(*middle, tuple(members[middle])) for middle in middles if middle in members]


def _comb(width: float, height: float) -> list[Point]:
    """Middles of whole hexagons, row by row, every other row moved by half."""
    across, down = HEXAGON * 3**0.5, HEXAGON * 1.5
    rows = max(1, int((height - 2 * HEXAGON) / down) + 1)
    columns = max(1, int(width / across))
    left, top = (width - columns * across) / 2, (height - (rows - 1) * down) / 2
    return [
        (left + across * (column + 0.5 + row % 2 / 2), top + row * down)
        for row in range(rows)
        for column in range(max(1, columns - row % 2))
    ]
