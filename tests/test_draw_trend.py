"""A trend chart: what is drawn where, and that picture, spec and sentence say the same."""

from __future__ import annotations

import re

import plotly.graph_objects as go
import pytest
from drawn import SVG, WORDS, dots, path, periods, picture, reckoned, series, standard, texts, trace
from hypothesis import given
from hypothesis import strategies as st

from generator.charts.plotly_layouts import LAYOUTS, merged
from generator.charts.trend import figure as trend
from generator.model.results import ChangeMark, SpcRule, Variation, Verdict
from generator.words import Words

WAIT = standard(targets=["20 min"])
SHARE = standard("proportion", "higher", targets=["95%"])
EVIL = "</text></script><script>alert(1)</script>\"'&"


def drawn(of, said=WAIT, words=WORDS, name="North"):
    return trend.figure(of, said, words, name)


def plain(text: str) -> str:
    """With spaces that break."""
    return text.replace("\N{NO-BREAK SPACE}", " ")


# ------------------------------------------------------------ values


def test_values_lie_in_the_middle_of_their_period_at_their_height():
    """The axis runs from 10 to 30 min; four periods of two units each."""
    figure = drawn(series([10, 20, 25, 30]))
    assert dots(figure, "steady") == [(1, 1000), (3, 500), (5, 250), (7, 0)]
    assert path(figure, "line") == "M1 1000L3 500L5 250L7 0"


@pytest.mark.parametrize(
    ("values", "line"),
    [
        ([10, None, 30, 20], "M1 1000M5 0L7 500"),
        ([10, None, None, 30], "M1 1000M7 0"),
        ([None, 10, 30, None], "M3 1000L5 0"),
    ],
)
def test_a_missing_period_is_a_gap(values, line):
    figure = drawn(series(values))
    assert path(figure, "line") == line
    assert len(dots(figure, "steady")) == len(values) - values.count(None)
    assert trace(figure, "value")["y"] == values


@pytest.mark.parametrize(
    ("better", "high", "low"),
    [
        ("higher", "improvement", "concern"),
        ("lower", "concern", "improvement"),
        ("neither", "neutral", "neutral"),
    ],
)
def test_a_special_cause_is_drawn_by_what_it_means(better, high, low):
    values = [20.0] * 20
    values[3], values[9] = 30, 10
    of = series(values, signals={3: 1, 9: -1}, mean=20)
    figure = drawn(of, standard(better=better))
    assert (7, 0) in dots(figure, high)
    assert (19, 1000) in dots(figure, low)
    assert len(dots(figure, "steady")) == 18
    assert set(trace(figure, high)["y"]) >= {30}


def test_with_fewer_than_thirteen_values_nothing_is_called_special_and_limits_are_a_trial():
    figure = drawn(series([20.0] * 12, signals={3: 1}, mean=20, limits=(15, 25)))
    assert path(figure, "concern") == path(figure, "band") == path(figure, "mean") == ""
    assert path(figure, "trial") == "M0 500H24"
    assert len(dots(figure, "steady")) == 12


def test_thirteen_values_have_a_band_between_their_limits():
    figure = drawn(series([20.0] * 13, signals={3: 1}, mean=20, limits=(15, 25)))
    assert path(figure, "band") == "M0 0H26V1000H0Z"
    assert path(figure, "limit") == "M0 0H26M0 1000H26"
    assert path(figure, "mean") == "M0 500H26"
    assert len(dots(figure, "concern")) == 1


def test_a_limit_that_values_cant_reach_isnt_drawn_at_the_edge():
    figure = drawn(series([0.9, 0.98] * 7, mean=0.94, limits=(0.84, 1.04)), SHARE)
    assert texts(figure)[0] == "%"
    assert "100%" in texts(figure)
    assert path(figure, "limit").count("M") == 1
    assert path(figure, "band") != ""


def test_lines_of_a_clinic_that_opened_late_begin_with_its_first_value():
    figure = drawn(series([None] * 5 + [20.0] * 13, mean=20, limits=(15, 25)))
    assert path(figure, "mean").startswith("M10 ")


# ------------------------------------------------------------ targets and what happened


def test_a_target_that_moved_is_a_step_and_the_last_one_is_named():
    figure = drawn(series([10, 20, 25, 30], target=[30, 30, 20, 20]))
    assert path(figure, "target") == "M0 0H4V500H8"
    assert "Target20" in texts(figure)
    assert "30" in texts(figure)
    assert trace(figure, "target")["x"] == (-0.5, 1.5, 1.5, 3.5)
    assert trace(figure, "target")["y"] == (30, 30, 20, 20)


