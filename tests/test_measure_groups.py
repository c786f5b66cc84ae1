"""Sums over sums of the network, its countries and their years."""

from __future__ import annotations

from collections import defaultdict

import numpy as np
import pytest
from by_hand import change, clinic, months, panels, row, shown, standard, texts, written
from hypothesis import given
from hypothesis import strategies as st

from generator.model.inputs import HandbookSource
from generator.model.results import Panel, YearTotal
from generator.statistics import network_totals

CLINICS = {"a": clinic("mx"), "b": clinic("mx"), "c": clinic("ca")}
REPLY = {"reply": standard()}


def summed(handbook: HandbookSource) -> dict[str, Panel]:
    return network_totals.panels(handbook, panels(handbook))


def group(rows: list[dict], standards: dict = REPLY, clinics: dict = CLINICS, **more: object) -> Panel:
    return summed(written(standards, clinics, rows, **more))[next(iter(standards))]


def totals(rows: list[dict], standards: dict = REPLY, **more: object) -> tuple[YearTotal, ...]:
    handbook = written(standards, CLINICS, rows, **more)
    return network_totals.years(handbook, summed(handbook))[next(iter(standards)), "network"]


MONTH = [
    row("a", "reply", "2025-01", 1, 2),
    row("b", "reply", "2025-01", 9, 18),
    row("c", "reply", "2025-01", 1, 80),
]


def test_a_group_s_value_is_the_sum_of_numerators_over_the_sum_of_denominators() -> None:
    found = group(MONTH)
    assert found.clinics == ("network", "mx", "ca")
    assert shown(found.numerator) == [[11], [10], [1]]
    assert shown(found.denominator) == [[100], [20], [80]]
    assert shown(found.value) == [[0.11], [0.5], [0.0125]]
    assert found.row.tolist() == [[-1]] * 3


def test_a_group_says_how_many_of_how_many_clinics_it_holds() -> None:
    rows = [*MONTH, row("a", "reply", "2025-02", 1, 2), row("c", "reply", "2025-02", missing="Flood")]
    found = group(rows)
    assert found.members.tolist() == [[3, 1], [2, 1], [1, 0]]
    assert found.of.tolist() == [[3, 3], [2, 2], [1, 1]]
    assert np.isnan(found.value[2, 1])


def test_a_clinic_that_is_closed_is_not_asked_for() -> None:
    clinics = CLINICS | {"b": clinic("mx", closed="2025-01")}
    found = group([*MONTH, row("a", "reply", "2025-02", 1, 2)], clinics=clinics)
    assert found.of.tolist() == [[3, 2], [2, 1], [1, 1]]


def test_a_value_from_before_the_opening_is_counted_and_asked_for() -> None:
    clinics = CLINICS | {"b": clinic("mx", opened="2026-01")}
    found = group(MONTH, clinics=clinics)
    assert found.members.tolist() == found.of.tolist() == [[3], [2], [1]]


@pytest.mark.parametrize("sameness", ["variant", "not"])
def test_a_clinic_with_another_definition_is_not_in_the_sum(sameness: str) -> None:
    found = group(MONTH, comparable={("b", "reply"): sameness})
    assert shown(found.numerator) == [[2], [1], [1]]
    assert found.of.tolist() == [[2], [1], [1]]


def test_a_clinic_with_the_same_definition_in_other_words_is_in_the_sum() -> None:
    assert group(MONTH, comparable={("b", "reply"): "same"}).of.tolist() == [[3], [2], [1]]


@pytest.mark.parametrize("kind", ["duration", "money"])
def test_medians_and_prices_have_no_group(kind: str) -> None:
    rows = [row("a", "reply", "2025-01", 12.0, denominator=40.0)]
    assert summed(written({"reply": standard(kind)}, CLINICS, rows)) == {}


def test_values_without_counts_have_no_group() -> None:
    assert summed(written({"reply": standard("score")}, CLINICS, [row("a", "reply", "2025-01", 4.6)])) == {}


def test_a_rate_is_per_the_size_that_the_measure_names() -> None:
    standards = {"reply": standard("rate", per="1000 visits")}
    rows = [
        row("a", "reply", "2025-01", value=2.4, numerator=3.0, denominator=1250.0),
        row("c", "reply", "2025-01", value=4.0, numerator=3.0, denominator=750.0),
    ]
    assert shown(group(rows, standards).value) == [[3.0], [2.4], [4.0]]


