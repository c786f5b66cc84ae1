"""One observation of each kind: its cells as numbers, and the value that the standard judges."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias, get_args

import polars as pl

from generator.load import measure_mismatch, suggestions
from generator.load.missing_standins import WHY
from generator.load.unreadable_cells import UnreadableCell
from generator.load.value_cells import Cells
from generator.model import observation, standard_units
from generator.model.inputs import Quality, Standard
from generator.model.observation import EXAMPLES, SAID, SHORT
from generator.model.target_value import size_of

Columns: TypeAlias = dict[str, pl.Series]

_QUALITIES = get_args(Quality)
_BESIDE = frozenset({"row", "file", "line", "column", *observation.IDS, *SAID, *SHORT})


def numbers(part: pl.DataFrame, standard: Standard) -> tuple[pl.DataFrame, list[UnreadableCell]]:
    """The numbers of one standard's rows, in their order, and the cells that can't be read.

    Columns: `row`, and those of OBSERVATION_COLUMNS that hold numbers of this kind. A row with
    a cell that can't be read has no numbers at all, so that no rule judges half of it.
    """
    cells, columns = _read(part, standard)
    table = pl.DataFrame([part["row"], *(held.alias(name) for name, held in columns.items())])
    if not cells.unreadable:
        return table, []
    bad = cells.bad
    numbers = pl.when(~bad).then(pl.exclude("row")) if table.width > 1 else []
    misread = measure_mismatch.explained(_used(part.filter(bad)), standard, cells.misread, _readable)
    return table.select("row", numbers), misread


def _read(part: pl.DataFrame, standard: Standard) -> tuple[Cells, Columns]:
    cells = Cells(_used(part))
    filled = _filled(cells, standard)
    return cells, _READ[standard.measure.kind](cells, standard, filled)


def _readable(part: pl.DataFrame, standard: Standard) -> pl.Series:
    cells, _ = _read(part, standard)
    return ~cells.bad if cells.unreadable else pl.Series([True]).new_from_index(0, part.height)


def _used(part: pl.DataFrame) -> pl.DataFrame:
    """Without the columns that only other standards use: each would be looked at for nothing."""
    empty = part.null_count().row(0)
    return part.select(name for name, nulls in zip(part.columns, empty, strict=True) if nulls < part.height)


def _filled(cells: Cells, standard: Standard) -> pl.Series:
    """Rows that should hold a value: all but those that say why there is none."""
    allowed = observation.cells(standard.measure)
    kind = standard.measure.kind
    for name in cells.part.columns:
        if name not in _BESIDE and name not in allowed and cells.given(name).any():
            another = name in observation.NAMES  # a word that is no slip: it belongs to another kind
            close = "" if another else suggestions.word(name, [*allowed, *SAID])
            takes = f"It takes {', '.join(f'`{each}`' for each in (*allowed, *SAID))}."
            hint = f"Did you mean `{close}`?" if close else takes
            cells.refuse(cells.given(name), name, f"`{name}` is no part of a {kind}.", hint, at_name=True)
    given = cells.given(*allowed, "value")
    missing = cells.text("missing").is_not_null()
    reason = "`missing` is for a period without a value: delete one of the two."
    cells.refuse(given & missing, "missing", "A value and `missing` stand together.", reason)
    others = cells.given(*(name for name in cells.part.columns if name not in _BESIDE))
    write = f"Write the value. If there is none, {WHY}."
    cells.refuse(~given & ~missing & ~others, None, "No value stands here.", write)
    quality = cells.text("quality")
    unknown = quality.is_not_null() & ~quality.is_in(list(_QUALITIES)).fill_null(value=False)
    cells.refuse(
        unknown, "quality", "`{}` is not known.", f"Write {', '.join(f'`{word}`' for word in _QUALITIES)}."
    )
    return given & ~missing


def _proportion(cells: Cells, _: Standard, filled: pl.Series) -> Columns:
    met, of = _two(cells, "met", "of", EXAMPLES["proportion"][1], filled)
    return {"value": _ratio(met, of), "numerator": met, "denominator": of}


def _rate(cells: Cells, standard: Standard, filled: pl.Series) -> Columns:
    events, per = _two(cells, "events", "per", EXAMPLES["rate"][1], filled)
    return {
        "value": _ratio(events, per) * size_of(standard.measure.per),
        "numerator": events,
        "denominator": per,
    }


def _count(cells: Cells, _: Standard, filled: pl.Series) -> Columns:
    cells.take_short("count")
    cells.need("count", among=filled, hint=_full("count"))
    count = cells.count("count")
    return {"value": count, "numerator": count}


def _score(cells: Cells, _: Standard, filled: pl.Series) -> Columns:
    """A mean with its n, or `top` out of `of`, which is a share like a proportion."""
    short_share = cells.text("value").str.contains(r"[0-9]\s*/").fill_null(value=False)
    share = cells.given("top", "of") | short_share
    both = share & cells.given("mean", "sd", "n")
    cells.refuse(
        both,
        None,
        "Parts of a mean and of a share stand together.",
        "Write `{mean: 4.6, sd: 0.7, n: 90}` or `{top: 71, of: 90}`.",
    )
    cells.take_short_pair("top", "of", "71/90", among=share)
    cells.need("top", "of", among=filled & share, hint="Both numbers are needed, like `{top: 71, of: 90}`.")
    without_shares = cells.part.with_columns(cells.text("value").set(share, None).alias("value"))
    mean_cells = Cells(without_shares, cells.misread, cells.unreadable)
    mean_cells.take_short("mean")
    mean_cells.need("mean", among=filled & ~share, hint=_full("score"))
    top, of, mean = cells.count("top"), cells.count("of"), mean_cells.number("mean")
    return {
        "value": mean.zip_with(~share, _ratio(top, of)),
        "numerator": top,
        "denominator": cells.count("n").zip_with(~share, of),
        "mean": mean,
        "sd": cells.number("sd"),
    }


def _duration(cells: Cells, standard: Standard, filled: pl.Series) -> Columns:
    judged = standard.measure.statistic
    cells.take_short(judged)
    cells.need(judged, among=filled, hint=f"This standard is judged by it (`statistic: {judged}`).")
    unit = standard_units.duration_unit(standard)
    clock, shown_in = unit.clock if unit else None, unit.name if unit else "min"
    columns: Columns = {}
    for name in ("median", "p90", "mean"):
        columns[name], clocks = cells.minutes(name, shown_in)
        if clock:
            cells.refuse(
                (clocks != clock.value).fill_null(value=False),
                name,
                f"`{{}}` doesn't count {clock.value} time, which this standard is measured in.",
                "Working hours and hours can't be converted: write the standard's own clock.",
            )
    return {
        "value": columns[judged],
        "denominator": cells.count("n"),
        **columns,
        "within": cells.count("within"),
    }


def _money(cells: Cells, standard: Standard, filled: pl.Series) -> Columns:
    cells.take_short("amount")
    cells.need("amount", among=filled, hint=_full("money"))
    wanted = standard_units.currency(standard)
    amount, currency = cells.money("amount", wanted or "USD")
    cells.refuse(
        amount.is_not_null() & currency.is_null(),
        "amount",
        "`{}` doesn't say which money.",
        f"Write it like `{{}} {wanted or 'USD'}`.",
    )
    if wanted:
        cells.refuse(
            amount.is_not_null() & (currency != wanted).fill_null(value=False),
            "amount",
            f"`{{}}` is not in {wanted}, which this standard is measured in.",
            f"Convert it to {wanted}, or make a standard of its own for the other currency.",
        )
    return {"value": amount}


def _conversion(cells: Cells, standard: Standard, filled: pl.Series) -> Columns:
    names = observation.stages(standard.measure)
    short = cells.text("value").is_not_null()
    write = f"Write every stage: `{{{', '.join(f'{name}: ...' for name in names)}}}`."
    cells.refuse(short, "value", "`{}` doesn't say how many there were at each stage.", write)
    cells.need(*names, among=filled & ~short, hint=write)
    stages = [cells.count(name).alias(name) for name in names]
    if not stages:  # a rule of the standard's own says that they are missing
        return {}
    together = pl.DataFrame(stages).select(
        pl.when(pl.all_horizontal(pl.all().is_not_null())).then(pl.concat_list(pl.all()))
    )
    return {
        "value": _ratio(stages[-1], stages[0]),
        "numerator": stages[-1],
        "denominator": stages[0],
        "stages": together.to_series(),
    }


def _two(
    cells: Cells, first: str, second: str, example: str, filled: pl.Series
) -> tuple[pl.Series, pl.Series]:
    short = cells.text("value").is_not_null()
    cells.take_short_pair(first, second, example)
    cells.need(first, second, among=filled & ~short, hint=f"Both numbers are needed, like `{example}`.")
    return cells.count(first), cells.count(second)


def _full(kind: str) -> str:
    full, short = EXAMPLES[kind]
    return f"Write it like `{full}` or `{short}`."


def _ratio(numerator: pl.Series, denominator: pl.Series) -> pl.Series:
    """Null where the denominator is 0."""
    return numerator / denominator.replace(0.0, None)


_READ: dict[str, Callable[[Cells, Standard, pl.Series], Columns]] = {
    "proportion": _proportion,
    "rate": _rate,
    "count": _count,
    "score": _score,
    "duration": _duration,
    "money": _money,
    "conversion": _conversion,
}
