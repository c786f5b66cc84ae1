"""The funnel: clinics over their size, between limits that are worked out by hand here."""

from __future__ import annotations

from itertools import pairwise

import plotly.graph_objects as go
import pytest
from by_hand import clinic, finding, row, standard, written
from drawn import WORDS, dots, path, picture, texts, trace
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.charts.funnel import figure as funnel
from generator.charts.funnel.labels import DESK, PHONE, Name, names, sizes, stacked
from generator.charts.funnel.layout import chart
from generator.charts.plotly_layouts import FUNNEL_AREA, merged
from generator.model.results import Figure
from generator.words import Words

EVIL = "</script><img src=x onerror=alert(1)>\"'&"
SAME = [(50, 100)] * 10


def handbook(counts: list[tuple[float, float]], **fields):
    """A month of clinics with so many of so many, and its finding."""
    comparable = fields.pop("comparable", None)
    called = [f"c{at:04}" for at in range(len(counts))]
    rows = [row(name, "s", "2026-06", *count) for name, count in zip(called, counts, strict=True)]
    fields = {"out_of": "calls", "judge_from": 10} | fields
    book = written({"s": standard(**fields)}, {it: clinic() for it in called}, rows, comparable=comparable)
    return book.standards["s"], finding(book, "s")


def drawn(counts: list[tuple[float, float]], *, targets=(0.5,), words=WORDS, called=None, **fields) -> Figure:
    of, found = handbook(counts, **fields)
    names = called or [f"Clinic {at}" for at in range(len(counts))]
    return funnel.figure(found, of, words, names, targets=targets)


def looks(figure: Figure) -> dict[str, int]:
    """How many clinics are drawn in which way, for Plotly."""
    return {it["meta"]: len(it["x"]) for it in figure.spec["data"] if "customdata" in it}


def test_clinics_lie_at_their_size_and_value():
    """Sizes run from 90 to 105, a little beyond the only one there is; values from 20 to 80 %."""
    figure = drawn([*SAME, (80, 100), (20, 100)])
    assert dots(figure, "alike") == [(667, 500)] * 10
    assert dots(figure, "better") == [(667, 0)]
    assert dots(figure, "worse") == [(667, 1000)]


def test_limits_are_those_of_the_score_test():
    """All have 50 %: the limits are 50 % -/+ z sqrt(0.25 / n), z being 1.960 and 3.090."""
    figure = drawn(SAME)
    near, far = trace(figure, "near"), trace(figure, "far")
    assert (near["x"][0], near["x"][59]) == (90, 105)
    assert near["y"][0] == pytest.approx(50 - 100 * 1.959964 * (0.25 / 90) ** 0.5, abs=0.06)
    assert near["y"][-1] == pytest.approx(50 + 100 * 1.959964 * (0.25 / 105) ** 0.5, abs=0.06)
    assert far["y"][0] == pytest.approx(50 - 100 * 3.090232 * (0.25 / 90) ** 0.5, abs=0.06)
    assert far["y"][-1] == pytest.approx(50 + 100 * 3.090232 * (0.25 / 105) ** 0.5, abs=0.06)


@pytest.mark.parametrize(
    ("better", "above", "below"),
    [("higher", "better", "worse"), ("lower", "worse", "better"), ("neither", "apart", "apart")],
)
def test_colour_and_shape_say_what_a_side_means(better: str, above: str, below: str):
    figure = drawn([*SAME, (80, 100), (20, 100)], better=better)
    assert looks(figure)[above] >= 1
    assert looks(figure)[below] >= 1
    assert set(looks(figure)) == {"alike", above, below}


def test_between_the_limits_a_dot_is_hollow():
    """At 100, 95 % reach from 40.2 to 59.8 % and 99.8 % from 34.5 to 65.5 %."""
    figure = drawn([*SAME, (62, 100), (38, 100)])
    assert looks(figure) == {"alike": 10, "maybe-better": 1, "maybe-worse": 1}
    assert path(figure, "hole") == "M667 200h0"  # on an axis from 30 to 70 %
    assert path(figure, "square-hole") == "M667 800h0"
    assert "2 lie between them and the inner limits (95%)" in figure.sentence


