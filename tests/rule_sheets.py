"""Folders of a few files, laid over one small handbook that has no problems."""

from __future__ import annotations

import re
import shutil
from datetime import date
from pathlib import Path

import yaml

from generator import check, load, pipeline
from generator.problem import Problem, in_reading_order

RULES = Path(__file__).parent / "rules"
AS_OF = date(2026, 6, 1)
_FILE = re.compile(r"^# (no )?((?:data|docs)/.+)$")


def sheet(code: str) -> list[dict]:
    """The cases of one rule: name, files (by path), expect (places of its problems), says (words of one)."""
    return yaml.safe_load((RULES / f"{code}.yml").read_text(encoding="utf-8"))


def lay(root: Path, files: dict[str, str | bytes | None]) -> Path:
    """The base handbook with `files` over it; None takes one away."""
    shutil.copytree(RULES / "base", root, dirs_exist_ok=True)
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if content is None:
            path.unlink()
        else:
            path.write_bytes(content.encode() if isinstance(content, str) else content)
    return root


def example(text: str) -> dict[str, str | None]:
    """The files of an example in a rule's docstring."""
    files: dict[str, str | None] = {}
    path = ""
    for line in text.splitlines():
        if found := _FILE.match(line):
            path = found[2]
            files[path] = None if found[1] else ""
        else:
            files[path] = f"{files[path]}{line}\n"
    return files


def problems(root: Path) -> tuple[Problem, ...]:
    """What the reading, the rules and the last look before publishing find."""
    written = load.folder(root, AS_OF)
    found = check.checked(written).problems
    return in_reading_order((*found, *pipeline.given_away(written, found, AS_OF)))
