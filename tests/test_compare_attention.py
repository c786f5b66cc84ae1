"""What to look at first."""

from __future__ import annotations

import pytest
from by_hand import clinic, finding, monthly, row, standard, written

from generator.compare import attention
from generator.model.attention import Attention
from generator.model.found import Rule, Verdict

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
    assert (entry.rule, entry.direction, entry.length) == (Rule.SHIFT, 1, 8)
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
    assert needs[0].rule is Rule.OUTSIDE
    assert needs[0].length == 1


def test_equals_stay_in_the_order_of_the_clinics() -> None:
    assert names(lists({"b": SHIFTED, "a": SHIFTED})[0]) == ["b", "a"]


def test_the_length_of_a_trend_is_in_points() -> None:
    (entry,), _ = lists({"a": [*STEADY, 48, 49, 50, 51, 52, 53, 54]})
    assert (entry.rule, entry.length, entry.since.text) == (Rule.TREND, 7, "2025-05")


def test_what_can_t_meet_its_target_needs_attention_after_what_gets_worse() -> None:
    needs, _ = lists({"a": [50, 52] * 12, "b": SHIFTED}, targets=(40,))
    assert names(needs) == ["b", "a"]
    assert (needs[1].rule, needs[1].direction) == (Rule.NONE, 0)
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
