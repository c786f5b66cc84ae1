"""Tables under embargo: by a column `publish_from`, row by row, or by a YAML file of the same name."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date

import polars as pl

from generator.load.data_files import TABLES, DataFile
from generator.model import embargo, reading_problems
from generator.model.embargo import Days
from generator.model.period_spellings import likely_day
from generator.problem import Place, Problem

COLUMN = "publish_from"


def rows(cells: pl.DataFrame) -> pl.DataFrame:
    """Rows in which something stands there: `file`, `line`, `clinic`, what is said, and when it `ends`."""
    held = cells.select("file", "line", "clinic", COLUMN).filter(pl.col(COLUMN).is_not_null())
    if held.is_empty():  # nothing could say that the new column holds days
        return held.with_columns(ends=pl.lit(None, dtype=pl.Date))
    ends = {said: embargo.end(said) for said in held[COLUMN].unique()}
    return held.with_columns(ends=pl.col(COLUMN).replace_strict(ends, return_dtype=pl.Date))


def problems(held: pl.DataFrame) -> Iterator[Problem]:
    """Each text that is no day, told in the first line in which it stands."""
    wrong = held.filter(pl.col("ends") == embargo.FOREVER)
    alike = wrong.group_by(COLUMN, maintain_order=True).agg("file", "line")
    for said, files, lines in alike.iter_rows():
        more = f" So it is in {len(lines) - 1:,} more lines." if len(lines) > 1 else ""
        hint = f"{likely_day(said)} Write it like `2026-02-01`. Until then these values aren't shown."
        stops = tuple(("row", str(Place(files[0], line))) for line in lines)
        yield reading_problems.KIND.problem(
            Place(files[0], lines[0]),
            f"Column `{COLUMN}`: `{said}` is no day of the calendar.{more}",
            hint.lstrip(),
            stops=stops,
        )


def still_held(held: pl.DataFrame, days: Days) -> pl.DataFrame:
    """The rows whose day hasn't come at their clinic: `file`, `line` and `ends`."""
    today = pl.col("clinic").replace_strict(dict(days.clinics), default=days.everywhere, return_dtype=pl.Date)
    return held.filter(pl.col("ends") > today).select("file", "line", "ends")


def parted(
    table: pl.DataFrame,
    embargoed: dict[str, date],
    held: list[pl.DataFrame],
    files: Iterable[DataFile],
    stopped: Collection[tuple[str, str]],
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The values that are published, and those under embargo. `embargoed` is told of tables as well.

    What a YAML file says of its own embargo holds for the table of the same name beside it, and without end
    where the file can't be read and so is `stopped`.
    """
    unread = {name: embargo.FOREVER for kind, name in stopped if kind == "file"}
    yaml = {
        name: ends for name, ends in (unread | embargoed).items() if not name.endswith((".csv", ".parquet"))
    }
    stems = {name.rpartition(".")[0]: ends for name, ends in yaml.items()}
    for file in files:
        if file.path.suffix in TABLES and (ends := stems.get(file.file.rpartition(".")[0])):
            embargoed[file.file] = ends
    is_held = table["file"].is_in(list(embargoed))
    if held:
        rows = pl.concat(held)
        marked = table.select("file", "line").join(
            rows, on=["file", "line"], how="left", maintain_order="left"
        )
        is_held |= marked["ends"].is_not_null()
        for name, ends in rows.group_by("file").agg(pl.col("ends").max()).sort("file").iter_rows():
            embargoed[name] = max(ends, embargoed.get(name, ends))
    return table.filter(~is_held), table.filter(is_held)
