"""The head of a file of measured values: whose they are, from when they are public, what happened."""

from __future__ import annotations

import difflib
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache

import polars as pl

from generator.load import model_reading, value_file, yaml_document
from generator.load.data_files import DataFile
from generator.load.yaml_document import Document, Mapping
from generator.model import embargo, reading_problems
from generator.model.file_places import Path
from generator.model.inputs import Comparable, DatedChange, Definition, KpiHead
from generator.model.period_spellings import likely_day
from generator.problem import Place, Problem


@dataclass
class Head:
    """What a file says beside its values."""

    clinic: str | None
    """None where the file is no clinic's own: its changes concern them all."""

    publish_from: date | None = None
    changes: list[DatedChange] = field(default_factory=list)
    comparable: dict[str, Definition] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def read(file: DataFile, content: Document, clinics: Collection[str]) -> Head:
    """The head of `content`. A file without `clinic` is of the clinic that it is called after, if any."""
    top = value_file.head(content)
    found, problems = model_reading.model(top, KpiHead, "a file of values", file.file, file.stops)
    own = file.name if file.name in clinics else None
    if found is None:
        return Head(own, problems=[_own_clinic(problem, top, own) for problem in problems])
    head = Head(found.clinic or own, problems=problems)
    spots = dict(yaml_document.spots(top))
    places = {path: Place(file.file, *spot.value) for path, spot in spots.items()}
    _read_changes(head, found, places)
    _read_embargo(head, found, file, places)
    _read_comparable(head, found, file, {path: Place(file.file, *spot.key) for path, spot in spots.items()})
    return head


def _read_changes(head: Head, found: KpiHead, places: dict[Path, Place]) -> None:
    for i, change in enumerate(found.changes):
        keys = {key: place for (*above, key), place in places.items() if above == ["changes", i]}
        dated = DatedChange(head.clinic, change, places["changes", i], keys)
        head.changes.append(dated)
        if change.publish_from is not None and embargo.day(change.publish_from) is None:
            stops = (("change", str(dated.place)),)
            head.problems.append(_no_day(change.publish_from, keys["publish_from"], "this change", stops))


def holds_back(cells: pl.DataFrame, standards: Collection[str]) -> bool:
    """Whether something that was meant as the file's embargo stands among its values."""
    keys = {
        *cells["period"].unique(),
        *(name for name in cells["standard"].unique() if name not in standards),
    }
    return any(map(_nearly, cells.columns)) or any(map(embargo.looks_like_one, keys))


@cache
def _nearly(column: str) -> bool:
    return bool(difflib.get_close_matches("publish_from", [column], 1, cutoff=0.75))


def _own_clinic(problem: Problem, top: Mapping, own: str | None) -> Problem:
    """Where something else than an id stands behind `clinic`: the file is called after the one it means."""
    held = top.entries["clinic"][1] if "clinic" in top.entries else None
    if own is None or held is None or (problem.place.line, problem.place.column) != yaml_document.where(held):
        return problem
    return replace(problem, hint=f"Did you mean `{own}`? A clinic is named by its file, without `.yml`.")


def _read_embargo(head: Head, found: KpiHead, file: DataFile, places: dict[Path, Place]) -> None:
    key = ("publish_from",)
    if key not in places:
        return
    head.publish_from = embargo.end(found.publish_from) or embargo.FOREVER
    if found.publish_from is not None and head.publish_from == embargo.FOREVER:
        head.problems.append(_no_day(found.publish_from, places[key], "this file", file.stops))


def _no_day(said: str, place: Place, of: str, stops: tuple[tuple[str, str], ...]) -> Problem:
    return reading_problems.KIND.problem(
        place,
        f"`publish_from: {said}` is no day of the calendar.",
        f"{likely_day(said)} Write it like `publish_from: 2026-02-01`. "
        f"Until then nothing of {of} is shown.".lstrip(),
        stops=stops,
    )


def _read_comparable(head: Head, found: KpiHead, file: DataFile, places: dict[Path, Place]) -> None:
    for standard, said in found.comparable.items():
        place = places["comparable", standard]
        if not isinstance(said, Comparable):
            head.comparable[standard] = Definition("same", None, place)
        elif said.not_ is not None and said.variant is None:
            head.comparable[standard] = Definition("not", said.not_, place)
        elif said.variant is not None and said.not_ is None:
            head.comparable[standard] = Definition("variant", said.variant, place)
        else:
            head.problems.append(
                reading_problems.KIND.problem(
                    place,
                    f"`{standard}` has to say `variant` or `not`, one of the two.",
                    "Write it like `waiting-room: {not: clock starts at triage}`.",
                    stops=file.stops,
                )
            )
