"""What comparing clinics with one another gives: arrays by standard, and one clinic's share of them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from math import isnan

from generator.model.inputs import Standard
from generator.model.period import Period
from generator.model.results import Codes, Floats, Panel, Rows

FEWEST_PEERS = 3
"""Comparable clinics with a value, itself included, below which nobody is compared."""


FEWEST_UNITS = 10
"""Clinics from which on a funnel is drawn, and over-dispersion is worth reckoning."""

FEWEST_CASES = 10
"""Cases of a share below which it isn't compared, whatever `judge_from` says: intervals of so few
promise less than they say."""


def enough(standard: Standard, *, share: bool) -> int:
    """Cases from which on a clinic is compared."""
    return max(standard.judge_from, FEWEST_CASES) if share else standard.judge_from


class PeerComparison(IntEnum):
    """Where a value lies beside its peers' of the same period, or why that isn't said.

    Which side is better, the standard's direction says.
    """

    FAR_BELOW = -2
    """Below what 99.8 % of clinics like it would have by chance."""
    BELOW = -1
    """Below what 95 % would."""
    WITHIN = 0
    ABOVE = 1
    FAR_ABOVE = 2
    NO_VALUE = 10
    HIDDEN = 11
    NOT_IN_FORCE = 12
    """A draft or a retired standard."""
    NOT_COMPARABLE = 13
    """The clinic's own definition differs."""
    NO_INTERVAL = 14
    """Nobody can tell how sure the value is: a median, a price, a mean without its deviation."""
    TOO_FEW = 15
    """Too few in the denominator (`judge_from`, and of shares `FEWEST_CASES`)."""
    FEW_PEERS = 16
    """Fewer than three comparable clinics with a value."""

    @property
    def told(self) -> bool:
        """Whether the value is compared."""
        return self <= PeerComparison.FAR_ABOVE


class Method(IntEnum):
    """How the clinics of one period are compared."""

    NONE = 0
    INTERVAL = 1
    """The benchmark inside or outside the clinic's own interval."""
    FUNNEL = 2
    """The clinic inside or outside limits around the benchmark, for a clinic of its size."""
    OVERDISPERSED = 3
    """The same, the limits widened by what clinics differ by anyway."""


@dataclass(frozen=True)
class Gain:
    """By clinic: the newest year against the first since the limits began; NaN where there aren't both."""

    difference: Floats
    """In the unit of the values."""
    low: Floats
    high: Floats
    """Its 95 % interval."""
    base: Floats
    """The value of the first year: sum over sum."""
    now: Floats
    wide: Floats
    """What both years' intervals are widened by, because months differ by more than chance; 1 if not."""
    first: Rows
    """Position at which the first year begins, -1 where there is none."""
    span: int
    """Periods in a year."""


@dataclass(frozen=True)
class Compared:
    """A panel of clinics, each beside all of them. Values and limits are in the unit of the values.

    Arrays are clinics by periods, by period, or by clinic, as each says.
    """

    standing: Codes
    """Clinics by periods; codes of `Standing`."""
    near: tuple[Floats, Floats]
    """Clinics by periods: limits of the funnel at 95 %; NaN where there is none."""
    far: tuple[Floats, Floats]
    """The same at 99.8 %."""
    sure: tuple[Floats, Floats]
    """By clinic: the newest value's own interval at 99.8 %; NaN where there is none."""
    benchmark: Floats
    """By period: sum over sum of the comparable clinics with a value."""
    method: Codes
    """By period; codes of `Method`."""
    phi: Floats
    """By period: how much more clinics differ than by chance, which would give 1; NaN without a funnel."""
    tau2: Floats
    """By period: variance between clinics on the arcsine scale that the limits are widened by."""
    members: Rows
    """By period: comparable clinics with a value."""
    of: Rows
    """By period: comparable clinics that should have one."""
    last: Rows
    """By clinic: position of the newest value, -1 where there is none."""
    since: Rows
    """By clinic: from where on its values lie on the side of the newest one; -1 where it lies on none."""
    best: Rows
    """By clinic: the best rank its newest value could have in the newest period; 0 where it isn't ranked."""
    worst: Rows
    ranked: int
    """Clinics that are ranked in the newest period."""
    gain: Gain


