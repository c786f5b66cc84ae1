"""Control limits where the reference is silent or differs: gaps, degenerate input, whole matrices."""

from __future__ import annotations

import numpy as np
import pytest
from by_hand import clinic, finding, monthly, standard, written
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from generator.model.results import Limits, SpcRule
from generator.statistics import xmr_chart

GAP = float("nan")


def chart(*values: float, restarts: tuple[int, ...] = (), **options: object) -> Limits:
    restart = np.zeros((1, len(values)), np.bool_)
    restart[0, list(restarts)] = True
    return xmr_chart.limits(np.array([values], np.float64), restart, **options)


def rules(limits: Limits) -> list[SpcRule]:
    return [SpcRule(code) for code in limits.rule[0].tolist()]


def test_limits_are_266_mean_moving_ranges_from_the_mean() -> None:
    limits = chart(*[10, 12] * 7)
    assert limits.mean[0, 0] == pytest.approx(11)
    assert (limits.lower[0, 0], limits.upper[0, 0]) == pytest.approx((11 - 5.32, 11 + 5.32))


def test_a_moving_range_beyond_the_screen_is_left_out_once() -> None:
    values = [10, 12] * 6 + [40, 12]
    screened, all_of_them = chart(*values), chart(*values, screen=False)
    assert screened.upper[0, 0] - screened.mean[0, 0] == pytest.approx(2.66 * 2)
    assert all_of_them.upper[0, 0] - all_of_them.mean[0, 0] == pytest.approx(2.66 * (11 * 2 + 28 + 28) / 13)


def test_no_moving_range_reaches_across_a_gap() -> None:
    limits = chart(10, 12, GAP, 20, 22)
    assert limits.mean[0].tolist() == [16] * 5
    assert limits.upper[0, 0] == pytest.approx(16 + 2.66 * 2)


def test_an_infinite_value_is_a_gap() -> None:
    limits = chart(10, 12, float("inf"), 20, 22)
    assert limits.mean[0].tolist() == [16] * 5
    assert limits.points[0].tolist() == [4] * 5


def test_no_moving_range_reaches_across_a_restart() -> None:
    limits = chart(10, 12, 50, 52, restarts=(2,))
    assert limits.mean[0].tolist() == [11, 11, 51, 51]
    assert limits.upper[0, 3] == pytest.approx(51 + 2.66 * 2)
    assert limits.group[0].tolist() == [0, 0, 1, 1]


SHIFT = [9, 1, 8, 2, 9, 1, *[6] * 7, 1, 1]


def test_seven_points_on_one_side_are_a_shift() -> None:
    assert rules(chart(*SHIFT))[6:13] == [SpcRule.SHIFT] * 7


def test_a_gap_breaks_a_shift() -> None:
    with_gap = [*SHIFT[:9], GAP, *SHIFT[10:]]
    assert SpcRule.SHIFT not in rules(chart(*with_gap))


def test_a_restart_breaks_a_shift() -> None:
    assert SpcRule.SHIFT not in rules(chart(*SHIFT, restarts=(10,)))


TREND = [5, 4, 6, 5, 1, 2, 3, 4, 5, 6, 7, 5, 4, 6, 5, 4]


def test_six_rises_in_a_row_are_a_trend_of_seven_points() -> None:
    limits = chart(*TREND)
    assert rules(limits)[4:11] == [SpcRule.TREND] * 7
    assert limits.direction[0, 4:11].tolist() == [1] * 7


def test_a_gap_breaks_a_trend() -> None:
    assert SpcRule.TREND not in rules(chart(*TREND[:7], GAP, *TREND[8:]))


def test_a_rise_smaller_than_rounding_is_a_tie() -> None:
    values = [*TREND[:7], TREND[6] + 1e-12, *TREND[8:]]
    assert SpcRule.TREND not in rules(chart(*values))


def test_a_point_that_ends_a_trend_on_a_plateau_keeps_its_direction() -> None:
    limits = chart(1, 2, 3, 4, 5, 6, 7, 7, 8, 9, 10, 11, 12, 13)
    trend = limits.rule[0] == SpcRule.TREND
    assert trend[6]
    assert trend[7]
    assert set(limits.direction[0, trend].tolist()) == {1}


