"""The guide's example of a comparison, done as it says, tells what it says."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from click.testing import CliRunner
from repository import Repository

from generator.cli import main

ROOT = Path(__file__).parents[1]
GUIDE = (ROOT / "docs/guide/reviewing.md").read_text("utf-8")


def block(kind: str) -> str:
    return re.search(rf"```{kind}\n(.*?)```", GUIDE, re.DOTALL)[1]


def test_the_example_tells_what_the_guide_says(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "data", tmp_path / "data")
    repository = Repository(tmp_path)
    repository.commit()
    for name, old, new in re.findall(r"--- (\S+)\n-(.*)\n\+(.*)\n", block("diff")):
        repository.edit(name, f"\n{old}\n", f"\n{new}\n")
    words = ["diff", "HEAD", "--handbook", str(tmp_path), "--as-of", "2026-11-22"]
    assert CliRunner().invoke(main, words).output == block("text")
