"""The search index: what the theme's own search reads, with our pages in it, one index a language."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from html import escape
from pathlib import Path
from typing import Any

import orjson
from mkdocs.utils import get_relative_url

from generator.mkdocs.generated_files import GeneratedPage
from generator.model.page import Page

INDEX = "search/search_index.json"
Entry = dict[str, Any]


def complete(site: Path, *more: Any) -> None:
    """Puts our pages into the index that the theme's search plugin wrote below `site`; see `indexes`."""
    for path, index in indexes((site / INDEX).read_bytes(), *more):
        file = site / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(index)


def indexes(
    written: bytes, guests: Iterable[GeneratedPage], prefixes: Mapping[str, str], spoken: Collection[str]
) -> Iterator[tuple[str, bytes]]:
    """The index of each language by its path: what the theme's search plugin wrote, and our pages.

    `prefixes` says below which folder of the site each language lives ("" for the first, "es/");
    `spoken` holds the languages whose endings the theme's search knows.
    """
    index = orjson.loads(written)
    docs: dict[str, list[Entry]] = {language: [] for language in prefixes}
    for entry in index["docs"]:
        docs[_language(entry["location"], prefixes)].append(entry)
    for guest in guests:
        docs[guest.ours.language] += entries(guest.ours, guest.url)
    for language, prefix in prefixes.items():
        config = index["config"]
        if language in spoken and language not in config["lang"]:
            config = {**config, "lang": [language]}
        one = {"config": config, "docs": [_below(entry, prefix) for entry in docs[language]]}
        yield f"{prefix}{INDEX}", orjson.dumps(one)


def entries(page: Page, address: str) -> list[Entry]:
    """What the search finds of one page. The theme shows titles and texts as HTML, so they are escaped."""
    return [
        {
            "location": f"{address}#{entry.anchor}" if entry.anchor else address,
            "title": escape(entry.title, quote=False),
            "text": escape(entry.text, quote=False),
        }
        for entry in page.search
    ]


def _language(location: str, prefixes: Mapping[str, str]) -> str:
    return next(
        (language for language, prefix in prefixes.items() if prefix and location.startswith(prefix)),
        next(iter(prefixes)),
    )


def _below(entry: Entry, prefix: str) -> Entry:
    """The entry as seen from the language's folder, which its pages give the search as their base."""
    return {**entry, "location": entry["location"].removeprefix(prefix)} if prefix else entry


def below(output: str, url: str, base: str) -> str:
    """A page with the theme's search beginning in the folder of its language."""
    site, own = (get_relative_url(target, url) for target in (".", base))
    return output.replace(f'"base": "{site}"', f'"base": "{own.removesuffix("/")}"', 1)
