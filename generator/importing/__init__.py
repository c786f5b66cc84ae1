"""A table from elsewhere becomes a handbook's `data/`, by a map that says what its columns mean."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from generator.importing import convert, map_plan, sheet_assembly
from generator.importing.cell_grid import UnreadableFile
from generator.importing.convert import HandbookIds, ImportResult
from generator.importing.map_errors import MapError
from generator.importing.map_plan import Locate
from generator.model import reading_problems
from generator.model.import_map import ImportMap
from generator.problem import Place, Problem, in_reading_order


def rows(
    path: Path, wanted: ImportMap, locate: Locate, known: HandbookIds, progress: Callable[[int], object]
) -> tuple[ImportResult | None, tuple[Problem, ...]]:
    """The rows of the table at `path` as the map wants them; None with the reasons why not.

    `known` are the clinics and standards that the handbook has; `progress` hears of rows read.
    """
    try:
        read = sheet_assembly.read(path, wanted.table, progress)
    except MapError as reason:
        return None, (reading_problems.KIND.problem(locate(reason.path, 0), str(reason), reason.hint),)
    except UnreadableFile as reason:
        return None, (
            reading_problems.TABLE.problem(Place(str(path), reason.line), str(reason), reason.hint),
        )
    made, problems = map_plan.fit(wanted, read.columns, locate, known.year_starts)
    return (None, in_reading_order(problems)) if problems else (convert.rows(read, made, known), ())
