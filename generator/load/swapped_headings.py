"""Headings of a table beside what stands below them: two may have changed places."""

from __future__ import annotations

import polars as pl

from generator.load.text_encoding import UnreadableText
from generator.model import reading_problems
from generator.problem import Place, Problem

FEW = 4
"""Lines that it takes to doubt the headings; fewer are told line by line."""

SAMPLE = 1000
"""Lines that are looked at. Who exchanges headings does so for all."""

PERIOD = r"^(?:19|20)\d\d(?:[-/](?:\d\d|[QHW]\d+))?$"
_NUMBER = r"^[+-]?\d[\d.]*(?:[eE][+-]?\d+)?$"
_LOOKS = {
    "an id": r"^[a-z][a-z0-9-]*$",
    "a period": PERIOD,
    "a number": _NUMBER,
    "a currency": r"^[A-Z]{3}$",
    "a unit": r"^(?:s|sec|seconds?|min|mins|minutes?|h|hours?|d|days?|working [a-z]+)$",
}
"""By what a cell is called: the form that it has."""

_EXPECTED = {
    "clinic": "an id",
    "standard": "an id",
    "period": "a period",
    "currency": "a currency",
    "unit": "a unit",
}
_NUMBERS = frozenset({
    "met", "of", "top", "events", "per", "count", "n", "within", "median", "p90", "mean", "sd", "amount",
})  # fmt: skip


def checked(cells: pl.DataFrame, places: dict[str, Place]) -> None:
    """Raises Unreadable where two headings changed places: what stands below each is the other's."""
    cells = cells.head(SAMPLE)
    expected = {name: look for name in cells.columns if (look := _look(name)) is not None}
    for first, look in expected.items():
        filled = cells[first].drop_nulls()
        if len(filled) < FEW or _share(filled, look) > 0:
            continue
        for second, other in expected.items():
            below = cells[second].drop_nulls()
            if other == look or len(below) < FEW or _share(below, other) > 0:
                continue
            if _share(filled, other) == 1 and _share(below, look) == 1:
                raise UnreadableText(_exchanged(first, second, filled[0], below[0], places))


def _look(name: str) -> str | None:
    return _EXPECTED.get(name, "a number" if name in _NUMBERS else None)


def _share(cells: pl.Series, look: str) -> float:
    """How many of the cells have this form; a period is a number too, and an id may be a unit."""
    fits = cells.str.contains(_LOOKS[look])
    if look == "a number":
        fits &= ~cells.str.contains(r"^(?:19|20)\d\d[-/]")
    return float(fits.mean() or 0)  # type: ignore[arg-type]


def _exchanged(first: str, second: str, cell: str, other: str, places: dict[str, Place]) -> Problem:
    return reading_problems.TABLE.problem(
        places[first],
        f"The headings `{first}` and `{second}` changed places: `{cell}` stands below `{first}`, and "
        f"`{other}` below `{second}`, and so it is in all lines.",
        f"Write `{second}` where `{first}` stands in this line, and the other way round.",
    )
