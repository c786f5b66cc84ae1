"""Does each clinic differ from its peers, by more than chance and by more than clinics usually do?

From ten comparable clinics on a share is judged by a funnel, widened where clinics differ by more
than chance (Spiegelhalter 2005); fewer, rates and means by whether the benchmark lies inside the
clinic's own interval, as Fingertips does. The benchmark is sum over sum of the comparable ones.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from generator.compare import funnels, rank_intervals, since_first_year, variation
from generator.model.comparison_results import (
    FEWEST_PEERS,
    FEWEST_UNITS,
    Compared,
    Method,
    PeerComparison,
    enough,
)
from generator.model.inputs import HandbookSource, Standard
from generator.model.results import Bools, Codes, Floats, Panel, Rows
from generator.model.target_value import size_of

Pair = tuple[Floats, Floats]
IntervalOf = Callable[[Floats, Floats], Pair]
SHARES = frozenset({"proportion", "conversion", "score"})


def compare(
    written: HandbookSource, panel: Panel, interval: Callable[[float], Pair], interval_of: IntervalOf
) -> Compared:
    """Every clinic of a panel beside all of them, period by period.

    `interval` gives the values' own intervals at a confidence, `interval_of` those of sums of
    numerators and denominators at 95 %.
    """
    standard = written.standards[panel.standard]
    cast = _Cast.of(written, standard, panel)
    own, sure = interval(0.95), interval(0.998)
    benchmark, members = cast.benchmark(), cast.counted.sum(axis=0).astype(np.int32)
    funnel = cast.all_shares & (members >= FEWEST_UNITS)
    usual = funnels.overdispersion(cast.where(panel.numerator), cast.where(panel.denominator))
    tau2 = np.where(funnel, usual.used, 0.0)
    denominator = np.where(funnel, cast.where(panel.denominator), np.nan)
    near, far = (funnels.limits(benchmark, denominator, z, tau2) for z in (funnels.Z95, funnels.Z998))
    side = np.where(
        funnel,
        funnels.significance(panel.value, near, far),
        funnels.significance_of_rate(benchmark, own, sure),
    )
    standing = _standing(standard, cast, side.astype(np.int8), members)
    last = variation.last(panel.value)
    best, worst, ranked = _ranks(standard, standing, interval)
    return Compared(
        standing=standing,
        near=near,
        far=far,
        sure=(_newest(sure[0], last), _newest(sure[1], last)),
        benchmark=benchmark,
        method=_method(funnel, tau2, members),
        phi=np.where(funnel, usual.phi, np.nan),
        tau2=tau2,
        members=members,
        of=(cast.comparable[:, None] & (panel.expected | cast.counted)).sum(axis=0).astype(np.int32),
        last=last,
        since=_since(standing, last),
        best=best,
        worst=worst,
        ranked=ranked,
        gain=since_first_year.since_first_year(standard.measure, panel, interval_of),
    )


@dataclass(frozen=True)
class _Cast:
    """Who is compared with whom. Arrays are clinics by periods, or by one of them."""

    standard: Standard
    panel: Panel
    comparable: Bools
    """By clinic."""
    share: Bools
    """Values that are so many of so many."""
    counted: Bools
    """Values that go into the benchmark."""

    @classmethod
    def of(cls, written: HandbookSource, standard: Standard, panel: Panel) -> _Cast:
        found = (written.comparable.get((clinic, panel.standard)) for clinic in panel.clinics)
        alike = np.array([it is None or it.sameness == "same" for it in found], np.bool_)
        sized = np.isfinite(panel.denominator) & (panel.denominator > 0)
        has_value = np.isfinite(panel.value) & sized & alike[:, None]
        within = (panel.numerator >= 0) & (panel.numerator <= panel.denominator)
        share = has_value & within & (standard.measure.kind in SHARES)
        some = np.isfinite(panel.numerator) & (panel.numerator >= 0)
        rates = has_value & some & (standard.measure.kind == "rate")
        means = has_value & np.isnan(panel.numerator) & (standard.measure.kind == "score")
        return cls(standard, panel, alike, share, share | rates | means)

    @property
    def all_shares(self) -> Bools:
        """By period: whether every value that counts is a share."""
        return self.counted.any(axis=0) & ~(self.counted & ~self.share).any(axis=0)

    def where(self, numbers: Floats) -> Floats:
        return np.where(self.counted, numbers, np.nan)

    def benchmark(self) -> Floats:
        """By period, in the unit of the values; NaN where nobody counts."""
        panel, measure = self.panel, self.standard.measure
        means = np.isnan(panel.numerator)
        size = size_of(measure.per) if measure.kind == "rate" else 1
        with np.errstate(all="ignore"):  # counts beyond what numbers hold, of which nothing is said
            numerator = np.where(means, panel.value * panel.denominator, panel.numerator)
            total = np.sum(panel.denominator, axis=0, where=self.counted)
            together = size * np.sum(numerator, axis=0, where=self.counted) / total
        return np.where(np.isfinite(together), together, np.nan)


def _standing(standard: Standard, cast: _Cast, side: Codes, members: Rows) -> Codes:
    """From the weakest reason to the strongest; each writes over those before it."""
    panel, standing = cast.panel, side.copy()
    standing[:, members < FEWEST_PEERS] = PeerComparison.FEW_PEERS
    needed = np.where(cast.share, enough(standard, share=True), enough(standard, share=False))
    standing[panel.denominator < needed] = PeerComparison.TOO_FEW
    standing[~cast.counted | (side == funnels.Outlier.NONE)] = PeerComparison.NO_INTERVAL
    standing[~cast.comparable] = PeerComparison.NOT_COMPARABLE
    if standard.status != "approved":
        standing[:] = PeerComparison.NOT_IN_FORCE
    standing[~np.isfinite(panel.value)] = PeerComparison.NO_VALUE
    standing[panel.hidden] = PeerComparison.HIDDEN
    return standing


def _newest(numbers: Floats, last: Rows) -> Floats:
    """Each clinic's number at its newest value; NaN where it has none."""
    there = np.take_along_axis(numbers, np.maximum(last, 0)[:, None].astype(np.int64), axis=1)[:, 0]
    return np.where(last >= 0, there, np.nan)


