"""What to look at first."""

from __future__ import annotations

import pytest
from by_hand import clinic, finding, monthly, months, row, standard, written

from generator.compare import attention
from generator.model.attention import Attention, Because
from generator.model.results import SpcRule, Verdict

STEADY = [50, 52] * 8
SHIFTED = [*STEADY, 53, 53, 53, 53, 53, 53, 53]
FAR = [*STEADY, 53, 53, 53, 53, 53, 53, 99]


def lists(
    values: dict[str, list[float | None]], clinics: dict | None = None, **fields: object
) -> tuple[tuple[Attention, ...], tuple[Attention, ...]]:
    clinics = {name: clinic() for name in values} | (clinics or {})
    rows = [line for name, of in values.items() for line in monthly(name, "waits", "2024-01", of)]
    handbook = written({"waits": standard("count", **{"better": "lower"} | fields)}, clinics, rows)
    return attention.lists(handbook, {"waits": finding(handbook, "waits")})


def names(entries: tuple[Attention, ...]) -> list[str]:
    return [entry.clinic for entry in entries]


def test_what_is_getting_worse_comes_with_its_rule_its_length_and_its_start() -> None:
    (entry,), improving = lists({"a": SHIFTED})
    assert improving == ()
    assert (entry.clinic, entry.standard) == ("a", "waits")
    assert (entry.rule, entry.direction, entry.length) == (SpcRule.SHIFT, 1, 8)
    assert entry.since.text == "2025-04"
    assert entry.verdict is Verdict.NO_TARGET


def test_what_is_getting_better_is_in_the_other_list() -> None:
    needs, improving = lists({"a": SHIFTED}, better="higher")
    assert (names(needs), names(improving)) == ([], ["a"])


def test_the_distance_is_in_half_widths_of_the_limits() -> None:
    """Mean 51.609, mean moving range (15 x 2 + 1) / 22."""
    (entry,), _ = lists({"a": SHIFTED})
    assert entry.distance == pytest.approx((53 - 1187 / 23) / (2.66 * 31 / 22))


def test_the_farthest_from_its_mean_comes_first() -> None:
    needs, _ = lists({"a": SHIFTED, "b": FAR})
    assert names(needs) == ["b", "a"]
    assert needs[0].rule is SpcRule.OUTSIDE
    assert needs[0].length == 1


def test_equals_stay_in_the_order_of_the_clinics() -> None:
    assert names(lists({"b": SHIFTED, "a": SHIFTED})[0]) == ["b", "a"]


def test_the_length_of_a_trend_is_in_points() -> None:
    (entry,), _ = lists({"a": [*STEADY, 48, 49, 50, 51, 52, 53, 54]})
    assert (entry.rule, entry.length, entry.since.text) == (SpcRule.TREND, 7, "2025-05")


def test_what_can_t_meet_its_target_needs_attention_after_what_gets_worse() -> None:
    needs, _ = lists({"a": [50, 52] * 12, "b": SHIFTED}, targets=(40,))
    assert names(needs) == ["b", "a"]
    assert (needs[1].rule, needs[1].direction) == (SpcRule.NONE, 0)
    assert (needs[1].length, needs[1].since.text) == (24, "2024-01")
    assert needs[1].verdict is Verdict.MISSED
    assert needs[1].distance == pytest.approx(11 / 5.32)


def test_a_last_value_of_too_few_is_not_said_to_miss_its_target() -> None:
    enough = [row("a", "waits", f"2024-{month:02}", 10 * (month % 2 + 1), 400) for month in range(1, 13)]
    rows = [*enough, row("a", "waits", "2025-01", 20, 400), row("a", "waits", "2025-02", 2, 80)]
    handbook = written({"waits": standard(targets=("95%",), judge_from=100)}, {"a": clinic()}, rows)
    assert attention.lists(handbook, {"waits": finding(handbook, "waits")})[0] == ()


def test_what_fails_and_improves_is_only_improving() -> None:
    needs, improving = lists({"a": [102 - value for value in SHIFTED]}, targets=(10,))
    assert (names(needs), names(improving)) == ([], ["a"])


def test_what_is_steady_and_meets_its_target_is_in_no_list() -> None:
    assert lists({"a": STEADY}, targets=(60,)) == ((), ())


@pytest.mark.parametrize("status", ["draft", "retired"])
def test_standards_that_are_not_in_force_are_in_no_list(status: str) -> None:
    assert lists({"a": SHIFTED}, status=status) == ((), ())


