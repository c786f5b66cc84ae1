"""Wide tables: a column a period, or a column a standard, becomes a row a cell."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import polars as pl

from generator.intake.dates import reads_as_period
from generator.intake.misfit import Misfit
from generator.intake.pieces import heading, like
from generator.model.layout import COLUMN, PERIOD, STANDARD, VALUE, TableForm, Wide

LETTER = " letter"
"""The column that a value stood in, as a spreadsheet calls it."""

_PLACEHOLDER = re.compile(r"\{(?:period|standard|column)\}|\*|\?")


@dataclass(frozen=True)
class _Group:
    """The columns of one period or standard: by the name that they have in the long table."""

    said: str
    columns: dict[str, str]


def unfolded(rows: pl.DataFrame, letters: dict[str, str], form: TableForm) -> pl.DataFrame:
    """The rows with `{period}` or `{standard}` beside `{value}`, and LETTER; as they are where not wide.

    Raises Misfit where no column is meant.
    """
    wide, into = (form.periods, PERIOD) if form.periods else (form.standards, STANDARD)
    if wide is None:
        return rows
    key = "periods" if form.periods else "standards"
    groups = _groups(wide, into, [name for name in rows.columns if not name.startswith(" ")], key)
    folded = {name for group in groups for name in group.columns.values()}
    kept = [name for name in rows.columns if name not in folded]
    return pl.concat(
        (
            rows.select(
                *kept,
                pl.lit(group.said).alias(into),
                *(pl.col(name).alias(own) for own, name in group.columns.items()),
                pl.lit("/".join(letters[name] for name in group.columns.values())).alias(LETTER),
            )
            for group in groups
        ),
        how="diagonal",
    )


def _groups(wide: Wide, into: str, columns: list[str], key: str) -> list[_Group]:
    path = ("table", key, "columns")
    if isinstance(wide.columns, tuple):
        for name in wide.columns:
            if name not in columns:
                raise Misfit(path, f"The table has no column `{name}`.", _listed(columns))
        return [_Group(name, {VALUE: name}) for name in wide.columns]
    groups: dict[str, dict[str, str]] = {}
    for said, own, name in _matching(wide.columns, into, columns):
        groups.setdefault(said, {})[own] = name
    if not groups:
        raise Misfit(path, f"The table has no column like `{wide.columns}`.", _listed(columns))
    return [_Group(said, held) for said, held in groups.items()]


def _matching(pattern: str, into: str, columns: list[str]) -> Iterator[tuple[str, str, str]]:
    """What each column is of, the column of the long table that it goes into, and its own name."""
    if into not in pattern:
        yield from ((name, VALUE, name) for name in columns if like(name, pattern))
        return
    form = re.compile(_expression(pattern), re.IGNORECASE)
    fits: Callable[[str], bool] = reads_as_period if into == PERIOD else bool
    for name in columns:
        found = form.fullmatch(name)
        if found and fits(heading(found["said"])):
            yield found["said"], (found["column"] if COLUMN in pattern else VALUE), name


def _expression(pattern: str) -> str:
    parts, end = [], 0
    words = {
        PERIOD: "(?P<said>.+?)",
        STANDARD: "(?P<said>.+?)",
        COLUMN: "(?P<column>.+)",
        "*": ".*",
        "?": ".",
    }
    for found in _PLACEHOLDER.finditer(pattern):
        parts += [re.escape(pattern[end : found.start()]), words.pop(found[0], ".*")]
        end = found.end()
    return "".join([*parts, re.escape(pattern[end:])])


def _listed(columns: list[str]) -> str:
    return f"Its columns are: {', '.join(columns)}."
