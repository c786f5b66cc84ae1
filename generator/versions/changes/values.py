"""Values that came, went, or aren't what they were."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from generator.model.period import Period
from generator.model.results import Bools, Panel
from generator.model.snapshots import Snapshot
from generator.model.standard_results import NETWORK, StandardResult
from generator.model.version_changes import Cell, Coverage, Restated, Withdrawn
from generator.versions.changes.alignment import Aligned, Tellable, aligned


def restated(base: Snapshot, head: Snapshot, tell: Tellable, broken: frozenset[str]) -> tuple[Restated, ...]:
    """Of clinics: what both publish, and isn't the same; those that moved furthest first."""
    found = (
        one
        for both in aligned(base.clinics, head.clinics)
        if both.standard not in broken
        for one in _moved(both)
        if tell.clinic(one.standard, one.owner, one.period.text)
    )
    return tuple(sorted(found, key=lambda one: -one.size))


def totals(base: Snapshot, head: Snapshot, tell: Tellable, broken: frozenset[str]) -> tuple[Restated, ...]:
    """Of all clinics and of countries: the same, newest period first."""
    groups = {NETWORK, *head.written.countries}
    found = [
        one
        for both in aligned(base.groups, head.groups)
        if both.standard not in broken
        for one in _moved(both)
        if one.owner in groups and tell.group(one.standard, one.owner, one.period.text)
    ]
    return tuple(sorted(found, key=lambda one: (one.owner != NETWORK, -one.period.start.toordinal())))


def coverage(base: Snapshot, head: Snapshot, broken: frozenset[str]) -> tuple[Coverage, ...]:
    """How many values of clinics came or went, by standard. Of `broken` ones all came and all went."""
    names = dict.fromkeys((*head.clinics, *base.clinics))
    counted = (_coverage(name, base, head, together=name not in broken) for name in names)
    return tuple(one for one in counted if one != Coverage(one.standard))


def withdrawn(base: Snapshot, head: Snapshot, broken: frozenset[str]) -> tuple[Withdrawn, ...]:
    """Which values of clinics are no longer published, nor hidden; their numbers aren't told."""
    found = []
    for name, finding in base.clinics.items():
        if name in broken or name not in head.written.standards:
            continue
        gone = _lacking(finding, head.clinics.get(name)) & ~_hidden(finding.panel, head, name)
        for row, at in zip(*np.nonzero(gone), strict=True):
            panel = finding.panel
            found.append(Withdrawn(name, panel.clinics[row], panel.periods[at]))
    return tuple(found)


def _moved(both: Aligned) -> Iterator[Restated]:
    values, tops, belows = (both.of_panels(it) for it in ("value", "numerator", "denominator"))
    targets = both.pair(both.base.judged.target, both.head.judged.target)
    for row, at in zip(*(it.tolist() for it in np.nonzero(both.moved)), strict=True):
        before, after = (
            Cell(float(values[side][row, at]), _known(tops[side][row, at]), _known(belows[side][row, at]))
            for side in (0, 1)
        )
        aim = targets[1][row, at]
        scale = abs(float(aim)) if np.isfinite(aim) and aim else abs(before.value)
        size = abs(after.value - before.value) / (scale or 1.0)
        yield Restated(both.standard, both.names[row], both.periods[at], before, after, size)


def _coverage(name: str, base: Snapshot, head: Snapshot, *, together: bool) -> Coverage:
    old, new = base.clinics.get(name), head.clinics.get(name)
    came = new and _lacking(new, old if together else None) & ~_hidden(new.panel, base, name)
    went = old and _lacking(old, new if together else None) & ~_hidden(old.panel, head, name)
    first, last = _span(new.panel, came) if new is not None else (None, None)
    was, now = (world.hidden.get(name, frozenset()) for world in (base, head))
    before = _shown(old, base, name) if now else frozenset()
    after = _shown(new, head, name) if was else frozenset()
    return Coverage(
        standard=name,
        added=0 if came is None else int(came.sum()),
        first=first,
        last=last,
        withdrawn=0 if went is None else int(went.sum()),
        hidden=len(now & before),
        shown=len(was & after),
    )


def _lacking(one: StandardResult, other: StandardResult | None) -> Bools:
    """Where the one version publishes a value and the other doesn't. Shape of the one's panel."""
    shown = np.isfinite(one.panel.value)
    if other is not None:
        both = Aligned.of(one.panel.standard, one, other)
        shown[np.ix_(both.rows[0], both.columns[0])] &= ~both.both
    return shown


def _hidden(panel: Panel, other: Snapshot, name: str) -> Bools:
    """Where the other version hides, by the stricter rule, what stands in this panel."""
    found = np.zeros(panel.shape, np.bool_)
    theirs = other.clinics.get(name)
    if theirs is not None and theirs.panel.hidden.any():
        rows = {clinic: at for at, clinic in enumerate(panel.clinics)}
        columns = {period.text: at for at, period in enumerate(panel.periods)}
        for row, at in zip(*np.nonzero(theirs.panel.hidden), strict=True):
            here = rows.get(theirs.panel.clinics[row]), columns.get(theirs.panel.periods[at].text)
            if None not in here:
                found[here] = True
    return found


def _shown(finding: StandardResult | None, world: Snapshot, name: str) -> frozenset[tuple[str, str]]:
    """Clinic and period of what the version publishes by its own rule."""
    if finding is None:
        return frozenset()
    panel = finding.panel
    there = {
        (panel.clinics[row], panel.periods[at].text)
        for row, at in zip(*np.nonzero(np.isfinite(panel.value) | panel.hidden), strict=True)
    }
    return frozenset(there - world.hidden.get(name, frozenset()))


def _span(panel: Panel, came: Bools) -> tuple[Period | None, Period | None]:
    columns = np.flatnonzero(came.any(axis=0))
    return (panel.periods[columns[0]], panel.periods[columns[-1]]) if len(columns) else (None, None)


def _known(number: float) -> float | None:
    return float(number) if np.isfinite(number) else None
