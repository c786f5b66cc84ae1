"""Better than in the first year? For recognition by evidence: sum over sum, with an interval."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from generator.compare import since_start
from generator.model.comparison_results import Gain
from generator.model.inputs import Measure
from generator.model.period import Grain
from generator.model.results import Bools, Floats, Panel, Rows
from generator.model.target_value import size_of

IN_A_YEAR = {Grain.WEEK: 52, Grain.MONTH: 12, Grain.QUARTER: 4}
KINDS = frozenset({"proportion", "conversion", "rate"})
"""What has counts that can be added up over a year."""


def since_first_year(
    measure: Measure, panel: Panel, interval_of: Callable[[Floats, Floats], tuple[Floats, Floats]]
) -> Gain:
    """By clinic: the newest year of its values less the first one since limits last began.

    A year is 12 months (4 quarters, 52 weeks), each of them with a value that isn't hidden; the two
    don't overlap. Other kinds and yearly panels have no gain. `interval_of` gives the interval of
    sums of numerators and denominators; both are widened where months differ by more than chance. The
    interval of the difference: `improvement.since_base`.
    """
    span = IN_A_YEAR.get(panel.periods[0].grain, 0)
    if not span or measure.kind not in KINDS or panel.shape[1] < 2 * span:
        nothing = np.full(panel.shape[0], np.nan)
        return Gain(*[nothing] * 6, np.full(panel.shape[0], -1, np.int32), span)
    first, newest = _years(panel, span)
    known = (first >= 0) & (newest >= 0)
    years = [_Year.of(panel, np.where(known, start, 0), span, known) for start in (first, newest)]
    wide = _beyond_chance(years, span, shares=measure.kind != "rate")
    size = size_of(measure.per) if measure.kind == "rate" else 1
    with np.errstate(all="ignore"):
        base, now = (_widened(size * it.x / it.n, interval_of(it.x, it.n), wide) for it in years)
    difference, low, high = since_start.since_base(*now, *base)
    told = np.isfinite(difference) & np.isfinite(low) & np.isfinite(high)
    return Gain(difference, low, high, base[0], now[0], wide, np.where(told, first, -1), span)


@dataclass(frozen=True)
class _Year:
    """The sums of one year, by clinic, and what they are sums of, clinics by periods; NaN where unknown."""

    x: Floats
    n: Floats
    parts: tuple[Floats, Floats]

    @classmethod
    def of(cls, panel: Panel, start: Rows, span: int, known: Bools) -> _Year:
        columns = start[:, None] + np.arange(span)
        there = np.take_along_axis(_there(panel), columns, axis=1) & known[:, None]
        x, n = (
            np.where(there, np.take_along_axis(numbers, columns, axis=1), np.nan)
            for numbers in (panel.numerator, panel.denominator)
        )
        with np.errstate(over="ignore"):  # of sums beyond what numbers hold nothing is said
            total = n.sum(axis=1)
            sums = x.sum(axis=1)
        some = total > 0
        return cls(np.where(some, sums, np.nan), np.where(some, total, np.nan), (x, n))


def _beyond_chance(years: Sequence[_Year], span: int, *, shares: bool) -> Floats:
    """By clinic: the root of how much more the periods of a year differ than by chance, 1 at least.

    Pearson's chi-squared about each year's own share or rate, over its degrees of freedom: what
    differs from month to month for other reasons than chance makes a year as unsure (McCullagh and
    Nelder 1989, Generalized Linear Models, 4.5).
    """
    chi2 = 0.0
    with np.errstate(all="ignore"):
        for year in years:
            x, n = year.parts
            rate = (year.x / year.n)[:, None]
            expected = n * rate
            variance = expected * (1 - rate) if shares else expected
            chi2 = chi2 + np.where(variance > 0, (x - expected) ** 2 / variance, 0).sum(axis=1)
        return np.sqrt(np.fmax(1, chi2 / (2 * (span - 1))))


def _widened(value: Floats, interval: tuple[Floats, Floats], by: Floats) -> tuple[Floats, Floats, Floats]:
    low, high = interval
    return value, value - (value - low) * by, value + (high - value) * by


def _years(panel: Panel, span: int) -> tuple[Rows, Rows]:
    """Where the first whole year of the newest group begins, and where the newest year does; or -1."""
    periods = panel.shape[1]
    whole = np.lib.stride_tricks.sliding_window_view(_there(panel), span, axis=1).all(axis=2)
    starts = np.arange(whole.shape[1])
    restarted = np.where(panel.restart, np.arange(periods), 0).max(axis=1)
    first = np.where(whole & (starts >= restarted[:, None]), starts, periods).min(axis=1)
    newest = np.where(whole & (starts >= first[:, None] + span), starts, -1).max(axis=1)
    known = newest >= 0
    return np.where(known, first, -1).astype(np.int32), newest.astype(np.int32)


def _there(panel: Panel) -> Bools:
    counts = np.isfinite(panel.numerator) & np.isfinite(panel.denominator)
    return counts & np.isfinite(panel.value) & ~panel.hidden
