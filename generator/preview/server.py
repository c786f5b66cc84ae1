"""The preview over HTTP: what is shown, and news for open pages. For one person on one machine, or a few."""

from __future__ import annotations

import logging
import socket
import time
from collections.abc import Callable
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Condition
from typing import Protocol
from urllib.parse import parse_qs, quote, unquote, urlsplit

import orjson
from markupsafe import Markup

from generator.mkdocs import search
from generator.preview.page_parts import FOLDER, broken, nothing_yet, with_strip
from generator.preview.shown_files import Shown, digest
from generator.publish import form_editor

log = logging.getLogger(__name__)

PATIENCE = 25.0
"""Seconds after which a page that waits for news is told that there are none."""

LONGEST = 255
"""Bytes of a file's name that file systems know."""

LONGEST_PATH = 2000

HERE = Path(__file__).parent
OWN = ("client.js", "client.css")

LOCAL = frozenset({"127.0.0.1", "::1", "localhost"})
"""Hosts that only whoever sits before this machine can reach."""

NOT_HERE = b"This preview is for this machine alone. For others: benchbook serve --address 0.0.0.0:8000"


class Showing(Protocol):
    """What is shown now. Whoever looks at it holds `changing`, which is told of every change."""

    changing: Condition
    shown: Shown | None
    strip: Markup
    files: str
    """Changes whenever files do that are copied as they are, such as pictures."""

    base: str
    """Where the site is on the server: `/`, or the path that its own address ends in."""

    def failed(self, what: str) -> None:
        """Told of an exception while a page was made."""