def test_the_sentence_names_who_lies_beyond_the_limits():
    figure = drawn([*SAME, (80, 100), (20, 100)])
    assert (
        "In June 2026, 10 of 12 clinics lie within the outer limits of the funnel (99.8%)." in figure.sentence
    )
    assert "Above them, which is better: Clinic 10." in figure.sentence
    assert "Below them, which is worse: Clinic 11." in figure.sentence


def test_without_a_direction_no_side_is_called_better():
    figure = drawn([*SAME, (80, 100), (20, 100)], better="neither")
    assert "Above them: Clinic 10. Below them: Clinic 11." in figure.sentence
    assert "better" not in figure.sentence


def test_those_farthest_out_for_their_size_are_named_first_and_the_rest_counted():
    """95 of 100 is farther out than 20 of 20 would be, whose limit is 34 points away, not 15."""
    many = [(50, 100)] * 90 + [(90 + at, 100) for at in range(8)] + [(20, 20)]
    sentence = drawn(many).sentence
    assert "better: Clinic 97, Clinic 96, Clinic 95, Clinic 94, Clinic 93, Clinic 92 and 3 more." in sentence


def test_chance_alone_widens_nothing():
    sentence = drawn(SAME).sentence
    assert "Clinics differ no more than chance alone would make them (φ = 0.0)." in sentence


def test_more_than_chance_is_told_as_a_ratio_of_variances():
    """asin sqrt 0.75 - asin sqrt 0.5 is pi/12, so z is 20 pi/12 at 100, and phi its square: 27.4."""
    figure = drawn([(75, 100), (25, 100)] * 5)
    assert "Clinics differ 27 times as much as chance alone would make them" in figure.sentence
    assert looks(figure) == {"alike": 10}


def test_too_few_to_judge_is_a_ring_and_not_counted():
    figure = drawn([*SAME, (9, 9)])
    assert looks(figure) == {"alike": 10, "unjudged": 1}
    assert "10 of 10 clinics" in figure.sentence
    assert "1 clinic, drawn as a small ring, has fewer than 10 and isn't compared." in figure.sentence


def test_a_clinic_that_counts_something_else_is_not_drawn():
    figure = drawn([*SAME, (99, 100)], comparable={("c0010", "s"): "variant"})
    assert looks(figure) == {"alike": 10}
    assert "1 clinic counts something else and isn't in it." in figure.sentence


def test_a_common_target_is_a_line_with_its_name():
    figure = drawn(SAME, targets=(0.6,))
    assert path(figure, "target").startswith("M0 ")
    assert trace(figure, "target")["y"] == [60, 60]
    assert any(it.startswith("Target") for it in texts(figure))


def test_targets_that_differ_are_not_drawn_and_that_is_said():
    figure = drawn(SAME, targets=(0.5, 0.6))
    assert path(figure, "target") == ""
    assert "Targets differ from clinic to clinic, so none is drawn." in figure.sentence


def test_the_axis_says_what_size_is_counted_in():
    assert "Size of the clinic: calls" in texts(drawn(SAME))
    assert "Size of the clinic" in texts(drawn(SAME, out_of=None))


def test_without_a_funnel_there_is_nothing_to_draw():
    with pytest.raises(ValueError, match="no period"):
        drawn(SAME[:9])


@pytest.mark.parametrize("language", ["en", "es", "fr"])
def test_plotly_takes_the_spec(language: str):
    figure = drawn([*SAME, (80, 100), (20, 100), (4, 9)], words=Words(language))
    whole = go.Figure(merged("funnel", figure.spec))
    assert [it.meta for it in whole.data] == [
        "far", "near", "mean", "target", "unjudged", "alike", "better", "worse",
    ]  # fmt: skip
    assert whole.layout.separators == {"en": ".,", "es": ",.", "fr": ",\u202f"}[language]


def test_hovering_tells_value_counts_and_standing():
    better = trace(drawn([*SAME, (80, 100), (20, 100)]), "better")
    assert better["text"] == ["Clinic 10"]
    assert better["customdata"] == ["80% (80 of 100) ▲ better than its peers"]


