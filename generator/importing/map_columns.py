"""Whose value a row is, when it was measured and what: columns of ours beside those of the table.

Names of ours begin with a blank, which no heading does.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import polars as pl

from generator.importing import date_spellings, split_periods
from generator.importing.date_spellings import Days
from generator.importing.ids import Ids, ids
from generator.importing.split_periods import Part
from generator.model import period
from generator.model.import_layout import EMPTY
from generator.model.import_map import SAID, ClinicFrom, ColumnOrFixed, ImportMap, PeriodFrom
from generator.model.period import Grain, Period

CLINIC, STANDARD, PERIOD = " clinic", " standard", " period"
WHEN = " when"
"""What the columns of the year and its part say together."""


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
        said = ["" if cell == EMPTY else cell for cell in allowed]
        checks.append(Check(f"`{column}` isn't {listed} (`where`)", ~pl.col(column).is_in(said), column))
    return checks


def clinics(rows: pl.DataFrame, source: ClinicFrom, known: frozenset[str]) -> Understood:
    """Adds CLINIC: the id of each row's clinic, null where there is none."""
    understood = _named(rows, CLINIC, source, _padded(rows, source), "clinic.ids")
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


def periods(rows: pl.DataFrame, source: PeriodFrom, year_starts: int) -> Understood:
    """Adds PERIOD, in its canonical spelling, null where there is none."""
    if source.year is not None:
        return _in_parts(rows, source, year_starts)
    column = source.column
    if column is None:
        return Understood([pl.lit(source.fixed).alias(PERIOD)])
    texts: list[str] = rows[column].unique(maintain_order=True).to_list()
    days = Days.of(texts)
    found = {text: _period(text, source, year_starts, days) for text in texts}
    unclear = [text for text in texts if found[text] is None and date_spellings.is_unclear(text, days)]
    order = f"`{column}` can be read as day and month or as month and day; say which by `format`"
    return Understood(
        [_looked_up(column, found).alias(PERIOD)],
        [
            _empty(column),
            *([Check(order, pl.col(column).is_in(unclear), column)] if unclear and not source.format else ()),
            Check(f"`{column}` {_expected(source)}", pl.col(PERIOD).is_null(), column),
        ],
    )


def _in_parts(rows: pl.DataFrame, source: PeriodFrom, year_starts: int) -> Understood:
    """A year and its month or quarter, each from a column of its own."""
    part: Part = "month" if source.month is not None else "quarter"
    within = source.month or source.quarter or ""
    year = pl.lit(str(source.year)) if isinstance(source.year, int) else pl.col(source.year or "")
    pairs = rows.select(year.alias("year"), pl.col(within).alias("within")).unique()
    found = {
        f"{said} {nth}": _grown(
            split_periods.together(said, nth, part, source.financial, year_starts), source, year_starts
        )
        for said, nth in pairs.iter_rows()
    }
    both = pl.concat_str(year, pl.lit(" "), pl.col(within))
    named = [name for name in (source.year, within) if isinstance(name, str)]
    unclear = [f"{said} {nth}" for said, nth in pairs.iter_rows() if split_periods.one_of_two(said)]
    half = "only one year of a financial year is named; say by `financial` whether it begins or ends in it"
    return Understood(
        [both.alias(WHEN), both.replace_strict(found, default=None, return_dtype=pl.String).alias(PERIOD)],
        [
            *map(_empty, named),
            *([Check(half, pl.col(WHEN).is_in(unclear), WHEN)] if unclear and not source.financial else ()),
            Check(
                f"{' and '.join(f'`{name}`' for name in named)} {_expected_of(part, source)}",
                pl.col(PERIOD).is_null(),
                WHEN,
            ),
        ],
    )


def _expected_of(part: Part, source: PeriodFrom) -> str:
    return f"are no {part} of a year" if source.as_ is None else f"are nothing that stands for a {source.as_}"


def _grown(found: Period | None, source: PeriodFrom, year_starts: int) -> str | None:
    if found is not None and source.as_ is not None:
        found = date_spellings.standing_for(found, Grain(source.as_), year_starts)
    return None if found is None else found.text


def _period(text: str, source: PeriodFrom, year_starts: int, days: Days) -> str | None:
    found: Period | None
    if text in source.values:
        return source.values[text]
    if source.format is not None:
        day = date_spellings.day(text, source.format)
        found = day and period.containing(day, Grain.DAY)
    else:
        found = date_spellings.understood(text, year_starts, days)
    return _grown(found, source, year_starts)


def _expected(source: PeriodFrom) -> str:
    if source.format:
        return f"doesn't have the form `{source.format}`"
    if source.as_:
        return f"is nothing that stands for a {source.as_}"
    return "is no period such as 2025-01"


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


def _padded(rows: pl.DataFrame, source: ClinicFrom) -> dict[str, str]:
    """The ids that the map gives, and those of codes that have lost zeros from their front."""
    if source.digits is None or source.column is None:
        return source.ids
    codes = {text for text in rows[source.column].unique() if text.isdecimal() and len(text) <= source.digits}
    return {text: text.zfill(source.digits) for text in sorted(codes)} | source.ids


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
