"""Conversions stage by stage: how many come so far, and what share of each stage goes on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from generator.model.period import Period
from generator.model.results import Bools, Codes, Floats, Rows


@dataclass(frozen=True, slots=True)
class Step:
    """From one stage to the next."""

    rate: float
    low: float
    high: float
    """Its 95 % interval, as fractions of 1."""


@dataclass(frozen=True, slots=True)
class Flow:
    """Sums over the periods from `first` to `last`. Withheld (`hidden`) where one of them is hidden."""

    first: Period
    last: Period
    periods: int
    """How many of them have a value; of a group, how many clinics have one in any."""
    of: int
    counts: tuple[float, ...]
    """By stage; empty where hidden or where nothing is known."""
    steps: tuple[Step | None, ...]
    """Between the stages; None where nobody came so far, or more went on than came."""
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Best:
    """The clinic where the largest share goes on from a stage, of those with enough to tell."""

    clinic: str
    step: Step


@dataclass(frozen=True)
class Course:
    """Every clinic over time, quarter by quarter. Arrays are clinics by quarters, oldest first."""

    counts: Floats
    """By stage in the last axis; NaN where there is no value, and where one of the periods is hidden."""
    low: Floats
    """By step in the last axis: the lower limit of the share at 95 %; NaN where there is none."""
    high: Floats
    periods: Rows
    """How many periods have a value."""
    of: Rows
    """How many should have one."""
    hidden: Bools


@dataclass(frozen=True)
class Differences:
    """The newest year of every clinic beside all comparable ones. Arrays are clinics by steps."""

    standing: Codes
    """Codes of `compared.Standing`."""
    difference: Floats
    """The clinic's share less that of all together, itself included, as fractions of 1."""
    low: Floats
    """Its 95 % interval; NaN where nothing is compared."""
    high: Floats


@dataclass(frozen=True, slots=True)
class Flows:
    """One conversion standard."""

    stages: tuple[str, ...]
    newest: Mapping[str, Flow]
    """By clinic and for 'network': the newest year."""
    quarters: tuple[Flow, ...]
    """All comparable clinics together, oldest first."""
    best: tuple[Best | None, ...]
    """By step."""
    clinics: Mapping[str, int]
    """Row of each clinic in the arrays."""
    course: Course
    """The same quarters, by clinic."""
    differences: Differences | None = None
