"""Maps on the pages of standards: where they stand, and when there is none."""

from __future__ import annotations

import pytest
from by_hand import clinic, row, standard, written
from rendered import Seen, rendered

from generator.model.inputs import HandbookSource


def handbook(*locations: tuple[float, float] | None, **fields) -> HandbookSource:
    """Clinics c0, c1 … in these places, the last one a month behind; 9 of 10 each."""
    periods = ["2026-06"] * (len(locations) - 1) + ["2026-05"]
    clinics = {f"c{at}": clinic(location=it) for at, it in enumerate(locations)}
    rows = [row(name, "s", period, 90, 100) for name, period in zip(clinics, periods, strict=True)]
    return written({"s": standard(**fields)}, clinics, rows)


def page(book: HandbookSource) -> str:
    return rendered(book)["standards/s"].body()


def test_the_map_stands_after_the_table_it_leads_to():
    html = page(handbook((20, 20), (30, 30), (40, 40)))
    places = [html.index(it) for it in ('id="clinics"', 'id="c0"', 'id="map"', 'id="s-map"', 'id="measured"')]
    assert places == sorted(places)
    assert '<a href="#clinics">The same clinics and values as a table</a>' in html


def test_marks_lead_to_the_clinics_section_on_the_standard():
    seen = Seen(page(handbook((20, 20), (30, 30))))
    assert {"../../clinics/c0/#s", "../../clinics/c1/#s"} <= {href for href, _ in seen.links}


def test_how_many_have_a_place_and_how_many_values_are_older_is_said():
    html = page(handbook((20, 20), None, (40, 40)))
    assert "how each did in June 2026" in html
    assert "2 of 3 clinics have a place." in html
    assert "1 value is from before then." in html
    assert "<title>By hand: 90% ○ no target (May 26)</title>" in html


@pytest.mark.parametrize(
    "locations",
    [
        (None, None, None),
        ((20, 20), None, None),
        ((20, 20), (91, 0), None),
        ((20, 20), (0, 181), None),
        ((20, 20), (float("nan"), 0), None),
    ],
)
def test_without_two_places_on_the_globe_there_is_no_section(locations):
    book = rendered(handbook(*locations))["standards/s"]
    assert 'id="map"' not in book.body()
    assert "map" not in {it.anchor for it in book.headings}


def test_without_a_direction_a_map_has_no_colour():
    html = page(handbook((20, 20), (30, 30), better="neither", targets=["90 %"]))
    section = html[html.index('id="s-map"') :].partition("</figure>")[0]
    assert 'class="bb-other"' in section
    assert not any(f'class="bb-{css}"' in section for css in ("met", "close", "missed"))
