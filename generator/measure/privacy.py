"""Which values of a sensitive standard are small counts, or would let one be worked out."""

from __future__ import annotations

import numpy as np
import polars as pl

from generator.model.found import Bools


def small(observations: pl.DataFrame, hide_below: int) -> Bools:
    """True for rows to hide: any count of theirs is above 0 and below `hide_below`.

    Columns: numerator, denominator, within, stages. What is left over counts too: not met, not
    within, lost between two stages.
    """
    if observations.is_empty():
        return np.zeros(0, np.bool_)
    num, den, within = pl.col("numerator"), pl.col("denominator"), pl.col("within")
    stages = pl.col("stages")
    counts = (num, den, den - num, within, den - within)
    told = [_few(count, hide_below) for count in counts]
    steps = [
        part.list.eval(_few(pl.element(), hide_below)).list.any()
        for part in (stages, stages.list.eval(pl.element().shift() - pl.element()))
    ]
    return observations.select(pl.any_horizontal(*told, *steps).fill_null(False)).to_series().to_numpy()


def _few(count: pl.Expr, hide_below: int) -> pl.Expr:
    return (count > 0) & (count < hide_below)
