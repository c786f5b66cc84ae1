"""The sets that can be replayed: what each is about, whose answers they are, and how its cases are read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from generator.verify import (
    funnels,
    intervals,
    leak_examples,
    overdispersion,
    peers,
    shewhart_charts,
    suppression,
    waiting_times,
    xmr_charts,
)
from generator.verify.answers import Answer
from generator.verify.cases import Case

Adapter = Callable[[Case], Iterable[Answer]]
"""A case of a file becomes calls of our functions, and what is to be compared."""


Used = Literal["all", "some", "none"]


@dataclass(frozen=True)
class Set:
    """A sub-folder of vectors. Its texts are for the pages that show how far we agree."""

    about: str
    reference: str
    sheets: Mapping[str, Adapter]
    """By the name of a file."""

    left_out: str = ""
    """Fields of its cases that aren't compared, and why."""

    used: Used = "all"
    """How many of the functions that answer its cases also make pages."""


PHE = "PHEindicatormethods 2.1.0"

SETS: Mapping[str, Set] = {
    "xmr_nhs": Set(
        "XmR charts: limits, signals, variation and assurance icons",
        "NHSRplotthedots 0.2.2",
        {"xmr_nhs.jsonl": xmr_charts.series},
        "What another tool says of the same series (`alt_powerbi_spc`), which has other rules.",
    ),
    "runchart_anhoej": Set(
        "Run charts: runs and crossings",
        "qicharts2 0.8.1",
        {
            "runchart_anhoej.jsonl": shewhart_charts.run_chart_case,
            "critical_values.csv": shewhart_charts.critical,
        },
        "Best-box and cut-box, which their author calls experimental.",
    ),
    "spc_charts": Set(
        "Shewhart charts: p, p′, u, u′, c, i, i′ and mr",
        "qicharts2 0.8.1",
        {"spc_charts_qicharts2.jsonl": shewhart_charts.shewhart_chart},
        "Best-box and cut-box, which their author calls experimental.",
        used="none",
    ),
    "wilson": Set(
        "Intervals of proportions",
        PHE,
        {"wilson.csv": intervals.wilson, "phe_test_workbook_byars_wilson.csv": intervals.workbook},
    ),
    "byars": Set("Intervals of rates and counts", PHE, {"byars.csv": intervals.rate}),
    "mean_t": Set("Intervals of means", PHE, {"mean_t.json": intervals.mean}),
    "waits": Set(
        "Percentiles of waits, waits in bands, who still waits",
        "R 4.2.2 (quantile, survival)",
        {
            "durations.json": waiting_times.durations,
            "kaplan_meier.json": waiting_times.still_waiting,
            "banded_rtt.json": waiting_times.banded,
        },
        used="none",
    ),
    "funnel": Set(
        "Funnels of proportions, rates and ratios", PHE, {"phe_funnels.json": funnels.funnel}, used="some"
    ),
    "overdispersion": Set(
        "Funnels with over-dispersion",
        "FunnelPlotR 0.6.0",
        {"funnelplotr.json": overdispersion.overdispersed},
        "Steps on the way whose results are compared: values and spreads on the transformed scale, and "
        "which z-scores were trimmed.",
        used="some",
    ),
    "comparators": Set(
        "Verdicts against a benchmark by intervals",
        "Fingertips (fingertips-open)",
        {"fingertips_comparators.json": peers.comparator},
        used="none",
    ),
    "recent_trend": Set(
        "The recent trend of yearly values",
        "Fingertips (fingertips-open)",
        {"recent_trend.json": peers.trend},
        "The direction that its code prints for proportions, which is always a decrease.",
    ),
    "ranks": Set(
        "Ranks with their intervals",
        "Klein, Wright and Wieczorek 2020",
        {"rank_intervals.json": peers.rank},
        used="some",
    ),
    "quantile_groups": Set("Groups of equal size", PHE, {"phe_quantile.json": peers.group}, used="none"),
    "suppression": Set(
        "Small counts: what is hidden, and what follows from the rest",
        "codonPython, exact elimination, linear programming",
        {
            "two_way_tables.json": suppression.table,
            "leak_examples.json": leak_examples.example,
            "hes_suppress_round.csv": suppression.rounded,
        },
        "Bounds of hidden counts may be wider than the best there are; that they are never narrower is "
        "compared.",
        used="some",
    ),
}
