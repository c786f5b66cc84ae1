"""Rules of numbers that follow one another as counts never do: one size again and again, or even steps."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from generator.check.rule import rule
from generator.check.rule_input import RuleInput
from generator.check.sample_sizes import ACCEPT, Sizes, sizes
from generator.check.series_order import Bools
from generator.model.check_rule import Finding
from generator.model.file_places import Row
from generator.problem import Severity

ROUND = (100.0, 1000.0, 10000.0)
"""What percentages and rates are of."""

AGAIN = 3
"""So many values in a row are of exactly 100: of others one in a hundred or so is."""

OTHERS = 4
"""Values that are of other sizes, so that it isn't a sample of 100 each month."""

MIXED = 0.3
"""Where more of the others are alike, sizes are chosen and not counted."""

BOTH = 5
"""Values in a row in which both numbers go in even steps."""

ONE = 7
"""The same where only one of them does."""

LARGE = 20
"""Smaller counts go in even steps by chance."""


@rule("HB274", Severity.WARNING)
def of_a_hundred(subject: RuleInput) -> Iterator[Finding]:
    """
    Exactly 100 or 1000, month after month

    Elsewhere in the series as many are counted as there were, and here exactly 100 each time. Mostly
    percentages, or rates per 1000, were entered where counts belong. Where from then on 100 are drawn
    by lot, say so: `# accept HB274: a sample of 100`.

    Wrong:
        # data/kpis/ca-halifax.yml
        email-reply:
          2025-01: 182/200
          2025-02: 175/198
          2025-03: 180/201
          2025-04: 180/199
          2025-05: 90/100
          2025-06: 89/100
          2025-07: 92/100

    Right:
        # data/kpis/ca-halifax.yml
        email-reply:
          2025-01: 182/200
          2025-02: 175/198
          2025-03: 180/201
          2025-04: 180/199
          2025-05: 171/190
          2025-06: 175/197
          2025-07: 177/193
    """
    all_of = sizes(subject, ("proportion", "rate", "score", "conversion", "duration"))
    held = np.isin(all_of.size, ROUND)
    same = all_of.line.nth[1:] == all_of.line.nth[:-1]
    for start, stop in _runs(same & held[1:] & (all_of.size[1:] == all_of.size[:-1]), AGAIN):
        nth = all_of.line.nth[start]
        size = all_of.size[all_of.begin[nth] : all_of.begin[nth + 1]]
        number = float(all_of.size[start])
        others = size[size != number]
        if len(others) < OTHERS or (size == number).sum() > stop - start:
            continue
        if np.unique(others, return_counts=True)[1].max() > max(MIXED * len(others), 1):
            continue
        first, last = (all_of.line.names(each)[2] for each in (start, stop - 1))
        yield Finding(
            all_of.where(subject, start),
            f"`{all_of.called(subject, start)}` is exactly {number:g} in {stop - start} values from "
            f"`{first}` to `{last}`, and nowhere else; around it lie about {float(np.median(others)):,.0f}.",
            f"Were percentages or rates of {number:g} entered? Write how many were counted. "
            f"{ACCEPT.format(code='HB274')}",
        )


@rule("HB276", Severity.WARNING)
def even_steps(subject: RuleInput) -> Iterator[Finding]:
    """
    Counts that go in even steps

    489, 490, 491 and so on: a spreadsheet fills a column so when its corner is dragged. Of counts in the
    hundreds, four even steps of both numbers come by chance less than once in a hundred million.

    Wrong:
        # data/kpis/ca-halifax.yml
        email-reply:
          2025-01: 182/200
          2025-02: 183/201
          2025-03: 184/202
          2025-04: 185/203
          2025-05: 186/204

    Right:
        # data/kpis/ca-halifax.yml
        email-reply:
          2025-01: 182/200
          2025-02: 175/198
          2025-03: 180/201
          2025-04: 180/199
          2025-05: 171/190
    """
    all_of = sizes(subject)
    if len(all_of.size) < BOTH:
        return
    of, part = _evenly(all_of, "size"), _evenly(all_of, "part")
    said: set[int] = set()
    for even, least, column in ((of & part, BOTH, ""), (of, ONE, "size"), (part, ONE, "part")):
        for start, before in _runs(even, least - 1):
            stop = before + 1
            if said & {start, stop - 1}:
                continue
            said |= set(range(start, stop))
            line = all_of.line
            numbers = all_of.part if column == "part" else all_of.size
            step = numbers[start + 1] - numbers[start]
            standard = line.standards[line.standard[start]]
            kind = subject.written.standards[standard].measure.kind
            part_of = "within" if kind == "duration" else "numerator"
            where = start + 2  # two begin a series by hand, and the corner is dragged
            cell = all_of.where(subject, where)
            if column == "part":
                cell = subject.cell(Row(int(line.row[where])), standard, part_of)
            what = f"`{cell.cell}`" if column else "Both numbers"
            goes = "goes" if column else "go"
            first, last = (line.names(each)[2] for each in (start, stop - 1))
            yield Finding(
                cell,
                f"{what} {goes} in {stop - start - 1} even steps from `{first}` ({numbers[start]:g}) to "
                f"`{last}`: each is {abs(step):g} {'more' if step > 0 else 'less'} than the one before.",
                "Was a column filled by dragging? Write what was counted in each period. "
                f"{ACCEPT.format(code='HB276')}",
            )


def _evenly(all_of: Sizes, name: str) -> Bools:
    """Whether a step from one value to the next is the same as the step after it; of large counts alone.

    One item a pair of neighbouring steps, at the place of the value between them.
    """
    numbers = all_of.size if name == "size" else all_of.part
    line = all_of.line
    step = np.diff(numbers)
    one = (line.nth[1:] == line.nth[:-1]) & (np.diff(line.at) == 1)
    one &= (step != 0) & (np.minimum(numbers[1:], numbers[:-1]) >= LARGE)
    even = np.zeros(len(numbers) - 1, np.bool_)
    even[:-1] = one[:-1] & one[1:] & (step[:-1] == step[1:])
    return even


def _runs(joined: Bools, least: int) -> Iterator[tuple[int, int]]:
    """Where values are joined to the one after them: first and after the last, of at least so many."""
    edges = np.diff(np.concatenate(([False], joined, [False])).astype(np.int8))
    for start, stop in zip(np.flatnonzero(edges == 1), np.flatnonzero(edges == -1), strict=True):
        if stop - start + 1 >= least:
            yield int(start), int(stop) + 1


RULES = (of_a_hundred, even_steps)
