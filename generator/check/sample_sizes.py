"""How many were counted, along each series: the size of a month, whatever of them was as it should be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from generator.check.rule_input import RuleInput
from generator.check.series_order import Bools, Floats, Ints, SeriesOrder
from generator.model.file_places import Row

ACCEPT = (
    "If it is right, say why: `# accept {code}: the reason`, in a table without `# accept` in a column "
    "`accept`."
)


@dataclass(frozen=True)
class Sizes:
    """Sizes and what was counted among them, in the order of series and periods. Only values with a size."""

    line: SeriesOrder
    size: Floats
    part: Floats
    """How many of them were in time, answered, came; NaN where that isn't counted."""

    begin: Ints
    """Where each series begins; one more at the end."""

    def series(self, of: Bools) -> Iterator[slice]:
        """The series in which something of which `of` holds is."""
        for nth in np.unique(self.line.nth[of]):
            yield slice(int(self.begin[nth]), int(self.begin[nth + 1]))

    def where(self, subject: RuleInput, i: int) -> Row:
        """The cell of a size."""
        standard = self.line.standards[self.line.standard[i]]
        kind = subject.written.standards[standard].measure.kind
        return subject.cell(
            Row(int(self.line.row[i])), standard, "numerator" if kind == "count" else "denominator"
        )

    def called(self, subject: RuleInput, i: int) -> str:
        """What the cell of a size is called: `of`, `n`, the first stage."""
        return self.where(subject, i).cell


def sizes(subject: RuleInput, kinds: tuple[str, ...] = ()) -> Sizes:
    """Sizes of all values, or of those of some kinds."""
    line = subject.timeline
    kind = np.array(
        [
            subject.written.standards[name].measure.kind if name in subject.written.standards else ""
            for name in line.standards
        ]
        or [""]
    )[line.standard]
    counted = kind == "count"
    size = np.where(counted, line.number("numerator"), line.number("denominator"))
    part = np.where(counted, np.nan, line.number("numerator"))
    part = np.where(kind == "duration", line.number("within"), part)
    there = ~np.isnan(size) & (size >= 0)
    if kinds:
        there &= np.isin(kind, kinds)
    line, size, part = line.only(there), size[there], part[there]
    begin = np.append(np.flatnonzero(line.begins), len(size)).astype(np.int64)
    return Sizes(line, size, part, begin)
