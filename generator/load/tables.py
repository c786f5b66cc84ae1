"""CSV and Parquet files of measured values as cells of text."""

from __future__ import annotations

import io

import polars as pl

from generator.load import encoded
from generator.load.encoded import Unreadable
from generator.load.files import DataFile
from generator.model import reading
from generator.problem import Place


def cells(file: DataFile) -> pl.DataFrame:
    """Text columns as the file names them, with `file`, `line` and `column`. Raises Unreadable."""
    raw = encoded.contents(file.path, file.file, encoded.LARGEST_TABLE)
    if file.path.suffix == ".csv":
        frame = _csv(raw, file.file)
    else:
        frame = _parquet(raw, file.file)
    texts = [name for name in frame.columns if name != "line"]
    trimmed = frame.with_columns(pl.col(texts).str.strip_chars())
    filled = trimmed.with_columns(
        pl.when(pl.col(texts) != "").then(pl.col(texts)),
    ).filter(pl.any_horizontal(pl.col(texts).is_not_null()))
    return filled.with_columns(
        pl.lit(file.file, dtype=pl.String).alias("file"), pl.lit(1, dtype=pl.Int32).alias("column")
    )


def _csv(raw: bytes, file: str) -> pl.DataFrame:
    encoded.text(raw, file)
    try:
        frame = pl.read_csv(io.BytesIO(raw), infer_schema=False)
    except pl.exceptions.PolarsError as error:
        raise Unreadable(reading.TABLE.problem(Place(file), f"This is no CSV: {error}.")) from None
    return frame.with_row_index("line", offset=2).with_columns(pl.col("line").cast(pl.Int32))


def _parquet(raw: bytes, file: str) -> pl.DataFrame:
    try:
        frame = pl.read_parquet(io.BytesIO(raw))
    except pl.exceptions.PolarsError as error:
        raise Unreadable(reading.TABLE.problem(Place(file), f"This is no Parquet: {error}.")) from None
    return frame.select(pl.all().cast(pl.String)).with_row_index("line", offset=1).with_columns(pl.col("line").cast(pl.Int32))
