"""Files onto disk: all of them or none, and only those that changed."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
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
    with named(folder):
        folder.parent.mkdir(parents=True, exist_ok=True)
        # Beside the folder, because a rename across file systems is a copy.
        staging = tempfile.TemporaryDirectory(prefix=f".{folder.name}.", suffix=".new", dir=folder.parent)
    with staging:
        changed, unchanged = [], 0
        for file in files:
            content = file.content()
            place = folder / _inside(file.path)
            with named(place):
                if _holds(place, content):
                    unchanged += 1
                    continue
                staged = Path(staging.name) / file.path
                staged.parent.mkdir(parents=True, exist_ok=True)
                staged.write_bytes(content)
            changed.append(file.path)
        for path in changed:
            place = folder / path
            with named(place):
                place.parent.mkdir(parents=True, exist_ok=True)
                (Path(staging.name) / path).replace(place)
    return Outcome(tuple(changed), unchanged)


@contextmanager
def new_folder(folder: Path) -> Iterator[Path]:
    """An empty folder to fill. Only when the block ends well, what is in it stands in `folder`, which must be
    empty or not there yet."""
    place = folder.absolute()
    with named(folder):
        place.parent.mkdir(parents=True, exist_ok=True)
        staging = tempfile.TemporaryDirectory(prefix=f".{place.name}.", suffix=".new", dir=place.parent)
    with staging:
        filled = Path(staging.name, place.name or "new")
        filled.mkdir()
        yield filled
        with named(folder):
            if place.is_dir():  # it may be the one that somebody stands in
                for entry in sorted(filled.iterdir()):
                    entry.rename(place / entry.name)
            else:
                filled.rename(place)


@contextmanager
def named(place: Path) -> Iterator[None]:
    """What the system refuses is said of `place`, and not of a temporary file or of none."""
    try:
        yield
    except OSError as reason:
        reason.filename, reason.filename2 = str(place), None
        raise


def _inside(path: str) -> str:
    parts = PurePosixPath(path)
    if parts.is_absolute() or ".." in parts.parts or not parts.parts:
        raise OutsideFolder(f"`{path}` leads out of the folder.")
    return path


def _holds(place: Path, content: bytes) -> bool:
    return place.is_file() and place.stat().st_size == len(content) and place.read_bytes() == content
