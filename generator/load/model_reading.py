"""Documents as the models of `model.inputs`, or every reason why not."""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import PurePosixPath
from typing import TypeVar

from pydantic import ValidationError

from generator.load.messages import MessageText
from generator.load.model_validation import Validation, fitting
from generator.load.yaml_document import Document, Mapping
from generator.model import inputs, reading_problems
from generator.model.check_rule import MOST_ALIKE
from generator.model.field_descriptions import slots
from generator.model.inputs import Editable
from generator.model.partial_files import PartialFiles
from generator.problem import Place, Problem

Model = TypeVar("Model", bound=Editable)
Stops = tuple[tuple[str, str], ...]


def model(
    top: Mapping, kind: type[Model], of: str, file: str, stops: Stops
) -> tuple[Model | None, list[Problem]]:
    """What `top` says, as a `kind`; None where anything doesn't fit. `of` names it: 'a standard'."""
    found, problems, _ = as_far_as_it_fits(top, kind, of, file, stops)
    return found, problems


def as_far_as_it_fits(
    top: Mapping, kind: type[Model], of: str, file: str, stops: Stops
) -> tuple[Model | None, list[Problem], PartialFiles | None]:
    """The same, and where anything doesn't fit, what does."""
    if problem := _another_kind(top, kind, of, file, stops):
        return None, [problem], None
    fitted = Validation(MessageText(file, stops))
    values = fitted.mapping(top, kind, of)
    if fitted.problems:
        return None, fitted.problems, _partly(top, kind, fitted, values)
    try:
        return kind.model_validate(values), fitted.remarks, None
    except ValidationError:
        # The model has a condition that `fit` doesn't know of: say so much rather than fall over.
        place = Place(file, top.line, top.column)
        return None, [reading_problems.KIND.problem(place, f"This doesn't make {of}.", stops=stops)], None


def _partly(
    top: Mapping, kind: type[Editable], fitted: Validation, values: dict[str, object]
) -> PartialFiles | None:
    """What fits of a file, if that is enough for a model."""
    lines = sorted((key.line, name) for name, (key, _) in top.entries.items())
    wrong = {(it.place.line, it.place.column) for it in fitted.problems} - fitted.meant.keys()
    doubtful = {next((name for line, name in reversed(lines) if line <= at), "") for at, _ in wrong}
    data: dict[str, object] = {key: fitting(held) for key, held in values.items() if fitting([held])}
    for name, slot in slots(kind).items():
        if slot.info.is_required() and name not in data:
            data[name] = name  # a title or a name; for anything else this doesn't fit either
            doubtful.add(name)
    while True:
        try:
            return PartialFiles(kind.model_validate(data), frozenset(doubtful), fitted.meant)
        except ValidationError as error:
            where = error.errors()[0]["loc"]
            if not where or where[0] not in data or where[0] in _needed(kind):
                return None
            doubtful.add(str(where[0]))
            held = data.pop(str(where[0]))
            before = where[1] if len(where) > 1 and isinstance(where[1], int) else 0
            if isinstance(held, list) and 0 < before < len(held):  # each round has less than the one before
                data[str(where[0])] = held[:before]


def _needed(kind: type[Editable]) -> frozenset[str]:
    return frozenset(name for name, slot in slots(kind).items() if slot.info.is_required())


_WRITTEN = {
    "countries": ("country", "a country", inputs.Country),
    "clinics": ("clinic", "a clinic", inputs.Clinic),
    "roles": ("role", "a role", inputs.Role),
    "standards": ("standard", "a standard", inputs.Standard),
    "national": ("national", "a national figure", inputs.National),
}
_PERIOD = re.compile(r"(?:19|20)\d\d(?:[-/.].*)?")


def _another_kind(top: Mapping, kind: type[Editable], of: str, file: str, stops: Stops) -> Problem | None:
    """A problem, where all keys are those of another kind of file and several aren't of this one."""
    keys = [key.text for key, _ in top.entries.values()]
    values = kind is not inputs.KpiHead and holds_values(top)
    if sum(key not in slots(kind) for key in keys) < 2 and not values:
        return None
    found = "kpis" if values else folder_of(keys)
    if found is None or (found != "kpis" and _WRITTEN[found][2] is kind):
        return None
    return misplaced(top, found, of, file, stops)


def folder_of(keys: Collection[str]) -> str | None:
    """The folder in which a file with these keys would be read, if one alone takes them all."""
    takes = [folder for folder, (_, _, model) in _WRITTEN.items() if set(keys) <= slots(model).keys()]
    return takes[0] if takes else None


def holds_values(top: Mapping) -> bool:
    """Whether this is a file of measured values: below each key but those of its head stand periods."""
    head = inputs.KpiHead.model_fields
    held = [node for key, (_, node) in top.entries.items() if key not in head]
    return bool(top.entries) and all(
        isinstance(node, Mapping) and bool(node.entries) and all(map(_PERIOD.fullmatch, node.entries))
        for node in held
    )


def misplaced(top: Mapping, folder: str, of: str, file: str, stops: Stops) -> Problem:
    """A file that lies where `of` was expected and belongs into another folder. What it defines is left out,
    and isn't told to be missing as well."""
    kind, what, _ = _WRITTEN.get(folder, ("kpi", "a file of measured values", None))
    own = ((kind, PurePosixPath(file).stem),) if kind != "kpi" else ()
    return reading_problems.UNKNOWN_KEY.problem(
        Place(file, top.line, top.column),
        f"All the keys here are those of {what}, but where the file lies {of} was expected.",
        f"Did you mean to put this file into `{folder}/`?",
        stops=(*stops, *own),
    )


def twice(read: Document, stops: Stops) -> list[Problem]:
    """A problem for each key that stands twice."""
    return [
        reading_problems.TWICE.problem(
            found.second,
            f"`{found.path[-1]}` stands here a second time; the first is in line {found.first.line}.",
            "Keep one of the two.",
            also=(found.first,),
            stops=stops,
        )
        for found in read.twice[:MOST_ALIKE]
    ]
