"""The charts that pages hold. Drawing is another room's work, so its functions are handed in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from generator.model.inputs import Standard
from generator.model.results import Figure, Series
from generator.words import Words

Interval = tuple[float, float]


@dataclass(frozen=True)
class Drawings:
    """What turns numbers into pictures."""

    trend: Callable[[Series, Standard, Words, str], Figure]
    """One series over time; the last argument is the name of the clinic or group."""

    spark: Callable[[Series, Standard], str]
    """A tiny picture of a series, hidden from screen readers because a value stands beside it."""

    dots: Callable[..., Figure]
    """Clinics of one standard: `dots(rows, names, standard, words, benchmark=None, target=None,
    intervals=None)`."""

    frame: Callable[[Figure, str, Words, str], str]
    """The figure with its sentence, the table under it and an id that is unique on the page."""

    interval: Callable[[float, float], Interval | None]
    """95 % interval of a proportion from its numerator and denominator, as fractions of 1."""

    funnel: Callable[..., Figure]
    """Clinics over their size: `funnel(finding, standard, words, names, targets=targets)`."""

    spread: Callable[..., Figure]
    """All clinics over time: `spread(spread, periods, standard, words, targets=targets)`."""

    atlas: Callable[..., Figure]
    """Clinics where they are: `atlas(placed, standard, words, period=period, of=of, older=older)`."""

    spine: Callable[..., Figure | None]
    """One clinic, all its standards: `spine(findings, clinic, themes, words, name=name)`; None where
    there are too few clinics."""
