"""A disk that is full, folders in which nobody may write: a sentence that names the file, nothing torn."""

from __future__ import annotations

import os
import resource
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from faults import DAY, LONG, command, contents, run

COMMANDS = {
    "build": ("build", "--as-of", DAY),
    "new": ("new", "handbook", "another"),
    "new standard": ("new", "standard", "letters-answered"),
    "export": ("export", "exported"),
    "set": ("set", "harbour", "email-reply", "2024-12", "met=41", "of=50"),
}


WHOLE = "data/standards/letters-answered.yml"
"""What is begun before a larger file can't be written."""


def full(most: int) -> Callable[[], None]:
    """For a process that may write no file of more bytes: its disk is as good as full."""
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))


@pytest.mark.parametrize("most", [0, 3000] if LONG else [3000])
@pytest.mark.parametrize("what", COMMANDS)
def test_a_full_disk_is_told_with_the_file_and_leaves_all_as_it_was(book: Path, what: str, most: int) -> None:
    before = contents(book)

    said = subprocess.run(
        command(*COMMANDS[what]), cwd=book, preexec_fn=full(most), capture_output=True, text=True, check=False
    )

    if said.returncode == 0:  # it wrote nothing larger
        assert most > 0
        return
    assert said.returncode == 1, said.stdout + said.stderr
    assert "file too large" in said.stdout + said.stderr or "no room for temporary files" in said.stderr
    assert "Traceback" not in said.stderr
    after = contents(book)
    assert {name: after[name] for name in before} == before
    assert set(after) - set(before) <= {".site.lock", WHOLE}


@pytest.mark.skipif(os.geteuid() == 0, reason="whoever runs this may write anywhere")
def test_a_folder_in_which_nobody_may_write_is_told(book: Path) -> None:
    book.chmod(0o555)
    try:
        said = run("build", "--site-dir", "new/site", cwd=book)
    finally:
        book.chmod(0o755)

    assert said.returncode == 1
    assert "permission denied" in said.stderr
    assert "Traceback" not in said.stderr
