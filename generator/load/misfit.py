"""Why a document doesn't fit its model, in words for an editor and at the place of each reason."""

from __future__ import annotations

from pydantic import ValidationError

from generator.load.document import Mapping
from generator.model import reading
from generator.model.places import Path
from generator.model.written import Editable
from generator.problem import Place, Problem


def path(value: object, location: tuple[str | int, ...]) -> Path:
    """The part of pydantic's location that leads through the document: it also names types it tried."""
    steps: list[str | int] = []
    for step in location:
        if (isinstance(value, dict) and step in value) or (
            isinstance(value, list) and isinstance(step, int) and step < len(value)
        ):
            steps.append(step)
            value = value[step]  # type: ignore[index]
    return tuple(steps)


def problems(
    error: ValidationError, kind: type[Editable], top: Mapping, file: str, stops: tuple[tuple[str, str], ...]
) -> list[Problem]:
    return [reading.KIND.problem(Place(file), str(e["loc"]) + e["msg"], stops=stops) for e in error.errors()]
