"""The map of an import, read like any file of a handbook, with the place of everything in it."""

from __future__ import annotations

from pathlib import Path

from generator.importing.map_plan import Locate
from generator.load import model_reading, text_encoding, yaml_document
from generator.load.text_encoding import UnreadableText
from generator.load.yaml_document import Document
from generator.model.file_places import Path as Way
from generator.model.import_map import ImportMap
from generator.problem import Place, Problem, Severity


def read(path: Path) -> tuple[ImportMap | None, Locate, tuple[Problem, ...]]:
    """The map, a way from its keys to places, and all that is wrong with it."""
    file = str(path)
    try:
        text = text_encoding.text(text_encoding.contents(path, file, text_encoding.LARGEST_YAML), file)
        found = yaml_document.read(text, file)
    except UnreadableText as error:
        return None, _nowhere, (error.problem,)
    wanted, problems = model_reading.model(found.top, ImportMap, "an import map", file, ())
    # A draft leaves keys empty for a person to fill in.
    problems = [problem for problem in problems if problem.severity is Severity.ERROR]
    problems += model_reading.twice(found, ())
    return (None if problems else wanted), _locate(found, text, file), tuple(problems)


def _nowhere(way: Way, at: int) -> Place:
    raise LookupError(f"There is no map to find {way} ({at}) in.")


def _locate(found: Document, text: str, file: str) -> Locate:
    spots = dict(yaml_document.spots(found.top))
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
