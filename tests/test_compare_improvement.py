"""Improvement since a base period, against intervals that were published."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.compare import since_start
from generator.statistics.intervals import wilson

PUBLISHED = [
    # Newcombe 1998, Stat Med 17:873, table II, method 10: a/m - b/n, limits to four decimals
    ((56, 70), (48, 80), (0.0524, 0.3339)),
    ((9, 10), (3, 10), (0.1705, 0.8090)),
    ((6, 7), (2, 7), (0.0582, 0.8062)),
    ((5, 56), (0, 29), (-0.0381, 0.1926)),
    ((0, 10), (0, 20), (-0.1611, 0.2775)),
    ((0, 10), (0, 10), (-0.2775, 0.2775)),
    ((10, 10), (0, 20), (0.6791, 1.0000)),
    ((10, 10), (0, 10), (0.6075, 1.0000)),
]


@pytest.mark.parametrize(("now", "then", "limits"), PUBLISHED)
def test_differences_of_proportions_are_newcombe_s(
    now: tuple[int, int], then: tuple[int, int], limits: tuple[float, float]
) -> None:
    (x, n), (base, of) = now, then
    difference, lower, upper = since_start.since_base(x / n, *wilson(x, n), base / of, *wilson(base, of))
    assert difference == pytest.approx(x / n - base / of)
    assert (lower, upper) == pytest.approx(limits, abs=5.1e-5)


def test_only_an_interval_without_nought_shows_anything() -> None:
    lower, upper = [0.1, -0.3, -0.1, 0.0, -0.2, np.nan], [0.2, -0.1, 0.1, 0.2, 0.0, np.nan]
    assert since_start.shown(lower, upper, 1).tolist() == [1, -1, 0, 0, 0, 0]
    assert since_start.shown(lower, upper, -1).tolist() == [-1, 1, 0, 0, 0, 0]
    assert since_start.shown(lower, upper, 0).tolist() == [0] * 6


def test_rounding_is_no_improvement() -> None:
    difference, lower, upper = since_start.since_base(0.1 + 0.2, 0.3, 0.1 + 0.2, 0.3, 0.3, 0.3)
    assert difference == 0
    assert since_start.shown(lower, upper, 1) == 0


@pytest.mark.parametrize("gone", range(6))
@pytest.mark.parametrize("by", [np.nan, np.inf, -np.inf])
def test_what_is_missing_is_not_compared(gone: int, by: float) -> None:
    numbers = [5.0, 4.0, 6.0, 3.0, 2.0, 4.0]
    numbers[gone] = by
    assert np.isnan(since_start.since_base(*numbers)).all()


def test_a_value_outside_its_own_interval_is_not_compared() -> None:
    assert np.isnan(since_start.since_base(7, 4, 6, 3, 2, 4)).all()


INTERVAL = st.tuples(*[st.integers(0, 100)] * 3).map(sorted).map(lambda it: (it[1], it[0], it[2]))


@given(INTERVAL, INTERVAL)
def test_from_the_other_end_it_is_the_opposite(now: tuple[int, ...], then: tuple[int, ...]) -> None:
    difference, lower, upper = since_start.since_base(*now, *then)
    back, least, most = since_start.since_base(*then, *now)
    assert (back, least, most) == pytest.approx((-difference, -upper, -lower))
    assert lower <= difference <= upper


@given(INTERVAL, INTERVAL, st.floats(1e-6, 1e6))
def test_the_unit_of_measure_changes_nothing(
    now: tuple[int, ...], then: tuple[int, ...], times: float
) -> None:
    here = since_start.since_base(*now, *then)
    scaled = since_start.since_base(*(times * one for one in (*now, *then)))
    np.testing.assert_allclose(scaled, np.array(here) * times, rtol=1e-9, atol=times * 1e-9)
    assert since_start.shown(*scaled[1:], 1) == since_start.shown(*here[1:], 1)


@given(INTERVAL, INTERVAL)
def test_two_intervals_apart_always_show_it(now: tuple[int, ...], then: tuple[int, ...]) -> None:
    if now[1] > then[2]:
        assert since_start.shown(*since_start.since_base(*now, *then)[1:], 1) == 1