def test_a_peak_belongs_to_the_fall_that_begins_there() -> None:
    limits = chart(*[1, 9] * 6, 2, 3, 4, 5, 6, 7, 8, 7, 6, 5, 4, 3, 2)
    assert limits.rule[0, 12:].tolist() == [SpcRule.TREND] * 13
    assert limits.direction[0, 12:].tolist() == [1] * 6 + [-1] * 7


NEAR = [*[10, 12] * 8, 16.5, 12, 16.5, 10]  # mean 11.55, two sigma 4.67, three sigma 7.00


def test_two_of_three_flags_only_the_points_near_the_limit() -> None:
    limits = chart(*NEAR)
    assert rules(limits)[16:19] == [SpcRule.TWO_OF_THREE, SpcRule.NONE, SpcRule.TWO_OF_THREE]


def test_two_of_three_needs_all_three_on_one_side() -> None:
    values = [*NEAR]
    values[17] = 11
    assert SpcRule.TWO_OF_THREE not in rules(chart(*values))


def test_a_point_outside_counts_for_two_of_three_only_in_the_other_variant() -> None:
    values = [*[10, 12] * 8, 17, 14, 40, 10]  # mean 12.85, two sigma 3.96, three sigma 5.95
    assert rules(chart(*values))[16:19] == [SpcRule.NONE, SpcRule.NONE, SpcRule.OUTSIDE]
    assert rules(chart(*values, two_of_three="mdc2023"))[16:19] == [
        SpcRule.TWO_OF_THREE,
        SpcRule.NONE,
        SpcRule.OUTSIDE,
    ]


def test_a_screen_that_would_leave_no_variation_is_not_applied() -> None:
    limits = chart(*[0] * 5, 1, *[0] * 7)
    assert limits.upper[0, 0] == pytest.approx(1 / 13 + 2.66 * 2 / 12)
    assert rules(limits)[5] is SpcRule.OUTSIDE
    assert rules(limits)[:5] == [SpcRule.NONE] * 5


@pytest.mark.parametrize("value", [0.0, 100.0, 0.1 + 0.2])
def test_values_that_are_all_equal_have_a_mean_and_no_limits(value: float) -> None:
    limits = chart(*[value] * 14)
    assert limits.mean[0, 0] == pytest.approx(value)
    assert np.isnan(limits.lower).all()
    assert np.isnan(limits.upper).all()
    assert not limits.rule.any()


def test_values_that_differ_by_rounding_are_equal() -> None:
    limits = chart(*[0.3, 0.1 + 0.2] * 10)
    assert np.isnan(limits.upper).all()
    assert not limits.rule.any()


@pytest.mark.parametrize(
    "values",
    [
        (GAP,) * 5,
        (5.0,),
        (5.0, GAP, 6.0, GAP, 7.0),
        (float("inf"), 5.0, float("-inf"), 6.0),
        (1e308, -1e308) * 10,
        (1.7e308, 1.7e308, 1.6e308),
    ],
)
def test_what_has_no_two_neighbours_or_no_finite_spread_has_no_limits(values: tuple[float, ...]) -> None:
    limits = chart(*values)
    assert np.isnan(limits.lower).all()
    assert np.isnan(limits.upper).all()
    assert not limits.rule.any()


@pytest.mark.parametrize("shape", [(0, 0), (0, 36), (5, 0)])
def test_a_panel_without_clinics_or_periods_has_empty_limits(shape: tuple[int, int]) -> None:
    assert xmr_chart.limits(np.zeros(shape), np.zeros(shape, np.bool_)).mean.shape == shape


def test_a_short_group_has_limits_and_says_how_many_points_it_has() -> None:
    limits = chart(1, 2, GAP, 1, 2, 3, restarts=(4,))
    assert limits.points[0].tolist() == [3, 3, 3, 3, 2, 2]
    assert np.isfinite(limits.upper).all()


def test_a_fixed_baseline_counts_values_and_not_gaps() -> None:
    baseline = [5, 3, 6, 4, GAP, 7, 3, 5, 6, 4, 5, 3, 4]
    fixed = chart(*baseline, *[9] * 8, fix_after_n_points=12)
    assert fixed.mean[0, -1] == pytest.approx(55 / 12)
    assert fixed.upper[0, -1] == pytest.approx(chart(*baseline).upper[0, 0])


