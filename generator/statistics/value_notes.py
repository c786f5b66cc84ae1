"""What measured values say beside their numbers: out of the table, once, for all pages."""

from __future__ import annotations

import polars as pl

from generator.model.value_notes import Absent, ValueNotes


def said(observations: pl.DataFrame) -> ValueNotes:
    """Notes, reasons, quality and line of every row."""
    files = observations["file"]
    names = files.unique(maintain_order=True).drop_nulls().to_list()
    return ValueNotes(
        names=names,
        files=files.cast(pl.Enum(names)).to_physical().to_list(),
        lines=observations["line"].to_list(),
        note=_told(observations, "note"),
        missing=_told(observations, "missing"),
        quality=_told(observations, "quality"),
        absent=_absent(observations),
    )


def _told(observations: pl.DataFrame, column: str) -> dict[int, str]:
    told = observations.with_row_index().filter(pl.col(column).is_not_null())
    return dict(zip(told["index"].to_list(), told[column].to_list(), strict=True))


def _absent(observations: pl.DataFrame) -> tuple[Absent, ...]:
    told = observations.filter(pl.col("missing").is_not_null())
    grouped = told.group_by("clinic", "standard", "missing", maintain_order=True)
    rows = grouped.agg(pl.len(), pl.col("period", "file", "line").last())
    return tuple(Absent(*row) for row in rows.iter_rows())
