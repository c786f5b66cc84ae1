"""What is wrong, where, which rule says so and how to mend it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much a problem matters to the published handbook."""

    ERROR = "error"
    """What it names is left out of the handbook, and a strict build fails."""

    WARNING = "warning"
    """What it names is published, and readers are told. A strict build fails."""

    NOTICE = "notice"
    """Worth knowing, or due with time. Readers are told; no build fails on it."""


@dataclass(frozen=True, order=True, slots=True)
class Place:
    """A spot in a file that an editor can jump to.

    `file` is relative to the handbook's folder, with forward slashes. Lines and columns
    count from 1.
    """

    file: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Fix:
    """A correction that can't change what is meant: at `place` stands exactly `old`, to become `new`."""

    place: Place
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Cause:
    """What would explain a finding if much else has the same cause. Then it is told once, there."""

    thing: tuple[str, str]
    """Such as ("standard", "email-reply")."""

    path: tuple[str | int, ...] = ()
    """What of it is the cause: ("measure", "kind")."""

    message: str = ""
    """What is said of all together; `{many}` becomes how many values follow from it."""

    hint: str = ""

    enough: int = 2
    """So many values, or where none are concerned findings, are the cause's fault; fewer are their own."""

    place: Place | None = None
    """Where it is told; None for where the first finding is."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding. Made where it is noticed, worded for the person who edits the file."""

    code: str
    severity: Severity
    place: Place
    message: str
    """What stands there and what was expected, in one or two plain sentences."""

    hint: str = ""
    """What to do about it; empty when the message already says so."""

    also: tuple[Place, ...] = ()
    """The other places that take part, such as the first of two equal values."""

    stops: tuple[tuple[str, str], ...] = ()
    """What an error leaves out: pairs such as ("standard", "email-reply") or ("file", path)."""

    mends: tuple[Fix, ...] = ()
    """What `benchbook check --fix` does about it; empty for whatever needs a person to decide."""

    cause: Cause | None = None
    """What it may follow from, together with others."""

    @property
    def sort_key(self) -> tuple[Place, str, str]:
        return (self.place, self.code, self.message)


@dataclass(frozen=True, slots=True)
class Accepted:
    """A finding that an editor has looked at and lets stand, with the reason that the file gives."""

    problem: Problem
    reason: str
    place: Place
    """Where the reason is written."""


def in_reading_order(problems: list[Problem] | tuple[Problem, ...]) -> tuple[Problem, ...]:
    """Problems sorted by file, line and column, each said once."""
    return tuple(sorted(dict.fromkeys(problems), key=lambda problem: problem.sort_key))
