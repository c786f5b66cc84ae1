"""A handbook full of scripts, as a site and as an export that MkDocs builds, looked at by a browser."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from bench.scripts.book import DAY, FORMS, Book
from bench.scripts.eyes import Eyes, Ran, served
from bench.timed import Failed
from generator.mkdocs import run_mkdocs
from generator.publish import file_writing

FLAGS = ("--disable-background-networking", "--disable-component-update", "--disable-gpu", "--no-sandbox")
"""Chromium's sandbox doesn't run as root, which CI often is. The pages are our own."""

OTHERS = ("es", "fr")

FEW = ("index.html", "compare/", "completeness/", "standards/x0/", "clinics/x0/", "clinics/harbour/")
"""Pages of a site whose scripts put texts into them."""


@dataclass(frozen=True)
class Tried:
    """What came of one form of script."""

    places: int
    """In how many places it stood."""

    pages: int
    """How many pages were looked at."""

    ran: tuple[str, ...]
    """Where it ran: the page, and the place that it was written in."""


def tried(folder: Path, browser: Browser, form: str = FORMS[0], *, whole: bool = False) -> Tried:
    """Writes, builds and looks. With `whole`, in three languages, at each page of the first in full."""
    book = Book(folder / "book", form, ("en", *OTHERS) if whole else ("en",))
    book.write()
    site = run_mkdocs.build(book.root, as_of=DAY.isoformat()).site
    plain = exported(book.root, folder / "exported")
    ran, pages = [], 0
    for root, few in ((site, FEW), (plain, ("index.html", "standards/x0.html"))):
        every = sorted(root.rglob("*.html"))
        eyes = Eyes(browser)
        with served(root) as address:
            paths = [
                *few,
                *(
                    it.relative_to(root).as_posix()
                    for it in every
                    if whole and it.relative_to(root).parts[0] not in OTHERS
                ),
            ]
            seen = [*eyes.bare(every, root), *eyes.alive(address, paths, few)]
        eyes.close()
        ran += [_told(root.parent.name, one, book) for one in seen]
        pages += len(every)
    return Tried(len(book.places), pages, tuple(dict.fromkeys(ran)))


def exported(root: Path, folder: Path) -> Path:
    """What a plain MkDocs makes of the exported handbook."""
    file_writing.write(folder, run_mkdocs.export(root, as_of=DAY.isoformat()))
    words = [sys.executable, "-m", "mkdocs", "build", "--quiet"]
    done = subprocess.run(words, cwd=folder, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        raise Failed(f"mkdocs can't build the export: {done.stderr}")
    return folder / "site"


def _told(where: str, ran: Ran, book: Book) -> str:
    return f"{where}: {ran.page}: {book.places[ran.number]}"


@contextmanager
def chromium(path: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield browser
        browser.close()


def told(outcomes: Sequence[Tried]) -> str:
    """The outcomes in a line."""
    places, pages = sum(it.places for it in outcomes), sum(it.pages for it in outcomes)
    ran = sum(len(it.ran) for it in outcomes)
    return f"Scripts in {places:,} places, {pages:,} pages looked at: {ran} ran"
