"""How sure a proportion is, given how many it is of."""

from __future__ import annotations

from functools import lru_cache
from statistics import NormalDist

import numpy as np
from numpy.typing import ArrayLike

from generator.model.found import Floats


def wilson(numerator: ArrayLike, denominator: ArrayLike, confidence: float = 0.95) -> tuple[Floats, Floats]:
    """Lower and upper limit of Wilson's score interval of a proportion, as fractions of 1.

    Arrays of any shapes that go together. NaN where either number is missing, the denominator
    isn't positive or the numerator isn't within it. Wilson 1927, JASA 22:209; without continuity
    correction. Raises ValueError for a confidence that isn't between 0 and 1.
    """
    if not 0 < confidence < 1:
        raise ValueError(f"confidence is {confidence}, not between 0 and 1")
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    x, n = np.broadcast_arrays(np.asarray(numerator, np.float64), np.asarray(denominator, np.float64))
    sound = np.isfinite(n) & (n > 0) & (x >= 0) & (x <= n)
    x, n = np.where(sound, x, np.nan), np.where(sound, n, np.nan)
    middle, reach = 2 * x + z * z, z * np.sqrt(z * z + 4 * x * (1 - x / n))
    # The difference cancels at x = 0, and the sum at x = n; there the limits are exact.
    lower = np.where(x == 0, 0.0, (middle - reach) / (2 * (n + z * z)))
    upper = np.where(x == n, 1.0, (middle + reach) / (2 * (n + z * z)))
    return lower, upper


# The same value stands on its standard's page and on its country's, in every language.
@lru_cache(maxsize=1 << 16)
def proportion(numerator: float, denominator: float) -> tuple[float, float] | None:
    """Wilson's 95 % interval of one proportion, None where there is none."""
    lower, upper = wilson(numerator, denominator)
    return (float(lower), float(upper)) if np.isfinite(lower) else None
