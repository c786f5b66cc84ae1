"""Funnels without over-dispersion beside PHEindicatormethods', with it beside FunnelPlotR's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from generator.compare import funnels
from generator.compare.funnels import Outlier
from generator.measure import intervals
from generator.model.found import Codes, Floats
from generator.verify.answers import TOLERANCE, Answer
from generator.verify.cases import Case

SIGNIFICANT = {
    -2: "Low (0.001)",
    -1: "Low (0.025)",
    0: "Not significant",
    1: "High (0.025)",
    2: "High (0.001)",
}
LEVELS = (("95", 0.95, funnels.Z95), ("998", 0.998, funnels.Z998))
ROUNDED = {"95": 1.959964, "998": 3.090232}
"""z as FunnelPlotR writes it, except in exact limits."""

NOT_OFFERED = "not offered"
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


def overdispersed(case: Case) -> Iterator[Answer]:
    """A record of funnelplotr.json."""
    said, expected = case.of("input"), case.of("expected")
    yield Answer("error", expected["error"], False)
    if said["data_type"] == "PR":
        yield from _of_proportions(said, expected)
    elif said["data_type"] == "SR":
        yield from _of_ratios(said, expected)
    else:
        yield Answer("data_type", said["data_type"], NOT_OFFERED)


def _of_proportions(said: Case, expected: Case) -> Iterator[Answer]:
    x, n, per = said.numbers("numerator"), said.numbers("denominator"), said.number("multiplier")
    target = funnels.benchmark(x, n)
    z = funnels.scores(x, n)
    trimmed = funnels.winsorised(z, said.number("trim_by"))
    yield Answer("target", expected.number("target"), float(target))
    yield Answer("z", expected.numbers("z"), z, 1.0)
    yield Answer("z_trimmed", expected.numbers("z_trimmed"), trimmed, 1.0)
    found = funnels.overdispersion(x, n, said.number("trim_by"))
    between, used = yield from _phi(said, expected, found)
    plain = {level: funnels.arcsine_limits(target, n, z) for level, z in ROUNDED.items()}
    wide = {level: funnels.arcsine_limits(target, n, z, between) for level, z in ROUNDED.items()}
    yield from _lines(expected, plain, "{side}{level}", per)
    yield from _lines(expected, wide, "od_{side}{level}", per)
    if "od_limits_clamped" in expected:
        yield from _lines(
            expected.of("od_limits_clamped"), wide, "od_{side}{level}", per, "od_limits_clamped."
        )
    with np.errstate(divide="ignore", invalid="ignore"):
        share = x / n
    yield from _outliers(said, expected, share, wide if used else plain)


def _of_ratios(said: Case, expected: Case) -> Iterator[Answer]:
    x, e, per = said.numbers("numerator"), said.numbers("denominator"), said.number("multiplier")
    if _cqc_overdispersed(said):
        yield Answer("sr_method", said["sr_method"], NOT_OFFERED)
    yield Answer("target", expected.number("target"), 1.0)
    yield Answer("ratio", expected.numbers("ratio"), x / e)
    plain = {level: funnels.ratio_limits(e, z) for level, _, z in LEVELS}
    yield from _lines(expected, plain, "{side}{level}", per)
    if said["sr_method"] == "CQC":
        return
    found = funnels.overdispersion_of_ratios(x, e, said.number("trim_by"))
    between, used = yield from _phi(said, expected, found)
    wide = {level: funnels.log_limits(e, z, between) for level, z in ROUNDED.items()}
    yield from _lines(expected, wide, "od_{side}{level}", per)
    yield from _outliers(said, expected, x / e, wide if used else plain)


def _phi(said: Case, expected: Case, found: funnels.Overdispersion) -> Iterator[Answer]:
    """What of over-dispersion is used, where it was asked for; then the tau2, and whether limits use it."""
    asked = bool(said["od_requested"])
    used = asked and bool(found.used > 0)
    tau2 = float(found.tau2) if asked else 0.0
    yield Answer("phi", expected.number("phi"), float(found.phi) if asked else 0.0)
    yield Answer("tau2", expected.number("tau2"), tau2)
    yield Answer("draw_adjusted", expected["draw_adjusted"], used)
    return tau2, used


def _lines(
    expected: Case, lines: dict[str, tuple[Floats, Floats]], name: str, per: float, below: str = ""
) -> Iterator[Answer]:
    for level, pair in lines.items():
        for side, line in zip(("lcl", "ucl"), pair, strict=True):
            field = name.format(side=side, level=level)
            yield Answer(below + field, expected.numbers(field), line * per, per)


def _outliers(
    said: Case, expected: Case, value: Floats, lines: dict[str, tuple[Floats, Floats]]
) -> Iterator[Answer]:
    near = lines["95" if said["limit"] == 95 else "998"]
    codes = funnels.significance(value, near, near)
    outside = np.where(codes == Outlier.NONE, np.nan, np.abs(codes) > 0)
    yield Answer("outlier", expected["outlier"], outside)


def of_cqc(case: Case) -> bool:
    """Whether these are ratios of CQC's kind, with over-dispersion."""
    return _cqc_overdispersed(case.of("input"))


def _cqc_overdispersed(said: Case) -> bool:
    return said["sr_method"] == "CQC" and bool(said["od_requested"])


def of_counts(case: Case) -> bool:
    """Whether these are ratios of one count to another."""
    return case.of("input")["data_type"] not in ("PR", "SR")


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


def folds(case: Case) -> bool:
    return bool(case.of("expected").said.get("n_folded_limits"))


def folded(case: Case) -> Mapping[str, Any]:
    """Arcsine limits that fold back at 0 and 1; some of them the reference sets to 0 or 1 afterwards."""
    said, expected = case.of("input"), case.of("expected")
    x, n, per = said.numbers("numerator"), said.numbers("denominator"), said.number("multiplier")
    target = funnels.benchmark(x, n)
    tau2 = funnels.overdispersion(x, n, said.number("trim_by")).tau2
    found = {}
    for level, z in ROUNDED.items():
        pair = funnels.arcsine_limits(target, n, z, tau2)
        reach = z * np.sqrt(0.25 / np.where(n > 0, n, np.nan) + tau2)
        for field, limit, way in zip((f"od_lcl{level}", f"od_ucl{level}"), pair, (-1, 1), strict=True):
            turned = np.sin(np.arcsin(np.sqrt(target)) + way * reach) ** 2
            set_right = np.isclose(expected.numbers(field), limit * per, rtol=TOLERANCE, atol=0)
            found[field] = np.where(set_right, limit, turned) * per
    return found
