"""Conversions stage by stage: how many come so far, and what share of each stage goes on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from generator.model.period import Period


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
