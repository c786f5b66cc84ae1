"""The newest year against the first. Expected intervals are published or reckoned by hand."""

from __future__ import annotations

from collections.abc import Sequence
from math import hypot, inf, isfinite, nan

import pytest
from by_hand import change, clinic, finding, panels, row, standard, written

from generator.model.comparison_results import Improvement, beside
from generator.model.inputs import DatedChange
from generator.model.period import parse

Counts = tuple[float, ...] | None
POOR, GOOD = (12, 20), (18, 20)


def improvement(
    counts: Sequence[Counts],
    first: str = "2023-01",
    changes: Sequence[DatedChange] = (),
    kind: str = "proportion",
    **fields: object,
) -> Improvement | None:
    """What one clinic gained, its counts one period after another; None is a period without a value."""
    period, rows = parse(first), []
    size = 1000 if kind == "rate" else 1
    for it in counts:
        if it is not None:
            value = {"value": size * it[0] / it[1]} if len(it) == 2 and it[1] else {}
            rows.append(row("a", "s", period.text, *it, **value))
        period = period.next()
    handbook = written({"s": standard(kind, **fields)}, {"a": clinic()}, rows, changes=changes)
    if "s" not in panels(handbook):
        return None
    found = finding(handbook, "s")
    assert found.compared is not None
    told = beside(found.panel, found.compared, 0)
    return told.improvement if told else None


def test_the_interval_is_newcombes() -> None:
    """56/70 less 48/80 is 0.2, 0.0524 to 0.3339 (Newcombe 1998, Stat Med 17:873, table II, method 10)."""
    told = improvement([(12, 20)] * 4 + [(14, 17), (14, 18)] * 2, "2024-Q1")
    assert told is not None
    assert (told.base, told.now) == (pytest.approx(0.6), pytest.approx(0.8))
    assert told.difference == pytest.approx(0.2)
    assert (round(told.low, 4), round(told.high, 4)) == (0.0524, 0.3339)
    assert told.first == parse("2024-Q1")


def test_months_that_differ_by_more_than_chance_widen_the_interval() -> None:
    """Quarters of 4, 16, 4, 16 of 20: each 6 from 10, 36 / 5 of chi-squared; of two such years 57.6 over 6
    degrees of freedom is 9.6, so all distances grow by its root."""
    told = improvement([(4, 20), (16, 20)] * 4, "2024-Q1")
    plain = improvement([(10, 20)] * 8, "2024-Q1")
    assert told is not None
    assert plain is not None
    assert (plain.wide, told.wide) == (1, pytest.approx(9.6**0.5))
    assert told.high == pytest.approx(plain.high * 9.6**0.5)


def test_a_year_is_sum_over_sum() -> None:
    told = improvement([(1, 2)] * 11 + [(90, 100)] + [(5, 10)] * 12)
    assert told is not None
    assert told.base == pytest.approx(101 / 122)


def test_of_rates_the_distances_of_exact_limits_are_squared_and_added() -> None:
    """In the first year 3 events in 120, 0.6187 to 8.7673; in the newest 0 in 120, 0 to 3.6889
    (Garwood 1936): per 1000 that is 25, 5.16 to 73.06, and 0, 0 to 30.74."""
    first = [(1, 10)] * 3 + [(0, 10)] * 9
    told = improvement(first + [(0, 10)] * 12, kind="rate", per="1000 visits", better="lower")
    assert told is not None
    assert (told.base, told.now, told.difference) == (pytest.approx(25), 0, pytest.approx(-25))
    assert told.low == pytest.approx(-25 - hypot(0, 73.061 - 25), abs=0.01)
    assert told.high == pytest.approx(-25 + hypot(30.741, 25 - 5.156), abs=0.01)


def test_the_newest_year_is_the_last_twelve_months_whatever_the_calendar() -> None:
    told = improvement([POOR] * 12 + [(1, 20)] * 5 + [GOOD] * 12, "2023-04")
    assert told is not None
    assert (told.first, told.base, told.now) == (
        parse("2023-04"),
        pytest.approx(0.6),
        pytest.approx(0.9),
    )


@pytest.mark.parametrize("months", [1, 12, 23])
def test_two_years_that_would_overlap_say_nothing(months: int) -> None:
    assert improvement([POOR] * months) is None


