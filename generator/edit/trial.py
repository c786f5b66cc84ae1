"""A copy of the handbook as it would be, so that a change is read and checked before it is made."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from generator.edit.saving import Draft


@contextmanager
def as_if_saved(folder: Path, data_dir: str, drafts: Iterable[Draft]) -> Iterator[Path]:
    """A folder that holds what `folder` would, once the drafts were saved. Gone afterwards.

    Files that stay as they are take no room there where the system knows hard links.
    """
    with tempfile.TemporaryDirectory(prefix="benchbook-") as temporary:
        root = Path(temporary, folder.resolve().name or "handbook")
        shutil.copytree(folder / data_dir, root / data_dir, copy_function=_linked, symlinks=True)
        for entry in folder.resolve().iterdir():
            if entry.name != Path(data_dir).parts[0]:
                (root / entry.name).symlink_to(entry)
        for draft in drafts:
            path = root / draft.name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.unlink(missing_ok=True)  # never into a file that both folders share
            path.write_bytes(draft.after)
        yield root


def _linked(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)
