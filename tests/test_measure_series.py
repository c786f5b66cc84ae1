"""One panel a standard: where each observation lands, what is a gap and what is hidden."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from by_hand import change, clinic, finding, monthly, months, panels, row, shown, standard, texts, written
from hypothesis import given
from hypothesis import strategies as st

from generator.model.results import Panel
from generator.model.standard_results import StandardResults
from generator.statistics import series
from generator.statistics.value_notes import said

TWO = {"a": clinic(), "b": clinic()}
REPLY = {"reply": standard()}


def panel(rows: list[dict], clinics: dict = TWO, standards: dict = REPLY, **more: object) -> Panel:
    found = panels(written(standards, clinics, rows, **more))
    return found[next(iter(standards))]


def test_each_observation_stands_at_its_clinic_and_period_with_its_row() -> None:
    found = panel([row("b", "reply", "2025-02", 9, 10), row("a", "reply", "2025-01", 1, 4)])
    assert found.clinics == ("a", "b")
    assert texts(found) == ["2025-01", "2025-02"]
    assert shown(found.value) == [[0.25, None], [None, 0.9]]
    assert shown(found.numerator) == [[1, None], [None, 9]]
    assert shown(found.denominator) == [[4, None], [None, 10]]
    assert found.row.tolist() == [[1, -1], [-1, 0]]


def test_periods_run_without_a_gap_from_the_first_value_to_the_last() -> None:
    rows = [
        row("a", "reply", "2024-10", missing="Not yet counted"),
        row("a", "reply", "2024-11", 1, 2),
        row("a", "reply", "2025-03", 1, 2),
        row("a", "reply", "2025-04", missing="Flood"),
    ]
    assert texts(panel(rows)) == months("2024-11", "2025-03")


def test_a_missing_value_keeps_its_row_so_that_its_reason_is_found() -> None:
    rows = [row("a", "reply", "2025-01", 1, 2), row("b", "reply", "2025-01", missing="Flood")]
    found = panel(rows)
    assert found.row[1, 0] == 1
    assert np.isnan(found.value[1, 0])


def test_clinics_with_a_row_are_there_and_others_are_not() -> None:
    clinics = {name: clinic() for name in "cba"}
    rows = [row("a", "reply", "2025-01", 1, 2), row("c", "reply", "2025-01", missing="Flood")]
    assert panel(rows, clinics).clinics == ("c", "a")


def test_standards_come_in_their_own_order_and_only_with_a_value() -> None:
    standards = {name: standard() for name in ("z", "m", "a")}
    rows = [
        row("a", "a", "2025-01", 1, 2),
        row("a", "m", "2025-01", missing="Flood"),
        row("a", "z", "2025-01", 1, 2),
    ]
    assert list(panels(written(standards, TWO, rows))) == ["z", "a"]


def test_a_standard_that_adds_up_others_has_no_panel_of_clinics() -> None:
    standards = {"all": standard(adds_up=("reply",)), "reply": standard()}
    rows = [row("a", "all", "2025-01", 1, 2), row("a", "reply", "2025-01", 1, 2)]
    assert list(panels(written(standards, TWO, rows))) == ["reply"]


def test_an_unreadable_period_an_unknown_clinic_and_another_grain_are_left_out() -> None:
    rows = [
        row("a", "reply", "2025-01", 1, 2),
        row("a", "reply", "2025-02", 1, 2),
        row("a", "reply", "2025-Q3", 1, 2),
        row("a", "reply", "soon", 1, 2),
        row("nobody", "reply", "2025-05", 1, 2),
    ]
    assert texts(panel(rows)) == ["2025-01", "2025-02"]


def test_of_two_values_for_one_place_the_first_stands() -> None:
    rows = [row("a", "reply", "2025-01", 1, 2), row("a", "reply", "2025-01", 2, 2)]
    assert shown(panel(rows).value) == [[0.5]]


def test_a_period_that_has_not_begun_is_left_out() -> None:
    handbook = written(REPLY, TWO, [row("a", "reply", m, 1, 2) for m in ("2025-01", "2025-02", "2052-01")])
    assert texts(series.panels(handbook, date(2025, 2, 1))["reply"]) == ["2025-01", "2025-02"]


@pytest.mark.parametrize(
    ("texts_of", "expected"),
    [
        (("2024-W52", "2025-W02"), ["2024-W52", "2025-W01", "2025-W02"]),
        (("2024-Q4", "2025-Q2"), ["2024-Q4", "2025-Q1", "2025-Q2"]),
        (("2024-H2", "2025-H2"), ["2024-H2", "2025-H1", "2025-H2"]),
        (("2023", "2025"), ["2023", "2024", "2025"]),
        (("2023/24", "2025/26"), ["2023/24", "2024/25", "2025/26"]),
        (("2024-02-28", "2024-03-01"), ["2024-02-28", "2024-02-29", "2024-03-01"]),
    ],
)
def test_every_grain_runs_in_its_own_steps(texts_of: tuple[str, ...], expected: list[str]) -> None:
    assert texts(panel([row("a", "reply", text, 1, 2) for text in texts_of])) == expected


# ---------------------------------------------------------------- open and closed

QUARTER = ["2025-01", "2025-02", "2025-03"]


@pytest.mark.parametrize(
    ("opened", "closed", "expected"),
    [
        (None, None, [True, True, True]),
        ("2025-02", None, [False, True, True]),
        ("2012", None, [True, True, True]),
        ("2025-02-20", None, [False, True, True]),
        (None, "2025-01", [True, False, False]),
        (None, "2025", [True, True, True]),
        ("2025-Q2", None, [False, False, False]),
        ("long ago", None, [True, True, True]),
    ],
)
def test_values_are_expected_while_a_clinic_is_open(
    opened: str | None, closed: str | None, expected: list[bool]
) -> None:
    clinics = {"a": clinic(opened=opened, closed=closed), "b": clinic()}
    rows = [row(name, "reply", month, 1, 2) for name in clinics for month in QUARTER]
    assert panel(rows, clinics).expected[0].tolist() == expected


# ---------------------------------------------------------------- restarts


def restarts(*changes: object) -> list[list[bool]]:
    rows = [row(name, "reply", month, 1, 2) for name in TWO for month in QUARTER]
    return panel(rows, changes=changes).restart.tolist()


NONE = [False, False, False]


def test_a_restart_of_one_clinic_is_its_alone() -> None:
    assert restarts(change("2025-02", clinic="b")) == [NONE, [False, True, False]]


def test_a_restart_without_a_clinic_is_everybody_s() -> None:
    assert restarts(change("2025-02")) == [[False, True, False]] * 2


def test_a_restart_of_another_standard_is_none_here() -> None:
    assert restarts(change("2025-02", standard="other")) == [NONE, NONE]


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        ("2025-01-15", [False, True, False]),
        ("2025-03", [False, False, True]),
        ("2025", [True, False, False]),
        ("2024-06", NONE),
        ("2025-04", NONE),
        ("some day", NONE),
    ],
)
def test_new_limits_start_at_the_first_period_on_or_after_the_change(at: str, expected: list[bool]) -> None:
    assert restarts(change(at, clinic="a"))[0] == expected


# ---------------------------------------------------------------- small counts

SENSITIVE = {"reply": standard(privacy="sensitive")}


@pytest.mark.parametrize(
    ("met", "of", "hidden"),
    [
        (0, 40, False),
        (1, 40, True),
        (7, 40, True),
        (8, 40, False),
        (40, 40, False),
        (39, 40, True),
        (33, 40, True),
        (32, 40, False),
        (0, 7, True),
        (0, 8, False),
        (0, 0, False),
    ],
)
def test_small_counts_of_a_sensitive_standard_are_hidden(met: int, of: int, hidden: bool) -> None:
    rows = [row("a", "reply", "2025-01", met, of), row("b", "reply", "2025-01", 50, 100)]
    found = panel(rows, standards=SENSITIVE)
    assert found.hidden[0, 0] == hidden
    if hidden:
        assert np.isnan([found.value[0, 0], found.numerator[0, 0], found.denominator[0, 0]]).all()
        assert found.row[0, 0] == -1


def test_small_counts_of_an_open_standard_are_shown() -> None:
    assert not panel([row("a", "reply", "2025-01", 1, 2)]).hidden.any()


def test_the_handbook_says_what_small_is() -> None:
    rows = [row("a", "reply", "2025-01", 8, 40), row("b", "reply", "2025-01", 10, 40)]
    found = panel(rows, standards=SENSITIVE, settings={"privacy": {"hide_below": 10}})
    assert found.hidden.tolist() == [[True], [False]]


@pytest.mark.parametrize(
    ("kind", "fields", "hidden"),
    [
        ("duration", {"value": 12.0, "denominator": 5.0}, True),
        ("duration", {"value": 12.0, "denominator": 50.0, "within": 46.0}, True),
        ("duration", {"value": 12.0, "denominator": 50.0, "within": 40.0}, False),
        ("count", {"value": 3.0, "numerator": 3.0}, True),
        ("count", {"value": 0.0, "numerator": 0.0}, False),
        (
            "conversion",
            {"value": 0.0, "numerator": 0.0, "denominator": 90.0, "stages": [90.0, 5.0, 0.0]},
            True,
        ),
        (
            "conversion",
            {"value": 0.5, "numerator": 40.0, "denominator": 80.0, "stages": [80.0, 43.0, 40.0]},
            True,
        ),
        (
            "conversion",
            {"value": 0.5, "numerator": 40.0, "denominator": 80.0, "stages": [80.0, 60.0, 40.0]},
            False,
        ),
    ],
)
def test_every_count_of_an_observation_can_be_a_small_one(kind: str, fields: dict, hidden: bool) -> None:
    standards = {"reply": standard(kind, privacy="sensitive")}
    rows = [row("a", "reply", "2025-01", **fields), row("b", "reply", "2025-01", 50.0)]
    assert panel(rows, standards=standards).hidden[0, 0] == hidden


# ---------------------------------------------------------------- properties

CELLS = st.dictionaries(
    st.tuples(st.sampled_from("abcd"), st.integers(0, 11)), st.integers(0, 30), min_size=1, max_size=30
)
MONTHS = months("2025-01", "2025-12")


@given(CELLS, st.randoms(use_true_random=False))
def test_the_order_of_rows_and_clinics_does_not_matter(cells: dict, shuffle: object) -> None:
    rows = [row(name, "reply", MONTHS[at], met, 30) for (name, at), met in cells.items()]
    names = list("abcd")
    before = panel(rows, {name: clinic() for name in names})
    shuffle.shuffle(rows)
    shuffle.shuffle(names)
    after = panel(rows, {name: clinic() for name in names})
    assert after.periods == before.periods
    order = [after.clinics.index(name) for name in before.clinics]
    np.testing.assert_array_equal(after.value[order], before.value)


@given(CELLS)
def test_every_value_is_in_the_panel_once(cells: dict) -> None:
    found = panel(
        [row(name, "reply", MONTHS[at], met, 30) for (name, at), met in cells.items()],
        {name: clinic() for name in "abcd"},
    )
    assert np.isfinite(found.value).sum() == len(cells)
    assert sorted(found.row[found.row >= 0].tolist()) == list(range(len(cells)))


def test_a_handbook_without_observations_has_no_panels() -> None:
    assert panels(written(REPLY, TWO, [])) == {}


def test_values_given_without_counts_are_panels_too() -> None:
    found = panel(monthly("a", "reply", "2025-01", [12, None, 14]), standards={"reply": standard("duration")})
    assert shown(found.value) == [[12, None, 14]]
    assert shown(found.numerator) == [[None, None, None]]


def test_a_restart_is_marked_where_it_takes_effect() -> None:
    rows = [row("a", "reply", month, 1, 2) for month in QUARTER]
    handbook = written(REPLY, TWO, rows, changes=[change("2025-01-15", clinic="a"), change("2025-01")])
    of_clinics = {"reply": finding(handbook, "reply")}
    found = StandardResults(handbook, of_clinics, {}, {}, said=said(handbook.observations))
    marks = found.series("reply", "a").marks
    assert [mark.position for mark in marks] == [0, 1]
    assert np.flatnonzero(found.clinics["reply"].panel.restart[0]).tolist() == [0, 1]
