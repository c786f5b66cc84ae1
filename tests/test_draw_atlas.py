"""Maps: places by hand on the plane, marks and names that never cover one another, words first."""

from __future__ import annotations

import re
from collections import Counter
from itertools import combinations
from math import cos, hypot, pi, radians

import pytest
from drawn import WORDS, picture, standard, texts
from hypothesis import given
from hypothesis import strategies as st

from generator.charts import chart_frame
from generator.charts.map import figure as atlas
from generator.charts.map.layout import HEIGHT, WIDTH
from generator.charts.map.placement import HEXAGON, MARK, Point, apart, hexagons, names
from generator.charts.map.placement import titles as titles_of
from generator.charts.map.projection import KM, window
from generator.charts.map.svg import latitude, longitude
from generator.model.map_places import MapPlaces
from generator.model.period import parse
from generator.model.results import Figure, Verdict
from generator.words import Words

EVIL = "</script><img src=x onerror=alert(1)>\"'&"
SHARE = standard("proportion", "higher")


def placed(latitude: float, longitude: float, verdict=Verdict.MET, name="North", country="Here") -> MapPlaces:
    return MapPlaces(name, country, latitude, longitude, verdict, f"91% {WORDS.verdict(verdict)}", "../c/#s")


def drawn(clinics: list[MapPlaces], words=WORDS, **fields) -> Figure:
    given_ = {"period": parse("2026-06"), "of": len(clinics), "older": 0} | fields
    return atlas.figure(clinics, SHARE, words, **given_)


def titles(figure: Figure) -> list[str]:
    return [it.text or "" for it in picture(figure).iter("title")]


def spread(many: int, country: str = "Here") -> list[MapPlaces]:
    verdicts = [Verdict.MET, Verdict.MISSED]
    return [placed(at % 31, at % 37, verdicts[at % 2], f"C{at}", country) for at in range(many)]


# ---------------------------------------------------------------- on the plane


def test_a_degree_northwards_is_111_km():
    """A circle of 2 pi times 6371.0088 km has 360 of them."""
    assert pytest.approx(2 * pi * 6371.0088 / 360) == KM
    shown = window([(0, 20), (10, 20)], 300, 300, 0)
    assert shown.at((10, 20)) == pytest.approx((150, 0))
    assert shown.at((0, 20)) == pytest.approx((150, 300))
    assert shown.scale == pytest.approx(300 / 1111.95, rel=1e-5)


def test_at_sixty_degrees_a_degree_eastwards_is_half_as_long():
    shown = window([(60, 0), (60, 10)], 300, 300, 0)
    assert shown.scale == pytest.approx(300 / 555.975, rel=1e-5)
    (x0, _), (x1, _) = shown.at((60, 4)), shown.at((60, 5))
    (_, y0), (_, y1) = shown.at((60, 5)), shown.at((61, 5))
    assert (x1 - x0) == pytest.approx((y0 - y1) / 2)


def test_san_diego_and_tijuana_lie_25_km_apart():
    """0.19 degrees north are 21.1 km, 0.14 east at 32.6 degrees 0.14 * 111.2 * 0.8422 = 13.1 km."""
    san_diego, tijuana = (32.72, -117.16), (32.53, -117.02)
    shown = window([san_diego, tijuana], WIDTH, HEIGHT, 18)
    (x0, y0), (x1, y1) = shown.at(san_diego), shown.at(tijuana)
    assert hypot(x1 - x0, y1 - y0) / shown.scale == pytest.approx(24.9, abs=0.05)


def test_what_lies_on_both_sides_of_the_180th_meridian_stays_together():
    """Suva and Apia are 10.1 degrees apart, not 349.9; a fifth of the way is the meridian itself."""
    shown = window([(-18, 178.4), (-14, -171.8)], 400, 400, 0)
    assert shown.longitude == pytest.approx(-176.7)
    assert shown.at((-16, 178.4))[0] == pytest.approx(0, abs=1e-9)
    assert shown.at((-16, -171.8))[0] == pytest.approx(400)
    assert [degree for degree, _ in shown.meridians(100)] == [180, -175]


def test_a_bar_is_as_long_as_its_kilometres():
    shown = window([(0, 0), (10, 0)], 300, 300, 0)  # 3.7 km a unit
    assert shown.bar(90) == (200, pytest.approx(200 * 300 / 1111.95, rel=1e-5))


def test_one_place_alone_is_shown_with_twenty_kilometres_around_it():
    assert window([(20, 20)], 200, 200, 0).scale == 10


GLOBE = st.tuples(st.floats(-90, 90), st.floats(-180, 180))


@given(st.lists(GLOBE, min_size=1, max_size=12))
def test_every_place_is_on_its_map(places):
    shown = window(places, WIDTH, HEIGHT, 18)
    for x, y in map(shown.at, places):
        assert 18 - 1e-6 <= x <= WIDTH - 18 + 1e-6
        assert 18 - 1e-6 <= y <= HEIGHT - 18 + 1e-6


