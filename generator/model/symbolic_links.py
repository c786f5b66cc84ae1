"""Links of the file system among hand-written pages, and where they may lead."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Allowed:
    """Where pages of a handbook may lie: in its folder, but not in its data, nor in hidden folders."""

    inside: tuple[Path, ...]
    data: Path

    @classmethod
    def of(cls, root: Path, docs: Path, data: Path) -> Allowed:
        """`docs` may lie elsewhere, if it does so itself; as a link it may not lead elsewhere."""
        beside = docs.parent.resolve() / docs.name
        return cls((root.resolve(), beside), data.resolve())

    def leads_there(self, path: Path) -> bool:
        place = Path(os.path.realpath(path))  # of a link to itself that is the link
        if place.is_relative_to(self.data):
            return False
        for folder in self.inside:
            if place.is_relative_to(folder):
                return not any(part.startswith(".") for part in place.relative_to(folder).parts)
        return False


def refused(top: Path, allowed: Allowed) -> Iterator[str]:
    """Links below `top` that lead elsewhere, as paths within it; `.` where it is one itself."""
    if top.is_symlink() and not allowed.leads_there(top):
        yield "."
        return
    for where, folders, names in os.walk(top, followlinks=False):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in (*folders, *names):
            path = Path(where, name)
            if not name.startswith(".") and path.is_symlink() and not allowed.leads_there(path):
                yield path.relative_to(top).as_posix()
