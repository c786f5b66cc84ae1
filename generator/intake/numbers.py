"""The numbers of a measured value: cells read as numbers, and the map's arithmetic over them."""

from __future__ import annotations

import re

import polars as pl

from generator.intake import arithmetic
from generator.intake.columns import Check, Understood
from generator.intake.plan import Plan
from generator.model.mapping import TableForm

PAIRS = (("met", "of"), ("top", "of"), ("events", "per"))
"""Fields that say nothing without one another."""

DIGITS = 12
"""Significant digits kept, so that 0.3 - 0.1 is 0.2 and not 0.19999999999999998."""

MISSING = " missing"


def field(name: str) -> str:
    """The column of ours that holds a field."""
    return f" field {name}"


def operands(plan: Plan) -> Understood:
    """Adds a Float64 column for each column that takes part in arithmetic: ` number NAME`.

    Null where the cell is empty or one of `absent`; adds ` absent`, the reason that the map gives
    for the first such cell.
    """
    absent = plan.map.absent
    columns, checks = [], []
    for name in plan.operands:
        number = _number(pl.col(name), plan.map.table)
        columns.append(number.alias(f" number {name}"))
        unread = pl.col(f" number {name}").is_null() & (pl.col(name) != "")
        checks.append(Check(f"`{name}` is no number", unread & ~pl.col(name).is_in(list(absent)), name))
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


def whole(plan: Plan) -> Understood:
    """Completes ` missing`; speaks against rows whose numbers are not all there and nobody says why."""
    told = pl.col(MISSING) if plan.map.missing is not None else _nothing()
    any_number = pl.any_horizontal(pl.col(field(name)).is_not_null() for name in plan.fields)
    torn = [
        pl.col(field(one)).is_null() != pl.col(field(other)).is_null()
        for one, other in PAIRS
        if one in plan.fields and other in plan.fields
    ]
    lacking = pl.col(MISSING).is_null() & (pl.any_horizontal(~any_number, *torn))
    checks = [Check(f"`{name}` is empty", lacking & (pl.col(name) == "")) for name in plan.operands]
    if plan.map.missing is not None:
        reason = "the row holds numbers and a reason why there are none"
        checks.append(Check(reason, pl.col(MISSING).is_not_null() & any_number))
    return Understood([pl.coalesce(told, pl.col(" absent")).alias(MISSING)], checks)


def _number(cell: pl.Expr, form: TableForm) -> pl.Expr:
    """Cells as Float64, `87%` as 0.87; null where a cell is no finite number in this form."""
    mark = re.escape(form.decimal)
    if form.thousands:
        gap = r"[ \u00a0\u202f]" if form.thousands == " " else re.escape(form.thousands)
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
