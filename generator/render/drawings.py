"""The charts that pages hold. Drawing is another room's work, so its functions are handed in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from generator.model.found import Figure, Series
from generator.model.written import Standard
from generator.words import Words

Interval = tuple[float, float]


class Dots(Protocol):
    """Clinics of one standard as dots, nearest the goal first."""

    def __call__(
        self,
        rows: Sequence[Series],
        names: Sequence[str],
        standard: Standard,
        words: Words,
        *,
        benchmark: float | None,
        target: float | None,
    ) -> Figure: ...


@dataclass(frozen=True)
class Drawings:
    """What turns numbers into pictures."""

    trend: Callable[[Series, Standard, Words, str], Figure]
    """One series over time; the last argument is the name of the clinic or group."""

    spark: Callable[[Series, Standard], str]
    """A tiny picture of a series, hidden from screen readers because a value stands beside it."""

    dots: Dots
    frame: Callable[[Figure, str, Words, str], str]
    """The figure with its sentence, the table under it and an id that is unique on the page."""

    interval: Callable[[float, float], Interval | None]
    """95 % interval of a proportion from its numerator and denominator, as fractions of 1."""