def test_two_years_that_would_overlap_by_a_month_say_nothing_in_a_longer_series_either() -> None:
    assert improvement([POOR] * 12 + [GOOD] * 11 + [None, GOOD]) is None


def test_two_whole_years_are_enough() -> None:
    assert improvement([POOR] * 12 + [GOOD] * 12) is not None


def test_where_limits_begin_again_so_does_the_base() -> None:
    counts = [(1, 20)] * 6 + [POOR] * 12 + [GOOD] * 12
    told = improvement(counts, changes=[change("2023-07")])
    assert told is not None
    assert (told.first, told.base) == (parse("2023-07"), pytest.approx(0.6))


@pytest.mark.parametrize("restart", ["2024-02", "2024-12"])
def test_too_little_since_a_restart_says_nothing(restart: str) -> None:
    assert improvement([POOR] * 12 + [GOOD] * 12, changes=[change(restart)]) is None


def test_a_restart_without_data_moves_the_base_to_the_next_period_there_is() -> None:
    counts = [(1, 20)] * 6 + [None, None] + [POOR] * 12 + [GOOD] * 12
    told = improvement(counts, changes=[change("2023-07")])
    assert told is not None
    assert told.first == parse("2023-09")


def test_a_year_with_a_gap_is_none_so_the_next_whole_one_counts() -> None:
    counts = [(1, 20), None] + [POOR] * 12 + [(2, 20)] * 3 + [GOOD] * 12 + [None, (3, 20)]
    told = improvement(counts)
    assert told is not None
    assert (told.first, told.base, told.now) == (
        parse("2023-03"),
        pytest.approx(0.6),
        pytest.approx(0.9),
    )


def test_gaps_everywhere_say_nothing() -> None:
    assert improvement(([POOR] * 11 + [None]) * 3) is None


def test_a_hidden_month_is_a_gap() -> None:
    counts = [(100, 200)] * 6 + [(3, 200)] + [(120, 200)] * 12 + [(180, 200)] * 12
    told = improvement(counts, privacy="sensitive")
    assert told is not None
    assert told.first == parse("2023-08")


def test_quarters_make_a_year_of_four() -> None:
    told = improvement([POOR] * 4 + [GOOD] * 4, "2024-Q2")
    assert told is not None
    assert (told.base, told.now) == (pytest.approx(0.6), pytest.approx(0.9))
    assert improvement([POOR] * 4 + [GOOD] * 3, "2024-Q2") is None


def test_weeks_make_a_year_of_fifty_two() -> None:
    assert improvement([POOR] * 52 + [GOOD] * 52, "2023-W01") is not None
    assert improvement([POOR] * 52 + [GOOD] * 51, "2023-W01") is None


def test_yearly_values_have_their_trend_and_no_gain() -> None:
    assert improvement([POOR] * 5 + [GOOD] * 5, "2014") is None


@pytest.mark.parametrize("kind", ["duration", "count", "score"])
def test_what_cannot_be_added_up_over_a_year_has_no_gain(kind: str) -> None:
    fields = {"unit": "min"} if kind == "duration" else {}
    assert improvement([(5.0,)] * 24, kind=kind, **fields) is None


@pytest.mark.parametrize(
    "odd", [(0, 0), (inf, 20), (5, inf), (nan, 20), (30, 20), (-1, 20), (1e308, 1e308), (0, 5e-324)]
)
@pytest.mark.parametrize("months", [1, 12])
def test_odd_counts_warn_of_nothing_and_give_no_number_that_is_none(
    odd: tuple[float, float], months: int
) -> None:
    told = improvement([POOR] * 12 + [GOOD] * 11 + [odd] * months + [GOOD])
    for number in () if told is None else (told.base, told.now, told.difference, told.low, told.high):
        assert -1 <= number <= 1


@pytest.mark.parametrize("odd", [(1e308, 1), (1e308, 1e-308), (1e-308, 1e308)])
def test_odd_rates_warn_of_nothing(odd: tuple[float, float]) -> None:
    told = improvement([POOR] * 12 + [odd] * 12, kind="rate", per="1000 visits")
    assert told is None or all(map(isfinite, (told.now, told.difference, told.low, told.high)))


def test_where_every_year_is_perfect_nothing_is_gained() -> None:
    told = improvement([(20, 20)] * 24)
    assert told is not None
    assert told.difference == 0
    assert told.low < 0 < told.high
