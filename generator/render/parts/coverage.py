"""What is there and what isn't: series, periods expected, reasons given."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np

from generator.model.period import Period
from generator.model.results import Bools
from generator.model.standard_results import StandardResult, StandardResults

PATIENCE = {
    "daily": 2,
    "weekly": 14,
    "monthly": 62,
    "quarterly": 184,
    "half-yearly": 368,
    "yearly": 732,
    "by financial year": 732,
}
"""Days after the end of a period in which the next value may still come: two periods."""


@dataclass(frozen=True, slots=True)
class Filled:
    """How complete a standard's values are. A series is one clinic's values of it."""

    standard: str
    series: int
    complete: int
    """Series with a value in every period in which the clinic was open."""
    expected: int
    """Values that series should have."""
    present: int
    hidden: int
    """Of those present, small counts that aren't shown."""
    explained: int
    """Missing, with a reason."""

    @property
    def unexplained(self) -> int:
        return self.expected - self.present - self.explained


@dataclass(frozen=True, slots=True)
class Late:
    """A series whose newest value is older than its pace of reporting allows."""

    standard: str
    clinic: str
    newest: Period


def by_standard(findings: StandardResults) -> tuple[Filled, ...]:
    """In the order of the standards, those included of which nobody has reported a value yet."""
    written = findings.written
    said = findings.said
    explained = np.zeros(len(said.lines), np.bool_)
    explained[list(said.missing)] = True
    reasons: Counter[str] = Counter()
    for absent in said.absent:
        reasons[absent.standard] += absent.many
    return tuple(
        _filled(findings.clinics[name], explained) if name in findings.clinics else _empty(name, reasons)
        for name, standard in written.standards.items()
        if name in findings.clinics or not (standard.measure.adds_up or standard.status == "retired")
    )


def _empty(standard: str, reasons: Mapping[str, int]) -> Filled:
    """A standard without a value; expected is no more than what somebody gave a reason for."""
    told = reasons.get(standard, 0)
    return Filled(standard, series=0, complete=0, expected=told, present=0, hidden=0, explained=told)


def _filled(finding: StandardResult, explained: Bools) -> Filled:
    panel = finding.panel
    there = ~np.isnan(panel.value) | panel.hidden
    reported = there.any(axis=1)
    there, expected = there[reported], panel.expected[reported] | there[reported]
    row, hidden = panel.row[reported], panel.hidden[reported]
    told = np.zeros(row.shape, np.bool_)
    told[row >= 0] = explained[row[row >= 0]]
    return Filled(
        standard=panel.standard,
        series=int(reported.sum()),
        complete=int((there | ~expected).all(axis=1).sum()),
        expected=int(expected.sum()),
        present=int(there.sum()),
        hidden=int(hidden.sum()),
        explained=int((told & expected & ~there).sum()),
    )


def late(findings: StandardResults, as_of: date) -> Iterator[Late]:
    """Series of standards in force, at clinics that are open, that have fallen behind."""
    written = findings.written
    for name, finding in findings.clinics.items():
        standard, panel = written.standards[name], finding.panel
        if standard.status != "approved":
            continue
        for clinic, at in zip(panel.clinics, finding.judged.last.tolist(), strict=True):
            if at < 0 or written.clinics[clinic].closed:
                continue
            newest = panel.periods[at]
            if (as_of - newest.end).days > PATIENCE[standard.reported]:
                yield Late(name, clinic, newest)
