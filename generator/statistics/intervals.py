"""How sure a number is: intervals of proportions, rates, counts, means and medians."""

from __future__ import annotations

from functools import lru_cache
from statistics import NormalDist

import numpy as np
from numpy.typing import ArrayLike, NDArray

from generator.model.results import Bools, Floats, Rows

EXACT_BELOW = 10
"""From this count on, Byar's approximation of the Poisson limits is as good as exact."""

FEWEST_FOR_MEDIAN = 6
"""The smallest and largest of fewer values don't hold the median at 95 %."""


def wilson(numerator: ArrayLike, denominator: ArrayLike, confidence: float = 0.95) -> tuple[Floats, Floats]:
    """Lower and upper limit of Wilson's score interval of a proportion, as fractions of 1.

    Arrays of any shapes that go together. NaN where either number is missing, the denominator
    isn't positive or the numerator isn't within it. Wilson 1927, JASA 22:209; without continuity
    correction. Raises ValueError for a confidence that isn't between 0 and 1.
    """
    z = _deviate(confidence)
    x, n = _together(numerator, denominator)
    sound = np.isfinite(n) & (n > 0) & (x >= 0) & (x <= n)
    x, n = np.where(sound, x, np.nan), np.where(sound, n, np.nan)
    with np.errstate(all="ignore"):  # counts beyond what their double can be
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


def poisson(count: ArrayLike, denominator: ArrayLike, confidence: float = 0.95) -> tuple[Floats, Floats]:
    """Lower and upper limit of a rate, per 1 of its denominator.

    Arrays of any shapes that go together. Below a count of 10 exact, from chi-squared (Garwood
    1936, Biometrika 28:437), from 10 Byar's; a count needn't be whole. A count of 0 has the lower
    limit 0. NaN where either number is missing or infinite, the count is negative or the
    denominator isn't positive. Raises ValueError for a confidence that isn't between 0 and 1.
    """
    x, n = _together(count, denominator)
    n = np.where(np.isfinite(n) & (n > 0), n, np.nan)
    lower, upper = byar(x, confidence)
    few = (x >= 0) & (x < EXACT_BELOW) & np.isfinite(n)
    if few.any():
        exact_lower, exact_upper = _exact(x, few, confidence)
        lower, upper = np.where(few, exact_lower, lower), np.where(few, exact_upper, upper)
    with np.errstate(all="ignore"):  # a denominator next to nothing
        return _finite(lower / n, upper / n)


def byar(count: ArrayLike, confidence: float = 0.95) -> tuple[Floats, Floats]:
    """Lower and upper limit of a count by Byar's approximation, however small the count.

    Arrays of any shape. NaN where the count is missing, infinite or negative; the lower one also
    where there is none above 0, as at a count of 0. Breslow and Day 1987, volume II, p. 69. Raises
    ValueError for a confidence that isn't between 0 and 1.
    """
    z, x = _deviate(confidence), np.asarray(count, np.float64)
    x = np.where(np.isfinite(x) & (x >= 0), x, np.nan)
    with np.errstate(all="ignore"):  # 1 / 0 at a count of 0, and counts beyond what cubes can be
        lower, upper = (
            y * (1 - 1 / (9 * y) + sign * z / (3 * np.sqrt(y))) ** 3 for y, sign in ((x, -1), (x + 1, 1))
        )
        return _finite(np.where(lower > 0, lower, np.nan), upper)


def mean(mean: ArrayLike, sd: ArrayLike, n: ArrayLike, confidence: float = 0.95) -> tuple[Floats, Floats]:
    """Lower and upper limit of a mean by Student's t, from the deviation of n values (over n - 1).

    Arrays of any shapes that go together; the unit is the mean's. Of values that don't vary the
    limits are the mean. NaN for n < 2, a negative deviation and what is missing or infinite. Raises
    ValueError for a confidence that isn't between 0 and 1.
    """
    _deviate(confidence)
    centre, deviation, many = _together(mean, sd, n)
    sound = np.isfinite(centre) & np.isfinite(deviation) & (deviation >= 0) & np.isfinite(many) & (many >= 2)
    reach = np.full(centre.shape, np.nan)
    with np.errstate(all="ignore"):  # a deviation beyond what numbers hold
        reach[sound] = _student(many[sound], confidence) * (deviation[sound] / np.sqrt(many[sound]))
        return _finite(centre - reach, centre + reach)


