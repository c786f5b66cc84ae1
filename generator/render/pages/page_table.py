"""Every page of the handbook in reading order: its address, its template and what the template is given."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from generator.model.page import Page
from generator.model.version_changes import Releases
from generator.render.context import RenderContext, SiteContext
from generator.render.pages import (
    all_clinics,
    all_countries,
    all_standards,
    attention,
    clinic,
    compare,
    completeness,
    country,
    heat_map,
    home,
    method,
    standard,
    what_changed,
)
from generator.render.pages.page_meta import PageMeta
from generator.words import Words

TEMPLATES = Path(__file__).parents[1] / "templates"
_BLANK_LINES = re.compile(r"\n\s*\n")


@dataclass(frozen=True)
class PageType:
    """Pages of one kind."""

    section: str
    address: str
    """Of every page, with `{name}` where they differ."""
    names: Callable[[SiteContext], Iterable[str]]
    template: str
    look: Callable[[RenderContext, str], PageMeta]
    context: Callable[[RenderContext, str], object]
    feed: str = ""
    """Of every page, below `feeds/`."""


def _one(_: SiteContext) -> tuple[str]:
    return ("",)


def _clinics(site: SiteContext) -> Iterable[str]:
    return site.written.clinics


def _standards(site: SiteContext) -> Iterable[str]:
    return site.written.standards


def _countries(site: SiteContext) -> Iterable[str]:
    return site.by_country


PAGES = (
    PageType("home", "index", _one, "home.html", home.look, home.context, "all.xml"),
    PageType("attention", "attention", _one, "attention.html", attention.look, attention.context, "all.xml"),
    PageType(
        "standards", "standards/index", _one, "index-page.html", all_standards.look, all_standards.context
    ),
    PageType("clinics", "clinics/index", _one, "index-page.html", all_clinics.look, all_clinics.context),
    PageType("clinics", "heat-map", _one, "heat-map.html", heat_map.look, heat_map.context),
    # Before the standards, which show each clinic's small chart again: it is drawn once.
    PageType(
        "clinics",
        "clinics/{name}",
        _clinics,
        "clinic.html",
        clinic.look,
        clinic.context,
        "clinics/{name}.xml",
    ),
    PageType(
        "standards",
        "standards/{name}",
        _standards,
        "standard.html",
        standard.look,
        standard.context,
        "standards/{name}.xml",
    ),
    PageType(
        "countries", "countries/index", _one, "index-page.html", all_countries.look, all_countries.context
    ),
    PageType("countries", "countries/{name}", _countries, "country.html", country.look, country.context),
    PageType("compare", "compare", _one, "compare.html", compare.look, compare.context),
    PageType("method", "method", _one, "method.html", method.look, method.context),
    PageType(
        "completeness", "completeness", _one, "completeness.html", completeness.look, completeness.context
    ),
)


def pages(site: SiteContext, words: Mapping[str, Words], releases: Releases) -> tuple[Page, ...]:
    """Every page in every language. Titles and search entries are made now, bodies when asked for."""
    editions = {language: RenderContext(site, said) for language, said in words.items()}
    return tuple(
        page
        for edition in editions.values()
        for family in (*PAGES, *_changes(releases))
        for page in _pages(family, edition, editions)
    )


def bodies(site: SiteContext, words: Mapping[str, Words], releases: Releases) -> dict[str, Callable[[], str]]:
    """What makes the body of each page, by its address; nothing else is known of the pages."""
    return {
        edition.address(family.address.format(name=name)): partial(body, family, edition, name)
        for edition in (RenderContext(site, said) for said in words.values())
        for family in (*PAGES, *_changes(releases))
        for name in family.names(site)
    }


def _changes(releases: Releases) -> Iterator[PageType]:
    """The page of what changed, where there are releases or it has to be said why they can't be compared."""
    if releases.reviews or releases.missing:
        look, context = partial(what_changed.look, releases), partial(what_changed.context, releases)
        feed = what_changed.FEED if releases.reviews else ""
        yield PageType("changes", what_changed.HERE, _one, "changes.html", look, context, feed)


def _pages(family: PageType, edition: RenderContext, editions: Mapping[str, RenderContext]) -> Iterator[Page]:
    for name in family.names(edition.site):
        address, seen = family.address.format(name=name), family.look(edition, name)
        yield Page(
            address=edition.address(address),
            section=family.section,
            language=edition.words.language,
            title=seen.title,
            description=seen.description,
            headings=seen.headings,
            search=seen.search,
            alternates={language: other.address(address) for language, other in editions.items()},
            body=partial(body, family, edition, name),
            written_in=seen.written_in,
            feed=f"feeds/{family.feed.format(name=name)}" if family.feed else "",
        )


def body(family: PageType, edition: RenderContext, name: str) -> str:
    """The page's HTML, without blank lines so that it can stand in a Markdown file."""
    words = edition.words
    made = (
        _environment()
        .get_template(family.template)
        .render(
            page=family.context(edition, name),
            words=words,
            html=words.html,
            strong=_strong,
            code=_code,
        )
    )
    return _BLANK_LINES.sub("\n", made).strip()


def _strong(said: str) -> Markup:
    return Markup("<strong>{}</strong>").format(said)


def _code(said: str) -> Markup:
    return Markup("<code>{}</code>").format(said)


@lru_cache(maxsize=1)
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
