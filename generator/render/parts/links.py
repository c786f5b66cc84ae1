"""Addresses: from one page to another, to a download, and to the line of a file."""

from __future__ import annotations

from html import escape
from urllib.parse import quote, urlsplit

from generator.model.inputs import Settings


def served(address: str, directory_urls: bool) -> str:
    """Where a page is served, from the top of the site: `clinics/x` as `clinics/x/` or `clinics/x.html`."""
    if not directory_urls:
        return address + ".html"
    folder = address.removesuffix("index").rstrip("/") if address.endswith("index") else address
    return folder + "/" if folder else ""


def between(here: str, there: str, directory_urls: bool) -> str:
    """The relative link from one page's address to another's, so that the site works below any path."""
    return _relative(served(here, directory_urls), served(there, directory_urls))


def to_file(here: str, path: str, directory_urls: bool) -> str:
    """The relative link from a page to a file of the site such as `downloads/handbook.csv`."""
    return _relative(served(here, directory_urls), path)


def _relative(here: str, there: str) -> str:
    """By way of the top of the site: a few letters longer than need be, and thousands are made."""
    return "../" * here.count("/") + there or "./"


class Lines:
    """Links to lines of the handbook's files in its repository."""

    def __init__(self, settings: Settings) -> None:
        repository = (settings.repository or "").rstrip("/")
        blob = "-/blob" if "gitlab" in (urlsplit(repository).hostname or "") else "blob"
        folder = settings.folder.strip("/")
        self._top = f"{repository}/{blob}/{quote(settings.branch)}/" if repository else ""
        self._folder = quote(folder) + "/" if folder else ""
        self._before: dict[str, str] = {}

    @property
    def known(self) -> bool:
        """Whether there is a repository to link to."""
        return bool(self._top)

    def before(self, file: str) -> str:
        """Markup of the link to a file up to the number of its line; without a repository, `file:`."""
        if (text := self._before.get(file)) is None:
            text = self._before[file] = escape(self._address(file) if self._top else f"{file}:")
        return text

    def to(self, file: str, line: int = 1) -> str:
        """The link to a line, not escaped; empty where there is no repository."""
        return f"{self._address(file)}{line}" if self._top else ""

    def _address(self, file: str) -> str:
        return f"{self._top}{self._folder}{quote(file)}#L"
