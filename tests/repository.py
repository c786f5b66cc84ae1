"""Git repositories for tests: real ones, with days of their own."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

SOMEBODY = {
    "GIT_AUTHOR_NAME": "Somebody",
    "GIT_AUTHOR_EMAIL": "somebody@example.org",
    "GIT_COMMITTER_NAME": "Somebody",
    "GIT_COMMITTER_EMAIL": "somebody@example.org",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
}

HANDBOOK = {
    "mkdocs.yml": "site_name: Small\ntheme:\n  name: material\nplugins:\n  - benchbook\n",
    "data/handbook.yml": "title: Small\nlanguages: [en]\nthemes: {waiting: {title: Waiting}}\n",
    "data/countries/mx.yml": "name: Mexico\n",
    "data/countries/ca.yml": "name: Canada\n",
    "data/clinics/north.yml": "name: North\ncountry: mx\n",
    "data/clinics/south.yml": "name: South\ncountry: mx\n",
    "data/clinics/east.yml": "name: East\ncountry: ca\n",
    "data/standards/reply.yml": (
        "title: Mail answered\ntheme: waiting\n"
        "measure: {kind: proportion, counts: mail answered the same day, out_of: mail received}\n"
        "targets: [90%]\nclose_within: 5%\n"
    ),
    "data/kpis/2026.csv": (
        "clinic,standard,period,met,of\n"
        "north,reply,2026-05,940,1000\nnorth,reply,2026-06,920,1000\n"
        "south,reply,2026-05,880,1000\nsouth,reply,2026-06,910,1000\n"
        "east,reply,2026-05,700,1000\neast,reply,2026-06,800,1000\n"
    ),
}
"""Three clinics in two countries, one standard, two months. In June: 92 %, 91 % and 80 %; of all 87.7 %."""


class Repository:
    """A folder under git. `top` is the repository, `folder` the handbook in it."""

    def __init__(self, top: Path, within: str = "") -> None:
        self.top, self.folder = top, top / within
        self.folder.mkdir(parents=True, exist_ok=True)
        self._seconds = 0
        self.git("init", "--quiet", "--initial-branch=main")

    def git(self, *words: str, day: str = "2026-07-01") -> str:
        self._seconds += 1
        when = f"{day}T12:{self._seconds // 60:02}:{self._seconds % 60:02}+0000"
        dated = {"GIT_AUTHOR_DATE": when, "GIT_COMMITTER_DATE": when}
        done = subprocess.run(
            ["git", *words],
            cwd=self.top,
            env=os.environ | SOMEBODY | dated,
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout.strip()

    def write(self, files: dict[str, str | None]) -> None:
        """Writes files of the handbook; None takes one away."""
        for name, text in files.items():
            path = self.folder / name
            if text is None:
                path.unlink()
            else:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8")

    def edit(self, name: str, old: str, new: str) -> None:
        path = self.folder / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")

    def commit(self, day: str = "2026-07-01", tag: str = "") -> str:
        self.git("add", "--all", day=day)
        self.git("commit", "--quiet", "--allow-empty", "--message=Something", day=day)
        if tag:
            self.git("tag", tag, day=day)
        return self.git("rev-parse", "HEAD")


def small(top: Path, within: str = "") -> Repository:
    """The small handbook, committed once."""
    repository = Repository(top, within)
    repository.write(HANDBOOK)
    repository.commit()
    return repository
