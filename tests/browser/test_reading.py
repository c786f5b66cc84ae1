"""What a reader does: read without scripts, choose a language, search, explore a chart, follow a number."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

pytestmark = pytest.mark.xdist_group("browser")

ROOT = Path(__file__).parents[2]
CLINIC = "clinics/mx-los-cabos/"
LINE = re.compile(r"/blob/main/(data/[^#]+)#L(\d+)$")


# ---------------------------------------------------------------- without scripts


@pytest.mark.parametrize("path", ["", CLINIC, "standards/email-reply/", "countries/mx/"])
def test_without_scripts_values_charts_and_tables_are_all_there(visit, path):
    with visit() as seen:
        scripted = counted(seen.open(path))
    with visit(javascript=False) as seen:
        page = seen.open(path)
        assert counted(page) == scripted
        assert page.locator("h1").first.is_visible()
        assert page.locator("article table td").first.text_content().strip()
        assert seen.complaints == []


def counted(page) -> dict[str, int]:
    return {
        what: page.locator(f"article {what}").count() for what in ("figure svg", "table", "tbody td", "h2")
    }


def test_every_chart_of_a_clinic_has_a_sentence_and_a_table(visit):
    with visit(javascript=False) as seen:
        page = seen.open(CLINIC)
        charts = page.locator("figure[data-kind=trend]").all()
        assert len(charts) >= 20
        for chart in charts:
            assert len(chart.locator("figcaption").text_content().split()) >= 5
            assert chart.locator("svg[role=img][aria-label]").count() == 1
            assert chart.locator("details table tbody tr").count() >= 1


# ---------------------------------------------------------------- languages


@pytest.mark.parametrize("width", [360, 1280])
def test_the_switch_leads_to_the_same_page_in_the_other_language(visit, width):
    with visit(width) as seen:
        page = seen.open(CLINIC)
        page.get_by_role("button", name="Select language").focus()
        page.get_by_role("link", name="Español").click()
        page.wait_for_url("**/es/" + CLINIC)
        assert page.locator("html").get_attribute("lang") == "es"
        page.get_by_role("button", name="Seleccionar idioma").hover()
        page.get_by_role("link", name="Français").click()
        page.wait_for_url("**/fr/" + CLINIC)
        assert page.locator("html").get_attribute("lang") == "fr"


def test_a_chosen_colour_scheme_stays_in_the_other_language(visit):
    with visit() as seen:
        page = seen.open("method/")
        page.locator("label[for=__palette_1]").first.click()
        chosen = page.locator("body").get_attribute("data-md-color-scheme")
        page.locator("label[for=__palette_2]").first.click()
        assert page.locator("body").get_attribute("data-md-color-scheme") != chosen
        seen.open("es/method/")
        assert page.locator("body").get_attribute("data-md-color-scheme") != chosen


# ---------------------------------------------------------------- search


@pytest.mark.parametrize(
    ("start", "query", "found", "leads_to"),
    [
        ("", "waiting room", "Minutes in the waiting room", "/standards/waiting-room/"),
        ("clinics/", "Faro de Arena", "Clínica Faro de Arena", "/clinics/mx-los-cabos/"),
        ("es/clinics/mx-los-cabos/", "sala de espera", "sala de espera", "/es/standards/waiting-room/"),
        ("fr/", "Faro de Arena", "Clínica Faro de Arena", "/fr/clinics/mx-los-cabos/"),
    ],
)
def test_search_finds_standards_and_clinics_in_the_language_of_the_page(visit, start, query, found, leads_to):
    with visit() as seen:
        page = seen.open(start)
        page.locator("input[name=query]").click()
        page.keyboard.type(query)
        results = page.locator(".md-search-result__item > a")
        # What is found follows each letter; the last word is what counts.
        page.locator(f".md-search-result__item > a[href*='{leads_to}']").first.wait_for(state="attached")
        addresses = [link.get_attribute("href").partition("?")[0] for link in results.all()]
        place = next((nth for nth, address in enumerate(addresses) if address.endswith(leads_to)), None)
        assert place is not None, addresses
        assert found in results.nth(place).text_content()
        others = {"/es/", "/fr/"} - {f"/{start[:3]}"}
        assert not [address for address in addresses if any(other in address for other in others)]
        results.nth(place).click()
        page.wait_for_url(f"**{leads_to}**")
        assert seen.complaints == []


# ---------------------------------------------------------------- charts


def test_a_chart_that_one_reaches_for_becomes_plotly_in_its_place(visit):
    with visit() as seen:
        page = seen.open(CLINIC)
        chart = page.locator("figure[data-kind=trend]").first
        chart.scroll_into_view_if_needed()
        before = chart.locator("svg.bb-chart").bounding_box()
        assert not [it for it in requests(page) if "plotly" in it]
        chart.locator("button.bb-button").first.click()
        chart.locator(".js-plotly-plot").wait_for()
        after = chart.locator(".js-plotly-plot").bounding_box()
        assert abs(after["x"] - before["x"]) <= 1
        assert abs(after["y"] - before["y"]) <= 1
        assert abs(after["width"] - before["width"]) <= 1
        assert abs(after["height"] - before["height"]) <= 1
        assert chart.locator(".js-plotly-plot .scatterlayer .trace").count() >= 1
        assert (seen.complaints, seen.outside) == ([], [])


def requests(page) -> list[str]:
    return page.evaluate("performance.getEntriesByType('resource').map(entry => entry.name)")


# ---------------------------------------------------------------- numbers and their lines


def test_a_number_leads_to_the_line_that_it_came_from(visit):
    with visit(javascript=False) as seen:
        rows = seen.open(CLINIC).locator("#email-reply-chart details tbody tr").all()
        assert len(rows) >= 24
        for row in rows:
            link = row.locator("td a").first
            if link.count():
                file, line = LINE.search(link.get_attribute("href")).groups()
                written = (ROOT / file).read_text(encoding="utf-8").splitlines()[int(line) - 1]
                met, of = row.locator("td").nth(1).text_content().split("/")
                assert re.search(rf"\b{met}\b.*\b{of}\b", written), (written, met, of)


# ---------------------------------------------------------------- safe


def test_the_policy_is_in_force(visit):
    with visit() as seen:
        page = seen.open(CLINIC)
        page.evaluate(
            """() => {
                const script = document.createElement("script");
                script.textContent = "window.ran = true";
                document.body.append(script);
            }"""
        )
        assert page.evaluate("window.ran") is None
        assert any("Content Security Policy" in complaint for complaint in seen.complaints)


def test_the_banner_says_that_the_values_are_invented(visit):
    with visit() as seen:
        for path in ("", CLINIC, "guide/reading/", "no/such/page/"):
            assert seen.open(path).locator(".bb-banner").is_visible()


# ---------------------------------------------------------------- a phone


def test_the_menu_of_a_phone_leads_to_every_section(visit):
    with visit(360) as seen:
        page = seen.open(CLINIC)
        page.locator("header label[for=__drawer]").click()
        page.locator("nav.md-nav--primary").get_by_role("link", name="Countries", exact=True).click()
        page.wait_for_url("**/countries/")
        assert seen.complaints == []
