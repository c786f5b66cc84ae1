"""Rules of numbers of one value that can't all be true, such as a median and how many were in time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import polars as pl

from generator.check import unit_errors
from generator.check.rule import rule
from generator.check.rule_input import RuleInput
from generator.model import quantity
from generator.model.check_rule import Finding
from generator.model.file_places import At, Row
from generator.model.inputs import Measure, Standard
from generator.model.quantity import NotAQuantity
from generator.problem import Cause

HALF = 0.5

FEW = 6
"""Values that contradict a limit, or of one clinic, from which on they are told together."""

MANY = 0.3
"""The share of a standard's values from which on its limit is wrong."""

SLACK = 1
"""Cases by which shares at a percentile may miss it: programs draw percentiles in different ways."""

SMALL = 0.02
"""The same as a share of all, where many have waited exactly as long."""

AS_ROUNDED = 0.05
"""Half a unit of the last digit that means are mostly written with: 4.6 may be 4.55."""


@rule("HB260")
def in_time_or_not(subject: RuleInput) -> Iterator[Finding]:
    """
    A percentile and a count in time that contradict one another

    `within` of the standard is a limit, and `within` of a value counts who waited no longer. If the
    median lies below the limit, that is at least half of all; if the p90 does, at least nine in ten.

    Wrong:
        # data/standards/waiting-room.yml
        title: Time in the waiting room
        theme: waiting
        measure: {kind: duration, within: 20 min, better: lower}
        targets: [20 min]
        # data/kpis/ca-halifax.yml
        waiting-room:
          2025-01: {median: 12 min, p90: 31 min, n: 576, within: 42}

    Right:
        # data/standards/waiting-room.yml
        title: Time in the waiting room
        theme: waiting
        measure: {kind: duration, within: 20 min, better: lower}
        targets: [20 min]
        # data/kpis/ca-halifax.yml
        waiting-room:
          2025-01: {median: 12 min, p90: 31 min, n: 576, within: 424}
    """
    for name, standard in subject.written.standards.items():
        limit = _limit(standard.measure)
        if limit is None:
            continue
        found = list(_contradictions(subject, name, limit))
        rows = {row for row, *_ in found}
        counted = (pl.col("standard") == name) & pl.col("within").is_not_null()
        values = subject.values.filter(counted).height
        wrong = len(rows) >= max(FEW, MANY * values)
        for row, clinic, statistic, within, n, length, usually, part in found:
            where = Row(row, "within")
            side, bound = ("below", "at least") if length < limit else ("above", "at most")
            slip = unit_errors.other_unit(standard, length / usually) if usually else None
            words = "half" if part == HALF else "nine in ten"
            hint = (
                f"Look at `within`, `n` and `{statistic}`: one of them is another period's or "
                "another measure's."
            )
            if slip:
                where = Row(row, statistic)
                hint = (
                    f"Perhaps {slip.why}: did you mean `{unit_errors.told(standard, length / slip.factor)}`?"
                )
            yield Finding(
                where,
                f"`within` counts {within:g} of {n:g}, but the {statistic} lies {side} the limit of "
                f"`{standard.measure.within}`, so it should be {bound} {words}: about {n * part:.0f}.",
                hint,
                cause=_limit_is_wrong(subject, name, standard, limit, values)
                if wrong
                else _unit_is_wrong(clinic, name, statistic, length > limit),
            )


def _contradictions(subject: RuleInput, name: str, limit: float) -> Iterator[tuple[Any, ...]]:
    """Row, clinic, statistic, `within`, `n`, the length, the clinic's usual one and the part of all."""
    counted = (pl.col("standard") == name) & (pl.col("denominator") > 0)
    # Where two of the numbers contradict one another, that is told, and enough.
    for less, most in (("median", "p90"), ("within", "denominator")):
        counted &= ~(pl.col(less) > pl.col(most)).fill_null(value=False)
    room = SLACK + SMALL * pl.col("denominator")
    for statistic, part in (("median", HALF), ("p90", 0.9)):
        least = pl.col("denominator") * part
        below = (pl.col(statistic) < limit) & (pl.col("within") < least - room)
        above = (pl.col(statistic) > limit) & (pl.col("within") > least + room)
        usual = pl.col(statistic).median().over("standard", "clinic").alias("usual")
        told = subject.values.lazy().with_columns(usual).filter(counted & (below | above))
        held = told.select("row", "clinic", "within", "denominator", statistic, "usual").collect()
        for row, clinic, within, n, length, usually in held.iter_rows():
            yield row, clinic, statistic, within, n, length, usually, part


