"""Comparisons with a benchmark come out as Fingertips' own code has them."""

from __future__ import annotations

import json
from pathlib import Path
from statistics import NormalDist
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.compare import benchmark_intervals, funnels
from generator.compare.benchmark_intervals import Than
from generator.statistics.intervals import wilson

SHEET = Path(__file__).parent / "vectors" / "comparators" / "fingertips_comparators.json"
BETTER = {0: -1, 1: 1, -1: 0}
SAID = {
    "None": Than.NONE,
    "Worst": Than.WORST,
    "Worse": Than.WORSE,
    "Same": Than.SIMILAR,
    "Better": Than.BETTER,
    "Best": Than.BEST,
}
NOWHERE = (np.nan, np.nan)


def cases(*methods: str) -> list[dict[str, Any]]:
    records = json.loads(SHEET.read_text(encoding="utf-8"))
    return [record for record in records if record["method"] in methods]


def column(records: list[dict[str, Any]], name: str) -> np.ndarray:
    return np.array([np.nan if record[name] is None else record[name] for record in records], np.float64)


def pair(records: list[dict[str, Any]], name: str) -> tuple[np.ndarray, np.ndarray]:
    both = np.array([record[name] or NOWHERE for record in records], np.float64).T
    return both[0], both[1]


def better(records: list[dict[str, Any]]) -> np.ndarray:
    return np.array([BETTER[record["polarity"]] for record in records])


def expected(records: list[dict[str, Any]], name: str = "expected") -> list[Than]:
    return [SAID[record[name]] for record in records]


def test_one_interval_against_a_benchmark() -> None:
    given_ = cases("ci1")
    value, benchmark = column(given_, "value"), column(given_, "comparator")
    found = benchmark_intervals.one_level(value, *pair(given_, "ci95"), benchmark, better(given_))
    assert len(given_) >= 60
    assert found.tolist() == expected(given_)


def test_two_intervals_against_a_benchmark() -> None:
    given_ = cases("ci2")
    value, benchmark = column(given_, "value"), column(given_, "comparator")
    near, far = pair(given_, "ci95"), pair(given_, "ci998")
    found = benchmark_intervals.two_level(value, near, far, benchmark, better(given_))
    assert len(given_) >= 50
    assert found.tolist() == expected(given_)


def test_an_interval_against_an_interval() -> None:
    given_ = cases("double")
    found = benchmark_intervals.double(
        column(given_, "value"),
        pair(given_, "ci95"),
        column(given_, "comparator"),
        pair(given_, "comparator_ci95"),
        better(given_),
    )
    assert len(given_) >= 50
    assert found.tolist() == expected(given_)


@pytest.mark.parametrize("z", [1.96, 3.0902])
def test_a_value_against_limits_about_a_benchmark(z: float) -> None:
    given_ = [record for record in cases("spc") if record["z"] == z]
    unit, n = column(given_, "unit"), column(given_, "denominator")
    value, benchmark = column(given_, "value") / unit, column(given_, "comparator") / unit
    about = wilson(benchmark * n, n, 2 * NormalDist().cdf(z) - 1)
    assert len(given_) >= 20
    assert benchmark_intervals.spc(value, *about, better(given_)).tolist() == expected(given_)
    score = benchmark_intervals.spc(value, *funnels.limits(benchmark, n, z), better(given_))
    assert score.tolist() == expected(given_, "score_test_result")


def test_what_lies_on_a_limit_is_similar() -> None:
    on = 0.1 + 0.2
    assert benchmark_intervals.one_level(0.4, 0.3, 0.5, [on, 0.3 - 1e-6], 1).tolist() == [
        Than.SIMILAR,
        Than.BETTER,
    ]
    assert benchmark_intervals.spc([on, 0.3 + 1e-6], 0.1, 0.3, -1).tolist() == [Than.SIMILAR, Than.WORSE]
    assert benchmark_intervals.double(0.2, (0.1, on), 0.4, (0.3, 0.5), 1) == Than.SIMILAR


def test_the_far_interval_is_asked_only_outside_the_near_one() -> None:
    found = benchmark_intervals.two_level([5, 5, 5], (4, 6), (3, 7), [6.5, 7, 7.5], 1)
    assert found.tolist() == [Than.WORSE, Than.WORSE, Than.WORST]
    assert benchmark_intervals.two_level(5, (4, 6), (4.5, 5.5), 5.8, 1) == Than.SIMILAR


@pytest.mark.parametrize("gone", [0, 1, 2, 3])
@pytest.mark.parametrize("by", [np.nan, np.inf])
def test_what_is_missing_is_not_compared(gone: int, by: float) -> None:
    numbers = [5.0, 4.0, 6.0, 9.0]
    numbers[gone] = by
    assert benchmark_intervals.one_level(*numbers, 1) == Than.NONE


def test_without_a_direction_nothing_is_better() -> None:
    assert benchmark_intervals.one_level(5, 4, 6, [5, 9], 0).tolist() == [Than.NONE, Than.NONE]


@given(st.lists(st.integers(1, 1000), min_size=4, max_size=4).map(sorted), st.floats(1e-9, 1e9))
def test_the_unit_of_measure_changes_nothing(numbers: list[int], times: float) -> None:
    low, value, high, benchmark = numbers
    found = benchmark_intervals.one_level(value, low, high, benchmark, 1)
    assert benchmark_intervals.one_level(*(times * one for one in (value, low, high, benchmark)), 1) == found
    assert benchmark_intervals.one_level(value, low, high, benchmark, -1) == -found
