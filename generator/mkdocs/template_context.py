"""What the theme's templates are told about the page they draw: its language, its twins, its banner."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from babel import Locale, UnknownLocaleError
from markupsafe import escape
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page as HostPage
from mkdocs.utils import get_relative_url

from generator.mkdocs.generated_files import GeneratedPage
from generator.mkdocs.navigation import Languages
from generator.model.inputs import Settings
from generator.publish.form_editor import FOLDER
from generator.schema.forms import place as form_place
from generator.words import Words


class ConfigView:
    """The host's configuration as the pages of one language see it: the host's own but for what is said."""

    def __init__(self, config: MkDocsConfig, **said: Any) -> None:
        self._config = config
        self.__dict__.update(said)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._config, name)

    def __getitem__(self, name: str) -> Any:
        return self.__dict__[name] if name in self.__dict__ else self._config[name]


@dataclass(frozen=True, slots=True)
class Twin:
    """The same page in a language, or the page one is led to where there is none."""

    language: str
    name: str
    link: str
    """Relative to the page."""

    current: bool


@dataclass(frozen=True, slots=True)
class TemplateContext:
    """The template variable `benchbook`."""

    language: str
    """Language of the theme's own words on the page."""

    banner: str
    """What every page says about its values, as text; nothing where they are real."""

    twins: tuple[Twin, ...] = ()
    """The languages to choose from; none where there is one language only."""

    feed: str = ""
    """Link to the feed of what the page is about, relative to it; empty where there is none."""

    form: tuple[str, str] = ("", "")
    """Link to the form for the file that the page is written in, relative to it, and what it is called."""

    lost: tuple[tuple[str, str, str], ...] = ()
    """For the page that says there is no such page: language, sentence, link text."""


def feed(page: HostPage) -> str:
    """The link from a page to its feed, if it has one."""
    path = page.ours.feed if isinstance(page, GeneratedPage) else ""
    return get_relative_url(path, page.url) if path else ""


def form(page: HostPage, words: Words) -> tuple[str, str]:
    """The link from a page to the form in which what it is about can be changed, and its text."""
    if not isinstance(page, GeneratedPage):
        return "", ""
    place = form_place(page.ours.written_in.file) if page.ours.written_in else ""
    if not place and page.ours.section != "home":
        return "", ""
    editor = f"{FOLDER}/" if page.file.use_directory_urls else f"{FOLDER}/index.html"
    return get_relative_url(editor, page.url) + place, words("Edit in a form")


def banner(settings: Settings, words: Words) -> str:
    """What every page says about its values, as text; nothing where they are real."""
    if not settings.illustrative:
        return ""
    return words("Illustrative: the clinics and values in this handbook are invented.")


def view(config: MkDocsConfig, settings: Settings, words: Words, *, first: bool) -> ConfigView:
    """The configuration with the site's name and the theme's switches in the language of `words`.

    In the first language the name in mkdocs.yml counts; in others the handbook's title, if it has
    one in that language. The theme's templates take these for HTML, and they are text.
    """
    title = settings.title.get(words.language) if isinstance(settings.title, dict) and not first else None
    theme = {**config.theme, "palette": _palette(config.theme.get("palette"), words)}
    said = {"site_name": title or config.site_name} | {key: config[key] for key in _TEXTS if config[key]}
    return ConfigView(config, theme=theme, **{key: escape(text) for key, text in said.items()})


_TEXTS = ("site_description", "site_author", "repo_name")


def _palette(palette: Any, words: Words) -> Any:
    """The colour schemes with the names of their switches translated."""
    if not isinstance(palette, list):
        return palette
    return [
        {**scheme, "toggle": {**scheme["toggle"], "name": escape(words(scheme["toggle"]["name"]))}}
        if isinstance(scheme.get("toggle"), dict) and "name" in scheme["toggle"]
        else scheme
        for scheme in palette
    ]


def twins(page: HostPage, pages: Mapping[str, HostPage], languages: Languages) -> tuple[Twin, ...]:
    """The page in every language. A page without a translation leads to that language's home."""
    if len(languages.codes) < 2:
        return ()
    address = page.file.src_uri.removesuffix(".md")
    own = languages.of(address)
    plain = languages.without(address)
    found = []
    for language in languages.codes:
        prefix = languages.prefix(language)
        given = page.ours.alternates.get(language) if isinstance(page, GeneratedPage) else None
        twin = pages.get(given or f"{prefix}{plain}") or pages.get(f"{prefix}index")
        link = get_relative_url((twin.url if twin is not None else prefix) or ".", page.url)
        found.append(Twin(language, language_name(language), link, language == own))
    return tuple(found)


@lru_cache(maxsize=64)
def language_name(language: str) -> str:
    """A language's name in itself: `es` is Español."""
    try:
        name = Locale.parse(language).get_display_name(language)
    except (UnknownLocaleError, ValueError):
        name = None
    return name[:1].upper() + name[1:] if name else language


def theme_language(language: str, theme_folders: list[str]) -> str:
    """The language if the theme speaks it, else English."""
    words = f"partials/languages/{language}.html"
    return language if any((Path(folder) / words).is_file() for folder in theme_folders) else "en"


def searchable(language: str, theme_folders: list[str]) -> bool:
    """Whether the theme's search has rules for the language's endings."""
    rules = f"assets/javascripts/lunr/min/lunr.{language}.min.js"
    return language == "en" or any((Path(folder) / rules).is_file() for folder in theme_folders)
