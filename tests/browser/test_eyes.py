"""Looking through another country's eyes: chosen, shared, taken back, and read without scripts."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.xdist_group("browser")

CLINIC = "clinics/us-tucson/"
STANDARD = "standards/same-day-appointment/"


def row(page, anchor: str):
    return page.locator(".bb-card tr").filter(has=page.locator(f'th a[href="#{anchor}"]'))


def in_table(page, anchor: str, country: str) -> tuple[str, str]:
    cell = page.locator(f'.bb-eyes-table tr[data-standard="{anchor}"] td[data-eyes="{country}"]')
    return cell.locator(".bb-badge").inner_text(), cell.locator("small").first.inner_text()


@pytest.fixture
def clinic(visit):
    with visit() as seen:
        yield seen.open(CLINIC)
        assert seen.complaints == []


def test_a_choice_judges_the_scorecard_by_the_targets_there(clinic):
    before = row(clinic, "same-day-appointment").inner_text()
    clinic.get_by_label("Judged by the targets of").select_option("Mexico")

    now = row(clinic, "same-day-appointment")
    assert (now.locator("td").nth(1).inner_text(), now.locator("td").nth(2).inner_text()) == in_table(
        clinic, "same-day-appointment", "mx"
    )
    assert now.inner_text() != before
    assert "Mexico" in clinic.locator(".bb-eyes [role=status]").inner_text()


def test_the_address_keeps_the_choice_and_back_takes_it_back(clinic, visit):
    home = row(clinic, "same-day-appointment").inner_text()
    clinic.get_by_label("Judged by the targets of").select_option("Mexico")
    assert clinic.url.endswith("?eyes=mx")
    there = row(clinic, "same-day-appointment").inner_text()

    with visit() as seen:
        assert row(seen.open(CLINIC + "?eyes=mx"), "same-day-appointment").inner_text() == there
    clinic.go_back()
    assert row(clinic, "same-day-appointment").inner_text() == home
    clinic.go_forward()
    assert row(clinic, "same-day-appointment").inner_text() == there


@pytest.mark.parametrize("nonsense", ["zz", "%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E", "constructor"])
def test_what_the_address_asks_for_in_vain_is_said_and_never_put_into_the_page(visit, nonsense):
    with visit() as seen:
        page = seen.open(CLINIC + "?eyes=" + nonsense)
        assert "passed over" in page.locator(".bb-eyes [role=status]").inner_text()
        assert page.locator(".bb-eyes img, .bb-reframed").count() == 0
        assert seen.complaints == []


@pytest.mark.parametrize(
    ("asked", "said", "marked"),
    [
        ("?eyes=us", "", False),  # where it is
        ("?eyes=MX", "another country's eyes: Mexico", True),
        ("?eyes=mx&eyes=ca", "this was passed over: ca", True),
    ],
)
def test_the_nearest_sensible_frame_is_taken(visit, asked, said, marked):
    with visit() as seen:
        page = seen.open(CLINIC + asked)
        told = page.locator(".bb-eyes [role=status]").inner_text()
        assert told == said or (said and said in told)
        assert (page.locator(".bb-reframed").count() > 0) == marked
        assert seen.complaints == []


def test_where_every_country_asks_alike_an_address_that_asks_otherwise_is_told(visit):
    with visit() as seen:
        page = seen.open("standards/complaints-received/?eyes=mx")
        assert "No country has a target of its own" in page.locator(".bb-eyes").inner_text()
        assert page.locator(".bb-eyes select").count() == 0
        assert seen.complaints == []


def test_a_standard_s_clinics_are_judged_alike(visit):
    with visit() as seen:
        page = seen.open(STANDARD + "?eyes=mx")
        rows = page.locator(".bb-rows tr.bb-reframed")
        assert rows.count() == 12
        assert set(rows.locator("td:nth-child(4)").all_inner_texts()) == {"at least 90%"}
        assert seen.complaints == []


def test_without_scripts_the_table_of_countries_says_it_all(visit):
    with visit(javascript=False) as seen:
        page = seen.open(CLINIC)
        assert page.locator(".bb-eyes").inner_text() == ""
        assert page.locator('.bb-eyes-table td[data-eyes="mx"]').count() > 5
