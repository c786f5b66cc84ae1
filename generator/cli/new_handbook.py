"""The files of a new handbook: those of `starter/`, for the host that publishes it and its main branch."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from string import Template

from generator.edit.git_branch import USUAL, default_branch
from generator.edit.pinned_requirements import pinned
from generator.model.new_file_templates import STARTER
from generator.model.page import Download

WORKFLOWS = {"github": "dot.github/", "gitlab": "dot.gitlab-ci.yml"}
_PARTS = "readme/"


def starter(host: str, folder: Path) -> Iterator[Download]:
    """Every file of the handbook that will stand in `folder`. Raises NotSaved."""
    asked = default_branch(folder)
    branch = asked if re.fullmatch(r"[\w./-]+", asked) else USUAL
    others = (_PARTS, *(path for name, path in WORKFLOWS.items() if name != host))
    for source in sorted(STARTER.rglob("*")):
        path = source.relative_to(STARTER).as_posix()
        if source.is_file() and source.suffix != ".pyc" and not path.startswith(others):
            content = _filled(path, source.read_bytes(), host, branch)
            # A name that begins with a dot is kept there as `dot.`.
            yield Download(re.sub(r"^dot\.", ".", path), lambda content=content: content)
    for path, content in pinned().items():
        yield Download(path, lambda content=content: content)


def _filled(path: str, content: bytes, host: str, branch: str) -> bytes:
    text = content.decode()
    if path == "README.md":
        publish = (STARTER / f"{_PARTS}{host}.md").read_text(encoding="utf-8")
        text = Template(text).substitute(publish=Template(publish).substitute(branch=branch))
    elif path.startswith(WORKFLOWS["github"]):
        text = re.sub(rf"(?<=branches: \[){USUAL}(?=\])|(?<=refs/heads/){USUAL}(?=')", lambda _: branch, text)
    elif path == "data/handbook.yml" and branch != USUAL:
        text = re.sub(r"(?m)^(# repository: .*)$", lambda found: f"{found[0]}\nbranch: {branch}", text)
    return text.encode()
