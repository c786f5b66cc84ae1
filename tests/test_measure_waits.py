"""Percentiles, bands and waiting curves are R's, whatever the order, the unit and the bands."""

from __future__ import annotations

import json
import math
from operator import itemgetter
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.statistics.waiting_times import WaitBands, banded, kaplan_meier, median_interval, percentile

VECTORS = Path(__file__).parent / "vectors" / "waits"
PERCENTILES = {
    "median": (0.5, 7),
    "p25_type7": (0.25, 7),
    "p75_type7": (0.75, 7),
    "p90_type7": (0.9, 7),
    "p92_type7": (0.92, 7),
    "p95_type7": (0.95, 7),
    "p90_type6": (0.9, 6),
    "p90_type2": (0.9, 2),
}
BANDED = {"median": 0.5, "p90": 0.9, "p92": 0.92}
FLOORS = {"hf_median_band_floor": 0.5, "hf_p92_band_floor": 0.92}

durations = st.lists(st.integers(0, 400), min_size=1, max_size=60)
shares = st.sampled_from([0, 0.05, 0.25, 0.5, 0.9, 0.92, 1])
people = st.lists(st.tuples(st.integers(0, 60), st.booleans()), min_size=1, max_size=40)


def cases(name: str) -> Any:
    return pytest.mark.parametrize(
        "case", json.loads((VECTORS / name).read_text("utf-8")), ids=itemgetter("id")
    )


def near(expected: float | None) -> Any:
    return None if expected is None else pytest.approx(expected, rel=1e-9, abs=0)


@cases("durations.json")
def test_percentiles_are_r_s_of_each_kind(case: dict[str, Any]) -> None:
    found = {name: percentile(case["durations"], *asked) for name, asked in PERCENTILES.items()}
    assert found == {name: near(case[name]) for name in PERCENTILES}


@cases("durations.json")
def test_the_interval_of_a_median_is_the_reference_s(case: dict[str, Any]) -> None:
    expected = case["median_ci95_order_stat"]
    assert median_interval(case["durations"]) == (None if expected[0] is None else tuple(expected))


@cases("banded_rtt.json")
def test_percentiles_of_bands_are_the_reference_s(case: dict[str, Any]) -> None:
    weeks = range(len(case["counts"]))
    for name, share in BANDED.items():
        found, expected = banded(weeks, case["counts"], share, open_top=True), case[name]
        if isinstance(expected, dict):
            assert (found.value, found.at_or_above) == (None, expected["at_or_above"])
        else:
            assert (found.value, found.at_or_above) == (near(expected), None)


@cases("banded_rtt.json")
def test_the_band_of_a_percentile_is_the_reference_s(case: dict[str, Any]) -> None:
    for name, share in FLOORS.items():
        if case["total"] >= 20:  # the reference keeps silent below
            assert banded(range(len(case["counts"])), case["counts"], share, open_top=True).band == case[name]


@cases("kaplan_meier.json")
def test_waiting_curves_are_survfit_s(case: dict[str, Any]) -> None:
    curve = kaplan_meier(case["time"], case["completed"])
    assert (curve.median, curve.percentile(0.9)) == (near(case["km_median"]), near(case["km_p90"]))
    assert curve.within(14) == near(case["km_prob_seen_within_14"])
    assert curve.within(28) == near(case["km_prob_seen_within_28"])


@given(durations, shares, st.sampled_from([(7, "linear"), (6, "weibull")]))
def test_percentiles_are_numpy_s(values: list[int], share: float, kind: tuple[int, str]) -> None:
    expected = np.quantile(values, share, method=kind[1])
    assert percentile(values, share, kind[0]) == pytest.approx(expected, rel=1e-9, abs=1e-9)


@given(durations, shares, st.sampled_from([2, 6, 7]), st.integers(-50, 50), st.sampled_from([1 / 60, 24]))
def test_order_and_unit_make_no_other_percentile(
    values: list[int], share: float, kind: int, shift: int, scale: float
) -> None:
    moved = percentile(np.array(values[::-1]) * scale + shift, share, kind)
    assert moved == pytest.approx(percentile(values, share, kind) * scale + shift, rel=1e-9, abs=1e-9)


@given(durations, shares, st.integers(0, 60))
def test_a_missing_wait_changes_no_percentile(values: list[int], share: float, at: int) -> None:
    assert percentile([*values[:at], np.nan, *values[at:]], share) == percentile(values, share)


def test_half_way_between_two_values_sas_takes_their_middle() -> None:
    assert [percentile([1, 2, 4, 8], share, kind=2) for share in (0.25, 0.3, 0.5, 1)] == [1.5, 2, 3, 8]
    assert percentile(range(1, 101), 0.29, kind=2) == 29.5  # though 0.29 x 100 is a little under 29


