"""A replay in words: for a terminal, for programs, and as the rows of a page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any, NamedTuple

import orjson

from generator.report.terminal_safe import plain
from generator.verify.deviations import DEVIATIONS
from generator.verify.outcome import Difference, Outcome, ReplayCount
from generator.verify.sets import SETS, Used

HEADS = ("set", "cases", "agreed", "differed on purpose", "differed")
FIRST = 20
"""Differences that are told one by one."""

NAMED = 5
"""Cases of a deviation that are named."""


USED: Mapping[Used, str] = {"all": "all of them", "some": "some of them", "none": "none yet"}


class Row(NamedTuple):
    """A line of the table of agreement on a page."""

    about: str
    reference: str
    cases: int
    agreed: int
    on_purpose: int
    differed: int
    used: str
    """How many of the functions that answer its cases also make pages."""


def agreement(outcome: Outcome) -> tuple[Row, ...]:
    """A row a set that was replayed, in the order of SETS."""
    return tuple(
        Row(one.about, one.reference, it.cases, it.agreed, it.on_purpose, it.differed, USED[one.used])
        for it in outcome.tallies
        for one in (SETS[it.set],)
    )


def text(outcome: Outcome) -> Iterator[str]:
    """The table, the first differences, what differed on purpose and why, and what was passed over."""
    yield from _table([HEADS, *map(_cells, outcome.tallies), _sum(outcome.tallies)])
    if outcome.differences:
        yield ""
        yield from _differences(outcome.differences)
    if outcome.on_purpose:
        yield ""
        yield "Differed on purpose:"
        yield from _reasons(outcome.on_purpose)
    for it in outcome.stale:
        yield ""
        yield f"No longer different, so that the list of deviations is out of date: {it.deviation.set}, cases"
        yield f"  {_named(it.cases)} ({it.deviation.reason})"
    if outcome.passed_over:
        yield ""
        yield f"Passed over, since nothing here reads them: {plain(', '.join(outcome.passed_over))}"


def json(outcome: Outcome) -> str:
    """`sets`, `differences`, `on_purpose`, `stale` and `passed_over`, and whether all `agrees`."""
    told: dict[str, Any] = {
        "agrees": outcome.agrees,
        "sets": [asdict(it) for it in outcome.tallies],
        "differences": [_record(it) for it in outcome.differences],
        "on_purpose": [_record(it) for it in outcome.on_purpose],
        "stale": [
            {"set": it.deviation.set, "cases": it.cases, "reason": it.deviation.reason}
            for it in outcome.stale
        ],
        "passed_over": outcome.passed_over,
    }
    return orjson.dumps(told, option=orjson.OPT_INDENT_2).decode()


def page(outcome: Outcome) -> str:
    """The page of the manual: how far we agree, where we don't and why, and what isn't compared."""
    rows = [f"| {' | '.join(map(str, row))} |" for row in agreement(outcome)]
    deviations = [f"| {SETS[it.set].about} | {it.reason} |" for it in DEVIATIONS]
    left_out = [f"- {it.about}: {it.left_out}" for it in SETS.values() if it.left_out]
    return PAGE.format(
        rows="\n".join(rows),
        deviations="\n".join(deviations),
        left_out="\n".join(left_out),
    )


PAGE = """---
title: Agreement
description: How far our numbers agree with the field's reference implementations, and where they don't.
---

# Agreement with reference implementations

Our functions for limits, intervals, signals, verdicts and ranks get inputs that were made for the purpose.
Their answers are compared with those of published packages, to a relative 1e-9. The last column says whether
these functions also make pages: all of them, some, or none yet. Anybody with a copy of the repository can
repeat it:

```text
benchbook verify tests/vectors
```

| What | Whose answers | Cases | Agreed | Differed on purpose | Differed | Make pages |
| --- | --- | ---: | ---: | ---: | ---: | --- |
{rows}

A case is an input with all the answers to it, and counted once, by the worst of its fields.

## Where we differ on purpose

Where the reference's own answer can be reckoned too, a file that says anything else isn't excused.

| What | Why |
| --- | --- |
{deviations}

## What isn't compared

{left_out}
"""


def _cells(tally: ReplayCount) -> Sequence[str]:
    counts = (tally.cases, tally.agreed, tally.on_purpose, tally.differed)
    return tally.set, *(f"{it:,}" for it in counts)


def _sum(tallies: Iterable[ReplayCount]) -> Sequence[str]:
    counts = zip(*((it.cases, it.agreed, it.on_purpose, it.differed) for it in tallies), strict=True)
    return "all", *(f"{sum(it):,}" for it in counts)


def _table(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """The first column to the left, numbers to the right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for first, *rest in rows:
        cells = (it.rjust(width) for it, width in zip(rest, widths[1:], strict=True))
        yield "  ".join([first.ljust(widths[0]), *cells])


def _differences(differences: Sequence[Difference]) -> Iterator[str]:
    shown = differences[:FIRST]
    more = f", the first {len(shown)} of {len(differences):,}" if len(differences) > len(shown) else ""
    yield f"Differences{more}:"
    for it in shown:
        said = f"the reference says {it.theirs}, we say {it.ours}"
        yield f"  {it.set} {plain(it.case)}: {plain(it.field)}: {plain(said)} ({it.file}, line {it.line})"


def _reasons(on_purpose: Sequence[Difference]) -> Iterator[str]:
    cases: dict[int, dict[str, None]] = {}
    for it in on_purpose:
        cases.setdefault(DEVIATIONS.index(it.deviation), {})[it.case] = None  # type: ignore[arg-type]
    for nth, named in cases.items():
        yield f"  {DEVIATIONS[nth].set}, {_named(tuple(named))}:"
        yield f"    {DEVIATIONS[nth].reason}"


def _named(cases: Sequence[str]) -> str:
    first = plain(", ".join(cases[:NAMED]))
    return f"{first} and {len(cases) - NAMED:,} more" if len(cases) > NAMED else first


def _record(it: Difference) -> dict[str, Any]:
    said = {name: value for name, value in vars(it).items() if name != "deviation"}
    return said | {"reason": it.deviation.reason if it.deviation else None}
