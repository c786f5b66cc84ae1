"""Funnels without over-dispersion, beside PHEindicatormethods'."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from generator.compare import funnels
from generator.model.results import Codes, Floats
from generator.statistics import intervals
from generator.verify.answers import Answer
from generator.verify.cases import Case

SIGNIFICANT = {
    -2: "Low (0.001)",
    -1: "Low (0.025)",
    0: "Not significant",
    1: "High (0.025)",
    2: "High (0.001)",
}
LEVELS = (("95", 0.95, funnels.Z95), ("998", 0.998, funnels.Z998))

HALVINGS = 23
"""Times that PHEindicatormethods halves an interval to find where a curve of a funnel runs."""


def funnel(case: Case) -> Iterator[Answer]:
    """A record of phe_funnels.json."""
    kinds = {"proportion": _proportions, "ratio_isr": _ratios, "crude_rate": _rates}
    if case["kind"] not in kinds:
        raise case.refused(f"`kind` is {case['kind']!r}, expected {', '.join(kinds)}")
    yield from kinds[case["kind"]](case)


def _proportions(case: Case) -> Iterator[Answer]:
    x, n = case.numbers("numerator"), case.numbers("denominator")
    average = float(funnels.benchmark(x, n))
    yield Answer("average", case.number("average"), average)
    units, drawn = case.of("unit_limits_unclipped"), case.of("plot_limits_pct")
    within = []
    for level, _, z in LEVELS:
        pair = funnels.limits(average, n, z)
        curve = funnels.limits(average, drawn.numbers("population"), z)
        within.append(pair)
        for side, limit, line in zip(("lower", "upper"), pair, curve, strict=True):
            field = side + level
            yield Answer(f"unit_limits_unclipped.{field}", units.numbers(field), limit, average)
            shown = np.clip(line, 0, 1) * 100
            yield Answer(f"plot_limits_pct.{field}", drawn.numbers(field), shown, average * 100)
    yield Answer("significance", case["significance"], _words(funnels.significance(x / n, *within)))


def _ratios(case: Case) -> Iterator[Answer]:
    observed, expected = case.numbers("observed"), case.numbers("expected")
    within = [intervals.poisson(observed, expected, confidence) for _, confidence, _ in LEVELS]
    yield Answer("significance", case["significance"], _words(funnels.significance_of_rate(1, *within)))
    drawn = case.of("plot_limits")
    many = drawn.numbers("observed")
    for level, _, z in LEVELS:
        for side, size in zip(("lower", "upper"), funnels.denominators_on_limits(1, many, z), strict=True):
            yield Answer(f"plot_limits.{side}{level}", drawn.numbers(side + level), many / size * 100)


def _rates(case: Case) -> Iterator[Answer]:
    events, per = case.numbers("events"), case.number("multiplier")
    people = case.numbers("population") * case.number("years")
    average = float(funnels.benchmark(events, people))
    within = [intervals.poisson(events, people, confidence) for _, confidence, _ in LEVELS]
    said = funnels.significance_of_rate(average, *within)
    yield Answer("average", case.number("average"), average)
    yield Answer("rate", case.numbers("rate"), events / people * per)
    yield Answer("significance", case["significance"], _words(said))
    drawn = case.of("plot_limits")
    many = drawn.numbers("events")
    for level, _, z in LEVELS:
        sizes = funnels.denominators_on_limits(average, many, z)
        for side, size in zip(("lower", "upper"), sizes, strict=True):
            field = side + level
            yield Answer(f"plot_limits.{field}_population", drawn.numbers(f"{field}_population"), size)
            yield Answer(f"plot_limits.{field}", drawn.numbers(field), many / size * per)


def _words(codes: Codes) -> list[str]:
    return [SIGNIFICANT[code] for code in codes.tolist()]


def of_rates(case: Case) -> bool:
    return case["kind"] in ("ratio_isr", "crude_rate")


def halved(case: Case) -> Mapping[str, Any]:
    """Curves of a funnel of rates or ratios as PHEindicatormethods comes near them."""
    rates = case["kind"] == "crude_rate"
    many = case.of("plot_limits").numbers("events" if rates else "observed")
    per, average = (case.number("multiplier") if rates else 100.0), 1.0
    if rates:
        people = case.numbers("population") * case.number("years")
        average = float(funnels.benchmark(case.numbers("events"), people))
    drawn, said = case.of("plot_limits"), {}
    for level, _, z in LEVELS:
        for side, size in zip(("lower", "upper"), funnels.denominators_on_limits(1, many, z), strict=True):
            field = side + level
            found = _halved(size, many, many / drawn.numbers(field) * per * average) / average
            said[f"plot_limits.{field}"] = many / found * per
            said[f"plot_limits.{field}_population"] = found
    return said


def _halved(expected: Floats, many: Floats, theirs: Floats) -> Floats:
    """Where the search ends: the middle of the last interval of v, of which (1 + O) v / (1 - v) is sought.

    Its sums of probabilities have ten digits, so it may also end in one of the intervals beside.
    """
    v = np.floor(expected / (1 + many + expected) * 2**HALVINGS) + np.array([[0.5], [-0.5], [1.5]])
    v /= 2**HALVINGS
    ends = (1 + many) * v / (1 - v)
    nearest = np.abs(ends - theirs).argmin(axis=0)
    return np.take_along_axis(ends, nearest[None, :], axis=0)[0]
