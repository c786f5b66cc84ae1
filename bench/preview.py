"""How long it takes from a save until the preview's open page shows it, as a browser would ask.

python -m bench.preview FOLDER SAVES
"""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from urllib.parse import urlencode

STANDARD, CLINIC, MONTH = "email-reply", "ca-00001", "2025-12"
PAGES = (f"clinics/{CLINIC}/", f"standards/{STANDARD}/")
"""The page of one clinic, and the largest one that the same value stands on."""

STARTING = 300  # s
"""Longer than anything takes here."""
RESTED = 0.5
"""Seconds between two saves: nobody saves faster than the preview looks."""


def seconds(folder: Path, saves: int) -> float:
    """The slower page's median, from the save to having the new page whole."""
    file, value = _where(folder)
    before = file.read_text(encoding="utf-8")
    try:
        with serving(folder) as address:
            saved = Saved(file, before, value)
            # No save says what the one before it said: nothing would change.
            return max(
                median(_saves(address, page, saved, range(nth * saves + 1, (nth + 1) * saves + 1)))
                for nth, page in enumerate(PAGES)
            )
    finally:
        file.write_text(before, encoding="utf-8")


@dataclass(frozen=True)
class Saved:
    """The file that is saved, and the counts in it that are changed."""

    file: Path
    before: str
    counts: re.Match[str]

    def save(self, fewer: int) -> str:
        """Saves it with so many fewer counted, and says what a page has to show."""
        begin, end = self.counts.span(1)
        count = int(self.counts[1]) - fewer
        self.file.write_text(f"{self.before[:begin]}{count}{self.before[end:]}", encoding="utf-8")
        return f"{count} of {self.counts[2]}"


def _saves(address: str, page: str, saved: Saved, saves: range) -> Iterator[float]:
    seen = _digest(_get(address + page))
    for fewer in saves:
        time.sleep(RESTED)
        began = time.perf_counter()
        wanted = saved.save(fewer)
        _wait(address, page, seen)
        shown = _get(address + page)
        took = time.perf_counter() - began
        if _digest(shown) == seen or (CLINIC in page and wanted not in shown):
            raise AssertionError(f"The page {page} doesn't show what was saved.")
        seen = _digest(shown)
        yield took


def _wait(address: str, page: str, seen: str) -> None:
    """As an open page waits for its news."""
    asked = urlencode({"page": f"/{page}", "seen": seen, "files": "0", "strip": ""})
    strip = json.loads(_get(f"{address}_benchbook/news?{asked}"))["digest"]
    asked = urlencode({"page": f"/{page}", "seen": seen, "files": "0", "strip": strip})
    until = time.monotonic() + STARTING
    while not json.loads(_get(f"{address}_benchbook/news?{asked}"))["reload"]:
        if time.monotonic() > until:
            raise AssertionError(f"The page {page} doesn't follow.")


def _where(folder: Path) -> tuple[Path, re.Match[str]]:
    """The file to save, and the counts in it that are changed."""
    file = folder / f"data/kpis/{CLINIC}.yml"
    pattern = rf"{MONTH}: {{met: (\d+), of: (\d+)"
    if not file.is_file():
        file = folder / f"data/kpis/{STANDARD}.csv"
        pattern = rf"{CLINIC},{STANDARD},{MONTH},(\d+),(\d+)"
    found = re.search(pattern, file.read_text(encoding="utf-8"))
    if found is None:
        raise AssertionError(f"{file} has no value of {CLINIC} for {MONTH}.")
    return file, found


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """The preview in a process of its own, once it shows a page."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        place = f"127.0.0.1:{free.getsockname()[1]}"
    command = [sys.executable, "-m", "generator", "serve", str(folder), "--address", place]
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(command, stdout=said, stderr=said, env={**os.environ})  # noqa: S603 - it is ours
        try:
            _started(f"http://{place}/", process)
            yield f"http://{place}/"
        finally:
            process.terminate()
            process.wait()


def _started(address: str, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + STARTING
    while process.poll() is None and time.monotonic() < until:
        try:
            _get(address)
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError("The preview didn't start.")


def _get(address: str) -> str:
    with urllib.request.urlopen(address, timeout=STARTING) as answer:  # noqa: S310 - it is ours
        return answer.read().decode()


def _digest(page: str) -> str:
    found = re.search(r'data-seen="(\w+)"', page)
    return found[1] if found else ""


if __name__ == "__main__":
    sys.stdout.write(str(seconds(Path(sys.argv[1]), int(sys.argv[2]))))
