"""The rows of a table as measured values of the handbook; what can't be one is left, with a reason."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import polars as pl

from generator.importing import ambiguous_rows, cell_numbers, map_columns
from generator.importing.cell_numbers import MISSING, field
from generator.importing.ids import slug
from generator.importing.map_columns import CLINIC, PERIOD, STANDARD, Check
from generator.importing.map_plan import PLACEHOLDER, VALUE, Plan, own, templates
from generator.importing.source_table import LINE, SAYS, SHEET, SourceTable
from generator.importing.unpivot import LETTER
from generator.model.import_map import SAID

SHOWN = 5  # lines and texts given as examples of a reason
ROWS = " rows"
KEY = (CLINIC, STANDARD, PERIOD)


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a row stands."""

    line: int
    sheet: str | None = None
    letter: str | None = None
    """The column, where a single cell is meant."""

    def __str__(self) -> str:
        return f"{self.letter or ''}{self.line if self.letter else format(self.line, ',')}"


@dataclass(frozen=True, slots=True)
class Rejected:
    """Rows that could not be taken, all for one reason."""

    reason: str
    rows: int
    where: pl.DataFrame
    """Where they stand: `line`, and `sheet` and `letter` as far as there are such. May be millions."""

    says: pl.Series | None = None
    """How each of them begins, where it holds no values."""

    found: tuple[str, ...] = ()
    """What stood there, where that helps: the first few different texts."""

    @property
    def first(self) -> tuple[Spot, ...]:
        """Where the first few stand."""
        return tuple(Spot(**row) for row in self.where.head(SHOWN).iter_rows(named=True))

    @property
    def places(self) -> Iterator[Spot]:
        """Where all of them stand."""
        return (Spot(**row) for row in self.where.iter_rows(named=True))

    @property
    def lines(self) -> tuple[int, ...]:
        """The first few rows."""
        return tuple(spot.line for spot in self.first)


@dataclass(frozen=True, slots=True)
class HandbookIds:
    """Ids that the handbook has a file for already."""

    clinics: frozenset[str] = frozenset()
    standards: frozenset[str] = frozenset()
    year_starts: int = 4


@dataclass(frozen=True)
class ImportResult:
    """What came of a table."""

    read: int
    taken: int
    """Rows; with `repeated: add` several of them may be one value."""

    counted_in: str
    """What the places of `left` are: line, row for files without lines, or cell for wide tables."""

    joined: tuple[str, ...]
    """What came of each other file that was joined."""

    left: tuple[Rejected, ...]
    empty: tuple[Rejected, ...]
    """Rows that were taken without a number, because there was none."""

    values: pl.DataFrame
    """String clinic, standard and period, a Float64 for each number, a String for each text."""

    origin: pl.DataFrame
    """Where each of `values` stood in the source; of several rows, where the first of them did."""

    clinics: Mapping[str, Mapping[str, str]]
    """What the map says of each clinic of `values`, as its file would hold it, by id."""

    said: tuple[str, ...] = ()
    """What was done to the numbers of rows that were taken, such as rounding."""


def rows(table: SourceTable, plan: Plan, known: HandbookIds) -> ImportResult:
    """Every row of the table, taken, or left for the first reason that holds."""
    understood, checks = _understood(table.rows, plan, known)
    good, left = _sifted(understood, checks)
    numbered = [field(name) for name in plan.fields]
    texts = [f" {name}" for name in SAID if f" {name}" in good.columns]
    if plan.adds:
        values, again = _added(good, numbered, texts), []
    else:
        values, again = _once(good, numbered, texts, _used(plan))
    left = [*_aside(table), *left, *again]
    read = table.rows.height + table.aside.height
    return ImportResult(
        read=read,
        taken=read - sum(reason.rows for reason in left),
        counted_in=table.counted_in,
        joined=table.joined,
        left=tuple(left),
        empty=_empty(good, plan),
        values=values.select(pl.col(name).alias(name.split()[-1]) for name in (*KEY, *numbered, *texts)),
        origin=values.select(name for name in (LINE, SHEET, LETTER, ROWS) if name in values.columns),
        clinics=_described(good, plan),
        said=tuple(cell_numbers.rounding(good, plan)),
    )


