"""One observation of each kind: its cells as numbers, and the value that the standard judges."""

from __future__ import annotations

import difflib
from typing import get_args

import polars as pl

from generator.load.cells import Cells, Misread
from generator.model import observation, quantity, units
from generator.model.observation import SAID, SHORT
from generator.model.reckoning import size_of
from generator.model.written import Quality, Standard

QUALITIES = get_args(Quality)


def numbers(part: pl.DataFrame, standard: Standard) -> tuple[pl.DataFrame, list[Misread]]:
    """The numbers of one standard's rows, in their order, and the cells that can't be read.

    Columns: `row`, and those of OBSERVATION_COLUMNS that hold numbers of this kind.
    """
    cells = Cells(part)
    filled = _filled(cells, standard)
    columns = _READ[standard.measure.kind](cells, standard, filled)
    bad = {(found.file, found.line, found.column) for found in cells.misread}
    table = pl.DataFrame([part["row"], *(held.alias(name) for name, held in columns.items())])
    if bad:
        table = _without_numbers(table, part, bad)
    return table, cells.misread


def _without_numbers(table: pl.DataFrame, part: pl.DataFrame, bad: set[tuple[str, int, int]]) -> pl.DataFrame:
    """What can't be read in part has no numbers at all, so that no rule judges half of it."""
    spots = pl.DataFrame(list(bad), schema={name: part.schema[name] for name in ("file", "line", "column")}, orient="row")
    rows = part.join(spots, on=["file", "line", "column"], how="semi")["row"]
    keep = ~pl.col("row").is_in(rows.implode())
    return table.with_columns(
        pl.when(keep).then(pl.col(name)).alias(name) for name in table.columns if name != "row"
    )


def _filled(cells: Cells, standard: Standard) -> pl.Series:
    """Rows that should hold a value: all but those that say why there is none."""
    allowed = observation.cells(standard.measure)
    used = [name for name in cells.part.columns if name not in _BESIDE]
    kind = standard.measure.kind
    takes = ", ".join(f"`{name}`" for name in (*allowed, *SAID))
    for name in used:
        if name not in allowed and name not in SHORT:
            close = difflib.get_close_matches(name, [*allowed, *SAID], 1)
            cells.refuse(
                cells.given(name), name, f"`{name}` is no part of a {kind}.",
                f"Did you mean `{close[0]}`?" if close else f"A {kind} takes {takes}.",
            )  # fmt: skip
    given = cells.given(*allowed, "value")
    missing = cells.text("missing").is_not_null()
    cells.refuse(
        given & missing, None, "A value and `missing` stand together.",
        "Delete one of the two: `missing` is for a period without a value.",
    )  # fmt: skip
    cells.refuse(
        ~given & ~missing, None, "Nothing is written here.",
        "Write the value, or say why there is none: `{missing: the reason}`.",
    )  # fmt: skip
    quality = cells.text("quality")
    cells.refuse(
        quality.is_not_null() & ~quality.is_in(list(QUALITIES)).fill_null(value=False), "quality",
        "`quality: {}` is not known.", f"Write {', '.join(f'`{word}`' for word in QUALITIES)}.",
    )  # fmt: skip
    return given & ~missing


_BESIDE = {"row", "file", "line", "column", *observation.IDS, *SAID}


def _proportion(cells: Cells, standard: Standard, filled: pl.Series) -> dict[str, pl.Series]:
    met, of = cells.pair("met", "of", "187/200")
    _need_both(cells, "met", "of", filled)
    return {"value": _ratio(met, of), "numerator": met, "denominator": of}


def _rate(cells: Cells, standard: Standard, filled: pl.Series) -> dict[str, pl.Series]:
    events, per = cells.pair("events", "per", "3/1250")
    _need_both(cells, "events", "per", filled)
    return {"value": _ratio(events, per) * size_of(standard.measure.per), "numerator": events, "denominator": per}


def _count(cells: Cells, standard: Standard, filled: pl.Series) -> dict[str, pl.Series]:
    count = cells.number("count", cells.unless_short("count"))
    return {"value": count, "numerator": count}


