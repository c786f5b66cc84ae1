"""What the branch is called that a handbook is published from, as git knows it."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

USUAL = "main"


def default_branch(folder: Path) -> str:
    """The main branch of the repository that `folder` lies in or will lie in.

    That is what the other side calls it; else the one of git's own choice, if it is there; else the one that
    is checked out. Outside of a repository it is what git would call the first branch of a new one.
    """
    place = next(it for it in (folder, *folder.absolute().parents) if it.is_dir())
    chosen = _asked(place, "var", "GIT_DEFAULT_BRANCH") or USUAL
    here = _asked(place, "symbolic-ref", "--short", "HEAD")
    if not here:
        return chosen
    if theirs := _asked(place, "symbolic-ref", "--short", "refs/remotes/origin/HEAD"):
        return theirs.removeprefix("origin/")
    for name in (chosen, USUAL):
        if _asked(place, "rev-parse", "--verify", "--quiet", f"refs/heads/{name}"):
            return name
    return here


def _asked(place: Path, *words: str) -> str:
    """What git says; nothing where it doesn't know, or isn't there."""
    environment = {**os.environ, "LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0"}
    try:
        done = subprocess.run(  # noqa: S603 - words of ours
            ["git", "-C", str(place), *words],  # noqa: S607 - wherever git is here
            capture_output=True,
            check=False,
            text=True,
            env=environment,
        )
    except OSError:
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""
