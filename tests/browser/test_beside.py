"""What stands beside a value: how many it is out of, and whose target its small chart shows."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.xdist_group("browser")

CLINICS = "compare/?clinics=mx-tijuana,us-tucson"
SAME_DAY = "same-day-appointment"


def counted(seen, clinic: str) -> str:
    """What the clinic's own page says that its newest value is out of."""
    page = seen.open(f"clinics/{clinic}/")
    rows = page.locator(f"#{SAME_DAY}-chart details tbody tr")
    return rows.first.evaluate("row => row.cells[2].textContent.trim()")


def rows_of(page, nth: int = 0) -> list[list[str]]:
    page.locator(".bb-scroll table").first.wait_for()
    return (
        page.locator(".bb-scroll table")
        .nth(nth)
        .evaluate("it => [...it.rows].map(row => [...row.cells].map(cell => cell.innerText.trim()))")
    )


def test_counts_stand_beside_newest_values_as_on_the_clinic_s_own_page(visit):
    with visit() as seen:
        there = {name: counted(seen, name) for name in ("mx-tijuana", "us-tucson")}
        heads, *rows = rows_of(seen.open(f"{CLINICS}&standards={SAME_DAY}"))
        assert heads[2] == "Counted/out of"
        assert [row[2] for row in rows] == list(there.values())
        assert seen.complaints == []


@pytest.mark.parametrize(
    "search", [f"&standards={SAME_DAY}&view=trend", f"&standards={SAME_DAY},phone-answered&view=scatter", ""]
)
def test_counts_stand_in_every_view(visit, search):
    with visit() as seen:
        own = counted(seen, "us-tucson")
        page = seen.open(CLINICS + search)
        page.locator(".bb-scroll table").first.wait_for(state="attached")
        assert own in page.locator(".bb-scroll table").first.text_content()


def test_a_mean_says_how_many_answered(visit):
    with visit() as seen:
        rows = rows_of(seen.open(f"{CLINICS}&standards=visit-rating"))[1:]
        assert all(row[2].startswith("n = ") for row in rows if row[1])


def test_through_other_eyes_a_small_chart_leaves_home_s_target_out_and_says_so(visit):
    with visit() as seen:
        page = seen.open("clinics/us-tucson/")
        row = page.locator(".bb-card tr").filter(has=page.locator(f'th a[href="#{SAME_DAY}"]'))
        line = row.locator(".bb-spark .bb-target")
        said = page.locator(".bb-eyes [role=status]")
        choose = page.get_by_label("Judged by the targets of")
        displayed = "it => getComputedStyle(it).display"
        assert line.evaluate(displayed) != "none"
        choose.select_option("Mexico")
        assert line.evaluate(displayed) == "none"
        assert "leave their target out" in said.inner_text()
        alike = page.locator(".bb-card tr:not(.bb-reframed) .bb-spark .bb-target").first
        assert alike.evaluate(displayed) != "none"
        choose.select_option("")
        assert line.evaluate(displayed) != "none"
        assert said.inner_text() == ""


def test_the_contents_lead_to_the_table_of_other_eyes(visit):
    with visit() as seen:
        page = seen.open("clinics/us-tucson/")
        link = page.locator('.md-nav--secondary a[href="#eyes"]').first
        assert link.text_content().strip() == "Through other eyes"
        assert page.locator("#eyes").count() == 1
