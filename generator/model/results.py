"""What we work out from what editors wrote. Arrays by standard, and a row of them as a value.

Arrays of a standard have one row a clinic and one column a period, in the order of
`Panel.clinics` and `Panel.periods`. Numbers that aren't there are NaN in arrays and None in rows.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from generator.model.inputs import Definition, Text
from generator.model.period import Period

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Codes = NDArray[np.int8]
Rows = NDArray[np.int32]

POINTS_FOR_ICONS = 13
"""Points a group of a control chart needs before we speak of change (Making Data Count)."""


class Verdict(IntEnum):
    """Does a value meet the target that was in force then and there?"""

    MET = 1
    CLOSE = 2
    MISSED = 3
    NOT_JUDGED = 4
    """Too few in the denominator (`judge_from`)."""
    NO_TARGET = 5
    """No target in force, no direction agreed, or a draft or retired standard."""
    NO_VALUE = 6
    HIDDEN = 7
    """A small count of a sensitive standard."""
    NOT_COMPARABLE = 8
    """The clinic's own definition differs; shown, not judged."""


class SpcRule(IntEnum):
    """Which special-cause rule fired; the lowest that fires names the point."""

    NONE = 0
    OUTSIDE = 1
    TREND = 2
    TWO_OF_THREE = 3
    SHIFT = 4


class Variation(StrEnum):
    """The variation icon of the last point, in the NHS meanings."""

    IMPROVING = "improving"
    WORSENING = "worsening"
    RISING = "rising"
    """Special cause, high; no direction is agreed."""
    FALLING = "falling"
    STEADY = "steady"
    """Common cause only, or no variation at all."""
    NOT_RANDOM = "not random"
    """Fewer than 13 points, and a run about their median that is too long, or too few crossings."""
    TOO_FEW = "too few"
    """Fewer than 13 points since the last restart, or too scattered to give limits."""


class ChangeBy(IntEnum):
    """What says whether a series changes."""

    XMR = 0
    """The XmR chart, from 13 points."""
    RUN_CHART = 1
    """The run chart, from 10 useful points as long as there are fewer than 13."""
    RECENT_TREND = 2
    """The trend of the last five years, of yearly values."""


class Assurance(StrEnum):
    """Where the target lies against the limits of the last point's group."""

    PASS = "passes"
    FAIL = "fails"
    HIT_OR_MISS = "hit or miss"
    NONE = "none"


@dataclass(frozen=True)
class Panel:
    """All clinics' values of one standard on one calendar."""

    standard: str
    clinics: tuple[str, ...]
    periods: tuple[Period, ...]
    """Without a gap, from the first period with a value anywhere to the last."""

    value: Floats
    numerator: Floats
    denominator: Floats
    row: Rows
    """Row of the table of observations that a value came from; -1 where there is none."""

    expected: Bools
    """Whether the clinic was open, so that a value should be there."""

    hidden: Bools
    """Small counts of a sensitive standard: their numbers are NaN in every array here."""

    restart: Bools
    """True at a period from which new limits start."""

    sd: Floats | None = None
    """Of scores: the standard deviation of the answers, where it was given."""

    members: Rows | None = None
    """For groups: how many clinics are in the sum."""

    of: Rows | None = None
    """For groups: how many clinics could have been in it."""

    @property
    def shape(self) -> tuple[int, int]:
        return self.value.shape[0], self.value.shape[1]

    @property
    def of_nobody(self) -> Bools:
        """Where a clinic reported that there was nobody to count, so that there is no value."""
        return np.isnan(self.value) & (self.denominator == 0)


@dataclass(frozen=True)
class Limits:
    """XmR limits and signals of every series of a panel. Shapes as the panel's."""

    group: NDArray[np.int16]
    mean: Floats
    lower: Floats
    upper: Floats
    rule: Codes
    """Codes of `Rule`."""
    direction: Codes
    """+1 high or rising, -1 low or falling, 0 where no rule fired."""
    points: NDArray[np.int16]
    """How many values the group of this point has."""


@dataclass(frozen=True)
class Assessment:
    """Targets in force and verdicts of every value of a panel, and what each series does of late."""

    target: Floats
    """Shape as the panel's; NaN where none is in force."""
    verdict: Codes
    """Shape as the panel's; codes of `Verdict`."""
    last: Rows
    """By series: position of the last value, -1 where there is none."""
    change: tuple[Variation, ...]
    assurance: tuple[Assurance, ...]
    since: Rows
    """By series: where the run of signals that the last value belongs to began, -1 where none."""
    by: Codes
    """By series: what says whether it changes; codes of `ChangeBy`."""


class FilePlace(NamedTuple):
    """The line that a number came from."""

    file: str
    line: int


class Published(NamedTuple):
    """A published figure that can stand on the axis of a standard's values."""

    name: str
    """Where and when; plain text."""
    value: float
    """In the unit of the values."""
    same: bool
    """Whether it was measured the same way; else nearly so."""
    said: str
    """Value, and whether it can be compared; plain text."""


@dataclass(frozen=True, slots=True)
class ChangeMark:
    """An annotated change on a chart."""

    position: int
    note: Text
    restart: bool


@dataclass(frozen=True, slots=True)
class Series:
    """One clinic's (or a group's) values of one standard, ready to be shown. Lists run with `periods`.

    What is hidden is None here and can't be read back.
    """

    standard: str
    clinic: str
    """Id of the clinic, of the country, or 'network'."""

    periods: tuple[Period, ...]
    values: list[float | None]
    numerators: list[float | None]
    denominators: list[float | None]
    targets: list[float | None]
    verdicts: list[int]
    means: list[float | None]
    lowers: list[float | None]
    uppers: list[float | None]
    groups: list[int]
    rules: list[int]
    directions: list[int]
    expected: list[bool]
    sources: list[FilePlace | None]
    notes: Mapping[int, str] = field(default_factory=dict)
    missing: Mapping[int, str] = field(default_factory=dict)
    """Reasons by position; an expected period with neither value nor reason isn't here."""

    quality: Mapping[int, str] = field(default_factory=dict)
    marks: tuple[ChangeMark, ...] = ()
    change: Variation = Variation.TOO_FEW
    assurance: Assurance = Assurance.NONE
    since: int | None = None
    """Position at which the signal of the last point began."""

    by: ChangeBy = ChangeBy.XMR
    """What says whether it changes."""

    points: int = 0
    """Values in the group of the last point."""

    definition: Definition | None = None
    """How the clinic's definition differs, if it does."""

    members: list[tuple[int, int]] | None = None
    """For groups: how many of how many clinics are in the sum, by period."""

    @property
    def last(self) -> int | None:
        """Position of the last value, None where there is none."""
        return next((i for i in range(len(self.values) - 1, -1, -1) if self.values[i] is not None), None)


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart, three times: as SVG in the page, as a spec for Plotly, and as a sentence.

    `svg` is safe markup. `spec` is a plain dict of Plotly's with `data` and what differs from the
    shared layout of `kind`.
    """

    kind: str
    svg: str
    spec: Mapping[str, object]
    sentence: str
    title: str = ""
    """What and where, as plain text; the sentence is plain text too."""


@dataclass(frozen=True, slots=True)
class YearTotal:
    """Sum over sums for one year, or one quarter, of one group."""

    year: Period
    """Or the quarter."""
    value: float | None
    numerator: float | None
    denominator: float | None
    members: int
    of: int
    months: int
    """How many of its periods are in it."""

    hidden: bool = False
    """Withheld, because one of those periods is."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Something that an editor wrote and the handbook does not show, with the reason."""

    what: str
    name: str
    reason: str
    file: str
    line: int = 1
