"""XmR charts, their signals and the two icons, beside NHSRplotthedots'."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np

from generator.compare import variation
from generator.model.inputs import Direction
from generator.model.results import POINTS_FOR_ICONS, Assurance, Bools, Floats, Limits, SpcRule, Variation
from generator.statistics import xmr_chart
from generator.verify.answers import Answer
from generator.verify.cases import Case

SIGNALS = {
    (SpcRule.NONE, 0): "Common Cause",
    (SpcRule.OUTSIDE, 1): "Above UCL",
    (SpcRule.OUTSIDE, -1): "Below LCL",
    (SpcRule.TREND, 1): "7 Point Trend (Increasing)",
    (SpcRule.TREND, -1): "7 Point Trend (Decreasing)",
    (SpcRule.TWO_OF_THREE, 1): "2 in 3 Above CL",
    (SpcRule.TWO_OF_THREE, -1): "2 in 3 Below CL",
    (SpcRule.SHIFT, 1): "7 Points Above CL",
    (SpcRule.SHIFT, -1): "7 Points Below CL",
}
BETTER: Mapping[str, Direction] = {"increase": "higher", "decrease": "lower", "neutral": "neither"}
TYPES = {
    (Variation.STEADY, 0): "common_cause",
    (Variation.IMPROVING, 1): "special_cause_improvement",
    (Variation.IMPROVING, -1): "special_cause_improvement",
    (Variation.WORSENING, 1): "special_cause_concern",
    (Variation.WORSENING, -1): "special_cause_concern",
    (Variation.RISING, 1): "special_cause_neutral_high",
    (Variation.FALLING, -1): "special_cause_neutral_low",
}
ICONS = {
    (Variation.STEADY, 0): "common_cause",
    (Variation.IMPROVING, 1): "improvement_high",
    (Variation.IMPROVING, -1): "improvement_low",
    (Variation.WORSENING, 1): "concern_high",
    (Variation.WORSENING, -1): "concern_low",
    (Variation.RISING, 1): "neutral_high",
    (Variation.FALLING, -1): "neutral_low",
}
ASSURED = {
    Assurance.PASS: "consistent_pass",
    Assurance.FAIL: "consistent_fail",
    Assurance.HIT_OR_MISS: "inconsistent",
    Assurance.NONE: None,
}
ASSURANCE_ICONS = {"consistent_pass": "pass", "consistent_fail": "fail", "inconsistent": "inconsistent"}
OTHER_TWO_OF_THREE = "alt_mdc2023_special_cause_type"


@dataclass(frozen=True)
class Given:
    """A case's series in the order of its dates."""

    dates: list[str]
    value: Floats
    restart: Bools
    screen: bool
    baseline: int | None
    better: Direction
    target: float

    @classmethod
    def of(cls, case: Case) -> Given:
        said = case.of("input")
        if said["improvement_direction"] not in BETTER:
            raise case.refused(f"`improvement_direction` is {said['improvement_direction']!r}")
        dates, values = said["dates"], said.numbers("values")
        if len(dates) != len(values) or not len(dates):
            raise case.refused(f"there are {len(dates)} `dates` and {len(values)} `values`")
        order = np.argsort(dates, kind="stable").tolist()
        return cls(
            dates=[dates[at] for at in order],
            value=values[order][None, :],
            restart=np.array([[dates[at] in said["rebase_dates"] for at in order]], np.bool_),
            screen=bool(said["screen_outliers"]),
            baseline=None if said["fix_after_n_points"] is None else said.whole("fix_after_n_points"),
            better=BETTER[said["improvement_direction"]],
            target=said.number("target"),
        )

    @property
    def last(self) -> int:
        """Position of the last value; of the last period where there is none."""
        return int(variation.last(self.value)[0]) % self.value.shape[1]

    def limits(self, two_of_three: str = "nhsr") -> Limits:
        return xmr_chart.limits(
            self.value,
            self.restart,
            screen=self.screen,
            two_of_three=two_of_three,
            fix_after_n_points=self.baseline,
        )


