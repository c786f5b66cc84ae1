"""Rules of what readers will see of values: hidden, not judged, rounded away."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import polars as pl

from generator.check.quantities import all_readable
from generator.check.rule import rule
from generator.check.rule_input import RuleInput, at_standard, targets
from generator.model import quantity, standard_units
from generator.model.check_rule import Finding
from generator.model.inputs import Standard, Target
from generator.model.target_value import reckoned
from generator.problem import Severity

ENOUGH = 6
"""Values from which on something can be said of them all."""


@rule("HB124", Severity.NOTICE)
def much_hidden(subject: RuleInput) -> Iterator[Finding]:
    """
    Small counts that will be hidden

    The standard is `sensitive`, and some of its counts are so small that they are hidden, and with
    them every total that would give them away. If that is meant, accept it; else count over longer
    periods.

    Wrong:
        # data/standards/complaints.yml
        title: Complaints received
        theme: responsiveness
        measure: {kind: count, better: lower}
        targets: [30]
        privacy: sensitive
        # data/kpis/ca-halifax.yml
        complaints: {2025-01: 9, 2025-02: 4, 2025-03: 12, 2025-04: 3, 2025-05: 10, 2025-06: 14}

    Right:
        # data/standards/complaints.yml
        title: Complaints received
        theme: responsiveness
        measure: {kind: count, better: lower}
        targets: [30]
        privacy: sensitive  # accept HB124: few complaints are good news
        # data/kpis/ca-halifax.yml
        complaints: {2025-01: 9, 2025-02: 4, 2025-03: 12, 2025-04: 3, 2025-05: 10, 2025-06: 14}
    """
    few = subject.written.settings.privacy.hide_below
    small = pl.any_horizontal(
        pl.col("numerator").is_between(1, few, closed="left"),
        pl.col("denominator").is_between(1, few, closed="left"),
        (pl.col("denominator") - pl.col("numerator")).is_between(1, few, closed="left"),
    ).fill_null(value=False)
    for name, standard in subject.written.standards.items():
        if standard.privacy != "sensitive":
            continue
        values = subject.values.filter((pl.col("standard") == name) & pl.col("value").is_not_null())
        hidden = int(values.select(small.sum()).item())
        if hidden and values.height >= ENOUGH:
            yield Finding(
                at_standard(name, "privacy"),
                f"Some of the {values.height:,} values of `{name}` hold a count below {few} and are hidden.",
                "If that is meant, say so behind `privacy: sensitive`: `# accept HB124: the reason`.",
            )


@rule("HB126", Severity.WARNING)
def never_enough(subject: RuleInput) -> Iterator[Finding]:
    """
    More cases asked for than there ever are

    Values with fewer cases than `judge_from` are shown and not judged. No value has so many, so none
    is ever judged.

    Wrong:
        # data/standards/email-reply.yml
        title: E-mails answered the same day
        theme: responsiveness
        roles: [reception]
        measure: {kind: proportion}
        targets: [80%]
        judge_from: 2000
        # data/kpis/ca-halifax.yml
        email-reply: {2025-01: 182/200, 2025-02: 175/198, 2025-03: 180/201, 2025-04: 171/190}

    Right:
        # data/standards/email-reply.yml
        title: E-mails answered the same day
        theme: responsiveness
        roles: [reception]
        measure: {kind: proportion}
        targets: [80%]
        judge_from: 20
        # data/kpis/ca-halifax.yml
        email-reply: {2025-01: 182/200, 2025-02: 175/198, 2025-03: 180/201, 2025-04: 171/190}
    """
    line = subject.timeline
    denominator = line.number("denominator")
    for i, name in enumerate(line.standards):
        standard = subject.written.standards.get(name)
        if standard is None or standard.judge_from == 1:
            continue
        counted = denominator[(line.standard == i) & ~np.isnan(denominator)]
        if len(counted) >= ENOUGH and counted.max() < standard.judge_from:
            yield Finding(
                at_standard(name, "judge_from"),
                f"`judge_from: {standard.judge_from}` is more cases than any value has: none is judged, "
                f"for the largest has {counted.max():g}.",
                "Write from how many cases on a value is judged.",
            )


@rule("HB127", Severity.WARNING)
def rounded_away(subject: RuleInput) -> Iterator[Finding]:
    """
    Too few decimals for the target

    With these `decimals` the target itself would be shown rounded: 4.5 as 5, and a value of 4.6 that
    meets it as 5, too.

    Wrong:
        # data/standards/rating.yml
        title: How patients rate a visit
        theme: responsiveness
        measure: {kind: score, scale: [1, 5], decimals: 0}
        targets: [4.5]

    Right:
        # data/standards/rating.yml
        title: How patients rate a visit
        theme: responsiveness
        measure: {kind: score, scale: [1, 5], decimals: 1}
        targets: [4.5]
    """
    for name, standard in subject.written.standards.items():
        decimals = standard.measure.decimals
        if decimals is None or not all_readable(subject, name, standard) or _odd(standard):
            continue
        for _, target in targets(name, standard):
            shown = _shown(standard, target)
            if abs(round(shown, decimals) - shown) > 1e-9 * max(1, abs(shown)):
                yield Finding(
                    at_standard(name, "measure", "decimals"),
                    f"With `decimals: {decimals}` the target `{target.value}` would be shown as "
                    f"{shown:.{decimals}f}.",
                    "Write as many decimals as the target has.",
                )
                break


@rule("HB250", Severity.WARNING)
def odd_unit(subject: RuleInput) -> Iterator[Finding]:
    """
    A unit in which nobody would say it

    `unit` is what readers see durations in. A target that is written in days would be shown as thousands
    of minutes, or one in minutes as a hundredth of a day.

    Wrong:
        # data/standards/waiting-room.yml
        title: Waiting no longer than twenty minutes
        theme: waiting
        measure: {kind: duration, unit: days, better: lower}
        targets: [20 min]

    Right:
        # data/standards/waiting-room.yml
        title: Waiting no longer than twenty minutes
        theme: waiting
        measure: {kind: duration, unit: min, better: lower}
        targets: [20 min]
    """
    for name, standard in subject.written.standards.items():
        if target := _odd(standard):
            own = quantity.duration(target.value).unit.name
            yield Finding(
                at_standard(name, "measure", "unit"),
                f"In `unit: {standard.measure.unit}` the target `{target.value}` would be shown as "
                f"{_number(_shown(standard, target))}.",
                f"Did you mean `unit: {own}`?",
            )


def _odd(standard: Standard) -> Target | None:
    """The first target that is written in another unit, in which it is far easier to say."""
    for _, target in targets("", standard):
        if _in_another_unit(standard, target) and not _LEAST <= _shown(standard, target) < _MOST:
            return target
    return None


def _in_another_unit(standard: Standard, target: Target) -> bool:
    """Whether the unit that durations are shown in is written, and is another one than the target's."""
    if standard.measure.kind != "duration" or not standard.measure.unit:
        return False
    unit = standard_units.duration_unit(standard)
    try:
        return unit is not None and quantity.duration(target.value).unit != unit
    except quantity.NotAQuantity:
        return False


def _number(shown: float) -> str:
    return f"{shown:,.0f}" if shown >= 1 else f"{shown:.2g}"


_LEAST, _MOST = 0.05, 1000


def _shown(standard: Standard, target: Target) -> float:
    """A target in the unit that pages show it in."""
    aim = reckoned(standard.measure, target.value)
    if standard.measure.kind in ("proportion", "conversion") or str(target.value).strip().endswith("%"):
        return aim * 100
    unit = standard_units.duration_unit(standard) if standard.measure.kind == "duration" else None
    return aim / unit.minutes if unit else aim


RULES = (much_hidden, never_enough, rounded_away, odd_unit)
