"""Groups of equal size as phe_quantile makes them, and the bounds between them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.compare import equal_groups

SHEET = Path(__file__).parent / "vectors" / "quantile_groups" / "phe_quantile.json"
CASES = [pytest.param(case, id=case["id"]) for case in json.loads(SHEET.read_text(encoding="utf-8"))]


def numbers(printed: list[float | None]) -> np.ndarray:
    return np.array([np.nan if number is None else number for number in printed], np.float64)


@pytest.mark.parametrize("case", CASES)
def test_groups_are_the_reference_s(case: dict[str, Any]) -> None:
    found = equal_groups.groups(numbers(case["values"]), case["nquantiles"], highest_first=case["invert"])
    assert found.tolist() == [group or 0 for group in case["quantile"]]


def test_bounds_are_percentiles_of_type_7() -> None:
    """R: quantile(c(1, 2, 4, 8, 16, 32), 1:3 / 4) gives 2.5, 6, 14."""
    found = equal_groups.bounds([32, 1, np.nan, 4, 2, 16, 8], 4)
    assert found.tolist() == pytest.approx([2.5, 6, 14])


def test_too_few_values_have_no_bounds() -> None:
    assert np.isnan(equal_groups.bounds([1, 2, 3], 2)).all()
    assert np.isnan(equal_groups.bounds([1, 2, 3, 4], 5)).all()
    assert equal_groups.bounds([1, 2, 3, 4], 2).tolist() == [2.5]


def test_values_that_are_all_alike_are_in_one_group() -> None:
    assert equal_groups.groups([7, 7, 7, 7], 4).tolist() == [1, 1, 1, 1]
    assert equal_groups.bounds([7, 7, 7, 7], 4).tolist() == [7, 7, 7]


def test_what_is_not_finite_is_in_no_group() -> None:
    assert equal_groups.groups([1, np.inf, 2, np.nan, -np.inf], 2).tolist() == [1, 0, 2, 0, 0]


def test_nothing_has_no_groups() -> None:
    assert equal_groups.groups(np.full((2, 3), np.nan), 1).tolist() == [[0] * 3] * 2
    assert equal_groups.groups(np.zeros((0, 3)), 4).shape == (0, 3)
    assert np.isnan(equal_groups.bounds(np.zeros((0, 3)), 4)).all()


def test_there_is_at_least_one_group() -> None:
    with pytest.raises(ValueError, match="at least 1"):
        equal_groups.groups([1, 2], 0)
    with pytest.raises(ValueError, match="at least 2"):
        equal_groups.bounds([1, 2], 1)


VALUES = st.lists(st.integers(-50, 50), min_size=1, max_size=40)


@given(VALUES, st.integers(1, 10), st.randoms(use_true_random=False))
def test_the_order_of_units_changes_nothing(values: list[int], k: int, chance: Any) -> None:
    order = chance.sample(range(len(values)), len(values))
    found = equal_groups.groups(values, k)
    assert equal_groups.groups([values[at] for at in order], k).tolist() == found[order].tolist()


@given(VALUES, st.integers(1, 10), st.floats(1e-6, 1e6))
def test_the_unit_of_measure_changes_nothing(values: list[int], k: int, times: float) -> None:
    scaled = np.array(values) * times
    assert equal_groups.groups(scaled, k).tolist() == equal_groups.groups(values, k).tolist()


@given(VALUES, st.integers(1, 10))
def test_a_missing_value_changes_nothing(values: list[int], k: int) -> None:
    assert equal_groups.groups([np.nan, *values], k).tolist() == [0, *equal_groups.groups(values, k).tolist()]


@given(VALUES, VALUES, st.integers(2, 10))
def test_columns_do_not_know_of_one_another(one: list[int], other: list[int], k: int) -> None:
    table = np.full((40, 2), np.nan)
    for column, values in enumerate((one, other)):
        table[: len(values), column] = values
    groups, bounds = equal_groups.groups(table, k), equal_groups.bounds(table, k)
    for column, values in enumerate((one, other)):
        assert groups[: len(values), column].tolist() == equal_groups.groups(values, k).tolist()
        np.testing.assert_allclose(bounds[:, column], equal_groups.bounds(values, k), rtol=1e-12)
