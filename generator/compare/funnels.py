"""Funnels: how far from the benchmark units of different sizes lie by chance, and by chance and habit.

Without over-dispersion the limits of proportions are PHEindicatormethods' (score test) and those of
rates exact Poisson's. Units of a real service differ by more than chance; the additive random
effects of Spiegelhalter 2005 (Stat Med 24:1185) widen the limits by what they usually differ by, as
FunnelPlotR reckons it. Where we differ on purpose:

- arcsine limits stop at 0 and 1, where FunnelPlotR lets them fold back;
- a ratio of no observed cases is set aside, where FunnelPlotR loses phi and the limits;
- ratios of counts, and CQC's ratios with over-dispersion, aren't offered.
"""

from __future__ import annotations

from enum import IntEnum
from statistics import NormalDist
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from generator.compare import equal_groups, rank_intervals
from generator.model.results import Bools, Codes, Floats

Z95 = NormalDist().inv_cdf(0.975)
Z998 = NormalDist().inv_cdf(0.999)
TOLERANCE = 1e-9
Pair = tuple[Floats, Floats]
PairOf = tuple[ArrayLike, ArrayLike]


class Outlier(IntEnum):
    """Where a unit lies in the funnel. Which side is better, the standard's direction says."""

    NONE = -9
    """No value or no limits."""
    FAR_BELOW = -2
    BELOW = -1
    WITHIN = 0
    ABOVE = 1
    FAR_ABOVE = 2


class Overdispersion(NamedTuple):
    """By column: how much more units differ than by chance. NaN where there is no unit."""

    phi: Floats
    """Mean squared z-score; 1 if by chance alone."""
    tau2: Floats
    """Variance between units on the transformed scale, 0 where chance explains all of it."""

    @property
    def used(self) -> Floats:
        """The tau2 to widen limits by: 0 unless phi is above 1."""
        return np.where(self.phi > 1, self.tau2, 0.0)


def benchmark(numerator: ArrayLike, denominator: ArrayLike) -> Floats:
    """Sum over sum of each column; NaN without a unit. Units are rows, NaN is not in it."""
    return _share(*_counts(numerator, denominator))


def limits(benchmark: ArrayLike, denominator: ArrayLike, z: float, tau2: ArrayLike = 0.0) -> Pair:
    """Lower and upper limits of proportions, as fractions of 1, for units of such denominators.

    Arrays of any shapes that go together. `z` is `Z95` or `Z998`. Where `tau2` is 0 they invert the
    score test, p -/+ z sqrt(p(1-p)/n), and may lie beyond 0 and 1, which tests need and drawings
    clip; elsewhere they are `arcsine_limits`. NaN without a benchmark in 0..1, a positive
    denominator or a tau2. Of FunnelPlotR's own figures z is rounded to six decimals.
    """
    p, n, between = _benchmark(benchmark), _positive(denominator), np.asarray(tau2, np.float64)
    wide = between > 0
    with np.errstate(invalid="ignore", over="ignore"):
        reach = z * np.sqrt(p * (1 - p) / n) + 0 * between
        lower, upper = p - reach, p + reach
    if not wide.any():
        return lower, upper
    low, high = arcsine_limits(p, n, z, between)
    return np.where(wide, low, lower), np.where(wide, high, upper)


def arcsine_limits(benchmark: ArrayLike, denominator: ArrayLike, z: float, tau2: ArrayLike = 0.0) -> Pair:
    """Limits of proportions by way of arcsines: sin^2(asin sqrt p -/+ z sqrt(1/4n + tau2)).

    Shapes as `limits`. The angle is clamped to 0..pi/2, so that limits never fold back and the
    funnel narrows as units grow. Spiegelhalter 2005, as FunnelPlotR 0.6.0 of type PR.
    """
    p, n = _benchmark(benchmark), _positive(denominator)
    with np.errstate(invalid="ignore", over="ignore"):
        reach = z * np.sqrt(0.25 / n + np.asarray(tau2, np.float64))
        centre = np.arcsin(np.sqrt(p))
        lower = np.sin(np.maximum(centre - reach, 0)) ** 2
        upper = np.sin(np.minimum(centre + reach, np.pi / 2)) ** 2
    return lower, upper


def scores(numerator: ArrayLike, denominator: ArrayLike) -> Floats:
    """z-scores of proportions on the arcsine scale against their column's benchmark; NaN is not in it."""
    return _scores(*_counts(numerator, denominator, within=True))


