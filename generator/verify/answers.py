"""What a reference answered beside what we answer, and where the two differ."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

TOLERANCE = 1e-9
"""Relative. The references print 15 significant digits."""


@dataclass(frozen=True)
class Answer:
    """One field of a case. Both sides are numbers, words, flags, None, or lists and records of these."""

    field: str
    theirs: Any
    ours: Any
    scale: float = 0.0
    """Size of the numbers that this one is a difference of, where it may be next to nothing."""


def differing(theirs: Any, ours: Any, scale: float = 0.0) -> Iterator[tuple[str, Any, Any]]:
    """Where two answers differ: the place within them (`[3]` is the third of a list), theirs, ours."""
    theirs, ours = _plain(theirs), _plain(ours)
    if isinstance(theirs, list) and isinstance(ours, list) and len(theirs) == len(ours):
        for nth, pair in enumerate(zip(theirs, ours, strict=True), 1):
            for place, their, our in differing(*pair, scale):
                yield f"[{nth}]{place}", their, our
    elif isinstance(theirs, Mapping) and isinstance(ours, Mapping) and theirs.keys() == ours.keys():
        for key in theirs:
            for place, their, our in differing(theirs[key], ours[key], scale):
                yield f".{key}{place}", their, our
    elif not _same(theirs, ours, scale):
        yield "", theirs, ours


def _same(theirs: Any, ours: Any, scale: float) -> bool:
    if theirs is None or ours is None:
        return theirs is None and ours is None
    if isinstance(theirs, int | float) and isinstance(ours, int | float):
        return abs(theirs - ours) <= TOLERANCE * max(abs(theirs), scale)
    return bool(theirs == ours)


def _plain(said: Any) -> Any:
    """Arrays as lists, and None for every number that isn't one (the files say null for them all)."""
    if isinstance(said, np.ndarray | np.generic):
        said = said.tolist()
    if isinstance(said, tuple):
        return list(said)
    return None if isinstance(said, float) and not math.isfinite(said) else said
