"""Verdicts that changed, each with its cause: the target moved, or the data did."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from generator.model.results import Codes, Verdict
from generator.model.snapshots import Counterfactual, Rejudged, Snapshot
from generator.model.standard_results import StandardResult
from generator.model.version_changes import Cause, EarlierVerdicts, Newest, Reworded, VerdictChange
from generator.versions.changes.alignment import Aligned, Tellable, aligned, unequal
from generator.versions.changes.structural import broken

SILENT = (Verdict.NO_VALUE, Verdict.HIDDEN)
"""Nothing was judged, so that no verdict changed: the value came, went, or is hidden."""


@dataclass(frozen=True)
class Causes:
    """What is known of why a standard's values are judged otherwise, before their numbers are looked at."""

    definition: frozenset[str]
    """Standards that mean, or reward, something else."""
    of_clinic: frozenset[tuple[str, str]]
    """Standard and clinic, where the clinic's own definition came or went."""
    status: frozenset[str]

    @classmethod
    def of(cls, base: Snapshot, head: Snapshot, reworded: tuple[Reworded, ...]) -> Causes:
        old, new = base.written.standards, head.written.standards
        turned = {it.standard for it in reworded if it.field == "better"}
        return cls(
            broken(reworded) | turned,
            frozenset((it.standard, it.clinic) for it in reworded if it.clinic),
            frozenset(it for it in new if it in old and new[it].status != old[it].status),
        )

    def plain(self, standard: str, owner: str) -> Cause | None:
        if standard in self.definition or (standard, owner) in self.of_clinic:
            return Cause.DEFINITION
        return Cause.STATUS if standard in self.status else None


def newest(
    base: Snapshot,
    head: Snapshot,
    again: Mapping[str, Rejudged],
    causes: Causes,
    tell: Tellable,
) -> tuple[VerdictChange, ...]:
    """Of all, of groups and of clinics; `again` by "groups" and "clinics". What got worse comes first."""
    found = [
        *_newest(base.groups, head.groups, again["groups"], causes, tell.group),
        *_newest(base.clinics, head.clinics, again["clinics"], causes, tell.clinic),
    ]
    return tuple(sorted(found, key=lambda it: (it.way >= 0, it.way == 0)))


def earlier(base: Snapshot, head: Snapshot, again: Rejudged, causes: Causes) -> tuple[EarlierVerdicts, ...]:
    """Of clinics, how many verdicts on other than the newest values changed, by standard and cause."""
    found: list[EarlierVerdicts] = []
    for both in aligned(base.clinics, head.clinics):
        old, new = both.pair(both.base.judged.verdict, both.head.judged.verdict)
        changed = (old != new) & ~np.isin(old, SILENT) & ~np.isin(new, SILENT)
        changed &= both.columns[1][None, :] != both.head.judged.last[both.rows[1]][:, None]
        if not changed.any():
            continue
        known = _each(again, both)
        counts = Counter(
            causes.plain(both.standard, both.names[row])
            or _cause(old[row, at], new[row, at], known[0][row, at], known[1][row, at], both.moved[row, at])
            for row, at in zip(*np.nonzero(changed), strict=True)
        )
        found += [EarlierVerdicts(both.standard, n, cause) for cause, n in sorted(counts.items())]
    return tuple(found)


def _newest(
    old: Mapping[str, StandardResult],
    new: Mapping[str, StandardResult],
    again: Rejudged,
    causes: Causes,
    tellable: object,
) -> Iterator[VerdictChange]:
    for both in aligned(old, new):
        for at, name in enumerate(both.names):
            rows = int(both.rows[0][at]), int(both.rows[1][at])
            sides = [_side(it, row) for it, row in zip((both.base, both.head), rows, strict=True)]
            if None in sides or sides[0].verdict == sides[1].verdict:
                continue
            cause = causes.plain(both.standard, name)
            if cause is None:
                judged = (_judged(it, both.standard, name) for it in (again.new_by_old, again.old_by_new))
                cause = _cause(sides[0].verdict, sides[1].verdict, *judged, _other(both, rows))
            yield VerdictChange(
                both.standard,
                name,
                *(_told(it, tellable(both.standard, name, it.period.text)) for it in sides),
                cause,
            )


def _cause(old: int, new: int, new_by_old: int, old_by_new: int, moved: bool) -> Cause:
    if not moved:
        return Cause.TARGET
    if new_by_old == old and old_by_new == new:
        return Cause.TARGET
    return Cause.DATA if new_by_old == new and old_by_new == old else Cause.BOTH


def _side(finding: StandardResult, row: int) -> Newest | None:
    at = int(finding.judged.last[row])
    if at < 0:
        return None
    target = float(finding.judged.target[row, at])
    return Newest(
        Verdict(int(finding.judged.verdict[row, at])),
        finding.panel.periods[at],
        float(finding.panel.value[row, at]),
        None if np.isnan(target) else target,
    )


def _told(side: Newest, tellable: bool) -> Newest:
    return side if tellable else side._replace(value=None)


def _other(both: Aligned, rows: tuple[int, int]) -> bool:
    """Whether the newest values aren't the same number of the same people."""
    findings = (both.base, both.head)
    ends = [(row, int(it.judged.last[row])) for it, row in zip(findings, rows, strict=True)]
    return any(
        bool(unequal(*(getattr(it.panel, array)[end] for it, end in zip(findings, ends, strict=True))))
        for array in ("value", "denominator")
    )


def _judged(again: Mapping[str, Counterfactual], standard: str, name: str) -> int:
    one = again[standard]
    return int(one.newest[one.names.index(name)])


def _each(again: Rejudged, both: Aligned) -> tuple[Codes, Codes]:
    """Both re-judged arrays in the order of what both have."""
    return again.new_by_old[both.standard].each, again.old_by_new[both.standard].each