def without(taken: ImportResult, why: Mapping[int, tuple[str, str]]) -> ImportResult:
    """The same without some rows of `values`, each by its number from 0 with a code and a reason.

    Of all rows with one code the first reason is told. Where no number of a standard is left, what is
    missing of it goes, too: it would be all that is said of it.
    """
    why = {**_hollow(taken.values, why), **why}
    origin = taken.origin.with_row_index(" at")
    left = []
    for code in dict.fromkeys(code for code, _ in why.values()):
        rows = [at for at, (said, _) in why.items() if said == code]
        group = origin.filter(pl.col(" at").is_in(rows))
        reason = f"`benchbook check` refuses it, {code}: {why[min(rows)][1]}"
        left.append(replace(_left(reason, group), rows=int(group[ROWS].sum())))
    stays = ~pl.int_range(pl.len()).is_in(list(why))
    values = taken.values.filter(stays)
    clinics = set(values["clinic"])
    return replace(
        taken,
        taken=taken.taken - sum(group.rows for group in left),
        left=(*taken.left, *left),
        values=values,
        origin=taken.origin.filter(stays),
        clinics={name: said for name, said in taken.clinics.items() if name in clinics},
    )


def _hollow(values: pl.DataFrame, why: Mapping[int, tuple[str, str]]) -> dict[int, tuple[str, str]]:
    """The missing values of standards that have no number left, with the reason of what was."""
    numbers = pl.selectors.float().is_not_null()
    rows = values.select("standard", pl.any_horizontal(numbers).alias(" number")).with_row_index(" at")
    first = {rows["standard"][at]: why[at] for at in sorted(why, reverse=True)}
    left = rows.filter(~pl.col(" at").is_in(list(why)))
    some = set(left.filter(" number")["standard"])
    return {
        at: first[standard]
        for at, standard, _ in left.iter_rows()
        if standard in first and standard not in some
    }


def _understood(rows: pl.DataFrame, plan: Plan, known: HandbookIds) -> tuple[pl.DataFrame, list[Check]]:
    """The table with what it means in columns of ours, and all that may be wrong with a row."""
    wanted = plan.map
    checks = map_columns.wished(wanted)
    for part in (
        map_columns.clinics(rows, wanted.clinic, known.clinics),
        map_columns.periods(rows, wanted.period, plan.year_starts),
        map_columns.standards(rows, wanted, known.standards),
        map_columns.said(wanted),
        cell_numbers.counted(plan),
        cell_numbers.operands(plan),
        cell_numbers.fields(plan),
        cell_numbers.whole(plan),
    ):
        rows = rows.with_columns(part.columns)
        checks += part.checks
    return rows, checks


def _sifted(rows: pl.DataFrame, checks: list[Check]) -> tuple[pl.DataFrame, list[Rejected]]:
    """Rows that no check speaks against, and the others by the first check that does."""
    nth = pl.coalesce(pl.when(check.bad).then(pl.lit(i, pl.Int32)) for i, check in enumerate(checks))
    rows = rows.with_columns(nth.alias(" left"))
    left = [
        _left(checks[i].reason, rows.filter(pl.col(" left") == i), checks[i].found)
        for i in rows[" left"].drop_nulls().unique().sort().to_list()
    ]
    return rows.filter(pl.col(" left").is_null()), left


def _left(reason: str, group: pl.DataFrame, found: str | None = None) -> Rejected:
    texts = group[found].unique(maintain_order=True).head(SHOWN).to_list() if found else []
    wanted = (LINE, *(name for name in (SHEET, LETTER) if name in group.columns))
    where = group.select(wanted).rename({name: name.strip() for name in wanted})
    says = group[found] if found == SAYS else None
    return Rejected(reason, group.height, where, says, tuple(texts))


def _aside(table: SourceTable) -> list[Rejected]:
    reasons = table.aside["reason"].unique(maintain_order=True)
    return [_left(reason, table.aside.filter(pl.col("reason") == reason), SAYS) for reason in reasons]


