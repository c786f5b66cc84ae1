"""The preview follows every save, and a mistake doesn't end it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect
from serving import Preview, serving
from site_under_test import handbook

pytestmark = pytest.mark.xdist_group("browser")

PATIENCE = 60_000
STANDARD = "data/standards/waiting-room.yml"
PAGE = "standards/waiting-room/"


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    with serving(handbook(tmp_path_factory.mktemp("preview") / "book", languages="[en]")) as preview:
        yield preview


@pytest.fixture
def preview(started: Preview) -> Iterator[Preview]:
    """With its files put back afterwards."""
    files = {file: file.read_bytes() for file in started.folder.rglob("*") if file.is_file()}
    yield started
    assert started.process.poll() is None
    for file, content in files.items():
        if not file.is_file() or file.read_bytes() != content:
            file.write_bytes(content)
    started.shows("clinics/harbour/", "71 of 75")


@pytest.fixture(autouse=True)
def patient() -> Iterator[None]:
    expect.set_options(timeout=PATIENCE)
    yield
    expect.set_options(timeout=5_000)


@pytest.fixture
def page(browser) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 1280, "height": 700}, reduced_motion="reduce")
    page.set_default_timeout(PATIENCE)
    yield page
    page.close()


def strip(page: Page):
    return page.locator("#bb-preview")


def mark(page: Page) -> None:
    """Something that is gone once the page is loaded again."""
    page.evaluate("window.untouched = true")


def untouched(page: Page) -> bool:
    return bool(page.evaluate("window.untouched"))


def test_an_open_page_follows_every_save_and_outlives_a_mistake(page, preview):
    page.goto(preview.address + PAGE)
    renamed = page.locator("h1", has_text="Minutes before being called in")

    preview.save(STANDARD, "title: Time in the waiting room", "title: Minutes before being called in")
    renamed.wait_for()

    preview.save(STANDARD, "better: lower", "better: [[[")
    page.goto(preview.address + "completeness/")
    mistake = page.get_by_text("waiting-room.yml").first
    mistake.wait_for()

    preview.save(STANDARD, "better: [[[", "better: lower")
    mistake.wait_for(state="detached")
    page.goto(preview.address + PAGE)
    renamed.wait_for()
    assert preview.process.poll() is None


def test_a_broken_file_is_named_at_the_foot_of_a_page_that_stays_as_it_was(page, preview):
    page.goto(preview.address + PAGE)
    heading = page.locator("h1").inner_text()
    expect(strip(page)).to_be_empty()
    mark(page)

    preview.save(STANDARD, "better: lower", "better: [[[")
    expect(strip(page)).to_contain_text(f"{STANDARD}:")
    assert strip(page).get_attribute("aria-live") == "polite"
    assert page.locator("h1").inner_text() == heading

    preview.save(STANDARD, "better: [[[", "better: lower")
    expect(strip(page)).to_be_empty()
    assert untouched(page), "what didn't change was loaded again"


def test_a_title_in_the_data_is_no_markup_in_the_strip(page, preview):
    page.goto(preview.address)
    preview.save(STANDARD, "better: lower", "better: <img src=x onerror=document.title='owned'>")
    expect(strip(page)).to_contain_text("<img src=x")
    assert not strip(page).locator("img").count()
    assert page.title() != "owned"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_strip_can_be_read_on_a_phone_and_leaves_room_for_the_page(browser, preview, scheme):
    page = browser.new_page(viewport={"width": 360, "height": 640}, color_scheme=scheme)
    page.set_default_timeout(PATIENCE)
    page.goto(preview.address + PAGE)
    preview.save(STANDARD, "theme: waiting", "theme: wating\nnonsense: " + "long" * 80)
    expect(strip(page)).to_contain_text("nonsense")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert strip(page).bounding_box()["height"] < 640 / 2
    found = Axe().run(page, context="#bb-preview").response["violations"]
    assert not found, [violation["id"] for violation in found]

    strip(page).locator("summary").click()
    expect(strip(page).locator("li").first).to_be_visible()
    assert strip(page).bounding_box()["height"] < 640 / 2
    page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
    page.wait_for_timeout(300)
    footer, top = page.locator("footer").bounding_box(), strip(page).bounding_box()["y"]
    assert footer["y"] + footer["height"] <= top + 1, "the strip lies over the end of the page"
    page.close()


def test_only_a_page_that_changed_is_loaded_again_and_where_one_was_reading(browser, page, preview):
    page.goto(preview.address + "clinics/harbour/")
    other = browser.new_page()
    other.goto(preview.address + PAGE)  # of a standard of which nothing is saved
    mark(other)
    page.evaluate("scrollTo(0, 500)")
    assert page.evaluate("scrollY") == 500

    preview.save("data/kpis/harbour.yml", "2025-12: 71/75", "2025-12: {met: 70, of: 75, note: One fewer}")
    page.get_by_text("One fewer").first.wait_for(state="attached")
    page.wait_for_function("Math.abs(scrollY - 500) < 2")
    other.bring_to_front()
    other.wait_for_timeout(1000)
    assert untouched(other)
    other.close()


def test_of_saves_in_quick_succession_the_last_is_shown(page, preview):
    page.goto(preview.address + "clinics/harbour/")
    for now in (70, 69, 68):
        preview.save("data/kpis/harbour.yml", f"2025-12: {now + 1}/75", f"2025-12: {now}/75")
        page.wait_for_timeout(120)
    page.get_by_text("68 of 75").first.wait_for(state="attached")


def test_a_file_that_is_replaced_or_written_bit_by_bit_is_no_mistake(page, preview):
    since = len(preview.said())
    page.goto(preview.address + "clinics/harbour/")
    file = preview.folder / "data/kpis/harbour.yml"
    text = file.read_text().replace("2025-12: 71/75", "2025-12: 67/75")
    with file.open("w") as written:  # as an editor that empties the file first
        written.flush()
        page.wait_for_timeout(20)
        written.write(text)
    page.get_by_text("67 of 75").first.wait_for(state="attached")

    new = file.with_name(".harbour.yml.swp")  # as one that puts a new file in its place
    new.write_text(text.replace("67/75", "66/75"))
    new.replace(file)
    page.get_by_text("66 of 75").first.wait_for(state="attached")
    assert "error" not in preview.said()[since:]


def test_a_hand_written_page_follows_too(page, preview):
    file = next((preview.folder / "docs").rglob("*.md"))
    address = file.relative_to(preview.folder / "docs").with_suffix("").as_posix()
    page.goto(f"{preview.address}{address}/")
    file.write_text(file.read_text() + "\n\nA sentence that was added.\n")
    page.get_by_text("A sentence that was added.").wait_for()
