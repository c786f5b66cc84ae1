"""What in a standard would explain that its values can't be read: another kind, statistic, currency or stage.

A row is tried with each of them. How many rows one of them explains is counted later, over all files: where
it is most, the definition is wrong, and where it is few, the values are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TypeAlias, get_args

import polars as pl

from generator.load.unreadable_cells import UnreadableCell, Why
from generator.model import observation
from generator.model.file_places import Path
from generator.model.inputs import Measure, Standard
from generator.model.observation import IDS, SAID, SHORT

Reads: TypeAlias = Callable[[pl.DataFrame, Standard], pl.Series]
"""Which rows can be read as values of the standard."""

Trial: TypeAlias = tuple[Path, pl.Expr, pl.Series]
"""What may be wrong in the standard, what to do about it in each row, and the rows that this explains."""

STATISTICS = get_args(Measure.model_fields["statistic"].annotation)
KINDS = ("proportion", "duration", "count", "money", "score", "rate")
OF_KINDS = {"per": "rate", "scale": "score", "within": "duration", "unit": "duration", "currency": "money"}
"""Keys of `measure` that speak for one kind."""

_ROW = ("file", "line", "column")
_KNOWN = frozenset({"row", *_ROW, *IDS, *SAID, *SHORT})
_NAMES = frozenset(name for names in observation.CELLS.values() for name in names)


def explained(
    rows: pl.DataFrame, standard: Standard, misread: list[UnreadableCell], reads: Reads
) -> list[UnreadableCell]:
    """The misread cells of `rows`, each with what of the standard explains it, if anything does."""
    told = pl.DataFrame(
        [(one.file, one.line, one.column) for one in misread if not one.more],
        schema={"file": pl.String, "line": pl.Int32, "column": pl.Int32},
        orient="row",
    ).unique()
    tried = rows.join(told, on=_ROW, how="semi")
    whys: dict[tuple[object, ...], Why] = {}
    for path, hint, fits in _trials(tried, standard, reads):
        for *row, said in tried.select(*_ROW, hint.alias("hint")).filter(fits).iter_rows():
            whys.setdefault(tuple(row), (path, said))
    if not whys:
        return misread
    counts = Counter(whys.values())
    most = max(counts, key=lambda why: counts[why])
    return [
        replace(one, why=most if one.more else whys.get((one.file, one.line, one.column))) for one in misread
    ]


def _trials(rows: pl.DataFrame, standard: Standard, reads: Reads) -> Iterator[Trial]:
    measure = standard.measure
    if measure.kind == "duration":
        for other in STATISTICS:
            if other != measure.statistic:
                fits = reads(rows, _with(standard, statistic=other))
                yield ("measure", "statistic"), _meant(f"statistic: {other}"), fits
        shown: Path = ("measure", "unit") if measure.unit else ("targets", 0)
        hint = pl.lit("Elapsed and working time are exchanged: look here first.")
        yield shown, hint, reads(rows, _with(standard, unit=None))
    if measure.kind == "money":
        path: Path = ("measure", "currency") if measure.currency else ("targets", 0)
        yield path, _currency(rows), reads(rows, _with(standard, currency=None))
    if measure.kind == "conversion":
        yield from _stages(rows, standard, reads)
    speaking = [kind for key, kind in OF_KINDS.items() if key in measure.model_fields_set]
    for kind in dict.fromkeys([*speaking, *KINDS]):
        if kind != measure.kind:
            yield ("measure", "kind"), _meant(f"kind: {kind}"), _fits(rows, standard, kind, reads)
    if measure.kind != "conversion" and len(strange := _strange(rows, ())) > 1:
        several = rows.select(pl.sum_horizontal(pl.col(strange).is_not_null()) > 1).to_series()
        yield ("measure", "kind"), _meant("kind: conversion"), several


def _fits(rows: pl.DataFrame, standard: Standard, kind: str, reads: Reads) -> pl.Series:
    statistics = STATISTICS if kind == "duration" else STATISTICS[:1]
    fits = [
        reads(rows, _with(standard, kind=kind, per="100 people", currency=None, statistic=each))
        for each in statistics
    ]
    return pl.select(pl.any_horizontal(fits)).to_series()


def _stages(rows: pl.DataFrame, standard: Standard, reads: Reads) -> Iterator[Trial]:
    """Stages under another name than in the values, and values with a stage more."""
    names = observation.stages(standard.measure)
    strange = _strange(rows, names)
    if not strange:
        return
    by_name = isinstance(standard.measure.stages, dict)
    for i, name in enumerate(names):
        lacking = rows.select(pl.col(name).is_null() if name in rows.columns else pl.lit(value=True))
        for other in strange:
            renamed = tuple(other if each == name else each for each in names)
            fits = lacking.to_series() & reads(rows, _with(standard, stages=renamed))
            yield ("measure", "stages", name if by_name else i), _meant(other), fits
    given = [pl.when(pl.col(each).is_not_null()).then(pl.lit(each)) for each in strange]
    theirs = pl.concat_list(given).list.drop_nulls()
    hint = pl.format("Add `{}` to the stages, where it belongs.", theirs.list.join("`, `"))
    yield ("measure", "stages"), hint, rows.select(theirs.list.len() > 0).to_series()


def _meant(text: str) -> pl.Expr:
    return pl.lit(f"Did you mean `{text}`?")


def _currency(rows: pl.DataFrame) -> pl.Expr:
    texts = [pl.col(name) for name in ("currency", "unit", "amount", "value") if name in rows.columns]
    codes = [text.str.extract(r"([A-Za-z]{3})\s*$") for text in texts]
    return pl.format("Did you mean `currency: {}`?", pl.coalesce(*codes, pl.lit("...")))


def _strange(rows: pl.DataFrame, names: tuple[str, ...]) -> list[str]:
    """Columns that mean nothing in themselves: they may be stages."""
    return [name for name in rows.columns if name not in _KNOWN | _NAMES and name not in names]


def _with(standard: Standard, **changed: object) -> Standard:
    """The standard with another measure, and no targets that speak for it."""
    measure = standard.measure.model_copy(update=changed)
    return standard.model_copy(update={"measure": measure, "targets": ()})