def test_what_goes_either_way_is_in_no_list() -> None:
    assert lists({"a": SHIFTED}, better="neither") == ((), ())


@pytest.mark.parametrize(("later", "named"), [(3, ["a"]), (4, [])])
def test_a_last_value_of_more_than_three_periods_ago_is_no_news(later: int, named: list[str]) -> None:
    values = {"a": SHIFTED, "b": [50] * (len(SHIFTED) + later)}
    assert names(lists(values)[0]) == named


def test_a_clinic_that_has_closed_is_in_no_list() -> None:
    values = {"a": SHIFTED, "b": [50] * (len(SHIFTED) + 1)}
    assert lists(values, {"a": clinic(closed="2025-11")}) == ((), ())


# ---------------------------------------------------------------- order


def test_what_misses_its_target_comes_before_what_is_farther_from_its_mean() -> None:
    needs, _ = lists({"far": FAR, "missed": SHIFTED}, targets=(100, {"value": 52, "in": "missed"}))
    assert names(needs) == ["missed", "far"]
    assert [entry.verdict for entry in needs] == [Verdict.MISSED, Verdict.MET]


def test_of_equals_what_has_lasted_longest_comes_first() -> None:
    """Both are 11 from their target, in limits of the same width, one since four months later."""
    longer, shorter = [50, 52] * 12, [None] * 4 + [50, 52] * 10
    needs, _ = lists({"shorter": shorter, "longer": longer}, targets=(40,))
    assert [(entry.clinic, entry.length) for entry in needs] == [("longer", 24), ("shorter", 20)]


# ---------------------------------------------------------------- beside its peers


def beside(met: int, clinics: int = 12, **fields: object) -> tuple[Attention, ...]:
    """The newest month of so many clinics with 800 of 1000 each; the first has `met` in June and July."""
    cast = {f"c{nth:02}": clinic() for nth in range(clinics)}
    rows = [
        row(name, "share", month, met if name == "c00" and month > "2025-05" else 800, 1000)
        for name in cast
        for month in ("2025-05", "2025-06", "2025-07")
    ]
    handbook = written({"share": standard(**fields)}, cast, rows)
    needs, improving = attention.lists(handbook, {"share": finding(handbook, "share")})
    assert improving == ()
    return needs


def test_what_is_far_worse_than_its_peers_needs_attention() -> None:
    """Together 9500 of 12000; phi is below 1 once the extremes are drawn in, so the limits are binomial."""
    (entry,) = beside(700)
    assert (entry.clinic, entry.because, entry.rule) == ("c00", Because.PEERS, SpcRule.NONE)
    assert (entry.since.text, entry.length, entry.direction) == ("2025-06", 2, -1)
    assert entry.pair == pytest.approx((9500 / 12000, 0.7))
    p = 9500 / 12000
    half = 3.0902323061678132 * (p * (1 - p) / 1000) ** 0.5
    assert entry.distance == pytest.approx((p - 0.7) / half)


def test_what_is_only_perhaps_worse_than_its_peers_is_no_news() -> None:
    """Two and a half standard errors: outside the limits of 95 %, within those of 99.8 %."""
    assert beside(768) == ()


def test_better_than_its_peers_is_not_improving_and_needs_nothing() -> None:
    assert beside(900) == ()


@pytest.mark.parametrize("fields", [{"better": "neither"}, {"status": "draft"}])
def test_without_a_side_that_is_better_nobody_is_worse(fields: dict) -> None:
    assert beside(700, **fields) == ()


def test_nine_clinics_have_no_funnel_and_so_no_news_of_it() -> None:
    assert beside(700, clinics=9) == ()


# ---------------------------------------------------------------- a year beside the first


FIRST, NEWEST = [49, 51] * 6, [*[56, 58] * 5, 58, 52]
"""Of 100 a month; the last value is near the mean of both years, so that no rule of the chart fires."""


def years(newest: list[int], first: list[int] = FIRST, **fields: object) -> tuple[tuple[Attention, ...], ...]:
    met = zip(months("2024-01", "2025-12"), [*first, *newest], strict=False)
    rows = [row("a", "share", month, of, 100) for month, of in met]
    handbook = written({"share": standard(**fields)}, {"a": clinic()}, rows)
    return attention.lists(handbook, {"share": finding(handbook, "share")})


