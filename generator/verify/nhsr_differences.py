"""What NHSRplotthedots says where we do otherwise on purpose: when that is so, and its words for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from generator.model.results import POINTS_FOR_ICONS, Limits, SpcRule
from generator.statistics import xmr_chart
from generator.verify import xmr_charts
from generator.verify.cases import Case
from generator.verify.xmr_charts import Given

LAST = ("variation_type_last", "variation_icon")
ASSURANCE = ("assurance_type", "assurance_icon")
POINTS = ("special_cause_type", "special_cause_flag", "outside_limits", "close_to_limits", "point_type")


def answered(case: Case) -> bool:
    return not case.of("expected")["error"]


def refuses_gaps(case: Case) -> bool:
    """The reference fails on a missing value within what would otherwise be a trend."""
    return not answered(case) and bool(np.isnan(case.of("input").numbers("values")).any())


def too_few(case: Case) -> bool:
    """Fewer points in the last value's group than we ask for before we speak of change."""
    if not answered(case):
        return False
    given = Given.of(case)
    return bool(given.limits().points[0, given.last] < POINTS_FOR_ICONS)


def too_few_for_a_target(case: Case) -> bool:
    return too_few(case) and _has_target(Given.of(case))


def with_few(case: Case) -> Mapping[str, Any]:
    """The icons, however few points there are; a target beside no limits is 'inconsistent'."""
    given = Given.of(case)
    said = xmr_charts.icons(given, xmr_charts.enough(_as_drawn(given)))
    return said if said["assurance_type"] else said | dict.fromkeys(ASSURANCE, "inconsistent")


def target_without_limits(case: Case) -> bool:
    """A target and enough points, and nothing to judge it against."""
    if not answered(case) or too_few(case):
        return False
    given = Given.of(case)
    return _has_target(given) and not np.isfinite(given.limits().lower[0, given.last])


def unscreened_constant(case: Case) -> bool:
    """All values are the same and moving ranges aren't screened."""
    if not answered(case):
        return False
    given = Given.of(case)
    return not given.screen and bool((_widths(given) == 0).any())


def screened_to_nothing(case: Case) -> bool:
    """Values vary, and the screen leaves none of the moving ranges that aren't 0."""
    if not answered(case):
        return False
    given = Given.of(case)
    ours = given.limits()
    return given.screen and bool(((_widths(given) == 0) & np.isfinite(ours.lower[0])).any())


def without_width(case: Case) -> Mapping[str, Any]:
    """Limits that lie on the mean: every point that isn't on it is outside."""
    given = Given.of(case)
    drawn = _as_drawn(given)
    said = xmr_charts.chart(given, drawn) | xmr_charts.points(given, drawn)
    icons = xmr_charts.icons(given, xmr_charts.enough(drawn))
    return said | icons | {xmr_charts.OTHER_TWO_OF_THREE: said["special_cause_type"]}


def joined_trends(case: Case) -> bool:
    """Two values that are the same, each in a trend."""
    if not answered(case):
        return False
    given = Given.of(case)
    value, trend = given.value[0], given.limits().rule[0] == SpcRule.TREND
    return bool((trend[:-1] & trend[1:] & (value[:-1] == value[1:])).any())


def plateau_falls(case: Case) -> Mapping[str, Any]:
    """A point in a trend takes the way of the step after it, and a step of nothing is a fall."""
    given = Given.of(case)
    ours = given.limits()
    trend = ours.rule[0] == SpcRule.TREND
    before = np.diff(given.value[0], prepend=np.nan)
    after, goes_on = np.append(before[1:], np.nan), np.append(trend[1:], False)
    way = np.where(np.where(goes_on, after, before) > 0, 1, -1)
    theirs = replace(ours, direction=np.where(trend, way, ours.direction[0])[None, :].astype(np.int8))
    said = xmr_charts.points(given, theirs) | xmr_charts.icons(given, xmr_charts.enough(theirs))
    return said | {xmr_charts.OTHER_TWO_OF_THREE: said["special_cause_type"]}


def _has_target(given: Given) -> bool:
    return bool(np.isfinite(given.target)) and given.better != "neither"


def _widths(given: Given) -> np.ndarray:
    """From the mean to a limit as the reference has it: by the screen as it stands, and 0 if it is 0."""
    value, group = given.value[0], np.cumsum(given.restart[0])
    width = np.full(value.shape, np.nan)
    for number in np.unique(group):
        inside = np.flatnonzero(group == number)
        values = np.flatnonzero(np.isfinite(value[inside]))[: given.baseline]
        base = value[inside[: values[-1] + 1]] if len(values) else value[:0]
        ranges = np.abs(np.diff(base))
        ranges = ranges[np.isfinite(ranges)]
        if given.screen and ranges.size:
            ranges = ranges[ranges < xmr_chart.MOVING_RANGE_SCREEN * ranges.mean()]
        if ranges.size:
            width[inside] = xmr_chart.MOVING_RANGE_TO_LIMIT * ranges.mean()
    return width


def _as_drawn(given: Given) -> Limits:
    """Our limits, and the reference's where it draws some without width."""
    ours, flat = given.limits(), (_widths(given) == 0)[None, :]
    side = np.sign(np.nan_to_num(given.value - ours.mean)).astype(np.int8)
    outside = flat & (side != 0)
    return replace(
        ours,
        lower=np.where(flat, ours.mean, ours.lower),
        upper=np.where(flat, ours.mean, ours.upper),
        rule=np.where(outside, np.int8(SpcRule.OUTSIDE), ours.rule),
        direction=np.where(outside, side, ours.direction),
    )
