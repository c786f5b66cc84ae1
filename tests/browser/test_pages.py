"""Every kind of page, wide and narrow, light and dark."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = pytest.mark.xdist_group("browser")

PAGES = (
    "",
    "attention/",
    "attention/?country=mx&theme=nonsense",
    "heat-map/",
    "heat-map/?sort=no-show&theme=access",
    "standards/",
    "standards/email-reply/",
    "clinics/",
    "clinics/mx-los-cabos/",
    "countries/",
    "countries/mx/",
    "completeness/",
    "method/",
    "guide/reading/",
    "reference/checks/",
    "no/such/page/",
    "es/standards/waiting-room/",
    "fr/clinics/us-tampa/",
)
BUSIEST = ("", "heat-map/", "standards/email-reply/", "clinics/mx-los-cabos/")
"""Looked at in either scheme on either screen; the others once on a phone and once on a desk."""

SEEN = [
    (path, width, scheme)
    for path in PAGES
    for width, scheme in ((360, "light"), (1280, "dark"), (360, "dark"), (1280, "light"))
    if path in BUSIEST or (width == 360) == (scheme == "light")
]
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"]


@pytest.mark.parametrize(("path", "width", "scheme"), SEEN)
def test_a_page_is_sound(visit, path, width, scheme):
    with visit(width, scheme) as seen:
        page = seen.open(path)
        page.wait_for_function("document.documentElement.classList.contains('js')")
        assert page.locator("h1").first.is_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert violations(page) == []
        lost = [it for it in seen.complaints if "404" in it]
        assert (seen.complaints if path != "no/such/page/" else seen.complaints[len(lost) :]) == []
        assert seen.outside == []


def violations(page) -> list[str]:
    """What axe-core finds against WCAG 2.2, levels A and AA, with the first place of each."""
    options = {"runOnly": {"type": "tag", "values": WCAG}, "resultTypes": ["violations"]}
    found = Axe().run(page, options=options).response["violations"]
    return [
        f"{it['id']} ×{len(it['nodes'])}: {it['nodes'][0]['html'][:160]} — {it['nodes'][0]['failureSummary']}"
        for it in found
    ]
