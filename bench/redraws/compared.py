"""Redraws side by side: what differs where nothing may."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from bench.redraws import renamed
from bench.redraws.alone import ALONE, Versions
from bench.redraws.book import Hand
from bench.redraws.published import published

Draw = Callable[[Hand], Versions]


def cases() -> Iterator[tuple[str, Draw]]:
    """Every handbook that hides something, by what it is called."""
    yield from ALONE.items()
    for hides in renamed.HIDES:
        for renames in renamed.RENAMES:
            yield f"{hides}; renamed: {renames}", _draw(hides, renames)


def _draw(hides: str, renames: str) -> Draw:
    return lambda hand: renamed.versions(hides, renames, hand)


def differing(draw: Draw, seed: int, drawings: int = 2) -> dict[str, tuple[bytes, bytes]]:
    """Files that differ between drawings: the first line that does, as it is in both. Empty where the
    handbook tells nothing."""
    first = _once(draw, Hand.of(seed, 0))
    found: dict[str, tuple[bytes, bytes]] = {}
    for drawing in range(1, drawings):
        other = _once(draw, Hand.of(seed, drawing))
        for name in sorted(first.keys() | other.keys()):
            one, two = first.get(name, b"isn't there"), other.get(name, b"isn't there")
            if one != two:
                found.setdefault(name, _line(one, two))
    return found


def _once(draw: Draw, hand: Hand) -> dict[str, bytes]:
    with tempfile.TemporaryDirectory(prefix="redraw-") as place:
        return published(Path(place), draw(hand))


def _line(one: bytes, two: bytes) -> tuple[bytes, bytes]:
    pairs = zip(one.split(b"\n"), two.split(b"\n"), strict=False)
    return next(((a, b) for a, b in pairs if a != b), (one[-200:], two[-200:]))
