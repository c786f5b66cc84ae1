"""Documents as the models of `model.written`; what doesn't fit becomes problems with places."""

from __future__ import annotations

from typing import TypeVar

from pydantic import ValidationError

from generator.load import document, misfit
from generator.load.document import Document, Mapping, Node, Scalar, Sequence
from generator.model.written import Editable
from generator.problem import Problem

Model = TypeVar("Model", bound=Editable)

Stops = tuple[tuple[str, str], ...]


def model(top: Mapping, kind: type[Model], file: str, stops: Stops) -> tuple[Model | None, list[Problem]]:
    """What `top` says, as a `kind`; or None, and every reason why not."""
    value = document.value(top)
    try:
        return kind.model_validate(value), []
    except ValidationError as error:
        first = error
    # A number where text belongs is text (`opened: 2012`): as it is written, `1.10` not `1.1`.
    texts = [misfit.path(value, found["loc"]) for found in first.errors() if found["type"] == "string_type"]
    if not any([_write_out(value, top, path) for path in texts]):
        return None, misfit.problems(first, kind, top, file, stops)
    try:
        return kind.model_validate(value), []
    except ValidationError as error:
        return None, misfit.problems(error, kind, top, file, stops)


def twice(read: Document, stops: Stops) -> list[Problem]:
    """A problem for each key that stands twice."""
    from generator.model import reading

    return [
        reading.TWICE.problem(
            found.second,
            f"`{found.path[-1]}` stands here for the second time; the first is in line {found.first.line}.",
            "Keep one of the two.",
            also=(found.first,),
            stops=stops,
        )
        for found in read.twice
    ]


def _write_out(value: object, node: Node, path: tuple[str | int, ...]) -> bool:
    """Put the text of a number in place of the number. False where there is none."""
    holder = None
    for step in path:
        holder = value
        value = value[step]  # type: ignore[index]
        if isinstance(node, Mapping):
            node = node.entries[str(step)][1]
        elif isinstance(node, Sequence):
            node = node.items[int(step)]
    if holder is None or isinstance(value, bool) or not isinstance(value, int | float):
        return False
    assert isinstance(node, Scalar)
    holder[path[-1]] = node.text  # type: ignore[index]
    return True
