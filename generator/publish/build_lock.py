"""One build at a time for a site: a lock that says who holds it and that ends with its process."""

from __future__ import annotations

import hashlib
import os
import socket
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

try:
    import fcntl
except ImportError:  # no such locks on Windows
    fcntl = None  # type: ignore[assignment]

OFTEN = 0.1
"""Seconds between two looks whether the lock is free."""

NO_LOCKS = (
    "Another build of `{site}` at the same time can't be kept out here ({why}): see to it that there is none."
)


class Busy(Exception):
    """Another build is at work; the text says which and what to do."""


@contextmanager
def build_lock(site: Path, *, wait: bool, tell: Callable[[str], None]) -> Iterator[None]:
    """Nobody else builds `site` while the block runs.

    Where another does, that is told and waited for; without `wait` it raises Busy. Where no lock can be
    had, as in folders of some networks, that is told, and the block runs without.
    """
    site = Path(os.path.realpath(site))  # whatever links lead there, it is one site
    lock: _Lock | None = None
    try:
        lock = _had(site, wait, tell)
    except OSError as reason:
        tell(NO_LOCKS.format(site=site, why=(reason.strerror or str(reason)).lower()))
    try:
        yield
    finally:
        if lock is not None:
            lock.give_back()


class _Lock:
    """An open file that only one process can have locked."""

    def __init__(self, path: Path) -> None:
        """Raises OSError where there can't be one."""
        self.path = path
        flags = getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NOFOLLOW", 0)
        try:
            self._file = os.open(path, os.O_RDWR | os.O_CREAT | flags, 0o644)
        except PermissionError:  # somebody else's, which can be locked all the same
            self._file = os.open(path, os.O_RDONLY | flags)

    def take(self) -> bool:
        """Whether it is ours now. Raises OSError where files can't be locked."""
        if fcntl is None:
            raise OSError("this system has no such locks")
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def sign(self) -> None:
        """Says in it whose it is."""
        with suppress(OSError):
            os.ftruncate(self._file, 0)
            os.write(self._file, f"{_who()}\n".encode())

    def stands_there(self) -> bool:
        """Whether others find it; whoever had it before may have taken the file away just now."""
        try:
            return os.path.samestat(os.fstat(self._file), self.path.stat())
        except OSError:
            return False

    def holder(self) -> str:
        with suppress(OSError, UnicodeDecodeError):
            if said := os.pread(self._file, 500, 0).decode().strip():
                return said
        return "by a process that doesn't say its name"

    def close(self) -> None:
        os.close(self._file)

    def give_back(self) -> None:
        with suppress(OSError):
            self.path.unlink()
        self.close()


def _had(site: Path, wait: bool, tell: Callable[[str], None]) -> _Lock:
    """The lock, once it is ours. Raises Busy and OSError."""
    told = ""
    while True:
        lock = _opened(site)
        try:
            if taken := lock.take():
                if lock.stands_there():
                    lock.sign()
                    return lock
            else:
                holder = lock.holder()
        except BaseException:
            lock.close()
            raise
        lock.close()
        if taken:
            continue
        if not wait:
            raise Busy(
                f"`{site}` is being built already, {holder}. Nothing was built: try again once that one is "
                "done, or leave out --no-wait, and this one waits for it."
            )
        if holder != told:
            tell(f"`{site}` is being built already, {holder}. Waiting for that to end (or for Ctrl-C).")
            told = holder
        time.sleep(OFTEN)


def _opened(site: Path) -> _Lock:
    """Beside the site, else where this machine keeps what is of no worth. Raises OSError."""
    try:
        site.parent.mkdir(parents=True, exist_ok=True)
        return _Lock(site.with_name(f".{site.name}.lock"))
    except OSError:
        named = hashlib.sha256(os.fsencode(site)).hexdigest()[:16]
        return _Lock(Path(tempfile.gettempdir(), f"benchbook-{named}.lock"))


def _who() -> str:
    since = datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S UTC")
    return f"by process {os.getpid()} on {socket.gethostname()} since {since}"
