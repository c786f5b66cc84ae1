"""Axes: round ticks, fair ranges, and names of periods that don't collide."""

from __future__ import annotations

import math

import pytest
from drawn import WORDS, periods, standard
from hypothesis import given
from hypothesis import strategies as st

from generator.charts.chart_cache import MOST, ChartCache
from generator.charts.time_axis import NARROW, WIDE, calendar
from generator.charts.value_axis import ruler
from generator.words import Words

SHARE = standard("proportion", "higher")
WAIT = standard(targets=["20 min"])
HOURS = standard(targets=["4 working hours"])
VISITS = standard("count", "neither")
SCORE = standard("score", "higher", measure={"scale": [1, 5]})


def ticks(of, low: float, high: float, soft: tuple[float, float] | None = None) -> list[str]:
    return list(ruler(of, WORDS).scale(low, high, *(soft or (low, high))).labels)


@pytest.mark.parametrize(
    ("of", "low", "high", "said"),
    [
        (WAIT, 11, 29, ["10", "15", "20", "25", "30"]),
        (WAIT, 0, 100, ["0", "50", "100"]),
        (SHARE, 0.91, 0.99, ["90%", "92%", "94%", "96%", "98%", "100%"]),
        (SHARE, 0.02, 0.97, ["0%", "50%", "100%"]),
        (HOURS, 180, 300, ["3.0", "3.5", "4.0", "4.5", "5.0"]),
        (VISITS, 1200, 1950, ["1,200", "1,400", "1,600", "1,800", "2,000"]),
        (VISITS, 3, 4, ["3", "4"]),
        (SCORE, 4.2, 4.8, ["4.2", "4.4", "4.6", "4.8"]),
    ],
)
def test_ticks_are_round_and_enclose_the_values(of, low, high, said):
    assert ticks(of, low, high) == said


def test_numbers_follow_the_language():
    scale = ruler(VISITS, Words("fr")).scale(1200, 1950, 1200, 1950)
    assert scale.labels[0] == "1\u202f200"


@pytest.mark.parametrize(
    ("of", "value", "low", "high"),
    [(SHARE, 1.0, 0.94, 1.0), (SHARE, 0.0, 0.0, 0.06), (WAIT, 0.0, 0.0, 1.0), (SCORE, 5.0, 4.4, 5.0)],
)
def test_a_flat_series_gets_a_range_within_what_values_can_be(of, value, low, high):
    scale = ruler(of, WORDS).scale(value, value, value, value)
    assert scale.low == pytest.approx(low)
    assert scale.high == pytest.approx(high)


def test_limits_beyond_what_values_can_be_dont_widen_the_axis():
    assert ticks(SHARE, 0.92, 0.99, (0.88, 1.07))[-1] == "100%"
    assert ticks(WAIT, 2, 9, (-4, 14))[0] == "0"


def test_a_depth_runs_from_the_top_tick_to_the_bottom_tick():
    scale = ruler(WAIT, WORDS).scale(11, 29, 11, 29)
    assert [scale.y(value) for value in (30, 25, 20, 10)] == [0, 250, 500, 1000]
    assert scale.y(45) == 0
    assert scale.y(-3) == 1000


ANY = st.floats(min_value=-1e12, max_value=1e12, allow_subnormal=False)


@given(low=ANY, span=st.floats(min_value=0, max_value=1e12, allow_subnormal=False))
@pytest.mark.parametrize("kind", ["count", "money", "score", "rate"])
def test_any_range_has_few_ticks_that_differ_and_enclose_it(kind, low, span):
    scale = ruler(standard(kind), WORDS).scale(low, low + span, low, low + span)
    slack = 1e-9 * max(1.0, abs(low), abs(low + span))
    assert scale.low <= low + slack
    assert scale.high >= low + span - slack
    assert 2 <= len(scale.ticks) <= 7
    assert len(set(scale.labels)) == len(scale.labels)
    assert math.isfinite(scale.factor)
    assert scale.factor > 0


@given(value=st.floats(0, 1), away=st.sampled_from([0, 1e-12, 1e-7, 1e-5, 0.001, 0.004, -0.0049]))
@pytest.mark.parametrize("of", [SHARE, WAIT, HOURS, SCORE])
def test_a_value_beside_its_target_is_written_as_pages_write_it(of, value, away):
    target = value + away
    assert ruler(of, WORDS).beside(value, target) == WORDS.beside(of, value, target)


@pytest.mark.parametrize(
    ("first", "many", "narrow", "wide"),
    [
        ("2023-07", 36, ["Jan 24", "Jan 25", "Jan 26"], 6),
        ("2025-01", 12, ["Jan 25", "Apr 25", "Jul 25", "Oct 25"], 4),
        ("2025-02", 3, ["Feb 25", "Mar 25", "Apr 25"], 3),
        ("2025-02", 1, ["Feb 25"], 1),
        ("2022-Q1", 17, ["2022 Q1", "2024 Q1", "2026 Q1"], 9),
        ("2022/23", 4, ["2022/23", "2023/24", "2024/25", "2025/26"], 4),
    ],
)
def test_names_stand_at_round_places_of_the_calendar(first, many, narrow, wide):
    axis = calendar(periods(first, many), WORDS)
    assert [axis.short[at] for at in axis.ticks if at in axis.narrow] == narrow
    assert len(axis.ticks) == wide


@given(
    first=st.sampled_from(["2024-01-29", "2020-W50", "2019-11", "2018-Q2", "2015-H2", "1999", "2016/17"]),
    many=st.integers(1, 800),
)
def test_any_calendar_has_few_names_on_a_phone_and_more_on_a_desk(first, many):
    axis = calendar(periods(first, many), WORDS)
    assert axis.narrow <= set(axis.ticks)
    assert 1 <= len(axis.narrow) <= NARROW
    assert len(axis.ticks) <= WIDE
    assert len(axis.narrow) > 1 or many == 1


def test_what_is_kept_is_made_once_for_the_same_objects_and_anew_for_others():
    made = ChartCache(lambda one: [one])
    first, second = ["a"], ["a"]
    assert made(first) is made(first)
    assert made(first) is not made(second)


def test_no_more_is_kept_than_has_room():
    made = ChartCache(lambda one: one)
    things = [[at] for at in range(3 * MOST)]
    for thing in things:
        made(thing)
    assert len(made._kept) <= MOST
