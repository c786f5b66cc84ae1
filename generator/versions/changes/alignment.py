"""Two versions of a standard's values laid over one another, and which of them may be told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from generator.model.period import Period
from generator.model.results import Bools, Floats
from generator.model.snapshots import Snapshot
from generator.model.standard_results import StandardResult

TOLERANCE = 1e-9
Places = NDArray[np.int64]


@dataclass(frozen=True)
class Aligned:
    """The clinics (or groups) and periods that both versions of a standard have."""

    standard: str
    base: StandardResult
    head: StandardResult
    names: tuple[str, ...]
    periods: tuple[Period, ...]
    rows: tuple[Places, Places]
    columns: tuple[Places, Places]

    @classmethod
    def of(cls, standard: str, base: StandardResult, head: StandardResult) -> Aligned:
        names, rows = _common(base.panel.clinics, head.panel.clinics)
        texts = [[period.text for period in it.panel.periods] for it in (base, head)]
        _, columns = _common(*texts)
        periods = tuple(head.panel.periods[at] for at in columns[1])
        return cls(standard, base, head, names, periods, rows, columns)

    def pair(self, old: np.ndarray, new: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Two arrays of the panels' shapes, cut to what both have."""
        return old[np.ix_(self.rows[0], self.columns[0])], new[np.ix_(self.rows[1], self.columns[1])]

    def of_panels(self, array: str) -> tuple[np.ndarray, np.ndarray]:
        """Such an array of both panels, by its name."""
        return self.pair(getattr(self.base.panel, array), getattr(self.head.panel, array))

    @cached_property
    def both(self) -> Bools:
        """Where both versions publish a value."""
        old, new = self.of_panels("value")
        return np.isfinite(old) & np.isfinite(new)

    @cached_property
    def moved(self) -> Bools:
        """Where both publish one, and it isn't the same: the value, or what it is made of."""
        found = np.zeros(self.both.shape, np.bool_)
        for array in ("value", "numerator", "denominator"):
            found |= unequal(*self.of_panels(array))
        return found & self.both


def aligned(base: Mapping[str, StandardResult], head: Mapping[str, StandardResult]) -> Iterator[Aligned]:
    """Every standard that both versions have values of, in the head's order."""
    for standard, finding in head.items():
        if standard in base:
            yield Aligned.of(standard, base[standard], finding)


def unequal(old: Floats, new: Floats) -> Bools:
    """Where two numbers differ; where neither is there they don't."""
    near = np.abs(old - new) <= TOLERANCE * np.maximum(1e-6, np.maximum(np.abs(old), np.abs(new)))
    return ~(near | (np.isnan(old) & np.isnan(new)))


class Tellable:
    """Which numbers may stand in what is told: those that every later version publishes, and the base doesn't
    hide."""

    def __init__(self, base: Snapshot, later: Sequence[Snapshot]) -> None:
        self._base, self._later = base, later
        self._gone: dict[str, frozenset[str]] = {}
        self._columns: dict[int, dict[str, int]] = {}

    def clinic(self, standard: str, clinic: str, period: str) -> bool:
        shown = all(self._there(world.clinics.get(standard), clinic, period) for world in self._later)
        return shown and not self._hides(self._base.clinics.get(standard), clinic, period)

    def group(self, standard: str, group: str, period: str) -> bool:
        """A sum: only if no value that was in it has been withdrawn, or is hidden."""
        shown = all(self._there(world.groups.get(standard), group, period) for world in self._later)
        if not shown or self._hides(self._base.groups.get(standard), group, period):
            return False
        return period not in self._withdrawn(standard)

    def _there(self, finding: StandardResult | None, name: str, period: str) -> bool:
        at = self._at(finding, name, period)
        return finding is not None and at is not None and bool(np.isfinite(finding.panel.value[at]))

    def _hides(self, finding: StandardResult | None, name: str, period: str) -> bool:
        at = self._at(finding, name, period)
        return finding is not None and at is not None and bool(finding.panel.hidden[at])

    def _at(self, finding: StandardResult | None, name: str, period: str) -> tuple[int, int] | None:
        """Row and column of a value; None where the panel has no such place."""
        if finding is None or (row := finding.index.get(name)) is None:
            return None
        if (columns := self._columns.get(id(finding))) is None:
            columns = {it.text: at for at, it in enumerate(finding.panel.periods)}
            self._columns[id(finding)] = columns
        at = columns.get(period)
        return None if at is None else (row, at)

    def _withdrawn(self, standard: str) -> frozenset[str]:
        """Periods of which a later version lacks a value of the standard, or of one that it adds up."""
        if (known := self._gone.get(standard)) is None:
            parts = (part for part in _parts(self._base, standard) if part in self._base.clinics)
            pairs = (
                (self._base.clinics[part], world.clinics.get(part)) for part in parts for world in self._later
            )
            known = self._gone[standard] = frozenset(text for pair in pairs for text in _lost(*pair))
        return known


def _lost(base: StandardResult, later: StandardResult | None) -> Iterator[str]:
    """Periods of which a later version doesn't publish all that the base does."""
    shown = np.isfinite(base.panel.value)
    if later is not None:
        both = Aligned.of(base.panel.standard, base, later)
        shown[np.ix_(*[places[0] for places in (both.rows, both.columns)])] &= ~both.both
    for at in np.flatnonzero(shown.any(axis=0)).tolist():
        yield base.panel.periods[at].text


def _parts(world: Snapshot, name: str, above: tuple[str, ...] = ()) -> Iterator[str]:
    """A standard and all that it adds up."""
    standard = world.written.standards.get(name)
    if standard is None or name in above:
        return
    yield name
    for part in standard.measure.adds_up:
        yield from _parts(world, part, (*above, name))


def _common(old: Sequence[str], new: Sequence[str]) -> tuple[tuple[str, ...], tuple[Places, Places]]:
    place = {name: at for at, name in enumerate(old)}
    names = tuple(name for name in new if name in place)
    there = {name: at for at, name in enumerate(new)}
    return names, (
        np.array([place[name] for name in names], np.int64),
        np.array([there[name] for name in names], np.int64),
    )
