"""Where in the files each key and value stands, so that nobody has to carry lines about."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from generator.problem import Place

Key: TypeAlias = str | int
Path: TypeAlias = tuple[Key, ...]
"""Way into a document: `("targets", 0, "from")`."""


@dataclass(frozen=True, slots=True)
class At:
    """A place in what one file defines: `At("standard", "email-reply", ("targets", 0))`."""

    kind: str
    """handbook, country, clinic, role, standard or national."""

    name: str
    path: Path = ()
    key: bool = False
    """Whether the key itself is meant and not its value."""


@dataclass(frozen=True, slots=True)
class Row:
    """A measured value, by its row in the table of observations."""

    row: int
    cell: str = ""
    """The key or column that is meant, such as `met` or `period`; empty for all of it."""


Where: TypeAlias = At | Row | Place


@dataclass(frozen=True, slots=True)
class Spot:
    """Line and column of a key and of its value."""

    key: tuple[int, int]
    value: tuple[int, int]


def of_the_row(row: Place, _: str) -> Place:
    """The place of a cell where only its row's is known."""
    return row


@dataclass(frozen=True)
class Places:
    """Files by what they define, and the spots in each."""

    files: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """`("standard", "email-reply")` to `data/standards/email-reply.yml`."""

    spots: Mapping[tuple[str, str], Mapping[Path, Spot]] = field(default_factory=dict)

    texts: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """The files themselves, of those that define one thing each."""

    cell: Callable[[Place, str], Place] = of_the_row
    """The place of one cell of a measured value, by the value's own place and the cell's name."""

    def find(self, at: At) -> Place:
        """The place of what is nearest to `at`: itself, else what holds it, else the file's top."""
        thing = (at.kind, at.name)
        file = self.files.get(thing, "data")
        spots = self.spots.get(thing, {})
        for length in range(len(at.path), 0, -1):
            if spot := spots.get(at.path[:length]):
                line, column = spot.key if at.key else spot.value
                return Place(file, line, column)
        return Place(file)

    def within(self, at: At, words: str) -> Place:
        """The place of `words` in the text at `at`; of the text itself, where they aren't found there."""
        place = self.find(at)
        lines = self.texts.get((at.kind, at.name), "").split("\n")
        ends = (
            spot.key
            for spot in self.spots.get((at.kind, at.name), {}).values()
            if spot.key > (place.line, place.column)
        )
        last, _ = min(ends, default=(len(lines), 0))
        for number in range(place.line, last + 1):
            start = place.column - 1 if number == place.line else 0
            if number <= len(lines) and (found := lines[number - 1].find(words, start)) >= 0:
                return Place(place.file, number, found + 1)
        return place


def slug(text: str) -> str:
    """The id that a name likely stands for: `Clínica Los Cabos` is `clinica-los-cabos`."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")
