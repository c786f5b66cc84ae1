"""Which standards, clinics and files of several versions are likely the same, whatever they are called.

What is renamed in the very commit that hides it must stay hidden under its old name too. So a likeness is
enough, and one too many only keeps a number from being told: what git calls a rename or a copy, what has the
same title or counts the same, what has the same numbers, and whatever went when something hidden came.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import permutations

import polars as pl

from generator.model.handbook_data import HandbookData
from generator.model.inputs import Standard, Text

Thing = tuple[str, str]
"""Such as ("standard", "email-reply"), or ("file", "data/kpis/2026.csv")."""

NUMBERS = ("value", "numerator", "denominator")
PART = 0.3
"""Of the smaller one's values: where so many are the same at the same clinics, it is the same standard."""
MOST = 0.5
"""The same, whatever the clinics are called."""
ENOUGH = 3
"""Values that have to be the same where clinics aren't looked at."""


@dataclass
class SameAcrossVersions:
    """What belongs together."""

    _above: dict[Thing, Thing] = field(default_factory=dict)

    def join(self, one: Thing, other: Thing) -> None:
        if one != other:
            self._above[self.family(one)] = self.family(other)

    def family(self, thing: Thing) -> Thing:
        """One of its family, the same for all of them."""
        while (above := self._above.get(thing, thing)) != thing:
            thing = above
        return thing

    def among(self, kind: str, names: Iterable[str]) -> frozenset[Thing]:
        """The families of these."""
        return frozenset(self.family((kind, name)) for name in names)


@dataclass(frozen=True)
class Secret:
    """What of one version is hidden, or held back, by its own rules."""

    standards: frozenset[str]
    clinics: frozenset[str]
    files: frozenset[str]


def found(
    reads: Sequence[HandbookData], secrets: Sequence[Secret], moves: Iterable[tuple[Thing, Thing]]
) -> SameAcrossVersions:
    """`moves` are what git calls renamed or copied anywhere between the first version and the last."""
    kin = SameAcrossVersions()
    for one, other in moves:
        kin.join(one, other)
    versions = list(zip(reads, secrets, strict=True))
    for (read, secret), (other, _) in permutations(versions, 2):
        for kind, names, others in (
            ("standard", _names(read), _names(other)),
            ("clinic", set(read.clinics), set(other.clinics)),
            ("file", _files(read), _files(other)),
        ):
            hidden = {"standard": secret.standards, "clinic": secret.clinics, "file": secret.files}[kind]
            for came in (names - others) & hidden:
                for gone in others - names:
                    kin.join((kind, came), (kind, gone))
        if secret.standards:
            for name, alike in (*_same_words(read, secret, other), *_same_numbers(read, secret, other)):
                kin.join(("standard", name), ("standard", alike))
    return kin


def _names(read: HandbookData) -> set[str]:
    return {name for kind, name in read.places.files if kind == "standard"} | set(read.standards)


def _files(read: HandbookData) -> set[str]:
    tables = (read.observations, *([read.withheld] if read.withheld is not None else []))
    named = {file for table in tables for file in table["file"].unique()}
    return named | {file for kind, file in read.places.files.items() if kind[0] == "kpi"} | {*read.embargoed}


def _same_words(read: HandbookData, secret: Secret, other: HandbookData) -> Iterator[tuple[str, str]]:
    """Hidden standards, and what has the same title or counts the same elsewhere."""
    theirs: dict[str, list[str]] = {}
    for name, standard in other.standards.items():
        for words in _words(standard):
            theirs.setdefault(words, []).append(name)
    for name in secret.standards & read.standards.keys():
        for words in _words(read.standards[name]):
            yield from ((name, alike) for alike in theirs.get(words, ()))


def _words(standard: Standard) -> Iterator[str]:
    for said in (standard.title, standard.promise, standard.measure.counts):
        yield from (" ".join(words.casefold().split()) for words in _texts(said) if words.strip())


def _texts(said: Text | None) -> Iterable[str]:
    if isinstance(said, Mapping):
        return said.values()
    return () if said is None else (said,)


def _same_numbers(read: HandbookData, secret: Secret, other: HandbookData) -> Iterator[tuple[str, str]]:
    """Hidden standards, and those elsewhere of which many values are the same."""
    mine = _values(read).filter(pl.col("standard").is_in(list(secret.standards)))
    theirs = _values(other)
    for by, part, enough in ((["clinic"], PART, 1), ([], MOST, ENOUGH)):
        on = [*by, "period", *NUMBERS]
        ours, others = (it.select("standard", *on).unique() for it in (mine, theirs))
        sizes = [dict(it.group_by("standard").len().iter_rows()) for it in (ours, others)]
        both = ours.join(others, on=on, nulls_equal=True).group_by("standard", "standard_right").len()
        for name, alike, number in both.iter_rows():
            if number >= max(enough, part * min(sizes[0][name], sizes[1][alike])):
                yield name, alike


def _values(read: HandbookData) -> pl.DataFrame:
    """What is measured, that under embargo included."""
    tables = (read.observations, *([read.withheld] if read.withheld is not None else []))
    columns = ("standard", "clinic", "period", *NUMBERS)
    return pl.concat([it.select(columns) for it in tables]).filter(pl.col("value").is_not_null())