def test_a_baseline_of_eleven_points_is_refused() -> None:
    with pytest.raises(ValueError, match="12 points"):
        chart(1, 2, 3, fix_after_n_points=11)


def test_series_do_not_touch_one_another() -> None:
    value = np.array([[9.0] * 3 + [1.0] * 3, [9.0] * 6, [1.0, 2.0, 1.0, 2.0, 1.0, GAP]])
    together = xmr_chart.limits(value, np.zeros(value.shape, np.bool_))
    for row, alone in enumerate(xmr_chart.limits(line[None], np.zeros((1, 6), np.bool_)) for line in value):
        np.testing.assert_array_equal(together.mean[row], alone.mean[0])
        np.testing.assert_array_equal(together.upper[row], alone.upper[0])
        np.testing.assert_array_equal(together.rule[row], alone.rule[0])


whole_numbers = st.integers(-100, 100).map(float)
matrices = arrays(np.float64, (3, 20), elements=st.one_of(whole_numbers, st.just(GAP)))
restarts = arrays(np.bool_, (3, 20), elements=st.sampled_from([False] * 9 + [True]))


@given(matrices, restarts, st.integers(-50, 50), st.sampled_from([0.5, 2, 8]))
def test_shifting_and_stretching_the_values_does_the_same_to_the_limits(
    value: np.ndarray, restart: np.ndarray, by: int, times: float
) -> None:
    before, after = xmr_chart.limits(value, restart), xmr_chart.limits(value * times + by, restart)
    for name in ("mean", "lower", "upper"):
        np.testing.assert_allclose(
            getattr(after, name), getattr(before, name) * times + by, rtol=1e-9, atol=1e-9
        )
    np.testing.assert_array_equal(after.rule, before.rule)
    np.testing.assert_array_equal(after.direction, before.direction)


@given(matrices, restarts)
def test_turning_the_values_upside_down_turns_the_signals(value: np.ndarray, restart: np.ndarray) -> None:
    before, after = xmr_chart.limits(value, restart), xmr_chart.limits(-value, restart)
    np.testing.assert_allclose(after.upper, -before.lower, rtol=1e-9, atol=1e-12)
    np.testing.assert_array_equal(after.rule, before.rule)
    np.testing.assert_array_equal(after.direction, -before.direction)


@given(matrices, restarts, st.permutations(range(3)))
def test_the_order_of_the_series_does_not_matter(
    value: np.ndarray, restart: np.ndarray, order: list[int]
) -> None:
    before, after = xmr_chart.limits(value, restart), xmr_chart.limits(value[order], restart[order])
    np.testing.assert_array_equal(after.upper, before.upper[order])
    np.testing.assert_array_equal(after.rule, before.rule[order])


@given(matrices, restarts, st.integers(0, 19))
def test_no_run_of_signals_reaches_across_a_gap(value: np.ndarray, restart: np.ndarray, at: int) -> None:
    value[:, at] = GAP
    limits = xmr_chart.limits(value, restart)
    assert not limits.rule[:, at].any()
    for side in (slice(0, at), slice(at + 1, None)):
        if value[:, side].shape[1] < xmr_chart.RUN:
            assert not np.isin(limits.rule[:, side], (SpcRule.SHIFT, SpcRule.TREND)).any()


@given(matrices, restarts)
def test_series_reckoned_a_few_at_a_time_are_the_same(value: np.ndarray, restart: np.ndarray) -> None:
    at_once = xmr_chart.limits(value, restart)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(xmr_chart, "CELLS_AT_ONCE", 1)
        in_turn = xmr_chart.limits(value, restart)
    for name in ("group", "mean", "lower", "upper", "rule", "direction", "points"):
        np.testing.assert_array_equal(getattr(in_turn, name), getattr(at_once, name))


def test_a_baseline_in_handbook_yml_freezes_the_limits() -> None:
    """Of 50, 52 x 6 the mean is 51 and each moving range 2; what follows doesn't move them."""
    values = [50, 52] * 6 + [90] * 6
    handbook = written(
        {"waits": standard("count")},
        {"a": clinic()},
        monthly("a", "waits", "2024-01", values),
        settings={"spc": {"baseline": 12}},
    )
    found = finding(handbook, "waits").limits
    assert found.mean[0].tolist() == [51] * 18
    assert found.upper[0].tolist() == pytest.approx([51 + 2.66 * 2] * 18)
