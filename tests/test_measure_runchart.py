"""Run charts say what qicharts2 says, whatever the order, the unit, the gaps and the parts."""

from __future__ import annotations

import csv
import itertools
import json
import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.statistics import shewhart_charts
from generator.statistics.run_chart import Runs, critical_values, runs

VECTORS = Path(__file__).parent / "vectors" / "runchart_anhoej"
CASES = [json.loads(line) for line in (VECTORS / "runchart_anhoej.jsonl").read_text("utf-8").splitlines()]
PARTS = [
    pytest.param(case, part, id=f"{case['id']}-{part['part']}")
    for case in CASES
    for part in case["expected"]["parts"]
]
NAMES = {
    "useful": "n_useful",
    "longest": "longest_run",
    "longest_most": "longest_run_max",
    "crossings": "n_crossings",
    "crossings_least": "n_crossings_min",
    "signal": "runs_signal",
}
COUNTS = ("useful", "longest", "crossings", "signal")

values = st.lists(st.one_of(st.integers(0, 9), st.none()), min_size=1, max_size=40)


def series(*rows: list[float | None]) -> np.ndarray:
    return np.array([[np.nan if value is None else value for value in row] for row in rows], np.float64)


def plain(value: np.ndarray, **options: Any) -> Runs:
    return runs(value, np.zeros(value.shape, np.bool_), **options)


def of_case(case: dict[str, Any]) -> Runs:
    said = case["input"]
    value = series(said["y"])
    restart = np.zeros(value.shape, np.bool_)
    restart[0, said["part_after"] or []] = True
    if said["chart"] == "i":
        return runs(value, restart, centre=shewhart_charts.chart("i", value).centre)
    return runs(value, restart, freeze=said["freeze"])


def said_of(found: Runs, column: int, row: int = 0) -> dict[str, int]:
    return {name: int(getattr(found, name)[row, column]) for name in COUNTS}


@pytest.mark.parametrize(("case", "part"), PARTS)
def test_every_point_of_a_part_has_the_reference_s_numbers(
    case: dict[str, Any], part: dict[str, Any]
) -> None:
    found, columns = of_case(case), slice(part["from"] - 1, part["to"])
    expected = {ours: part[theirs] or 0 for ours, theirs in NAMES.items()}
    assert {name: set(getattr(found, name)[0, columns].tolist()) for name in NAMES} == {
        name: {number} for name, number in expected.items()
    }
    centre = np.nan if part["cl"] is None else part["cl"]
    np.testing.assert_allclose(found.centre[0, columns], centre, rtol=1e-9)


def test_critical_values_are_the_reference_s() -> None:
    with (VECTORS / "critical_values.csv").open(encoding="utf-8") as file:
        lines = [[int(number) for number in line] for line in itertools.islice(csv.reader(file), 1, None)]
    longest, least = critical_values(500)
    assert len(lines) == 500
    assert [[n, longest[n], least[n]] for n in range(1, 501)] == lines


@pytest.mark.parametrize("n", [1, 2, 10, 24, 100, 333])
def test_the_fewest_crossings_leave_less_than_one_in_twenty_below(n: int) -> None:
    least = int(critical_values(400)[1][n])
    below = sum(math.comb(n - 1, k) for k in range(least))
    assert 20 * below < 2 ** (n - 1) <= 20 * (below + math.comb(n - 1, least))


@given(values)
def test_runs_are_those_one_counts_by_hand(row: list[float | None]) -> None:
    found = plain(series(row))
    centre = found.centre[0, 0]
    sides = [value > centre for value in row if value is not None and value != centre]
    lengths = [len(list(run)) for _, run in itertools.groupby(sides)]
    assert found.useful[0, 0] == len(sides)
    assert found.longest[0, 0] == max(lengths, default=0)
    assert found.crossings[0, 0] == max(len(lengths) - 1, 0)


@given(values)
def test_backwards_in_time_the_runs_are_the_same(row: list[float | None]) -> None:
    assert said_of(plain(series(row)), 0) == said_of(plain(series(row[::-1])), 0)


@given(values, st.integers(-50, 50), st.sampled_from([-100, -1, 0.5, 60, 1000]))
def test_another_unit_gives_the_same_runs(row: list[float | None], shift: int, scale: float) -> None:
    found, other = plain(series(row)), plain(series(row) * scale + shift)
    assert said_of(found, 0) == said_of(other, 0)
    np.testing.assert_allclose(other.centre, found.centre * scale + shift, rtol=1e-9)


@given(values, st.integers(0, 40))
def test_a_gap_changes_nothing(row: list[float | None], at: int) -> None:
    gapped = [*row[:at], None, *row[at:]]
    assert said_of(plain(series(row)), 0) == said_of(plain(series(gapped)), 0)


@given(values, values)
def test_a_part_is_reckoned_as_if_it_stood_alone(one: list[float | None], two: list[float | None]) -> None:
    value = series([*one, *two])
    restart = np.zeros(value.shape, np.bool_)
    restart[0, len(one)] = True
    both = runs(value, restart)
    assert said_of(both, 0) == said_of(plain(series(one)), 0)
    assert said_of(both, len(one)) == said_of(plain(series(two)), 0)


def test_many_series_are_reckoned_as_each_alone() -> None:
    draw = np.random.default_rng(3)
    value = draw.integers(0, 20, (6000, 40)).astype(np.float64)
    value[draw.random(value.shape) < 0.1] = np.nan
    restart = draw.random(value.shape) < 0.03
    found = runs(value, restart)
    for row in range(0, len(value), 250):
        alone = runs(value[row : row + 1], restart[row : row + 1])
        for name in ("centre", *NAMES):
            np.testing.assert_array_equal(getattr(found, name)[row], getattr(alone, name)[0])


def test_a_freeze_takes_the_median_of_the_first_periods_of_each_part() -> None:
    value = series([1, 2, 3, 50, 60, 7, 8, 9, 90])
    restart = np.zeros(value.shape, np.bool_)
    restart[0, 5] = True
    assert runs(value, restart, freeze=3).centre.tolist() == [[2.0] * 5 + [8.0] * 4]


@pytest.mark.parametrize(
    "row",
    [[None], [5], [5] * 30, [None] * 30, [np.inf, -np.inf, 4], [0.1 + 0.2, 0.3, 0.3]],
    ids=["nothing", "one point", "all equal", "all missing", "infinities", "on the centre but for rounding"],
)
def test_without_a_useful_point_there_is_no_signal(row: list[float | None]) -> None:
    assert said_of(plain(series(row)), 0) == {"useful": 0, "longest": 0, "crossings": 0, "signal": 0}


def test_a_restart_on_the_last_point_leaves_it_a_part_of_its_own() -> None:
    value, restart = series([1, 2, 3, 4, 9]), np.zeros((1, 5), np.bool_)
    restart[0, 4] = True
    found = runs(value, restart)
    assert found.centre.tolist() == [[2.5, 2.5, 2.5, 2.5, 9]]
    assert found.useful.tolist() == [[4, 4, 4, 4, 0]]


@pytest.mark.parametrize("shape", [(0, 5), (5, 0), (0, 0)])
def test_no_series_and_no_periods_give_nothing(shape: tuple[int, int]) -> None:
    assert plain(np.zeros(shape)).signal.shape == shape


def test_what_does_not_fit_is_refused() -> None:
    with pytest.raises(ValueError, match="alike"):
        runs(np.zeros((2, 3)), np.zeros((2, 2), np.bool_))
    with pytest.raises(ValueError, match="freeze"):
        plain(np.zeros((2, 3)), freeze=0)
