"""Rules of columns of a table that were moved without those beside them."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from generator.check.rule import rule
from generator.check.rule_input import RuleInput
from generator.check.sample_sizes import ACCEPT
from generator.model import observation
from generator.model.check_rule import Finding
from generator.model.file_places import Row
from generator.problem import Severity

ROWS = 18
"""Lines that rise from the first to the last; so many do by chance in one of 18! tables."""

SERIES = 3
"""Series that they are of: a single one may well grow all the time."""

LINES = 4
"""Lines for each series: a ranking of clinics has one."""

FOLLOWS = 0.6
"""Where another number of the lines goes along so closely, the clinics may simply be growing."""

LEAP = 3
"""A step from one series to the next that is so many times those within them: clinics are listed by size."""

NUMBERS = ("numerator", "denominator", "within", "median", "p90", "mean", "value")


@rule("HB277", Severity.WARNING)
def sorted_alone(subject: RuleInput) -> Iterator[Finding]:
    """
    One column of a table is sorted, the others aren't

    The lines go by clinic and period, and yet one number only rises from the first line to the last, over
    several clinics, and no other number goes along. It was sorted without its neighbours, so each number
    stands in another's line.

    Wrong:
        # data/kpis/2025.csv
        clinic,standard,period,met,of
        ca-halifax,email-reply,2025-01,71,200
        ca-halifax,email-reply,2025-02,73,198
        ca-halifax,email-reply,2025-03,80,201
        ca-halifax,email-reply,2025-04,81,199
        ca-halifax,email-reply,2025-05,84,190
        ca-halifax,email-reply,2025-06,90,197
        ca-truro,email-reply,2025-01,92,182
        ca-truro,email-reply,2025-02,93,181
        ca-truro,email-reply,2025-03,95,184
        ca-truro,email-reply,2025-04,97,185
        ca-truro,email-reply,2025-05,98,181
        ca-truro,email-reply,2025-06,99,189
        ca-pictou,email-reply,2025-01,101,154
        ca-pictou,email-reply,2025-02,102,147
        ca-pictou,email-reply,2025-03,103,141
        ca-pictou,email-reply,2025-04,105,155
        ca-pictou,email-reply,2025-05,107,150
        ca-pictou,email-reply,2025-06,109,152
        # data/clinics/ca-truro.yml
        {name: Truro, country: ca}
        # data/clinics/ca-pictou.yml
        {name: Pictou, country: ca}

    Right:
        # data/kpis/2025.csv
        clinic,standard,period,met,of
        ca-halifax,email-reply,2025-01,101,200
        ca-halifax,email-reply,2025-02,95,198
        ca-halifax,email-reply,2025-03,109,201
        # data/clinics/ca-truro.yml
        {name: Truro, country: ca}
        # data/clinics/ca-pictou.yml
        {name: Pictou, country: ca}
    """
    table = subject.values.lazy().filter(pl.col("file").str.ends_with(".csv"))
    told: set[str] = set()
    for name in NUMBERS:
        for file, row, first, last, many in table.pipe(_sorted, name).collect().iter_rows():
            if file in told or _grows(table.filter(pl.col("file") == file), name):
                continue
            told.add(file)
            standard = subject.values["standard"][row]
            known = subject.written.standards.get(standard)
            cell = observation.as_written(known.measure, name) if known else name
            way = "rises" if last > first else "falls"
            yield Finding(
                Row(row, cell),
                f"`{cell}` only {way} from here ({first:g}) through all {many} lines ({last:g}), over "
                "several clinics or standards, while the lines go by clinic and period: it was sorted alone.",
                "Undo the sorting, or take the column from the file as it was before. "
                f"{ACCEPT.format(code='HB277')}",
            )


def _sorted(table: pl.LazyFrame, name: str) -> pl.LazyFrame:
    """Tables in which that number is in order from top to bottom, and the lines go by clinic and period."""
    series = pl.struct("clinic", "standard")
    number, begins = pl.col(name), pl.col("begins")
    held = table.filter(number.is_not_null()).with_columns(
        begins=(series != series.shift()).fill_null(value=True).over("file")
    )
    step = number.diff()
    later = (pl.col("period") > pl.col("period").shift()) | begins
    return (
        held.group_by("file", maintain_order=True)
        .agg(
            pl.col("row").first(),
            number.first().alias("first"),
            number.last().alias("last"),
            pl.len().alias("many"),
            series.n_unique().alias("series"),
            number.n_unique().alias("others"),
            begins.sum().alias("blocks"),
            later.fill_null(value=True).all().alias("later"),
            ((step.min() >= 0) | (step.max() <= 0)).alias("in_order"),
        )
        .filter(
            pl.col("in_order")
            & pl.col("later")
            & (pl.col("many") >= ROWS)
            & (pl.col("series") >= SERIES)
            & (pl.col("many") >= LINES * pl.col("series"))
            & (pl.col("blocks") == pl.col("series"))
            & (pl.col("others") * 2 >= pl.col("many"))
        )
        .select("file", "row", "first", "last", "many")
    )


def _grows(table: pl.LazyFrame, name: str) -> bool:
    """Whether clinics that grow or shrink, listed by size, explain the order of that number in a file."""
    series = ("clinic", "standard")
    held = table.filter(pl.col(name).is_not_null()).with_columns(
        begins=(pl.struct(series) != pl.struct(series).shift()).fill_null(value=False),
        step=pl.col(name).diff().abs(),
    )
    others = [each for each in NUMBERS if each not in (name, "value")]  # a value is made from the others
    along = [
        pl.corr(_own_rank(name, series), _own_rank(other, series)).fill_nan(0).fill_null(0).abs().alias(other)
        for other in others
    ]
    leaps = pl.col("step").filter("begins").median() > LEAP * pl.col("step").filter(~pl.col("begins")).mean()
    found = held.select(leaps.fill_null(value=False).alias("leaps"), *along).collect().row(0, named=True)
    if max(found[other] for other in others) >= FOLLOWS:
        return True
    return bool(found["leaps"]) and _by_size(held, others, series)


def _by_size(held: pl.LazyFrame, others: list[str], series: tuple[str, ...]) -> bool:
    """Whether the series stand in the order of another of their numbers too, or have no other."""
    middle = held.group_by(series, maintain_order=True).agg(pl.col(others).median()).collect()
    known = [middle[other] for other in others if middle[other].null_count() == 0]
    return not known or any(it.is_sorted() or it.is_sorted(descending=True) for it in known)


def _own_rank(name: str, series: tuple[str, ...]) -> pl.Expr:
    """Where a number stands among those of its series, from the middle."""
    rank = pl.col(name).rank()
    return (rank - rank.mean()).over(series)


RULES = (sorted_alone,)