class Server(ThreadingHTTPServer):
    """Answers from `showing`. Raises OSError where the address can't be used."""

    daemon_threads = True

    def __init__(self, host: str, port: int, showing: Showing) -> None:
        if ":" in host:
            self.address_family = socket.AF_INET6
        self.showing, self.local = showing, host in LOCAL
        super().__init__((host, port), Handler)

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that goes away in the middle of an answer is no news."""


class Handler(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Server

    def log_message(self, *_: object) -> None:
        """No line for every request: the terminal is for what is wrong."""

    def do_GET(self) -> None:
        """A page, a file, or what is new."""
        self._answered(super().do_GET)

    def do_HEAD(self) -> None:
        """As `do_GET`, without the content."""
        self._answered(super().do_HEAD)

    def _answered(self, as_file: Callable[[], None]) -> None:
        """Every question has an answer, however odd its address is."""
        try:
            if _odd(unquote(urlsplit(self.path).path)):
                self.send_error(HTTPStatus.NOT_FOUND)
            else:
                self._answer(as_file)
        except (ValueError, UnicodeError):
            self.send_error(HTTPStatus.BAD_REQUEST)

    def _answer(self, as_file: Callable[[], None]) -> None:
        showing, address = self.server.showing, urlsplit(self.path)
        path = unquote(address.path)
        if self.server.local and not self._by_its_name():
            self._send(NOT_HERE, kind="text/plain", status=HTTPStatus.MISDIRECTED_REQUEST)
        elif path.startswith(FOLDER):
            self._own(path.removeprefix(FOLDER), address.query)
        elif not path.startswith(showing.base):
            self._to(showing.base)
        else:
            self._of_site(path.removeprefix(showing.base), as_file)

    def _by_its_name(self) -> bool:
        """Whether this machine was asked for. A site elsewhere can have its own name lead here, and its
        script would then read, as its own, what is shown to nobody else."""
        try:
            name = urlsplit(f"//{self.headers.get('Host', 'localhost')}").hostname or ""
        except ValueError:
            return False
        return name in LOCAL or name.endswith(".localhost")

    # ------------------------------------------------------------ the site

    def _of_site(self, address: str, as_file: Callable[[], None]) -> None:
        showing = self.server.showing
        try:
            with showing.changing:
                if (shown := showing.shown) is None:
                    page = nothing_yet(showing.strip, showing.files)
                    self._send(page, status=HTTPStatus.SERVICE_UNAVAILABLE)
                    return
                path = shown.path(address)
                content = self._html(shown, path) if path.endswith(".html") else self._file(shown, path)
                folder = content is None and bool(address) and shown.is_folder(address)
                self.directory = str(shown.site)
        except Exception as reason:
            log.debug("A page can't be made", exc_info=True)
            showing.failed(address)
            with showing.changing:
                page = broken(address, reason, showing.strip, showing.files)
            self._send(page, status=HTTPStatus.INTERNAL_SERVER_ERROR)
            return
        if content is not None:
            self._send(content, kind=self.guess_type(path))
        elif folder:
            self._to(f"{showing.base}{address}/")
        else:
            as_file()

    def _html(self, shown: Shown, path: str) -> bytes | None:
        page = shown.page(path)
        if page is None or path.startswith(f"{form_editor.FOLDER}/"):
            return page  # a form that somebody fills in is never loaded again under their hands
        showing = self.server.showing
        return with_strip(page, shown.begins(path, page), showing.strip, showing.files)

    def _file(self, shown: Shown, path: str) -> bytes | None:
        content = shown.made(path)
        asker, base = urlsplit(self.headers.get("Referer", "")), self.server.showing.base
        of_page = asker.netloc == self.headers.get("Host") and asker.path.startswith(base)
        if content is not None and of_page and not path.endswith(search.INDEX):
            shown.asked(shown.path(unquote(asker.path).removeprefix(base)), path, content)
        return content

    def translate_path(self, path: str) -> str:
        """Below the site's folder, whatever its address on the server is. Never above it."""
        return super().translate_path("/" + path.removeprefix(self.server.showing.base))

    def list_directory(self, path: str) -> None:  # noqa: ARG002 - its own signature
        """Never: a site has no lists of files."""
        self.send_error(HTTPStatus.NOT_FOUND)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """The site's own page for lost readers."""
        showing = self.server.showing
        if code != HTTPStatus.NOT_FOUND:
            # No method but those above: that is the asker's mistake and not something that is missing here.
            known = code != HTTPStatus.NOT_IMPLEMENTED
            super().send_error(code if known else HTTPStatus.METHOD_NOT_ALLOWED, message, explain)
            return
        with showing.changing:
            lost = showing.shown.page("404.html") if showing.shown else None
            page = with_strip(lost or b"", digest(lost or b""), showing.strip, showing.files)
        self._send(page, status=HTTPStatus.NOT_FOUND)

    # ------------------------------------------------------------ of the preview itself

    def _own(self, name: str, query: str) -> None:
        if name in OWN:
            self._send((HERE / name).read_bytes(), kind=self.guess_type(name))
        elif name == "news":
            asked = {key: values[0] for key, values in parse_qs(query, keep_blank_values=True).items()}
            self._send(orjson.dumps(self._news(asked)), kind="application/json")
        else:
            self._send(b"", status=HTTPStatus.NOT_FOUND)

    def _news(self, asked: dict[str, str]) -> dict[str, object]:
        """Waits until there is something new for a page: to be loaded again, or another strip."""
        showing, until = self.server.showing, time.monotonic() + PATIENCE
        seen, strip = asked.get("seen", ""), asked.get("strip", "")
        with showing.changing:
            while True:
                now, reload = self._page_now(asked.get("page", ""), seen, asked.get("files", ""))
                told = digest(showing.strip.encode())
                other = told != strip
                left = until - time.monotonic()
                if reload or other or seen == "" or left <= 0:
                    return {
                        "reload": reload,
                        "seen": now,
                        "strip": showing.strip if other else None,
                        "digest": told,
                    }
                showing.changing.wait(left)

    def _page_now(self, address: str, seen: str, files: str) -> tuple[str, bool]:
        """How the page reads now, and whether the browser has to load it again."""
        showing = self.server.showing
        shown = showing.shown
        if shown is None:
            return seen, False
        path = shown.path(address.removeprefix(showing.base))
        try:
            page = shown.page(path)
            page = shown.page("404.html") if page is None else page
            if seen == "" or page is None:
                return digest(page or b""), False
            other = shown.differs(path, seen) if shown.page(path) is not None else digest(page) != seen
            return digest(page), other or files != showing.files
        except Exception:
            log.debug("A page can't be made", exc_info=True)
            return seen, False

    # ------------------------------------------------------------ sending

    def _to(self, address: str) -> None:
        self.send_response(HTTPStatus.FOUND)
        self.send_header("Location", quote(address))
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _send(
        self, content: bytes, *, kind: str = "text/html; charset=utf-8", status: HTTPStatus = HTTPStatus.OK
    ) -> None:
        text = kind.startswith("text/") or kind.endswith(("json", "xml", "javascript"))
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if text and "charset" not in kind else kind)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)


def _odd(path: str) -> bool:
    """Whether no file of a site can be at the path, and some couldn't even be looked for."""
    parts = path.split("/")
    too_long = any(len(part.encode("utf-8", "replace")) > LONGEST for part in parts)
    return (
        not path.startswith("/")
        or len(path) > LONGEST_PATH
        or too_long
        or ".." in parts
        or not path.isprintable()
    )
