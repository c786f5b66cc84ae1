"""What came out of a replay."""

from __future__ import annotations

from dataclasses import dataclass

from generator.verify.deviations import Deviation


@dataclass(frozen=True)
class Difference:
    """A field of a case in which we don't say what the reference says."""

    set: str
    case: str
    field: str
    """With the place within it: `lpl[3]` is the third value of `lpl`."""

    theirs: str
    ours: str
    file: str
    line: int
    deviation: Deviation | None = None
    """Why it differs on purpose; None where it doesn't."""


@dataclass(frozen=True)
class ReplayCount:
    """A set's cases. Each is counted once, by the worst of its fields."""

    set: str
    cases: int
    agreed: int
    on_purpose: int
    differed: int


@dataclass(frozen=True)
class Stale:
    """A deviation of our list that a case shows to be none any more."""

    deviation: Deviation
    cases: tuple[str, ...]


@dataclass(frozen=True)
class Outcome:
    """A replay of a folder of vectors."""

    tallies: tuple[ReplayCount, ...]
    differences: tuple[Difference, ...]
    on_purpose: tuple[Difference, ...]
    stale: tuple[Stale, ...]
    passed_over: tuple[str, ...]
    """Files in the folders of sets that nothing here replays."""

    @property
    def agrees(self) -> bool:
        """Whether all is as the references say or as the list of deviations says."""
        return not self.differences and not self.stale
