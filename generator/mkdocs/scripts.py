"""The scripts that may stand in pages: those of templates, whosever the templates are, and no others."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from jinja2 import Environment, TemplateError, meta

_SCRIPT = re.compile(r"<script\b([^>]*)>(.*?)</script", re.DOTALL | re.IGNORECASE)
_DATA = re.compile(r"\btype\s*=\s*[\"']?(?:application/(?:\w+\+)?json|text/template)", re.IGNORECASE)
_SOURCE = re.compile(r"\bsrc\s*=", re.IGNORECASE)
_ELSEWHERE = re.compile(r"\bsrc\s*=\s*[\"']?\s*((?:https?:)?//[^\s\"'>]+)", re.IGNORECASE)
_PLACES = re.compile(r"{[{%#]")
_PLACE = re.compile(r"{{.*?}}|{%.*?%}|{#.*?#}", re.DOTALL)
_LEAST_OF_TEMPLATE = 8
"""Characters of a template outside its places from which on a script can be told to be of it."""
_KNOWN = frozenset({"config", "base_url"})
"""What a script in a template may name: what mkdocs.yml says, and where the page stands. Nothing that comes
out of a page or its front matter."""

_NO_TEMPLATES = frozenset({".icons", "assets"})


def within(page: str) -> list[str]:
    """The text of each script that would run in a page and isn't a file, in their order."""
    found = (
        text
        for attributes, text in _SCRIPT.findall(page)
        if text.strip() and not _SOURCE.search(attributes) and not _DATA.search(attributes)
    )
    return list(dict.fromkeys(found))


def from_elsewhere(page: str, site_url: str = "") -> list[str]:
    """The addresses of scripts that a page would fetch from other sites than its own, in their order."""
    own = urlsplit(site_url).netloc
    found = (_ELSEWHERE.search(attributes) for attributes, _ in _SCRIPT.findall(page))
    addresses = (unescape(it[1]) for it in found if it)
    return [it for it in dict.fromkeys(addresses) if not own or urlsplit(it).netloc != own]


@dataclass(frozen=True)
class OfTemplates:
    """The scripts that stand in templates: the theme's, ours, and those of the site's owner."""

    plain: frozenset[str]
    """Those that are the same on every page."""

    filled: tuple[str, ...]
    """Templates of those that say where the page stands, or something of mkdocs.yml."""

    def on(self, config: Any, base_url: str, env: Environment) -> frozenset[str]:
        """The scripts as they read on a page from which the site's top is `base_url`."""
        texts = (_rendered(text, env, config=config, base_url=base_url) for text in self.filled)
        return self.plain | {text for text in texts if text is not None}

    def source(self, text: str) -> str | None:
        """The template that a script was likely made from, whatever stands in its places; None for none."""
        return next((it for it in self.filled if _made_from(it, text)), None)


def of_templates(folders: Iterable[str]) -> OfTemplates:
    """The scripts of all templates in the folders of a theme."""
    plain: set[str] = set()
    filled: list[str] = []
    for folder in folders:
        for text in _of_folder(folder, _newest(folder)):
            if _PLACES.search(text):
                filled.append(text)
            else:
                plain.add(text)
    return OfTemplates(frozenset(plain), tuple(dict.fromkeys(filled)))


@lru_cache(maxsize=32)
def _of_folder(folder: str, _: float) -> tuple[str, ...]:
    return tuple(text for file in _templates(folder) for text in within(file.read_text(encoding="utf-8")))


def _newest(folder: str) -> float:
    """When a template of the folder was saved last, because a preview goes on while somebody writes them."""
    return max((file.stat().st_mtime for file in _templates(folder)), default=0.0)


def _templates(folder: str) -> Iterator[Path]:
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(set(folders) - _NO_TEMPLATES)
        yield from (Path(place, name) for name in sorted(names) if name.endswith(".html"))


def _made_from(template: str, text: str) -> bool:
    """Whether all that stands outside the template's places stands in the text, in that order."""
    parts = _PLACE.split(template)
    if sum(len(part.strip()) for part in parts) < _LEAST_OF_TEMPLATE or not text.startswith(parts[0]):
        return False
    at = 0
    for part in parts:
        if (found := text.find(part, at)) < 0:
            return False
        at = found + len(part)
    return True


def _rendered(text: str, env: Environment, **known: Any) -> str | None:
    """The script with its places filled; None where it names what nobody has vouched for."""
    try:
        if meta.find_undeclared_variables(env.parse(text)) - _KNOWN - set(env.globals):
            return None
        return env.from_string(text).render(**known)
    except TemplateError:
        return None
