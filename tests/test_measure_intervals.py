"""Intervals as PHEindicatormethods and R reckon them, and where there are none."""

from __future__ import annotations

import csv
import json
import math
import subprocess
import sys
from operator import itemgetter
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.statistics.intervals import byar, mean, median_ranks, poisson, wilson

VECTORS = Path(__file__).parent / "vectors"


def rows(name: str) -> list[dict[str, str]]:
    with (VECTORS / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("confidence", ["0.9", "0.95", "0.98", "0.998"])
def test_intervals_are_the_reference_s(confidence: str) -> None:
    cases = [line for line in rows("wilson.csv") if line["confidence"] == confidence]
    x, n, lower, upper = (
        np.array([float(case[name]) for case in cases]) for name in ("x", "n", "lower", "upper")
    )
    found = wilson(x, n, float(confidence))
    assert len(cases) >= 91
    np.testing.assert_allclose(found[0], lower, rtol=1e-9, atol=0)
    np.testing.assert_allclose(found[1], upper, rtol=1e-9, atol=0)


def test_none_of_many_begins_at_nought_and_all_of_many_ends_at_one() -> None:
    lower, upper = wilson([0, 50], [50, 50])
    assert lower[0] == 0
    assert upper[1] == 1


@pytest.mark.parametrize(
    ("numerator", "denominator"), [(1, 0), (0, 0), (5, 4), (-1, 4), (np.nan, 4), (1, np.nan), (1, np.inf)]
)
def test_what_is_no_proportion_has_no_interval(numerator: float, denominator: float) -> None:
    assert np.isnan(wilson(numerator, denominator)).all()


@pytest.mark.parametrize("confidence", [0, 1, 95])
def test_a_confidence_that_is_none_is_refused(confidence: float) -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        wilson(1, 2, confidence)


@pytest.mark.parametrize("source", ["phe_rate", "byars_raw_count"])
@pytest.mark.parametrize("confidence", ["0.95", "0.998"])
def test_rates_and_counts_have_the_reference_s_intervals(source: str, confidence: str) -> None:
    cases = [
        row for row in rows("byars/byars.csv") if (row["source"], row["confidence"]) == (source, confidence)
    ]
    x, n, per, lower, upper = (
        np.array([float(case[name] or "nan") for case in cases])
        for name in ("x", "n", "multiplier", "lower", "upper")
    )
    level = float(confidence)
    found = byar(x, level) if source == "byars_raw_count" else poisson(x, n, level)
    assert len(cases) >= 7
    np.testing.assert_allclose(found[0] * per, lower, rtol=1e-9, atol=0)
    np.testing.assert_allclose(found[1] * per, upper, rtol=1e-9, atol=0)


@pytest.mark.parametrize(
    "case", json.loads((VECTORS / "mean_t" / "mean_t.json").read_text("utf-8")), ids=itemgetter("id")
)
def test_means_have_the_reference_s_intervals(case: dict[str, Any]) -> None:
    values = np.array(case["values"], np.float64)
    sd = values.std(ddof=1) if len(values) > 1 else np.nan
    found = mean(values.mean(), sd, len(values), case["confidence"])
    expected = [np.nan if case[end] is None else case[end] for end in ("lower", "upper")]
    np.testing.assert_allclose(found, expected, rtol=1e-9, atol=1e-9 * abs(values.mean()))


@pytest.mark.parametrize("count", range(10))
@pytest.mark.parametrize("confidence", [0.8, 0.95, 0.998])
def test_limits_of_a_small_count_leave_the_tails_of_a_poisson_variable(count: int, confidence: float) -> None:
    def upto(most: int, expected: float) -> float:
        return sum(math.exp(-expected) * expected**k / math.factorial(k) for k in range(most + 1))

    lower, upper = poisson(count, 1, confidence)
    tail = (1 - confidence) / 2
    assert upto(count, float(upper)) == pytest.approx(tail, rel=1e-9)
    assert count == 0 or 1 - upto(count - 1, float(lower)) == pytest.approx(tail, rel=1e-9)


def test_from_ten_on_byar_s_approximation_is_taken_and_below_it_is_not() -> None:
    for end in range(2):
        assert poisson(10, 1)[end] == byar(10)[end]
        assert poisson(9.5, 1)[end] != byar(9.5)[end]


def test_nothing_counted_has_a_rate_from_nought() -> None:
    lower, upper = poisson([0, 0], [1, 1000])
    assert lower.tolist() == [0, 0]
    np.testing.assert_allclose(upper, [3.68887945411394, 0.00368887945411394])  # -ln 0.025
    assert np.isnan(byar(0)[0])


@given(st.lists(st.integers(0, 60), min_size=1, max_size=20), st.sampled_from([0.001, 2, 1000]))
def test_a_rate_per_more_has_limits_per_more_in_whatever_order(counts: list[int], per: float) -> None:
    ones, many = np.ones(len(counts)), np.full(len(counts), per)
    for end in range(2):
        found = poisson(counts, ones)[end]
        np.testing.assert_allclose(poisson(counts, many)[end], found / per, rtol=1e-12)
        np.testing.assert_array_equal(poisson(counts[::-1], ones)[end], found[::-1])


@given(st.floats(0, 1e6), st.floats(1e-3, 1e6))
def test_a_rate_lies_in_its_interval_and_being_surer_widens_it(count: float, denominator: float) -> None:
    (low, high), (lower, upper) = poisson(count, denominator), poisson(count, denominator, 0.998)
    assert lower <= low <= count / denominator <= high <= upper


@pytest.mark.parametrize(
    ("count", "denominator"),
    [(1, 0), (1, -5), (-1, 10), (np.nan, 10), (1, np.nan), (1, np.inf), (np.inf, 10), (1, 1e-320)],
)
def test_what_is_no_rate_has_no_interval(count: float, denominator: float) -> None:
    assert np.isnan(poisson(count, denominator)).all()


@given(
    st.lists(st.integers(-20, 20), min_size=2, max_size=20),
    st.integers(-50, 50),
    st.sampled_from([0.5, 60, 1000]),
)
def test_another_unit_moves_the_limits_of_a_mean_with_it(values: list[int], shift: int, scale: float) -> None:
    def interval(numbers: np.ndarray) -> np.ndarray:
        return np.array(mean(numbers.mean(), numbers.std(ddof=1), len(numbers)))

    numbers = np.array(values, np.float64)
    np.testing.assert_allclose(
        interval(numbers * scale + shift), interval(numbers) * scale + shift, rtol=1e-9, atol=1e-9 * scale
    )


def test_a_mean_of_values_that_do_not_vary_is_sure() -> None:
    assert [float(end) for end in mean(3, 0, 12)] == [3, 3]


@pytest.mark.parametrize(
    ("middle", "sd", "n"),
    [(3, 1, 1), (3, 1, 0), (3, -1, 9), (np.nan, 1, 9), (3, np.nan, 9), (3, 1, np.inf), (1e308, 1e308, 2)],
)
def test_too_few_or_unknown_values_give_a_mean_no_interval(middle: float, sd: float, n: float) -> None:
    assert np.isnan(mean(middle, sd, n)).any()


@pytest.mark.parametrize("n", [6, 7, 20, 51, 400])
@pytest.mark.parametrize("confidence", [0.9, 0.95])
def test_the_ranks_hold_the_median_at_the_confidence_and_no_closer_ones_do(n: int, confidence: float) -> None:
    lower, upper = (int(rank) for rank in median_ranks(n, confidence))

    def sure(rank: int) -> float:
        return 1 - 2 * sum(math.comb(n, k) for k in range(rank)) / 2**n

    assert upper == n - lower + 1
    assert sure(lower) >= confidence > sure(lower + 1)


def test_ranks_of_many_numbers_keep_their_shape() -> None:
    lower, upper = median_ranks([[0, 5, 6], [7, 100, 1_000_000]])
    assert lower.tolist() == [[0, 0, 1], [1, 40, 499_020]]  # the last by the normal limit: 980 from half
    assert upper.tolist() == [[0, 0, 6], [7, 61, 500_981]]


def test_too_few_values_for_the_confidence_have_no_ranks() -> None:
    assert median_ranks([9, 10, -3, np.nan], 0.998)[0].tolist() == [0, 1, 0, 0]


@pytest.mark.parametrize("confidence", [0, 1, 95])
def test_a_confidence_that_is_none_is_refused_by_all(confidence: float) -> None:
    for interval, numbers in ((poisson, (1, 2)), (byar, (1,)), (mean, (1, 1, 9)), (median_ranks, (9,))):
        with pytest.raises(ValueError, match="between 0 and 1"):
            interval(*numbers, confidence)


def test_scipy_is_left_alone_until_it_is_needed() -> None:
    said = (
        "import sys; from generator.statistics import intervals, run_chart, shewhart_charts, waiting_times; "
    )
    said += "intervals.poisson([10, 50], 100); run_chart.critical_values(36); print('scipy' in sys.modules)"
    found = subprocess.run([sys.executable, "-c", said], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "False"
