"""Files onto disk: all of them or none, and only those that changed."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from generator.model.page import Download


class OutsideFolder(ValueError):
    """A file's path leads out of the folder that it should be written to."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was written."""

    written: tuple[str, ...]
    unchanged: int


def write(folder: Path, files: Iterable[Download]) -> Outcome:
    """Writes the files below `folder`. Others that are there stay.

    All contents are made before the first file is replaced, so that a failure leaves the folder as
    it was. A file that has these bytes already isn't touched. Raises OutsideFolder for a path that
    is absolute or climbs.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    # Beside the folder, because a rename across file systems is a copy.
    with tempfile.TemporaryDirectory(prefix=f".{folder.name}.", dir=folder.parent) as staging:
        changed, unchanged = [], 0
        for file in files:
            content = file.content()
            if _holds(folder / _inside(file.path), content):
                unchanged += 1
                continue
            staged = Path(staging) / file.path
            staged.parent.mkdir(parents=True, exist_ok=True)
            staged.write_bytes(content)
            changed.append(file.path)
        for path in changed:
            place = folder / path
            place.parent.mkdir(parents=True, exist_ok=True)
            (Path(staging) / path).replace(place)
    return Outcome(tuple(changed), unchanged)


def _inside(path: str) -> str:
    parts = PurePosixPath(path)
    if parts.is_absolute() or ".." in parts.parts or not parts.parts:
        raise OutsideFolder(f"`{path}` leads out of the folder.")
    return path


def _holds(place: Path, content: bytes) -> bool:
    return place.is_file() and place.stat().st_size == len(content) and place.read_bytes() == content
