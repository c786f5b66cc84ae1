"""A copy of the handbook as it would be, so that a change is read and checked before it is made."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from generator.edit.safe_writing import Draft, NotSaved

PAGES = "docs"
"""The folder of hand-written pages, to which texts of the data may link."""


@contextmanager
def as_if_saved(folder: Path, data_dir: str, drafts: Iterable[Draft]) -> Iterator[Path]:
    """A folder that holds what `folder` would, once the drafts were saved. Gone afterwards.

    Files that stay as they are take no room there where the system knows hard links. Raises NotSaved
    for a file in a folder that is a link: nothing reads it there, and a write would go through the link.
    """
    drafts = tuple(drafts)
    for draft in drafts:
        refuse_behind_link(folder, data_dir, draft)
    with tempfile.TemporaryDirectory(prefix="benchbook-") as temporary:
        root = Path(temporary, folder.resolve().name or "handbook")
        passed_over = partial(_leading_elsewhere, folder.resolve())
        shutil.copytree(folder / data_dir, root / data_dir, copy_function=_linked, ignore=passed_over)
        for entry in folder.resolve().iterdir():
            if entry.name == Path(data_dir).parts[0]:
                continue
            if entry.name == PAGES and entry.is_dir():  # as a link it would lead out of the handbook
                shutil.copytree(entry, root / PAGES, copy_function=_linked, ignore=passed_over)
            else:
                (root / entry.name).symlink_to(entry)
        for draft in drafts:
            path = root / draft.name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.unlink(missing_ok=True)  # never into a file that both folders share
            path.write_bytes(draft.after)
        yield root


def refuse_behind_link(folder: Path, data_dir: str, draft: Draft) -> None:
    """Raises NotSaved for a file in a folder that is a link."""
    top = folder / data_dir
    for above in (folder / draft.name).parents:
        if above == top or not above.is_relative_to(top):
            return
        if above.is_symlink():
            shown = above.relative_to(folder).as_posix()
            raise NotSaved(
                f"`{shown}` is a link to another folder, in which nothing is read. Nothing was written: "
                "put the folder itself there."
            )


def _leading_elsewhere(folder: Path, where: str, names: list[str]) -> list[str]:
    """Links that the reading doesn't follow: to folders, and out of the handbook's."""
    links = (name for name in names if Path(where, name).is_symlink())
    return [name for name in links if not _leads_to_file_in(folder, Path(where, name))]


def _leads_to_file_in(folder: Path, link: Path) -> bool:
    return link.is_file() and link.resolve().is_relative_to(folder)


def _linked(source: str, target: str) -> None:
    real = Path(source).resolve()
    try:
        os.link(real, target)
    except OSError:
        shutil.copyfile(real, target)
