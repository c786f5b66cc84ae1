"""What measured values say beside their numbers, as plain lists: pages are made from it without the table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from generator.model.results import FilePlace


@dataclass(frozen=True, slots=True)
class Absent:
    """Values of one clinic and standard that aren't there for the same reason."""

    clinic: str
    standard: str
    reason: str
    many: int
    period: str
    """That of the last of them, as the two below."""
    file: str
    line: int


@dataclass(frozen=True, slots=True)
class ValueNotes:
    """By row of the table of values."""

    names: Sequence[str] = ()
    """Files, each once."""
    files: Sequence[int] = ()
    """Of each row the position of its file in `names`."""
    lines: Sequence[int] = ()

    note: Mapping[int, str] = field(default_factory=dict)
    missing: Mapping[int, str] = field(default_factory=dict)
    quality: Mapping[int, str] = field(default_factory=dict)

    absent: Sequence[Absent] = ()
    """In the order of the files."""

    def source(self, row: int) -> FilePlace:
        return FilePlace(self.names[self.files[row]], self.lines[row])

    def sources(self, rows: Sequence[int]) -> list[FilePlace | None]:
        """The line of each row, None for those that are -1."""
        names, files, lines = self.names, self.files, self.lines
        return [FilePlace(names[files[row]], lines[row]) if row >= 0 else None for row in rows]
