"""What a run chart tells of every series of a panel."""

from __future__ import annotations

from dataclasses import dataclass

from generator.model.results import Bools, Floats, Rows

USEFUL_FOR_SIGNAL = 10
"""Useful points below which the rules seldom fire, whatever happens; pages keep silent then."""


@dataclass(frozen=True)
class Runs:
    """Runs about the median. Shapes as the panel's: every point of a part, between restarts, carries
    its part's number."""

    centre: Floats
    """NaN where the part has no value to take the median of."""
    useful: Rows
    """Points that are neither missing nor on the centre."""
    longest: Rows
    """Points of the longest run; this and the next three are 0 where no point is useful."""
    longest_most: Rows
    """The longest run that is still no signal."""
    crossings: Rows
    crossings_least: Rows
    """The fewest crossings that are still no signal."""
    signal: Bools
