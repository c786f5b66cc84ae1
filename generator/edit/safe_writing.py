"""The only way into editors' files: whole, or not at all, and never over what somebody else just wrote."""

from __future__ import annotations

import difflib
import os
import tempfile
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

try:
    import fcntl
except ImportError:  # no such locks on Windows, where the comparison of contents has to be enough
    fcntl = None  # type: ignore[assignment]


class NotSaved(Exception):
    """Nothing was written; the text says why and what to do."""


@dataclass(frozen=True, slots=True)
class Draft:
    """One file as it was read and as it should become."""

    folder: Path
    """The handbook's folder, which the file may not lie outside of."""

    name: str
    """Path from there, with forward slashes, as messages call it."""

    before: bytes | None
    """None where there is no such file."""

    after: bytes

    @property
    def path(self) -> Path:
        """Where it is written: a link is followed, so that it stays one. Raises NotSaved for one outside."""
        path = Path(os.path.realpath(self.folder / self.name))
        if not path.is_relative_to(self.folder.resolve()):
            raise NotSaved(f"`{self.name}` leads out of the handbook's folder. Nothing was written.")
        return path


def there(folder: Path, name: str) -> bytes | None:
    """A file's bytes, None where there is no such file. Raises NotSaved for one that can't be read."""
    try:
        return (folder / name).read_bytes()
    except FileNotFoundError:
        return None
    except OSError as reason:
        raise NotSaved(f"`{name}` can't be read: {_why(reason)}. Nothing was written.") from None


def differences(drafts: Iterable[Draft]) -> Iterator[str]:
    """What would change, line by line, the way `git diff` shows it; nothing in it steers a terminal."""
    for draft in drafts:
        old, new = ([] if text is None else _lines(text) for text in (draft.before, draft.after))
        source = "/dev/null" if draft.before is None else f"a/{draft.name}"
        for line in difflib.unified_diff(old, new, source, f"b/{draft.name}", n=2):
            yield "".join(map(_harmless, line.rstrip("\r\n")))


def _lines(text: bytes) -> list[str]:
    """As files count them; texts would be parted at signs that are no line's end as well."""
    return [line.decode("utf-8", "replace") for line in text.splitlines(keepends=True)]


def _harmless(sign: str) -> str:
    steers = unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Zl", "Zp") and sign != "\t"
    return "\N{REPLACEMENT CHARACTER}" if steers else sign


def _why(reason: OSError) -> str:
    return (reason.strerror or str(reason)).lower()


def save(drafts: Sequence[Draft]) -> tuple[str, ...]:
    """Writes the drafts that differ from what is there; their names.

    Each file is at any moment the old one or the new one, also when the power goes. Raises NotSaved,
    before the first file is touched, where one isn't any more what it was when it was read; and where
    the system refuses, with the names of those that were written before that.
    """
    changed = [draft for draft in drafts if draft.before != draft.after]
    written: list[str] = []
    try:
        _save(changed, written)
    except OSError as reason:
        done = f"Only {', '.join(written)} was written" if written else "Nothing was written"
        raise NotSaved(f"{done}: {_why(reason)} ({reason.filename}).") from reason
    return tuple(written)


def _save(changed: Sequence[Draft], written: list[str]) -> None:
    with ExitStack() as staged:
        for folder in sorted({draft.folder.resolve() for draft in changed}):
            staged.enter_context(_alone(folder))
        _sweep({draft.path for draft in changed})
        ready = []
        for draft in changed:
            with _called(draft):
                ready.append((draft, staged.enter_context(_staged(draft))))
        for draft in changed:
            if there(draft.folder, draft.name) != draft.before:
                raise NotSaved(
                    f"`{draft.name}` was changed by somebody else in the meantime. Nothing was written: "
                    "look at it, then run the command again."
                )
        for draft, temporary in ready:
            with _called(draft):
                _put(temporary, draft)
            written.append(draft.name)
        for folder in sorted({draft.path.parent for draft in changed}):
            _settle(folder)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Two commands that write here wait for one another. The lock goes with the process, however it ends."""
    if fcntl is None or not folder.is_dir():
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _sweep(paths: set[Path]) -> None:
    """Takes away what a command that was killed left behind; one that still runs would hold the lock."""
    for folder in {path.parent for path in paths}:
        for left in folder.glob(".*.new"):
            if folder / left.name[1:].rsplit(".", 2)[0] in paths:
                left.unlink()


@contextmanager
def _called(draft: Draft) -> Iterator[None]:
    """What the system refuses is said of the editor's file, not of the temporary one beside it."""
    try:
        yield
    except OSError as reason:
        reason.filename, reason.filename2 = draft.name, None
        raise


@contextmanager
def _staged(draft: Draft) -> Iterator[Path]:
    """The new content beside the file and safely on the disk; gone at the end unless it was put in place."""
    path = draft.path
    path.parent.mkdir(parents=True, exist_ok=True)
    # A name that begins with a dot is nothing that the reading looks at.
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".new", dir=path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(draft.after)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(path.stat().st_mode & 0o777 if draft.before is not None else 0o666 & ~_umask())
        yield temporary
    finally:
        with suppress(FileNotFoundError):
            temporary.unlink()


def _put(temporary: Path, draft: Draft) -> None:
    path = draft.path
    if draft.before is None:
        try:
            # Unlike a rename a link never takes the place of what another one wrote just now.
            os.link(temporary, path)
        except FileExistsError:
            raise NotSaved(f"`{draft.name}` is there since a moment ago, and was left as it is.") from None
        except OSError:  # a file system without links
            temporary.replace(path)
    else:
        temporary.replace(path)


def _settle(folder: Path) -> None:
    """The folder's own entry onto the disk, where the system knows such a thing."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