@pytest.mark.parametrize("values", [[], [np.nan], [np.inf]], ids=["none", "missing", "infinite"])
def test_of_no_waits_there_is_no_percentile(values: list[float]) -> None:
    assert math.isnan(percentile(values, 0.5))
    assert median_interval(values) is None


def test_one_wait_is_every_percentile_of_itself() -> None:
    assert {percentile([17.3], share, kind) for share in (0, 0.5, 1) for kind in (2, 6, 7)} == {17.3}


def test_waits_that_are_all_equal_are_every_percentile() -> None:
    assert percentile([0.1] * 7, 0.9) == 0.1
    assert median_interval([0.1] * 7) == (0.1, 0.1)


@given(st.lists(st.integers(0, 30), min_size=1, max_size=20), shares.filter(bool))
def test_a_band_cut_into_halves_of_as_many_keeps_the_percentile(counts: list[int], share: float) -> None:
    edges = range(0, 2 * len(counts) + 1, 2)
    whole = banded(edges, [2 * count for count in counts], share, open_top=False)
    halves = banded(range(2 * len(counts) + 1), np.repeat(counts, 2), share, open_top=False)
    assert halves.value == near(whole.value)


@given(st.lists(st.integers(0, 30), min_size=1, max_size=20), shares, st.sampled_from([1 / 52, 7]))
def test_another_unit_of_the_edges_is_one_of_the_percentile(
    counts: list[int], share: float, scale: float
) -> None:
    weeks = np.arange(len(counts) + 1)
    found, other = (banded(edges, counts, share, open_top=False) for edges in (weeks, weeks * scale))
    assert other.value == (None if found.value is None else pytest.approx(found.value * scale, rel=1e-9))


def test_a_share_that_a_band_s_end_reaches_lies_there() -> None:
    assert banded([0, 1, 2], [23, 2], 0.92, open_top=False) == WaitBands(value=1, band=0)
    assert banded([0, 1], [23, 2], 0.92, open_top=True) == WaitBands(value=1, band=0)
    assert banded([0, 1], [22, 3], 0.92, open_top=True) == WaitBands(at_or_above=1, band=1)


@pytest.mark.parametrize("counts", [[0, 0], []], ids=["nobody in any band", "no bands"])
def test_of_nobody_in_bands_nothing_is_said(counts: list[int]) -> None:
    assert banded(range(len(counts)), counts, 0.5, open_top=True) == WaitBands()


@given(people, st.sampled_from([1 / 7, 24]))
def test_order_and_unit_make_no_other_curve(who: list[tuple[int, bool]], scale: float) -> None:
    time, completed = zip(*who, strict=True)
    curve, other = kaplan_meier(time, completed), kaplan_meier(np.array(time[::-1]) * scale, completed[::-1])
    expected = None if curve.median is None else pytest.approx(curve.median * scale, rel=1e-9)
    assert other.median == expected


@given(durations)
def test_where_nobody_waits_any_more_the_median_is_the_middle_wait(values: list[int]) -> None:
    curve = kaplan_meier(values, [True] * len(values))
    assert curve.median == pytest.approx(percentile(values, 0.5, kind=2))
    assert curve.within(30) == pytest.approx(sum(value <= 30 for value in values) / len(values))


def test_where_hardly_anybody_has_been_seen_there_is_no_median() -> None:
    curve = kaplan_meier([1, 5, 5, 9], [1, 0, 0, 0])
    assert (curve.median, curve.percentile(0.25)) == (None, 5)  # flat at a quarter from 1 to the end, 9
    assert curve.within(0.5) == 0


def test_of_nobody_there_is_no_curve() -> None:
    for curve in (kaplan_meier([], []), kaplan_meier([np.nan, -1, np.inf], [1, 1, 0])):
        assert (curve.median, curve.percentile(0), curve.within(14)) == (None, None, None)


def test_where_all_still_wait_nobody_has_been_seen() -> None:
    curve = kaplan_meier([3, 4], [0, 0])
    assert (curve.median, curve.percentile(0), curve.within(14)) == (None, 0, 0)


@pytest.mark.parametrize(
    ("asked", "why"),
    [
        (lambda: percentile([1], 1.5), "between 0 and 1"),
        (lambda: percentile([1], math.nan), "between 0 and 1"),
        (lambda: percentile([1], 0.5, kind=8), "kind 7, 6 or 2"),
        (lambda: banded([0, 1], [4], 0.5, open_top=True), "1 edges"),
        (lambda: banded([0, 1], [4, 5], 0.5, open_top=False), "3 edges"),
        (lambda: banded([0, 0], [4, 5], 0.5, open_top=True), "rise"),
        (lambda: banded([0, 1], [4, -1], 0.5, open_top=True), "0 or more"),
        (lambda: banded([0, 1], [4, math.nan], 0.5, open_top=True), "0 or more"),
        (lambda: kaplan_meier([1, 2], [1]), "one list"),
    ],
)
def test_what_does_not_fit_is_refused(asked: Any, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        asked()
