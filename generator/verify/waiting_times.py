"""Percentiles of waits beside R's, of waits in bands beside their rule, and who still waits beside R's."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from generator.statistics import intervals, waiting_times
from generator.statistics.waiting_times import WaitBands
from generator.verify.answers import Answer
from generator.verify.cases import Case

PERCENTILES = {
    "median": (0.5, 7),
    "p90_type7": (0.9, 7),
    "p90_type2": (0.9, 2),
    "p90_type6": (0.9, 6),
    "p92_type7": (0.92, 7),
    "p95_type7": (0.95, 7),
    "p25_type7": (0.25, 7),
    "p75_type7": (0.75, 7),
}
IN_BANDS = {"median": 0.5, "p92": 0.92, "p90": 0.9}
FLOORS = {"hf_median_band_floor": 0.5, "hf_p92_band_floor": 0.92}
FEWEST_FOR_FLOORS = 20
"""The Health Foundation tells no percentile of fewer."""


def durations(case: Case) -> Iterator[Answer]:
    """A record of durations.json."""
    values = case.numbers("durations")
    for field, (share, kind) in PERCENTILES.items():
        yield Answer(field, case.number(field), waiting_times.percentile(values, share, kind))
    everybody_seen = waiting_times.kaplan_meier(values, np.ones(len(values), np.bool_))
    within = everybody_seen.within(case.number("target")) or 0.0
    yield Answer("n", case.number("n"), len(values))
    yield Answer("n_within_target", case.number("n_within_target"), within * len(values))
    yield Answer("mean", case.number("mean"), float(values.mean()))
    found = waiting_times.median_interval(values) or (None, None)
    ranks = [int(rank) or None for rank in intervals.median_ranks(len(values))]
    yield Answer("median_ci95_order_stat", case["median_ci95_order_stat"], found)
    yield Answer("median_ci_ranks", case["median_ci_ranks"], ranks)


def still_waiting(case: Case) -> Iterator[Answer]:
    """A record of kaplan_meier.json."""
    time, completed = case.numbers("time"), case.numbers("completed") == 1
    seen = waiting_times.kaplan_meier(time, completed)
    yield Answer("n", case.number("n"), len(time))
    yield Answer("n_waiting", case.number("n_waiting"), int((~completed).sum()))
    yield Answer("km_median", case["km_median"], seen.median)
    yield Answer("km_p90", case["km_p90"], seen.percentile(0.9))
    for days in (14, 28):
        field = f"km_prob_seen_within_{days}"
        yield Answer(field, case[field], seen.within(days))
    for field, some in (("naive_completed_median", completed), ("naive_waiting_median", ~completed)):
        yield Answer(field, case[field], waiting_times.percentile(time[some], 0.5))
    alone = waiting_times.kaplan_meier(time[completed], completed[completed])
    yield Answer("naive_pct_completed_within_28", case["naive_pct_completed_within_28"], alone.within(28))


def banded(case: Case) -> Iterator[Answer]:
    """A record of banded_rtt.json: bands of a week, the last of them open where it says `+`."""
    counts, open_top = case.numbers("counts"), "+" in case["bands"]
    edges = np.arange(len(counts) + (not open_top), dtype=np.float64).tolist()
    total = counts.sum()
    yield Answer("total", case.number("total"), total)
    yield Answer("within_18", case.number("within_18"), counts[:18].sum())
    yield Answer("pct_within_18", case["pct_within_18"], counts[:18].sum() / total if total else None)
    yield Answer("over_52", case.number("over_52"), counts[52:].sum())
    for field, share in IN_BANDS.items():
        found = waiting_times.banded(edges, counts.tolist(), share, open_top)
        yield Answer(field, case[field], _said(found))
    for field, share in FLOORS.items():
        found = waiting_times.banded(edges, counts.tolist(), share, open_top)
        yield Answer(field, case[field], found.band if total >= FEWEST_FOR_FLOORS else None)


def _said(found: WaitBands) -> float | dict[str, float] | None:
    return found.value if found.at_or_above is None else {"at_or_above": found.at_or_above}