@given(st.lists(GLOBE, min_size=1, max_size=5))
def test_the_net_is_where_its_degrees_say(places):
    shown = window(places, WIDTH, HEIGHT, 18)
    for degree, y in shown.parallels(44):
        assert -90 <= degree <= 90
        assert shown.at((degree, shown.longitude))[1] == pytest.approx(y)
    for degree, x in shown.meridians(62):
        assert -180 <= degree <= 180
        back = (x - WIDTH / 2) / (KM * shown.scale * max(0.05, cos(radians(shown.latitude))))
        assert (shown.longitude + back - degree) % 360 == pytest.approx(0, abs=1e-6) or (
            shown.longitude + back - degree
        ) % 360 == pytest.approx(360, abs=1e-6)


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", ["12.5° N", "3° S", "0°", "109.95° W", "4° E", "180°"]),
     ("es", ["12,5° N", "3° S", "0°", "109,95° O", "4° E", "180°"]),
     ("fr", ["12,5° N", "3° S", "0°", "109,95° O", "4° E", "180°"])],
)  # fmt: skip
def test_degrees_are_told_in_each_language(language, said):
    words = Words(language)
    told = [latitude(it, words) for it in (12.5, -3.0, 0.0)]
    assert told + [longitude(it, words) for it in (-109.95, 4.0, 180.0)] == said


# ---------------------------------------------------------------- what stands where

SPOTS = st.lists(st.tuples(st.floats(18, 252), st.floats(18, 194)), max_size=40)


@given(SPOTS)
def test_marks_never_cover_one_another_nor_leave_the_map(wanted):
    marks = apart(wanted, WIDTH, HEIGHT)
    for (x, y), (other_x, other_y) in combinations(marks or [], 2):
        assert max(abs(x - other_x), abs(y - other_y)) >= 2 * MARK
    assert all(MARK <= x <= WIDTH - MARK and MARK <= y <= HEIGHT - MARK for x, y in marks or [])
    assert all(hypot(x - to[0], y - to[1]) <= 35 for (x, y), to in zip(wanted, marks or wanted, strict=True))


@given(SPOTS, st.lists(st.text(st.characters(codec="ascii"), min_size=1), min_size=40, max_size=40))
def test_names_cover_neither_marks_nor_one_another_nor_leave_the_map(wanted, called):
    marks = apart(wanted, WIDTH, HEIGHT) or []
    covered = [(x - MARK, y - MARK, x + MARK, y + MARK) for x, y in marks]
    for it in names(marks, called[: len(marks)], WIDTH, HEIGHT):
        long = 6.2 * len(it.said)  # as wide as the layout thinks; the browser test measures real letters
        left = it.x - {"start": 0, "end": long, "x": long / 2}[it.side]
        box = (left, it.y - 10, left + long, it.y + 3)
        assert box[0] >= 0
        assert box[2] <= WIDTH
        assert all(
            box[2] <= o[0] + 1e-6 or o[2] <= box[0] + 1e-6 or box[3] <= o[1] + 1e-6 or o[3] <= box[1] + 1e-6
            for o in covered
        )
        covered.append(box)


@given(st.lists(st.tuples(st.floats(0, WIDTH), st.floats(0, HEIGHT)), min_size=1, max_size=200))
def test_hexagons_lie_apart_within_the_map_and_hold_each_clinic_once(points: list[Point]):
    found = hexagons(points, WIDTH, HEIGHT)
    assert sorted(at for it in found for at in it.members) == list(range(len(points)))
    for one, other in combinations(found, 2):
        assert hypot(one.x - other.x, one.y - other.y) >= HEXAGON * 3**0.5 - 1e-6
    half = HEXAGON * 3**0.5 / 2
    assert all(half - 1e-6 <= it.x <= WIDTH - half + 1e-6 for it in found)
    assert all(HEXAGON - 1e-6 <= it.y <= HEIGHT - HEXAGON + 1e-6 for it in found)


BOXES = st.lists(
    st.tuples(st.floats(6, 130), st.floats(6, 100), st.floats(136, 264), st.floats(106, 206)), max_size=8
)


@given(BOXES, SPOTS)
def test_titles_of_frames_never_cover_one_another_nor_leave_the_map(frames, points):
    covered = []
    for it in titles_of(frames, [f"Country {at}" for at in range(len(frames))], points, WIDTH, HEIGHT):
        long = 6.2 * len(it.said)
        left = it.x - {"start": 0, "end": long, "x": long / 2}[it.side]
        box = (left, it.y - 10, left + long, it.y + 3)
        assert box[0] >= 0
        assert box[1] >= 0
        assert box[2] <= WIDTH
        assert box[3] <= HEIGHT
        assert all(box[2] <= o[0] or o[2] <= box[0] or box[3] <= o[1] or o[3] <= box[1] for o in covered)
        covered.append(box)


