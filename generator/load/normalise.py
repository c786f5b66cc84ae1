"""Cells of text, from whatever file, as the one table of measured values.

A table of cells has the columns `clinic`, `standard`, `period`, `file`, `line`, `column` and one
text column for each name of `model.observation` (and each stage) that a file uses.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import polars as pl

from generator.load import measure_kinds
from generator.load.unreadable_cells import UnreadableCell
from generator.model.handbook_data import OBSERVATION_COLUMNS
from generator.model.inputs import Standard
from generator.model.observation import NOTHING_TO_DIVIDE_BY, SAID

NUMBERS = ("value", "numerator", "denominator", "median", "p90", "mean", "sd", "within", "stages")


def observations(
    cells: pl.DataFrame, standards: Mapping[str, Standard]
) -> tuple[pl.DataFrame, list[UnreadableCell]]:
    """The table in the order of `cells`, and each cell that can't be read.

    Returns columns OBSERVATION_COLUMNS. Values of unknown standards have no numbers.
    """
    cells = cells.with_row_index("row")
    misread: list[UnreadableCell] = []
    schema = {"row": pl.UInt32} | {name: OBSERVATION_COLUMNS[name] for name in NUMBERS}
    parts = [pl.DataFrame(schema=schema)]
    known = pl.col("standard").is_in(list(standards))
    parts.append(cells.select("row", "standard").filter(~known).select("row"))
    groups = (
        cells.select("row", "standard").filter(known).group_by("standard", maintain_order=True).agg("row")
    )
    for name, rows in zip(groups["standard"], groups["row"], strict=True):
        numbers, found = measure_kinds.numbers(cells[rows], standards[name])
        parts.append(numbers)
        misread += [replace(one, standard=name) for one in found]
    reckoned = pl.concat(parts, how="diagonal_relaxed").sort("row").drop("row")
    absent = [pl.lit(None, dtype=pl.String).alias(name) for name in SAID if name not in cells.columns]
    said = cells.select("clinic", "standard", "period", "file", "line", "column", *_there(cells))
    table = pl.concat([said.with_columns(absent), reckoned], how="horizontal")
    undefined = (pl.col("denominator") == 0) & pl.col("value").is_null() & pl.col("missing").is_null()
    table = table.with_columns(
        missing=pl.when(undefined).then(pl.lit(NOTHING_TO_DIVIDE_BY)).otherwise("missing")
    )
    return table.select(pl.col(name).cast(kind) for name, kind in OBSERVATION_COLUMNS.items()), misread


def _there(cells: pl.DataFrame) -> list[str]:
    return [name for name in SAID if name in cells.columns]
