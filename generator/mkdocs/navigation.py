"""What the navigation shows, in each language: our sections, then the hand-written pages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial

from mkdocs.structure import StructureItem
from mkdocs.structure.nav import Navigation, Section
from mkdocs.structure.pages import Page as HostPage

from generator.mkdocs.generated_files import GeneratedPage
from generator.model.page import Page

SECTIONS = (
    "home",
    "attention",
    "standards",
    "clinics",
    "countries",
    "compare",
    "completeness",
    "method",
    "changes",
)
"""Sections in the order in which the navigation shows them; others follow."""


@dataclass(frozen=True)
class Languages:
    """The languages of the handbook; the first one's pages are at the top of the site."""

    codes: tuple[str, ...]

    @property
    def first(self) -> str:
        return self.codes[0]

    def prefix(self, language: str) -> str:
        """Folder of a language's pages, "" for the first."""
        return "" if language == self.first else f"{language}/"

    def of(self, address: str) -> str:
        """The language whose folder an address lies in."""
        folder = address.partition("/")[0]
        return folder if folder in self.codes[1:] else self.first

    def without(self, address: str) -> str:
        """The address as the first language has it."""
        return address.removeprefix(self.prefix(self.of(address)))


def front_pages(pages: Iterable[Page], languages: Languages) -> list[Page]:
    """The page of each section that the navigation shows, in its order."""
    fronts = [page for page in pages if _leads(page, languages)]
    known = {section: place for place, section in enumerate(SECTIONS)}
    return sorted(fronts, key=lambda page: known.get(page.section, len(known)))


def _leads(page: Page, languages: Languages) -> bool:
    return languages.without(page.address) in ("index", page.section, f"{page.section}/index")


def navigations(
    nav: Navigation,
    pages: Mapping[str, HostPage],
    ours: Iterable[Page],
    languages: Languages,
) -> dict[str, Navigation]:
    """The navigation of each language, made from MkDocs' own.

    `pages` holds every page by address. Where mkdocs.yml names a page of ours, its order is taken as it
    stands; else our sections come first. A page that has no translation is shown as it is.
    """
    fronts = [pages[page.address] for page in front_pages(ours, languages) if page.address in pages]
    own = {id(page) for page in fronts}
    written = _mapped(nav.items, lambda page: _first(page, pages, languages))
    if not any(isinstance(page, GeneratedPage) for page in _pages(written)):
        first = [page for page in fronts if _language(page, languages) == languages.first]
        written = [*first, *(item for item in written if id(item) not in own)]
    navs = {}
    for language in languages.codes:
        items = _mapped(written, partial(_translated, language=language, pages=pages, languages=languages))
        _adopt(items, language, languages)
        navs[language] = Navigation(items, _pages(items))
        navs[language].homepage = pages.get(f"{languages.prefix(language)}index", nav.homepage)
    _chain(navs[languages.first].pages)
    return navs


def _mapped(items: Iterable[StructureItem], page_to: Callable[[HostPage], HostPage | None]) -> list:
    """The same tree with each page replaced, or left out for None; a section left empty goes too."""
    mapped = []
    for item in items:
        if isinstance(item, HostPage):
            if (page := page_to(item)) is not None:
                mapped.append(page)
        elif item.is_section:
            if children := _mapped(item.children, page_to):
                mapped.append(Section(item.title, children))
        else:
            mapped.append(item)
    return mapped


def _first(page: HostPage, pages: Mapping[str, HostPage], languages: Languages) -> HostPage | None:
    """The page as the first language's navigation shows it: not at all if it is in another language."""
    return pages[_address(page)] if _language(page, languages) == languages.first else None


def _translated(
    page: HostPage, language: str, pages: Mapping[str, HostPage], languages: Languages
) -> HostPage:
    return pages.get(f"{languages.prefix(language)}{languages.without(_address(page))}", page)


def _adopt(items: Iterable[StructureItem], language: str, languages: Languages) -> None:
    """Tells the pages of a language which section of its navigation they are in."""
    for item in items:
        if item.is_section:
            for child in item.children:
                if child.is_section or (child.is_page and _language(child, languages) == language):
                    child.parent = item
            _adopt(item.children, language, languages)


def _chain(pages: list[HostPage]) -> None:
    for before, after in zip([None, *pages], [*pages, None], strict=True):
        if before is not None:
            before.next_page = after
        if after is not None:
            after.previous_page = before


def _pages(items: Iterable[StructureItem]) -> list[HostPage]:
    found: list[HostPage] = []
    for item in items:
        if isinstance(item, HostPage):
            found.append(item)
        elif item.is_section:
            found += _pages(item.children)
    return found


def _address(page: HostPage) -> str:
    return page.file.src_uri.removesuffix(".md")


def _language(page: HostPage, languages: Languages) -> str:
    return languages.of(_address(page))
