"""Charts in a real browser: the picture at every width, and Plotly in its place when one reaches for it."""

from __future__ import annotations

import functools
import http.server
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

import pytest
import test_draw_funnel as funnels
import test_draw_spine as spines
import test_draw_spread as spreads
from axe_playwright_python.sync_playwright import Axe
from drawn import WORDS, reckoned, series, standard
from playwright.sync_api import Browser, Locator, Page, expect

from generator.charts import browser_assets, chart_frame
from generator.charts.dots import figure as dots
from generator.charts.plotly_layouts import AREA, LEFT, RIGHT, TOP
from generator.charts.style import DARK, LIGHT
from generator.charts.trend import figure as trend
from generator.mkdocs.security import with_policy
from generator.model.results import ChangeMark

pytestmark = pytest.mark.xdist_group("browser")

ASSETS = Path(browser_assets.__file__).parents[1] / "render" / "assets"
PLOTLY = Path(find_spec("plotly").submodule_search_locations[0]) / "package_data" / "plotly.min.js"
WIDTHS = pytest.mark.parametrize("width", [360, 1280])

WAIT = standard(title="Waiting", targets=["20 min"])
SHARE = standard("proportion", "higher", title="Answered", targets=["95%"])
UPS = [24.0, 22.5, 25.1, 23.3, 21.9, 24.4]
MARKS = (
    ChangeMark(4, "A new telephone system", False),
    ChangeMark(24, "New desk", True),
    ChangeMark(26, "Flood", False),
)
CHARTS = {
    "waiting": trend.figure(
        reckoned([*UPS * 4, None, *[15.0] * 11], target=[30.0] * 20 + [20.0] * 16, restart=24, marks=MARKS),
        WAIT, WORDS, "North",
    ),
    "weeks": trend.figure(series([20.0] * 60, first="2024-W50"), WAIT, WORDS, "North"),
    "days": trend.figure(series([20.0] * 90, first="2024-11-20"), WAIT, WORDS, "North"),
    "quarters": trend.figure(series([20.0] * 17, first="2022-Q1"), WAIT, WORDS, "North"),
    "years": trend.figure(series([20.0] * 9, first="2016/17"), WAIT, WORDS, "North"),
    "dots": dots.figure(
        [series([value], target=0.95) for value in (0.8, 0.9, 0.96)],
        ["North", "A clinic with a name that is much too long for a telephone", "South"],
        SHARE, WORDS, benchmark=0.88, target=0.95, intervals=[(0.7, 0.88), None, (0.9, 0.99)],
    ),
    "funnel": funnels.drawn(
        [*[(50, 100)] * 10, (80, 100), (20, 100), (300, 500), (190, 500), (37, 100), (4, 9)], targets=(0.6,)
    ),
    "spread": spreads.drawn([[10.0, 20.0, 30.0, 40.0, 50.0]] * 12, targets=[(30.0,)] * 6 + [(15.0,)] * 6),
    "spine": spines.spined(
        [*spines.month("s", spines.FIVE), *spines.month("few", [1, 2, 3]), *spines.plain("d", spines.FIVE)],
        {"s": SHARE, "few": SHARE, "d": WAIT}, "a",
    ),
}  # fmt: skip


KINDS = ["waiting", "dots", "funnel", "spread", "spine"]
"""One chart of each kind."""

PATIENCE = 60_000
"""Milliseconds: Plotly is large, and the machine may be busy."""


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """No line for every request."""