@dataclass(frozen=True)
class Spread:
    """By period: how the values of all comparable clinics are spread, in their unit; NaN for too few."""

    least: Floats
    lower: Floats
    """First quartile."""
    median: Floats
    upper: Floats
    """Third quartile."""
    most: Floats
    members: Rows
    """Clinics with a value."""


@dataclass(frozen=True)
class Funnel:
    """The limits of the newest period that a funnel is drawn for, over the size of a clinic.

    `size` is the denominator; limits are fractions of 1, clipped to 0..1.
    """

    at: int
    """Position of the period."""
    benchmark: float
    size: Floats
    near: tuple[Floats, Floats]
    """95 %."""
    far: tuple[Floats, Floats]
    """99.8 %."""


@dataclass(frozen=True)
class AlternativeTargets:
    """The values of one standard by another country's targets."""

    target: Floats
    """By clinic, of its newest value; NaN where none is in force there."""
    verdict: Codes
    """By clinic, of its newest value; codes of `Verdict`."""
    aims: Floats
    """By period: the target in force there, for whichever clinic; NaN where there is none."""
    verdicts: Codes
    """Clinics by periods; codes of `Verdict`."""
    own: bool
    """Whether the country has a target of its own; else everybody's holds there."""


@dataclass(frozen=True, slots=True)
class Improvement:
    """What evidence says about a clinic since its first year."""

    base: float
    now: float
    difference: float
    low: float
    high: float
    wide: float
    """What the intervals of both years were widened by; 1 where months differ by chance alone."""
    first: Period
    """The first period of the first year."""


@dataclass(frozen=True, slots=True)
class ComparedWithPeers:
    """A clinic's newest value beside its peers'. None where there is no such number."""

    at: int
    """Position of the newest value."""
    period: Period
    standing: PeerComparison
    method: Method
    benchmark: float | None
    members: int
    of: int
    near: tuple[float, float] | None
    far: tuple[float, float] | None
    sure: tuple[float, float] | None
    phi: float | None
    since: Period | None
    rank: tuple[int, int, int] | None
    """Best, worst, and of how many."""
    improvement: Improvement | None


def beside(panel: Panel, compared: Compared, clinic: int) -> ComparedWithPeers | None:
    """One clinic's share of it, by its row; None where it has no value that is shown."""
    at = int(compared.last[clinic])
    if at < 0:
        return None
    since, best = int(compared.since[clinic]), int(compared.best[clinic])
    benchmark, phi = float(compared.benchmark[at]), float(compared.phi[at])
    return ComparedWithPeers(
        at=at,
        period=panel.periods[at],
        standing=PeerComparison(int(compared.standing[clinic, at])),
        method=Method(int(compared.method[at])),
        benchmark=None if isnan(benchmark) else benchmark,
        members=int(compared.members[at]),
        of=int(compared.of[at]),
        near=_pair(compared.near, clinic, at),
        far=_pair(compared.far, clinic, at),
        sure=_known(float(compared.sure[0][clinic]), float(compared.sure[1][clinic])),
        phi=None if isnan(phi) else phi,
        since=panel.periods[since] if since >= 0 else None,
        rank=(best, int(compared.worst[clinic]), compared.ranked)
        if best and at == panel.shape[1] - 1
        else None,
        improvement=_improvement(panel, compared.gain, clinic),
    )


def _improvement(panel: Panel, gain: Gain, clinic: int) -> Improvement | None:
    if (first := int(gain.first[clinic])) < 0:
        return None
    numbers = (gain.base, gain.now, gain.difference, gain.low, gain.high, gain.wide)
    return Improvement(*(float(it[clinic]) for it in numbers), first=panel.periods[first])


def _pair(limits: tuple[Floats, Floats], clinic: int, at: int) -> tuple[float, float] | None:
    return _known(float(limits[0][clinic, at]), float(limits[1][clinic, at]))


def _known(low: float, high: float) -> tuple[float, float] | None:
    return None if isnan(low) or isnan(high) else (low, high)
