"""What holds of every page of this repository's handbook, in every language."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Callable, Mapping
from functools import cache
from itertools import pairwise
from pathlib import Path
from urllib.parse import urldefrag, urljoin

import pytest
from rendered import AS_OF, Seen

from generator import pipeline
from generator.model.page import Handbook, Page

ROOT = Path(__file__).parents[1]


@cache
def handbook() -> Handbook:
    return pipeline.handbook(ROOT, as_of=AS_OF)


@cache
def seen() -> dict[str, tuple[Page, str, Seen]]:
    """Every page by where it is served."""
    found = {}
    for page in handbook().pages:
        body = page.body()
        found[_served(page.address)] = (page, body, Seen(body))
    return found


def _served(address: str) -> str:
    folder = "" if address == "index" else address.removesuffix("/index")
    return folder + "/" if folder else ""


def broken(check: Callable[[Page, str, Seen], object]) -> list[str]:
    """Addresses of the pages of which it doesn't hold."""
    return [address for address, (page, body, eyes) in seen().items() if not check(page, body, eyes)]


def test_every_page_is_there_in_every_language() -> None:
    written = handbook().written
    names = len(written.standards) + len(written.clinics) + len(written.countries) + 9
    by_language = Counter(page.language for page in handbook().pages)
    assert by_language == dict.fromkeys(written.settings.languages, names)


def test_a_page_has_one_title_and_headings_without_a_gap() -> None:
    def sound(page: Page, body: str, eyes: Seen) -> bool:
        levels = [level for level, _, _ in eyes.headings]
        return (
            levels[0] == 1
            and levels.count(1) == 1
            and all(after <= before + 1 for before, after in pairwise(levels))
        )

    assert broken(sound) == []


def test_the_table_of_contents_is_that_of_the_page() -> None:
    def sound(page: Page, body: str, eyes: Seen) -> bool:
        there = [anchor for _, anchor, _ in eyes.headings]
        listed = [heading.anchor for heading in page.headings]
        return [anchor for anchor in there if anchor in listed] == listed

    assert broken(sound) == []


def test_headings_are_listed_as_they_are_written() -> None:
    def sound(page: Page, body: str, eyes: Seen) -> bool:
        there = {anchor: (level, text) for level, anchor, text in eyes.headings}
        return all(there[heading.anchor] == (heading.level, heading.title) for heading in page.headings)

    assert broken(sound) == []


def test_tags_are_closed_in_order() -> None:
    assert broken(lambda page, body, eyes: not eyes.unbalanced and not eyes.open) == []


def test_no_id_stands_twice_on_a_page() -> None:
    assert broken(lambda page, body, eyes: len(set(eyes.ids)) == len(eyes.ids)) == []


def test_a_body_can_stand_in_a_markdown_file() -> None:
    assert broken(lambda page, body, eyes: not re.search(r"\n\s*\n", body)) == []
    assert (
        broken(lambda page, body, eyes: body.startswith('<div class="bb ') and body.endswith("</div>")) == []
    )


def data_or_ours(script: Mapping[str, str]) -> bool:
    """Whether a script element runs nothing of its own: data, or a file of this site."""
    src = script.get("src", "")
    return script.get("type") == "application/json" or bool(re.match(r"(\.\./)+assets/benchbook/", src))


def test_nothing_on_a_page_needs_unsafe_inline() -> None:
    def sound(page: Page, body: str, eyes: Seen) -> bool:
        inline = any("style" in said or any(name.startswith("on") for name in said) for _, said in eyes.tags)
        scripts = [said for tag, said in eyes.tags if tag == "script"]
        return not inline and all(map(data_or_ours, scripts))

    assert broken(sound) == []


def test_every_table_has_a_caption_and_heads_with_a_scope() -> None:
    def sound(page: Page, body: str, eyes: Seen) -> bool:
        scopes = {"col", "row", "rowgroup"}
        named = all(table.caption for table in eyes.tables if "bb-table" in table.css)
        return named and all(set(table.scopes) <= scopes for table in eyes.tables)

    assert broken(sound) == []


def test_rows_are_as_long_as_their_heads() -> None:
    def sound(page: Page, body: str, eyes: Seen) -> bool:
        return all(len(row) in (1, len(table.rows[0])) for table in eyes.tables for row in table.rows)

    assert broken(sound) == []