def test_a_year_that_is_better_by_much_more_than_chance_is_improving() -> None:
    """p1 = 600 of 1200, p2 = 680 of 1200: Wilson 0.47176 to 0.52824, 0.53846 to 0.59445; by Newcombe the
    difference of 0.066667 is 0.026750 or more; 0.039916 is its half width at 95 %."""
    needs, (entry,) = years(NEWEST)
    assert needs == ()
    assert (entry.because, entry.rule, entry.direction) == (Because.BETTER_YEAR, SpcRule.NONE, 1)
    assert (entry.since.text, entry.length, entry.began.text) == ("2024-01", 12, "2024-01")
    assert entry.pair == pytest.approx((0.5, 680 / 1200))
    assert entry.distance == pytest.approx(0.0666667 / (0.039916 * 3.0902323 / 1.959964), rel=1e-4)


def test_a_year_that_is_worse_by_much_more_than_chance_needs_attention() -> None:
    ((entry,), improving) = years([*[44, 42] * 5, 44, 48])
    assert improving == ()
    assert (entry.because, entry.direction) == (Because.WORSE_YEAR, -1)


def test_a_year_that_is_better_at_95_percent_only_is_no_news() -> None:
    """660 beside 600 of 1200: the interval of the difference, from 0.010 on, is above 0."""
    assert years([*[55, 57] * 5, 48, 52]) == ((), ())


def test_a_year_within_the_clinic_s_own_ups_and_downs_is_no_news() -> None:
    """Up and down by 20 a month: 20 / 1.128 is the standard deviation, 3.09 times that of two means of twelve
    22 points; the years are 7 apart, which counts of 1200 alone would call news."""
    assert years([67, 47] * 6, [60, 40] * 6) == ((), ())


def test_of_what_has_no_whole_second_year_nothing_is_said() -> None:
    assert years([*[56, 58] * 5, 52]) == ((), ())


def test_lower_may_be_better() -> None:
    needs, (entry,) = years([*[44, 42] * 5, 44, 48], better="lower")
    assert needs == ()
    assert (entry.because, entry.direction) == (Because.BETTER_YEAR, -1)


# ---------------------------------------------------------------- yearly values


def test_a_trend_of_five_years_is_told_with_its_first_year() -> None:
    """Fingertips' recent trend: chi-squared for 60, 55, 50, 45, 40 of 100 is 10.2 (above 9.55)."""
    met = [600, 550, 500, 450, 400]
    rows = [row("a", "share", f"{2021 + nth}", of, 1000) for nth, of in enumerate(met)]
    handbook = written({"share": standard(reported="yearly")}, {"a": clinic()}, rows)
    (entry,), improving = attention.lists(handbook, {"share": finding(handbook, "share")})
    assert improving == ()
    assert (entry.because, entry.rule, entry.direction, entry.length) == (Because.YEARS, SpcRule.NONE, -1, 5)
    assert (entry.since.text, entry.period.text) == ("2021", "2025")
    assert entry.pair == (0.6, 0.4)
    assert entry.distance > 1


# ---------------------------------------------------------------- several reasons


def test_other_reasons_are_told_beside_the_first() -> None:
    """It is below its mean in the end. What would become of the target, limits that it left don't tell."""
    rows = [
        row("a", "share", month, (50 if nth < 12 else 40) + (1 if nth % 2 else -1), 100)
        for nth, month in enumerate(months("2024-01", "2025-12"))
    ]
    handbook = written({"share": standard(targets=("95%",))}, {"a": clinic()}, rows)
    (entry,), _ = attention.lists(handbook, {"share": finding(handbook, "share")})
    assert entry.because is Because.CHANGE
    assert entry.also == (Because.WORSE_YEAR,)
    assert (entry.value, entry.target, entry.period.text) == (0.41, 0.95, "2025-12")


def test_what_is_far_worse_than_its_peers_may_miss_its_target_every_time_too() -> None:
    cast = {f"c{nth:02}": clinic() for nth in range(12)}
    rows = [
        row(name, "share", month, (700 if name == "c00" else 900) + (9 if nth % 2 else -9), 1000)
        for name in cast
        for nth, month in enumerate(months("2024-01", "2025-03"))
    ]
    handbook = written({"share": standard(targets=("85%",))}, cast, rows)
    (entry,), _ = attention.lists(handbook, {"share": finding(handbook, "share")})
    assert (entry.clinic, entry.because, entry.also) == ("c00", Because.PEERS, (Because.TARGET,))
