"""Which comparisons are news: far worse than one's peers, or a year far from the first one.

Of thousands of clinics and standards many differ at 95 % by chance; news is what 998 of 1,000
would not, however much a clinic's months go up and down.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from generator.compare.funnels import Z95, Z998
from generator.model.comparison_results import Compared, Method, PeerComparison
from generator.model.results import Bools, Codes, Floats, Panel, Rows
from generator.model.standard_results import StandardResult

WIDER = Z998 / Z95
"""From the half width of a 95 % interval to that of a 99.8 % one."""


@dataclass(frozen=True)
class Beyond:
    """By clinic: +1 far better, -1 far worse, 0 neither; the rest holds where it isn't 0."""

    side: Codes
    distance: Floats
    """In distances that 998 of 1,000 would keep by chance: above 1."""
    first: Rows
    """Position from where on: on that side of the peers; of the first year."""
    base: Floats
    """What all have together, or the first year's value; in the unit of the values."""
    now: Floats


def beyond(finding: StandardResult, way: int, recent: int) -> tuple[Beyond, Beyond]:
    """Beside the peers of the last value's period, by funnel only; and the newest year beside the first.

    `way` is +1 where higher is better, -1 where lower is, 0 where neither: then nothing is news.
    The newest year must have ended at most `recent` periods before the panel does.
    """
    if finding.compared is None or not way:
        nothing = np.zeros(len(finding.panel.clinics))
        none = Beyond(nothing.astype(np.int8), nothing, nothing.astype(np.int32), nothing, nothing)
        return none, none
    return _peers(finding.panel, finding.compared, way), _years(finding, finding.compared, way, recent)


def apart(finding: StandardResult, row: int, first: int, last: int) -> float:
    """How far two values of a clinic are from each other, as `Beyond.distance`; 0 without intervals."""
    low, high = (limit[row] for limit in finding.interval)
    value = finding.panel.value[row]
    sign = 1 if value[last] > value[first] else -1
    inner, outer = (low, high) if sign > 0 else (high, low)
    half = float(np.hypot(value[last] - inner[last], outer[first] - value[first])) * WIDER
    return abs(float(value[last] - value[first])) / half if half > 0 else 0.0


def _peers(panel: Panel, compared: Compared, way: int) -> Beyond:
    rows, at = np.arange(panel.shape[0]), np.maximum(compared.last, 0)
    standing, method = compared.standing[rows, at], compared.method[at]
    funnel = (compared.last >= 0) & np.isin(method, (Method.FUNNEL, Method.OVERDISPERSED))
    far = funnel & np.isin(standing, (PeerComparison.FAR_BELOW, PeerComparison.FAR_ABOVE))
    value, benchmark = panel.value[rows, at], compared.benchmark[at]
    limit = np.where(standing > 0, compared.far[1][rows, at], compared.far[0][rows, at])
    distance = _over(np.abs(value - benchmark), np.abs(limit - benchmark))
    side = np.where(far, np.sign(standing) * way, 0).astype(np.int8)
    return Beyond(side, distance, compared.since, benchmark, value)


def _years(finding: StandardResult, compared: Compared, way: int, recent: int) -> Beyond:
    """Far only if it is beyond both what counts so small would differ by, and what the clinic's own
    months differ by: two means of so many of them."""
    panel, gain = finding.panel, compared.gain
    with np.errstate(invalid="ignore"):
        half = np.where(gain.difference > 0, gain.difference - gain.low, gain.high - gain.difference)
        counted, usual = half * WIDER, Z998 * _sigma(finding, compared.last) * np.sqrt(2 / max(gain.span, 1))
        distance = _over(np.abs(gain.difference), np.fmax(counted, usual))
        known = (gain.first >= 0) & (distance > 1) & _whole_year(panel, gain.span, recent)
        side = np.where(known, np.sign(gain.difference) * way, 0).astype(np.int8)
    return Beyond(side, distance, gain.first, gain.base, gain.now)


def _sigma(finding: StandardResult, last: Rows) -> Floats:
    """By clinic: the standard deviation that its control chart has at the last value; NaN without limits."""
    rows, at, limits = np.arange(len(last)), np.maximum(last, 0), finding.limits
    return (limits.upper[rows, at] - limits.lower[rows, at]) / 6  # limits lie three to each side


def _whole_year(panel: Panel, span: int, recent: int) -> Bools:
    """By clinic: whether a year without a gap ended of late."""
    if not span or panel.shape[1] < span:
        return np.zeros(panel.shape[0], np.bool_)
    there = np.isfinite(panel.numerator) & np.isfinite(panel.denominator) & np.isfinite(panel.value)
    late = there[:, -(span + recent) :]
    return np.lib.stride_tricks.sliding_window_view(late, span, axis=1).all(axis=2).any(axis=1)


def _over(distance: Floats, half: Floats) -> Floats:
    """0 where there is nothing to measure by."""
    there = np.isfinite(distance) & np.isfinite(half) & (half > 0)
    return np.where(there, distance, 0) / np.where(there, half, 1)
