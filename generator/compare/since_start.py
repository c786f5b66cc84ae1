"""Better than at the start? Only where the evidence says so; nobody is praised for chance."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from generator.model.results import Bools, Codes, Floats

TOLERANCE = 1e-9


def since_base(  # noqa: PLR0913, PLR0917 - two values, each with its interval
    value: ArrayLike,
    lower: ArrayLike,
    upper: ArrayLike,
    base: ArrayLike,
    base_lower: ArrayLike,
    base_upper: ArrayLike,
) -> tuple[Floats, Floats, Floats]:
    """The difference from a base period, with its lower and upper limit, in the unit of the values.

    Arrays of any shapes that go together. The limits have the confidence of the intervals handed
    in, which come from different cases and may be lopsided; their distances are squared and added.
    Of Wilson intervals of two proportions: Newcombe 1998, Stat Med 17:873, method 10. Of rates and
    means alike: Zou and Donner 2008, Stat Med 27:1693. NaN where any of the six is missing or
    infinite, or a value lies outside its own interval.
    """
    given = (value, lower, upper, base, base_lower, base_upper)
    now, low, high, then, then_low, then_high = np.broadcast_arrays(
        *(np.asarray(one, np.float64) for one in given)
    )
    sound = _within(now, low, high) & _within(then, then_low, then_high)
    with np.errstate(invalid="ignore", over="ignore"):
        # Two values that differ by rounding alone don't differ, however sure they are.
        apart = np.abs(now - then) > TOLERANCE * np.maximum(np.abs(now), np.abs(then))
        difference = np.where(sound, np.where(apart, now - then, 0), np.nan)
        least = difference - np.hypot(now - low, then_high - then)
        most = difference + np.hypot(high - now, then - then_low)
    return difference, least, most


def shown(lower: ArrayLike, upper: ArrayLike, better: int) -> Codes:
    """+1 where a difference is surely for the better, -1 for the worse, 0 where neither is shown.

    `lower` and `upper` are the limits of the difference; `better` is +1 where higher is better, -1
    where lower is, 0 where neither (then nothing is shown). An interval that touches 0 shows nothing.
    """
    low, high = np.asarray(lower, np.float64), np.asarray(upper, np.float64)
    # A limit that is 0 but for rounding is small against the width of its interval.
    with np.errstate(invalid="ignore", over="ignore"):
        nothing = TOLERANCE * np.abs(high - low)
        sign = (low > nothing).astype(np.int8) - (high < -nothing).astype(np.int8)
    return (sign * np.sign(better)).astype(np.int8)


def _within(value: Floats, lower: Floats, upper: Floats) -> Bools:
    finite = np.isfinite(value) & np.isfinite(lower) & np.isfinite(upper)
    slack = np.where(finite, TOLERANCE * np.abs(value), 0)
    return finite & (lower - slack <= value) & (value <= upper + slack)
