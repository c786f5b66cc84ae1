"""What our own checks say of each mutation, held against what had to be said."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from datetime import date
from itertools import repeat
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.damage.book import Blame, Book, Damage
from generator import check, load
from generator.load.parse_cache import ParseCache
from generator.problem import Problem

DAY = date(2026, 7, 15)
"""The day on which the handbook is read: some weeks after its newest values."""


@dataclass(frozen=True)
class Outcome:
    """One mutation and what was found because of it."""

    damage: Damage
    found: tuple[Problem, ...]
    """Findings that the undamaged handbook doesn't have."""

    @property
    def best(self) -> Problem | None:
        """The finding that says what had to be said, or comes nearest to it."""
        blame = self.damage.blame
        told = [problem for problem in self.found if blame and rightly(problem, blame)]
        return max(told, key=lambda problem: _right(problem, blame), default=None) if blame else None

    @property
    def detected(self) -> bool:
        return self.best is not None

    @property
    def at_its_line(self) -> bool:
        blame, best = self.damage.blame, self.best
        return bool(blame and best and best.place.line == blame.line and _both_named(best, blame))

    @property
    def at_its_column(self) -> bool | None:
        """None where no single column is to blame."""
        blame, best = self.damage.blame, self.best
        if blame is None or blame.column is None:
            return None
        return bool(self.at_its_line and best and best.place.column == blame.column)

    @property
    def hinted(self) -> bool:
        blame, best = self.damage.blame, self.best
        return bool(blame and best and not missing_words(best, blame))

    @property
    def others(self) -> int:
        """Findings beside the one that was called for."""
        return len(self.found) - self.detected


def rightly(problem: Problem, blame: Blame) -> bool:
    """Whether the finding is of a rule that may say it, in the file that is to blame."""
    return problem.place.file == blame.file and problem.code.startswith(tuple(blame.codes))


def missing_words(problem: Problem, blame: Blame) -> list[str]:
    """What the message and its hint should name and don't."""
    said = f"{problem.message} {problem.hint}".lower()
    wanted = (*blame.words, *([f"`{blame.cell}"] if blame.cell else []))
    return [word for word in wanted if word.lower() not in said and word.lower().replace("`", "") not in said]


def _both_named(problem: Problem, blame: Blame) -> bool:
    others = [f"{place.file}:{place.line}" for place in problem.also]
    return not blame.also or blame.also in others


def _right(problem: Problem, blame: Blame) -> tuple[bool, int, bool]:
    return (
        problem.place.line == blame.line,
        -len(missing_words(problem, blame)),
        problem.place.column == blame.column,
    )


@dataclass
class Field:
    """A folder in which one mutation after the other is made and taken back."""

    book: Book
    root: Path
    known: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    """Findings of the undamaged handbook."""

    _remembered: ParseCache = field(default_factory=ParseCache)

    def __post_init__(self) -> None:
        for name, raw in self.book.files.items():
            self._write(name, raw)
        self.known = Counter(map(_said, self._problems()))

    def outcome(self, damage: Damage) -> Outcome:
        for name, raw in damage.writes.items():
            self._write(name, raw)
        found = self._problems()
        for name in damage.writes:
            self._write(name, self.book.files.get(name))
        known = self.known.copy()
        new = []
        for problem in found:
            known[_said(problem)] -= 1
            if known[_said(problem)] < 0:
                new.append(problem)
        return Outcome(damage, tuple(new))

    def _problems(self) -> tuple[Problem, ...]:
        # Files that nothing was done to are remembered, as in a preview; without, this takes thrice as long.
        written = load.folder(self.root, DAY, remembered=self._remembered)
        return check.checked(written).problems

    def _write(self, name: str, raw: bytes | None) -> None:
        path = self.root / name
        if raw is None:
            path.unlink()
            if not any(path.parent.iterdir()):
                path.parent.rmdir()
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(raw)


def _said(problem: Problem) -> tuple[str, str, str]:
    return problem.code, problem.place.file, problem.message


def outcomes(book: Book, damages: Iterable[Damage]) -> Iterator[Outcome]:
    """One after the other, in a folder of their own."""
    with TemporaryDirectory(prefix="damaged-") as folder:
        ground = Field(book, Path(folder))
        for damage in damages:
            yield ground.outcome(damage)
        shutil.rmtree(ground.root / "data", ignore_errors=True)


def by_processes(book: Book, damages: Sequence[Damage], processes: int) -> list[Outcome]:
    """The same, shared out among processes."""
    parts = [damages[i::processes] for i in range(processes)]
    book = Book(book.files)  # without the lines and sites that it keeps at hand
    with ProcessPoolExecutor(processes) as pool:
        return [each for part in pool.map(_listed, repeat(book), parts) for each in part]


def _listed(book: Book, damages: Sequence[Damage]) -> list[Outcome]:
    return list(outcomes(book, damages))
