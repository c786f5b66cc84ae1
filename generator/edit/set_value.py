"""One measured value set: where it stands now, else where the next one of its kind would be looked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

import polars as pl

from generator.edit import csvfile, yamlfile
from generator.edit import value_cells as named
from generator.edit.safe_writing import Draft, NotSaved
from generator.edit.textfile import TextFile
from generator.model import period
from generator.model.file_places import slug
from generator.model.handbook_data import HandbookData
from generator.model.inputs import Standard

YAML = (".yml", ".yaml")


@dataclass(frozen=True, slots=True)
class Value:
    """What is to be set."""

    clinic: str
    standard: str
    at: str
    """Its period, as it is written in the files."""

    words: tuple[str, ...]
    """As typed: `182/200`, or `met=182`, `of=200`, `note=New form`."""


@dataclass(frozen=True, slots=True)
class Setting:
    """The file as it should become, and what a person should know before it does."""

    draft: Draft
    instead: bool
    """Whether another value stood there."""

    left: tuple[str, ...] = ()
    """Numbers that stood beside the old value and go with it."""


def setting(written: HandbookData, value: Value, data_dir: str = "data") -> Setting:
    """The one change that sets `value`. Raises NotSaved, which says why not and what to do."""
    cells = _cells(written, value)
    measure = written.standards[value.standard].measure
    rows = _rows(written, value)
    if rows.height > 1:
        places = " and ".join(f"{file}:{line}" for file, line in rows.select("file", "line").iter_rows())
        raise NotSaved(f"That value stands in {places}. Take one away first, or nobody knows which counts.")
    if rows.height:
        file, line = rows.row(0)[:2]
        name = PurePosixPath(file)
        _refuse_parquet(file)
        text = TextFile.read(written.root, file)
        if name.suffix in YAML:
            draft = yamlfile.changed(text, value.standard, value.at, cells, measure)
        else:
            draft = csvfile.changed(text, line, named.in_full(cells, measure))
        return Setting(draft, instead=True, left=_left(rows, named.in_full(cells, measure)))
    return Setting(_added(written, value, cells, data_dir), instead=False)


def _cells(written: HandbookData, value: Value) -> dict[str, str]:
    for kind, name, known in (
        ("clinic", value.clinic, written.clinics),
        ("standard", value.standard, written.standards),
    ):
        if name not in known:
            raise NotSaved(_unknown(kind, name, sorted(known)))
    year_starts = written.settings.calendar.year_starts
    try:
        period.parse(value.at, year_starts)
    except period.NotAPeriod as reason:
        raise NotSaved(
            f"{reason} Periods are written 2026, 2026-Q1, 2026-06, 2026-W05, 2026-06-30."
        ) from None
    standard = written.standards[value.standard]
    cells = named.told(value.words, standard.measure)
    if not cells:
        raise NotSaved(
            "No value was given. Write it like `182/200`, `12 min` or `missing=Mailbox migration`."
        )
    named.in_full(cells, standard.measure)
    return cells


def _unknown(kind: str, name: str, known: Sequence[str]) -> str:
    import difflib  # noqa: PLC0415 - needed when something is wrong, and not otherwise

    close = difflib.get_close_matches(slug(name) or name, known, 1)
    begins = f"`benchbook new {kind} {name}` begins one." if name and slug(name) == name else ""
    known_by = f"It is known by the name of its file in data/{kind}s/, without `.yml`."
    hint = f"Did you mean `{close[0]}`?" if close else begins or known_by
    return f"There is no {kind} `{name}`. {hint}"


def _all(written: HandbookData) -> pl.DataFrame:
    if written.withheld is None:
        return written.observations
    return pl.concat([written.observations, written.withheld])


def _rows(written: HandbookData, value: Value) -> pl.DataFrame:
    same = (
        (pl.col("clinic") == value.clinic)
        & (pl.col("standard") == value.standard)
        & (pl.col("period") == value.at)
    )
    first = ["file", "line"]
    return _all(written).filter(same).select(*first, pl.exclude(first))


def _left(rows: pl.DataFrame, cells: dict[str, str]) -> tuple[str, ...]:
    """Numbers of a duration or a score that were said beside the old value and weren't given anew."""
    if not named.numbers(cells):
        return ()
    beside = {
        "median": "median",
        "p90": "p90",
        "mean": "mean",
        "sd": "sd",
        "n": "denominator",
        "within": "within",
    }
    if cells.keys() & {"of", "per"}:
        del beside["n"]  # the same number under another name
    told = rows.row(0, named=True)
    return tuple(name for name, column in beside.items() if name not in cells and told[column] is not None)


def _added(written: HandbookData, value: Value, cells: dict[str, str], data_dir: str) -> Draft:
    """Where the standard's values of that clinic stand, else in the clinic's own file."""
    standard = written.standards[value.standard]
    table = _all(written).filter(pl.col("clinic") == value.clinic)
    near = table.filter(pl.col("standard") == value.standard)
    if near.height:
        file, line = near.sort("file", "line").select("file", "line").row(-1)
        _refuse_parquet(file)
        text = TextFile.read(written.root, file)
        if PurePosixPath(file).suffix not in YAML:
            return csvfile.added(text, line, _with_ids(value, cells, standard))
    else:
        text = _own(written, value, data_dir)
    if yamlfile.has(text, value.standard, value.at):  # a value that couldn't be read
        return yamlfile.changed(text, value.standard, value.at, cells, standard.measure)
    return yamlfile.added(text, value.standard, value.at, cells)


def _own(written: HandbookData, value: Value, data_dir: str) -> TextFile:
    """The clinic's own file of values, new where there is none."""
    for ending in YAML:
        file = TextFile.read(written.root, f"{data_dir}/kpis/{value.clinic}{ending}")
        if file.raw is not None:
            return file
    new = TextFile.read(written.root, f"{data_dir}/kpis/{value.clinic}.yml")
    return TextFile(new.folder, new.name, None, f"clinic: {value.clinic}\n", "\n")


def _with_ids(value: Value, cells: dict[str, str], standard: Standard) -> dict[str, str]:
    ids = {"clinic": value.clinic, "standard": value.standard, "period": value.at}
    return ids | named.in_full(cells, standard.measure)


def _refuse_parquet(file: str) -> None:
    if PurePosixPath(file).suffix == ".parquet":
        raise NotSaved(f"That value stands in `{file}`, which only the program that wrote it can change.")
