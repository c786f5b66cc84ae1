"""This repository's handbook, built once and served to a real browser."""

from __future__ import annotations

import functools
import http.server
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from generator.mkdocs import run_mkdocs

ROOT = Path(__file__).parents[2]
FLAGS = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-sync",
    "--no-first-run",
    # Chromium's sandbox doesn't run as root, which CI often is. The pages are our own.
    "--no-sandbox",
]


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """No line for every request."""

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """The site's own page for lost readers, as a host of pages sends it."""
        lost = Path(self.directory) / "404.html"
        if code != http.HTTPStatus.NOT_FOUND or not lost.is_file():
            super().send_error(code, message, explain)
            return
        content = lost.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of this repository's handbook."""
    return run_mkdocs.build(ROOT, tmp_path_factory.mktemp("browser") / "site").site


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """Where it is served."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=site))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = os.environ.get("BENCHBOOK_BROWSER")
    if not path:
        finder = [sys.executable, str(Path(__file__).with_name("find_browser.py"))]
        path = subprocess.run(finder, check=True, capture_output=True, text=True).stdout.strip()
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield chromium
        chromium.close()


@dataclass
class Visit:
    """A page in the browser, and what went wrong on it."""

    page: Page
    address: str
    complaints: list[str] = field(default_factory=list)
    """Errors and warnings of the browser's console, and scripts that failed."""

    outside: list[str] = field(default_factory=list)
    """Requests to anywhere else."""

    def open(self, path: str) -> Page:
        self.page.goto(self.address + path)
        return self.page

    def heard(self, request: str) -> None:
        if urlsplit(request).netloc not in ("", urlsplit(self.address).netloc):
            self.outside.append(request)


@pytest.fixture
def visit(browser: Browser, address: str) -> Callable[..., object]:
    """`with visit(width=360, scheme="dark") as seen: seen.open("clinics/")`."""

    @contextmanager
    def visiting(width: int = 1280, scheme: str = "light", *, javascript: bool = True) -> Iterator[Visit]:
        context = browser.new_context(
            viewport={"width": width, "height": 800},
            color_scheme=scheme,
            java_script_enabled=javascript,
            reduced_motion="reduce",
        )
        seen = Visit(context.new_page(), address)
        seen.page.on("request", lambda request: seen.heard(request.url))
        seen.page.on("pageerror", lambda error: seen.complaints.append(str(error)))
        seen.page.on(
            "console",
            lambda message: message.type in ("error", "warning") and seen.complaints.append(message.text),
        )
        try:
            yield seen
        finally:
            context.close()

    return visiting
