"""The numbers of a measured value: cells read as numbers, and the map's arithmetic over them."""

from __future__ import annotations

import re

import polars as pl

from generator.importing import arithmetic, durations
from generator.importing.map_columns import PERIOD, STANDARD, Check, Understood
from generator.importing.map_plan import Plan
from generator.model.import_map import TableForm

_GAPS = {" ": r"[ \u00a0\u2009\u202f]", "'": "['’]"}
"""Blanks that look alike, and the apostrophe that word processors make of one."""

PAIRS = (("met", "of"), ("top", "of"), ("events", "per"))
"""Fields that say nothing without one another."""

DIGITS = 12
"""Significant digits kept, so that 0.3 - 0.1 is 0.2 and not 0.19999999999999998."""

MISSING = " missing"
EMPTY = " empty"
"""The column of ours that names the first empty one of the table, in rows that are taken as missing."""

_AFTER, _BOTH = " after", " both"

NOTHING_THERE = "Empty in the source"
"""The reason that readers see where the source has no number and says no reason."""

BESIDE = frozenset({"n", "sd", "p90", "within"})
"""Numbers that say nothing where what they stand beside is missing."""


def field(name: str) -> str:
    """The column of ours that holds a field."""
    return f" field {name}"


def counted(plan: Plan) -> Understood:
    """Speaks against rows that no field counts."""
    if not plan.counted:
        return Understood()
    columns = dict.fromkeys(name for field in plan.counted for name, _ in field.wanted)
    nowhere = ~pl.any_horizontal(*(field.holds() for field in plan.counted))
    said = ", ".join(f"`{name}`" for name in columns)
    return Understood(
        [],
        [
            *(Check(f"`{name}` is empty", pl.col(name) == "") for name in columns),
            Check(f"no field counts what {said} says", nowhere, next(iter(columns), None)),
        ],
    )


def operands(plan: Plan) -> Understood:
    """Adds a Float64 column for each column that takes part in arithmetic: ` number NAME`.

    Null where the cell is empty or one of `absent`; adds ` absent`, the reason that the map gives
    for the first such cell.
    """
    absent = plan.map.absent
    columns, checks = [], []
    timed = _timed(plan)
    for name in plan.operands:
        cell = pl.col(name)
        number = _number(cell, plan.map.table)
        told = (cell == "") | cell.is_in(list(absent))
        unread = pl.col(f" number {name}").is_null() & ~told
        number, strange = _of_one_kind(name, number)
        checks += [Check(reason, bad & unread, name) for reason, bad in strange]
        if name in timed:
            number, more = _length(name, number, plan)
            checks += [Check(reason, bad & unread, name) for reason, bad in more]
        columns.append(number.alias(f" number {name}"))
        checks.append(Check(f"`{name}` is no number", unread, name))
    reasons = [
        pl.col(name).replace_strict(absent, default=None, return_dtype=pl.String) for name in plan.operands
    ]
    columns.append((pl.coalesce(reasons) if absent and reasons else _nothing()).alias(" absent"))
    return Understood(columns, checks)


def fields(plan: Plan) -> Understood:
    """Adds a Float64 column for each field of the map, see `field`, null where it can't be known."""
    columns, checks = [], []
    for name, expression in plan.fields.items():
        value = arithmetic.over(expression, " number ").round_sig_figs(DIGITS)
        columns.append(pl.when(pl.col(" absent").is_null()).then(value).alias(field(name)))
        reason = f"`{name}: {plan.map.fields[name]}` is a division by 0"
        checks.append(Check(reason, ~pl.col(field(name)).is_finite()))
    return Understood(columns, checks)


def rounding(rows: pl.DataFrame, plan: Plan) -> list[str]:
    """What the map's rounding did to these rows, a sentence for each field that it changed."""
    said = []
    for name, expression in plan.fields.items():
        exact = arithmetic.unrounded(expression)
        if exact == expression:
            continue
        away = rows.select(
            (pl.col(field(name)) - arithmetic.over(exact, " number ").round_sig_figs(DIGITS)).abs()
        ).to_series()
        changed = away.filter(away > 1e-9)
        if changed.len():
            said.append(f"`{name}` is rounded in {changed.len():,} of them, by up to {changed.max():.2g}")
    return said


