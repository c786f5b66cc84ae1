"""A cell that can't be read, and what may be wrong instead of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from generator.model.file_places import Path

Why: TypeAlias = tuple[Path, str]
"""The way to what may be wrong in a standard, and what to do about it."""


@dataclass(frozen=True, slots=True)
class UnreadableCell:
    """A cell that can't be read. `cell` is None when the whole value is meant."""

    file: str
    line: int
    column: int
    cell: str | None
    message: str
    hint: str = ""
    at_name: bool = False
    """Whether the name of the cell is wrong, not what stands in it."""

    more: tuple[str, ...] = ()
    """Places of further rows of the same file with the same mistake, which are not told one by one."""

    standard: str = ""
    """The standard that the value is of."""

    why: Why | None = None
    """What of the standard would explain it, if nothing is wrong with the value."""
