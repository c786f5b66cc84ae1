"""Lengths of time as spreadsheets and people write them: `0:14:00`, `26:05`, `PT14M`, `1 h 14 min`."""

from __future__ import annotations

import re

import polars as pl

from generator.model.import_layout import TwoParts
from generator.model.quantity import DURATION_UNITS, SPELLINGS

MEASURES = frozenset({"median", "p90", "mean", "value"})
"""Fields of a duration that are lengths of time; the others are counts."""

_NUMBER = r"(\d+(?:[.,]\d+)?)"
_CLOCK = r"^(?:(\d+)\s*d(?:ays?)?[,\s]\s*)?(\d+):([0-5]?\d):([0-5]?\d(?:[.,]\d+)?)$"
_TWO = r"^(\d+):([0-5]\d)$"
_ISO = r"^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:[.,]\d+)?)S)?)?$"
_WORDS = "(?i)^" + r"\s*".join(
    rf"(?:{_NUMBER}\s*(?:{word})\.?,?)?"
    for word in (
        "w(?:eeks?|ks?)?|semanas?|semaines?|wochen?",
        "d(?:ays?|[ií]as?)?|j(?:ours?)?|tage?n?",
        "h(?:ours?|rs?|oras?|eures?)?|std|stunden?",
        "m(?:in(?:ute|uto)?[sn]?)?",
        "s(?:ec(?:ond)?s?|eg(?:undo)?s?|econdes?|ek(?:unde)?n?)?",
    )
) + "$"  # fmt: skip

CLOCK = re.compile(_CLOCK)
TWO = re.compile(_TWO)


def spelled(text: str) -> bool:
    """Whether a cell is a length of time, of which the last part may be minutes or seconds."""
    return any(re.search(form, text) for form in (_CLOCK, _TWO)) or _said(text)


def _said(text: str) -> bool:
    return any(map(str.isdigit, text)) and any(re.search(form, text) for form in (_ISO, _WORDS))


def unit(spelling: str | None) -> str | None:
    """The unit that a map names, as the handbook spells it; None for what is no unit of time."""
    return SPELLINGS.get(" ".join((spelling or "").lower().split()))


def minutes(cell: pl.Expr, two_parts: TwoParts | None) -> pl.Expr:
    """Float64: the minutes of each cell, null where it is no length of time or could be two."""
    clock = _sum(cell, _CLOCK, (1440, 60, 1, 1 / 60))
    parts = [(1, 1 / 60)] if two_parts == "mm:ss" else [(60, 1)] if two_parts == "h:mm" else []
    two = [_sum(cell, _TWO, each) for each in parts]
    iso = _sum(cell, _ISO, (1440, 60, 1, 1 / 60))
    words = _sum(cell, _WORDS, (10080, 1440, 60, 1, 1 / 60))
    return pl.coalesce(clock, *two, pl.when(cell.str.contains(r"\d")).then(pl.coalesce(iso, words)))


def in_unit(length: pl.Expr, name: str) -> pl.Expr:
    """Minutes as a number of this unit."""
    return length / DURATION_UNITS[name].minutes


def written(cell: pl.Expr) -> pl.Expr:
    """Whether a cell is one of the spellings, whatever it means."""
    two = cell.str.contains(_TWO) | cell.str.contains(_CLOCK)
    return two | (cell.str.contains(r"\d") & (cell.str.contains(_ISO) | cell.str.contains(_WORDS)))


def _sum(cell: pl.Expr, form: str, weights: tuple[float, ...]) -> pl.Expr:
    parts = (
        cell.str.extract(form, nth)
        .str.replace(",", ".", literal=True)
        .cast(pl.Float64, strict=False)
        .fill_null(0)
        * weight
        for nth, weight in enumerate(weights, 1)
    )
    return pl.when(cell.str.contains(form)).then(pl.sum_horizontal(*parts))
