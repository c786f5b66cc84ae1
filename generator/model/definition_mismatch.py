"""When so many values don't fit a definition that it is the definition which is wrong."""

from __future__ import annotations

from generator.model.file_places import Path
from generator.problem import Cause, Place

FEW = 4
"""Values; of so few or fewer all have to misfit, since each may be wrong in itself."""


def enough(values: int) -> int:
    """How many of so many values have to misfit before the definition is to blame."""
    return max(2, values) if values <= FEW else max(FEW, (values + 1) // 2)


def misfit(  # noqa: PLR0913, PLR0917 - what is said, by name
    standard: str,
    path: Path,
    values: int,
    called: str,
    hint: str,
    place: Place,
    least: int | None = None,
) -> Cause:
    """What explains a value that doesn't fit its standard, where most of its `values` don't.

    `called` is how the part of the standard at `path` is called: `` `reported: monthly` ``.
    """
    return Cause(
        ("standard", standard),
        path,
        f"{{many}} of the {values:,} values of `{standard}` don't fit {called}.",
        hint,
        enough(values) if least is None else least,
        place,
    )
