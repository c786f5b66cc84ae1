"""The map of a standard in a real browser: by keyboard, without scripts, and with room for its letters."""

from __future__ import annotations

import re

import pytest

pytestmark = pytest.mark.xdist_group("browser")

STANDARD = "standards/email-reply/"
MAP = "figure[data-kind=map]"

COVERED = """
figure => [...figure.querySelectorAll("svg")].flatMap(svg => {
  const boxes = [...svg.querySelectorAll(".bb-name, a > :is(circle, rect)")].map(it => {
    const box = it.getBoundingClientRect();
    return {said: it.textContent || it.parentNode.textContent, ...box.toJSON()};
  });
  return boxes.flatMap((one, at) => boxes.slice(at + 1)
    .filter(other => one.left < other.right - 1 && other.left < one.right - 1
      && one.top < other.bottom - 3 && other.top < one.bottom - 3)
    .map(other => [one.said, other.said]));
})
"""


@pytest.mark.parametrize("width", [360, 768, 1280, 1920])
@pytest.mark.parametrize("path", [STANDARD, "fr/" + STANDARD])
def test_no_name_lies_over_another_nor_over_a_mark(visit, width, path):
    with visit(width) as seen:
        figure = seen.open(path).locator(MAP)
        figure.locator(".bb-one").first.wait_for()
        maps = figure.locator(".bb-one:has(a)")
        assert maps.count() == 3
        assert [pair for at in range(3) for pair in maps.nth(at).evaluate(COVERED)] == []


def test_a_mark_is_reached_by_keyboard_says_what_it_is_and_leads_to_its_clinic(visit):
    with visit() as seen:
        page = seen.open(STANDARD)
        mark = page.locator(MAP).get_by_role("link", name=re.compile(r"^Clínica Faro de Arena: .+ met"))
        mark.focus()
        before = page.locator(MAP).get_by_role("link").count()
        assert before == 12 + 1  # every clinic, and the way to the table
        page.keyboard.press("Enter")
        page.wait_for_url("**/clinics/mx-los-cabos/#email-reply")
        assert seen.complaints == []


def test_a_chart_beside_it_can_still_be_explored(visit):
    with visit() as seen:
        page = seen.open(STANDARD)
        page.locator("figure[data-kind=dots]").hover()
        page.locator("figure[data-kind=dots] .bb-button").first.wait_for()
        assert page.locator(f"{MAP} .bb-button").count() == 0
        assert seen.complaints == []
