"""Verdicts against a benchmark and recent trends beside Fingertips', ranks and groups beside their rule."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from statistics import NormalDist
from typing import Any

import numpy as np

from generator.compare import benchmark_intervals, equal_groups, funnels, rank_intervals, recent_trend
from generator.compare.benchmark_intervals import Than
from generator.compare.recent_trend import Marker, Trend, WhyNot
from generator.model.results import Codes
from generator.statistics import intervals
from generator.verify.answers import Answer
from generator.verify.cases import Case

BETTER = {0: -1, 1: 1, -1: 0}
"""Fingertips' polarity as our direction: 0 is 'low is good'."""

VERDICTS = {
    Than.NONE: "None",
    Than.WORST: "Worst",
    Than.WORSE: "Worse",
    Than.SIMILAR: "Same",
    Than.BETTER: "Better",
    Than.BEST: "Best",
}
MARKERS = {Marker.DECREASING: "Decreasing", Marker.NO_CHANGE: "NoChange", Marker.INCREASING: "Increasing"}
REFUSED = "The recent trend cannot be calculated"
REASONS = {
    WhyNot.NOTHING: "",
    WhyNot.NONE_OF_THEM: "",
    WhyNot.NOT_YEARLY: f"{REFUSED} for this year range",
    WhyNot.TOO_FEW: "Not enough data points to calculate recent trend",
    WhyNot.GAP: "Not enough data points with valid values to calculate recent trend",
    WhyNot.ALL_OF_THEM: REFUSED,
}


def comparator(case: Case) -> Iterator[Answer]:
    """A record of fingertips_comparators.json."""
    methods = {"ci1": _one_level, "ci2": _two_level, "double": _double, "spc": _spc}
    if case["method"] not in methods:
        raise case.refused(f"`method` is {case['method']!r}, expected {', '.join(methods)}")
    yield Answer("expected", case["expected"], _verdict(methods[case["method"]](case)))
    if case.said.get("score_test_result") is not None:
        unit, z = case.number("unit"), case.number("z")
        pair = funnels.limits(case.number("comparator") / unit, case.number("denominator"), z)
        said = benchmark_intervals.spc(case.number("value") / unit, *pair, _better(case))
        yield Answer("score_test_result", case["score_test_result"], _verdict(said))


def _one_level(case: Case) -> Codes:
    return benchmark_intervals.one_level(
        case.number("value"), *_pair(case, "ci95"), case.number("comparator"), _better(case)
    )


def _two_level(case: Case) -> Codes:
    near, far = _pair(case, "ci95"), _pair(case, "ci998")
    return benchmark_intervals.two_level(
        case.number("value"), near, far, case.number("comparator"), _better(case)
    )


def _double(case: Case) -> Codes:
    return benchmark_intervals.double(
        case.number("value"),
        _pair(case, "ci95"),
        case.number("comparator"),
        _pair(case, "comparator_ci95"),
        _better(case),
    )


def _spc(case: Case) -> Codes:
    unit, n = case.number("unit"), case.number("denominator")
    share = case.number("comparator") / unit
    confidence = 2 * NormalDist().cdf(case.number("z")) - 1
    lower, upper = intervals.wilson(share * n, n, confidence)
    return benchmark_intervals.spc(case.number("value") / unit, lower, upper, _better(case))


def _better(case: Case) -> int:
    if case["polarity"] not in BETTER:
        raise case.refused(f"`polarity` is {case['polarity']!r}, expected 0, 1 or -1")
    return BETTER[case["polarity"]]


def _pair(case: Case, field: str) -> tuple[float, float]:
    if case[field] is None:
        return np.nan, np.nan
    lower, upper = case.numbers(field).tolist()
    return lower, upper


def _verdict(codes: Codes) -> str:
    return VERDICTS[Than(int(codes))]


def trend(case: Case) -> Iterator[Answer]:
    """A record of recent_trend.json."""
    rows = sorted(case.rows("rows"), key=lambda row: row.whole("year"))
    columns = ("count", "denominator", "value", "lower95", "upper95")
    count, denominator, value, lower, upper = (
        np.array([[row.number(name) for row in rows]], np.float64) for name in columns
    )
    each = case.whole("year_range")
    if case["method"] == "prop":
        found = recent_trend.recent(count, denominator, years_each=each)
    else:
        counts = (count, denominator)
        found = recent_trend.recent_of(value, lower, upper, counts=counts, years_each=each)
    yield from _trend(case.of("expected"), found)


def _trend(expected: Case, found: Trend) -> Iterator[Answer]:
    why, marker = WhyNot(int(found.why_not[0])), Marker(int(found.marker[0]))
    undefined = None if why is WhyNot.NONE_OF_THEM else "CannotBeCalculated"
    yield Answer("marker", expected["marker"], MARKERS.get(marker, undefined))
    chi2 = None if why is WhyNot.NONE_OF_THEM else float(np.nan_to_num(found.chi2[0]))
    yield Answer("chi2", expected["chi2"], chi2, 1.0)
    yield Answer("significant", expected["significant"], bool(found.significant[0]))
    yield Answer("message", expected["message"], REASONS[why])


def rank(case: Case) -> Iterator[Answer]:
    """A record of rank_intervals.json."""
    x, n = case.numbers("numerator"), case.numbers("denominator")
    better = 1 if case["higher_is_better"] else -1
    levels = {
        "pointwise95": 0.95,
        "bonferroni95": rank_intervals.bonferroni(len(x)),
        "goldstein_healy_83.4": 0.834,
    }
    for level, confidence in levels.items():
        expected = case.of(level)
        lower, upper = intervals.wilson(x, n, confidence)
        best, worst = rank_intervals.intervals(lower, upper, better)
        yield Answer(f"{level}.confidence", expected.number("confidence"), confidence)
        pairs = np.stack([lower, upper], axis=1)
        # Printed to 12 decimals, so a limit next to nothing has fewer digits.
        yield Answer(f"{level}.ci", expected["ci"], pairs, 1e-3)
        yield Answer(f"{level}.rank_lower", expected["rank_lower"], best)
        yield Answer(f"{level}.rank_upper", expected["rank_upper"], worst)
    yield Answer("point_rank_min", case["point_rank_min"], rank_intervals.competition(x / n, better))


def group(case: Case) -> Iterator[Answer]:
    """A record of phe_quantile.json."""
    found = equal_groups.groups(
        case.numbers("values"), case.whole("nquantiles"), highest_first=bool(case["invert"])
    )
    yield Answer("quantile", case["quantile"], np.where(found > 0, found, np.nan))


def none_of_them(case: Case) -> bool:
    """A count of 0 among the five, of which Fingertips takes the logarithm."""
    return case["method"] == "prop" and case.of("expected")["marker"] is None


def cochran_armitage(case: Case) -> Mapping[str, Any]:
    """Chi-squared for trend of the last five years, whatever the counts."""
    rows = sorted(case.rows("rows"), key=lambda row: row.whole("year"))[-recent_trend.POINTS :]
    x, n = (np.array([row.number(name) for row in rows]) for name in ("count", "denominator"))
    t = recent_trend.TIME
    slope = n.sum() * (x * t).sum() - x.sum() * (n * t).sum()
    spread = n.sum() * (n * t * t).sum() - (n * t).sum() ** 2
    return {"chi2": n.sum() * slope**2 / (x.sum() * (n.sum() - x.sum()) * spread)}
