"""Periods as people spell them. Expected are those that the spelling means, told by hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.importing.date_spellings import Days, is_unclear, reads_as_period, understood


@pytest.mark.parametrize(
    ("text", "means"),
    [
        ("2015-04", "2015-04"),
        ("Apr-15", "2015-04"),
        ("April 2015", "2015-04"),
        ("abril de 2015", "2015-04"),
        ("Août 2015", "2015-08"),
        ("2015 Apr", "2015-04"),
        ("07_2015", "2015-07"),
        ("1 April 2015", "2015-04-01"),
        ("13/04/2015", "2015-04-13"),
        ("04/13/2015", "2015-04-13"),
        ("2015-04-01 00:00:00", "2015-04-01"),
        ("Q2 2015", "2015-Q2"),
        ("2015 Q2", "2015-Q2"),
        ("T2 2015", "2015-Q2"),
        ("Q1 2015-16", "2015-Q2"),
        ("Q4 2015/16", "2016-Q1"),
        ("Q1 2015-2016 (April, May, June)", "2015-Q2"),
        ("Q2 2015 (Apr-Jun)", "2015-Q2"),
        ("Apr-Jun 2015", "2015-Q2"),
        ("2015-16", "2015/16"),
        ("FY 2015/2016", "2015/16"),
        ("2015", "2015"),
        ("2015-W05", "2015-W05"),
    ],
)
def test_a_spelling_means_its_period(text: str, means: str) -> None:
    assert understood(text).text == means


@pytest.mark.parametrize(
    "text",
    [
        "",
        "12",
        "Total",
        "March",
        "Q3",
        "31/02/2015",
        "2015-17",
        "Apr",
        "01/04/2015",
        "Q1 2015 (Apr-Jun)",
        "01/04/15",
        "45658",
    ],
)
def test_what_means_nothing_or_two_things_is_not_read(text: str) -> None:
    assert understood(text) is None


def test_a_quarter_of_a_financial_year_begins_where_the_handbook_says() -> None:
    assert understood("Q1 2015-16", 10).text == "2015-Q4"


def test_one_day_after_the_twelfth_tells_the_order_of_all() -> None:
    english, american = Days.of(["01/04/2015", "13/04/2015"]), Days.of(["01/04/2015", "04/13/2015"])

    assert understood("01/04/2015", 4, english).text == "2015-04-01"
    assert understood("01/04/2015", 4, american).text == "2015-01-04"
    assert is_unclear("01/04/2015", Days.of(["01/04/2015", "02/04/2015"]))


def test_years_beside_one_another_are_no_months() -> None:
    assert understood("2011-12", 4, Days.of(["2011-12", "2012-13"])).text == "2011/12"
    assert understood("2011-12", 4, Days.of(["2011-11", "2011-12"])).text == "2011-12"


@given(st.text(max_size=20) | st.from_regex(r"[0-9]{1,4}[-/. ][0-9]{1,2}[-/. ][0-9]{1,4}", fullmatch=True))
def test_no_text_is_more_than_read_or_not(text: str) -> None:
    assert isinstance(reads_as_period(text), bool)
