"""The map of an import, read like any file of a handbook, with the place of everything in it."""

from __future__ import annotations

from pathlib import Path

from generator.intake.plan import Locate
from generator.load import document, editorial, encoded
from generator.load.document import Document
from generator.load.encoded import Unreadable
from generator.model.mapping import ImportMap
from generator.model.places import Path as Way
from generator.problem import Place, Problem, Severity


def read(path: Path) -> tuple[ImportMap | None, Locate, tuple[Problem, ...]]:
    """The map, a way from its keys to places, and all that is wrong with it."""
    file = str(path)
    try:
        text = encoded.text(encoded.contents(path, file, encoded.LARGEST_YAML), file)
        found = document.read(text, file)
    except Unreadable as error:
        return None, _nowhere, (error.problem,)
    wanted, problems = editorial.model(found.top, ImportMap, "an import map", file, ())
    # A draft leaves keys empty for a person to fill in.
    problems = [problem for problem in problems if problem.severity is Severity.ERROR]
    problems += editorial.twice(found, ())
    return (None if problems else wanted), _locate(found, text, file), tuple(problems)


def _nowhere(way: Way, at: int) -> Place:
    raise LookupError(f"There is no map to find {way} ({at}) in.")


def _locate(found: Document, text: str, file: str) -> Locate:
    spots = dict(document.spots(found.top))
    lines = text.splitlines()

    def place(way: Way, at: int) -> Place:
        while way and way not in spots:
            way, at = way[:-1], 0
        if not way:
            return Place(file)
        line, column = spots[way].value
        quoted = lines[line - 1][column - 1 : column] in {'"', "'"}
        return Place(file, line, column + (at + quoted if at else 0))

    return place
