"""Documents as the models of `model.written`, or every reason why not."""

from __future__ import annotations

from typing import TypeVar

from pydantic import ValidationError

from generator.load.document import Document, Mapping
from generator.load.fit import Fitting
from generator.load.worded import Worded
from generator.model import reading
from generator.model.rule import MOST_ALIKE
from generator.model.written import Editable
from generator.problem import Place, Problem

Model = TypeVar("Model", bound=Editable)
Stops = tuple[tuple[str, str], ...]


def model(
    top: Mapping, kind: type[Model], of: str, file: str, stops: Stops
) -> tuple[Model | None, list[Problem]]:
    """What `top` says, as a `kind`; None where anything doesn't fit. `of` names it: 'a standard'."""
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