def _score(cells: Cells, standard: Standard, filled: pl.Series) -> dict[str, pl.Series]:
    """A mean with its n, or `top` out of `of`, which is a share like a proportion."""
    short = cells.text("value")
    boxed = cells.given("top", "of") | short.str.contains("/").fill_null(value=False)
    shares, means = cells.only(boxed), cells.only(~boxed)
    top, of = shares.pair("top", "of", "71/90")
    _need_both(shares, "top", "of", filled & boxed)
    mean_text = means.unless_short("mean")
    mean, n = means.number("mean", mean_text), means.number("n")
    cells.refuse(filled & ~boxed & mean_text.is_null(), None, "`mean` is missing.", "Write `{mean: 4.6, n: 90}`.")
    cells.refuse(
        boxed & cells.given("mean", "sd", "n"), None, "Parts of a mean and of a share stand together.",
        "Write `{mean: 4.6, sd: 0.7, n: 90}` or `{top: 71, of: 90}`.",
    )  # fmt: skip
    return {
        "value": mean.zip_with(~boxed, _ratio(top, of)),
        "numerator": top,
        "denominator": n.zip_with(~boxed, of),
        "mean": mean,
        "sd": means.number("sd"),
    }


def _duration(cells: Cells, standard: Standard, filled: pl.Series) -> dict[str, pl.Series]:
    judged = standard.measure.statistic
    columns = {}
    for name in ("median", "p90", "mean"):
        text = cells.unless_short(name) if name == judged else cells.text(name)
        columns[name], clock = cells.minutes(name, text)
        if name == judged:
            cells.refuse(filled & text.is_null(), None, f"`{name}` is missing, which this standard is judged by.")
        want = units.clock(standard)
        if want:
            cells.refuse(
                (clock != want.value).fill_null(value=False),
                name if name in cells.part.columns else "value",
                f"`{{}}` is {'working' if want is quantity.Clock.ELAPSED else 'elapsed'} time, "
                f"but this standard is measured in {want.value} time.",
            )
    return {
        "value": columns[judged],
        "denominator": cells.number("n"),
        **columns,
        "within": cells.number("within"),
    }


def _money(cells: Cells, standard: Standard, filled: pl.Series) -> dict[str, pl.Series]:
    text = cells.unless_short("amount")
    currency = cells.text("currency")
    currency = currency.zip_with(currency.is_not_null(), cells.text("unit"))
    parts = text.str.extract_groups(r"^\s*([^\sA-Za-z]+)\s*([A-Z]{3})?\s*$").struct
    amount = cells.number("amount", parts.field("1").zip_with(parts.field("1").is_not_null(), text))
    given = parts.field("2").zip_with(parts.field("2").is_not_null(), currency)
    want = units.currency(standard)
    cells.refuse(
        filled & amount.is_not_null() & given.is_null(), "amount" if "amount" in cells.part.columns else "value",
        "`{}` doesn't say which money.", f"Write it like `{{}} {want or 'USD'}`.",
    )  # fmt: skip
    if want:
        cells.refuse(
            (given != want).fill_null(value=False), "amount" if "amount" in cells.part.columns else "value",
            f"`{{}}` is not in {want}, which this standard is measured in.", "Convert it, or make it a standard of its own.",
        )  # fmt: skip
    return {"value": amount}


def _conversion(cells: Cells, standard: Standard, filled: pl.Series) -> dict[str, pl.Series]:
    names = observation.stages(standard.measure)
    cells.refuse(
        cells.text("value").is_not_null(), "value", "`{}` is no conversion.",
        f"Write the stages: `{{{', '.join(f'{name}: ...' for name in names)}}}`.",
    )  # fmt: skip
    cells.need(*names, among=filled & cells.text("value").is_null())
    stages = [cells.number(name) for name in names]
    if not stages:
        return {}
    return {
        "value": _ratio(stages[-1], stages[0]),
        "numerator": stages[-1],
        "denominator": stages[0],
        "stages": pl.select(
            pl.when(filled).then(pl.concat_list(stages))
        ).to_series(),
    }


def _need_both(cells: Cells, first: str, second: str, filled: pl.Series) -> None:
    cells.need(first, second, among=filled & cells.text("value").is_null())


def _ratio(numerator: pl.Series, denominator: pl.Series) -> pl.Series:
    """Null where the denominator is 0."""
    return numerator / denominator.set(denominator == 0, None)


_READ = {
    "proportion": _proportion,
    "rate": _rate,
    "count": _count,
    "score": _score,
    "duration": _duration,
    "money": _money,
    "conversion": _conversion,
}
