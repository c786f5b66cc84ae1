"""How values of all comparable clinics are spread, period by period: what a box plot and a spine show."""

from __future__ import annotations

import numpy as np

from generator.compare import equal_groups
from generator.model.comparison_results import Spread
from generator.model.inputs import HandbookSource
from generator.model.results import Panel

FEWEST = 4
"""Clinics with a value below which there are no quartiles; Fingertips asks for as many."""


def spread(written: HandbookSource, panel: Panel) -> Spread:
    """Least, quartiles and greatest of a panel of clinics, by period; percentiles of type 7.

    Only clinics whose definition is everybody's are in it, and only values that are shown. NaN
    where fewer than four clinics have a value.
    """
    found = (written.comparable.get((clinic, panel.standard)) for clinic in panel.clinics)
    alike = np.array([it is None or it.sameness == "same" for it in found], np.bool_)
    ordered = np.sort(np.where(alike[:, None] & np.isfinite(panel.value), panel.value, np.nan), axis=0)
    many = np.isfinite(ordered).sum(axis=0)
    numbers = (equal_groups.percentile(ordered, many, share) for share in (0, 0.25, 0.5, 0.75, 1))
    return Spread(*(np.where(many >= FEWEST, it, np.nan) for it in numbers), many.astype(np.int32))
