"""Rules of counts: people and letters are whole, and nobody waits for 95 minutes."""

from __future__ import annotations

import math
from collections.abc import Iterator

import polars as pl

from generator.check.rule import rule
from generator.check.rule_input import RuleInput
from generator.model import observation
from generator.model.check_rule import Finding
from generator.model.file_places import Row
from generator.model.inputs import Standard
from generator.model.target_value import size_of
from generator.problem import Severity

DUST = 1e-9
"""Less than that is how a computer writes a whole number."""

HALVES = 3
"""So many halves in a standard are no slip: its clinics share people, and each counts a half."""

HALF = 0.5
SOME = 0.02
"""The share of a standard's values from which on halves are no slip."""

MOST = 0.5
"""The share of a standard's values from which on parts are how it is counted: by weights, or in hours."""

FEW = 6
"""Values that it takes to say how a standard is counted."""

MANY = 100
"""From so many on a number below 1 is surely a share; of fewer it may be a weight or a part of a post."""

TENTH = 0.1
"""Of so small a part of all nobody writes half a person: there a number below 1 is a share."""

PER = "Is {number} a rate per {of}? Write how many events there were, and how many they are out of."

_WHOLE = {
    "numerator": ("proportion", "rate", "count", "score"),
    "denominator": ("proportion", "score", "duration"),
    "within": ("duration",),
}
"""Columns of the table of values that are counts, by the kinds of which they are. What a rate is per may be
hours or full-time posts."""


@rule("HB235", Severity.WARNING)
def no_whole_number(subject: RuleInput) -> Iterator[Finding]:
    """
    A count that is no whole number

    People, calls and letters are counted whole. Mostly a digit or a point slipped in. Where clinics
    share people and each counts a half, many values of the standard show it and nothing is said. A
    single one that is right is accepted in the file: `# accept HB235: a patient shared by two clinics`.

    Wrong:
        # data/kpis/ca-halifax.yml
        email-reply:
          2025-01: 131.5/157

    Right:
        # data/kpis/ca-halifax.yml
        email-reply:
          2025-01: 131/157
    """
    parts = _parts(subject)
    values, halves = _values(subject), _halved(subject, parts)
    for (name,), those in parts.group_by("standard", maintain_order=True):
        standard = subject.written.standards.get(str(name))
        if standard is None or name in halves:
            continue
        rows = those.unique("row", keep="first", maintain_order=True).sort("row")
        if _throughout(rows.height, values[name]):
            yield from _all_in_parts(standard, rows, values[name])
        else:
            shares = standard.measure.kind in ("proportion", "score")
            for row, _, column, nth, number, of, mean in rows.iter_rows():
                cell = "n" if column == "denominator" and mean is not None else _cell(standard, column, nth)
                per = (
                    standard.measure.kind == "rate"
                    and column == "numerator"
                    and of == size_of(standard.measure.per)
                )
                hint = (
                    PER.format(of=f"{of:g}", number=f"{number:g}")
                    if per
                    else _meant(number, of if shares else None)
                )
                yield Finding(Row(row, cell), f"`{cell}: {number:g}` is no whole number.", hint)


def _parts(subject: RuleInput) -> pl.DataFrame:
    """Counts that are no whole numbers: `row`, `standard`, `column`, `nth` (of a stage), `number`, `of`
    and `mean`."""
    table = subject.values.lazy()
    found = [
        table.filter(subject.of_kind(*kinds) & _in_parts(pl.col(column))).select(
            "row",
            "standard",
            pl.lit(column).alias("column"),
            pl.lit(None, dtype=pl.Int64).alias("nth"),
            pl.col(column).alias("number"),
            pl.col("denominator").alias("of"),
            "mean",
        )
        for column, kinds in _WHOLE.items()
    ]
    staged = table.filter(pl.col("stages").is_not_null()).select(
        "row",
        "standard",
        pl.lit("stages").alias("column"),
        pl.int_ranges(pl.col("stages").list.len()).alias("nth"),
        pl.col("stages").alias("number"),
        pl.col("denominator").alias("of"),
        "mean",
    )
    found.append(staged.explode("nth", "number").filter(_in_parts(pl.col("number"))))
    return pl.concat(found).collect()


def _in_parts(number: pl.Expr) -> pl.Expr:
    return ((number - number.round()).abs() > DUST * number.abs()).fill_null(value=False)


def _halved(subject: RuleInput, parts: pl.DataFrame | None = None) -> frozenset[str]:
    """Standards that count halves: each part in them is one, and there are many."""
    parts = _parts(subject) if parts is None else parts
    values = _values(subject)
    return frozenset(
        name
        for (name,), those in parts.group_by("standard")
        if bool(((those["number"] * 2) % 1 == 0).all()) and those.height >= max(HALVES, SOME * values[name])
    )


def _throughout(rows: int, values: int) -> bool:
    """Whether so many rows with parts show that a standard is counted in parts."""
    return rows >= FEW and rows > MOST * values


def _weighted(subject: RuleInput) -> frozenset[str]:
    """Standards that are counted in parts throughout. Numbers below 1 don't show it: they may be the shares
    that are looked for."""
    parts, values = _parts(subject).filter(pl.col("number") > 1), _values(subject)
    rows = parts.group_by("standard").agg(pl.col("row").n_unique())
    return frozenset(name for name, height in rows.iter_rows() if _throughout(height, values[name]))


