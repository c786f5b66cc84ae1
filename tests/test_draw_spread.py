"""The spread of all clinics over time: five numbers a period, worked out by hand here."""

from __future__ import annotations

import plotly.graph_objects as go
import pytest
from by_hand import clinic, finding, row, standard, written
from drawn import WORDS, path, texts, trace

from generator.charts.plotly_layouts import merged
from generator.charts.spread import figure as spread
from generator.model.results import Figure
from generator.words import Words

FIVE = [10.0, 20.0, 30.0, 40.0, 50.0]


def drawn(months: list[list[float]], *, targets=None, words=WORDS, kind="duration", **fields) -> Figure:
    rows = [
        row(f"c{at:02}", "s", f"2026-{month:02}", value)
        for month, values in enumerate(months, 1)
        for at, value in enumerate(values)
    ]
    of = standard(kind, better="lower", **fields)
    book = written({"s": of}, {it["clinic"]: clinic() for it in rows}, rows)
    found = finding(book, "s")
    assert found.spread is not None
    targets = targets or [()] * len(months)
    return spread.figure(found.spread, found.panel.periods, of, words, targets=targets)


def test_a_box_reaches_from_quartile_to_quartile_and_its_line_from_the_least_to_the_greatest():
    """The axis runs from 10 to 50; a period is ten units wide."""
    figure = drawn([FIVE])
    assert path(figure, "reach") == "M5 1000V0"
    assert path(figure, "half") == "M2 750h6V250h-6z"
    assert path(figure, "steady") == "M5 500h0"


def test_quartiles_are_of_type_7():
    """Of 10, 20, 30 and 50: 10 + 0.75 * 10, the middle of 20 and 30, and 30 + 0.25 * 20."""
    box = trace(drawn([[10.0, 20.0, 30.0, 50.0]]), "box")
    assert (box["lowerfence"], box["q1"], box["median"], box["q3"], box["upperfence"]) == (
        [10], [17.5], [25], [35], [50],
    )  # fmt: skip


def test_fewer_than_four_clinics_have_no_box_and_the_line_is_torn():
    figure = drawn([FIVE, FIVE[:3], FIVE, FIVE])
    assert path(figure, "line") == "M5 500M25 500L35 500"
    assert trace(figure, "box")["x"] == [0, 2, 3]
    assert trace(figure, "value")["customdata"][1] is None
    assert "1 period with fewer than 4 clinics has no box." in figure.sentence


def test_the_sentence_tells_the_newest_box():
    sentence = drawn([FIVE, [it + 5 for it in FIVE]]).sentence.replace("\N{NO-BREAK SPACE}", " ")
    assert (
        "In February 2026, the middle half of 5 clinics lies between 25 min and 45 min, all of them between "
        "15 min and 55 min; the median is 35 min." in sentence
    )


def test_a_target_steps_where_it_changed():
    """On an axis from 10 to 50, 30 lies in the middle and 20 at three quarters."""
    figure = drawn([FIVE] * 3, targets=[(30.0,), (20.0,), (20.0,)])
    assert path(figure, "target") == "M0 500H10V750H30"
    assert trace(figure, "target")["x"] == [-0.5, 0.5, 0.5, 2.5]
    assert any("Target" in it for it in texts(figure))


def test_where_targets_differ_none_is_drawn_and_that_is_said():
    figure = drawn([FIVE] * 2, targets=[(30.0, 20.0), (20.0,)])
    assert path(figure, "target") == "M10 750H20"
    assert "Where targets differ from clinic to clinic, none is drawn." in figure.sentence


def test_where_all_have_the_same_a_box_is_a_line():
    box = trace(drawn([[30.0] * 4]), "box")
    assert box["q1"] == box["q3"] == [30]


def test_without_any_box_that_is_said():
    figure = drawn([FIVE[:3]])
    assert figure.sentence == "In no period do 4 comparable clinics have a value."
    assert "No value yet" in texts(figure)
    go.Figure(merged("spread", figure.spec))


@pytest.mark.parametrize("language", ["en", "es", "fr"])
def test_plotly_takes_the_spec_and_walks_through_the_medians(language: str):
    figure = drawn([FIVE] * 12, targets=[(30.0,)] * 12, words=Words(language))
    whole = go.Figure(merged("spread", figure.spec))
    assert [it.meta for it in whole.data] == ["box", "target", "value"]
    assert len(whole.data[2].customdata) == len(whole.data[2].text) == 12


def test_hovering_tells_all_five_numbers_and_how_many_clinics():
    said = trace(drawn([FIVE]), "value")["customdata"]
    assert [it.replace("\N{NO-BREAK SPACE}", " ") for it in said] == [
        "median 30 min; half from 20 min to 40 min; all from 10 min to 50 min; 5 clinics"
    ]


def test_so_many_boxes_that_their_edges_would_touch_have_none():
    months = [FIVE] * 12
    assert path(drawn(months), "half")
    rows = [
        row(f"c{at}", "s", f"{2000 + year}", value) for year in range(90) for at, value in enumerate(FIVE)
    ]
    of = standard("duration", better="lower")
    found = finding(written({"s": of}, {f"c{at}": clinic() for at in range(5)}, rows), "s")
    figure = spread.figure(found.spread, found.panel.periods, of, WORDS, targets=[()] * 90)
    assert 'class="bb-half bb-many"' in figure.svg


def test_three_years_of_months_are_few_bytes():
    assert len(drawn([FIVE] * 12).svg) < 2500
