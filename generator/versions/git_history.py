"""Earlier versions of a folder, as git remembers them. Reads the repository and never writes into it.

Files are taken out blob by blob: what `git archive` gives depends on attributes (`export-ignore`), and
nothing has to be unpacked that could lead elsewhere.
"""

from __future__ import annotations

import os
import shlex
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path, PurePosixPath

MARKED = "HEAD"
_FILE, _LINK = frozenset({"100644", "100755", "100664"}), "120000"
_THEIRS = (
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "GIT_PREFIX",
    "GIT_OBJECT_DIRECTORY",
    "GIT_COMMON_DIR",
)
"""What a hook's surroundings say of the repository that it runs in; we are told by the folder."""

ALIKE = "40%"
"""From how much alike on git is to take two files for one that was renamed."""

NAME = "Name a branch, a tag or a commit, such as `main` or `v1.2`."
FETCH = (
    "Fetch all of it: `git fetch --unshallow --tags`; on GitHub give actions/checkout "
    "`fetch-depth: 0`, on GitLab the job `GIT_DEPTH: 0`."
)


class NoHistory(Exception):
    """An earlier version can't be read; the message says why and what to do."""


class NotARepository(NoHistory):
    """The folder lies in no git repository."""


class NoGit(NoHistory):
    """There is no git."""


class NotOurs(NoHistory):
    """The repository belongs to another user."""


@dataclass(frozen=True, slots=True)
class Tag:
    """A release: a tag and the commit that it names."""

    name: str
    commit: str
    day: date
    """Of the tag, where it has one of its own, else of its commit."""


