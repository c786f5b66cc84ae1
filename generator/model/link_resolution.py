"""Where a link in an editor's text leads: to a page of this handbook, to a file beside it, or nowhere.

Editors name a page in many ways, all of which are understood: as a browser does from the page that the
text is on (`../waiting-room/`), as files lie beside one another (`waiting-room.md`,
`../clinics/ca-halifax.md`), or from the top (`/method/`).
"""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import unquote

from generator.model.handwritten_pages import HandWritten

LISTS = {"standards": "standard", "clinics": "clinic", "countries": "country"}
"""Folders with a page for each thing and one for all, and what the things are."""

ALONE = ("index", "attention", "heat-map", "compare", "method", "completeness")
"""Pages of which there is one."""

MADE_FILES = ("downloads/", "feeds/", "api/", "assets/", "admin/")
"""Folders of files that are made; which ones there are isn't known before."""

_ENDINGS = (".md", ".html")


@dataclass(frozen=True, slots=True)
class Goal:
    """What a link leads to."""

    address: str
    """Of a page, from the top of the site and without an ending; of a file, its path."""

    after: str
    """What stands behind the address: `?query#anchor`, or nothing."""

    made: bool
    """Whether it is a page that is made from the data, which is there in every language."""

    is_page: bool = True
    language: str = ""
    """The language that the link itself names."""

    @property
    def anchor(self) -> str:
        return self.after.partition("#")[2]


def within(link: str) -> bool:
    """Whether a link is one within the site."""
    scheme = link.partition(":")[0]
    return not (link.startswith("//") or (scheme != link and scheme.replace("+", "").isalpha()))


def goal(
    link: str,
    here: str,
    things: Mapping[str, Collection[str]],
    by_hand: HandWritten | None,
    languages: Collection[str] = (),
) -> Goal | None:
    """Where `link` leads from the page with the address `here`; None where that is nowhere.

    `things` are the ids of standards, clinics and countries. The page's own language comes last: the
    same text stands in all of them.
    """
    end = min(at for at in (link.find("?"), link.find("#"), len(link)) if at >= 0)
    path, after = unquote(link[:end]), link[end:]
    if not path:
        return Goal(here, after, made=True)
    for place in _places(path, here):
        first, _, rest = place.partition("/")
        if first in languages and (found := _made(rest, things)):
            return Goal(found, after, made=True, language=first)
        if found := _made(place, things):
            return Goal(found, after, made=True)
        if by_hand is not None and (found := _by_hand(place, by_hand)):
            file = by_hand.pages[found]
            is_page = not file.endswith((".html", ".htm"))
            return Goal(found if is_page else file, after, made=False, is_page=is_page)
        if place.startswith(MADE_FILES) or (by_hand is not None and place in by_hand.files):
            return Goal(place, after, made=False, is_page=False)
    return None


def named(link: str, here: str) -> tuple[str, str]:
    """The folder and the name of the page that a link seems to mean, whether or not there is one."""
    path = unquote(link.partition("#")[0].partition("?")[0])
    places = [_bare(place) for place in _places(path, here)]
    folder, _, name = next((place for place in places if place.count("/") == 1), places[-1]).rpartition("/")
    return folder, name


def _places(path: str, here: str) -> Iterator[str]:
    """Paths from the top of the site that may be meant, the likeliest first."""
    bases = [""] if path.startswith("/") else [f"{here}/", f"{posixpath.dirname(here)}/", ""]
    for base in dict.fromkeys(bases):
        place = posixpath.normpath(f"/{base}/{path}").lstrip("/")
        yield place


def _bare(place: str) -> str:
    """The address without an ending; that of a folder's own page without `index`."""
    for ending in _ENDINGS:
        place = place.removesuffix(ending)
    if place.rpartition("/")[2].lower() in {"index", "readme"}:
        place = place.rpartition("/")[0]
    return place


def _made(place: str, things: Mapping[str, Collection[str]]) -> str:
    bare = _bare(place)
    folder, _, name = bare.rpartition("/")
    if folder in LISTS:
        return bare if name in things[LISTS[folder]] else ""
    if bare in LISTS:
        return f"{bare}/index"
    return (bare or "index") if not folder and (bare or "index") in ALONE else ""


def _by_hand(place: str, by_hand: HandWritten) -> str:
    bare = _bare(place)
    for address in (bare, f"{bare}/index" if bare else "index"):
        if address in by_hand.pages:
            return address
    return ""
