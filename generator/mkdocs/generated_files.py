"""Pages and files of ours, as MkDocs knows pages and files. Their contents are made when they are written."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from markupsafe import escape
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page as HostPage
from mkdocs.structure.toc import AnchorLink, TableOfContents
from mkdocs.utils import write_file

from generator.model.inputs import Settings
from generator.model.page import Download, Heading, Page

BODY = "<!-- benchbook: <h1> and all below it -->"
"""Stands where the body will be. The theme writes a title of its own where it sees no `<h1`."""

_OF_ADDRESSES = ":/?#[]@!$&()*+,;=%~"
"""Signs that mean something in an address, or were quoted when it was copied."""


class GeneratedPage(HostPage):
    """A page of the handbook. It has no Markdown, and its body isn't kept."""

    def __init__(
        self, ours: Page, file: File, config: MkDocsConfig, label: str, hide: Sequence[str] = ()
    ) -> None:
        """`label` is what the navigation calls it, as HTML; `hide` what the theme leaves out beside it."""
        super().__init__(label, file, config)
        self.ours = ours
        self._hide = list(hide)

    def read_source(self, config: MkDocsConfig) -> None:  # noqa: ARG002 - MkDocs' own signature
        self.markdown = ""
        # The theme's templates take these for HTML.
        # The home page goes by the site's name.
        titled = {} if self.ours.section == "home" else {"title": escape(self.ours.title)}
        self.meta = {
            **titled,
            "description": escape(self.ours.description),
            "language": self.ours.language,
            "search": {"exclude": True},
            "hide": self._hide,
        }

    def render(self, config: MkDocsConfig, files: Files) -> None:  # noqa: ARG002 - MkDocs' own signature
        self.content = BODY
        self.toc = contents(self.ours.headings)
        self.present_anchor_ids = {heading.anchor for heading in self.ours.headings}

    def becomes(self, ours: Page, config: MkDocsConfig) -> None:
        """The same place on the site with another content. A label that mkdocs.yml gives it stays."""
        if self.title == escape(self.ours.title):
            self.title = escape(ours.title)
        self.ours = ours
        self.read_source(config)
        self.render(config, Files(()))


class GeneratedFile(File):
    """A file beside the pages, made while it is written; not at all where it is made `later`."""

    def __init__(self, download: Download, config: MkDocsConfig, *, later: bool = False) -> None:
        super().__init__(download.path, None, config.site_dir, config.use_directory_urls)
        self.download, self._later = download, later

    @property
    def content_bytes(self) -> bytes:
        return self.download.content()

    def copy_file(self, dirty: bool = False) -> None:  # noqa: ARG002 - MkDocs' own signature
        if self._later:
            return
        if self.download.pieces is None:
            write_file(self.content_bytes, self.abs_dest_path)
            return
        place = Path(self.abs_dest_path)
        place.parent.mkdir(parents=True, exist_ok=True)
        with place.open("wb") as file:
            file.writelines(self.download.pieces())


def page_file(page: Page, config: MkDocsConfig) -> File:
    """The file that MkDocs believes the page was written in."""
    return File.generated(config, f"{page.address}.md", content="", inclusion=InclusionLevel.NOT_IN_NAV)


def asset_file(address: str, source: Path, config: MkDocsConfig) -> File:
    """A file that is copied as it is."""
    return File.generated(config, address, abs_src_path=str(source), inclusion=InclusionLevel.INCLUDED)


def contents(headings: Iterable[Heading]) -> TableOfContents:
    """The headings of a page as a tree by their levels."""
    top: list[AnchorLink] = []
    open_links: list[AnchorLink] = []
    for heading in headings:
        link = AnchorLink(str(escape(heading.title)), heading.anchor, heading.level)
        while open_links and open_links[-1].level >= heading.level:
            open_links.pop()
        (open_links[-1].children if open_links else top).append(link)
        open_links.append(link)
    return TableOfContents(top)


def edit_url(page: Page, settings: Settings) -> str | None:
    """Where the file that the page is written in can be edited; no sign in it can end an attribute."""
    if not settings.repository or not page.written_in:
        return None
    repository = quote(settings.repository.rstrip("/"), safe=_OF_ADDRESSES)
    kind = "-/edit" if "gitlab" in repository else "edit"
    path = "/".join(part for part in (settings.folder.strip("/"), page.written_in.file) if part)
    return f"{repository}/{kind}/{quote(settings.branch)}/{quote(path)}"


def page_by_address(files: Iterable[File]) -> dict[str, Any]:
    """MkDocs' pages by the address we know them by."""
    return {file.src_uri.removesuffix(".md"): file.page for file in files if file.page is not None}