def test_names_are_only_text():
    figure = drawn([*SAME, (80, 100), (20, 100)], called=[EVIL] * 12)
    assert {it.tag.rpartition("}")[2] for it in picture(figure).iter()} <= {
        "svg",
        "path",
        "text",
        "tspan",
        "g",
    }
    assert "<" not in str([it for it in figure.spec["data"] if "text" in it])


def test_a_thousand_clinics_are_smaller_dots_in_few_bytes():
    figure = drawn([(at % 40 + 30, 100 + at) for at in range(1000)])
    assert 'class="bb-chart bb-funnel bb-many"' in figure.svg
    assert len(figure.svg) < 30_000
    assert sum(looks(figure).values()) == 1000


SHARES = st.floats(0, 1)
DOTS = st.lists(st.tuples(st.text(st.characters(codec="ascii"), min_size=1), SHARES, SHARES), max_size=12)


def boxes(named: list[Name], width: int) -> list[tuple[float, float, float, float]]:
    """What the names cover, by the same guess at a letter's width."""
    found = []
    for it in named:
        x, y, long = it.share * width, it.depth * FUNNEL_AREA, 6.4 * len(it.name)
        left = x - 9 - long if it.leftwards else x + 9
        found.append((left, y - 7, left + long, y + 7))
    return found


@given(DOTS)
def test_names_never_lie_over_one_another_nor_leave_the_area(beyond):
    named = names(beyond, [])
    for width, shown in ((DESK, named), (PHONE, [it for it in named if it.everywhere])):
        covered = boxes(shown, width)
        assert all(left >= 0 and right <= width for left, _, right, _ in covered)
        for at, one in enumerate(covered):
            for other in covered[at + 1 :]:
                beside = one[2] <= other[0] or other[2] <= one[0]
                assert beside or one[3] <= other[1] or other[3] <= one[1]


@given(st.lists(st.tuples(st.floats(0, 238), st.sampled_from([14, 28])), max_size=6))
def test_names_of_lines_stand_one_below_the_other(wanted):
    tops = stacked(wanted, 238)
    placed = sorted((top, top + height) for top, (_, height) in zip(tops, wanted, strict=True))
    assert all(one[1] <= other[0] + 1e-6 for one, other in pairwise(placed))
    assert all(top >= -1e-6 and foot <= 238 + 1e-6 for top, foot in placed)


@given(st.floats(1, 1e6), st.floats(1.2, 1e4))
def test_sizes_under_it_are_few_on_a_phone(low: float, factor: float):
    shown = sizes(low, low * factor + 10, WORDS)
    assert 1 <= sum(it.everywhere for it in shown) <= 4
    assert all(low <= it.size <= low * factor + 10 for it in shown)


def test_a_clinics_place_is_its_share_of_the_sizes():
    of, found = handbook(SAME)
    shown = chart(found, of, WORDS, ["x"] * 10, None)
    assert [shown.across(size) for size in (90, 97.5, 105)] == pytest.approx([0, 0.5, 1])


COUNTED = st.integers(1, 10**6).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of)))


@settings(max_examples=60, deadline=None)
@given(st.lists(COUNTED, min_size=10, max_size=14), st.sampled_from(["higher", "lower", "neither"]))
def test_whatever_was_counted_is_drawn_within_the_area_and_taken_by_plotly(counts, better):
    figure = drawn(counts, better=better, judge_from=1)
    go.Figure(merged("funnel", figure.spec))
    assert sum(looks(figure).values()) == len(counts)
    for look in looks(figure):
        assert all(0 <= x <= 1000 and 0 <= y <= 1000 for x, y in dots(figure, look))
    assert "nan" not in figure.svg.lower() + figure.sentence.lower()


def test_what_size_is_counted_in_is_cut_on_a_phone_alone():
    figure = drawn(SAME, out_of="calls that came in during opening hours of the telephone")
    assert "Size of the clinic: calls that came in during opening hours of the telephone" in texts(figure)
    assert "Size of the clinic: calls that came in during o…" in texts(figure)
    go.Figure(merged("funnel", figure.spec))