def winsorised(z: Floats, trim: float = 0.10) -> Floats:
    """z-scores with those beyond their column's percentiles (type 7) at both ends put on these."""
    if not z.size:
        return z
    columns = z.reshape(len(z), -1)
    ordered = np.sort(columns.T, axis=1).T
    counted = (~np.isnan(columns)).sum(axis=0)
    low, high = (equal_groups.percentile(ordered, counted, share) for share in (trim, 1 - trim))
    return np.clip(columns, low, high).reshape(z.shape)


def overdispersion(numerator: ArrayLike, denominator: ArrayLike, trim: float = 0.10) -> Overdispersion:
    """How much more proportions of units differ than by chance, one figure a column.

    Units are rows. What isn't a proportion of a positive denominator is not in it. The z-scores are
    winsorised by `trim` at each end. Spiegelhalter 2012 (JRSS-A 175:1), as FunnelPlotR 0.6.0 of
    type PR. One unit alone doesn't vary. Raises ValueError for a trim that isn't in 0..0.5.
    """
    _trimmed(trim)
    x, n = _counts(numerator, denominator, within=True)
    with np.errstate(over="ignore"):
        weight = 4 * n
    return _between(winsorised(_scores(x, n), trim), weight)


def overdispersion_of_ratios(observed: ArrayLike, expected: ArrayLike, trim: float = 0.10) -> Overdispersion:
    """How much more ratios of observed to expected cases differ than by chance, one figure a column.

    Units are rows. On the scale of logarithms; the lowest and highest `trim` of z-scores are left
    out. As NHS England's SHMI and FunnelPlotR 0.6.0 of type SR. A unit without observed cases is the
    lowest and has no logarithm, so it is left out even where so few units are that none would be.
    """
    _trimmed(trim)
    x, e = _counts(observed, expected)
    with np.errstate(all="ignore"):
        z = np.sqrt(e) * np.log(x / e)
        places = rank_intervals.standings(z)
        rank = places.below + (places.equal + 1) / 2
        # The order of arithmetic decides on which side of a whole number a rank falls.
        group = np.floor(rank * (1 / trim) / (places.of + 1)) if trim else np.ones(z.shape)
        kept = np.isfinite(z) & (group > 0) & ((group < 1 / trim - 1) if trim else True)
    return _between(np.where(kept, z, np.nan), np.where(kept, e, np.nan))


def ratio_limits(expected: ArrayLike, z: float, tau2: ArrayLike = 0.0) -> Pair:
    """Limits of ratios of observed to expected cases, 1 being as expected. Shapes as `limits`.

    Where `tau2` is 0 exact of Poisson (by chi-squared), elsewhere `log_limits`, as FunnelPlotR 0.6.0
    of type SR. NaN where nothing is expected. Of rates, E is the benchmark's rate times the
    denominator, and the limits are times the benchmark.
    """
    e, between = np.broadcast_arrays(_positive(expected), np.asarray(tau2, np.float64))
    exact = (between <= 0) & np.isfinite(e)
    lower, upper = (np.where(exact, np.nan, limit) for limit in log_limits(e, z, between))
    if exact.any():
        lower[exact], upper[exact] = _poisson(e[exact], z) / e[exact]
    return lower, upper


def log_limits(expected: ArrayLike, z: float, tau2: ArrayLike = 0.0) -> Pair:
    """Limits of ratios by way of logarithms: exp(-/+ z sqrt(1/E + tau2)). Shapes as `limits`."""
    with np.errstate(all="ignore"):
        reach = z * np.sqrt(1 / _positive(expected) + np.asarray(tau2, np.float64))
        return np.exp(-reach), np.exp(reach)


def denominators_on_limits(benchmark: ArrayLike, count: ArrayLike, z: float) -> Pair:
    """How large a unit with so many cases is if its rate lies on the lower and on the upper limit.

    The rates there are the count over these denominators, which draws the curves of a funnel of
    rates, or with a benchmark of 1 of ratios. Exact of Poisson, which PHEindicatormethods finds by
    halving an interval 23 times. NaN without a positive benchmark or a count.
    """
    rate, x = np.broadcast_arrays(np.asarray(benchmark, np.float64), np.asarray(count, np.float64))
    sound = np.isfinite(rate) & (rate > 0) & np.isfinite(x) & (x >= 0)
    lower, upper = _poisson(np.where(sound, x, np.nan), z)
    with np.errstate(all="ignore"):
        return upper / rate, lower / rate