@dataclass(frozen=True, slots=True)
class Repository:
    """The repository that a folder lies in."""

    folder: Path
    prefix: str
    """The folder within the repository: "" or "handbook/"."""

    @classmethod
    def of(cls, folder: Path) -> Repository:
        """Raises NoHistory; NotARepository where there is none to read."""
        done = _git(folder, "rev-parse", "--show-prefix")
        if done.returncode:
            said = _words(done.stderr)
            if "not a git repository" in said:
                raise NotARepository(
                    f"`{folder}` lies in no git repository, so that there is no earlier version to compare "
                    "with. Begin one with `git init`, and commit the handbook; or work in a clone, with its "
                    "folder `.git`."
                )
            if "dubious ownership" in said or "safe.directory" in said:
                place = shlex.quote(str(_top(folder)))
                raise NotOurs(
                    f"The repository of `{folder}` belongs to another user of this computer, so git doesn't "
                    f"read it. Tell git that it may: `git config --global --add safe.directory {place}`."
                )
            raise NoHistory(f"git can't read the repository of `{folder}`: {said}")
        return cls(folder, os.fsdecode(done.stdout).removesuffix("\n"))

    @property
    def shallow(self) -> bool:
        """Whether only a part of the history was fetched."""
        return self._ask("rev-parse", "--is-shallow-repository").strip() == "true"

    def commit(self, name: str) -> str:
        """The full hash of what `name` names: a branch, a tag, a commit; `main...` (or `main...topic`) is the
        commit where the other left `main`. Raises NoHistory."""
        first, dots, second = name.partition("...")
        one = self._commit(first)
        if not dots:
            return one
        done = _git(self.folder, "merge-base", one, self._commit(second or MARKED))
        if done.returncode:
            more = FETCH if self.shallow else "Name one of them alone."
            raise NoHistory(f"`{name}`: the two have no commit in common here. {more}")
        return _words(done.stdout)

    def _commit(self, name: str) -> str:
        if not name or name.startswith("-"):
            raise NoHistory(f"`{name}` names no commit. {NAME}")
        done = _git(self.folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
        if done.returncode == 0:
            return _words(done.stdout).split()[-1]
        if self.shallow:
            raise NoHistory(f"`{name}` isn't here: only a part of the history was fetched. {FETCH}")
        raise NoHistory(
            f"There is no commit `{name}` in this repository. {NAME} Of another's branch fetch it first: "
            "`git fetch origin`, then `origin/main`."
        )

    def tags(self, most: int) -> tuple[Tag, ...]:
        """The newest tags that this commit comes after, newest first; of one day the higher version first."""
        told = [
            "refname:strip=2",
            "objectname",
            "*objectname",
            "creatordate:unix",
            "objecttype",
            "*objecttype",
        ]
        form = "%00".join(f"%({it})" for it in told)
        done = _git(
            self.folder, "for-each-ref", "--merged=HEAD", "--sort=-version:refname", "--sort=-creatordate",
            f"--format={form}", "refs/tags",
        )  # fmt: skip
        found = []
        for line in os.fsdecode(done.stdout).splitlines() if done.returncode == 0 else ():
            name, itself, peeled, seconds, *kinds = line.split("\0")
            if "commit" in kinds and seconds:
                found.append(Tag(name, peeled or itself, datetime.fromtimestamp(int(seconds), UTC).date()))
        return tuple(found[:most])

    def moves(self, base: str, paths: Sequence[str], head: str = "") -> tuple[tuple[str, str], ...]:
        """Files within `paths` that were renamed or copied since `base`, as former and later path from the
        folder: in one of the commits up to `head`, or from `base` to it. Without a head up to the folder as
        it is.
        """
        wanted = [f"{self.prefix}{path}" for path in paths]
        how = ("-z", "--name-status", "--diff-filter=RC", f"-M{ALIKE}", f"-C{ALIKE}", "--no-ext-diff")
        ends = [base, head] if head else [base]
        told = (
            ("diff", *how, *ends, "--", *wanted),
            ("log", "--format=", *how, f"{base}..{head or MARKED}", "--", *wanted),
        )
        found: dict[tuple[str, str], None] = {}
        for words in told:
            done = _git(self.folder, "--literal-pathspecs", *words)
            for pair in _moved(done.stdout) if done.returncode == 0 else ():
                found[tuple(os.fsdecode(name).removeprefix(self.prefix) for name in pair)] = None
        return tuple(found)

    def take_out(self, commit: str, paths: Sequence[str], into: Path) -> int:
        """Writes the folder's `paths` (files, or folders with all in them) as they were; gives their number.

        Links come as the files they lead to within the commit; what leads elsewhere is left out.
        """
        wanted = [f"{self.prefix}{path}" for path in paths]
        listed = _git(
            self.folder, "--literal-pathspecs", "ls-tree", "-r", "-z", "--full-tree", commit, "--", *wanted
        )
        if listed.returncode:
            raise NoHistory(f"git can't list the files of `{commit}`: {_words(listed.stderr)}")
        names = [
            os.fsdecode(name)
            for mode, name in _entries(listed.stdout)
            if mode.decode() in _FILE or mode.decode() == _LINK
        ]
        number = 0
        for name, content in self._contents(commit, names):
            place = PurePosixPath(name.removeprefix(self.prefix))
            if ".." in place.parts or place.is_absolute():
                continue
            target = into.joinpath(*place.parts)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
            number += 1
        return number

    def _contents(self, commit: str, names: Sequence[str]) -> Iterator[tuple[str, bytes]]:
        """The contents of files of a commit. Names with a line's end in them can't be asked for."""
        asked = [name for name in names if "\n" not in name]
        done = _git(
            self.folder,
            "cat-file", "--batch", "--follow-symlinks",
            given=b"".join(os.fsencode(f"{commit}:{name}\n") for name in asked),
        )  # fmt: skip
        if done.returncode:
            raise NoHistory(f"git can't read the files of `{commit}`: {_words(done.stderr)}. {FETCH}")
        said, at = done.stdout, 0
        for name in asked:
            end = said.index(b"\n", at)
            head, at = said[at:end].split(b" "), end + 1
            if head[-1].isdigit() and len(head) == 3 and head[1] == b"blob":
                size = int(head[-1])
                yield name, said[at : at + size]
                at += size + 1
            elif head[0] in (b"symlink", b"dangling", b"loop", b"notdir"):
                at += int(head[-1]) + 1

    def _ask(self, *words: str) -> str:
        return os.fsdecode(_git(self.folder, *words).stdout)


def _moved(told: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Former and later name of each line of `--name-status -z`: a letter with a number, then both."""
    words = iter(told.split(b"\0"))
    for word in words:
        if word.strip()[:1] in (b"R", b"C"):
            yield next(words, b""), next(words, b"")


def _entries(listed: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Mode and name of each line of `ls-tree -z`."""
    for entry in listed.split(b"\0"):
        if entry:
            about, _, name = entry.partition(b"\t")
            yield about.split(b" ")[0], name


def _git(folder: Path, *words: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    surroundings = {name: value for name, value in os.environ.items() if name not in _THEIRS}
    surroundings |= {"LC_ALL": "C", "GIT_TERMINAL_PROMPT": "0", "GIT_OPTIONAL_LOCKS": "0"}
    try:
        return subprocess.run(  # noqa: S603 - words of ours, and names that can't be options
            ["git", "-C", str(folder), *words],  # noqa: S607 - wherever git is here
            input=given,
            capture_output=True,
            check=False,
            env=surroundings,
        )
    except FileNotFoundError:
        raise NoGit(
            "There is no `git` here, which keeps the earlier versions. Install it: https://git-scm.com"
        ) from None


def _top(folder: Path) -> Path:
    """The folder of the repository, found without git."""
    here = folder.resolve()
    return next((place for place in (here, *here.parents) if (place / ".git").exists()), here)


def _words(said: bytes) -> str:
    return " ".join(os.fsdecode(said).split())
