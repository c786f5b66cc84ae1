"""What of a panel can be added up, and the value of what was."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from generator.model.inputs import Kind, Measure
from generator.model.results import Bools, Floats, Panel
from generator.model.target_value import size_of

ADDABLE: frozenset[Kind] = frozenset({"proportion", "rate", "count", "conversion", "score"})
"""A median, a percentile or a price of several clinics isn't to be had from each one's."""


@dataclass(frozen=True)
class Sums:
    """What of a panel goes into sums. Arrays have its shape and are 0 where nothing does."""

    measure: Measure
    panel: Panel
    numerator: Floats
    denominator: Floats
    counted: Bools
    means: Bools
    """Where the numerator is n times a mean, and so no count that one could show."""

    @classmethod
    def of(cls, measure: Measure, panel: Panel) -> Sums:
        numerator, denominator = panel.numerator, panel.denominator
        means = np.zeros(panel.shape, np.bool_)
        if measure.kind == "count":
            numerator, denominator = panel.value, np.zeros(panel.shape)
        elif measure.kind == "score":  # of top answers the numerator is known, of means it isn't
            means = np.isnan(numerator)
            numerator = np.where(means, panel.value * denominator, numerator)
        counted = np.isfinite(panel.value) & np.isfinite(numerator) & np.isfinite(denominator)
        return cls(
            measure=measure,
            panel=panel,
            numerator=np.where(counted, numerator, 0),
            denominator=np.where(counted, denominator, 0),
            counted=counted,
            means=means & counted,
        )


def value(measure: Measure, numerator: Floats, denominator: Floats) -> Floats:
    """The value of sums, in the unit of the measure's values; NaN where the denominator is 0."""
    if measure.kind == "count":
        return numerator
    size = size_of(measure.per) if measure.kind == "rate" else 1
    some = denominator > 0
    return np.where(some, size * numerator / np.where(some, denominator, 1), np.nan)
