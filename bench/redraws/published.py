"""Everything that readers get of a handbook: site, files for programs, export and comparisons."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path

from generator import pipeline
from generator.cli.diff import compared
from generator.mkdocs import export
from generator.mkdocs.releases import History
from generator.versions.report import json, markdown, text

Files = Mapping[str, str]
"""A version of a handbook: what stands in its files, by their path from its folder."""

AS_OF = date(2026, 7, 1)
_NOBODY = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    **{f"GIT_{who}_{what}": said for who in ("AUTHOR", "COMMITTER")
       for what, said in (("NAME", "Somebody"), ("EMAIL", "somebody@example.org"))},
}  # fmt: skip


def published(folder: Path, versions: Iterable[Files]) -> dict[str, bytes]:
    """Lays the versions into `folder`, all but the last as releases of a repository; what readers get, by
    name."""
    *releases, now = versions
    if releases:
        _git(folder, 0, "init", "--quiet", "--initial-branch=main")
    for at, files in enumerate(releases, start=1):
        _lay(folder, files)
        _git(folder, at, "add", "--all")
        _git(folder, at, "commit", "--quiet", "--message=Something")
        _git(folder, at, "tag", f"v{at}")
    _lay(folder, now)
    if releases:  # git knows of a rename only what is in it
        _git(folder, len(releases) + 1, "add", "--all")
    told = dict(_site(folder))
    for at in range(1, len(releases) + 1):
        review = compared(folder, f"v{at}", as_of=AS_OF.isoformat())
        for name, form in (("json", json), ("markdown", markdown)):
            told[f"diff v{at} {name}"] = form.report(review).encode()
        told[f"diff v{at} text"] = "\n".join(text.report(review)).encode()
    return told


def _site(folder: Path) -> Iterator[tuple[str, bytes]]:
    handbook = pipeline.handbook(folder, as_of=AS_OF, since=History(folder, "data"))
    for page in handbook.pages:
        found = [f"{entry.title}\n{entry.text}" for entry in page.search]
        yield page.address, "\n".join((page.title, page.description, *found)).encode()
    config = (folder / "mkdocs.yml").read_text(encoding="utf-8")
    for file in export.files(handbook, config, folder / "docs"):
        if not file.path.startswith("docs/assets/"):
            yield file.path, file.content()


def _lay(folder: Path, files: Files) -> None:
    for old in (folder / "data").rglob("*.*"):
        old.unlink()
    for name, said in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(said, encoding="utf-8")


def _git(folder: Path, day: int, *words: str) -> None:
    when = f"2026-05-{day + 1:02}T12:00:00+0000"
    dated = {"GIT_AUTHOR_DATE": when, "GIT_COMMITTER_DATE": when}
    subprocess.run(  # noqa: S603 - words of ours
        ["git", *words],  # noqa: S607 - wherever git is here
        cwd=folder,
        env=os.environ | _NOBODY | dated,
        check=True,
        capture_output=True,
    )
