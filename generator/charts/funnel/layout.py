"""What a funnel shows, finished before it is drawn: clinics over their size, and what chance leaves them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import isfinite
from typing import NamedTuple

from generator.charts.axis_ticks import Scale
from generator.charts.funnel.labels import Name, Size, Way, names, sizes
from generator.charts.value_axis import ValueAxis, ruler
from generator.model.comparison_results import Compared, Funnel, PeerComparison
from generator.model.inputs import Standard
from generator.model.period import Period
from generator.model.standard_results import StandardResult
from generator.words import Words

LOOKS = ("unjudged", "alike", "maybe-apart", "maybe-better", "maybe-worse", "apart", "better", "worse")
"""How clinics are drawn, those that matter most last and so above the others."""

MANY = 150
"""Clinics from which on dots are drawn smaller and those within the funnel show through."""

WAY: dict[str, Way] = {"higher": 1, "lower": -1, "neither": 0}


class Dot(NamedTuple):
    """One clinic."""

    name: str
    size: float
    """Its denominator."""
    value: float
    standing: PeerComparison
    look: str
    said: str
    """Value, counts and standing; plain text."""
    away: float
    """How far it lies from the benchmark; 1 is on the outer limit of a clinic of its size."""


@dataclass(frozen=True, slots=True)
class FunnelChart:
    """The clinics of one period on their axes."""

    ruler: ValueAxis
    scale: Scale
    funnel: Funnel
    period: Period
    benchmark: float
    target: float | None
    dots: list[Dot]
    ticks: list[Size]
    named: list[Name]
    """Clinics beyond the outer limits, as many as can be named without writing over one another."""
    phi: float | None
    widened: bool
    """Whether the limits are widened by what clinics differ by anyway."""
    unlike: int
    """Clinics with a value that isn't in it, because their definition is another."""

    @property
    def words(self) -> Words:
        return self.ruler.words

    @property
    def low(self) -> float:
        """The size at the left end."""
        return float(self.funnel.size[0])

    @property
    def high(self) -> float:
        return float(self.funnel.size[-1])

    def across(self, size: float) -> float:
        """How far from the left a size lies, from 0 to 1."""
        return min(1.0, max(0.0, (size - self.low) / (self.high - self.low)))

    def looking(self) -> list[tuple[str, list[Dot]]]:
        """Clinics by how they are drawn, in the order of drawing."""
        return [(look, found) for look in LOOKS if (found := [dot for dot in self.dots if dot.look == look])]

    @property
    def many(self) -> bool:
        """Whether dots are drawn smaller."""
        return len(self.dots) > MANY

    @property
    def judged(self) -> list[Dot]:
        return [dot for dot in self.dots if dot.standing.told]


def look(standing: PeerComparison, way: Way) -> str:
    """How a clinic of that standing is drawn: filled beyond the outer limits, hollow between them and
    the inner ones; by what it means where a direction is agreed."""
    if not standing.told:
        return "unjudged"
    if standing is PeerComparison.WITHIN:
        return "alike"
    good = way * standing
    meaning = "better" if good > 0 else "worse" if good < 0 else "apart"
    return meaning if abs(standing) > 1 else f"maybe-{meaning}"


def chart(
    finding: StandardResult, standard: Standard, words: Words, called: Sequence[str], target: float | None
) -> FunnelChart:
    """`finding` as its newest funnel shows it; `called` are the names of its clinics, as plain text.

    Raises ValueError for a finding without a funnel.
    """
    funnel, compared, upwards = finding.funnel, finding.compared, ruler(standard, words)
    if funnel is None or compared is None:
        raise ValueError("there is no period that a funnel is drawn for")
    dots, unlike = _dots(finding, compared, funnel.at, upwards, called)
    scale = _scale(upwards, funnel, [dot.value for dot in dots], target)
    phi, tau2 = float(compared.phi[funnel.at]), float(compared.tau2[funnel.at])
    low, high = float(funnel.size[0]), float(funnel.size[-1])
    places = {dot: ((dot.size - low) / (high - low), 1 - scale.share(dot.value)) for dot in dots}
    beyond = farthest(dot for dot in dots if dot.standing.told and abs(dot.standing) > 1)
    between = [dot for dot in dots if abs(dot.standing) == 1]
    return FunnelChart(
        ruler=upwards,
        scale=scale,
        funnel=funnel,
        period=finding.panel.periods[funnel.at],
        benchmark=funnel.benchmark,
        target=target,
        dots=dots,
        ticks=sizes(low, high, words),
        named=names([(dot.name, *places[dot]) for dot in beyond], [places[dot] for dot in between]),
        phi=phi if isfinite(phi) else None,
        widened=tau2 > 0,
        unlike=unlike,
    )


def _dots(
    finding: StandardResult, compared: Compared, at: int, upwards: ValueAxis, called: Sequence[str]
) -> tuple[list[Dot], int]:
    """The clinics that are in the comparison, and how many aren't because of their definition."""
    panel, standard, words = finding.panel, upwards.standard, upwards.words
    way, number, unlike, dots = WAY[standard.measure.better], words.number, 0, []
    told = {code: str(words.standing(code, standard.measure.better)) for code in PeerComparison}
    columns = (compared.standing, panel.value, panel.numerator, panel.denominator, *compared.far)
    rows = zip(called, *(column[:, at].tolist() for column in columns), strict=True)
    middle = float(compared.benchmark[at])
    for name, code, value, numerator, denominator, *far in rows:
        standing = PeerComparison(code)
        unlike += standing is PeerComparison.NOT_COMPARABLE
        if standing.told or standing is PeerComparison.TOO_FEW:
            counted = words("{x} of {n}", x=number(numerator), n=number(denominator))
            said = f"{upwards.write(value)} ({counted}) {told[standing]}"
            away = _away(value, middle, far)
            dots.append(Dot(name, denominator, value, standing, look(standing, way), said, away))
    return dots, unlike


def _away(value: float, middle: float, far: Sequence[float]) -> float:
    width = far[value > middle] - middle
    return (value - middle) / width if width else 0.0


def farthest(dots: Iterable[Dot]) -> list[Dot]:
    """Those that lie farthest out first, given their size."""
    return sorted(dots, key=lambda dot: -dot.away)


def _scale(upwards: ValueAxis, funnel: Funnel, values: list[float], target: float | None) -> Scale:
    """Room for every clinic, the target and all of the curves."""
    known = [*values, funnel.benchmark, *([] if target is None else [target])]
    low, high = float(funnel.far[0].min()), float(funnel.far[1].max())
    return upwards.scale(min(known), max(known), low, high)
