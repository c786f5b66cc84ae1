"""The recent trend as Fingertips' own code has it, in the direction that it should have had."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.compare import recent_trend
from generator.compare.recent_trend import Marker, Trend, WhyNot

SHEET = Path(__file__).parent / "vectors" / "recent_trend" / "recent_trend.json"
A_COUNT_OF_NOUGHT = "T-rand-065"  # the reference takes its logarithm; its marker is undefined
MARKERS = {
    None: Marker.NONE,
    "CannotBeCalculated": Marker.NONE,
    "Decreasing": Marker.DECREASING,
    "NoChange": Marker.NO_CHANGE,
    "Increasing": Marker.INCREASING,
}
REASONS = {
    "": WhyNot.NOTHING,
    "The recent trend cannot be calculated for this year range": WhyNot.NOT_YEARLY,
    "Not enough data points to calculate recent trend": WhyNot.TOO_FEW,
    "Not enough data points with valid values to calculate recent trend": WhyNot.GAP,
    "The recent trend cannot be calculated": WhyNot.ALL_OF_THEM,
}


def cases(method: str) -> list[Any]:
    records = json.loads(SHEET.read_text(encoding="utf-8"))
    return [pytest.param(record, id=record["id"]) for record in records if record["method"] == method]


def reckoned(case: dict[str, Any]) -> Trend:
    rows = sorted(case["rows"], key=lambda row: row["year"])
    count, denominator, value, lower, upper = (
        np.array([np.nan if row[name] is None else row[name] for row in rows], np.float64)
        for name in ("count", "denominator", "value", "lower95", "upper95")
    )
    each = case["year_range"]
    if case["method"] == "prop":
        return recent_trend.recent(count, denominator, years_each=each)
    return recent_trend.recent_of(value, lower, upper, counts=(count, denominator), years_each=each)


@pytest.mark.parametrize("case", cases("prop") + cases("ci"))
def test_the_trend_is_the_reference_s(case: dict[str, Any]) -> None:
    found, expected = reckoned(case), case["expected"]
    assert found.marker.tolist() == [MARKERS[expected["marker"]]]
    assert found.significant.tolist() == [expected["significant"]]
    if case["id"] == A_COUNT_OF_NOUGHT:
        assert found.why_not.tolist() == [WhyNot.NONE_OF_THEM]
    else:
        assert found.why_not.tolist() == [REASONS[expected["message"]]]
        # Where nothing is reckoned the reference says 0, and of a flat line its rounding.
        np.testing.assert_allclose(np.nan_to_num(found.chi2), expected["chi2"], rtol=1e-9, atol=1e-20)


def test_most_series_of_the_sheet_have_a_trend_to_reckon() -> None:
    told = [reckoned(case.values[0]).marker[0] != Marker.NONE for case in cases("prop") + cases("ci")]
    assert sum(told) >= 50


def test_a_rise_in_proportions_is_told_as_a_rise() -> None:
    """Chi-squared of Cochran and Armitage by hand: N^2 A^2 / (X (N-X) B), A = 150, B = 2000."""
    found = recent_trend.recent([40, 55, 70, 85, 100], [200] * 5)
    assert found.marker.tolist() == [Marker.INCREASING]
    assert found.chi2[0] == pytest.approx(1000**2 * 150**2 / (350 * 650 * 2000))


def test_one_point_that_turns_the_slope_takes_the_trend_away() -> None:
    found = recent_trend.recent([100, 80, 60, 40, 5000], [10000] * 5)
    assert found.chi2[0] > recent_trend.SIGNIFICANT
    assert found.marker.tolist() == [Marker.NO_CHANGE]


def test_only_the_last_five_years_count() -> None:
    last = [40, 55, 70, 85, 100]
    assert recent_trend.recent([199, 3, *last], [200] * 7).chi2 == recent_trend.recent(last, [200] * 5).chi2


@pytest.mark.parametrize(
    ("count", "why"),
    [
        ([10, 12, 14, 15, 16, np.nan], WhyNot.GAP),
        ([10, np.nan, 14, 15, 16, 18], WhyNot.GAP),
        ([np.nan] * 6, WhyNot.GAP),
        ([np.inf, 12, 14, 15, 16, np.inf], WhyNot.GAP),
        ([np.nan, 12, 14, 15, 16, 18], WhyNot.NOTHING),
        ([100, 12, 14, 15, 16, 18], WhyNot.ALL_OF_THEM),
        ([0, 12, 14, 15, 16, 18], WhyNot.NOTHING),
        ([10, 12, 0, 15, 16, 18], WhyNot.NONE_OF_THEM),
        ([10, 12, 101, 15, 16, 18], WhyNot.GAP),
    ],
)
def test_each_trend_that_cannot_be_told_says_why(count: list[float], why: WhyNot) -> None:
    found = recent_trend.recent(count, [100] * 6)
    assert found.why_not.tolist() == [why]
    assert np.isnan(found.chi2[0]) == (why != WhyNot.NOTHING)
    assert (found.marker[0] == Marker.NONE) == (why != WhyNot.NOTHING)


def test_fewer_than_five_years_are_too_few() -> None:
    for years in (0, 1, 4):
        assert recent_trend.recent(np.ones((1, years)), np.full((1, years), 9)).why_not.tolist() == [
            WhyNot.TOO_FEW
        ]


def test_a_denominator_of_nought_is_a_gap() -> None:
    assert recent_trend.recent([1, 2, 3, 4, 0], [9, 9, 9, 9, 0]).why_not.tolist() == [WhyNot.GAP]


def test_intervals_of_no_width_weigh_nothing() -> None:
    found = recent_trend.recent_of([1, 2, 3, 4, 5], [1, 2, 3, 4, 5], [1, 2, 3, 4, 5])
    assert found.why_not.tolist() == [WhyNot.NONE_OF_THEM]


def test_values_that_are_all_alike_do_not_change() -> None:
    value = np.full(5, 3.0)
    assert recent_trend.recent_of(value, value - 1, value + 1).marker.tolist() == [Marker.NO_CHANGE]
    assert recent_trend.recent(value, np.full(5, 9)).marker.tolist() == [Marker.NO_CHANGE]


FIVE = st.lists(st.integers(1, 99), min_size=5, max_size=5)


@given(FIVE, st.floats(1e-6, 1e6))
def test_the_unit_of_measure_changes_nothing(value: list[int], times: float) -> None:
    here = np.array(value, np.float64)
    lower, upper = here - 3, here + 5
    one, other = (recent_trend.recent_of(here * by, lower * by, upper * by) for by in (1, times))
    np.testing.assert_allclose(other.chi2, one.chi2, rtol=1e-9, atol=1e-12)


@given(FIVE, FIVE)
def test_series_do_not_know_of_one_another(one: list[int], other: list[int]) -> None:
    both = recent_trend.recent([one, other], np.full((2, 5), 100))
    for row, count in enumerate((one, other)):
        alone = recent_trend.recent(count, [100] * 5)
        assert alone.marker[0] == both.marker[row]
        assert alone.chi2[0] == pytest.approx(both.chi2[row])


def test_a_slope_of_nothing_is_the_same_in_any_company() -> None:
    # Without the last year these counts are symmetric, so that slope is 0 and the series goes no one way.
    alone = recent_trend.recent([14, 31, 31, 14, 1], [100] * 5)
    beside = recent_trend.recent([[1] * 5, [14, 31, 31, 14, 1]], np.full((2, 5), 100))
    assert alone.marker[0] == beside.marker[1] == Marker.NO_CHANGE


@given(FIVE)
def test_what_rises_falls_when_what_is_left_is_counted(count: list[int]) -> None:
    up, down = (
        recent_trend.recent(count, [100] * 5),
        recent_trend.recent([100 - one for one in count], [100] * 5),
    )
    assert up.chi2[0] == pytest.approx(down.chi2[0])
    if up.significant[0] and down.significant[0]:
        assert up.marker[0] == -down.marker[0]
