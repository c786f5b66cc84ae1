"""Documents as the models of `model.written`, or every reason why not."""

from __future__ import annotations

from typing import TypeVar

from pydantic import ValidationError

from generator.load.document import Document, Mapping
from generator.load.fit import Fitting
from generator.load.worded import Worded
from generator.model import reading, written
from generator.model.fields import slots
from generator.model.rule import MOST_ALIKE
from generator.model.written import Editable
from generator.problem import Place, Problem

Model = TypeVar("Model", bound=Editable)
Stops = tuple[tuple[str, str], ...]


def model(
    top: Mapping, kind: type[Model], of: str, file: str, stops: Stops
) -> tuple[Model | None, list[Problem]]:
    """What `top` says, as a `kind`; None where anything doesn't fit. `of` names it: 'a standard'."""
    if problem := _another_kind(top, kind, of, file, stops):
        return None, [problem]
    fitting = Fitting(Worded(file, stops))
    values = fitting.mapping(top, kind, of)
    if fitting.problems:
        return None, fitting.problems
    try:
        return kind.model_validate(values), []
    except ValidationError:
        # The model has a condition that `fit` doesn't know of: say so much rather than fall over.
        place = Place(file, top.line, top.column)
        return None, [reading.KIND.problem(place, f"This doesn't make {of}.", stops=stops)]


_WRITTEN = {
    "countries": ("a country", written.Country),
    "clinics": ("a clinic", written.Clinic),
    "roles": ("a role", written.Role),
    "standards": ("a standard", written.Standard),
    "national": ("a national figure", written.National),
}


def _another_kind(top: Mapping, kind: type[Editable], of: str, file: str, stops: Stops) -> Problem | None:
    """A problem, where all keys are those of another kind of file and several aren't of this one."""
    keys = [key for key, _ in top.entries.values()]
    strange = [key for key in keys if key.text not in slots(kind)]
    if len(strange) < 2:
        return None
    for folder, (other, model) in _WRITTEN.items():
        if model is not kind and all(key.text in slots(model) for key in keys):
            return reading.UNKNOWN_KEY.problem(
                Place(file, top.line, top.column),
                f"All the keys here are those of {other}, but where the file lies {of} was expected.",
                f"Did you mean to put this file into `{folder}/`?",
                stops=stops,
            )
    return None


def twice(read: Document, stops: Stops) -> list[Problem]:
    """A problem for each key that stands twice."""
    return [
        reading.TWICE.problem(
            found.second,
            f"`{found.path[-1]}` stands here a second time; the first is in line {found.first.line}.",
            "Keep one of the two.",
            also=(found.first,),
            stops=stops,
        )
        for found in read.twice[:MOST_ALIKE]
    ]
