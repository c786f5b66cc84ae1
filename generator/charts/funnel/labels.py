"""Texts in and around a funnel: sizes under it, names of clinics in it, names of lines beside it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from generator.charts.axis_ticks import between, ends
from generator.charts.plotly_layouts import FUNNEL_AREA
from generator.words import Words

Way = Literal[-1, 0, 1]
"""Whether more is better, less is, or neither."""
Box = tuple[float, float, float, float]
"""Left, top, right and bottom in pixels."""

PHONE, DESK = 240, 480
"""Pixels across the area that there are at least."""

LETTER, LINE = 6.4, 14
"""Pixels of a letter, on average, and from one line to the next."""

LONGEST = 28
"""Letters of a text that fit; a longer one is cut."""

FROM_DOT = 9
"""Pixels from the middle of a dot to its name."""

MOST_ON_A_PHONE = 4
"""Numbers that fit under a funnel there."""


class Size(NamedTuple):
    """A number under the funnel."""

    size: float
    label: str
    everywhere: bool
    """Whether it fits on a phone too."""


class Name(NamedTuple):
    """The name of a clinic beside its dot."""

    name: str
    share: float
    """How far from the left its dot is, from 0 to 1."""
    depth: float
    """How far from the top."""
    leftwards: bool
    everywhere: bool


def sizes(low: float, high: float, words: Words) -> list[Size]:
    """Round numbers between two sizes."""
    scale = between(ends(low, high, 0), 1.0, words.number)
    inside = [it for it in zip(scale.ticks, scale.labels, strict=True) if low <= it[0] <= high]
    every = -(-len(inside) // MOST_ON_A_PHONE)
    return [Size(tick, label, not nth % every) for nth, (tick, label) in enumerate(inside)]


def shortened(said: str, most: int = LONGEST) -> str:
    return said if len(said) <= most else f"{said[: most - 1].rstrip()}…"


def names(beyond: Sequence[tuple[str, float, float]], others: Sequence[tuple[float, float]]) -> list[Name]:
    """Names for the clinics `beyond` the limits, given as (name, share from the left, depth).

    The first ones come first; a name that would cover another, a dot that has one or one of the
    `others` is left out, as it is in the table all the same.
    """
    placed: list[Name] = []
    boxes: dict[int, list[Box]] = {
        width: [_around(*place, width) for place in (*others, *(it[1:] for it in beyond))]
        for width in (DESK, PHONE)
    }
    for name, share, depth in beyond:
        said = shortened(name)
        for leftwards in (share > 0.5, share <= 0.5):
            wide = _beside(said, share, depth, DESK, leftwards)
            if not _free(wide, boxes[DESK], DESK):
                continue
            narrow = _beside(said, share, depth, PHONE, leftwards)
            everywhere = _free(narrow, boxes[PHONE], PHONE)
            boxes[DESK].append(wide)
            if everywhere:
                boxes[PHONE].append(narrow)
            placed.append(Name(said, share, depth, leftwards, everywhere))
            break
    return placed


def _around(share: float, depth: float, width: int) -> Box:
    """What a dot covers."""
    x, y = share * width, depth * FUNNEL_AREA
    return x - 5, y - 5, x + 5, y + 5


def _beside(said: str, share: float, depth: float, width: int, leftwards: bool) -> Box:
    x, y, long = share * width, depth * FUNNEL_AREA, len(said) * LETTER
    left = x - FROM_DOT - long if leftwards else x + FROM_DOT
    return left, y - LINE / 2, left + long, y + LINE / 2


def _free(box: Box, taken: Sequence[Box], width: int) -> bool:
    left, top, right, bottom = box
    if left < 0 or right > width:
        return False
    return all(right <= it[0] or it[2] <= left or bottom <= it[1] or it[3] <= top for it in taken)


def stacked(wanted: Sequence[tuple[float, int]], room: float) -> list[float]:
    """Where texts stand that want to be at some height, as (middle, height), none over another.

    Answers the top of each, in the given order; all lie between 0 and `room` if they fit there.
    """
    order = sorted(range(len(wanted)), key=lambda nth: wanted[nth][0])
    tops, floor = [0.0] * len(wanted), 0.0
    for nth in order:
        middle, height = wanted[nth]
        tops[nth] = floor = max(floor, middle - height / 2)
        floor += height
    ceiling = room
    for nth in reversed(order):
        tops[nth] = min(tops[nth], ceiling - wanted[nth][1])
        ceiling = tops[nth]
    return tops
