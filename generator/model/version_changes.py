"""What changed between two versions of a handbook, as values that anybody may see.

Numbers of measured values stand in it only where both versions publish them under the stricter of
their two privacy rules; see `disclosure.across_versions`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from generator.model.inputs import Text
from generator.model.period import Period
from generator.model.results import Variation, Verdict
from generator.model.snapshots import Known
from generator.problem import Problem


class How(StrEnum):
    """What became of a standard, a clinic or a country."""

    ADDED = "added"
    REMOVED = "removed"
    RETIRED = "retired"
    DRAFTED = "draft"
    APPROVED = "approved"
    RENAMED = "renamed"
    CLOSED = "closed"
    BROKEN = "left out"
    """It is written, and left out because of a mistake."""
    MENDED = "mended"
    """It was."""


class Cause(StrEnum):
    """Why a verdict is another one."""

    TARGET = "target"
    """The values are the same, or would be judged as before; what they are held against moved."""
    DATA = "data"
    """Judged by the former targets the verdict would have changed as well."""
    BOTH = "both"
    """Neither alone explains it."""
    DEFINITION = "definition"
    """It is measured otherwise, or the other way is better now: values don't compare."""
    STATUS = "status"
    """It was approved, retired, or made a draft."""


@dataclass(frozen=True, slots=True)
class ThingChange:
    """Something came, went, or is called otherwise."""

    kind: str
    """standard, clinic or country."""
    name: str
    how: How
    before: Text | None = None
    after: Text | None = None


@dataclass(frozen=True, slots=True)
class Reworded:
    """A field of a standard that says something else."""

    standard: str
    """Id; empty for a setting of the whole handbook, and for what is said of a clinic."""
    field: str
    before: Text | None
    after: Text | None
    breaks: bool = False
    """Whether values from before and after mean different things."""
    clinic: str = ""
    """Where it concerns one clinic alone."""

    @property
    def defines(self) -> bool:
        """Whether it is about what a value means or which way is better, and so is told first."""
        return self.breaks or self.field == "better"


@dataclass(frozen=True, slots=True)
class TargetMoved:
    """A target that isn't what it was, from some day on and until another moves."""

    standard: str
    scope: str | None
    """A country, a clinic or a peer group; None for everybody."""
    since: Period | None
    """None where it always was so."""
    before: float | None
    """In the unit of the values; None where there was none."""
    after: float | None


class Cell(NamedTuple):
    """A published value."""

    value: float
    numerator: float | None
    denominator: float | None


@dataclass(frozen=True, slots=True)
class Restated:
    """A value that both versions publish, and that isn't the same."""

    standard: str
    owner: str
    """A clinic, or a group: 'network', a country, a peer group."""
    period: Period
    before: Cell
    after: Cell
    size: float
    """How far it moved, as a share of the target in force then, else of the former value."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many values of a standard came or went."""

    standard: str
    added: int = 0
    first: Period | None = None
    last: Period | None = None
    """First and last period of those added."""
    withdrawn: int = 0
    hidden: int = 0
    """Shown before, hidden now as small counts."""
    shown: int = 0
    """Hidden before, shown now."""


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """A value that is no longer published; its number isn't told."""

    standard: str
    clinic: str
    period: Period


class Newest(NamedTuple):
    """A newest value as one version has it. Without the number where that can't be told."""

    verdict: Verdict
    period: Period
    value: float | None
    target: float | None


@dataclass(frozen=True, slots=True)
class VerdictChange:
    """The newest value of a clinic or a group is judged otherwise than the newest one was."""

    standard: str
    owner: str
    before: Newest
    after: Newest
    cause: Cause

    @property
    def way(self) -> int:
        """+1 better, -1 worse, 0 where that can't be said."""
        known = {Verdict.MISSED: 0, Verdict.CLOSE: 1, Verdict.MET: 2}
        if self.before.verdict not in known or self.after.verdict not in known:
            return 0
        return 1 if known[self.after.verdict] > known[self.before.verdict] else -1


@dataclass(frozen=True, slots=True)
class EarlierVerdicts:
    """How many earlier values of clinics are judged otherwise, by cause."""

    standard: str
    count: int
    cause: Cause


@dataclass(frozen=True, slots=True)
class SignalChange:
    """What a series does of late, where that is said otherwise and either version says that it changes."""

    standard: str
    owner: str
    before: Variation
    after: Variation
    period: Period
    """Of the newest value."""


@dataclass(frozen=True, slots=True)
class HeldBack:
    """How much of what the earlier version publishes the later one doesn't publish yet, or not at all."""

    standards: int = 0
    targets: int = 0
    """Of standards that are published."""
    files: int = 0
    """Files with such values of standards that are published."""


@dataclass(frozen=True)
class Review:
    """All that a reader notices between two versions."""

    before: Known
    after: Known
    day: date | None = None
    """Of the later version, where it is a release."""
    since: date | None = None
    """Of the earlier one."""
    comings: tuple[ThingChange, ...] = ()
    reworded: tuple[Reworded, ...] = ()
    targets: tuple[TargetMoved, ...] = ()
    verdicts: tuple[VerdictChange, ...] = ()
    earlier: tuple[EarlierVerdicts, ...] = ()
    restated: tuple[Restated, ...] = ()
    """Of clinics; those that moved furthest first."""
    totals: tuple[Restated, ...] = ()
    """Of groups, newest period first."""
    coverage: tuple[Coverage, ...] = ()
    withdrawn: tuple[Withdrawn, ...] = ()
    signals: tuple[SignalChange, ...] = ()
    held_back: HeldBack = HeldBack()
    """Counts alone: what it is stays untold."""
    problems: tuple[Problem, ...] = ()
    """Found now, and not before."""
    mended: tuple[Problem, ...] = ()

    @property
    def anchor(self) -> str:
        """Where it stands on the page of what changed: by the release, as far as an address can say it."""
        name = self.after.name.lower()
        return "release-" + re.sub(r"[^a-z0-9]+", "-", name).strip("-") if name else "now"

    @property
    def nothing(self) -> bool:
        """Whether a reader would notice nothing."""
        return not any(
            (
                self.comings,
                self.reworded,
                self.targets,
                self.verdicts,
                self.earlier,
                self.restated,
                self.totals,
                self.coverage,
                self.signals,
                self.held_back != HeldBack(),
                self.problems,
                self.mended,
            )
        )


class Missing(StrEnum):
    """Why it can't be said, or not in full, what changed between releases."""

    SHALLOW = "shallow"
    """Only a part of the history was fetched."""
    OWNER = "owner"
    """The repository belongs to another user, so that git doesn't read it."""
    NOWHERE = "nowhere"
    """The folder lies in no repository."""
    NO_GIT = "no git"
    """There is no git to read it with."""
    UNREADABLE = "unreadable"
    """Git can't read it."""


@dataclass(frozen=True)
class Releases:
    """What changed between releases, newest first; empty where the folder has none."""

    reviews: tuple[Review, ...] = ()
    missing: Missing | None = None
    notice: str = ""
    """What is missing and what to do, for whoever builds the site."""
