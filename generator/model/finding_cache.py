"""What was found out of each standard the last time, and whether it would be found again.

For a preview, in which a save changes one standard and leaves the others as they were.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, fields, replace

import numpy as np

from generator.model.inputs import HandbookSource
from generator.model.ordered_equality import same_in_order
from generator.model.results import Panel
from generator.model.standard_results import StandardResult

WHERE = frozenset({"row"})
"""Parts of a panel that say where values stand, not what they are: nothing is reckoned from them."""


@dataclass
class FindingCache:
    """Kept between two reckonings of one handbook."""

    _known: dict[tuple[str, bool], tuple[tuple[object, ...], StandardResult]] = field(default_factory=dict)

    def finding(
        self, written: HandbookSource, panel: Panel, beside: bool, find: Callable[[], StandardResult]
    ) -> StandardResult:
        """What `find` would return: from memory where all that it is made from is as it was."""
        rests_on = (
            written.settings,
            written.standards[panel.standard],
            written.clinics,
            written.countries,
            written.comparable,
        )
        before = self._known.get((panel.standard, beside))
        if before is not None and same_in_order(before[0], rests_on) and alike(before[1].panel, panel):
            found = replace(before[1], panel=panel)
        else:
            found = find()
        self._known[panel.standard, beside] = rests_on, found
        return found


def alike(one: Panel, other: Panel) -> bool:
    """Whether two panels hold the same values of the same clinics and periods, wherever they are written."""
    names = [part.name for part in fields(Panel) if part.name not in WHERE]
    return all(_same(getattr(one, name), getattr(other, name)) for name in names)


def _same(one: object, other: object) -> bool:
    if isinstance(one, np.ndarray) and isinstance(other, np.ndarray):
        return one.shape == other.shape and np.array_equal(one, other, equal_nan=one.dtype.kind == "f")
    return one is other or (type(one) is type(other) and one == other)