# ---------------------------------------------------------------- what is drawn


@pytest.mark.parametrize(
    ("verdict", "css", "shape", "symbol"),
    [
        (Verdict.MET, "met", "circle", "✓"),
        (Verdict.CLOSE, "close", "circle", "≈"),
        (Verdict.MISSED, "missed", "rect", "✕"),
        (Verdict.NOT_JUDGED, "other", "circle", "–"),
        (Verdict.NO_TARGET, "other", "circle", None),  # its symbol is the ring
        (Verdict.NO_VALUE, "other", "circle", "…"),
        (Verdict.HIDDEN, "other", "circle", "●"),
        (Verdict.NOT_COMPARABLE, "other", "circle", "≠"),
    ],
)
def test_a_mark_has_a_symbol_and_a_colour_only_where_it_is_judged(verdict, css, shape, symbol):
    figure = drawn([placed(20, 20, verdict), placed(40, 40)])
    link = next(it for it in picture(figure).iter("a"))
    assert link.get("class") == f"bb-{css}"
    assert link.find(shape) is not None
    assert (link.findtext("text") or None) == symbol


def test_a_mark_leads_to_its_clinic_and_says_its_value():
    figure = drawn([placed(20, 20, Verdict.MISSED), placed(40, 40)])
    assert [it.get("href") for it in picture(figure).iter("a")] == ["../c/#s"] * 2
    assert titles(figure)[0] == "North: 91% ✕ missed"


def test_verdicts_are_told_in_words_above_the_map():
    html = drawn([placed(20, 20), placed(25, 20), placed(40, 40, Verdict.HIDDEN)]).svg
    said = [re.sub("<.*?>", "", it) for it in re.findall(r'<span class="bb-badge .*?</span>', html)]
    assert said == ["✓ met: 2", "● hidden (small count): 1"]


def test_where_every_clinic_can_be_named_there_is_one_map():
    figure = drawn([placed(20, 20, name="A", country="X"), placed(40, 40, name="B", country="Y")])
    assert figure.svg.count("<svg") == 1
    assert {"A", "B"} <= set(texts(figure))


def test_otherwise_each_country_has_its_own_and_all_are_on_a_small_one():
    border = [placed(32.72, -117.16, name="San Diego", country="US"), placed(30, -90, name="X", country="US")]
    border += [placed(32.53, -117.02, name="Tijuana", country="MX"), placed(20, -97, name="Y", country="MX")]
    heads = [it.text for it in picture(drawn(border)).iter("b")]
    assert heads == ["US", "MX", "Where the countries lie"]


def test_clinics_of_one_town_stand_beside_one_another_with_a_line_to_their_place():
    figure = drawn([placed(20, 20), placed(20, 20), placed(50, 20)])
    assert figure.svg.count("bb-leader") == 1
    assert "A mark with a thin line gave way to another; the line leads to its place." in figure.sentence


def test_a_thousand_clinics_are_counted_by_verdict_in_few_bytes():
    figure = drawn([*spread(500, "X"), *spread(500, "Y")])
    found = Counter()
    for said in texts(figure):
        if match := re.fullmatch(r"([✓✕]) (\d+)", said):
            found[match[1]] += int(match[2])
    assert found == {"✓": 500, "✕": 500}
    assert len(figure.svg) < 30_000
    assert "hexagons count those nearest to them, by verdict." in figure.sentence


def test_several_reasons_without_a_verdict_share_a_row_that_the_sentence_explains():
    silent = [placed(20, 20, it) for it in (Verdict.NO_VALUE, Verdict.HIDDEN) for _ in range(25)]
    figure = drawn(silent)
    assert "+ 50" in texts(figure)
    assert figure.sentence.endswith("+ stands for clinics that aren't judged, for several reasons.")
    assert "+" not in drawn([placed(20, 20)] * 50).sentence


def test_the_sentence_says_what_is_shown_and_what_is_not():
    figure = drawn([placed(20, 20), placed(40, 40)], of=3, older=1)
    assert figure.sentence == (
        "Where our clinics are, and how each did in June 2026. Places only: no territory is drawn. "
        "2 of 3 clinics have a place. 1 value is from before then."
    )


def test_a_map_stands_in_the_page_without_buttons_or_data():
    html = chart_frame.markup(drawn([placed(20, 20), placed(40, 40)]), "<p>table</p>", WORDS, "map")
    assert '<figure class="bb-figure bb-still" id="map" data-kind="map">' in html
    assert "<script" not in html
    assert "bb-tools" not in html
    assert html.endswith("<p>table</p></figure>")


def test_names_are_only_text():
    figure = drawn([placed(20, 20, name=EVIL, country=EVIL), placed(40, 40, name="B", country="Y")])
    tags = {it.tag for it in picture(figure).iter()}
    assert tags <= {"div", "p", "b", "span", "svg", "path", "text", "a", "title", "circle", "rect", "g"}
