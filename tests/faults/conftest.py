"""A handbook that every test of faults may copy."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from faults import DAY, run


@pytest.fixture(scope="session")
def built_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    top = tmp_path_factory.mktemp("faults")
    assert run("new", "handbook", "book", cwd=top).returncode == 0
    assert run("build", "--as-of", DAY, cwd=top / "book").returncode == 0
    return top / "book"


@pytest.fixture
def book(built_once: Path, tmp_path: Path) -> Path:
    """A new handbook with its site."""
    return Path(shutil.copytree(built_once, tmp_path / "book"))
