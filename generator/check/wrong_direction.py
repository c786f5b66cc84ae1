"""Rules of targets that look the wrong way: which side of them is better, and how near is close.

No sign alone is enough: a target may be lowered, a network may miss it for years. What is written is
doubted where signs agree.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

import numpy as np

from generator.check import direction_words
from generator.check.quantities import all_readable, readable
from generator.check.rule import rule
from generator.check.rule_input import RuleInput, at_standard, targets
from generator.check.series_order import Floats
from generator.model import period
from generator.model.check_rule import Finding
from generator.model.inputs import Scalar, Standard
from generator.model.target_value import reckoned
from generator.problem import Severity

ENOUGH = 2
"""Signs that it takes to doubt what is written."""

ALONE = 3
"""A sign that needs no other."""

MOST = 0.8
"""The share of values on the missed side that is a sign."""

VALUES = 6
"""Values that it takes to be one."""


@rule("HB130", Severity.WARNING)
def turned_round(subject: RuleInput) -> Iterator[Finding]:
    """
    `better` the wrong way round

    Targets that rise from 80% to 95% are no limits that values should stay below, and of missed calls
    more aren't better. What the title says, the way the targets go, how large they are and on which side
    of them most values lie are weighed; where nothing is written, higher is better.

    Wrong:
        # data/standards/email-reply.yml
        title: E-mails answered within a day
        theme: responsiveness
        roles: [reception]
        measure: {kind: proportion, better: lower}
        targets: [80%, {value: 90%, from: 2025-01}]

    Right:
        # data/standards/email-reply.yml
        title: E-mails answered within a day
        theme: responsiveness
        roles: [reception]
        measure: {kind: proportion, better: higher}
        targets: [80%, {value: 90%, from: 2025-01}]
    """
    values = _values(subject)
    for name, standard in subject.written.standards.items():
        better = standard.measure.better
        if better == "neither" or not all_readable(subject, name, standard):
            continue
        sign = 1 if better == "higher" else -1
        aims = [reckoned(standard.measure, target.value) for _, target in targets(name, standard)]
        said, way = direction_words.said(standard), _way(subject, name, standard)
        size = direction_words.of_targets(standard, aims)
        side = _side(values.get(name), aims, sign)
        against = [each for each in (said, way, size, side) if each and each.weight * sign < 0]
        weight = -sign * sum(each.weight for each in (said, way, size, side) if each)
        telling = any(each in (said, way) or abs(each.weight) >= ALONE for each in against)
        if telling and weight >= ENOUGH:
            other = "lower" if better == "higher" else "higher"
            stands = "better" in standard.measure.model_fields_set
            begin = f"`better: {better}`" if stands else f"Without `better`, {better} is better"
            yield Finding(
                at_standard(name, "measure", "better"),
                f"{begin}, but {_listed([each.why for each in against if each.why])}.",
                f"Did you mean `better: {other}`?"
                if stands
                else f"Write `better: {other}` if that is meant.",
            )


@rule("HB131", Severity.WARNING)
def closer_than_apart(subject: RuleInput) -> Iterator[Finding]:
    """
    `close_within` wider than the step between two targets

    Who only reached the old target would be close to the new one, however long ago it was raised. And
    where it is wider than all the room on the missed side of a target, nothing is ever missed.

    Wrong:
        # data/standards/email-reply.yml
        title: E-mails answered the same day
        theme: responsiveness
        roles: [reception]
        measure: {kind: proportion}
        targets: [80%, {value: 90%, from: 2025-01}]
        close_within: 25%

    Right:
        # data/standards/email-reply.yml
        title: E-mails answered the same day
        theme: responsiveness
        roles: [reception]
        measure: {kind: proportion}
        targets: [80%, {value: 90%, from: 2025-01}]
        close_within: 2.5%
    """
    for name, standard in subject.written.standards.items():
        within = standard.close_within
        if within is None or not all_readable(subject, name, standard):
            continue
        if not readable(standard.measure, within):
            continue
        close = reckoned(standard.measure, within) * (1 - 1e-9)
        where = at_standard(name, "close_within")
        hint = "Write how far from the target a value may lie and still be close; mostly it is much less."
        steps = [step for scope in _scopes(subject, name, standard).values() for step in pairwise(scope)]
        apart = [abs(after.aim - before.aim) for before, after in steps if after.aim != before.aim]
        room = max((_room(standard, reckoned(standard.measure, t.value)) for _, t in targets("", standard)))
        if apart and close > max(apart):
            before, after = max(steps, key=lambda step: abs(step[1].aim - step[0].aim))
            yield Finding(
                where,
                f"`close_within: {within}` is more than the step from `{before.text}` to `{after.text}`, so "
                "who has reached the one is always close to the other.",
                hint,
            )
        elif close > room:
            yield Finding(where, f"`close_within: {within}` is so wide that no value is ever missed.", hint)


@dataclass(frozen=True, slots=True)
class _Aim:
    aim: float
    text: Scalar


def _scopes(subject: RuleInput, name: str, standard: Standard) -> dict[str | None, list[_Aim]]:
    """By whom they are for: the targets in the order in which they come into force."""
    year_starts = subject.written.settings.calendar.year_starts
    found: dict[str | None, list[tuple[date, _Aim]]] = {}
    for _, target in targets(name, standard):
        begin = period.understood(target.from_, year_starts) if target.from_ else None
        aim = _Aim(reckoned(standard.measure, target.value), target.value)
        found.setdefault(target.in_, []).append((begin.start if begin else date.min, aim))
    return {scope: [aim for _, aim in sorted(aims, key=lambda it: it[0])] for scope, aims in found.items()}


def _way(subject: RuleInput, name: str, standard: Standard) -> direction_words.Sign | None:
    """Which way the targets go, if all go one way."""
    scopes = _scopes(subject, name, standard).values()
    steps = [
        (before, after) for scope in scopes for before, after in pairwise(scope) if after.aim != before.aim
    ]
    if len({after.aim > before.aim for before, after in steps}) != 1:
        return None
    first, last = next((scope[0], scope[-1]) for scope in scopes if scope[0].aim != scope[-1].aim)
    weight = min(len(steps), 2) * (1 if last.aim > first.aim else -1)
    word = "rise" if weight > 0 else "fall"
    return direction_words.Sign(weight, f"its targets {word} from `{first.text}` to `{last.text}`")


def _side(values: Floats | None, aims: list[float], sign: int) -> direction_words.Sign | None:
    """On which side of all targets most values lie, so that nearly all are missed or met."""
    if values is None or len(values) < VALUES:
        return None
    below, above = float(np.mean(values < min(aims))), float(np.mean(values > max(aims)))
    missed, met = (below, above) if sign > 0 else (above, below)
    if missed >= MOST:
        count = round(missed * len(values))
        return direction_words.Sign(-sign, f"{count:,} of {len(values):,} values would be missed")
    return direction_words.Sign(sign, "") if met >= MOST else None


def _room(standard: Standard, aim: float) -> float:
    """How far values can lie on the missed side of a target; without end where nothing limits them."""
    measure = standard.measure
    share = measure.kind in ("proportion", "conversion") or (measure.kind == "score" and not measure.scale)
    low, high = measure.scale or (0.0, 1.0 if share else float("inf"))
    return aim - low if measure.better == "higher" else high - aim


def _values(subject: RuleInput) -> dict[str, Floats]:
    line = subject.timeline
    there = ~np.isnan(line.value)
    return {name: line.value[there & (line.standard == i)] for i, name in enumerate(line.standards)}


def _listed(reasons: list[str]) -> str:
    return reasons[0] if len(reasons) == 1 else f"{', '.join(reasons[:-1])} and {reasons[-1]}"


RULES = (turned_round, closer_than_apart)
