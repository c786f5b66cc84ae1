"""The manual is true: its examples run, and what is made from the code equals the code."""

from __future__ import annotations

import re
import shlex
import shutil
import tomllib
from datetime import date
from itertools import chain
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator import check, load
from generator.cli import main, reference
from generator.problem import Severity

ROOT = Path(__file__).parents[1]
GUIDES = sorted((ROOT / "docs" / "guide").glob("*.md"))
EXAMPLE = re.compile(r"```(?:yaml|csv)\n(.*?)```", re.DOTALL)
COMMAND = re.compile(r"^\$ benchbook (.+)$", re.MULTILINE)
NAMED = re.compile(r"# (data/\S+)\n")


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of this repository's handbook that a test may write into, with the references' answers."""
    shutil.copytree(ROOT / "data", tmp_path / "data")
    shutil.copytree(ROOT / "tests" / "vectors", tmp_path / "tests" / "vectors")
    return tmp_path


def errors(root: Path) -> list[str]:
    written = load.folder(root, date(2026, 11, 22))
    found = (*written.problems, *check.problems(written))
    return [f"{it.place} {it.message}" for it in found if it.severity is Severity.ERROR]


def examples() -> list[tuple[str, str]]:
    return [(guide.name, text) for guide in GUIDES for text in EXAMPLE.findall(guide.read_text("utf-8"))]


@pytest.mark.parametrize(("guide", "text"), examples(), ids=lambda value: value[:40])
def test_every_example_of_a_guide_is_a_file_without_errors(guide: str, text: str, copy: Path) -> None:
    named = NAMED.match(text)
    path = copy / (named[1] if named else "data/kpis/example.csv")
    path.write_text(text, encoding="utf-8")
    assert errors(copy) == []


@pytest.mark.parametrize(
    "line", [line for guide in GUIDES for line in COMMAND.findall(guide.read_text("utf-8"))]
)
def test_every_command_of_a_guide_runs(line: str, copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(copy)
    assert CliRunner().invoke(main, shlex.split(line)).exit_code == 0


def test_reference_pages_are_what_the_code_says() -> None:
    stale = [
        str(path.relative_to(ROOT))
        for path, text in reference.pages(ROOT / "docs").items()
        if not path.exists() or path.read_text("utf-8") != text
    ]
    assert stale == [], "run `make reference`"


def test_contributors_are_told_why_each_library_is_there() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    asked = [*settings["project"]["dependencies"], *chain(*settings["dependency-groups"].values())]
    names = {re.split(r"[<>=~!\[; ]", it)[0] for it in asked if isinstance(it, str)}
    house = (ROOT / "docs" / "contribute" / "house.md").read_text("utf-8")
    reasons = house.split("## Why each library is there")[1].split("\n## ")[0]
    told = set(
        re.findall(
            r"[\w-]+", " ".join(row.split("|")[1] for row in reasons.splitlines() if row.count("|") > 2)
        )
    )
    assert names - told == set()
