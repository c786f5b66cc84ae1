"""Rows of which nobody can say which is meant, and the columns that would tell them apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import polars as pl

from generator.importing.detect import number
from generator.importing.map_columns import STANDARD
from generator.model.import_layout import FILE, VALUE

SHOWN = 6  # what a column says, as examples
MOST_COLUMNS = 3
MOST_NUMBERS = 12
"""A column of numbers that says more different things than this is measured, and no kind of rows."""


@dataclass(frozen=True)
class Stopped:
    """A standard of which nothing can be taken before somebody has chosen."""

    standard: str
    reason: str


def stopped(rows: pl.DataFrame, key: Sequence[str], used: Sequence[str]) -> Iterator[Stopped]:
    """The standards whose contradicting `rows` other columns tell apart. `used` columns don't count.

    Where nothing tells them apart, it is two entries of the same thing, and no kind of row that
    somebody could choose.
    """
    for standard in rows[STANDARD].unique(maintain_order=True):
        own = rows.filter(pl.col(STANDARD) == standard)
        if telling := _telling(own, key, used):
            said = " or ".join(f"`{name}` ({_examples(own, name)})" for name in telling)
            yield Stopped(
                standard,
                f"`{standard}` has several rows for one clinic and period, and nobody has said which is "
                f"meant. They differ in {said}: choose by `where`, make it the column of `standard`, or add "
                "the rows up by `repeated: add`",
            )


def _telling(rows: pl.DataFrame, key: Sequence[str], used: Sequence[str]) -> list[str]:
    """Columns that differ between rows of one key: those that tell all of them apart come first."""
    names = [name for name in rows.columns if not name.startswith(" ") and name not in {*used, FILE, VALUE}]
    if not names:
        return []
    groups = rows.group_by(key).agg(pl.len().alias(" in all"), *(pl.col(name).n_unique() for name in names))
    whole = {name: (groups[name] == groups[" in all"]).mean() or 0.0 for name in names}
    some = {name: (groups[name] > 1).mean() or 0.0 for name in names}
    kinds = [name for name in names if some[name] and _kind(rows[name])]
    kinds.sort(key=lambda name: (-round(whole[name], 2), -round(some[name], 2), rows[name].n_unique()))
    if kinds and whole[kinds[0]] == 1:
        return [name for name in kinds if whole[name] == 1][:MOST_COLUMNS]
    return kinds[:MOST_COLUMNS]


def _kind(cells: pl.Series) -> bool:
    """Whether what it says could be kinds of rows: words, or a few numbers such as codes."""
    distinct = cells.unique().to_list()
    numbers = sum(number(cell) for cell in distinct)
    return len(distinct) <= MOST_NUMBERS or 2 * numbers < len(distinct)


def _examples(rows: pl.DataFrame, name: str) -> str:
    distinct = rows[name].unique(maintain_order=True).to_list()
    shown = ", ".join((cell[:40] or "empty") for cell in distinct[:SHOWN])
    return f"{shown}, …" if len(distinct) > SHOWN else shown
