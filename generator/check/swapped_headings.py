"""Headings of a table that changed places: told once, where most rows of the table say so."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import polars as pl

from generator.check.rule_input import RuleInput
from generator.problem import Cause, Place

FEW = 4
"""Rows that it takes to doubt the headings; fewer are told row by row."""


def changed_places(subject: RuleInput, file: str, larger: str, smaller: str, rows: int) -> Cause:
    """What explains that the number below `smaller` is the larger one, if it is so in most of `rows`."""
    return Cause(
        ("file", file),
        ("exchanged", *sorted((larger, smaller))),
        message=f"`{smaller}` is more than `{larger}` in {{many}} rows: the two headings likely changed "
        "places.",
        hint=f"Write `{larger}` where `{smaller}` stands, and the other way round.",
        enough=max(FEW, rows // 2 + 1),
        place=subject.written.places.cell(Place(file), smaller),
    )


def rows_of(subject: RuleInput, tables: Collection[tuple[str, str]]) -> Mapping[tuple[str, str], int]:
    """How many rows the tables among these files have, by file and standard."""
    chosen = [(file, name) for file, name in tables if file.endswith(".csv")]
    if not chosen:
        return {}
    pairs = pl.DataFrame(chosen, schema=["file", "standard"], orient="row")
    those = subject.values.join(pairs, on=["file", "standard"], how="semi")
    return {(file, name): many for file, name, many in those.group_by("file", "standard").len().iter_rows()}
