"""Funnels with over-dispersion, beside FunnelPlotR's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from generator.compare import funnels
from generator.compare.funnels import Outlier
from generator.model.results import Floats
from generator.verify.answers import TOLERANCE, Answer
from generator.verify.cases import Case

ROUNDED = {"95": 1.959964, "998": 3.090232}
"""z as FunnelPlotR writes it, except in exact limits."""
EXACT = {"95": funnels.Z95, "998": funnels.Z998}
NOT_OFFERED = "not offered"


def overdispersed(case: Case) -> Iterator[Answer]:
    """A record of funnelplotr.json."""
    said, expected = case.of("input"), case.of("expected")
    yield Answer("error", expected["error"], False)
    if expected["error"]:
        return
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
    size = np.where(n > 0, n, np.nan)
    yield Answer("ratio", expected.numbers("ratio"), x / size)
    yield Answer("Y", expected.numbers("Y"), z / (2 * np.sqrt(size)) + np.arcsin(np.sqrt(target)), 1.0)
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
        yield Answer("n_folded_limits", expected["n_folded_limits"], _folded(expected, wide, per))
    yield from _outliers(said, expected, x / size, wide if used else plain)


def _of_ratios(said: Case, expected: Case) -> Iterator[Answer]:
    x, e, per = said.numbers("numerator"), said.numbers("denominator"), said.number("multiplier")
    if _cqc_overdispersed(said):
        yield Answer("sr_method", said["sr_method"], NOT_OFFERED)
    yield Answer("target", expected.number("target"), 1.0)
    yield Answer("ratio", expected.numbers("ratio"), x / e)
    plain = {level: funnels.ratio_limits(e, z) for level, z in EXACT.items()}
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


def _folded(expected: Case, lines: Mapping[str, tuple[Floats, Floats]], per: float) -> int:
    """How many of the reference's limits aren't those that stop at 0 and 1."""
    found = 0
    for level, pair in lines.items():
        for field, line in zip((f"od_lcl{level}", f"od_ucl{level}"), pair, strict=True):
            theirs, known = expected.numbers(field), np.isfinite(line)
            found += int((~np.isclose(theirs, line * per, rtol=1e-6, atol=1e-9) & known).sum())
    return found


def of_counts(case: Case) -> bool:
    """Whether these are ratios of one count to another."""
    return case.of("input")["data_type"] not in ("PR", "SR")


def of_cqc(case: Case) -> bool:
    """Whether these are ratios of CQC's kind, with over-dispersion."""
    return _cqc_overdispersed(case.of("input"))


def _cqc_overdispersed(said: Case) -> bool:
    return said["sr_method"] == "CQC" and bool(said["od_requested"])


def loses_phi(case: Case) -> bool:
    """Whether a unit has no observed cases, and the reference no phi."""
    expected, observed = case.of("expected"), case.of("input").numbers("numerator")
    return bool((observed == 0).any()) and not expected["error"] and bool(np.isnan(expected.number("phi")))


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
