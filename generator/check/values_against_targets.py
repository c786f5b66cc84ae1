"""Rules of targets beside the values that they judge: whom they leave out, what nobody could have meant."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import numpy as np

from generator.check import unit_errors
from generator.check.quantities import all_readable, readable
from generator.check.rule import rule
from generator.check.rule_input import RuleInput, at_standard, below, targets
from generator.check.series_order import Floats
from generator.model import period
from generator.model.check_rule import Finding
from generator.model.file_places import At
from generator.model.inputs import Standard, Target
from generator.model.target_value import reckoned
from generator.problem import Severity

FAR = 6.0
"""Times as much as values usually are: nobody aims there."""

ENOUGH = 6
"""Values from which on something can be said of them all."""

NAMED = 3
_ALWAYS = date.min


@rule("HB107", Severity.WARNING)
def judged_by_none(subject: RuleInput) -> Iterator[Finding]:
    """
    Values that no target judges

    Some values of the standard are judged and these are not: a clinic, or a time, for which no target
    is in force. A bare target holds for everybody and always.

    Wrong:
        # data/standards/email-reply.yml
        title: E-mails answered the same day
        theme: responsiveness
        roles: [reception]
        measure: {kind: proportion}
        targets: [{value: 90%, in: ca}]
        # data/kpis/ca-halifax.yml
        email-reply:
          2025-01: 182/200

    Right:
        # data/standards/email-reply.yml
        title: E-mails answered the same day
        theme: responsiveness
        roles: [reception]
        measure: {kind: proportion}
        targets: [80%, {value: 90%, in: ca}]
        # data/kpis/ca-halifax.yml
        email-reply:
          2025-01: 182/200
    """
    partly = {
        name: standard
        for name, standard in subject.written.standards.items()
        if standard.judged
        and all_readable(subject, name, standard)
        and not any(each.from_ is None and each.in_ is None for _, each in targets(name, standard))
    }
    first = _first_values(subject) if partly else {}
    for name, standard in partly.items():
        since = {clinic: _since(subject, standard, clinic) for clinic in first.get(name, {})}
        never = [clinic for clinic, day in since.items() if day is None]
        late = {clinic: day for clinic, day in since.items() if day and day > first[name][clinic]}
        where = at_standard(name, "targets", key=True)
        if never and len(never) < len(since):
            yield Finding(
                where,
                f"No target of `{name}` is for {_listed(never)}, though other clinics have one.",
                "Add a target for everybody (`- 80%`), or one with `in` for those.",
            )
        elif late:
            begin = min(late.values())
            yield Finding(
                where,
                f"No target of `{name}` is in force before {begin.isoformat()}; values of "
                f"{_listed(list(late))} from before aren't judged.",
                "Write what was promised then, without `from`; or accept it if nothing was.",
            )


@rule("HB108", Severity.WARNING)
def far_from_values(subject: RuleInput) -> Iterator[Finding]:
    """
    A target far from every value

    All values lie six times higher or lower, or all other targets do. Mostly a decimal point or a unit
    slipped: `8.7%` for `87%`, `20 h` for `20 min`.

    Wrong:
        # data/standards/waiting-room.yml
        title: Waiting no longer than twenty minutes
        theme: waiting
        measure: {kind: duration, better: lower}
        targets: [20 min, {value: 22 min, from: 2025-01}, {value: 25 h, from: 2026-01}]

    Right:
        # data/standards/waiting-room.yml
        title: Waiting no longer than twenty minutes
        theme: waiting
        measure: {kind: duration, better: lower}
        targets: [20 min, {value: 22 min, from: 2025-01}, {value: 25 min, from: 2026-01}]
    """
    values = _values(subject)
    for name, standard in subject.written.standards.items():
        if not all_readable(subject, name, standard):
            continue
        read = [
            (where, target, reckoned(standard.measure, target.value))
            for where, target in targets(name, standard)
        ]
        for where, target, aim in read:
            others = [other for _, each, other in read if each is not target and each.in_ == target.in_]
            usual = _far(aim, values.get(name), others)
            if usual:
                yield _far_target(standard, below(where, "value"), target, aim, usual)
        if standard.close_within is not None and read:
            yield from _wide(name, standard, [aim for _, _, aim in read])


def _far(aim: float, values: Floats | None, others: list[float]) -> float:
    """What a target is far from, the median of values or else of other targets; 0 where it is near."""
    low, usual, high = 0.0, 0.0, 0.0
    if values is not None and len(values) >= ENOUGH:
        low, usual, high = map(float, np.quantile(values, [0.01, 0.5, 0.99]))
    elif len(others) > 1:
        low, usual, high = min(others), float(np.median(others)), max(others)
    near = low <= aim <= high or usual / FAR < aim < usual * FAR
    return 0.0 if near or aim <= 0 else usual


def _far_target(standard: Standard, where: At, target: Target, aim: float, usual: float) -> Finding:
    slip = unit_errors.likely(standard, aim / usual, near=0.8) if aim > 0 else None
    meant = unit_errors.told(standard, aim / slip.factor).replace(" %", "%") if slip else ""
    hint = f"Perhaps {slip.why}: did you mean `{meant}`?" if slip else "Look at it again."
    return Finding(
        where,
        f"`{target.value}` is far from what is measured, near {unit_errors.told(standard, usual)}.",
        hint,
    )


def _wide(name: str, standard: Standard, aims: list[float]) -> Iterator[Finding]:
    """A `close_within` so wide that nothing is missed."""
    within = standard.close_within
    if within is None or not readable(standard.measure, within) or max(aims) <= 0:
        return
    if reckoned(standard.measure, within) >= max(aims):
        yield Finding(
            at_standard(name, "close_within"),
            f"`close_within: {within}` is as much as the whole target, so every value would be close.",
            "Write how far from the target a value may lie and still be close.",
        )


@rule("HB109", Severity.WARNING)
def out_of_order(subject: RuleInput) -> Iterator[Finding]:
    """
    A target that begins before the one above it

    Targets of the same clinics are written in the order of time. One that begins earlier than the one
    above is read by its date all the same, but mostly its year is mistyped.

    Wrong:
        # data/standards/email-reply.yml
        title: E-mails answered the same day
        theme: responsiveness
        roles: [reception]
        measure: {kind: proportion}
        targets: [80%, {value: 90%, from: 2026-01}, {value: 95%, from: 2025-06}]

    Right:
        # data/standards/email-reply.yml
        title: E-mails answered the same day
        theme: responsiveness
        roles: [reception]
        measure: {kind: proportion}
        targets: [80%, {value: 90%, from: 2026-01}, {value: 95%, from: 2026-06}]
    """
    year_starts = subject.written.settings.calendar.year_starts
    for name, standard in subject.written.standards.items():
        latest: dict[str | None, tuple[date, str, At]] = {}
        for where, target in targets(name, standard):
            begin = period.understood(target.from_, year_starts) if target.from_ else None
            day = begin.start if begin else _ALWAYS
            before = latest.get(target.in_)
            if before and day < before[0]:
                since = f"from {target.from_}" if target.from_ else "without `from`"
                yield Finding(
                    below(where, "from"),
                    f"This target {since} stands below one from {before[1]}.",
                    "Look at the year; or put the targets in the order of time.",
                    also=(before[2],),
                )
            elif begin or not before:
                latest[target.in_] = (day, target.from_ or "the beginning", where)


def _since(subject: RuleInput, standard: Standard, clinic: str) -> date | None:
    """From which day a clinic has a target; None for never."""
    model = subject.written.clinics[clinic]
    scopes = {None, clinic, model.country, *model.peers}
    year_starts = subject.written.settings.calendar.year_starts
    days = []
    for _, target in targets("", standard):
        if target.in_ in scopes:
            begin = period.understood(target.from_, year_starts) if target.from_ else None
            days.append(begin.start if begin else _ALWAYS)
    return min(days, default=None)


def _first_values(subject: RuleInput) -> dict[str, dict[str, date]]:
    """By standard and clinic: when the first value begins."""
    line = subject.timeline
    starts = dict(subject.periods.select("period", "start").iter_rows())
    found: dict[str, dict[str, date]] = {}
    for i in np.flatnonzero(line.begins):
        clinic, standard, text = line.names(i)
        found.setdefault(standard, {})[clinic] = starts[text]
    return found


def _values(subject: RuleInput) -> dict[str, Floats]:
    line = subject.timeline
    there = ~np.isnan(line.value)
    return {name: line.value[there & (line.standard == i)] for i, name in enumerate(line.standards)}


def _listed(clinics: list[str]) -> str:
    named = ", ".join(f"`{clinic}`" for clinic in clinics[:NAMED])
    more = len(clinics) - NAMED
    return f"{named} and {more} more" if more > 0 else named


RULES = (judged_by_none, far_from_values, out_of_order)