def test_a_target_that_lapsed_leaves_a_gap():
    figure = drawn(series([10, 20, 25, 30], target=[30, None, 20, 20]))
    assert path(figure, "target") == "M0 0H2M4 500H8"


def test_a_restart_is_a_dated_line_before_its_period_with_its_note():
    figure = drawn(series([20.0] * 30, restart=10, mean=20))
    assert path(figure, "restart") == "M20 0V1000"
    assert "Nov 24: New desk" in texts(figure)
    assert "November 2024: New desk (limits start anew)." in figure.sentence


def test_each_group_between_restarts_has_its_own_mean():
    of = series([10.0] * 13 + [30.0] * 13, restart=13, means=[10] * 13 + [30] * 13)
    assert path(drawn(of), "mean") == "M0 1000H26M26 0H52"


def test_a_change_without_a_restart_lies_on_its_period():
    figure = drawn(series([20.0] * 30, marks=(ChangeMark(10, "Flood.", False),)))
    assert path(figure, "change") == "M21 0V1000"
    assert "November 2024: Flood." in figure.sentence


def test_dates_that_would_collide_are_left_to_the_sentence():
    marks = tuple(ChangeMark(at, f"Event {at}", False) for at in (10, 11, 12))
    figure = drawn(series([20.0] * 36, marks=marks))
    assert [it for it in texts(figure) if it.startswith(("Nov", "Dec", "Jan 25:"))] == ["Nov 24: Event 10"]
    assert all(f"Event {at}" in figure.sentence for at in (10, 11, 12))


# ------------------------------------------------------------ few values


@pytest.mark.parametrize(
    "values", [[20.0], [None], [None, None, None], [20.0, 21.0], [0.0] * 20, [1e-9, 1e9], [20.0, None]]
)
def test_little_or_odd_input_still_gives_a_chart(values):
    figure = drawn(reckoned(values, target=20.0))
    assert picture(figure).get("role") == "img"
    assert not re.search(r"\b(nan|inf|None)\b", figure.svg)
    assert go.Figure(merged("trend", figure.spec))


def test_without_a_value_the_chart_says_so():
    figure = drawn(series([None] * 6, target=20.0))
    assert "No value yet" in texts(figure)
    assert figure.sentence == "Waiting, North: no value yet."


# ------------------------------------------------------------ the sentence


def test_the_sentence_gives_value_period_target_and_verdict():
    said = drawn(series([20.0] * 14 + [18.0], target=20.0)).sentence
    assert plain(said).startswith("Waiting, North, March 2025: 18 min (target: at most 20 min; met).")
    assert "steady" in said


def test_the_sentence_names_the_rule_and_how_long_it_has_held():
    values = [20.0] * 10 + [26.0] * 8
    of = series(
        values,
        means=[22] * 18,
        rules=[0] * 10 + [int(SpcRule.SHIFT)] * 8,
        directions=[0] * 10 + [1] * 8,
        change=Variation.WORSENING,
        since=10,
    )
    assert "It has been above its mean for 8 months in a row (rule: shift)." in drawn(of).sentence


def test_a_shift_is_counted_through_points_that_another_rule_names():
    """Six of the eight are flagged as outside the limits; all eight are above the mean."""
    rules = [0] * 10 + [int(SpcRule.OUTSIDE)] * 6 + [int(SpcRule.SHIFT)] * 2
    of = series(
        [20.0] * 10 + [26.0] * 8,
        means=[22] * 18,
        rules=rules,
        directions=[0] * 10 + [1] * 8,
        change=Variation.WORSENING,
    )
    assert "above its mean for 8 months in a row" in drawn(of).sentence


def test_a_trend_is_counted_from_its_first_point():
    rules = [0] * 8 + [int(SpcRule.TREND)] * 7
    values = [20.0] * 8 + [float(20 + at) for at in range(7)]
    of = series(
        values, means=[21] * 15, rules=rules, directions=[0] * 8 + [1] * 7, change=Variation.WORSENING
    )
    assert "rising for 7 months in a row (rule: trend)" in drawn(of).sentence


def test_too_few_values_are_counted_in_the_sentence():
    said = drawn(series([20.0] * 7, change=Variation.TOO_FEW)).sentence
    assert "7 values so far; change is judged from 13 values on." in said


def test_a_value_that_only_rounding_makes_equal_to_its_target_is_given_more_exactly():
    of = series([0.9] * 14 + [0.946], target=0.95, verdicts=[int(Verdict.MISSED)] * 15)
    figure = drawn(of, SHARE)
    assert "94.6%" in figure.sentence
    assert trace(figure, "value")["customdata"][-2:] == ["90%", "94.6%"]


