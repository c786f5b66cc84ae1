"""Dots: the clinics of a standard side by side."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import plotly.graph_objects as go
import pytest
from drawn import WORDS, series, standard, trace

from generator.charts.dots import figure as dots
from generator.charts.plotly_layouts import merged
from generator.model.results import Figure, Published, Verdict

SHARE = standard("proportion", "higher", targets=["95%"])
EVIL = "</script><img src=x onerror=alert(1)>\"'&"


def rows(*values: float | None, target: float | None = 0.95) -> list:
    met = [Verdict.NO_VALUE if it is None else Verdict.MET if it >= 0.95 else Verdict.MISSED for it in values]
    return [
        series([0.9, value], target=target, verdicts=[int(Verdict.MET), int(verdict)])
        if value is not None
        else series([None, None], target=target)
        for value, verdict in zip(values, met, strict=True)
    ]


def board(*values: float | None, names: list[str] | None = None, **fields) -> Figure:
    named = names or [f"Clinic {at}" for at in range(len(values))]
    fields = {"benchmark": None, "target": 0.95} | fields
    return dots.figure(rows(*values), named, SHARE, fields.pop("words", WORDS), **fields)


def said(figure: Figure) -> list[tuple[str, str]]:
    """Name, and value with verdict, by row."""
    spans = [(it.get("class"), it.text) for it in ET.fromstring(figure.svg).iter("span")]
    return [(spans[at][1], spans[at + 1][1]) for at in range(0, len(spans), 2)]


def drawn(figure: Figure, meaning: str) -> list[str]:
    return [
        it.get("d", "") for it in ET.fromstring(figure.svg).iter("path") if it.get("class") == f"bb-{meaning}"
    ]


def test_rows_keep_their_order_and_say_value_and_verdict():
    assert said(board(0.91, 0.97, 0.8, names=["North", "South", "East"])) == [
        ("North", "91% ✕ missed"),
        ("South", "97% ✓ met"),
        ("East", "80% ✕ missed"),
    ]


def test_dots_lie_on_one_axis_and_look_like_their_verdict():
    """The axis runs from 80 to 100 %."""
    figure = board(0.8, 0.95, 1.0)
    assert drawn(figure, "missed") == ["M0 50h0"]
    assert drawn(figure, "met") == ["M750 50h0", "M1000 50h0"]
    assert drawn(figure, "goal") == ["M750 0V100"] * 3


def test_intervals_are_drawn_where_they_are_given_and_cut_at_what_can_be():
    figure = board(0.85, 0.95, 1.0, intervals=[(0.8, 0.9), None, (0.96, 1.0)])
    assert drawn(figure, "interval") == ["M0 50H500", "M800 50H1000"]
    assert trace(figure, "interval")["x"] == [80, 90, None, 96, 100, None]


def test_the_benchmark_and_the_target_are_named():
    figure = board(0.8, 0.95, 1.0, benchmark=0.9)
    texts = [it.text for it in ET.fromstring(figure.svg).iter("text")]
    assert texts[:2] == ["All together 90%", "Target 95%"]
    assert drawn(figure, "benchmark") == ["M500 0V100"] * 3
    assert "All clinics together: 90%." in figure.sentence


def test_targets_that_differ_are_drawn_by_row_and_explained():
    both = [series([0.9], target=0.95, verdicts=[3]), series([0.9], target=0.85, verdicts=[1])]
    figure = dots.figure(both, ["A", "B"], SHARE, WORDS, benchmark=None, target=None)
    assert len(set(drawn(figure, "goal"))) == 2
    assert "Upright lines: each clinic's own target" in figure.svg.replace("&#39;", "'")


def test_a_clinic_without_a_value_has_a_row_and_no_dot():
    figure = board(0.85, None)
    assert said(figure)[1] == ("Clinic 1", "… no value")
    assert len(drawn(figure, "missed")) == 1
    assert len(trace(figure, "missed")["x"]) == 1


def test_an_older_value_says_of_when_it_is():
    late = [series([0.9, 0.96], target=0.95), series([0.97, None], target=0.95)]
    figure = dots.figure(late, ["A", "B"], SHARE, WORDS, benchmark=None, target=0.95)
    assert said(figure)[1] == ("B", "97% (Jan 24) ✓ met")
    assert "February 2024" in figure.title


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ((0.91, 0.97, 0.8), "1 of 3 clinics met their target."),
        ((0.97,), "1 of 1 clinic met its target."),
        ((None, None), "2 clinics, not judged."),
    ],
)
def test_the_sentence_counts_who_met_the_target(values, sentence):
    assert board(*values).sentence == sentence


def test_where_only_both_ends_are_drawn_all_are_counted_and_the_ends_told_apart():
    every = [Verdict.MISSED] * 9 + [Verdict.MET] * 3
    figure = board(0.8, 0.85, 0.97, 0.99, every=every)
    assert figure.sentence.startswith(
        "3 of 12 clinics met their target. Drawn are the 2 least good and the 2 best of 12;"
    )
    css = [it.get("class") for it in ET.fromstring(figure.svg) if "bb-head" not in it.get("class", "")]
    assert [it == "bb-row bb-apart" for it in css] == [False, False, True, False, False]
    assert "bb-apart" not in board(0.8, 0.97).svg


def test_plotly_has_the_rows_in_order_from_the_top():
    whole = go.Figure(merged("dots", board(0.85, 0.95, 1.0, benchmark=0.9).spec))
    assert whole.layout.yaxis.range == (2.5, -0.5)
    assert list(whole.layout.yaxis.ticktext) == ["Clinic 0", "Clinic 1", "Clinic 2"]
    (met,) = (it for it in whole.data if it.meta == "met")
    assert list(met.y) == [1, 2]
    assert list(met.customdata) == ["95% ✓ met", "100% ✓ met"]


def test_names_of_clinics_are_only_text():
    figure = board(0.85, 0.95, names=[EVIL, "B"])
    assert said(figure)[0][0] == EVIL
    assert {it.tag for it in ET.fromstring(figure.svg).iter()} <= {"div", "span", "svg", "path", "text"}
    assert "<" not in figure.spec["layout"]["yaxis"]["ticktext"][0]


PUBLISHED = (
    Published("Canada, 2016", 0.85, False, "85% ≈ variant"),
    Published("Peru, 2020", 0.9, True, "90%"),
)


def test_published_figures_are_bars_below_the_clinics_dashed_where_measured_otherwise():
    """The axis runs from 80 to 100 %."""
    figure = board(0.8, 1.0, published=PUBLISHED)
    assert said(figure)[2:] == [("Canada, 2016", "85% ≈ variant"), ("Peru, 2020", "90%")]
    assert drawn(figure, "variant") == ["M250 12V88"]
    assert drawn(figure, "published") == ["M500 12V88"]
    assert trace(figure, "variant")["x"] == [85, 85, None]
    assert trace(figure, "variant")["y"] == [1.75, 2.25, None]
    assert trace(figure, "published")["y"] == [2.75, 3.25, None]


def test_a_published_figure_is_no_clinic_that_met_its_target():
    assert board(0.8, 1.0, published=PUBLISHED).sentence.startswith("1 of 2 clinics met their target.")


def test_the_axis_has_room_for_a_published_figure():
    low = board(0.9, 1.0, published=[Published("Canada, 2016", 0.35, False, "35%")])
    assert low.spec["layout"]["xaxis"]["range"][0] <= 35
