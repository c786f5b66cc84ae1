"""Rules of measured numbers: what can't be, whatever was counted."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

import polars as pl

from generator.check.measure_mismatch import of_order
from generator.check.rule import rule
from generator.check.rule_input import RuleInput
from generator.check.swapped_headings import changed_places, rows_of
from generator.model import observation
from generator.model.check_rule import Finding
from generator.problem import Cause

_ABOVE = 1 + 1e-9
"""Numbers that are equal but for how a computer writes them are equal."""


@rule("HB220")
def more_than_all(subject: RuleInput) -> Iterator[Finding]:
    """
    More than there were

    Of 200 e-mails no 210 can have been answered. The numerator is at most the denominator.

    Wrong:
        # data/kpis/ca-halifax.yml
        email-reply:
          2025-01: 210/200

    Right:
        # data/kpis/ca-halifax.yml
        email-reply:
          2025-01: 200/210
    """
    shares = subject.of_kind("proportion", "score")
    over = shares & (pl.col("numerator") > pl.col("denominator") * _ABOVE) & (pl.col("denominator") >= 0)
    over |= subject.of_kind("rate") & (pl.col("numerator") > 0) & (pl.col("denominator") == 0)
    found = list(subject.rows("standard", "file", "numerator", "denominator", where=over))
    causes = _exchanged(subject, {(file, name) for _, name, file, *_ in found})
    for row, name, file, met, of in found:
        yield Finding(
            subject.cell(row, name, "numerator"),
            f"{met:g} of {of:g} is more than all.",
            "Perhaps the two are exchanged or mistyped.",
            cause=causes.get((file, name)),
        )


def _exchanged(subject: RuleInput, tables: Collection[tuple[str, str]]) -> dict[tuple[str, str], Cause]:
    """The headings of tables in which they may have changed places, by file and standard."""
    causes = {}
    for (file, name), rows in rows_of(subject, tables).items():
        measure = subject.written.standards[name].measure
        met, of = (observation.as_written(measure, column) for column in ("numerator", "denominator"))
        causes[file, name] = changed_places(subject, file, of, met, rows)
    return causes


@rule("HB221")
def less_than_nothing(subject: RuleInput) -> Iterator[Finding]:
    """
    Less than nothing

    Counts, times, prices and spreads are never negative.

    Wrong:
        # data/kpis/ca-halifax.yml
        waiting-room:
          2025-01: -14 min

    Right:
        # data/kpis/ca-halifax.yml
        waiting-room:
          2025-01: 14 min
    """
    amount = pl.when(subject.of_kind("money")).then("value")
    time = pl.when(subject.of_kind("duration")).then("mean")
    never = ("numerator", "denominator", "median", "p90", "sd", "within")
    least = pl.min_horizontal(*never, amount, time, pl.col("stages").list.min())
    held = (*never, "mean", "value")
    for row, number, name, *numbers in subject.rows(least.alias("least"), "standard", *held, where=least < 0):
        column = next((each for each, it in zip(held, numbers, strict=True) if it == number), "value")
        yield Finding(
            subject.cell(row, name, column),
            f"{number:g} stands here, but nothing that is measured can be less than 0.",
            "Delete the minus."
            if number != -1
            else "Write how many there were. If -1 stands for no value, write `{missing: the reason}`, in a "
            "table in the column `missing`.",
        )


@rule("HB222")
def impossible_spread(subject: RuleInput) -> Iterator[Finding]:
    """
    Statistics that contradict one another

    Half of all wait no longer than the median and nine in ten no longer than the p90, so p90 can't
    be smaller; and no more can have been seen in time than were counted.

    Wrong:
        # data/kpis/ca-halifax.yml
        waiting-room:
          2025-01: {median: 37 min, p90: 14 min, n: 612, within: 700}

    Right:
        # data/kpis/ca-halifax.yml
        waiting-room:
          2025-01: {median: 14 min, p90: 37 min, n: 612, within: 400}
    """
    durations = subject.of_kind("duration")
    swapped = durations & (pl.col("p90") * _ABOVE < pl.col("median"))
    over = durations & (pl.col("within") > pl.col("denominator") * _ABOVE)
    shorter = list(subject.rows("file", "standard", "median", "p90", where=swapped, cell="p90"))
    more = list(subject.rows("file", "standard", "within", "denominator", where=over, cell="within"))
    rows = rows_of(subject, {(file, name) for _, file, name, *_ in (*shorter, *more)})
    for row, file, name, median, p90 in shorter:
        many = rows.get((file, name))
        yield Finding(
            row,
            f"p90 ({p90:g} min) is smaller than the median ({median:g} min).",
            "Perhaps the two are exchanged.",
            cause=changed_places(subject, file, "p90", "median", many) if many else None,
        )
    for row, file, name, within, n in more:
        many = rows.get((file, name))
        yield Finding(
            row,
            f"`within` counts {within:g} of {n:g}, more than all.",
            "Look at `within` and `n`.",
            cause=changed_places(subject, file, "n", "within", many) if many else None,
        )


@rule("HB224")
def growing_stage(subject: RuleInput) -> Iterator[Finding]:
    """
    A stage larger than the one before

    Everybody at a stage of a conversion was at the one before, so numbers can only fall.

    Wrong:
        # data/standards/booked.yml
        title: Enquiries that become visits
        theme: responsiveness
        measure: {kind: conversion, stages: [enquiry, quote, booked]}
        targets: [30%]
        # data/kpis/ca-halifax.yml
        booked:
          2025-01: {enquiry: 410, quote: 61, booked: 210}

    Right:
        # data/standards/booked.yml
        title: Enquiries that become visits
        theme: responsiveness
        measure: {kind: conversion, stages: [enquiry, quote, booked]}
        targets: [30%]
        # data/kpis/ca-halifax.yml
        booked:
          2025-01: {enquiry: 410, quote: 210, booked: 61}
    """
    staged = pl.col("stages").is_not_null()
    grown = [
        (row, name, file, counts, at)
        for row, name, file, counts in subject.rows("standard", "file", "stages", where=staged)
        if (at := next((i for i in range(1, len(counts)) if counts[i] > counts[i - 1]), 0))
    ]
    causes: dict[tuple[str, str, int], Cause] = {}
    for row, name, file, counts, at in grown:
        names = observation.stages(subject.written.standards[name].measure)
        if (file, name, at) not in causes:
            alike = {each_file for _, each, each_file, _, each_at in grown if (each, each_at) == (name, at)}
            of_the_file = alike == {file} and _headings(subject, file, name, names[at - 1 : at + 1])
            causes[file, name, at] = of_the_file or of_order(subject, name, at)
        yield Finding(
            replace(row, cell=names[at]),
            f"`{names[at]}` is {counts[at]:g}, more than the {counts[at - 1]:g} of `{names[at - 1]}`.",
            "Perhaps two stages are exchanged.",
            cause=causes[file, name, at],
        )


def _headings(subject: RuleInput, file: str, name: str, stages: Sequence[str]) -> Cause | None:
    """What explains that one table alone has more at the second stage: its two headings are exchanged."""
    own = subject.values.filter(pl.col("standard") == name, pl.col("file") == file).height
    if not file.endswith(".csv") or own == subject.counts[name]:
        return None
    before, after = stages
    return changed_places(subject, file, before, after, own)


RULES = (more_than_all, less_than_nothing, impossible_spread, growing_stage)
