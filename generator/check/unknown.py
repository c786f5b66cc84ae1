"""What to do about values of a clinic or a standard that there isn't."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from pathlib import PurePosixPath

import polars as pl

from generator.check.gone import missing
from generator.check.meant import did_you_mean
from generator.check.subject import Subject
from generator.model.places import Row, slug
from generator.model.rule import MOST_ALIKE, Found


def unknown(subject: Subject, kind: str, known: Collection[str]) -> Iterator[Found]:
    """One finding for each name in each file: a slip of the pen often stands in many lines."""
    groups = (
        subject.values.lazy()
        .filter(~pl.col(kind).is_in(list(known)))
        .group_by("file", kind, maintain_order=True)
        .agg(
            pl.first("row"),
            pl.len().alias("values"),
            pl.format("{}:{}:{}", "file", "line", "column").alias("places"),
        )
        .collect()
    )
    for number, (file, name, row, count, places) in enumerate(groups.iter_rows()):
        key = "clinic" if kind == "clinic" else name
        several = f"{count} values of this file are" if count > 1 else "The value here is"
        yield Found(
            subject.key_of_values(file, key) or Row(row, kind),
            f"There is no {kind} `{name}`. {several} left out.",
            # Beyond those that are told, a likely name would be looked for in vain.
            did_you_mean(name, known, _otherwise(subject, kind, name, file), subject.called(kind))
            if number < MOST_ALIKE and not _ERROR.fullmatch(name)
            else _OF_A_SPREADSHEET * (number < MOST_ALIKE),
            stops=tuple(("row", place) for place in places),
            cause=missing(subject, name, kind),
        )


_ERROR = re.compile(r"#¡?[A-Z]+(?:/[A-Z0-9]+)?[!?]?", re.IGNORECASE)
_OF_A_SPREADSHEET = "This is an error of a spreadsheet: mend its formula, and save the table again."


def _otherwise(subject: Subject, kind: str, name: str, file: str) -> str:
    """What to do about a name that isn't like any that there is."""
    if slug(name) != name:
        return f"Write the id of a {kind}: the name of its file in data/{kind}s/, without `.yml`."
    path, add = PurePosixPath(file), f"data/{kind}s/{name}.yml"
    nameless = kind == "clinic" and path.suffix != ".csv" and path.stem == name
    if nameless and subject.key_of_values(file, "clinic") is None:
        return (
            "Without `clinic:` a file of values is of the clinic it is called after. Write `clinic:` and the "
            f"clinic's id at its top, or add the file {add}."
        )
    return f"Add the file {add}."