def median_ranks(n: ArrayLike, confidence: float = 0.95) -> tuple[Rows, Rows]:
    """Ranks, from 1, of the ordered values that hold the median of n between them.

    Arrays of any shape. The lower is the smallest k for which P(X <= k) reaches half of what the
    confidence leaves, where X counts heads of n coins; the upper as far from the end. Both are 0
    for fewer than 6 values, and where not even the smallest and the largest hold it at this
    confidence. Conover 1999, Practical Nonparametric Statistics, 3.2. Raises ValueError for a
    confidence that isn't between 0 and 1.
    """
    _deviate(confidence)
    many = np.asarray(n, np.float64)
    whole = np.where(np.isfinite(many) & (many >= FEWEST_FOR_MEDIAN), many, 0).astype(np.int64)
    different, back = np.unique(whole, return_inverse=True)
    lower = np.zeros(len(different), np.int64)
    enough = different > 0
    if enough.any():
        lower[enough] = _heads(different[enough], (1 - confidence) / 2)
    upper = np.where(lower > 0, different - lower + 1, 0)
    shaped = back.reshape(many.shape)
    return lower.astype(np.int32)[shaped], upper.astype(np.int32)[shaped]


def _deviate(confidence: float) -> float:
    """How many standard deviations from its mean a normal variable stays, this confident."""
    if not 0 < confidence < 1:
        raise ValueError(f"confidence is {confidence}, not between 0 and 1")
    return NormalDist().inv_cdf((1 + confidence) / 2)


def _together(*numbers: ArrayLike) -> tuple[Floats, ...]:
    return np.broadcast_arrays(*(np.asarray(it, np.float64) for it in numbers))


def _finite(lower: Floats, upper: Floats) -> tuple[Floats, Floats]:
    return np.where(np.isfinite(lower), lower, np.nan), np.where(np.isfinite(upper), upper, np.nan)


def _exact(count: Floats, where: Bools, confidence: float) -> tuple[Floats, Floats]:
    """Poisson limits of the counts there, NaN elsewhere."""
    from scipy.special import gammaincinv  # noqa: PLC0415 half a second to import, seldom needed

    different, back = np.unique(count[where], return_inverse=True)
    tail = (1 - confidence) / 2
    lower, upper = np.full(count.shape, np.nan), np.full(count.shape, np.nan)
    # Half a quantile of chi-squared with 2k degrees of freedom is one of gamma with shape k.
    # There is none at 0, nor beside it, and the lower limit is 0.
    lower[where] = np.nan_to_num(gammaincinv(different, tail), nan=0.0)[back]
    upper[where] = gammaincinv(different + 1, 1 - tail)[back]
    return lower, upper


def _student(many: Floats, confidence: float) -> Floats:
    from scipy.special import stdtrit  # noqa: PLC0415 half a second to import, seldom needed

    different, back = np.unique(many, return_inverse=True)
    return -stdtrit(different - 1, (1 - confidence) / 2)[back]


def _heads(coins: NDArray[np.int64], share: float) -> NDArray[np.int64]:
    """The smallest k for which P(X <= k) reaches the share, where X counts heads of so many coins."""
    from scipy.special import bdtr  # noqa: PLC0415 half a second to import, seldom needed

    share *= 1 - 1e-12  # so that a share that is reached exactly is
    about = coins / 2 + NormalDist().inv_cdf(share) * np.sqrt(coins) / 2
    k = np.maximum(np.floor(about), 0)  # at most a few from it
    while (short := bdtr(k, coins, 0.5) < share).any():
        k += short
    while (enough := (k > 0) & (bdtr(k - 1, coins, 0.5) >= share)).any():
        k -= enough
    return k.astype(np.int64)
