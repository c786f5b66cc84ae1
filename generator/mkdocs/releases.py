"""The releases of a handbook: tags of the repository that its folder lies in."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from generator.model.inputs import HandbookSource
from generator.model.version_changes import Missing, Releases
from generator.problem import Problem
from generator.versions import compare_versions
from generator.versions.compare_versions import Version
from generator.versions.git_history import FETCH, NoGit, NoHistory, NotARepository, NotOurs, Repository, Tag

MOST = 3
"""Releases that are compared: each costs about as much as reading the handbook once."""


WHY: dict[type[NoHistory], Missing] = {
    NoGit: Missing.NO_GIT,
    NotARepository: Missing.NOWHERE,
    NotOurs: Missing.OWNER,
    NoHistory: Missing.UNREADABLE,
}
"""What is missing by why it can't be read; the first that fits."""

PART = "Only a part of the history was fetched."


def _notice(why: str) -> str:
    return f"The page *What changed* can't tell of all releases. {why}"


class Histories:
    """The history of each folder, remembered."""

    def __init__(self) -> None:
        self._known: dict[tuple[Path, str, bool], History] = {}

    def of(self, folder: Path, data_dir: str, *, once: bool) -> History:
        key = (folder, data_dir, once)
        return self._known.setdefault(key, History(folder, data_dir, once=once))


class History:
    """What changed between releases, for one folder. Nothing is read before it is asked."""

    def __init__(self, folder: Path, data_dir: str, *, once: bool = False) -> None:
        """With `once` the first answer stands: a preview can't read every release at every save."""
        self._folder, self._data_dir, self._once = folder, data_dir, once
        self._known: Releases | None = None

    def __call__(self, now: HandbookSource, problems: tuple[Problem, ...]) -> Releases:
        """Nothing where there are no releases; where they can't be read, why."""
        if self._known is None or not self._once:
            self._known = self._read(now, problems)
        return self._known

    def _read(self, now: HandbookSource, problems: tuple[Problem, ...]) -> Releases:
        try:
            repository = Repository.of(self._folder)
            tags = repository.tags(MOST)
            known = Releases()
            if tags:
                with tempfile.TemporaryDirectory(prefix="benchbook-") as place:
                    past = tuple(self._taken_out(repository, tags, Path(place)))
                    known = compare_versions.since_releases(past, now, problems)
            if len(tags) < MOST and repository.shallow:
                return replace(known, missing=Missing.SHALLOW, notice=_notice(f"{PART} {FETCH}"))
            return known
        except NoHistory as reason:
            missing = next(it for kind, it in WHY.items() if isinstance(reason, kind))
            return Releases(missing=missing, notice=_notice(str(reason)))

    def _taken_out(self, repository: Repository, tags: tuple[Tag, ...], place: Path) -> Iterator[Version]:
        """Releases that have a handbook where this one is, newest first."""
        for at, tag in enumerate(tags):
            folder = place / str(at)
            folder.mkdir()
            paths = (self._data_dir,)
            if repository.take_out(tag.commit, paths, folder):
                moves = repository.moves(tag.commit, paths)
                yield Version(tag.name, folder, self._data_dir, tag.day, moves)
