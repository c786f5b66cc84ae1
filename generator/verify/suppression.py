"""What is hidden of small counts, and what follows from what isn't, beside codonPython, exact elimination
and linear programming.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from math import inf
from typing import Any

import numpy as np
import polars as pl

from generator.disclosure.inference import NEAR, bounds, recoverable
from generator.disclosure.small_counts import small
from generator.model.results import Bools
from generator.verify.answers import Answer
from generator.verify.cases import Case

Cell = tuple[str, str]
TOTAL = "Total"
HIDDEN = "*"
HES, CMS = 8, 11
"""The smallest counts that NHS England's hospital statistics and Medicare's publish."""


def rounded(case: Case) -> Iterator[Answer]:
    """A row of hes_suppress_round.csv."""
    count = case.number("count")
    for field, least in (("nhs_digital_hes_output", HES), ("cms_1_10_output", CMS)):
        said = case[field]
        theirs = said if said == HIDDEN else case.number(field)
        yield Answer(field, theirs, HIDDEN if _small([count], least)[0] else count)


def is_rounded(case: Case) -> bool:
    count = case.number("count") if "count" in case else 0.0
    return count >= HES and count % 5 != 0


def to_five(case: Case) -> Mapping[str, Any]:
    """Counts that aren't hidden, to the nearest 5."""
    return {"nhs_digital_hes_output": 5.0 * np.floor(case.number("count") / 5 + 0.5)}


def table(case: Case) -> Iterator[Answer]:
    """A record of two_way_tables.json: a table with margins, hidden in several ways."""
    values = {(str(row), str(column)): float(count) for row, column, count in case["cells"]}
    few = _small(list(values.values()), case.whole("threshold") + 1)
    primary = [cell for cell, hidden in zip(values, few, strict=True) if hidden]
    yield Answer("primary", sorted(case["primary"]), _sorted(primary))
    lines = _lines(list(values))
    for name in case.of("patterns").said:
        pattern = case.of("patterns").of(name)
        hidden = {(row, column) for row, column in pattern["suppressed"]}
        if name == "primary_only":
            yield Answer(f"{name}.suppressed", sorted(pattern["suppressed"]), _sorted(primary))
        found = recoverable(lines, hidden)
        field = f"{name}.exactly_recoverable"
        yield Answer(field, sorted(pattern["exactly_recoverable"]), _sorted(found))
        yield from _bounded(name, pattern, lines, values, hidden)


def _bounded(
    name: str,
    pattern: Case,
    lines: Sequence[Mapping[Cell, int]],
    values: Mapping[Cell, float],
    hidden: Collection[Cell],
) -> Iterator[Answer]:
    """Our bounds look at one sum after another and may be wider than linear programming's, never narrower."""
    known = [
        (
            {cell: k for cell, k in line.items() if cell in hidden},
            -sum(k * values[cell] for cell, k in line.items() if cell not in hidden),
        )
        for line in lines
    ]
    found = bounds(known, dict.fromkeys(hidden, (0, inf)))
    ours = []
    for row, column, least, most in pattern["lp_interval_nonneg"]:
        low, high = found[row, column]
        holds = high >= (inf if most is None else most) - NEAR
        ours.append([row, column, least if low <= least + NEAR else low, most if holds else high])
    yield Answer(f"{name}.lp_interval_nonneg", pattern["lp_interval_nonneg"], ours, 1.0)


def _lines(cells: Sequence[Cell]) -> list[dict[Cell, int]]:
    """Rows and columns that have a total, which is the sum of the rest."""
    found = []
    for side in (0, 1):
        for name in dict.fromkeys(cell[side] for cell in cells):
            line = [cell for cell in cells if cell[side] == name]
            if len(line) > 1:
                found.append({cell: -1 if cell[1 - side] == TOTAL else 1 for cell in line})
    return found


def _sorted(cells: Collection[Cell]) -> list[list[str]]:
    return sorted(list(cell) for cell in cells)


def _small(counts: Sequence[float], least: int) -> Bools:
    """Whether the rule of sensitive standards hides these counts."""
    absent = pl.lit(None, dtype=pl.Float64)
    frame = pl.DataFrame({"numerator": pl.Series(list(counts), dtype=pl.Float64)}).with_columns(
        denominator=absent, within=absent, stages=pl.lit(None, dtype=pl.List(pl.Float64))
    )
    return small(frame, least)