def _values(subject: RuleInput) -> dict[str, int]:
    return dict(subject.values.group_by("standard").len().iter_rows())


def _all_in_parts(standard: Standard, rows: pl.DataFrame, values: int) -> Iterator[Finding]:
    """One finding for a standard that is counted so throughout. What is counted in hours or full-time posts
    may be."""
    row, name, column, nth, number, of, _ = rows.row(0)
    if standard.measure.kind == "count":
        return
    cell = _cell(standard, column, nth)
    yield Finding(
        Row(row, cell),
        f"`{cell}: {number:g}` is no whole number, and so it is in {rows.height:,} of {values:,} values "
        f"of `{name}`.",
        f"Write how many there were{_as_share(number, of)}. If they are weighted, say so in the standard, "
        "and here `# accept HB235: weighted`.",
    )


def _cell(standard: Standard, column: str, nth: int | None) -> str:
    if nth is not None:
        return observation.stages(standard.measure)[nth]
    return observation.as_written(standard.measure, column)


def _meant(number: float, of: float | None) -> str:
    """What was probably meant by a count that is no whole number."""
    if of in (1, 100) and 0 < number < of:
        share = f"{number / of * 100:g} %"
        return f"Is it a share, {share}? Write how many there were, and of how many: such as `174/200`."
    if 1 <= number < 1000 and (number * 1000).is_integer() and not (number * 100).is_integer():
        return f"Is the point one for thousands? Then write `{number * 1000:.0f}`; counts have no decimals."
    if share := _as_share(number, of):
        whole = f"Write how many there were{share}."
    else:
        whole = f"Did you mean `{math.floor(number)}` or `{math.ceil(number)}`?"
    if of and of > 100 >= number:
        whole += f" Or `{number / 100 * of:.0f}`, if {number:g} are percent?"
    accept = "`# accept HB235: the reason`, in a table without `# accept` in a column `accept`"
    return f"{whole} If it is right, say why: {accept}."


def _as_share(number: float, of: float | None) -> str:
    """How many a number below 1 stands for if it is a share."""
    if not of or not 0 < number < min(1, TENTH * of):
        return ""
    return f"; if `{number:g}` is a share of {of:g}, about `{number * of:.0f}`"


@rule("HB236")
def of_nobody(subject: RuleInput) -> Iterator[Finding]:
    """
    A median or mean of nobody

    `n` says how many were counted. Out of none there is no median, no mean and no p90.

    Wrong:
        # data/kpis/ca-halifax.yml
        waiting-room:
          2025-01: {median: 14 min, n: 0}

    Right:
        # data/kpis/ca-halifax.yml
        waiting-room:
          2025-01: {missing: nobody came}
    """
    statistics = ("median", "mean", "p90")
    nobody = subject.of_kind("duration", "score") & (pl.col("denominator") == 0)
    nobody &= pl.any_horizontal(pl.col(name).is_not_null() for name in statistics)
    for row, *held in subject.rows(*statistics, where=nobody, cell="n"):
        which = next(name for name, number in zip(statistics, held, strict=True) if number is not None)
        yield Finding(
            row,
            f"`n: 0` stands beside a {which}, but there is no {which} of nobody.",
            "Write how many there were; if there was nobody, `{missing: nobody came}`, in a table in the "
            "column `missing`.",
        )


@rule("HB237")
def share_for_a_count(subject: RuleInput) -> Iterator[Finding]:
    """
    A share where a count belongs

    Of 201 calls, 0.87 can't have been answered: that is the share. It would be shown as 0.43 %.

    Wrong:
        # data/kpis/ca-halifax.yml
        email-reply:
          2025-01: {met: 0.87, of: 201}

    Right:
        # data/kpis/ca-halifax.yml
        email-reply:
          2025-01: {met: 175, of: 201}
    """
    met, of = pl.col("numerator"), pl.col("denominator")
    shares = subject.of_kind("proportion", "score") & (met > 0) & (met < 1) & (of >= MANY)
    rows = list(subject.rows("standard", "numerator", "denominator", where=shares))
    staged = pl.col("stages").is_not_null() & (of >= MANY)
    part = pl.element().is_between(0, 1, closed="none")
    staged &= pl.col("stages").list.eval(part).list.any()
    stages = list(subject.rows("standard", "stages", where=staged))
    if not rows and not stages:
        return
    halves, weighted = _halved(subject), _weighted(subject)
    for row, name, share, all_ in rows:
        if name in weighted or (share == HALF and name in halves):
            continue
        yield _share(subject.cell(row, name, "numerator"), share, all_)
    for row, name, counts in stages:
        if name in weighted:
            continue
        nth = next(i for i, count in enumerate(counts) if 0 < count < 1)
        stage = observation.stages(subject.written.standards[name].measure)[nth]
        yield _share(Row(row.row, stage), counts[nth], counts[0])


def _share(where: Row, share: float, of: float) -> Finding:
    return Finding(
        where,
        f"`{where.cell}: {share:g}` is a share where a count belongs: it would be {share / of * 100:.2g} % "
        f"of {of:g}.",
        f"Write how many there were. {share * 100:g} % of {of:g} are about `{share * of:.0f}`.",
    )


RULES = (no_whole_number, of_nobody, share_for_a_count)
