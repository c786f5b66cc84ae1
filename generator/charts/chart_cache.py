"""What all charts of one standard or one calendar share is made once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

Made = TypeVar("Made")

MOST = 1024
"""Things kept; more than the standards times the languages of any handbook we know of."""


class ChartCache(Generic[Made]):
    """A function that remembers its answers by the identity of its arguments.

    Models with dozens of fields are slow to compare and to hash; the very same object is fast to
    recognise. Arguments are held on to, so that an identity is never given to another object.
    """

    def __init__(self, make: Callable[..., Made]) -> None:
        self._make = make
        self._kept: dict[tuple[int, ...], tuple[tuple[object, ...], Made]] = {}

    def __call__(self, *arguments: object) -> Made:
        key = tuple(map(id, arguments))
        if (known := self._kept.get(key)) is not None:
            return known[1]
        if len(self._kept) >= MOST:
            self._kept.clear()
        made = self._make(*arguments)
        self._kept[key] = (arguments, made)
        return made
