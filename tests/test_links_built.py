"""Every link of a built site leads to a file that is there, and to a part that the page has."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from site_under_test import files, handbook, seen

from generator import load
from generator.check import page_anchors
from generator.mkdocs import run_mkdocs
from generator.model import link_resolution
from generator.model.link_resolution import Goal

TOP = "https://example.org/handbook/"

WAYS = """
[1](../waiting-room/) [2](../waiting-room.md) [3](waiting-room.md) [4](../standards/waiting-room.md#measured)
[5](../clinics/harbour.md) [6](../../clinics/harbour/#waiting-room) [7](/countries/ca/) [8](waiting-room.html)
[9](../../method/) [10](../../clinics/) [11](../guide/our-programme.md) [12](../../notes/) [13](#target)
[14](../../downloads/handbook.csv) [15](<../waiting-room.md> "Waiting") [16][there] [17](/poster.txt)
[18](../../compare/?clinics=harbour) <a href="../waiting-room.md">19</a>

[there]: ../waiting-room/
"""


@pytest.fixture(scope="module", params=[True, False], ids=["folders", "files"])
def book(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, dict[str, bytes]]:
    """The starter's handbook with links in every text that may hold them, in two languages, and its site."""
    folder = handbook(tmp_path_factory.mktemp("linked") / "book", languages="[en, es]")
    standard = folder / "data/standards/email-reply.yml"
    lines = "".join(f"  {line}\n" for line in WAYS.strip().splitlines())
    kept = [line for line in standard.read_text().splitlines() if not line.startswith("promise")]
    linked = "\n".join([*kept, 'promise: "[As](waiting-room.md) promised, we answer."', ""])
    standard.write_text(f"{linked}guidance: |\n{lines}references: ['[Waiting](../waiting-room/)']\n")
    country = folder / "data/countries/ca.yml"
    kept = [line for line in country.read_text().splitlines() if not line.startswith(("normal", " "))]
    country.write_text("\n".join([*kept, 'normal: "[One](../standards/email-reply.md) writes."', ""]))
    values = folder / "data/kpis/harbour.yml"
    change = '  - {at: 2025-03, standard: email-reply, note: "[Desk](../waiting-room/)"}\n'
    values.write_text(values.read_text().replace("changes:\n", f"changes:\n{change}"))
    (folder / "docs/poster.txt").write_text("A poster.")
    (folder / "docs/notes").mkdir()
    (folder / "docs/notes/README.md").write_text("# Notes\n\n[Waiting](../standards/waiting-room.md)\n")
    (folder / "mkdocs.yml").write_text(
        f"{(folder / 'mkdocs.yml').read_text()}\nuse_directory_urls: {str(request.param).lower()}\n"
    )
    done = run_mkdocs.build(folder, strict=True)
    assert [f"{problem.place} {problem.message}" for problem in done.handbook.in_the_way] == []
    assert (done.remarks, done.published) == ((), True)
    return folder, files(done.site)


@pytest.fixture
def site(book: tuple[Path, dict[str, bytes]]) -> dict[str, bytes]:
    return book[1]


def test_no_link_leads_nowhere(site: dict[str, bytes]) -> None:
    assert [f"{page}: {link}" for page, link, there, _ in _links(site) if there not in site] == []


def test_no_anchor_is_missing(site: dict[str, bytes]) -> None:
    ids: dict[str, set[str]] = {}
    lost = []
    for page, link, there, anchor in _links(site):
        if anchor and there.endswith(".html"):
            known = ids.setdefault(there, seen(site[there]).ids) if there in site else set()
            lost += [f"{page}: {link}"] if anchor not in known else []
    assert lost == []


def test_the_check_knows_every_part_of_every_page(book: tuple[Path, dict[str, bytes]]) -> None:
    folder, site = book
    written = load.folder(folder, date(2026, 6, 1))
    goals = set()
    for page, raw in site.items():
        address = page.removesuffix(".html").removesuffix("/index")
        if address.startswith(("standards", "clinics", "countries", "method", "compare")):
            article = raw.decode().partition("<article")[2].partition("</article>")[0]
            address = f"{address}/index" if address in link_resolution.LISTS else address
            parts = set(re.findall(r'\sid="([^"]+)"', article))
            goals |= {Goal(address, f"#{part}", made=True) for part in parts}
    assert {goal for goal in goals if page_anchors.unknown(written, goal) is not None} == set()
    assert Goal("standards/email-reply", "#guidance", made=True) in goals


def test_each_way_of_naming_a_page_became_a_link(site: dict[str, bytes]) -> None:
    for page in ("standards/email-reply", "es/standards/email-reply"):
        html = site.get(f"{page}/index.html") or site[f"{page}.html"]
        texts = {text for _, text in seen(html).links}
        assert {str(number) for number in range(1, 20)} | {"As", "Desk", "Waiting"} <= texts


def test_a_page_links_to_pages_of_its_language(site: dict[str, bytes]) -> None:
    html = site.get("es/standards/email-reply/index.html") or site["es/standards/email-reply.html"]
    folders = "es/standards/email-reply/index.html" in site
    page = "es/standards/email-reply/" if folders else "es/standards/email-reply.html"
    three = next(address for address, text in seen(html).links if text == "3")
    assert urljoin(TOP + page, three).removeprefix(TOP).startswith("es/standards/waiting-room")


def _links(site: dict[str, bytes]) -> Iterator[tuple[str, str, str, str]]:
    """Page, link, file that it leads to and anchor, of every link within the site.

    Pages as files are opened from a folder, where nobody adds `index.html`.
    """
    folders = "standards/index.html" in site and "standards/email-reply/index.html" in site
    for page, raw in site.items():
        if not page.endswith(".html") or page == "404.html":
            continue
        here = TOP + (page.removesuffix("index.html") if folders else page)
        for link, _ in seen(raw).links:
            whole = urlsplit(urljoin(here, link))
            if link and whole.geturl().startswith(TOP):
                path = unquote(whole.path.removeprefix(urlsplit(TOP).path))
                there = f"{path}index.html" if folders and (not path or path.endswith("/")) else path
                yield page, link, there, unquote(whole.fragment)