def series(case: Case) -> Iterator[Answer]:
    """A record of xmr_nhs.jsonl."""
    expected, given = case.of("expected"), Given.of(case)
    try:
        limits = given.limits()
    except ValueError:
        yield Answer("error", expected["error"], True)
        return
    yield Answer("error", expected["error"], False)
    if expected["error"]:
        return
    scale = float(np.nanmax(np.abs(limits.mean), initial=0))
    ours = chart(given, limits) | points(given, limits) | icons(given, limits)
    for field in (it for it in ours if it in expected):
        yield Answer(field, expected[field], ours[field], scale)
    if OTHER_TWO_OF_THREE in case:
        yield Answer(OTHER_TWO_OF_THREE, case[OTHER_TWO_OF_THREE], signals(given.limits("mdc2023")))


def chart(given: Given, limits: Limits) -> dict[str, Any]:
    """The lines of a chart, in the reference's words."""
    return {
        "dates": given.dates,
        "y": given.value[0],
        "rebase_group": limits.group[0],
        "mean": limits.mean[0],
        "lpl": limits.lower[0],
        "upl": limits.upper[0],
        "short_group_warning": limits.points[0] < POINTS_FOR_ICONS,
    }


def points(given: Given, limits: Limits) -> dict[str, Any]:
    """What is said of each point, in the reference's words."""
    value, mean = given.value, limits.mean
    known = (np.isfinite(value) & np.isfinite(limits.lower))[0]
    outside = variation.reach(value, limits.lower, limits.upper)[0] != 0
    away = xmr_chart.NEAR_LIMIT * (limits.upper - mean)
    near = variation.reach(value, mean - away, mean + away)[0] != 0
    return {
        "relative_to_mean": np.where(np.isfinite(value[0]), variation.reach(value, mean, mean)[0], np.nan),
        "outside_limits": np.where(known, outside.astype(float), np.nan),
        "close_to_limits": np.where(known, (near & ~outside).astype(float), np.nan),
        "special_cause_type": signals(limits),
        "special_cause_flag": limits.rule[0] != SpcRule.NONE,
        "point_type": _types(given, limits),
    }


def icons(given: Given, limits: Limits) -> dict[str, Any]:
    """The icons of the last value, in the reference's words."""
    at = np.array([given.last], np.int32)
    way = int(limits.direction[0, given.last])
    (change,) = variation.variation(given.value, limits, at, given.better)
    (assured,) = variation.assurance(limits, np.full(given.value.shape, given.target), at, given.better)
    return {
        "variation_type_last": TYPES.get((change, way), change.value),
        "variation_icon": ICONS.get((change, way), change.value),
        "assurance_type": ASSURED[assured],
        "assurance_icon": ASSURANCE_ICONS.get(ASSURED[assured] or ""),
    }


def signals(limits: Limits) -> list[str]:
    pairs = zip(limits.rule[0].tolist(), limits.direction[0].tolist(), strict=True)
    return [SIGNALS[SpcRule(rule), way] for rule, way in pairs]


def enough(limits: Limits) -> Limits:
    """The same limits, as if every group had the points that we ask for."""
    return replace(limits, points=np.full_like(limits.points, POINTS_FOR_ICONS))


def _types(given: Given, limits: Limits) -> list[str]:
    """What each point would mean if it were the last."""
    periods = given.value.shape[1]
    tall = {it.name: np.repeat(getattr(limits, it.name), periods, axis=0) for it in fields(limits)}
    value, at = np.repeat(given.value, periods, axis=0), np.arange(periods, dtype=np.int32)
    said = variation.variation(value, enough(Limits(**tall)), at, given.better)
    ways = limits.direction[0].tolist()
    return [
        "common_cause" if way == 0 else TYPES.get((change, way), change.value)
        for change, way in zip(said, ways, strict=True)
    ]