def _limit_is_wrong(subject: RuleInput, name: str, standard: Standard, limit: float, values: int) -> Cause:
    """Where many values contradict the limit, it is the limit that is wrong."""
    written = standard.measure.within
    if limit > 0:
        message = f"`within: {written}` contradicts {{many}} of {values:,} values, by their median or p90."
        hint = "Look at the number and its unit: this many can't have waited no longer than that."
    else:
        message = f"`within: {written}` is negative; nobody waits less than no time."
        hint = f"Did you mean `{str(written).lstrip('-')}`?"
    place = subject.written.places.find(At("standard", name, ("measure", "within")))
    return Cause(("standard", name), ("measure", "within"), message, hint, FEW, place)


def _unit_is_wrong(clinic: str, name: str, statistic: str, above: bool) -> Cause:
    """Where many values of one clinic do, likely their unit is."""
    side = "above" if above else "below"
    return Cause(
        ("clinic", clinic),
        ("within", name),
        f"In {{many}} values of `{clinic}` the {statistic} of `{name}` lies {side} the limit, and `within` "
        "counts that it doesn't.",
        "Look at the unit of all of them, in the heading, the column `unit` or beside each number.",
        FEW,
    )


@rule("HB261")
def too_wide(subject: RuleInput) -> Iterator[Finding]:
    """
    A spread that is wider than the scale allows

    Answers lie between the ends of the scale, so their standard deviation has an upper bound. It is
    reached when everybody answers with one end or the other: half the scale at most, and less the
    nearer the mean is to an end (the inequality of Bhatia and Davis).

    Wrong:
        # data/standards/rating.yml
        title: How patients rate a visit
        theme: responsiveness
        measure: {kind: score, scale: [1, 5]}
        targets: [4.5]
        # data/kpis/ca-halifax.yml
        rating:
          2025-01: {mean: 4.6, sd: 6.1, n: 90}

    Right:
        # data/standards/rating.yml
        title: How patients rate a visit
        theme: responsiveness
        measure: {kind: score, scale: [1, 5]}
        targets: [4.5]
        # data/kpis/ca-halifax.yml
        rating:
          2025-01: {mean: 4.6, sd: 0.61, n: 90}
    """
    for name, standard in subject.written.standards.items():
        scale = standard.measure.scale
        if standard.measure.kind != "score" or scale is None or not scale[0] < scale[1]:
            continue
        low, high = scale
        middle = (low + high) / 2
        # The mean as it may have been before it was rounded: nearer to the middle, where more spread fits.
        nearer = pl.col("mean") + (middle - pl.col("mean")).clip(-AS_ROUNDED, AS_ROUNDED)
        most = ((high - nearer) * (nearer - low)).sqrt()
        # The deviation of a sample is a little larger than that of its answers.
        n = pl.col("denominator")
        most *= pl.when(n > 1).then((n / (n - 1)).sqrt()).otherwise(1.5)
        fits = (pl.col("mean") >= low) & (pl.col("mean") <= high)
        where = (pl.col("standard") == name) & fits & (pl.col("sd") > most + AS_ROUNDED)
        for row, sd, mean, bound in subject.rows("sd", "mean", most.alias("most"), where=where, cell="sd"):
            yield Finding(
                row,
                f"`sd: {sd:g}` can't be: answers from {low:g} to {high:g} with a mean of {mean:g} have a "
                f"standard deviation of at most {bound:.2g}.",
                f"Look at the point: did you mean `{sd / 10:g}`?"
                if sd / 10 <= bound
                else "Look at both numbers.",
            )


def _limit(measure: Measure) -> float | None:
    """The limit of a duration in minutes, None where there is none that can be read."""
    if measure.kind != "duration" or not measure.within:
        return None
    try:
        return quantity.duration(measure.within).minutes
    except NotAQuantity:
        return None


RULES = (in_time_or_not, too_wide)
