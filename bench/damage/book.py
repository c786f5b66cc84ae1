"""The handbook that is damaged, held in memory, and what a mutation of it is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from functools import cached_property
from pathlib import Path
from random import Random


@dataclass(frozen=True)
class Blame:
    """What has to be said of a mutation."""

    file: str
    line: int
    codes: frozenset[str]
    """One of these rules has to say it."""

    words: tuple[str, ...] = ()
    """Each has to stand in the message or in its hint, in small letters or capitals."""

    column: int | None = None
    """Where one very key or value is to blame."""

    cell: str | None = None
    """The column's name, where it is a cell of a table; the message has to name it."""

    also: str = ""
    """The other place that takes part, as `file:line`, where there are two."""


@dataclass(frozen=True)
class Damage:
    """One mutation: the files it changes (None takes one away), and what is to be blamed."""

    kind: str
    writes: Mapping[str, bytes | None]
    blame: Blame | None
    """None where nothing is to be said, because the variant is harmless."""


@dataclass(frozen=True)
class Site:
    """A line that can be damaged, and the part of it that is to be replaced."""

    file: str
    number: int
    """Counts from 1."""

    line: str
    found: re.Match[str]

    def part(self, group: int | str = 1) -> str:
        return self.found[group]


class NoPlace(LookupError):
    """Nothing in the book can be damaged so; a small one may have no such line."""


@dataclass(frozen=True)
class Book:
    """The files below `data/` by their path from the handbook's folder."""

    files: Mapping[str, bytes]

    @staticmethod
    def read(root: Path) -> Book:
        """The handbook at `root`."""
        names = sorted(
            path.relative_to(root).as_posix() for path in (root / "data").rglob("*") if path.is_file()
        )
        return Book({name: (root / name).read_bytes() for name in names if "/." not in name})

    @cached_property
    def _lines(self) -> dict[str, list[str]]:
        texts = {name: raw for name, raw in self.files.items() if not name.endswith(".parquet")}
        return {name: raw.decode().split("\n") for name, raw in texts.items()}

    def lines(self, file: str) -> list[str]:
        """Without their ends; the last one is empty where the file ends with a line break."""
        return list(self._lines[file])

    def names(self, *patterns: str) -> list[str]:
        """Files of text whose path fits one of `patterns`."""
        return [name for name in self._lines if any(fnmatchcase(name, pattern) for pattern in patterns)]

    def sites(self, pattern: str, *files: str, where: Callable[[Site], bool] | None = None) -> list[Site]:
        """Every line of `files` that `pattern` fits from its beginning."""
        key = (pattern, files)
        if key not in self._found:
            fits = re.compile(pattern)
            self._found[key] = [
                Site(name, number, line, match)
                for name in self.names(*files)
                for number, line in enumerate(self._lines[name], start=1)
                if (match := fits.match(line))
            ]
        return [site for site in self._found[key] if where is None or where(site)]

    @cached_property
    def _found(self) -> dict[tuple[str, tuple[str, ...]], list[Site]]:
        """Sites by pattern and files; the same ones are asked for again and again."""
        return {}

    def one(
        self, dice: Random, pattern: str, *files: str, where: Callable[[Site], bool] | None = None
    ) -> Site:
        """One of the sites. Raises NoPlace where there is none."""
        if found := self.sites(pattern, *files, where=where):
            return dice.choice(found)
        raise NoPlace

    def joined(self, file: str, lines: Iterable[str]) -> dict[str, bytes | None]:
        """The file with other lines."""
        return {file: "\n".join(lines).encode()}

    def with_line(self, site: Site, *lines: str) -> dict[str, bytes | None]:
        """The site's file with `lines` in place of its line."""
        all_lines = self.lines(site.file)
        all_lines[site.number - 1 : site.number] = lines
        return self.joined(site.file, all_lines)


@dataclass(frozen=True)
class Kind:
    """One kind of mistake, which can be made in many places."""

    name: str
    make: Callable[[Book, Random], Damage | None]
    """None where the book has no place for it, as a small one may not."""

    times: int = 5


Made = tuple[Mapping[str, bytes | None], Blame | None]


@dataclass
class Kinds:
    """The kinds of one module, in the order in which they are written down."""

    all: list[Kind] = field(default_factory=list)

    def kind(self, name: str, times: int = 5) -> Callable[[Callable[[Book, Random], Made | None]], None]:
        """Note down a function that makes this mistake once."""

        def note(make: Callable[[Book, Random], Made | None]) -> None:
            def made(book: Book, dice: Random) -> Damage | None:
                try:
                    done = make(book, dice)
                except NoPlace:
                    return None
                return Damage(name, *done) if done else None

            self.all.append(Kind(name, made, times))

        return note

    def slip(  # noqa: PLR0913 - a row of a table
        self,
        name: str,
        files: str | tuple[str, ...],
        pattern: str,
        new: Callable[[str, Random], str],
        codes: str,
        *words: str,
        times: int = 5,
        shift: int | None = 0,
    ) -> None:
        """Note down a mistake within one line: what group 1 of `pattern` fits becomes `new`.

        In `words`, `{old}` and `{new}` become what stood there and what stands there now. The part is
        blamed `shift` columns behind where it begins; None if no one column is to blame.
        """
        files = (files,) if isinstance(files, str) else files

        def make(book: Book, dice: Random) -> Damage | None:
            sites = book.sites(pattern, *files)
            if not sites:
                return None
            site = dice.choice(sites)
            old = site.part()
            changed = new(old, dice)
            begin, end = site.found.span(1)
            said = tuple(word.replace("{old}", old).replace("{new}", changed) for word in words)
            column = None if shift is None else begin + 1 + shift
            blame = Blame(site.file, site.number, frozenset(codes.split()), said, column)
            return Damage(name, book.with_line(site, f"{site.line[:begin]}{changed}{site.line[end:]}"), blame)

        self.all.append(Kind(name, make, times))


def corpus(book: Book, kinds: Iterable[Kind], seed: int, times: int | None = None) -> Iterator[Damage]:
    """Every kind as often as it says (or `times`), each mutation once. One seed, one corpus."""
    for kind in kinds:
        made: set[tuple[tuple[str, bytes | None], ...]] = set()
        for number in range(4 * (times or kind.times)):
            if len(made) >= (times or kind.times):
                break
            damage = kind.make(book, Random(f"{seed}:{kind.name}:{number}"))  # noqa: S311 - not for secrets
            if damage is None:
                break
            writes = tuple(sorted(damage.writes.items()))
            if writes not in made:
                made.add(writes)
                yield damage
