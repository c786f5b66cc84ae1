"""The spine: one clinic's newest values between the least good and the best of all."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import plotly.graph_objects as go
import pytest
from by_hand import LATER, clinic, row, standard, written
from drawn import WORDS, trace
from hypothesis import given, settings
from hypothesis import strategies as st

from generator import pipeline
from generator.charts.plotly_layouts import merged
from generator.charts.spine import figure as spine
from generator.model.results import Figure
from generator.words import Words

EVIL = "</script><img src=x onerror=alert(1)>\"'&"
FIVE = [10.0, 20.0, 30.0, 40.0, 50.0]


def month(name: str, values: list[float], period: str = "2026-06", of: int = 100) -> list[dict]:
    """Clinics a, b, c … with so many of so many."""
    return [row(chr(97 + at), name, period, value, of) for at, value in enumerate(values)]


def plain(name: str, values: list[float], period: str = "2026-06") -> list[dict]:
    """The same with values alone."""
    return [row(chr(97 + at), name, period, value) for at, value in enumerate(values)]


def spined(
    rows: list[dict], standards: dict, of: str = "b", words=WORDS, title="Access", **more
) -> Figure | None:
    book = written(standards, {it["clinic"]: clinic() for it in rows}, rows, **more)
    findings = pipeline.worked_out(book, LATER)
    return spine.figure(findings, of, [(title, list(standards))], words, name="North")


def only(values: list[float], of: str = "b", **fields) -> Figure:
    """The spine of one standard, each value so many of 100."""
    figure = spined(month("s", values), {"s": standard(**fields)}, of)
    assert figure is not None
    return figure


def paths(figure: Figure, meaning: str) -> list[str]:
    return [
        it.get("d", "") for it in ET.fromstring(figure.svg).iter("path") if it.get("class") == f"bb-{meaning}"
    ]


def said(figure: Figure, css: str) -> list[str]:
    found = (
        it
        for it in ET.fromstring(figure.svg).iter("span")
        if it.get("class", "").split()[:1] == [f"bb-{css}"]
    )
    return ["".join(it.itertext()) for it in found]


def test_the_track_runs_from_the_lowest_to_the_highest():
    """Of 10, 20, 30, 40 and 50 %: quartiles 20 and 40, all together 150 of 500."""
    figure = only(FIVE)
    assert paths(figure, "half") == ["M250 50H750"]
    assert paths(figure, "benchmark") == ["M500 0V100"]
    assert (said(figure, "left"), said(figure, "right")) == (["10%"], ["50%"])


def test_its_better_end_is_at_the_right():
    assert paths(only([10, 20, 40, 40, 50], better="higher"), "benchmark") == ["M550 0V100"]
    figure = only([10, 20, 40, 40, 50], better="lower")
    assert (said(figure, "left"), said(figure, "right")) == (["50%"], ["10%"])
    assert paths(figure, "half") == ["M250 50H750"]
    assert paths(figure, "benchmark") == ["M450 0V100"]  # 160 of 500 is 32 %; (50 - 32) / 40


def test_a_value_lies_at_its_place_and_looks_like_its_standing():
    """30 of 100 beside 30 % is like its peers; 10 of 100 reaches up to 17.4 % and is worse."""
    assert trace(only(FIVE, "c"), "alike")["x"] == [500]
    assert trace(only(FIVE, "a"), "worse")["x"] == [0]
    assert trace(only(FIVE, "e"), "better")["x"] == [1000]
    assert trace(only(FIVE, "a", better="lower"), "better")["x"] == [1000]


def test_the_row_says_value_and_standing():
    figure = only(FIVE, "a")
    assert said(figure, "value") == ["10%"]
    assert said(figure, "said") == ["▼ worse than its peers"]


def test_without_a_direction_a_row_is_grey_and_says_so():
    figure = only(FIVE, "a", better="neither")
    assert trace(figure, "alike")["x"] == [0]
    assert paths(figure, "worse") == paths(figure, "better") == []
    assert said(figure, "said") == ["▼ lower than its peers (no side is better)"]
    assert "bb-falling" not in figure.svg


def test_what_no_interval_is_known_of_is_a_ring_and_says_why():
    figure = spined(plain("s", FIVE), {"s": standard("duration", better="lower")})
    assert figure is not None
    assert trace(figure, "unjudged")["x"] == [750]  # 20 between 50 and 10
    assert said(figure, "said") == ["– not compared (how sure it is can't be told)"]
    assert paths(figure, "benchmark") == []


def test_another_definition_has_no_dot_and_says_why():
    figure = spined(month("s", [*FIVE, 90]), {"s": standard()}, "f", comparable={("f", "s"): "variant"})
    assert figure is not None
    assert said(figure, "said") == ["– not compared (it counts something else)"]
    assert said(figure, "value") == ["90%"]
    assert said(figure, "right") == ["50%"]
    assert "customdata" not in str(figure.spec)


def test_too_few_to_judge_says_how_many_are_needed():
    figure = only(FIVE, judge_from=200)
    assert said(figure, "said") == ["– not compared (out of fewer than 200)"]


def test_a_hidden_value_is_not_given_away():
    rows = [*month("s", [40, 45, 50, 55, 60]), row("f", "s", "2026-06", 2, 100)]
    figure = spined(rows, {"s": standard(privacy="sensitive")}, "f")
    assert figure is not None
    assert said(figure, "value") == [""]
    assert "hidden" in said(figure, "said")[0]
    assert "customdata" not in str(figure.spec)


def test_a_draft_says_that_it_is_one():
    assert said(only(FIVE, status="draft"), "said") == ["– not compared (draft)"]


def test_an_older_value_says_of_when_it_is_and_lies_among_those_of_then():
    rows = month("s", [10, 20, 30, 40, 50], "2026-05") + month("s", [60, 70, 80, 90], "2026-06")
    figure = spined(rows, {"s": standard()}, "e")
    assert figure is not None
    assert said(figure, "value") == ["50% (May 26)"]
    assert said(figure, "right") == ["50%"]


def test_fewer_than_four_clinics_have_no_range_and_that_is_said():
    rows = month("s", FIVE) + month("few", [10, 20, 30])
    figure = spined(rows, {"s": standard(), "few": standard()})
    assert figure is not None
    assert said(figure, "said")[1].endswith("(fewer than 4 comparable clinics)")
    assert len(paths(figure, "reach")) == 1


def test_where_nothing_has_a_range_there_is_no_spine():
    assert spined(month("s", [10, 20, 30]), {"s": standard()}) is None


def test_all_the_same_lies_in_the_middle():
    assert trace(only([50] * 5), "alike")["x"] == [500]


def test_the_sentence_counts_what_can_be_compared_and_has_a_side():
    rows = [*month("s", FIVE), *month("t", FIVE), *month("n", FIVE), *plain("d", FIVE)]
    standards = {"s": standard(), "t": standard(better="lower"), "n": standard(better="neither")}
    standards["d"] = standard("duration")
    figure = spined(rows, standards, "a")
    assert figure is not None
    assert (
        "Of 2 standards that can be compared, North is better than its peers in 1, worse in 1, perhaps "
        "better or worse in 0 and like them in 0." in figure.sentence
    )


@pytest.mark.parametrize("language", ["en", "es", "fr"])
def test_plotly_has_the_rows_from_the_top_with_the_ends_of_their_axes(language: str):
    rows = [*month("s", FIVE), *month("few", [1, 2, 3]), *plain("d", FIVE)]
    standards = {"s": standard(), "few": standard(), "d": standard("duration", better="lower")}
    figure = spined(rows, standards, "a", Words(language))
    assert figure is not None
    whole = go.Figure(merged("spine", figure.spec))
    assert whole.layout.yaxis.range == (2.5, -0.5)
    by_meaning = {it.meta: it for it in whole.data}
    assert list(by_meaning["left"].y) == list(by_meaning["right"].y) == [0, 2]
    assert list(by_meaning["worse"].y) == [0]
    assert len(whole.layout.annotations) == 3


def test_names_are_only_text():
    rows = month("s", FIVE)
    book = written({"s": standard()}, {it["clinic"]: clinic() for it in rows}, rows)
    figure = spine.figure(pipeline.worked_out(book, LATER), "a", [(EVIL, ["s"])], WORDS, name=EVIL)
    assert figure is not None
    tags = {it.tag for it in ET.fromstring(figure.svg).iter()}
    assert tags <= {"div", "span", "svg", "path", "b", "small"}


VALUES = st.lists(st.floats(0, 1e6), min_size=4, max_size=8)


@settings(max_examples=40, deadline=None)
@given(VALUES, st.sampled_from(["higher", "lower", "neither"]))
def test_whatever_the_values_every_dot_lies_on_its_track(values: list[float], better: str):
    figure = spined(plain("s", values), {"s": standard("duration", better=better)}, "a")
    assert figure is not None
    go.Figure(merged("spine", figure.spec))
    low, high = trace(figure, "half")["x"][:2]
    assert 0 <= low <= high <= 1000
    assert 0 <= trace(figure, "unjudged")["x"][0] <= 1000
    best = min(values) if better == "lower" else max(values)
    if values[0] == best:
        assert trace(figure, "unjudged")["x"] == [1000 if min(values) < max(values) else 500]
