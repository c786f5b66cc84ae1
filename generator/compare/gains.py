"""Better than in the first year? For recognition by evidence: sum over sum, with an interval."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from generator.compare import improvement
from generator.model.compared import Gain
from generator.model.found import Bools, Floats, Panel, Rows
from generator.model.period import Grain
from generator.model.reckoning import size_of
from generator.model.written import Measure

IN_A_YEAR = {Grain.WEEK: 52, Grain.MONTH: 12, Grain.QUARTER: 4}
KINDS = frozenset({"proportion", "conversion", "rate"})
"""What has counts that can be added up over a year."""


def since_first_year(
    measure: Measure, panel: Panel, interval_of: Callable[[Floats, Floats], tuple[Floats, Floats]]
) -> Gain:
    """By clinic: the newest year of its values less the first one since limits last began.

    A year is 12 months (4 quarters, 52 weeks), each of them with a value that isn't hidden; the two
    don't overlap. Other kinds and yearly panels have no gain. `interval_of` gives the interval of
    sums of numerators and denominators. The interval of the difference: `improvement.since_base`.
    """
    span = IN_A_YEAR.get(panel.periods[0].grain, 0)
    if not span or measure.kind not in KINDS or panel.shape[1] < 2 * span:
        nothing = np.full(panel.shape[0], np.nan)
        return Gain(*[nothing] * 5, np.full(panel.shape[0], -1, np.int32), span)
    first, newest = _years(panel, span)
    known = (first >= 0) & (newest >= 0)
    size = size_of(measure.per) if measure.kind == "rate" else 1
    sums = [_sums(panel, np.where(known, start, 0), span) for start in (first, newest)]
    numbers = []
    for numerator, denominator in sums:
        there = known & (denominator > 0)
        x, n = np.where(there, numerator, np.nan), np.where(there, denominator, np.nan)
        with np.errstate(all="ignore"):
            numbers.append((size * x / n, *interval_of(x, n)))
    base, now = numbers
    difference, low, high = improvement.since_base(*now, *base)
    told = np.isfinite(difference) & np.isfinite(low) & np.isfinite(high)
    return Gain(difference, low, high, base[0], now[0], np.where(told, first, -1), span)


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


def _sums(panel: Panel, start: Rows, span: int) -> tuple[Floats, Floats]:
    """Numerators and denominators of so many periods from each clinic's start."""
    columns = start[:, None] + np.arange(span)
    there = np.take_along_axis(_there(panel), columns, axis=1)
    with np.errstate(over="ignore"):  # of sums beyond what numbers hold nothing is said
        return tuple(
            np.sum(np.take_along_axis(numbers, columns, axis=1), axis=1, where=there)
            for numbers in (panel.numerator, panel.denominator)
        )
