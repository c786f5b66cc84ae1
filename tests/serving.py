"""A preview in a process of its own, and what it says."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

PATIENCE = 60
"""Seconds; a machine may be busy."""

ROOT = Path(__file__).parents[1]


@dataclass
class Preview:
    folder: Path
    address: str
    process: subprocess.Popen
    log: Path

    def said(self) -> str:
        return self.log.read_text()

    def says(self, text: str, since: int = 0) -> str:
        """What it has said since so many letters, once `text` is among it."""
        eventually(lambda: text in self.said()[since:], lambda: f"{text!r} in {self.said()[since:]!r}")
        return self.said()[since:]

    def get(self, path: str) -> str:
        return get(self.address + path)[1]

    def shows(self, path: str, text: str) -> None:
        eventually(lambda: text in self.get(path), lambda: f"{text!r} on {path}; it says {self.said()}")

    def save(self, path: str, old: str, new: str) -> None:
        text = (self.folder / path).read_text()
        assert old in text
        (self.folder / path).write_text(text.replace(old, new))

    def end(self) -> int:
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(PATIENCE)


def get(address: str | urllib.request.Request) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(address, timeout=PATIENCE) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as answer:
        return answer.code, answer.read().decode()


def eventually(holds: Callable[[], bool], told: Callable[[], str]) -> None:
    until = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < until, told()
        time.sleep(0.05)


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def command(*arguments: str) -> dict:
    """How to start the command, for subprocess."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
    return {"args": [sys.executable, "-m", "generator", *arguments], "env": environment, "text": True}


@contextmanager
def serving(folder: Path) -> Iterator[Preview]:
    """`benchbook serve` of a folder, until the block ends."""
    address, log = f"127.0.0.1:{free_port()}", folder.with_name("said.txt")
    with log.open("w") as said:
        process = subprocess.Popen(**command("serve", str(folder), "--address", address), stderr=said)
    preview = Preview(folder, f"http://{address}/", process, log)
    try:
        preview.says("Serving on")
        yield preview
    finally:
        if process.poll() is None:
            preview.end()