def whole(plan: Plan) -> Understood:
    """Completes ` missing` and empties the numbers of such rows; adds EMPTY.

    A number that is simply empty is missing, too. Only after the last number of a standard it isn't
    known whether there should have been one: those rows are left.
    """
    told = pl.col(MISSING) if plan.map.missing is not None else _nothing()
    main = [name for name in plan.fields if name not in BESIDE] or list(plan.fields)
    any_number = pl.any_horizontal(pl.col(field(name)).is_not_null() for name in main)
    torn = [
        pl.col(field(one)).is_null() != pl.col(field(other)).is_null()
        for one, other in PAIRS
        if one in plan.fields and other in plan.fields
    ]
    said = pl.coalesce(told, pl.col(" absent"))
    incomplete = pl.any_horizontal(~any_number, *torn)
    lacking = said.is_null() & incomplete
    over = pl.col(PERIOD) > pl.col(PERIOD).filter(~incomplete).max().over(STANDARD)
    empties = [pl.when(lacking & (pl.col(name) == "")).then(pl.lit(name)) for name in plan.operands]
    empty = pl.coalesce(*empties, _nothing())
    missing = pl.coalesce(said, pl.when(lacking).then(pl.lit(NOTHING_THERE)))
    numbers = (
        pl.when(missing.is_null()).then(pl.col(field(name))).alias(field(name)) for name in plan.fields
    )
    after = lacking & over.fill_null(value=True)
    both = told.is_not_null() & any_number
    checks = [Check(f"`{name}` is empty", pl.col(_AFTER) & (pl.col(EMPTY) == name)) for name in plan.operands]
    checks.append(Check("the row holds numbers and a reason why there are none", pl.col(_BOTH)))
    columns = [missing.alias(MISSING), empty.alias(EMPTY), after.alias(_AFTER), both.alias(_BOTH), *numbers]
    return Understood(columns, checks)


def _of_one_kind(name: str, number: pl.Expr) -> tuple[pl.Expr, list[tuple[str, pl.Expr]]]:
    """Beside `87%` nobody knows what a bare 0.9 or 91 is, unless it is of another standard."""
    percent = pl.col(name).str.contains(r"\d\s*%$")
    bare = percent.any().over(STANDARD) & ~percent & number.is_not_null() & (number != 0)
    return pl.when(~bare).then(number), [(f"`{name}` is a bare number where others are percentages", bare)]


def _timed(plan: Plan) -> frozenset[str]:
    """Columns that may hold lengths of time."""
    held = (plan.fields[name] for name in plan.fields if name in durations.MEASURES)
    return frozenset(column.name for expression in held for column in arithmetic.columns(expression))


def _length(name: str, number: pl.Expr, plan: Plan) -> tuple[pl.Expr, list[tuple[str, pl.Expr]]]:
    """The numbers of a column that may hold lengths of time, and why some of them can't be known.

    Beside `0:14:00` a bare 0.0097 is likely the same in another format, so it isn't taken for minutes.
    """
    cell = pl.col(name)
    source = plan.map.unit
    unit = durations.unit(source.fixed) if source is not None else None
    clock = cell.str.contains(durations.CLOCK.pattern)
    mixed = clock.any().over(STANDARD) & number.is_not_null() & (number != 0)
    length = durations.minutes(cell, plan.map.table.times)
    number = pl.when(~mixed).then(number)
    if unit is not None:
        number = pl.coalesce(number, durations.in_unit(length, unit))
    say = "`unit: {fixed: min}`"
    return number, [
        (
            f"`{name}` may be hours and minutes or minutes and seconds; "
            "say which by `table: {times: h:mm}` or `mm:ss`",
            cell.str.contains(durations.TWO.pattern),
        ),
        (f"`{name}` is a length of time; say by {say} in which unit it is kept", length.is_not_null()),
        (f"`{name}` is a bare number where others are lengths of time", mixed),
    ]


def _number(cell: pl.Expr, form: TableForm) -> pl.Expr:
    """Cells as Float64, `87%` as 0.87; null where a cell is no finite number in this form."""
    mark = re.escape(form.decimal)
    if form.thousands:
        gap = _GAPS.get(form.thousands, re.escape(form.thousands))
        grouped = rf"^[-+]?\d{{1,3}}(?:{gap}\d{{3}})+(?:{mark}\d+)?$"
        cell = pl.when(cell.str.contains(grouped)).then(cell.str.replace_all(gap, "")).otherwise(cell)
    percent = cell.str.contains(r"\d\s*%$")
    cell = cell.str.replace(r"(\d)\s*%$", "$1").str.replace(r"^\u2212", "-")
    shaped = cell.str.contains(rf"^[-+]?(?:\d+(?:{mark}\d*)?|{mark}\d+)(?:[eE][-+]?\d+)?$")
    number = cell.str.replace(form.decimal, ".", literal=True).cast(pl.Float64, strict=False)
    number = pl.when(percent).then(number / 100).otherwise(number)
    return pl.when(shaped & number.is_finite()).then(number)


def _nothing() -> pl.Expr:
    return pl.lit(None, dtype=pl.String)
