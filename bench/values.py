"""Measured values made up from the number of their clinic, standard and month, never from chance."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import polars as pl
from numpy.typing import NDArray

from bench.standards import STANDARDS, Standard

MISSING_ONE_IN = 50
REASON = "Not collected"


def files(clinics: tuple[str, ...], months: tuple[str, ...], form: str) -> Iterator[tuple[str, str]]:
    """Files below `kpis/` by path: a CSV a standard, or a YAML file a clinic."""
    if form == "csv":
        for nth, standard in enumerate(STANDARDS):
            yield f"{standard.id}.csv", table(clinics, months, nth).write_csv()
    else:
        yield from _yaml(clinics, months)


def table(clinics: tuple[str, ...], months: tuple[str, ...], nth: int) -> pl.DataFrame:
    """The values of the nth standard: clinic, standard, period, its numbers, missing."""
    standard = STANDARDS[nth]
    count = len(clinics) * len(months)
    key = np.arange(count, dtype=np.uint64) + np.uint64(nth << 40)
    clinic_key = np.repeat(np.arange(len(clinics), dtype=np.uint64), len(months)) + np.uint64(nth << 50)
    # A clinic has its own level and a slow trend; a month scatters around them.
    level = standard.level + standard.spread * (_even(clinic_key, 1) - 0.5)
    trend = (
        standard.spread * (_even(clinic_key, 2) - 0.5) * np.tile(np.linspace(0, 1, len(months)), len(clinics))
    )
    value = level + trend + standard.spread * (_even(key, 3) + _even(key, 4) - 1)
    size = np.floor(40 + 400 * _even(clinic_key, 5) + 30 * _even(key, 6))
    absent = np.floor(_even(key, 7) * MISSING_ONE_IN) == 0
    numbers = _numbers(standard, value, size)
    return pl.DataFrame(
        {
            "clinic": np.repeat(np.array(clinics), len(months)),
            "standard": [standard.id] * count,
            "period": list(months) * len(clinics),
            **numbers,
            "missing": np.where(absent, REASON, ""),
        }
    ).with_columns(
        *(pl.when(pl.col("missing") == "").then(pl.col(name)).alias(name) for name in numbers),
        pl.when(pl.col("missing") != "").then(pl.col("missing")).alias("missing"),
    )


def _numbers(standard: Standard, value: NDArray, size: NDArray) -> dict[str, object]:
    whole = size.astype(np.int64)
    match standard.kind:
        case "proportion":
            return {"met": np.round(np.clip(value, 0, 1) * size).astype(np.int64), "of": whole}
        case "duration":
            minutes = np.round(np.maximum(value, 1)).astype(np.int64)
            texts = [f"{text} min" for text in minutes.tolist()]
            return {"median": texts, "p90": [f"{2 * text} min" for text in minutes.tolist()], "n": whole}
        case "rate":
            return {"events": np.round(np.maximum(value, 0) * size * 10).astype(np.int64), "per": whole * 10}
        case "count":
            return {"count": np.round(np.maximum(value, 0)).astype(np.int64)}
        case "score":
            return {"mean": np.round(np.clip(value, 1, 5), 1), "n": whole}
        case _:
            return {
                "amount": [
                    f"{amount} USD" for amount in np.round(np.maximum(value, 1)).astype(np.int64).tolist()
                ]
            }


def _yaml(clinics: tuple[str, ...], months: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    lines = [_lines(table(clinics, months, nth)) for nth in range(len(STANDARDS))]
    for i, clinic in enumerate(clinics):
        parts = [f"clinic: {clinic}\n"]
        for nth, standard in enumerate(STANDARDS):
            parts.append(f"{standard.id}:\n")
            parts += lines[nth][i * len(months) : (i + 1) * len(months)]
        yield f"{clinic}.yml", "".join(parts)


def _lines(values: pl.DataFrame) -> list[str]:
    fields = values.columns[3:-1]
    return [
        f"  {row['period']}: {{missing: {row['missing']}}}\n"
        if row["missing"]
        else f"  {row['period']}: {{{', '.join(f'{name}: {row[name]}' for name in fields)}}}\n"
        for row in values.iter_rows(named=True)
    ]


def _even(key: NDArray[np.uint64], salt: int) -> NDArray[np.float64]:
    """Numbers spread evenly over 0..1, the same for the same key and salt (splitmix64)."""
    with np.errstate(over="ignore"):
        mixed = (key + np.uint64(salt) * np.uint64(0x9E3779B97F4A7C15)) * np.uint64(0xBF58476D1CE4E5B9)
        mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        mixed ^= mixed >> np.uint64(31)
    return (mixed >> np.uint64(11)).astype(np.float64) / 2**53