def test_what_scrolls_can_be_reached_by_keyboard_and_has_a_name() -> None:
    def sound(page: Page, body: str, eyes: Seen) -> bool:
        regions = [said for _, said in eyes.tags if said.get("role") == "region"]
        return all(said.get("tabindex") == "0" and said.get("aria-label") for said in regions)

    assert broken(sound) == []


def test_every_link_has_words_and_leads_to_a_place_that_is_there() -> None:
    downloads = {download.path for download in handbook().downloads}
    site, dead = "https://example.org/handbook/", []
    for address, (_, _, eyes) in seen().items():
        for href, text in eyes.links:
            target, anchor = urldefrag(urljoin(site + address, href.partition("?")[0]))
            inside = target.removeprefix(site)
            if not text.strip():
                dead.append((address, href))
            elif target != inside and inside not in downloads:
                page = seen().get(inside)
                if page is None or (anchor and anchor not in page[2].ids):
                    dead.append((address, href))
    assert dead == []


def test_links_within_the_site_are_relative() -> None:
    outside = re.compile(r"https?://|mailto:")
    assert (
        broken(lambda page, body, eyes: all(outside.match(h) or not h.startswith("/") for h, _ in eyes.links))
        == []
    )


def test_what_the_search_finds_is_on_the_page() -> None:
    def sound(page: Page, body: str, eyes: Seen) -> bool:
        return all(not entry.anchor or entry.anchor in eyes.ids for entry in page.search) and page.search

    assert broken(sound) == []


def test_the_search_finds_every_clinic_and_each_of_its_standards() -> None:
    page = next(page for page in handbook().pages if page.address == "clinics/mx-tijuana")
    assert page.search[0].title == "Clínica Puente Norte"
    said = next(entry for entry in page.search if entry.anchor == "email-reply")
    assert said.title == "E-mails answered within four working hours, Clínica Puente Norte"
    assert "June 2026" in said.text


def test_the_same_page_in_another_language_is_there() -> None:
    there = {page.address for page in handbook().pages}
    for page in handbook().pages:
        assert set(page.alternates.values()) <= there
        assert page.alternates[page.language] == page.address


def test_text_in_another_language_says_so() -> None:
    spanish = seen()["es/standards/email-reply/"][2]
    english = [said for _, said in spanish.tags if said.get("lang") == "en"]
    assert english, "an editor's English text on a Spanish page carries its language"
    assert not [said for _, said in seen()["standards/email-reply/"][2].tags if said.get("lang") == "en"]


def test_every_measured_value_in_a_clinics_tables_leads_to_its_line() -> None:
    _, _, eyes = seen()["clinics/mx-los-cabos/"]
    table = eyes.table("E-mails answered")
    values = sum(bool(row[1]) for row in table.rows[1:])
    lines = [href for href, _ in eyes.links if re.search(r"/blob/main/data/kpis/[\w.-]+#L\d+$", href)]
    assert values > 20
    assert len(lines) > values


def test_a_value_leads_to_the_line_that_holds_it() -> None:
    _, _, eyes = seen()["clinics/us-tampa/"]
    checked = 0
    for href, text in eyes.links:
        if found := re.search(r"/blob/main/(data/kpis/us-tampa\.yml)#L(\d+)$", href):
            line = (ROOT / found[1]).read_text().splitlines()[int(found[2]) - 1]
            assert re.search(r"\d", line), (text, line)
            checked += 1
    assert checked > 100


def test_two_runs_give_the_same_bytes() -> None:
    again = {page.address: page.body for page in pipeline.handbook(ROOT, as_of=AS_OF).pages}
    chosen = ("index", "completeness", "es/standards/email-reply", "clinics/ca-gaspe", "countries/us")
    for address in chosen:
        _, body, _ = seen()[_served(address)]
        assert again[address]() == body


@pytest.mark.parametrize("address", ["", "standards/", "clinics/", "countries/", "method/", "completeness/"])
def test_other_languages_leave_no_english_in_what_we_say(address: str) -> None:
    english = {text for _, _, text in seen()[address][2].headings}
    spanish = {text for _, _, text in seen()[posixpath.join("es", address)][2].headings}
    assert english & spanish <= {"Canada"}
