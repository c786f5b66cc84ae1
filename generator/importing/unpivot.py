"""Wide tables: a column a period, a standard or a clinic becomes a row a cell."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import polars as pl

from generator.importing import split_periods
from generator.importing.date_spellings import reads_as_period
from generator.importing.map_errors import MapError
from generator.importing.table_regions import heading, like
from generator.model.import_layout import (
    CLINIC,
    COLUMN,
    MONTH,
    PERIOD,
    QUARTER,
    STANDARD,
    VALUE,
    TableForm,
    Wide,
)

LETTER = " letter"
"""The column that a value stood in, as a spreadsheet calls it."""

_PLACEHOLDER = re.compile(r"\{(?:period|month|quarter|standard|clinic|column)\}|\*|\?")
_SAID: dict[str, Callable[[str], bool]] = {
    PERIOD: reads_as_period,
    MONTH: lambda said: split_periods.month(said) is not None,
    QUARTER: lambda said: split_periods.quarter(said) is not None,
    STANDARD: bool,
    CLINIC: bool,
}
"""What a heading may say, by the column of the long table that it goes into."""

_NAMELESS = re.compile(r"column [A-Z]+")


@dataclass(frozen=True)
class _Group:
    """The columns of one period, standard or clinic: by the name that they have in the long table."""

    said: str
    columns: dict[str, str]


def unfolded(rows: pl.DataFrame, letters: dict[str, str], form: TableForm) -> pl.DataFrame:
    """The rows with `{period}`, `{standard}` or `{clinic}` beside `{value}`, and LETTER; as they are
    where not wide. `letters` are those of columns that stand in the file.

    Raises Misfit where no column is meant.
    """
    meant = ((form.periods, "periods"), (form.standards, "standards"), (form.clinics, "clinics"))
    wide, key = next(((wide, key) for wide, key in meant if wide is not None), (None, ""))
    if wide is None:
        return rows
    into = _into(wide, key)
    columns = [name for name in rows.columns if letters.get(name) and not _NAMELESS.fullmatch(name)]
    groups = _groups(wide, into, columns, key)
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


def _into(wide: Wide, key: str) -> str:
    """The column of the long table that holds what the headings say."""
    said = wide.columns if isinstance(wide.columns, str) else ""
    if key == "periods":
        return next((each for each in (MONTH, QUARTER) if each in said), PERIOD)
    return STANDARD if key == "standards" else CLINIC


def _groups(wide: Wide, into: str, columns: list[str], key: str) -> list[_Group]:
    path = ("table", key, "columns")
    if isinstance(wide.columns, tuple):
        for name in wide.columns:
            if name not in columns:
                raise MapError(path, f"The table has no column `{name}`.", _listed(columns))
        return [_Group(name, {VALUE: name}) for name in wide.columns]
    groups: dict[str, dict[str, str]] = {}
    wanted = [name for name in columns if not any(like(name, pattern) for pattern in wide.but)]
    for said, own, name in _matching(wide.columns, into, wanted):
        groups.setdefault(said, {})[own] = name
    if not groups:
        raise MapError(path, f"The table has no column like `{wide.columns}`.", _listed(columns))
    return [_Group(said, held) for said, held in groups.items()]


def _matching(pattern: str, into: str, columns: list[str]) -> Iterator[tuple[str, str, str]]:
    """What each column is of, the column of the long table that it goes into, and its own name."""
    if into not in pattern:
        yield from ((name, VALUE, name) for name in columns if like(name, pattern))
        return
    form = re.compile(_expression(pattern), re.IGNORECASE)
    fits = _SAID[into]
    for name in columns:
        found = form.fullmatch(name)
        if found and fits(heading(found["said"])):
            yield found["said"], (found["column"] if COLUMN in pattern else VALUE), name


def _expression(pattern: str) -> str:
    parts, end = [], 0
    words = {
        **dict.fromkeys(_SAID, "(?P<said>.+?)"),
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
