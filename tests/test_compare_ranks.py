"""Ranks with their intervals: as specified, and by plain counting of all pairs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.compare import rank_intervals
from generator.statistics.intervals import wilson

SHEET = Path(__file__).parent / "vectors" / "ranks" / "rank_intervals.json"
CASES = [pytest.param(case, id=case["id"]) for case in json.loads(SHEET.read_text(encoding="utf-8"))]
LEVELS = ("pointwise95", "bonferroni95", "goldstein_healy_83.4")


def way(case: dict[str, Any]) -> int:
    return 1 if case["higher_is_better"] else -1


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("case", CASES)
def test_ranks_are_as_specified(case: dict[str, Any], level: str) -> None:
    lower, upper = wilson(case["numerator"], case["denominator"], case[level]["confidence"])
    best, worst = rank_intervals.intervals(lower, upper, way(case))
    assert best.tolist() == case[level]["rank_lower"]
    assert worst.tolist() == case[level]["rank_upper"]


@pytest.mark.parametrize("case", CASES)
def test_all_ranks_hold_together_at_the_specified_confidence(case: dict[str, Any]) -> None:
    confidence = rank_intervals.bonferroni(len(case["numerator"]))
    assert confidence == pytest.approx(case["bonferroni95"]["confidence"], rel=1e-9)


@pytest.mark.parametrize("case", CASES)
def test_plain_ranks_share_the_better_place(case: dict[str, Any]) -> None:
    value = np.array(case["numerator"]) / np.array(case["denominator"])
    assert rank_intervals.competition(value, way(case)).tolist() == case["point_rank_min"]


def test_units_apart_have_ranks_for_certain() -> None:
    best, worst = rank_intervals.intervals([1, 5, 3], [2, 6, 4], 1)
    assert best.tolist() == worst.tolist() == [3, 1, 2]
    best, worst = rank_intervals.intervals([1, 5, 3], [2, 6, 4], -1)
    assert best.tolist() == worst.tolist() == [1, 3, 2]


def test_intervals_that_touch_overlap() -> None:
    best, worst = rank_intervals.intervals([0.1, 0.3], [0.1 + 0.2, 0.5], 1)
    assert best.tolist() == [1, 1]
    assert worst.tolist() == [2, 2]


def test_without_a_direction_nobody_is_ranked() -> None:
    best, worst = rank_intervals.intervals([1, 5], [2, 6], 0)
    assert best.tolist() == worst.tolist() == [0, 0]
    assert rank_intervals.competition([1, 2], 0).tolist() == [0, 0]


def test_a_column_of_nothing_has_no_ranks() -> None:
    nothing = np.full((3, 2), np.nan)
    assert not np.any(rank_intervals.intervals(nothing, nothing, 1))
    assert rank_intervals.intervals(np.zeros((0, 2)), np.zeros((0, 2)), 1)[0].shape == (0, 2)
    assert rank_intervals.competition(np.zeros((0, 2)), 1).shape == (0, 2)


def test_ties_and_gaps_stand_where_they_should() -> None:
    places = rank_intervals.standings([[3.0], [1.0], [np.nan], [3.0], [2.0]])
    assert places.below[:, 0].tolist() == [2, 0, 0, 2, 1]
    assert places.equal[:, 0].tolist() == [2, 1, 0, 2, 1]
    assert places.of.tolist() == [4]


@pytest.mark.parametrize(("k", "confidence"), [(0, 0.95), (5, 0), (5, 1), (5, 95)])
def test_no_confidence_is_shared_out_where_there_is_none(k: int, confidence: float) -> None:
    with pytest.raises(ValueError, match=r"needed|between 0 and 1"):
        rank_intervals.bonferroni(k, confidence)


INTERVALS = st.lists(
    st.tuples(st.integers(-20, 20), st.integers(0, 15)).map(lambda it: (it[0], it[0] + it[1])),
    min_size=1,
    max_size=25,
)


def ranked(units: list[Any], better: int) -> list[tuple[int, int]]:
    low, high = np.array(units, np.float64).T
    return list(zip(*(rank.tolist() for rank in rank_intervals.intervals(low, high, better)), strict=True))


@given(INTERVALS, st.sampled_from([1, -1]))
def test_sorting_counts_as_counting_all_pairs_does(units: list[tuple[int, int]], better: int) -> None:
    flip = [(low, high) if better > 0 else (-high, -low) for low, high in units]
    counted = [
        (1 + sum(low > here[1] for low, _ in flip), len(flip) - sum(high < here[0] for _, high in flip))
        for here in flip
    ]
    assert ranked(units, better) == counted


@given(INTERVALS, st.randoms(use_true_random=False))
def test_the_order_of_units_changes_nothing(units: list[tuple[int, int]], chance: Any) -> None:
    order = chance.sample(range(len(units)), len(units))
    mixed = ranked([units[at] for at in order], 1)
    assert mixed == [ranked(units, 1)[at] for at in order]


@given(INTERVALS)
def test_a_unit_without_an_interval_changes_nothing(units: list[tuple[int, int]]) -> None:
    for nothing in ((np.nan, 5), (5, np.nan), (6, 5), (-np.inf, np.inf)):
        assert ranked([nothing, *units], 1) == [(0, 0), *ranked(units, 1)]


@given(INTERVALS, st.floats(1e-6, 1e6))
def test_the_unit_of_measure_changes_nothing(units: list[tuple[int, int]], times: float) -> None:
    assert ranked([(low * times, high * times) for low, high in units], 1) == ranked(units, 1)


@given(INTERVALS, INTERVALS)
def test_columns_do_not_know_of_one_another(one: list[Any], other: list[Any]) -> None:
    table = np.full((2, 25, 2), np.nan)
    for column, units in enumerate((one, other)):
        table[:, : len(units), column] = np.array(units, np.float64).T
    best, worst = rank_intervals.intervals(*table, 1)
    for column, units in enumerate((one, other)):
        both = zip(best[: len(units), column].tolist(), worst[: len(units), column].tolist(), strict=True)
        assert list(both) == ranked(units, 1)