@pytest.mark.parametrize(("language", "month"), [("es", "junio de 2024"), ("fr", "juin 2024")])
def test_the_sentence_speaks_the_language(language, month):
    assert month in drawn(series([18.0] * 6), words=Words(language)).sentence


# ------------------------------------------------------------ safety, sameness, Plotly


def test_what_editors_write_cant_leave_its_place():
    said = standard(title=EVIL, measure={"kind": "rate", "per": f"1000 {EVIL}"}, targets=["2"])
    of = series([2.0] * 30, marks=(ChangeMark(15, EVIL, True),), notes={3: EVIL})
    figure = drawn(of, said, name=EVIL)
    names = {it.tag.removeprefix(SVG) for it in picture(figure).iter()}
    assert names == {"svg", "path", "g", "text", "tspan"}
    told = [*trace(figure, "value")["text"], *trace(figure, "value")["customdata"]]
    told += [label["text"] for label in figure.spec["layout"]["annotations"]]
    assert not any("<script" in text for text in told)
    assert EVIL in figure.title


def test_no_id_is_given_so_none_can_stand_twice_on_a_page():
    assert " id=" not in drawn(reckoned([18.0, 22.0] * 10, target=20.0, restart=9)).svg


def test_the_same_series_gives_the_same_bytes():
    values = [18.0, 22.0, 21.0, 19.5] * 8
    one, other = (drawn(reckoned(values, target=20.0, restart=16)) for _ in range(2))
    assert one == other


def test_plotly_says_what_the_table_says_in_the_language():
    figure = drawn(series([0.925, None, 0.5]), SHARE, Words("fr"))
    assert trace(figure, "value")["customdata"] == ["92\N{NO-BREAK SPACE}%", None, "50\N{NO-BREAK SPACE}%"]
    assert trace(figure, "value")["text"][0] == "janvier 2024"


def test_plotly_has_the_size_and_the_axes_of_the_picture():
    figure = drawn(series([10, 20, 25, 30], first="2024-01"))
    whole = go.Figure(merged("trend", figure.spec))
    assert picture(figure).get("height") == str(whole.layout.height)
    assert whole.layout.yaxis.range == (10, 30)
    assert list(whole.layout.yaxis.ticktext) == ["10", "15", "20", "25", "30"]
    assert set(whole.layout.yaxis.ticktext) <= set(texts(figure))
    assert set(whole.layout.xaxis.ticktext) <= set(texts(figure))


def test_a_spec_holds_only_what_differs():
    figure = drawn(series([10, 20, 25, 30], target=20.0))
    assert not set(LAYOUTS["trend"]) & set(figure.spec["layout"]) - {"xaxis", "yaxis"}


VALUES = st.lists(st.one_of(st.none(), st.floats(0, 1)), min_size=1, max_size=48)


@given(values=VALUES, target=st.one_of(st.none(), st.floats(0, 1)), restart=st.integers(0, 47))
def test_any_proportions_give_a_sound_picture(values, target, restart):
    at = restart if 0 < restart < len(values) else None
    figure = drawn(reckoned(values, target=target, restart=at), SHARE)
    marked = sum(len(dots(figure, name)) for name in ("steady", "improvement", "concern"))
    assert marked == len(values) - values.count(None)
    numbers = [
        float(it) for d in re.findall(r' d="([^"]*)"', figure.svg) for it in re.findall(r"-?[\d.]+", d)
    ]
    assert all(0 <= number <= 1000 for number in numbers)
    assert not re.search(r"\b(nan|inf|None)\b", figure.svg)


@given(values=VALUES)
def test_plotly_refuses_no_spec(values):
    figure = drawn(reckoned([None if value is None else 60 * value for value in values], target=20.0))
    whole = go.Figure(merged("trend", figure.spec))
    assert [list(it.y) for it in whole.data if it.meta == "value"] == [
        pytest.approx(shown(values), nan_ok=True)
    ]


def shown(values):
    return [None if value is None else pytest.approx(60 * value, abs=0.1) for value in values]


def test_periods_are_shared_by_identity_not_by_content():
    """Two calendars of equal length don't get mixed up."""
    one = drawn(series([20.0] * 6, periods=periods("2024-01", 6)))
    other = drawn(series([20.0] * 6, periods=periods("2024-07", 6)))
    assert "Jan 24" in texts(one)
    assert "Jan 24" not in texts(other)