@pytest.fixture(scope="session")
def charts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A page of charts under the policy of the site, without the theme."""
    folder = tmp_path_factory.mktemp("charts")
    for file in (ASSETS / "charts.css", ASSETS / "charts.js", PLOTLY):
        (folder / file.name).write_bytes(file.read_bytes())
    blocks = "".join(
        chart_frame.markup(figure, "<table><tr><td>as a table</td></tr></table>", WORDS, name)
        for name, figure in CHARTS.items()
    )
    page = (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Charts</title>'
        '<meta name="viewport" content="width=device-width"><link rel="icon" href="data:,">'
        '<link rel="stylesheet" href="charts.css"><script src="charts.js" defer></script></head>'
        f'<body dir="ltr" data-md-color-scheme="default"><main class="md-typeset">{blocks}</main></body>'
    )
    (folder / "index.html").write_text(with_policy(page, ()), encoding="utf-8")
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=folder))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def opened(browser: Browser, charts: str) -> Callable[..., object]:
    """`with opened(360) as page:`; fails if the browser complained of anything."""

    @contextmanager
    def opening(width: int = 1280, *, complains: bool = False, **options: object) -> Iterator[Page]:
        context = browser.new_context(viewport={"width": width, "height": 800}, **options)
        page, complaints = context.new_page(), []
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda it: it.type in ("error", "warning") and complaints.append(it.text))
        page.asked = []
        page.on("request", lambda request: page.asked.append(request.url))
        page.goto(charts)
        try:
            yield page
        finally:
            context.close()
        assert complains or complaints == []

    return opening


def rgb(colour: str) -> str:
    return f"rgb({', '.join(str(int(colour[at : at + 2], 16)) for at in (1, 3, 5))})"


def explore(page: Page, name: str) -> Locator:
    figure = page.locator(f"#{name}")
    figure.get_by_role("button", name="Explore").click()
    expect(figure).to_have_attribute("data-live", "", timeout=PATIENCE)
    return figure


def box(place: Locator) -> dict[str, float]:
    """Where something is on the page, wherever the page is scrolled to."""
    return place.evaluate(
        """it => { const { x, y, width, height } = it.getBoundingClientRect();
                   return { x: x + scrollX, y: y + scrollY, width, height }; }"""
    )


def centre(place: Locator) -> tuple[float, float]:
    at = box(place)
    return at["x"] + at["width"] / 2, at["y"] + at["height"] / 2


# ------------------------------------------------------------ the picture


@WIDTHS
def test_without_scripts_the_picture_the_sentence_and_the_table_are_there(opened, width):
    with opened(width, java_script_enabled=False) as page:
        figure = page.locator("#waiting")
        expect(figure.locator("svg.bb-chart")).to_be_visible()
        expect(figure.locator("figcaption")).to_contain_text("Waiting, North")
        figure.locator("summary").click()
        expect(figure.get_by_text("as a table", exact=True)).to_be_visible()
        expect(figure.get_by_role("button")).to_have_count(0)


@WIDTHS
@pytest.mark.parametrize("name", list(CHARTS))
def test_no_text_of_a_chart_runs_into_another_or_off_the_page(opened, width, name):
    with opened(width) as page:
        boxes = page.evaluate(
            """name => [...document.querySelectorAll(`#${name} .bb-chart text, #${name} .bb-chart span`)]
                 .map(it => [it.textContent, it.getBoundingClientRect()])
                 .filter(([, box]) => box.width > 0)
                 .map(([text, box]) => [text, box.left, box.right, box.top, box.bottom])""",
            name,
        )
        assert len(boxes) > 5
        # Lines of text may stand closer than their boxes, which keep room for accents.
        runs = [
            (one[0], other[0])
            for at, one in enumerate(boxes)
            for other in boxes[at + 1 :]
            if one[1] < other[2] and other[1] < one[2] and one[3] + 3 < other[4] and other[3] + 3 < one[4]
        ]
        assert runs == []
        assert [text for text, left, right, *_ in boxes if left < 0 or right > width] == []


def test_text_is_as_large_on_a_phone_as_on_a_desk(opened):
    sizes = []
    for width in (360, 1280):
        with opened(width) as page:
            box = page.locator("#waiting .bb-aim").bounding_box()
            sizes.append((box["width"], box["height"]))
    assert sizes[0] == pytest.approx(sizes[1])


def test_notes_of_changes_show_where_there_is_room(opened):
    with opened(1280) as page:
        expect(
            page.locator("#waiting .bb-mark", has_text="Jan 26: New desk").locator("tspan")
        ).to_be_visible()
    with opened(360) as page:
        mark = page.locator("#waiting .bb-mark", has_text="Jan 26")
        expect(mark).to_be_visible()
        expect(mark.locator("tspan")).to_be_hidden()


# ------------------------------------------------------------ Plotly in its place


def test_nothing_of_plotly_is_loaded_before_a_reader_reaches_for_a_chart(opened):
    with opened() as page:
        page.wait_for_load_state("networkidle")
        assert not any("plotly" in url for url in page.asked)
        explore(page, "waiting")
        explore(page, "dots")
        assert len([url for url in page.asked if "plotly" in url]) == 1


@WIDTHS
@pytest.mark.parametrize("name", KINDS)
def test_nothing_jumps_when_plotly_takes_the_place_of_the_picture(opened, width, name):
    with opened(width) as page:
        before = box(page.locator(f"#{name}"))
        figure = explore(page, name)
        assert box(figure) == before
        assert box(figure.locator(".bb-plot")) == box(figure.locator(".bb-stage"))
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@WIDTHS
def test_plotly_puts_a_value_where_the_picture_had_it(opened, width):
    with opened(width) as page:
        at = box(page.locator("#waiting .bb-chart"))
        low, high = CHARTS["waiting"].spec["layout"]["yaxis"]["range"]
        x = at["x"] + LEFT + (at["width"] - LEFT - RIGHT) * 0.5 / 36
        y = at["y"] + TOP + AREA * (high - UPS[0]) / (high - low)
        figure = explore(page, "waiting")
        value = figure.locator(".trace:has(path.point)").first.locator("path.point").first
        assert centre(value) == pytest.approx((x, y), abs=1)


@WIDTHS
def test_plotly_puts_a_dot_on_its_track(opened, width):
    with opened(width) as page:
        track = page.locator("#dots .bb-row:not(.bb-head) > .bb-track").nth(1)
        at, (low, high) = box(track), CHARTS["dots"].spec["layout"]["xaxis"]["range"]
        share = (90 - low) / (high - low)
        figure = explore(page, "dots")
        places = [centre(it) for it in figure.locator("path.point").all()]
        expected = (at["x"] + share * at["width"], at["y"] + at["height"] / 2)
        assert any(place == pytest.approx(expected, abs=1) for place in places)


def test_moving_on_a_chart_opens_it_and_resting_elsewhere_doesnt(opened):
    with opened() as page:
        x, y = centre(page.locator("#waiting .bb-chart"))
        page.mouse.move(x, y)
        page.mouse.move(x + 9, y + 3)
        expect(page.locator("#waiting")).to_have_attribute("data-live", "", timeout=PATIENCE)
        expect(page.locator("#weeks")).not_to_have_attribute("data-live", "")


def test_the_keyboard_alone_opens_reads_and_leaves_a_chart(opened):
    with opened() as page:
        figure = page.locator("#waiting")
        figure.get_by_role("button", name="Explore").focus()
        page.keyboard.press("Enter")
        expect(figure).to_have_attribute("data-live", "", timeout=PATIENCE)
        expect(figure.get_by_role("button", name="Back")).to_be_focused()
        figure.locator(".bb-plot").focus()
        status = figure.get_by_role("status")
        page.keyboard.press("End")
        expect(status).to_have_text("December 2026: 15\N{NO-BREAK SPACE}min")
        page.keyboard.press("Home")
        expect(status).to_have_text("January 2024: 24\N{NO-BREAK SPACE}min")
        expect(figure.locator(".hovertext")).to_have_count(1)
        page.keyboard.press("Escape")
        expect(figure.locator(".bb-plot")).to_have_count(0)
        expect(figure.locator("svg.bb-chart")).to_be_visible()
        expect(figure.get_by_role("button", name="Explore")).to_be_focused()


def test_a_reader_who_went_back_isnt_taken_away_again_by_the_pointer(opened):
    with opened() as page:
        figure = explore(page, "waiting")
        figure.get_by_role("button", name="Back").click()
        x, y = centre(figure.locator(".bb-chart"))
        page.mouse.move(x, y)
        page.mouse.move(x + 9, y + 3)
        page.wait_for_timeout(500)
        expect(figure.locator(".bb-plot")).to_have_count(0)


def test_where_plotly_cant_be_loaded_the_picture_stays_and_one_is_told(opened):
    with opened(complains=True) as page:
        page.route("**/plotly.min.js", lambda route: route.abort())
        figure = page.locator("#waiting")
        figure.get_by_role("button", name="Explore").click()
        expect(figure.get_by_role("status")).to_have_text("That can't be loaded just now.")
        expect(figure.locator("svg.bb-chart")).to_be_visible()
        page.unroute("**/plotly.min.js")
        explore(page, "waiting")


def test_colours_follow_the_switch_between_light_and_dark(opened):
    with opened() as page:
        figure = explore(page, "waiting")
        names = figure.locator(".xtick text").first
        expect(names).to_have_css("fill", rgb(LIGHT.text))
        page.evaluate("document.body.dataset.mdColorScheme = 'slate'")
        expect(names).to_have_css("fill", rgb(DARK.text))


def test_dragging_zooms_to_a_stretch_of_time_and_back(opened):
    with opened() as page:
        figure = explore(page, "waiting")
        at = figure.locator(".bb-plot").bounding_box()
        middle = at["y"] + at["height"] / 2
        page.mouse.move(at["x"] + 0.3 * at["width"], middle)
        page.mouse.down()
        page.mouse.move(at["x"] + 0.5 * at["width"], middle, steps=5)
        page.mouse.up()
        reset = figure.get_by_role("button", name="Whole chart")
        expect(reset).to_be_visible()
        zoomed = figure.locator(".xtick text").all_text_contents()
        assert 1 < len(zoomed) <= 9
        assert "Jan 24" not in zoomed
        reset.click()
        expect(figure.locator(".xtick text", has_text="Jan 24")).to_be_visible()
        expect(reset).to_be_hidden()


@pytest.mark.parametrize(("kind", "begins"), [("PNG", b"\x89PNG"), ("SVG", b"<svg")])
@pytest.mark.parametrize("name", KINDS)
def test_a_chart_can_be_saved(opened, tmp_path, name, kind, begins):
    with opened() as page:
        figure = explore(page, name)
        with page.expect_download() as download:
            figure.get_by_role("button", name=f"Save as {kind}").click()
        saved = tmp_path / "chart"
        download.value.save_as(saved)
        assert download.value.suggested_filename == f"{name}.{kind.lower()}"
        assert saved.read_bytes().startswith(begins)
        if kind == "SVG":
            assert CHARTS[name].title.split(",")[0] in saved.read_text(encoding="utf-8")


def test_paper_gets_the_picture_and_no_buttons(opened):
    with opened() as page:
        figure = explore(page, "waiting")
        page.emulate_media(media="print")
        expect(figure.locator("svg.bb-chart")).to_be_visible()
        expect(figure.locator(".bb-plot")).to_be_hidden()
        expect(figure.locator(".bb-tools")).to_be_hidden()


def test_a_chart_keeps_its_place_when_the_window_changes(opened):
    with opened(1280) as page:
        figure = explore(page, "waiting")
        page.set_viewport_size({"width": 360, "height": 800})
        expect(figure.locator(".bb-plot .main-svg").first).to_have_attribute("width", "344")
        assert page.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.mark.parametrize("name", KINDS)
def test_an_opened_chart_breaks_no_rule_of_accessibility(opened, name):
    with opened() as page:
        explore(page, name)
        rules = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]}}
        found = Axe().run(page, context=f"#{name}", options=rules).response["violations"]
        assert [(it["id"], it["nodes"][0]["html"][:200]) for it in found] == []
