"""How sure the values of a panel are: the interval that fits what its standard measures."""

from __future__ import annotations

import numpy as np

from generator.model.inputs import Measure
from generator.model.results import Floats, Panel
from generator.model.target_value import size_of
from generator.statistics import intervals


def interval(measure: Measure, panel: Panel, confidence: float = 0.95) -> tuple[Floats, Floats]:
    """Lower and upper limit of every value, in its unit; arrays of the panel's shape.

    Of a proportion, a conversion and a share of best answers Wilson's; of a rate exact Poisson's
    below 10 events, Byar's from there; of a mean score Student's t, where its deviation is known and
    answers differ at all: a few that are alike say nothing of how sure their mean is. NaN where
    there is none: medians and percentiles without the waits they are of, counts, prices.
    Raises ValueError for a confidence that isn't between 0 and 1.
    """
    of_counts = interval_of(measure, panel.numerator, panel.denominator, confidence)
    if measure.kind != "score" or panel.sd is None:
        return of_counts
    differing = np.where(panel.sd > 0, panel.sd, np.nan)
    of_means = intervals.mean(panel.value, differing, panel.denominator, confidence)
    shares = np.isfinite(panel.numerator)
    return np.where(shares, of_counts[0], of_means[0]), np.where(shares, of_counts[1], of_means[1])


def interval_of(
    measure: Measure, numerator: Floats, denominator: Floats, confidence: float = 0.95
) -> tuple[Floats, Floats]:
    """The same of counts alone, such as sums over a year. Shapes as theirs; NaN for means."""
    match measure.kind:
        case "proportion" | "conversion" | "score":
            return intervals.wilson(numerator, denominator, confidence)
        case "rate":
            low, high = intervals.poisson(numerator, denominator, confidence)
            size = size_of(measure.per)
            return low * size, high * size
        case _:
            nothing = np.full(np.shape(numerator), np.nan)
            return nothing, nothing
