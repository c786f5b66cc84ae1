"""What the tests of faults share: commands as processes, and how often each thing is tried."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from pathlib import Path

LONG = os.environ.get("BENCHBOOK_FAULTS") == "long"
"""Whether there is time: `make bench` says so, `make test` doesn't."""

SEED = int(os.environ.get("BENCHBOOK_SEED", "11"))
DAY = "2026-01-01"


def rounds(few: int, many: int) -> int:
    """How often something is tried."""
    return many if LONG else few


def chance(name: str) -> random.Random:
    """The same numbers in every run, other ones for every test."""
    return random.Random(f"{SEED} {name}")


def command(*words: str | Path) -> list[str]:
    return [sys.executable, "-m", "generator", *map(str, words)]


def run(*words: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command(*words), check=False, cwd=cwd, capture_output=True, text=True)


def started(*words: str | Path, cwd: Path) -> subprocess.Popen[str]:
    pipe = subprocess.PIPE
    return subprocess.Popen(
        command(*words), cwd=cwd, stdout=pipe, stderr=subprocess.STDOUT, text=True, start_new_session=True
    )


def seconds(*words: str | Path, cwd: Path) -> float:
    """How long a command takes that is left alone."""
    began = time.monotonic()
    said = run(*words, cwd=cwd)
    assert said.returncode in (0, 1), said.stdout + said.stderr
    return time.monotonic() - began


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder by its path."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def of_session(number: int) -> list[int]:
    """Processes of a session that are alive."""
    alive = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                state, _, _, session = (entry / "stat").read_text().rsplit(")", 1)[1].split()[:4]
            except OSError:
                continue
            if int(session) == number and state not in ("Z", "X"):
                alive.append(int(entry.name))
    return alive