def _empty(good: pl.DataFrame, plan: Plan) -> tuple[Rejected, ...]:
    """Rows that were taken as missing because a cell is empty, by the first such column."""
    rows = good.filter(pl.col(cell_numbers.EMPTY).is_not_null())
    return tuple(
        _left(f"`{name}` is empty", group)
        for name in plan.operands
        if (group := rows.filter(pl.col(cell_numbers.EMPTY) == name)).height
    )


def _used(plan: Plan) -> tuple[str, ...]:
    """Columns of the table that say whose value a row is, when, of what and how much."""
    wanted = plan.map
    sources = (wanted.clinic.column, wanted.period.column, wanted.standard.column)
    return (*plan.operands, *wanted.where, *(name for name in sources if name is not None))


def _once(
    rows: pl.DataFrame, numbered: list[str], texts: list[str], used: tuple[str, ...]
) -> tuple[pl.DataFrame, list[Rejected]]:
    """One row a value: the first of equal ones; of rows that contradict one another none.

    Where a column tells contradicting rows apart, nothing of the standard is taken: what would be
    left of it is a remainder by chance.
    """
    rows = rows.with_columns(
        pl.struct(*numbered, *texts).n_unique().over(KEY).alias(" different"),
        pl.int_range(pl.len()).over(KEY).alias(" nth"),
    )
    stopped = list(ambiguous_rows.stopped(rows.filter(pl.col(" different") > 1), KEY, used))
    left = [_left(one.reason, rows.filter(pl.col(STANDARD) == one.standard)) for one in stopped]
    rows = rows.filter(~pl.col(STANDARD).is_in([one.standard for one in stopped]))
    contradict, equal = pl.col(" different") > 1, (pl.col(" different") == 1) & (pl.col(" nth") > 0)
    reasons = {
        "the same clinic, standard and period stand in several rows that differ": rows.filter(contradict),
        "an earlier row says the same": rows.filter(equal),
    }
    left += [_left(reason, group) for reason, group in reasons.items() if group.height]
    once = rows.filter(~contradict & ~equal).with_columns(pl.lit(1).alias(ROWS))
    return _in_order(once), left


def _added(rows: pl.DataFrame, numbered: list[str], texts: list[str]) -> pl.DataFrame:
    """One row a value: the sum over its rows, or missing where one of them is."""
    whole = pl.col(MISSING).is_null().all()
    return _in_order(
        rows.group_by(KEY, maintain_order=True)
        .agg(
            *(pl.when(whole).then(pl.col(name).sum()).alias(name) for name in numbered),
            *(pl.col(name).drop_nulls().unique(maintain_order=True).str.join("; ") for name in texts),
            *(pl.col(name).first() for name in (LINE, SHEET, LETTER) if name in rows.columns),
            pl.len().alias(ROWS),
        )
        .with_columns(pl.when(pl.col(name) != "").then(pl.col(name)).alias(name) for name in texts)
    )


def _in_order(values: pl.DataFrame) -> pl.DataFrame:
    """By clinic, standard and time. The spellings of periods of one grain sort by time."""
    return values.sort(KEY)


def _described(rows: pl.DataFrame, plan: Plan) -> dict[str, dict[str, str]]:
    """The templates filled from the first row of each clinic. What comes out empty is left out."""
    first = rows.unique(CLINIC, keep="first", maintain_order=True).sort(CLINIC)
    described = {}
    for row in first.iter_rows(named=True):
        itself = row[plan.map.clinic.column] if plan.map.clinic.column else row[CLINIC]
        wanted = templates(plan.map.clinic)
        filled = {name: _filled(text, row | {VALUE: itself}) for name, text in wanted.items()}
        filled["name"] = filled["name"] or itself
        if "country" in filled:
            filled["country"] = slug(filled["country"])
        described[row[CLINIC]] = {name: text for name, text in filled.items() if text}
    return described


def _filled(template: str, row: Mapping[str, str]) -> str:
    return PLACEHOLDER.sub(lambda found: row[own(found[1])], template).strip()
