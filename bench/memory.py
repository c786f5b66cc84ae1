"""Memory of a process and all that it started, where pages that they share count once. Linux only."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

EVERY = 0.5
"""Seconds between two looks; each costs milliseconds of the process that is looked at."""

_PROCESSES = Path("/proc")


class Watch(threading.Thread):
    """Looks at a process and its children from time to time, until it is told to stop."""

    def __init__(self, process: int) -> None:
        super().__init__(daemon=True)
        self.highest = 0.0
        """Megabytes (10^6 bytes) of all of them together, 0 where that can't be known."""
        self._process = process
        self._over = threading.Event()

    def run(self) -> None:
        while not self._over.wait(EVERY):
            self.highest = max(self.highest, together(self._process))

    def stop(self) -> None:
        self._over.set()
        self.join()


def together(process: int) -> float:
    """Megabytes of the process and its descendants, what they share counted once."""
    return sum(_own_share(one) for one in _family(process))


def _family(process: int) -> Iterator[int]:
    yield process
    try:
        for task in (_PROCESSES / str(process) / "task").iterdir():
            for child in (task / "children").read_text().split():
                yield from _family(int(child))
    except OSError:
        return


def _own_share(process: int) -> float:
    try:
        said = (_PROCESSES / str(process) / "smaps_rollup").read_text()
    except OSError:
        return 0.0
    kilobytes = (line.split()[1] for line in said.splitlines() if line.startswith("Pss:"))
    return sum(map(int, kilobytes)) * 1024 / 1e6