def test_counts_are_added() -> None:
    rows = [row(name, "reply", "2025-01", 14.0, numerator=14.0) for name in "abc"]
    found = group(rows, {"reply": standard("count")})
    assert shown(found.value) == shown(found.numerator) == [[42], [28], [14]]
    assert np.isnan(found.denominator).all()


def test_a_mean_score_is_weighted_by_how_many_answered() -> None:
    standards = {"reply": standard("score")}
    rows = [
        row("a", "reply", "2025-01", 4.0, denominator=30.0),
        row("b", "reply", "2025-01", 5.0, denominator=10.0),
    ]
    found = group(rows, standards)
    assert shown(found.value)[0] == [4.25]
    assert shown(found.denominator)[0] == [40]
    assert np.isnan(found.numerator).all()
    total = network_totals.years(written(standards, CLINICS, rows), {"reply": found})["reply", "network"][0]
    assert (total.value, total.numerator, total.denominator) == (4.25, None, 40)


def test_a_top_box_score_is_summed_like_a_proportion() -> None:
    found = group(
        [row("a", "reply", "2025-01", 9, 10), row("b", "reply", "2025-01", 1, 10)],
        {"reply": standard("score")},
    )
    assert shown(found.value)[0] == [0.5]
    assert shown(found.numerator)[0] == [10]


def test_a_restart_of_everybody_is_the_groups_too_and_of_one_clinic_is_not() -> None:
    rows = [row("a", "reply", month, 1, 2) for month in ("2025-01", "2025-02", "2025-03")]
    found = group(rows, changes=[change("2025-02"), change("2025-03", clinic="a")])
    assert found.restart.tolist() == [[False, True, False]] * 2


def test_a_restart_of_a_clinic_is_not_that_of_a_country_of_the_same_name() -> None:
    rows = [row("mx", "reply", month, 1, 2) for month in ("2025-01", "2025-02")]
    found = group(rows, clinics={"mx": clinic("mx")}, changes=[change("2025-02", clinic="mx")])
    assert not found.restart.any()


# ---------------------------------------------------------------- small counts

SENSITIVE = {"reply": standard(privacy="sensitive")}
HIDING = [
    row("a", "reply", "2025-01", 3, 40),
    row("b", "reply", "2025-01", 20, 40),
    row("c", "reply", "2025-01", 20, 40),
]
AFTER = [row(name, "reply", "2025-02", 20, 40) for name in "abc"]


def test_a_sum_with_a_hidden_cell_is_withheld() -> None:
    found = group([*HIDING, *AFTER], SENSITIVE)
    assert found.hidden.tolist() == [[True, False], [True, False], [False, False]]
    assert shown(found.value) == [[None, 0.5], [None, 0.5], [0.5, 0.5]]
    assert shown(found.numerator) == [[None, 60], [None, 40], [20, 20]]
    assert shown(found.denominator) == [[None, 120], [None, 80], [40, 40]]


def test_a_year_with_a_hidden_month_is_withheld_and_says_so() -> None:
    (total,) = totals([*HIDING, *AFTER], SENSITIVE, settings={"calendar": {"year_starts": 1}})
    assert (total.value, total.numerator, total.denominator) == (None, None, None)
    assert total.hidden
    assert total.months == 1


def test_a_hidden_cell_of_another_definition_withholds_nothing() -> None:
    found = group([*HIDING, *AFTER], SENSITIVE, comparable={("a", "reply"): "not"})
    assert not found.hidden.any()


# ---------------------------------------------------------------- standards that add up others

BOTH = {"all": standard(adds_up=("one", "two")), "one": standard(), "two": standard()}


def test_a_standard_can_be_the_sum_of_others() -> None:
    rows = [
        row("a", "one", "2025-01", 1, 10),
        row("a", "two", "2025-01", 3, 10),
        row("c", "two", "2025-02", 5, 20),
    ]
    found = group(rows, BOTH)
    assert texts(found) == ["2025-01", "2025-02"]
    assert found.clinics == ("network", "mx", "ca")
    assert shown(found.numerator) == [[4, 5], [4, None], [None, 5]]
    assert shown(found.value) == [[0.2, 0.25], [0.2, None], [None, 0.25]]
    assert found.members.tolist() == [[1, 1], [1, 0], [0, 1]]


