"""The walls of the house stand: which room imports which, how long a module is, what the locks hold."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LOCKS = {name: (ROOT / name).read_text() for name in ("requirements.lock", "requirements-dev.lock")}
PINNED = re.compile(r"^([a-z0-9-]+)==(\S+)", re.MULTILINE)


def test_imports_run_down_only():
    lint = [sys.executable, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"]
    done = subprocess.run(lint, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_every_noun_of_the_glossary_is_a_class():
    page = (ROOT / "docs/contribute/house.md").read_text()
    table = page.partition("## What the nouns mean")[2].partition("\n## ")[0]
    code = "\n".join(file.read_text() for file in (ROOT / "generator").rglob("*.py"))
    nouns = re.findall(r"`([A-Z]\w+)`", table)
    assert nouns
    assert [noun for noun in nouns if not re.search(rf"^class {noun}\b", code, re.MULTILINE)] == []


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_pins_by_hash_and_names_no_host(lock):
    text = LOCKS[lock]
    assert "://" not in text
    assert len(PINNED.findall(text)) == len(
        re.findall(r"^\S+==[^\n]*\\\n    --hash=sha256:", text, re.MULTILINE)
    )


def test_the_lock_of_the_tests_holds_that_of_the_site():
    assert set(PINNED.findall(LOCKS["requirements.lock"])) <= set(
        PINNED.findall(LOCKS["requirements-dev.lock"])
    )
