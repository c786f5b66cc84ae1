"""A real browser that looks at pages, and what ran in it that a text brought along."""

from __future__ import annotations

import functools
import http.server
import threading
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Error, Page

from bench.scripts.book import RAN, WORD

_LOOK = f"window.ran = []; window.{RAN} = number => {{ window.ran.push(number); }}; void 0"
_DANGEROUS = f"""() => [...document.querySelectorAll('*')].flatMap(it => [...it.attributes])
    .filter(it => it.value.includes('{RAN}') && (it.name.startsWith('on') || it.name === 'srcdoc'
        || /^\\s*j\\s*a\\s*v\\s*a\\s*s\\s*c\\s*r\\s*i\\s*p\\s*t\\s*:/i.test(it.value)))
    .map(it => Number(it.value.match(/{RAN}\\((\\d+)/)[1]))"""
"""Attributes that would run something when somebody clicks or points."""


@dataclass(frozen=True)
class Ran:
    """A script that ran, or would."""

    page: str
    number: int
    """Of the place that it stands in."""


class Eyes:
    """Looks at pages without their policy: a text has to be text, whatever a policy would stop."""

    def __init__(self, browser: Browser) -> None:
        self._context = browser.new_context(bypass_csp=True)
        self._page = self._context.new_page()

    def bare(self, pages: Sequence[Path], root: Path) -> list[Ran]:
        """What runs in pages by themselves, without the files beside them."""
        found = []
        for file in pages:
            self._page.goto("about:blank")
            self._page.evaluate(_LOOK)
            html = (
                file.read_text(encoding="utf-8").replace('src="', 'data-src="').replace(" rel=", " data-rel=")
            )
            self._page.set_content(_without_policy(html), wait_until="load")
            found += _seen(self._page, file.relative_to(root).as_posix())
        return found

    def alive(self, address: str, paths: Sequence[str], searched: Collection[str]) -> list[Ran]:
        """What runs in pages as readers have them, with the site's scripts and charts; in those of `searched`
        somebody searches as well."""
        self._context.add_init_script(_LOOK)
        found = []
        for path in paths:
            self._page.goto(address + path)
            self._use(search=path in searched)
            found += _seen(self._page, path)
        return found

    def _use(self, *, search: bool) -> None:
        """Goes where texts are put into the page by scripts."""
        self._page.evaluate("document.querySelectorAll('details').forEach(it => { it.open = true; })")
        field = self._page.locator(".md-search__input")
        if search and field.count():
            field.click()
            field.press_sequentially(WORD)
            try:
                self._page.locator(".md-search-result__link").first.wait_for(state="attached", timeout=5000)
            except Error:  # the search of a page in a language without any hit
                return

    def close(self) -> None:
        self._context.close()


def _without_policy(html: str) -> str:
    return html.replace('http-equiv="Content-Security-Policy"', "data-policy")


def _seen(page: Page, path: str) -> list[Ran]:
    numbers = [*page.evaluate("window.ran"), *page.evaluate(_DANGEROUS)]
    return [Ran(path, number) for number in dict.fromkeys(numbers)]


@contextmanager
def guarded(browser: Browser) -> Iterator[tuple[BrowserContext, list[str]]]:
    """A context in which the policy holds, and what the browser complains of."""
    context, complaints = browser.new_context(), []
    context.add_init_script(_LOOK)
    context.on("console", lambda it: it.type == "error" and complaints.append(it.text))
    context.on("weberror", lambda it: complaints.append(str(it.error)))
    try:
        yield context, complaints
    finally:
        context.close()


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """No line for every request."""


class _Server(http.server.ThreadingHTTPServer):
    def handle_error(self, *_: object) -> None:
        """A browser that went on to the next page doesn't wait for what it asked for on this one."""


@contextmanager
def served(site: Path) -> Iterator[str]:
    """The address of a site while the block runs."""
    server = _Server(("127.0.0.1", 0), functools.partial(_Quiet, directory=site))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
