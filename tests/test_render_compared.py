"""Funnel, spread and spine on their pages: where they stand, what their tables say, and why they don't."""

from __future__ import annotations

import re

import pytest
from by_hand import clinic, row, standard, written
from rendered import Seen, rendered

from generator.model.inputs import HandbookSource

TEN = [f"c{at}" for at in range(10)]
COUNTS = [(50, 100)] * 8 + [(80, 100), (20, 100)]


def handbook(counts=COUNTS, periods=("2026-05", "2026-06"), **fields) -> HandbookSource:
    """Clinics c0, c1 … with so many of so many, the same in each period."""
    comparable, languages = fields.pop("comparable", None), fields.pop("languages", ["en"])
    rows = [row(f"c{at}", "s", period, *it) for period in periods for at, it in enumerate(counts)]
    clinics = {it["clinic"]: clinic() for it in rows}
    settings = {"languages": languages}
    return written({"s": standard(**fields)}, clinics, rows, comparable=comparable, settings=settings)


def page(address: str, book: HandbookSource) -> str:
    return rendered(book, beside=True)[address].body()


def figure(html: str, name: str) -> str:
    """A figure's markup; nothing where it isn't there."""
    found = re.search(rf'<figure class="bb-figure" id="{name}".*?</figure>', html, re.DOTALL)
    return found[0] if found else ""


# ------------------------------------------------------------ the standard page


def test_the_funnel_stands_among_the_clinics_before_their_table():
    html = page("standards/s", handbook())
    places = [html.index(it) for it in ('id="clinics"', 'id="s-dots"', 'id="s-funnel"', 'id="c0"')]
    assert places == sorted(places)


def test_the_table_of_the_funnel_has_the_limits_of_each_clinics_size():
    """Of 100 at 50 %: 50 -/+ 9.8 and 50 -/+ 15.5 points; who differs most comes first."""
    table = Seen(figure(page("standards/s", handbook()), "s-funnel")).tables[0]
    assert table.rows[0] == [
        "Clinic", "Value", "Counted/out of", "Beside its peers", "Inner limits (95%)", "Outer limits (99.8%)",
    ]  # fmt: skip
    assert table.rows[1] == [
        "By hand",
        "80%",
        "80/100",
        "▲ better than its peers",
        "40% to 60%",
        "35% to 65%",
    ]
    assert table.rows[2][1:4] == ["20%", "20/100", "▼ worse than its peers"]
    assert len(table.rows) == 11


def test_of_many_clinics_the_table_holds_those_that_differ_most():
    table = Seen(figure(page("standards/s", handbook([(50, 100)] * 58 + COUNTS[-2:])), "s-funnel")).tables[0]
    assert "the 40 of 60 clinics in the funnel that differ most" in table.caption
    assert [it[1] for it in table.rows[1:4]] == ["80%", "20%", "50%"]
    assert len(table.rows) == 41


def test_too_few_clinics_for_a_funnel_are_told_how_many_it_takes():
    html = page("standards/s", handbook(COUNTS[:9]))
    assert not figure(html, "s-funnel")
    assert "A funnel is drawn from 10 comparable clinics with counts on; there are 9." in html


@pytest.mark.parametrize("fields", [{"status": "draft"}, {"status": "retired"}, {"kind": "duration"}])
def test_what_no_funnel_is_expected_of_says_nothing_of_one(fields: dict):
    html = page("standards/s", handbook(**fields))
    assert not figure(html, "s-funnel")
    assert "A funnel is drawn" not in html


def test_the_spread_stands_over_time_with_its_numbers_newest_first():
    """Of eight 50s, 20 and 80: all three quartiles are 50."""
    html = page("standards/s", handbook(targets=("60%",)))
    assert html.index('id="over-time"') < html.index('id="s-spread"') < html.index('id="clinics"')
    table = Seen(figure(html, "s-spread")).tables[0]
    assert table.rows[0] == [
        "Period", "Least", "Lower quartile", "Median", "Upper quartile", "Greatest", "Target", "Clinics",
    ]  # fmt: skip
    assert table.rows[1] == ["June 2026", "20%", "50%", "50%", "50%", "80%", "60%", "10"]
    assert [it[0] for it in table.rows[1:]] == ["June 2026", "May 2026"]


def test_a_period_with_fewer_than_four_clinics_withholds_its_numbers():
    book = handbook()
    rows = [row(f"c{at}", "s", "2026-04", 33, 100) for at in range(3)]
    whole = handbook()
    both = written(whole.standards, whole.clinics, [*rows, *book.observations.iter_rows(named=True)])
    table = Seen(figure(page("standards/s", both), "s-spread")).tables[0]
    assert table.rows[-1] == ["April 2026", "", "", "fewer than 4 clinics", "", "", "", "3"]
    assert "33%" not in str(table.rows)


def test_too_few_clinics_for_a_spread_are_told_how_many_it_takes():
    html = page("standards/s", handbook(COUNTS[:3]))
    assert not figure(html, "s-spread")
    assert "is shown from 4 comparable clinics with a value on; there are 3." in html


# ------------------------------------------------------------ the clinic page


def test_the_spine_stands_below_the_scorecard_and_in_the_contents():
    made = rendered(handbook(), beside=True)["clinics/c8"]
    html = made.body()
    assert html.index('id="scorecard"') < html.index('id="peers"') < html.index('id="theme-')
    assert figure(html, "spine")
    assert [it.anchor for it in made.headings][:2] == ["scorecard", "peers"]


def test_the_table_of_the_spine_has_the_same_numbers():
    table = Seen(figure(page("clinics/c8", handbook()), "spine")).tables[0]
    assert table.rows[0] == [
        "Standard", "Value", "Beside its peers", "All clinics", "Least", "Lower quartile", "Median",
        "Upper quartile", "Greatest", "Clinics",
    ]  # fmt: skip
    assert table.rows[1] == [
        "By hand", "80%", "▲ better than its peers", "50%", "20%", "50%", "50%", "50%", "80%", "10",
    ]  # fmt: skip


def test_a_clinic_with_another_definition_is_not_in_anybodys_range():
    book = handbook([*COUNTS, (99, 100)], comparable={("c10", "s"): "variant"})
    table = Seen(figure(page("clinics/c0", book), "spine")).tables[0]
    assert table.rows[1][-2:] == ["80%", "10"]


def test_where_no_standard_has_four_clinics_the_page_says_so():
    html = page("clinics/c0", handbook(COUNTS[:3]))
    assert not figure(html, "spine")
    assert "here none of its standards has as many" in html


def test_a_clinic_that_reported_nothing_has_no_spine_and_no_heading_for_one():
    book = handbook()
    silent = written(
        book.standards, {**book.clinics, "new": clinic()}, book.observations.iter_rows(named=True)
    )
    made = rendered(silent, beside=True)["clinics/new"]
    assert "peers" not in [it.anchor for it in made.headings]
    assert 'id="peers"' not in made.body()


def test_all_three_are_there_in_every_language():
    made = rendered(handbook(languages=["en", "es", "fr"]), beside=True)
    for prefix in ("", "es/", "fr/"):
        html = made[f"{prefix}standards/s"].body()
        assert figure(html, "s-funnel")
        assert figure(html, "s-spread")
        assert figure(made[f"{prefix}clinics/c8"].body(), "spine")
