"""Series cut at their restarts: what runs and limits are reckoned over."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from generator.model.results import Bools, Floats

CELLS_AT_ONCE = 1 << 17  # keeps the arrays in the processor's cache, and memory flat

Integers = NDArray[np.int64]


@dataclass(frozen=True)
class RebaseGroups:
    """Stretches of a matrix (series x periods), laid end to end, row after row."""

    shape: tuple[int, int]
    starts: Integers
    """Where each stretch begins, as a place in the flattened matrix."""

    @classmethod
    def of(cls, restart: Bools) -> RebaseGroups:
        starts = restart.copy()
        starts[:, 0] = True
        return cls((restart.shape[0], restart.shape[1]), np.flatnonzero(starts))

    @property
    def whole(self) -> bool:
        """Whether every row is one stretch."""
        return len(self.starts) == self.shape[0]

    def spread(self, by_stretch: NDArray[np.generic]) -> NDArray[np.generic]:
        """A number of each stretch at every point of it (a column, where rows are whole)."""
        if self.whole:
            return by_stretch[:, None]
        lengths = np.diff(self.starts, append=self.shape[0] * self.shape[1])
        return np.repeat(by_stretch, lengths).reshape(self.shape)

    def numbers(self) -> Integers:
        """The number of each point's stretch, shape as the matrix."""
        return np.broadcast_to(self.spread(np.arange(len(self.starts))), self.shape)

    def within(self) -> Integers:
        """How many points of its stretch precede each point, shape as the matrix."""
        return np.arange(self.shape[0] * self.shape[1]).reshape(self.shape) - self.spread(self.starts)

    def total(self, of: Floats | Bools, where: Bools | None = None) -> NDArray[np.generic]:
        """Sums by stretch; of a mask, how many."""
        kind = np.int64 if of.dtype == np.bool_ else np.float64
        counted = of if where is None else np.where(where, of, 0)
        return np.add.reduceat(counted.ravel(), self.starts, dtype=kind)


def chunks(shape: tuple[int, ...]) -> Iterator[slice]:
    """Rows of a matrix, so many at once that what is reckoned of them stays small."""
    if 0 in shape:
        return
    rows = max(1, CELLS_AT_ONCE // shape[1])
    for first in range(0, shape[0], rows):
        yield slice(first, first + rows)
