"""The folder of a site: the new one takes the place of the old one whole, whenever a build may end.

What is built lies beside it, under a name that begins with a dot, until it is finished.
"""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

OURS = "assets/benchbook"
"""Of all sites: the folder of our own styles and scripts, which every page names."""

_EXCHANGE = 2  # RENAME_EXCHANGE
_HERE = -100  # AT_FDCWD
_IN_USE = frozenset({errno.EBUSY, errno.EXDEV, errno.EPERM, errno.EACCES, errno.EROFS})
"""Why a folder can't be renamed in which files can be written all the same: it is where a volume begins,
or the folder around it is nobody's to change."""


def is_site(folder: Path) -> bool:
    """Whether what lies in a folder is a site, or what is left of one: then it may be replaced."""
    if not folder.is_dir():
        return False
    names = {entry.name for entry in folder.iterdir() if not entry.name.startswith(".")}
    if not names or "404.html" in names or (folder / OURS).is_dir():
        return True
    # Pages at the top alone: below it, a site may lie among other things.
    return any(OURS.encode() in page.read_bytes() for page in folder.glob("*.html") if page.is_file())


def beside(place: Path) -> Path:
    """Where the next site is built. It isn't there yet; what an earlier build left there is swept away.

    A site that is missing because a build died while it changed places stands there again.
    """
    old, new = _old(place), place.with_name(f".{place.name}.unfinished")
    if not os.path.lexists(place) and old.is_dir():
        old.rename(place)
    for left in (old, new):
        shutil.rmtree(left, ignore_errors=True)
    if place.is_dir() and not os.access(place.parent, os.W_OK):
        return Path(tempfile.mkdtemp(prefix="benchbook-"), "site")
    return new


def put(finished: Path, place: Path) -> bool:
    """Puts a finished site in its place. Whether that was done at once.

    Whoever looks at the site meanwhile sees the old or the new one, where the system can exchange two
    folders; elsewhere there is none for the moment between two renames. Where folders can't be renamed
    at all, files are replaced one by one. What lies there under a name that begins with a dot stays, such
    as the `.git` or `.htaccess` of whoever publishes the folder.
    """
    _keep_hidden(place, finished)
    try:
        if not os.path.lexists(place):
            finished.rename(place)
        elif not _exchanged(finished, place):
            _in_turn(finished, place)
    except OSError as reason:
        if reason.errno not in _IN_USE or not place.is_dir():
            raise
        _fill(place, finished)
        return False
    finally:
        shutil.rmtree(_old(place), ignore_errors=True)
    return True


def clear(unfinished: Path, place: Path) -> None:
    """Takes away what was built and isn't needed, and the folder that was made for it."""
    shutil.rmtree(unfinished if unfinished.parent == place.parent else unfinished.parent, ignore_errors=True)


def _keep_hidden(place: Path, finished: Path) -> None:
    """Puts hidden files and folders of a site beside the new one's, without taking them away."""
    for entry in place.iterdir() if place.is_dir() else ():
        target = finished / entry.name
        if not entry.name.startswith(".") or os.path.lexists(target):
            continue
        if entry.is_dir() and not entry.is_symlink():
            shutil.copytree(entry, target, symlinks=True, copy_function=_linked)
        else:
            _linked(entry, target)


def _linked(file: str | Path, target: str | Path) -> None:
    """The same file under a second name, or a copy where there can't be one."""
    try:
        os.link(file, target, follow_symlinks=False)
    except OSError:
        shutil.copy2(file, target, follow_symlinks=False)


def _old(place: Path) -> Path:
    return place.with_name(f".{place.name}.old")


def _exchanged(one: Path, other: Path) -> bool:
    """Whether two folders have changed places, which no moment lies between. Only Linux can do that."""
    if sys.platform != "linux":
        return False
    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError):
        return False
    return rename(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE) == 0


def _in_turn(finished: Path, place: Path) -> None:
    old = _old(place)
    place.rename(old)
    try:
        finished.rename(place)
    except BaseException:
        old.rename(place)
        raise


def _fill(place: Path, finished: Path) -> None:
    """Makes what is in one folder that of the other, file by file. Pages come last, so that what they need
    is there."""
    new = sorted(_shown(finished), key=lambda file: (file.suffix == ".html", file))
    wanted = {file.relative_to(finished) for file in new}
    for file in new:
        target = place / file.relative_to(finished)
        _make_room(place, target)
        temporary = target.with_name(f".{target.name}.new")
        shutil.copyfile(file, temporary)
        temporary.replace(target)
    _remove(place, (file for file in list(_shown(place)) if file.relative_to(place) not in wanted))


def _make_room(top: Path, target: Path) -> None:
    """A folder for the file, where a file may stand; no folder where the file is to be."""
    for above in reversed(target.relative_to(top).parents[:-1]):
        if (top / above).is_file():
            (top / above).unlink()
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.is_dir() and not target.is_symlink():
        shutil.rmtree(target)


def _remove(top: Path, files: Iterable[Path]) -> None:
    for file in files:
        file.unlink()
        for above in file.parents:
            if above == top:
                break
            with suppress(OSError):  # other files are in it
                above.rmdir()


def _shown(folder: Path) -> Iterator[Path]:
    """The files of a site, but for hidden ones at its top, which are somebody else's."""
    files = (place for place in folder.rglob("*") if place.is_file() or place.is_symlink())
    return (file for file in files if not file.relative_to(folder).parts[0].startswith("."))
