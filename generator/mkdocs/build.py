"""One build: the handbook, and how its pages stand among the host's."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from markupsafe import escape
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as HostPage

from generator.mkdocs import template_context, theme_assets
from generator.mkdocs.generated_files import (
    GeneratedFile,
    GeneratedPage,
    edit_url,
    page_by_address,
    page_file,
)
from generator.mkdocs.navigation import Languages, front_pages, navigations
from generator.mkdocs.template_context import ConfigView, TemplateContext
from generator.model.ordered_equality import same_in_order
from generator.model.page import Handbook, Page
from generator.words import Words, catalogues


@dataclass
class Build:
    """What one build knows. Filled hook by hook: `files` first, then the navigation."""

    handbook: Handbook
    config: MkDocsConfig
    pages: dict[str, HostPage] = field(default_factory=dict)
    """Every page by its address, hand-written ones too."""

    navs: dict[str, Navigation] = field(default_factory=dict)

    @property
    def day(self) -> str:
        return self.handbook.as_of.isoformat()

    @cached_property
    def languages(self) -> Languages:
        return Languages(tuple(self.handbook.written.settings.languages))

    @cached_property
    def words(self) -> Mapping[str, Words]:
        return catalogues(self.languages.codes)

    @cached_property
    def views(self) -> Mapping[str, ConfigView]:
        settings = self.handbook.written.settings
        first = self.languages.first
        return {
            language: template_context.view(self.config, settings, words, first=language == first)
            for language, words in self.words.items()
        }

    @cached_property
    def theme_languages(self) -> Mapping[str, str]:
        folders = self.config.theme.dirs
        return {code: template_context.theme_language(code, folders) for code in self.languages.codes}

    # ------------------------------------------------------------ files and navigation

    def add_to(self, files: Files, said: Callable[[str], None], *, later: bool = False) -> None:
        """Puts our pages, downloads and assets among the host's files; with `later` none is written.

        A hand-written page or file of the same address stays, and `said` is told.
        """
        self._drop_what_leads_out(files)
        for file in list(files):  # a pipe would be waited for; the checks have spoken of it
            if file.src_dir and file.abs_src_path and not Path(file.abs_src_path).is_file():
                files.remove(file)
        taken = {file.dest_uri: file.src_uri for file in files}
        guests = (
            *(page_file(page, self.config) for page in self.handbook.pages),
            *(GeneratedFile(download, self.config, later=later) for download in self.handbook.downloads),
            *theme_assets.files(self.config),
        )
        for guest in guests:
            if guest.dest_uri in taken:
                said(f"{taken[guest.dest_uri]} stands in for the page or file that is made from the data.")
            else:
                files.append(guest)

    def _drop_what_leads_out(self, files: Files) -> None:
        """Takes away hand-written pages and files behind links to where none may lie. The handbook's
        problems name the links."""
        by_hand, docs = self.handbook.written.by_hand, Path(self.config.docs_dir)
        for file in list(files) if by_hand is not None else ():
            source = Path(file.abs_src_path) if file.abs_src_path else None
            if source and source.is_relative_to(docs) and not by_hand.may_publish(source):
                files.remove(file)

    def settle(self, files: Files, nav: Navigation) -> None:
        """Makes the host's pages for ours into pages that need no Markdown, and the navigations."""
        ours = {page.address: page for page in self.handbook.pages}
        settings = self.handbook.written.settings
        # With tabs the column at the left would hold nothing but the page's own name.
        hide = ("navigation",) if "navigation.tabs" in (self.config.theme.get("features") or ()) else ()
        for file in files.documentation_pages():
            page = ours.get(file.src_uri.removesuffix(".md"))
            if page is not None and file.generated_by:
                file.page = GeneratedPage(page, file, self.config, self._label(page, file.page), hide)
                file.page.edit_url = edit_url(page, settings)
        self.pages = page_by_address(files.documentation_pages())
        for page in self.pages.values():
            page.update_date = self.day
        self.navs = navigations(nav, self.pages, self.handbook.pages, self.languages)

    def takes(self, handbook: Handbook) -> bool:
        """Whether all that the host and the navigation know of our pages holds for `handbook` as well.

        If so, its pages stand where those of the former one stood; else nothing is changed.
        """
        if not _alike(handbook, self.handbook):
            return False
        ours = {page.address: page for page in handbook.pages}
        guests = {address: page for address, page in self.pages.items() if isinstance(page, GeneratedPage)}
        named = {id(page) for nav in self.navs.values() for page in nav.pages}
        if any(id(page) in named and page.ours.title != ours[it].title for it, page in guests.items()):
            return False
        for address, page in guests.items():
            page.becomes(ours[address], self.config)
        self.handbook = handbook
        return True

    def _label(self, page: Page, known: HostPage | None) -> str:
        """What the navigation calls a page: what mkdocs.yml says, else its title; `Home` is short for one."""
        if known is not None and (said := known.__dict__.get("title")):
            return said
        words = self.words[page.language]
        return escape(words("Home") if page.section == "home" else page.title)

    @cached_property
    def fronts(self) -> Mapping[tuple[str, str], HostPage]:
        """The page that the navigation shows, by language and section."""
        return {
            (page.language, page.section): self.pages[page.address]
            for page in front_pages(self.handbook.pages, self.languages)
            if page.address in self.pages
        }

    # ------------------------------------------------------------ a page

    def language(self, page: HostPage) -> str:
        return self.languages.of(page.file.src_uri.removesuffix(".md"))

    def told(self, page: HostPage) -> TemplateContext:
        """What the templates hear about a page."""
        language = self.language(page)
        return TemplateContext(
            language=self.theme_languages[language],
            twins=template_context.twins(page, self.pages, self.languages),
            banner=self._banner(language),
            feed=template_context.feed(page),
            form=template_context.form(page, self.words[language]) if self.handbook.has_forms else ("", ""),
        )

    def told_lost(self) -> TemplateContext:
        """What they hear about the page that is shown where there is none; it speaks every language."""
        first = self.languages.first
        return TemplateContext(
            language=self.theme_languages[first],
            banner=self._banner(first),
            lost=tuple(
                (code, words("There is no such page."), words("To the start page"))
                for code, words in self.words.items()
            ),
        )

    def _banner(self, language: str) -> str:
        return template_context.banner(self.handbook.written.settings, self.words[language])

    def front(self, page: HostPage) -> HostPage | None:
        """The page of the navigation to light up while `page` is shown, if that is another one."""
        if not isinstance(page, GeneratedPage):
            return None
        front = self.fronts.get((page.ours.language, page.ours.section))
        return None if front is page else front

    def base(self, page: HostPage) -> str:
        """The folder of the page's language within the site, which its search starts from."""
        return self.languages.prefix(self.language(page))

    # ------------------------------------------------------------ the whole site

    @property
    def guests(self) -> Iterator[GeneratedPage]:
        return (page for page in self.pages.values() if isinstance(page, GeneratedPage))

    @property
    def searched(self) -> tuple[list[GeneratedPage], Mapping[str, str], frozenset[str]]:
        """What the search is told: our pages, languages' folders, and the languages it has rules for."""
        codes, folders = self.languages.codes, self.config.theme.dirs
        return (
            list(self.guests),
            {code: self.languages.prefix(code) for code in codes},
            frozenset(code for code in codes if template_context.searchable(code, folders)),
        )

    def sitemap(self) -> Iterator[tuple[str, str, Iterable[tuple[str, str]]]]:
        """Address, day and translations of each page; nothing where the site's own address isn't known."""
        for page in self.pages.values():
            if page.canonical_url:
                yield page.canonical_url, self.day, self._translations(page)

    def _translations(self, page: HostPage) -> list[tuple[str, str]]:
        if not isinstance(page, GeneratedPage) or len(self.languages.codes) < 2:
            return []
        found = ((code, self.pages.get(address)) for code, address in page.ours.alternates.items())
        return [(code, twin.canonical_url) for code, twin in found if twin is not None and twin.canonical_url]

    @property
    def series(self) -> int:
        """How many series of a clinic and a standard there are."""
        findings = self.handbook.findings.clinics.values()
        return sum(len(finding.panel.clinics) for finding in findings)


def _alike(one: Handbook, other: Handbook) -> bool:
    """Whether two handbooks have the same settings, day and places of pages."""
    if not same_in_order(one.written.settings, other.written.settings) or one.as_of != other.as_of:
        return False
    return list(map(_place, one.pages)) == list(map(_place, other.pages))


def _place(page: Page) -> tuple[object, ...]:
    """What the host knows of a page besides its title and its content."""
    return page.address, page.section, page.language, page.feed, page.written_in and page.written_in.file