def _method(funnel: Bools, tau2: Floats, members: Rows) -> Codes:
    method = np.where(members >= FEWEST_PEERS, Method.INTERVAL, Method.NONE)
    method = np.where(funnel, np.where(tau2 > 0, Method.OVERDISPERSED, Method.FUNNEL), method)
    return method.astype(np.int8)


def _ranks(standard: Standard, standing: Codes, interval: Callable[[float], Pair]) -> tuple[Rows, Rows, int]:
    """Best and worst rank of each clinic in the newest period, all of them holding together at 95 %."""
    told = standing[:, -1] <= PeerComparison.FAR_ABOVE
    ranked = int(told.sum())
    way = variation.WAY[standard.measure.better]
    if ranked < FEWEST_PEERS or not way:
        nobody = np.zeros(len(standing), np.int32)
        return nobody, nobody, 0
    low, high = (np.where(told, it[:, -1], np.nan) for it in interval(rank_intervals.bonferroni(ranked)))
    return *rank_intervals.intervals(low, high, way), ranked


def _since(standing: Codes, last: Rows) -> Rows:
    """From where on every period up to the newest value lies on its side of the peers."""
    there = np.take_along_axis(standing, np.maximum(last, 0)[:, None].astype(np.int64), axis=1)
    outside = (last >= 0) & (there[:, 0] != PeerComparison.WITHIN) & (there[:, 0] <= PeerComparison.FAR_ABOVE)
    alike = (np.sign(standing) == np.sign(there)) & (standing <= PeerComparison.FAR_ABOVE)
    columns = np.arange(standing.shape[1])
    broken = np.where(~alike & (columns <= last[:, None]), columns, -1)
    return np.where(outside, broken.max(axis=1, initial=-1) + 1, -1).astype(np.int32)
