"""What to do about values of a clinic or a standard that there isn't."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from pathlib import PurePosixPath

import polars as pl

from generator.check.rule_input import RuleInput
from generator.check.suggestions import did_you_mean
from generator.check.unknown_names import missing
from generator.model import total_names
from generator.model.check_rule import MOST_ALIKE, Finding
from generator.model.file_places import Row, slug
from generator.problem import Place


def unknown(subject: RuleInput, kind: str, known: Collection[str]) -> Iterator[Finding]:
    """One finding for each name in each file: a slip of the pen often stands in many lines."""
    crossed = pl.col("clinic").is_in(list(subject.known("standard")))
    crossed &= pl.col("standard").is_in(list(subject.known("clinic")))
    strange = subject.values.filter(~pl.col(kind).is_in(list(known)))
    if kind == "clinic":
        yield from _crossed(subject, strange.filter(crossed))
    groups = (
        strange.lazy()
        .filter(~crossed)
        .group_by("file", kind, maintain_order=True)
        .agg(pl.first("row"), pl.len().alias("values"), _PLACES)
        .collect()
    )
    for number, (file, name, row, count, places) in enumerate(groups.iter_rows()):
        key = "clinic" if kind == "clinic" else name
        several = f"{count} values of this file are" if count > 1 else "The value here is"
        yield Finding(
            subject.key_of_values(file, key) or Row(row, kind),
            f"There is no {kind} `{name}`. {several} left out.",
            # Beyond those that are told, a likely name would be looked for in vain.
            _hint(subject, kind, name, file) if number < MOST_ALIKE else "",
            stops=tuple(("row", place) for place in places),
            cause=missing(subject, name, kind),
        )


_PLACES = pl.format("{}:{}:{}", "file", "line", "column").alias("places")


def _crossed(subject: RuleInput, rows: pl.DataFrame) -> Iterator[Finding]:
    """Rows with a standard where the clinic belongs, and the other way round: once for each file."""
    groups = rows.group_by("file", maintain_order=True).agg(
        pl.first("row", "clinic", "standard"), pl.len().alias("values"), _PLACES
    )
    for file, row, clinic, standard, count, places in groups.iter_rows():
        of_all = count > 1 and count == subject.values.filter(pl.col("file") == file).height
        where = "these two headings changed places" if of_all else "the two are exchanged in this line"
        more = f", and in {count - 1} more" if count > 1 and not of_all else ""
        yield Finding(
            subject.written.places.cell(Place(file), "clinic") if of_all else Row(row, "clinic"),
            f"`{clinic}`, a standard, stands in the column `clinic`, and `{standard}`, a clinic, in the "
            f"column `standard`: {where}{more}.",
            "Exchange the two.",
            stops=tuple(("row", place) for place in places),
        )


def _hint(subject: RuleInput, kind: str, name: str, file: str) -> str:
    if _ERROR.fullmatch(name):
        return _OF_A_SPREADSHEET
    of_all = _sum(subject, name, file) if kind == "clinic" else ""
    return of_all or did_you_mean(
        name, subject.known(kind), _otherwise(subject, kind, name, file), subject.called(kind)
    )


_ERROR = re.compile(r"#¡?[A-Z]+(?:/[A-Z0-9]+)?[!?]?", re.IGNORECASE)
_OF_A_SPREADSHEET = "This is an error of a spreadsheet: mend its formula, and save the table again."


def _sum(subject: RuleInput, name: str, file: str) -> str:
    """What to do about a sum that is taken for a clinic."""
    settings = subject.written.settings
    said = settings.organisation if isinstance(settings.organisation, dict) else {"": settings.organisation}
    everybody = {slug(each) for each in said.values() if each}
    areas = {*subject.known("country"), *subject.called("country", "peers"), *subject.peers}
    if not (total_names.is_one(name) or slug(name) in areas | everybody):
        return ""
    what = "a country or a group of clinics" if slug(name) in areas else "all clinics together"
    of_file = subject.key_of_values(file, "clinic") is None and not file.endswith(".csv")
    delete = total_names.DELETE_FILE if of_file else total_names.DELETE
    return f"It looks like a sum or a mean of {what}. {delete}"


def _otherwise(subject: RuleInput, kind: str, name: str, file: str) -> str:
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