def test_a_clinic_in_two_parts_is_one_member() -> None:
    rows = [row("a", part, "2025-01", 1, 10) for part in ("one", "two")]
    assert group(rows, BOTH).members.tolist() == [[1], [1]]


def test_a_part_with_another_definition_is_not_in_the_sum() -> None:
    rows = [row("a", part, "2025-01", 1, 10) for part in ("one", "two")]
    assert shown(group(rows, BOTH, comparable={("a", "one"): "not"}).denominator)[0] == [10]
    assert "all" not in summed(written(BOTH, CLINICS, rows, comparable={("a", "all"): "not"}))


def test_a_hidden_part_withholds_the_sum() -> None:
    standards = BOTH | {"one": standard(privacy="sensitive")}
    rows = [row("a", part, "2025-01", 3, 40) for part in ("one", "two")]
    assert group(rows, standards).hidden.tolist() == [[True], [True]]


def test_sums_of_sums_are_taken_apart_and_a_circle_ends() -> None:
    standards = {"all": standard(adds_up=("half", "two", "all")), "half": standard(adds_up=("one", "all"))}
    standards |= {"one": standard(), "two": standard()}
    rows = [row("a", part, "2025-01", 1, 10) for part in ("one", "two")]
    assert shown(group(rows, standards).denominator)[0] == [20]


# ---------------------------------------------------------------- years


def year_of(month: int) -> list[dict]:
    return [row("a", "reply", text, month, 100) for text in months("2024-11", "2025-06")]


def test_years_are_financial_where_the_calendar_says_so() -> None:
    found = totals(year_of(10), settings={"calendar": {"year_starts": 4}})
    assert [(total.year.text, total.months, total.denominator) for total in found] == [
        ("2024/25", 5, 500),
        ("2025/26", 3, 300),
    ]


def test_years_are_calendar_years_where_they_start_in_january() -> None:
    found = totals(year_of(10), settings={"calendar": {"year_starts": 1}})
    assert [(total.year.text, total.months) for total in found] == [("2024", 2), ("2025", 6)]


@pytest.mark.parametrize(
    ("text", "year_starts", "year"),
    [
        ("2025-Q1", 4, "2024/25"),
        ("2025-Q1", 2, "2025"),
        ("2025-H1", 4, "2025"),
        ("2025-H1", 7, "2024/25"),
        ("2025", 4, "2025"),
        ("2024/25", 1, "2024/25"),
        ("2025-W01", 1, "2025"),
        ("2025-03-31", 4, "2024/25"),
    ],
)
def test_a_period_is_in_the_year_that_it_fits_into(text: str, year_starts: int, year: str) -> None:
    (total,) = totals([row("a", "reply", text, 1, 2)], settings={"calendar": {"year_starts": year_starts}})
    assert total.year.text == year


def test_a_month_without_a_value_is_not_in_the_year() -> None:
    rows = [row("a", "reply", "2025-01", 1, 2), row("a", "reply", "2025-03", 3, 4)]
    (total,) = totals(rows, settings={"calendar": {"year_starts": 1}})
    assert (total.months, total.numerator, total.denominator, total.value) == (2, 4, 6, pytest.approx(2 / 3))
    assert (total.members, total.of) == (1, 1)


def test_a_year_over_several_standards_is_the_sum_of_their_counts() -> None:
    rows = [
        row("a", "one", "2016-04", 21289 - 2879, 21289),
        row("a", "two", "2016-04", 813 - 22, 813),
        row("c", "one", "2017-03", 1000 - 100, 1000),
    ]
    (total,) = totals(rows, BOTH, settings={"calendar": {"year_starts": 4}})
    assert (total.year.text, total.numerator, total.denominator) == ("2016/17", 20101, 23102)
    assert total.value == pytest.approx(0.870098, abs=5e-7)


# ---------------------------------------------------------------- properties

COUNTS = st.lists(
    st.tuples(st.sampled_from("abc"), st.integers(0, 5), st.integers(0, 50), st.integers(1, 50)),
    min_size=1,
    unique_by=lambda count: count[:2],
)
MONTHS = months("2025-01", "2025-06")


