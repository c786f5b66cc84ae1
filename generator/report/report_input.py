"""What a report tells: the problems, what is accepted, and where the handbook lies in its repository."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generator.problem import Accepted, Place, Problem


@dataclass(frozen=True, slots=True)
class ReportInput:
    """All that the forms of a report are made from."""

    problems: tuple[Problem, ...]
    """In reading order."""

    accepted: tuple[Accepted, ...] = ()
    folder: str = ""
    """The handbook's folder within the repository, empty for its top."""

    def path(self, place: Place) -> str:
        """The file's path from the top of the repository, which platforms know it by."""
        return "/".join(part for part in (self.folder.strip("/"), place.file) if part not in ("", "."))


def whole(problem: Problem) -> str:
    """What is wrong and what to do, as one text."""
    return f"{problem.message} {problem.hint}".strip()


def fingerprints(problems: Iterable[Problem]) -> Iterator[str]:
    """A name for each that stays the same while lines above it come and go.

    Made of the file, the code and the message; the second of two alike counts on.
    """
    alike: Counter[tuple[str, str, str]] = Counter()
    for problem in problems:
        key = (problem.place.file, problem.code, problem.message)
        alike[key] += 1
        yield hashlib.sha256("\0".join((*key, str(alike[key]))).encode()).hexdigest()[:32]
