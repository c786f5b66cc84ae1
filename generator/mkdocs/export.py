"""The handbook as an ordinary docs folder, for generators that know no plugin of ours."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from html import escape
from pathlib import Path
from typing import Any

import yaml

from generator.mkdocs import plain_config, theme_assets
from generator.mkdocs.navigation import Languages, front_pages
from generator.mkdocs.template_context import banner, language_name
from generator.model.page import Download, Handbook, Page
from generator.render.parts.links import between
from generator.words import catalogues


def files(handbook: Handbook, config: str, docs: Path) -> Iterator[Download]:
    """Every file of the folder: mkdocs.yml, and in docs/ pages, downloads, assets and hand-written files.

    `config` is the text of the handbook's own mkdocs.yml, `docs` the folder of hand-written pages, of
    which one of the same address stands in for one of ours.
    """
    by_hand = handbook.written.by_hand
    own = {
        path.relative_to(docs).as_posix(): path
        for path in _files(docs)
        if by_hand is None or by_hand.may_publish(path)
    }
    pages = [page for page in handbook.pages if f"{page.address}.md" not in own]
    languages = Languages(tuple(handbook.written.settings.languages))
    linked = [f"{theme_assets.FOLDER}/{name}" for name, _ in theme_assets.assets() if "/" not in name]
    nav = navigation(pages, languages)
    yield Download("mkdocs.yml", lambda: plain_config.config(config, nav, sorted(own), linked).encode())
    banners = _banners(handbook)
    for page in pages:
        made = _Page(page, banners[page.language])
        yield Download(f"docs/{page.address}.md", made.markdown)
    for download in handbook.downloads:
        yield Download(f"docs/{download.path}", download.content)
    for name, source in (*theme_assets.assets(), ("plotly.min.js", theme_assets.plotly_script())):
        yield Download(f"docs/{theme_assets.FOLDER}/{name}", source.read_bytes)
    for path, source in own.items():
        yield Download(f"docs/{path}", source.read_bytes)


def navigation(pages: Iterable[Page], languages: Languages) -> list[dict[str, Any]]:
    """Our sections in the first language, and below each other language's name the same in it."""
    fronts = front_pages(pages, languages)
    by_language = {
        language: [
            {as_html(page.title): f"{page.address}.md"} for page in fronts if page.language == language
        ]
        for language in languages.codes
    }
    others = [
        {as_html(language_name(code)): entries}
        for code, entries in by_language.items()
        if code != languages.first
    ]
    return [*by_language[languages.first], *others]


def as_html(text: str) -> str:
    """A text in one line for front matter and navigation, which themes take for HTML."""
    return escape(" ".join(text.split()))


class _Page:
    """A page as a Markdown file: what it is called above, its HTML as one block below.

    The banner and the other languages are in the block: no template of ours puts them around it.
    """

    def __init__(self, page: Page, banner: str) -> None:
        self._page, self._banner = page, banner

    def markdown(self) -> bytes:
        page = self._page
        named = {"title": as_html(page.title), "description": as_html(page.description)}
        head = yaml.safe_dump(named, allow_unicode=True, width=float("inf"), sort_keys=False)
        told = f'<p class="bb-banner">{escape(self._banner)}</p>' if self._banner else ""
        return (
            f"---\n{head}---\n\n"
            f'<div class="bb-page" lang="{page.language}">{told}{self._switch()}\n{page.body()}\n</div>\n'
        ).encode()

    def _switch(self) -> str:
        """Links to the same page in the other languages."""
        page = self._page
        links = (
            f'<a href="{escape(between(page.address, address, False))}" '
            f'hreflang="{code}" lang="{code}">{escape(language_name(code))}</a>'
            for code, address in page.alternates.items()
            if code != page.language
        )
        joined = " · ".join(links)
        return f'<p class="bb-languages">{joined}</p>' if joined else ""


def _banners(handbook: Handbook) -> Mapping[str, str]:
    settings = handbook.written.settings
    return {code: banner(settings, words) for code, words in catalogues(settings.languages).items()}


def _files(folder: Path) -> list[Path]:
    return [path for path in sorted(folder.rglob("*")) if path.is_file()] if folder.is_dir() else []
