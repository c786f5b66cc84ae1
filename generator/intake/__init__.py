"""A table from elsewhere becomes a handbook's `data/`, by a map that says what its columns mean."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from generator.intake import plan, sheets, take
from generator.intake.grid import Unreadable
from generator.intake.misfit import Misfit
from generator.intake.plan import Locate
from generator.intake.take import Known, Taken
from generator.model import reading
from generator.model.mapping import ImportMap
from generator.problem import Place, Problem, in_reading_order


def rows(
    path: Path, wanted: ImportMap, locate: Locate, known: Known, progress: Callable[[int], object]
) -> tuple[Taken | None, tuple[Problem, ...]]:
    """The rows of the table at `path` as the map wants them; None with the reasons why not.

    `known` are the clinics and standards that the handbook has; `progress` hears of rows read.
    """
    try:
        read = sheets.read(path, wanted.table, progress)
    except Misfit as reason:
        return None, (reading.KIND.problem(locate(reason.path, 0), str(reason), reason.hint),)
    except Unreadable as reason:
        return None, (reading.TABLE.problem(Place(str(path), reason.line), str(reason), reason.hint),)
    made, problems = plan.fit(wanted, read.columns, locate, known.year_starts)
    return (None, in_reading_order(problems)) if problems else (take.rows(read, made, known), ())