def significance(value: ArrayLike, near: PairOf, far: PairOf) -> Codes:
    """Codes of `Outlier`: where values lie against the limits at 95 % and at 99.8 %.

    Limits as of `limits`, not clipped; what lies on one, to a relative 1e-9, is within it. As
    phe_funnel_significance of PHEindicatormethods.
    """
    here, *edges = (np.asarray(one, np.float64) for one in (value, *near, *far))
    side = _outside(here, *edges[:2]) + _outside(here, *edges[2:])
    known = np.logical_and.reduce(np.broadcast_arrays(*(np.isfinite(one) for one in (here, *edges))))
    return np.where(known, side, Outlier.NONE).astype(np.int8)


def significance_of_rate(benchmark: ArrayLike, near: PairOf, far: PairOf) -> Codes:
    """Codes of `Outlier` of rates and ratios, from their own intervals at 95 % and at 99.8 %.

    A rate is low where the benchmark is above its interval, which is that of the observed count
    (exact Poisson below 10, Byar from 10) over the denominator. As PHEindicatormethods.
    """
    side = significance(benchmark, near, far)
    return np.where(side == Outlier.NONE, side, -side).astype(np.int8)


def _outside(value: Floats, lower: Floats, upper: Floats) -> Codes:
    with np.errstate(invalid="ignore", over="ignore"):
        above = value - upper > TOLERANCE * np.abs(upper)
        below = lower - value > TOLERANCE * np.abs(lower)
    return above.astype(np.int8) - below.astype(np.int8)


def _between(z: Floats, weight: Floats) -> Overdispersion:
    """phi and tau2 of z-scores and the inverses of their variances, both NaN where not in it."""
    there = ~np.isnan(z)
    units, w, z = there.sum(axis=0), np.where(there, weight, 0.0), np.where(there, z, 0.0)
    with np.errstate(all="ignore"):
        total, squares = w.sum(axis=0), (z * z).sum(axis=0)
        phi = np.where(units > 0, squares / units, np.nan)
        # Sum w - sum w^2 / sum w, term by term, lest one large unit cancels the rest.
        spread = (w * ((total - w) / total)).sum(axis=0)
        tau2 = (squares - (units - 1)) / spread
    tau2 = np.where((units > 1) & (tau2 > 0) & np.isfinite(tau2), tau2, 0.0)
    return Overdispersion(phi, np.where(units > 0, tau2, np.nan))


def _share(x: Floats, n: Floats) -> Floats:
    there = np.isfinite(n)
    with np.errstate(all="ignore"):
        return np.asarray(np.sum(x, axis=0, where=there) / np.sum(n, axis=0, where=there))


def _scores(x: Floats, n: Floats) -> Floats:
    with np.errstate(all="ignore"):
        return 2 * np.sqrt(n) * (np.arcsin(np.sqrt(x / n)) - np.arcsin(np.sqrt(_share(x, n))))


def _poisson(count: Floats, z: float) -> Floats:
    """Exact lower and upper limits of the mean that so many cases come from, one above the other."""
    from scipy import special  # noqa: PLC0415 - half a second, for rates without over-dispersion only

    tail = NormalDist().cdf(-z)
    return np.stack([special.gammaincinv(count, tail), special.gammainccinv(count + 1, tail)])


def _counts(numerator: ArrayLike, denominator: ArrayLike, within: bool = False) -> Pair:
    """Both, NaN where either isn't there, the denominator isn't positive or the numerator isn't in it."""
    x, n = np.broadcast_arrays(np.asarray(numerator, np.float64), np.asarray(denominator, np.float64))
    sound: Bools = np.isfinite(x) & np.isfinite(n) & (n > 0) & (x >= 0)
    if within:
        sound &= x <= n
    return np.where(sound, x, np.nan), np.where(sound, n, np.nan)


def _benchmark(share: ArrayLike) -> Floats:
    p = np.asarray(share, np.float64)
    return np.where((p >= 0) & (p <= 1), p, np.nan)


def _positive(denominator: ArrayLike) -> Floats:
    n = np.asarray(denominator, np.float64)
    return np.where(np.isfinite(n) & (n > 0), n, np.nan)


def _trimmed(trim: float) -> None:
    if not 0 <= trim < 0.5:
        raise ValueError(f"trim is {trim}, a share from 0 up to a half of each end")