@given(COUNTS)
def test_countries_add_up_to_the_network(counts: list[tuple[str, int, int, int]]) -> None:
    found = group([row(name, "reply", MONTHS[at], met, met + more) for name, at, met, more in counts])
    for numbers in (found.numerator, found.denominator, found.members, found.of):
        np.testing.assert_array_equal(np.nansum(numbers[1:], axis=0), np.nan_to_num(numbers[0]))


@given(COUNTS)
def test_a_clinic_in_two_halves_leaves_the_sums_as_they_were(counts: list[tuple[str, int, int, int]]) -> None:
    whole = [row(name, "reply", MONTHS[at], met, met + more) for name, at, met, more in counts]
    halves = [
        part
        for name, at, met, more in counts
        for part in (
            row(name, "reply", MONTHS[at], met // 2, met // 2 + more),
            row(f"{name}-2", "reply", MONTHS[at], met - met // 2, met - met // 2),
        )
    ]
    clinics = CLINICS | {f"{name}-2": it for name, it in CLINICS.items()}
    before, after = group(whole), group(halves, clinics=clinics)
    np.testing.assert_array_equal(after.numerator, before.numerator)
    np.testing.assert_array_equal(after.denominator, before.denominator)
    np.testing.assert_array_equal(after.value, before.value)


@given(COUNTS)
def test_nothing_shown_gives_a_hidden_count_away(counts: list[tuple[str, int, int, int]]) -> None:
    """Every total that is shown is the sum of cells that are all shown."""
    rows = [row(name, "reply", MONTHS[at], met, met + more) for name, at, met, more in counts]
    handbook = written(SENSITIVE, CLINICS, rows)
    cells = panels(handbook)
    for name, panel in network_totals.panels(handbook, cells).items():
        hidden_in = defaultdict(set)
        for line, id_ in enumerate(cells[name].clinics):
            for column in np.flatnonzero(cells[name].hidden[line]):
                hidden_in["network"].add(int(column))
                hidden_in[CLINICS[id_].country].add(int(column))
        for line, id_ in enumerate(panel.clinics):
            columns = sorted(hidden_in[id_])
            assert np.isnan(panel.value[line, columns]).all()
            assert np.isnan(panel.numerator[line, columns]).all()
            assert np.flatnonzero(panel.hidden[line]).tolist() == columns


def test_a_peer_group_of_some_clinics_is_summed_as_a_country_is() -> None:
    clinics = CLINICS | {"a": clinic("mx", peers=("small", "all")), "c": clinic("ca", peers=("small", "all"))}
    clinics |= {"b": clinic("mx", peers=("alone", "all"))}
    found = group(MONTH, clinics=clinics)
    assert found.clinics == ("network", "mx", "ca", "small")
    assert shown(found.numerator)[3] == [2]
    assert shown(found.denominator)[3] == [82]
    assert found.members.tolist()[3] == [2]


def test_a_quarter_is_the_sum_of_its_months() -> None:
    rows = [
        row("a", "reply", month, met, 10)
        for month, met in zip(months("2025-02", "2025-05"), (1, 2, 4, 8), strict=True)
    ]
    handbook = written(REPLY, CLINICS, rows)
    found = network_totals.quarters(handbook, summed(handbook))["reply", "network"]
    assert [(total.year.text, total.numerator, total.denominator, total.months) for total in found] == [
        ("2025-Q1", 3, 20, 2),
        ("2025-Q2", 12, 20, 2),
    ]


def test_a_quarter_with_a_hidden_month_is_withheld() -> None:
    rows = [row("a", "reply", month, met, 100) for month, met in (("2025-01", 50), ("2025-02", 3))]
    handbook = written({"reply": standard(privacy="sensitive")}, CLINICS, rows)
    (total,) = network_totals.quarters(handbook, summed(handbook))["reply", "network"]
    assert (total.value, total.numerator, total.hidden) == (None, None, True)


def test_what_is_measured_by_quarter_has_no_quarters_of_its_own() -> None:
    handbook = written(REPLY, CLINICS, [row("a", "reply", "2025-Q1", 1, 2)])
    assert network_totals.quarters(handbook, summed(handbook)) == {}
