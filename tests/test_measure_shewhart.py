"""Shewhart charts have qicharts2's lines, whatever the order, the unit, the gaps and the parts."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.statistics.shewhart_charts import KINDS, Shewhart, chart

SHEET = Path(__file__).parent / "vectors" / "spc_charts" / "spc_charts_qicharts2.jsonl"
CASES = [pytest.param(case, id=case["id"]) for case in map(json.loads, SHEET.read_text("utf-8").splitlines())]
LINES = {
    "value": "y",
    "centre": "cl",
    "lower": "lcl",
    "upper": "ucl",
    "lower_near": "lcl_2s",
    "upper_near": "ucl_2s",
}

counts = st.lists(st.tuples(st.integers(0, 30), st.integers(30, 90)), min_size=3, max_size=30)


def row(numbers: Any) -> np.ndarray:
    return np.array([[np.nan if number is None else number for number in numbers]], np.float64)


def of_case(case: dict[str, Any]) -> Shewhart:
    said = case["input"]
    excluded = np.zeros((1, len(said["y"])), np.bool_)
    excluded[0, [nth - 1 for nth in said["exclude"] or []]] = True
    return chart(
        said["chart"],
        row(said["y"]),
        row(said["n"]) if said["n"] else None,
        baseline=said["freeze"],
        excluded=excluded,
        screen=said["screened_mr"],
    )


def differing(case: dict[str, Any]) -> list[str]:
    """Lines that come out otherwise, by more than 1e-9 of the number or of the centre line."""
    found, expected = of_case(case), case["expected"]
    scale = np.abs(np.nan_to_num(row(expected["cl"])))
    lines = []
    for ours, theirs in LINES.items():
        a, b = getattr(found, ours), row(expected[theirs])
        near = np.abs(a - b) <= 1e-9 * np.maximum(np.abs(b), scale)
        if not np.where(np.isnan(b), np.isnan(a), near).all():
            lines.append(ours)
    return lines


def same(one: Shewhart, other: Shewhart, scale: float = 1, shift: float = 0) -> None:
    for name in LINES:
        np.testing.assert_allclose(
            getattr(other, name), getattr(one, name) * scale + shift, rtol=1e-9, atol=1e-9 * abs(scale)
        )


@pytest.mark.parametrize("case", CASES)
def test_lines_are_the_reference_s(case: dict[str, Any]) -> None:
    assert differing(case) == []


@pytest.mark.parametrize("case", CASES)
def test_points_outside_are_the_reference_s(case: dict[str, Any]) -> None:
    assert of_case(case).outside[0].tolist() == case["expected"]["sigma_signal"]


@pytest.mark.parametrize("line", LINES.items(), ids=LINES)
def test_one_altered_number_is_noticed(line: tuple[str, str]) -> None:
    ours, theirs = line
    case = json.loads(SHEET.read_text("utf-8").splitlines()[0])
    case["expected"][theirs][-1] *= 1 + 1e-8
    assert differing(case) == [ours]


def test_every_kind_is_in_the_sheet() -> None:
    assert {case.values[0]["input"]["chart"] for case in CASES} == set(KINDS)


@pytest.mark.parametrize("kind", KINDS)
@given(counts)
def test_backwards_in_time_the_limits_are_the_same(kind: str, points: list[tuple[int, int]]) -> None:
    x, n = (row(numbers) for numbers in zip(*points, strict=True))
    found, back = chart(kind, x, n), chart(kind, x[:, ::-1], n[:, ::-1])
    for name in ("centre", "lower", "upper"):
        np.testing.assert_allclose(getattr(back, name)[:, ::-1], getattr(found, name), rtol=1e-9, atol=1e-9)


@pytest.mark.parametrize("kind", ["i", "ip"])
@given(
    st.lists(st.integers(0, 30), min_size=3, max_size=30),
    st.integers(-50, 50),
    st.sampled_from([0.5, 60, 1000]),
)
def test_another_unit_moves_the_lines_with_the_values(
    kind: str, numbers: list[int], shift: int, scale: float
) -> None:
    same(chart(kind, row(numbers)), chart(kind, row(numbers) * scale + shift), scale, shift)


@pytest.mark.parametrize("kind", ["u", "up"])
@given(counts, st.sampled_from([0.25, 4, 100]))
def test_rates_per_more_have_lines_per_more(kind: str, points: list[tuple[int, int]], per: float) -> None:
    x, n = (row(numbers) for numbers in zip(*points, strict=True))
    same(chart(kind, x, n), chart(kind, x, n / per), per)


@pytest.mark.parametrize("kind", KINDS)
@given(counts)
def test_a_gap_at_the_end_changes_no_line(kind: str, points: list[tuple[int, int]]) -> None:
    x, n = (row(numbers) for numbers in zip(*points, strict=True))
    found, gapped = chart(kind, x, n), chart(kind, row([*x[0], None]), row([*n[0], None]))
    for name in LINES:
        np.testing.assert_allclose(getattr(gapped, name)[:, :-1], getattr(found, name), rtol=1e-12)


@given(counts, st.integers(0, 29))
def test_a_gap_takes_its_denominator_out_of_the_centre_line(points: list[tuple[int, int]], at: int) -> None:
    at %= len(points)
    x, n = (row(numbers) for numbers in zip(*points, strict=True))
    x[0, at] = np.nan
    rest = np.delete(x, at, axis=1).sum() / np.delete(n, at, axis=1).sum()
    np.testing.assert_allclose(chart("p", x, n).centre, rest, rtol=1e-12)


@given(st.lists(st.integers(0, 30), min_size=4, max_size=30), st.integers(0, 29))
def test_an_excluded_value_is_as_if_it_were_not_there(numbers: list[int], at: int) -> None:
    at %= len(numbers)
    excluded = np.zeros((1, len(numbers)), np.bool_)
    excluded[0, at] = True
    found, without = (
        chart("i", row(numbers), excluded=excluded),
        chart("i", np.delete(row(numbers), at, axis=1)),
    )
    for name in ("centre", "lower", "upper"):
        np.testing.assert_allclose(getattr(found, name)[0, 0], getattr(without, name)[0, 0], rtol=1e-9)
    assert found.value[0, at] == numbers[at]


@pytest.mark.parametrize("kind", KINDS)
@given(counts, counts)
def test_a_part_is_reckoned_as_if_it_stood_alone(
    kind: str, one: list[tuple[int, int]], two: list[tuple[int, int]]
) -> None:
    x, n = (row(numbers) for numbers in zip(*one, *two, strict=True))
    restart = np.zeros(x.shape, np.bool_)
    restart[0, len(one)] = True
    both = chart(kind, x, n, restart=restart)
    for columns in (slice(len(one)), slice(len(one), None)):
        alone = chart(kind, x[:, columns], n[:, columns])
        for name in LINES:
            np.testing.assert_allclose(
                getattr(both, name)[:, columns], getattr(alone, name), rtol=1e-9, atol=1e-12
            )


@pytest.mark.parametrize("kind", KINDS)
def test_many_series_are_reckoned_as_each_alone(kind: str) -> None:
    draw = np.random.default_rng(3)
    n = draw.integers(0, 40, (4000, 40)).astype(np.float64)
    x, restart = np.floor(n * draw.random(n.shape)), draw.random(n.shape) < 0.03
    found = chart(kind, x, n, restart=restart)
    for at in range(0, len(n), 250):
        alone = chart(kind, x[at : at + 1], n[at : at + 1], restart=restart[at : at + 1])
        for name in LINES:
            np.testing.assert_allclose(getattr(found, name)[at], getattr(alone, name)[0], rtol=1e-12)


def test_a_baseline_counts_the_periods_of_each_part() -> None:
    numbers, restart = row([1, 2, 3, 50, 60, 7, 8, 9, 90]), np.zeros((1, 9), np.bool_)
    restart[0, 5] = True
    found = chart("i", numbers, restart=restart, baseline=3)
    assert found.centre.tolist() == [[2.0] * 5 + [8.0] * 4]
    np.testing.assert_allclose(found.upper, found.centre + 3 / 1.128, rtol=1e-12)


def test_a_screen_that_would_leave_no_variation_is_not_applied() -> None:
    numbers = row([1] * 11 + [9])
    assert same(chart("i", numbers, screen=False), chart("i", numbers, screen=True)) is None
    assert chart("i", numbers).upper[0, 0] > chart("i", numbers).centre[0, 0]


@pytest.mark.parametrize("kind", ["i", "ip", "pp", "up"])
@pytest.mark.parametrize("screen", [True, False])
def test_without_variation_there_are_no_limits(kind: str, screen: bool) -> None:
    found = chart(kind, row([3, 6, 9]), row([10, 20, 30]), screen=screen)
    np.testing.assert_allclose(found.centre, 0.3)
    assert np.isnan(found.lower).all()
    assert np.isnan(found.upper).all()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "numbers",
    [[None], [None] * 4, [5], [np.inf, -np.inf, np.inf], [1e308, -1e308, 1e308]],
    ids=["nothing", "all missing", "one point", "infinities", "beyond reckoning"],
)
def test_too_little_gives_no_limits_and_no_signal(kind: str, numbers: list[float | None]) -> None:
    found = chart(kind, row(numbers), row([0.0] * len(numbers)))
    if kind in ("p", "pp", "u", "up", "ip"):
        assert np.isnan(found.value).all()
        assert np.isnan(found.lower).all()
    assert not any(np.isinf(getattr(found, name)).any() for name in LINES)
    assert not found.outside.any()


def test_a_denominator_of_nought_below_nought_or_unknown_is_a_gap() -> None:
    found = chart("p", row([1, 2, 3, 4, 5]), row([10, 0, -4, None, 10]))
    assert np.isnan(found.value).tolist() == [[False, True, True, True, False]]
    np.testing.assert_allclose(found.centre, 0.3)


@pytest.mark.parametrize("kind", ["p", "pp", "u", "up", "c"])
def test_a_count_below_nought_is_a_gap(kind: str) -> None:
    found = chart(kind, row([1, -2, 3, 4]), row([10, 10, 10, 10]))
    assert np.isnan(found.value).tolist() == [[False, True, False, False]]
    np.testing.assert_allclose(found.centre, 8 / 3 if kind == "c" else 8 / 30)


def test_more_than_all_is_a_gap_of_proportions() -> None:
    assert np.isnan(chart("p", row([1, 12]), row([10, 10])).value).tolist() == [[False, True]]
    assert chart("u", row([1, 12]), row([10, 10])).value.tolist() == [[0.1, 1.2]]


def test_a_value_on_its_limit_is_not_outside() -> None:
    found = chart("p", row([10, 12, 9]), row([10, 12, 9]))
    assert found.lower.tolist() == found.value.tolist() == [[1, 1, 1]]
    assert not found.outside.any()


@pytest.mark.parametrize("shape", [(0, 5), (5, 0)])
def test_no_series_and_no_periods_give_nothing(shape: tuple[int, int]) -> None:
    assert chart("i", np.zeros(shape)).upper.shape == shape


@pytest.mark.parametrize(
    ("kind", "options", "why"),
    [
        ("xbar", {}, "no chart 'xbar'"),
        ("p", {}, "needs denominators"),
        ("u", {"denominator": np.ones((1, 2))}, "must be"),
        ("i", {"restart": np.zeros((2, 3), np.bool_)}, "must be"),
        ("i", {"baseline": 0}, "baseline"),
    ],
)
def test_what_does_not_fit_is_refused(kind: str, options: dict[str, Any], why: str) -> None:
    with pytest.raises(ValueError, match=why):
        chart(kind, np.ones((1, 3)), **options)
