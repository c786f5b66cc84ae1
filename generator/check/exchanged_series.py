"""Rules of series in each other's place: two standards or two clinics that change levels at one time."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from generator.check.neighbouring_values import MEDIAN_MOVING_RANGE
from generator.check.rule import rule
from generator.check.rule_input import RuleInput
from generator.check.sample_sizes import ACCEPT, Sizes, sizes
from generator.check.series_order import Floats
from generator.model.check_rule import Finding
from generator.problem import Severity

APART = math.log(1.5)
"""How far the two levels lie from each other: less may be chance."""

SUDDEN = math.log(1.3)
"""The step from one period to the next that begins it; a season comes slowly."""

MOST = 0.75
"""The part of the change of level that is made at once."""

SAME = math.log(1.15)
"""How near each comes to where the other was."""

ALIKE = math.log(1.04)
"""The same of two standards of a clinic, of which nothing else says whether they are exchanged."""

LONG = 4
"""Sizes before and after that this takes."""

SHARES = 0.03
"""Shares that differ by less say nothing."""

BESIDE = 6
FEWEST = 3
"""Sizes before and after that it takes to know a level."""

WILD = 6.0
"""Scatters of its series that a step is larger than."""

SURE = 3.0
"""The same in square roots of counts, whose standard error is a half."""


@dataclass(frozen=True)
class _Step:
    """Where a series changes its level."""

    at: int
    before: float
    after: float


@rule("HB275", Severity.WARNING)
def exchanged(subject: RuleInput) -> Iterator[Finding]:
    """
    Two series that change places

    From one period on each of them counts as many as the other did before. Two clinics or two standards
    don't do that at once by chance: their values stand in each other's place. Of two standards of one
    clinic the shares have to change places as well: fewer calls and more forms may be a new way to write.

    Wrong:
        # data/kpis/2025.csv
        clinic,standard,period,met,of
        ca-halifax,email-reply,2025-01,182,200
        ca-halifax,email-reply,2025-02,175,198
        ca-halifax,email-reply,2025-03,180,201
        ca-halifax,email-reply,2025-04,755,829
        ca-halifax,email-reply,2025-05,741,811
        ca-halifax,email-reply,2025-06,768,840
        ca-truro,email-reply,2025-01,760,820
        ca-truro,email-reply,2025-02,745,815
        ca-truro,email-reply,2025-03,771,842
        ca-truro,email-reply,2025-04,180,199
        ca-truro,email-reply,2025-05,171,190
        ca-truro,email-reply,2025-06,177,197
        # data/clinics/ca-truro.yml
        {name: Truro, country: ca}

    Right:
        # data/kpis/2025.csv
        clinic,standard,period,met,of
        ca-halifax,email-reply,2025-01,182,200
        ca-halifax,email-reply,2025-02,175,198
        ca-halifax,email-reply,2025-03,180,201
        ca-halifax,email-reply,2025-04,180,199
        ca-halifax,email-reply,2025-05,171,190
        ca-halifax,email-reply,2025-06,177,197
        ca-truro,email-reply,2025-01,760,820
        ca-truro,email-reply,2025-02,745,815
        ca-truro,email-reply,2025-03,771,842
        ca-truro,email-reply,2025-04,755,829
        ca-truro,email-reply,2025-05,741,811
        ca-truro,email-reply,2025-06,768,840
        # data/clinics/ca-truro.yml
        {name: Truro, country: ca}
    """
    all_of = sizes(subject)
    line = all_of.line
    for one, other in exchanges(all_of):
        if line.clinic[one] == line.clinic[other] and not _more_than_sizes(all_of, one, other):
            continue
        (clinic, standard, period), (other_clinic, other_standard, _) = line.names(one), line.names(other)
        own, others = (clinic, other_clinic) if clinic != other_clinic else (standard, other_standard)
        yield Finding(
            all_of.where(subject, one),
            f"From `{period}` on `{own}` counts as many as `{others}` did before, such as "
            f"{all_of.size[one]:g} after {all_of.size[one - 1]:g}, and `{others}` as many as `{own}`.",
            "Did the two change places, or did this really happen? If they did, exchange them from then on. "
            f"{ACCEPT.format(code='HB275')}",
            (all_of.where(subject, other),),
        )


def exchanges(all_of: Sizes) -> list[tuple[int, int]]:
    """Where two series take each other's level: the first value of either in the other's place."""
    meet: dict[tuple[str, int, int], list[_Step]] = defaultdict(list)
    for step in _steps(all_of):
        line = all_of.line
        period = int(line.period[step.at])
        meet["clinic", int(line.clinic[step.at]), period].append(step)
        meet["standard", int(line.standard[step.at]), period].append(step)
    return [
        (one.at, other.at)
        for those in meet.values()
        for one, other in combinations(those, 2)
        if max(abs(one.after - other.before), abs(other.after - one.before)) < _near(one, other)
        if (one.after - one.before) * (other.after - other.before) < 0
    ]


def _more_than_sizes(all_of: Sizes, one: int, other: int) -> bool:
    """Whether the shares of two standards change places too; where none say so, the sizes fit closely."""
    with np.errstate(divide="ignore", invalid="ignore"):
        share = all_of.part / all_of.size
    then, now = _beside(all_of, share, one)
    others_then, others_now = _beside(all_of, share, other)
    apart = abs(_middle(then) - _middle(others_then))
    if apart > SHARES:
        moved = max(abs(_middle(now) - _middle(others_then)), abs(_middle(others_now) - _middle(then)))
        return moved < apart / 2
    level = np.log(np.maximum(all_of.size, 0.5))
    then, now = _beside(all_of, level, one)
    others_then, others_now = _beside(all_of, level, other)
    long = min(map(len, (then, now, others_then, others_now))) >= LONG
    off = max(abs(_middle(now) - _middle(others_then)), abs(_middle(others_now) - _middle(then)))
    return long and off < ALIKE


def _beside(all_of: Sizes, numbers: Floats, at: int) -> tuple[Floats, Floats]:
    """The numbers of a series before and from a place on."""
    nth = all_of.line.nth[at]
    start, stop = int(all_of.begin[nth]), int(all_of.begin[nth + 1])
    return numbers[max(start, at - BESIDE) : at], numbers[at : min(stop, at + BESIDE)]


def _middle(numbers: Floats) -> float:
    return float(np.median(numbers))


def _near(one: _Step, other: _Step) -> float:
    """How near each has to come to where the other was: much nearer than the two lay apart."""
    return min(SAME, abs(one.before - other.before) / 3)


def _steps(all_of: Sizes) -> Iterator[_Step]:
    """The places where a series suddenly changes its level and keeps it for a while."""
    if len(all_of.size) < 2 * FEWEST:
        return
    level, root = np.log(np.maximum(all_of.size, 0.5)), np.sqrt(all_of.size)
    same = all_of.line.nth[1:] == all_of.line.nth[:-1]
    sudden = same & (np.abs(np.diff(level)) > SUDDEN) & (np.abs(np.diff(root)) > SURE)
    for at in (int(each) + 1 for each in np.flatnonzero(sudden)):
        before, after = _beside(all_of, level, at)
        if len(before) < FEWEST or len(after) < FEWEST:
            continue
        nth = all_of.line.nth[at]
        apart = np.sort(np.abs(np.diff(level[all_of.begin[nth] : all_of.begin[nth + 1]])))
        scatter = float(apart[(len(apart) - 1) // 2]) / MEDIAN_MOVING_RANGE
        step = _Step(at, float(np.median(before)), float(np.median(after)))
        shift = abs(step.after - step.before)
        if shift > max(APART, WILD * scatter) and abs(level[at] - level[at - 1]) > MOST * shift:
            yield step


RULES = (exchanged,)
