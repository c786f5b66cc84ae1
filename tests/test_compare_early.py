"""Where there are too few values for a control chart: the run chart, and of yearly values their trend."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from by_hand import change, clinic, finding, monthly, row, standard, written

from generator.model.period import parse
from generator.model.results import Assessment, ChangeBy, Variation

UP = [50.0 + step for step in range(12)]
"""Crosses its median once. Of 10, 11 and 12 values a steady process does so in 2, 11, 6 of 1000."""


def judged(values: Sequence[float | None], better: str = "higher", **more: object) -> Assessment:
    rows = monthly("a", "s", "2025-01", values)
    return finding(
        written({"s": standard("count", better=better)}, {"a": clinic()}, rows, **more), "s"
    ).judged


def said(values: Sequence[float | None], **more: object) -> tuple[Variation, ChangeBy]:
    found = judged(values, **more)
    return found.change[0], ChangeBy(int(found.by[0]))


# ---------------------------------------------------------------- run chart


@pytest.mark.parametrize("points", [10, 11, 12])
@pytest.mark.parametrize("better", ["higher", "lower", "neither"])
def test_too_few_crossings_of_the_median_are_not_chance(points: int, better: str) -> None:
    assert said(UP[:points], better=better) == (Variation.NOT_RANDOM, ChangeBy.RUN_CHART)


@pytest.mark.parametrize(
    "values", [UP[:9], [50, 60] * 6, [50] * 12, UP[:1], [*UP[:4], *[UP[5]] * 4, *UP[6:9]]]
)
def test_without_a_signal_or_ten_values_off_the_median_nothing_is_said(values: list[float]) -> None:
    assert said(values) == (Variation.TOO_FEW, ChangeBy.RUN_CHART)


def test_two_crossings_of_ten_are_chance_and_of_twelve_are_not() -> None:
    """The fewest crossings that are chance: 2 of 10, 3 of 12 (binomial, 5 %)."""
    ten, twelve = [1, 1, 9, 9, 9, 9, 9, 1, 1, 1], [1, 1, 1, 9, 9, 9, 9, 9, 9, 1, 1, 1]
    assert said(ten)[0] is Variation.TOO_FEW
    assert said(twelve)[0] is Variation.NOT_RANDOM


def test_from_thirteen_values_the_control_chart_speaks() -> None:
    assert said([*UP, 62]) == (Variation.IMPROVING, ChangeBy.XMR)


def test_a_gap_neither_counts_nor_parts_the_values() -> None:
    assert said([*UP[:5], None, *UP[5:10]])[0] is Variation.NOT_RANDOM
    assert said([*UP[:5], None, *UP[5:9]])[0] is Variation.TOO_FEW


def test_a_restart_begins_anew() -> None:
    assert said([*[50, 60] * 8, *UP], changes=[change("2026-05")])[0] is Variation.NOT_RANDOM
    assert said([*UP, *UP[:9]], changes=[change("2026-01")])[0] is Variation.TOO_FEW


def test_a_restart_at_the_last_value_leaves_one() -> None:
    assert said([*UP, 70], changes=[change("2026-01")]) == (Variation.TOO_FEW, ChangeBy.RUN_CHART)


def test_what_is_not_chance_has_no_direction_and_so_no_beginning() -> None:
    assert judged(UP).since.tolist() == [-1]


# ---------------------------------------------------------------- five yearly values

RISING = (100, 150, 200, 250, 300)
"""Of 1000 each: chi-squared for trend is 5000^2 500^2 / (1000 4000 10000) = 156."""


def yearly(
    counts: Sequence[float | None],
    first: str = "2019",
    kind: str = "proportion",
    beside: Sequence[float] = (),
    **fields: object,
) -> tuple[Variation, ChangeBy]:
    rows, size = [], 100 if kind == "rate" else 1
    for name, those in (("a", counts), ("b", beside)):
        period = parse(first)
        for count in those:
            if count is not None:
                rows.append(row(name, "s", period.text, count, 1000, value=size * count / 1000))
            period = period.next()
    clinics = {"a": clinic(), "b": clinic()}
    found = finding(written({"s": standard(kind, **fields)}, clinics, rows), "s").judged
    return found.change[0], ChangeBy(int(found.by[0]))


@pytest.mark.parametrize(
    ("counts", "better", "expected"),
    [
        (RISING, "higher", Variation.IMPROVING),
        (RISING, "lower", Variation.WORSENING),
        (RISING, "neither", Variation.RISING),
        (RISING[::-1], "higher", Variation.WORSENING),
        (RISING[::-1], "neither", Variation.FALLING),
        ((200, 201, 199, 200, 200), "higher", Variation.STEADY),
    ],
)
@pytest.mark.parametrize("first", ["2019", "2019/20"])
def test_five_years_show_a_trend(
    counts: Sequence[float], better: str, expected: Variation, first: str
) -> None:
    assert yearly(counts, first, better=better) == (expected, ChangeBy.RECENT_TREND)


def test_one_single_year_makes_no_trend() -> None:
    """Without the last year the slope turns, however far the last one is."""
    assert yearly((102, 101, 100, 99, 400))[0] is Variation.STEADY


@pytest.mark.parametrize(
    "counts",
    [RISING[1:], (*RISING[:2], None, *RISING[2:]), (0, *RISING[1:]), (*RISING[:4], 1000), (5,)],
    ids=["four", "gap", "none of them", "all of them", "one"],
)
def test_what_has_no_trend_to_reckon_says_nothing(counts: Sequence[float | None]) -> None:
    assert yearly(counts) == (Variation.TOO_FEW, ChangeBy.RECENT_TREND)


def test_a_gap_before_the_last_five_years_is_none_of_their_business() -> None:
    assert yearly((900, None, *RISING))[0] is Variation.IMPROVING


def test_years_up_to_an_older_one_are_not_recent() -> None:
    assert yearly(RISING, beside=(*RISING, 350))[0] is Variation.TOO_FEW


def test_rates_have_a_trend_by_their_intervals() -> None:
    assert yearly(RISING, kind="rate", per="100 visits", better="lower")[0] is Variation.WORSENING
    assert yearly((20, 21, 19, 20, 20), kind="rate", per="100 visits")[0] is Variation.STEADY


def test_medians_without_intervals_have_no_trend() -> None:
    assert yearly(RISING, kind="duration", unit="min")[0] is Variation.TOO_FEW
