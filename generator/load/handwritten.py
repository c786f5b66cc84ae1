"""Which files lie in the folder of hand-written pages. Nothing in them is read."""

from __future__ import annotations

import os
from pathlib import Path

from generator.model.handwritten import HandWritten


def files(root: Path, docs_dir: str) -> HandWritten | None:
    """Those of the handbook at `root`; None where there is no such folder. Hidden ones don't count."""
    top = root / docs_dir
    if not top.is_dir():
        return None
    found = set()
    for where, folders, names in os.walk(top, followlinks=False):
        folders[:] = [name for name in folders if not name.startswith(".")]
        below = Path(where).relative_to(top)
        found |= {(below / name).as_posix() for name in names if not name.startswith(".")}
    return HandWritten(Path(os.path.relpath(top, root)).as_posix(), frozenset(found))
