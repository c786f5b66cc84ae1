"""Rules of scores: a mean lies on its scale, and means don't stand beside shares."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import polars as pl

from generator.check.measure_mismatch import of_values_scale
from generator.check.rule import rule
from generator.check.rule_input import RuleInput, at_standard, below
from generator.model.check_rule import Finding
from generator.model.inputs import Standard


@rule("HB223")
def off_the_scale(subject: RuleInput) -> Iterator[Finding]:
    """
    A score off its scale

    `scale` says the lowest and the highest answer; a mean lies between them.

    Wrong:
        # data/standards/rating.yml
        title: How patients rate a visit
        theme: responsiveness
        measure: {kind: score, scale: [1, 5]}
        targets: [4.5]
        # data/kpis/ca-halifax.yml
        rating:
          2025-01: 46

    Right:
        # data/standards/rating.yml
        title: How patients rate a visit
        theme: responsiveness
        measure: {kind: score, scale: [1, 5]}
        targets: [4.5]
        # data/kpis/ca-halifax.yml
        rating:
          2025-01: 4.6
    """
    for name, standard in subject.written.standards.items():
        if standard.measure.kind != "score" or standard.measure.scale is None:
            continue
        low, high = standard.measure.scale
        if low >= high:
            continue
        off = (pl.col("standard") == name) & ((pl.col("mean") < low) | (pl.col("mean") > high))
        off &= (pl.col("denominator") != 0).fill_null(value=True)  # another check speaks of nobody
        cause = None
        for row, mean in subject.rows("mean", where=off, cell="mean"):
            cause = cause or of_values_scale(subject, name, off)
            yield Finding(
                row,
                f"{mean:g} is off the scale, which runs from {low:g} to {high:g}.",
                "Look at the point.",
                cause=cause,
            )


@rule("HB225")
def two_scores(subject: RuleInput) -> Iterator[Finding]:
    """
    Means beside shares

    A score is a mean or a share of the best answers (`top` out of `of`), the same in every value and
    in its targets. The two can't be drawn on one axis.

    Wrong:
        # data/standards/rating.yml
        title: How patients rate a visit
        theme: responsiveness
        measure: {kind: score, scale: [1, 5]}
        targets: [4.5]
        # data/kpis/ca-halifax.yml
        rating:
          2025-01: {top: 71, of: 90}

    Right:
        # data/standards/rating.yml
        title: How patients rate a visit
        theme: responsiveness
        measure: {kind: score, scale: [1, 5]}
        targets: [4.5]
        # data/kpis/ca-halifax.yml
        rating:
          2025-01: {mean: 4.6, n: 90}
    """
    for name, standard in subject.written.standards.items():
        if standard.measure.kind != "score":
            continue
        share, why = _is_share(subject, name)
        if standard.targets and (found := _no_value_agrees(subject, name, share)):
            yield found
            continue
        yield from _other_targets(name, standard, share=share)
        wrong = pl.col("mean").is_not_null() if share else pl.col("numerator").is_not_null()
        for (row,) in subject.rows(where=(pl.col("standard") == name) & wrong):
            stands, wanted = ("mean", "share") if share else ("share", "mean")
            yield Finding(
                replace(row, cell="top" if stands == "share" else "mean"),
                f"A {stands} stands here, but {why} a {wanted}.",
                "Write all of them the same way.",
            )


def _other_targets(name: str, standard: Standard, *, share: bool) -> Iterator[Finding]:
    """Later targets that are written the other way than the first one."""
    for i, target in enumerate(standard.targets[1:], 1):
        value = getattr(target, "value", target)
        if str(value).strip().endswith("%") != share:
            yield Finding(
                below(at_standard(name, "targets", i), "value"),
                f"The target `{value}` is a {'mean' if share else 'share'}, but the first one is a "
                f"{'share' if share else 'mean'}.",
                "Write it like `75%`." if share else "Write it like `4.5`, on the scale.",
            )


def _no_value_agrees(subject: RuleInput, name: str, share: bool) -> Finding | None:
    """One finding at the target, where it is the target that differs from all values."""
    values = subject.values.filter(pl.col("standard") == name)
    means, shares = (values[column].count() for column in ("mean", "numerator"))
    agree, differ, theirs = (
        (shares, means, "means") if share else (means, shares, "shares of the best answers")
    )
    if agree or differ < 3:
        return None
    target = subject.written.standards[name].targets[0]
    value = getattr(target, "value", target)
    percent = f"{value * 100:g}" if isinstance(value, float) and value <= 1 else value
    return Finding(
        below(at_standard(name, "targets", 0), "value"),
        f"The target `{value}` is a {'share' if share else 'mean'}, but all values are {theirs}.",
        "Write it like `4.5`." if share else f"Did you mean `{percent}%`?",
    )


def _is_share(subject: RuleInput, name: str) -> tuple[bool, str]:
    """Whether the standard's values should be shares, and what says so."""
    standard = subject.written.standards[name]
    for target in standard.targets:
        value = getattr(target, "value", target)
        return str(value).strip().endswith("%"), "the target of this standard is"
    first = subject.values.filter(
        (pl.col("standard") == name) & (pl.col("mean").is_not_null() | pl.col("numerator").is_not_null())
    ).head(1)
    return bool(first.height) and first["mean"][0] is None, "the first value of this standard is"


RULES = (off_the_scale, two_scores)
