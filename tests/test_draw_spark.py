"""Sparklines: a series in the space of a word."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

from drawn import reckoned, series, standard
from hypothesis import given
from hypothesis import strategies as st

from generator.charts import sparkline

WAIT = standard(targets=["20 min"])


def lines(svg: str, meaning: str) -> str:
    found = [it.get("d", "") for it in ET.fromstring(svg).iter() if it.get("class") == f"bb-{meaning}"]
    return found[0] if found else ""


def test_a_sparkline_is_decoration_of_the_size_of_a_word():
    said = ET.fromstring(sparkline.svg(series([10, 20, 30]), WAIT))
    assert said.get("aria-hidden") == "true"
    assert (said.get("width"), said.get("height")) == ("120", "28")


def test_a_sparkline_ends_at_the_right_and_runs_from_lowest_to_highest():
    """112 px for 23 steps; 20 px between the lowest and the highest."""
    svg = sparkline.svg(series([10, 30, 20]), WAIT)
    assert lines(svg, "line") == "M106 24L111 4L116 14"
    assert lines(svg, "steady") == "M116 14h0"


def test_a_sparkline_shows_the_last_24_values_and_tears_at_gaps():
    svg = sparkline.svg(series([99.0] * 6 + [10.0] * 12 + [None] + [20.0] * 11), WAIT)
    assert len(re.findall("[ML]", lines(svg, "line"))) == 23
    assert lines(svg, "line").count("M") == 2


def test_the_last_point_of_a_sparkline_says_what_it_means():
    svg = sparkline.svg(series([20.0] * 13 + [30.0], signals={13: 1}, mean=20), WAIT)
    assert lines(svg, "concern") == "M116 4h0"


def test_a_sparkline_ends_with_the_last_value_not_with_an_empty_period():
    assert lines(sparkline.svg(series([10, 30, None]), WAIT), "steady") == "M116 4h0"


def test_without_a_value_there_is_no_sparkline():
    assert sparkline.svg(series([None, None]), WAIT) == ""


@given(st.lists(st.one_of(st.none(), st.floats(-1e6, 1e6)), min_size=1, max_size=40))
def test_any_values_stay_within_a_sparkline(values):
    numbers = re.findall(
        r"-?[\d.]+", " ".join(re.findall(r' d="([^"]*)"', sparkline.svg(reckoned(values), WAIT)))
    )
    assert all(0 <= float(number) <= sparkline.WIDTH for number in numbers)
