"""Files put where they belong: nothing that differs is overwritten unasked, and none is ever half there."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path


class Fate(StrEnum):
    """What becomes of a file."""

    NEW = "new"
    SAME = "same"
    """It is there already, to the byte."""
    REPLACED = "replaced"
    KEPT = "kept"
    """What is there differs and stays."""


@dataclass(frozen=True)
class Outcome:
    """The fate of each file, by path."""

    fates: Mapping[str, Fate]

    def of(self, fate: Fate) -> tuple[str, ...]:
        """The files of one fate, in the order in which they were given."""
        return tuple(path for path, met in self.fates.items() if met is fate)


def foresee(folder: Path, files: Mapping[str, str], replace: Collection[str] = ()) -> Outcome:
    """What writing would do, without doing it. What differs is replaced only if its path is in `replace`."""
    return Outcome({path: _fate(folder / path, text, path in replace) for path, text in files.items()})


def write(folder: Path, files: Mapping[str, str], outcome: Outcome) -> None:
    """Write the files that are new or replaced.

    All of them are laid down under other names first, and only then renamed, so that a full disk
    leaves everything as it was. Raises OSError.
    """
    wanted = (*outcome.of(Fate.NEW), *outcome.of(Fate.REPLACED))
    laid: dict[Path, Path] = {}
    try:
        for path in wanted:
            laid[folder / path] = _laid_down(folder / path, files[path])
        for path, draft in laid.items():
            draft.replace(path)
    finally:
        for draft in laid.values():
            draft.unlink(missing_ok=True)


def _fate(path: Path, text: str, replace: bool) -> Fate:
    if not path.exists():
        return Fate.NEW
    if path.read_bytes() == text.encode():
        return Fate.SAME
    return Fate.REPLACED if replace else Fate.KEPT


def _laid_down(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, draft = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    with os.fdopen(handle, "wb") as file:
        file.write(text.encode())
    Path(draft).chmod(0o666 & ~_umask())
    return Path(draft)


def _umask() -> int:
    # There is no way to ask for it but to set it.
    mask = os.umask(0o022)
    os.umask(mask)
    return mask
