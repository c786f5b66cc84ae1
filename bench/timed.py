"""What a whole process costs: seconds on the clock, seconds of the processors, memory at its peak."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.memory import Watch

_MAXRSS_UNIT = 1 if sys.platform == "darwin" else 1024  # bytes there, kilobytes elsewhere


class Failed(Exception):
    """A measured process ended with another code than 0; the message is what it said."""


@dataclass(frozen=True)
class Cost:
    """One run of one process and all that it started and waited for."""

    wall: float
    cpu: float
    """User and system, in seconds."""
    peak: float
    """Megabytes (10^6 bytes) resident: of the largest process, or of all at once if that is more."""
    said: str


def run(command: Sequence[str], cwd: Path) -> Cost:
    """Run a command to its end and say what it cost. Raises Failed.

    Peak memory counts from the fork on, so whoever measures has to be small itself.
    """
    with tempfile.TemporaryFile() as output:
        started = time.perf_counter()
        process = subprocess.Popen(command, cwd=cwd, stdout=output, stderr=subprocess.STDOUT)  # noqa: S603 - commands are ours
        watch = Watch(process.pid)
        watch.start()
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        said = output.read().decode(errors="replace")
    watch.stop()
    if process.returncode:
        raise Failed(f"{' '.join(command)} ended with {process.returncode}:\n{said[-2000:]}")
    return Cost(
        wall, used.ru_utime + used.ru_stime, max(used.ru_maxrss * _MAXRSS_UNIT / 1e6, watch.highest), said
    )
