"""The page of what changed, of a handbook with two releases."""

from __future__ import annotations

import functools
import http.server
import re
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import ROOT, Quiet
from repository import small
from test_pages import violations

from generator.mkdocs import run_mkdocs

pytestmark = pytest.mark.xdist_group("browser-changes")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("changes")
    repository = small(folder / "repository")
    repository.edit("data/handbook.yml", "languages: [en]", "languages: [en, fr]")
    settings = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    repository.write({"mkdocs.yml": re.sub(r"^nav:\n(  .*\n)+", "", settings, flags=re.MULTILINE)})
    (repository.folder / "docs").mkdir()
    repository.commit(tag="v1.0")
    repository.edit("data/standards/reply.yml", "[90%]", "[92%]")
    repository.commit("2026-08-01", tag="v1.1")
    repository.edit("data/kpis/2026.csv", "south,reply,2026-06,910", "south,reply,2026-06,790")
    return run_mkdocs.build(repository.folder, folder / "site").site


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=site))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("path", ["changes/", "fr/changes/"])
def test_the_page_is_sound(visit, path, width, scheme):
    with visit(width, scheme) as seen:
        page = seen.open(path)
        page.wait_for_function("document.documentElement.classList.contains('js')")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert violations(page) == []
        assert seen.complaints == []
        assert seen.outside == []


def test_it_is_read_without_javascript_and_leads_to_what_it_is_about(visit):
    with visit(360, javascript=False) as seen:
        page = seen.open("changes/")
        assert page.get_by_role("heading", name="Since v1.1").is_visible()
        assert page.get_by_text("91% (910 of 1,000)").first.is_visible()
        page.get_by_role("link", name="South").first.click()
        assert page.url.endswith("/clinics/south/")


def test_paper_has_all_of_it(visit):
    with visit() as seen:
        page = seen.open("changes/")
        page.emulate_media(media="print")
        for heading in ("Since v1.1", "v1.1, August 1, 2026", "Targets that moved"):
            assert page.get_by_role("heading", name=heading, exact=True).first.is_visible()
