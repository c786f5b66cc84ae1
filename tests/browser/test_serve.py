"""The preview follows every save, and a mistake doesn't end it."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from site_under_test import handbook

pytestmark = pytest.mark.xdist_group("browser")

PATIENCE = 60_000


@dataclass
class Preview:
    folder: Path
    address: str
    process: subprocess.Popen


@pytest.fixture
def preview(tmp_path: Path) -> Iterator[Preview]:
    folder = handbook(tmp_path / "book", languages="[en]")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    command = [sys.executable, "-m", "generator", "serve", str(folder), "--address", address]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2]), "PYTHONUNBUFFERED": "1"}
    process = subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True)
    for line in process.stderr:
        if "Serving on" in line:
            break
    yield Preview(folder, f"http://{address}/", process)
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=30)


def save(file: Path, old: str, new: str) -> None:
    assert old in file.read_text()
    file.write_text(file.read_text().replace(old, new))


def test_an_open_page_follows_every_save_and_outlives_a_mistake(browser, preview):
    page = browser.new_page()
    page.goto(preview.address + "standards/waiting-room/")
    renamed = page.locator("h1", has_text="Minutes before being called in")
    standard = preview.folder / "data/standards/waiting-room.yml"

    save(standard, "title: Time in the waiting room", "title: Minutes before being called in")
    renamed.wait_for(timeout=PATIENCE)

    save(standard, "better: lower", "better: [[[")
    page.goto(preview.address + "completeness/")
    mistake = page.get_by_text("waiting-room.yml").first
    mistake.wait_for(timeout=PATIENCE)

    save(standard, "better: [[[", "better: lower")
    mistake.wait_for(state="detached", timeout=PATIENCE)
    page.goto(preview.address + "standards/waiting-room/")
    renamed.wait_for(timeout=PATIENCE)
    assert preview.process.poll() is None
    page.close()
