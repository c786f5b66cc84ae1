"""Whose value a row is, when it was measured and what: columns of ours beside those of the table.

Names of ours begin with a blank, which no heading does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

import polars as pl

from generator.intake.ids import Ids, ids
from generator.model import period
from generator.model.mapping import SAID, ClinicFrom, ColumnOrFixed, ImportMap
from generator.model.period import Grain, NotAPeriod

CLINIC, STANDARD, PERIOD = " clinic", " standard", " period"


@dataclass(frozen=True)
class Check:
    """Something that keeps a row from being taken."""

    reason: str
    bad: pl.Expr
    """Boolean by row; null counts as no."""
    found: str | None = None
    """Column whose text shows what is meant."""


@dataclass(frozen=True)
class Understood:
    """Columns of ours, and what may be wrong with them. The checks may use the columns."""

    columns: list[pl.Expr] = field(default_factory=list)
    checks: list[Check] = field(default_factory=list)


def wished(wanted: ImportMap) -> list[Check]:
    """Rows that the map doesn't ask for (`where`)."""
    checks = []
    for column, cells in wanted.where.items():
        allowed = (cells,) if isinstance(cells, str) else cells
        listed = " or ".join(f"`{cell}`" for cell in allowed)
        checks.append(Check(f"`{column}` isn't {listed} (`where`)", ~pl.col(column).is_in(allowed), column))
    return checks


def clinics(rows: pl.DataFrame, source: ClinicFrom, known: frozenset[str]) -> Understood:
    """Adds CLINIC: the id of each row's clinic, null where there is none."""
    understood = _named(rows, CLINIC, source, source.ids, "clinic.ids")
    if source.country is None:
        reason = "the handbook has no such clinic, and the map says no `country` for new ones"
        understood.checks.append(Check(reason, ~pl.col(CLINIC).is_in(sorted(known)), source.column))
    return understood


def standards(rows: pl.DataFrame, wanted: ImportMap, known: frozenset[str]) -> Understood:
    """Adds STANDARD: the id of each row's standard, null where there is none."""
    source = wanted.standard
    understood = _named(rows, STANDARD, source, source.values, "standard.values")
    described = sorted({*wanted.standards, *known})
    reason = "neither the handbook nor the map describes this standard"
    understood.checks.append(Check(reason, ~pl.col(STANDARD).is_in(described), source.column))
    return understood


def periods(rows: pl.DataFrame, wanted: ImportMap) -> Understood:
    """Adds PERIOD, in its canonical spelling, null where there is none."""
    source = wanted.period
    if source.column is None:
        return Understood([pl.lit(source.fixed).alias(PERIOD)])
    year_starts = wanted.handbook.calendar.year_starts if wanted.handbook else 4
    read = _reader(source.format, source.as_, year_starts)
    found: dict[str, str | None] = {text: read(text) for text in rows[source.column].unique().to_list()}
    expected = f"doesn't have the form `{source.format}`" if source.format else "is no period such as 2025-01"
    return Understood(
        [_looked_up(source.column, found).alias(PERIOD)],
        [
            _empty(source.column),
            Check(f"`{source.column}` {expected}", pl.col(PERIOD).is_null(), source.column),
        ],
    )


def said(wanted: ImportMap) -> Understood:
    """Adds ` unit`, ` note`, ` missing` and ` quality`, as far as the map names them; null where empty."""
    sources: dict[str, ColumnOrFixed | None] = {name: getattr(wanted, name) for name in SAID}
    return Understood(
        [
            (pl.lit(source.fixed) if source.column is None else _text(source.column)).alias(f" {name}")
            for name, source in sources.items()
            if source is not None
        ]
    )


def _named(
    rows: pl.DataFrame, name: str, source: ColumnOrFixed, given: dict[str, str], key: str
) -> Understood:
    column = source.column
    if column is None:
        return Understood([pl.lit(source.fixed).alias(name)])
    texts = rows[column].unique(maintain_order=True).to_list()
    if key == "standard.values" and given:
        return Understood(
            [_looked_up(column, given).alias(name)],
            [
                _empty(column),
                Check(f"`{column}` isn't listed in `standard.values`", pl.col(name).is_null(), column),
            ],
        )
    found = ids((text for text in texts if text), given)
    return Understood(
        [_looked_up(column, found.of).alias(name)], [_empty(column), *_nameless(column, found, key)]
    )


def _nameless(column: str, found: Ids, key: str) -> Iterable[Check]:
    if found.nameless:
        reason = f"`{column}` has no letter or digit to make an id of; say it in `{key}`"
        yield Check(reason, pl.col(column).is_in(found.nameless), column)
    for name, alike in found.alike.items():
        reason = (
            f"what `{column}` says comes to the id `{name}`, as does something else; say which in `{key}`"
        )
        yield Check(reason, pl.col(column).is_in(alike), column)


def _empty(column: str) -> Check:
    return Check(f"`{column}` is empty", pl.col(column) == "")


def _text(column: str) -> pl.Expr:
    return pl.when(pl.col(column) != "").then(pl.col(column))


def _looked_up(column: str, found: Mapping[str, str | None]) -> pl.Expr:
    return pl.col(column).replace_strict(found, default=None, return_dtype=pl.String)


def _reader(form: str | None, grain: str | None, year_starts: int) -> Callable[[str], str | None]:
    def read(text: str) -> str | None:
        try:
            if form is None:
                return period.parse(text, year_starts).text
            day = datetime.strptime(text, form).date()
            return period.containing(day, Grain(grain), year_starts).text
        except (NotAPeriod, ValueError):
            return None

    return read
