"""Ids for what a column says: `Clínica Los Cabos` becomes `clinica-los-cabos`."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Ids:
    """The id of everything that a column says, and what can't have one."""

    of: Mapping[str, str]
    nameless: tuple[str, ...]
    """Texts without a letter or digit."""

    alike: Mapping[str, tuple[str, ...]]
    """By id: different texts that would have it, so that nobody knows which is meant."""


def slug(text: str) -> str:
    """Lower-case letters, digits and hyphens; empty where the text has none of them."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")


def name_of(path: Path) -> str:
    """What a file of values is called that comes from this one: its name without what says its kind."""
    name = path.name.removesuffix(".gz")
    return slug(Path(name).stem) or "values"


def ids(texts: Iterable[str], given: Mapping[str, str]) -> Ids:
    """An id for each text: the `given` one, else one made from it.

    Texts that differ only in case are the same. Others that come to one id are `alike`, unless
    the map gave them that id.
    """
    made = {text: slug(text) for text in texts if text not in given}
    holders: dict[str, list[str]] = {}
    for text, name in made.items():
        holders.setdefault(name, []).append(text)
    taken = set(given.values())
    alike = {
        name: tuple(same)
        for name, same in holders.items()
        if name and (name in taken or len({text.casefold() for text in same}) > 1)
    }
    told = {text: name for text, name in made.items() if name and name not in alike}
    return Ids({**given, **told}, tuple(holders.get("", ())), alike)
