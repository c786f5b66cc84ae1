"""What becomes of the files that an import comes to: nothing that differs is overwritten unasked."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path


class FileOutcome(StrEnum):
    """What becomes of one file."""

    NEW = "new"
    SAME = "same"
    """It is there already, to the byte."""
    REPLACED = "replaced"
    KEPT = "kept"
    """What is there differs and stays."""


@dataclass(frozen=True)
class FileOutcomes:
    """The fate of each file, by path."""

    by_path: Mapping[str, FileOutcome]

    def of(self, *fates: FileOutcome) -> tuple[str, ...]:
        """The files of these fates, in the order in which they were given."""
        return tuple(path for path, fate in self.by_path.items() if fate in fates)


def foresee(folder: Path, files: Mapping[str, str], replace: Collection[str] = ()) -> FileOutcomes:
    """The fate of each of `files` in `folder`. What differs is replaced if its path is in `replace`."""
    return FileOutcomes({path: _fate(folder / path, text, path in replace) for path, text in files.items()})


def _fate(path: Path, text: str, replace: bool) -> FileOutcome:
    if not path.exists():
        return FileOutcome.NEW
    if path.read_bytes() == text.encode():
        return FileOutcome.SAME
    return FileOutcome.REPLACED if replace else FileOutcome.KEPT
