"""Measured values that could be, but not beside the others: a slip of a digit or unit, a value said twice."""

from __future__ import annotations

import re
from random import Random

from bench.damage.book import Blame, Book, Kinds, Made, Site

KINDS = Kinds()
VALUES = "data/kpis/*.yml"
SUDDEN = "HB23"
"""Rules of what is possible but not likely."""


def _sudden(site: Site, column: int, *words: str) -> Blame:
    return Blame(site.file, site.number, frozenset({SUDDEN}), words, column)


@KINDS.kind("a point ten times too far right")
def _(book: Book, dice: Random) -> Made | None:
    site = book.one(dice, r"  20\d\d-\d\d: (\d{2,3}) USD$", VALUES)
    writes = book.with_line(site, site.line.replace(f": {site.part()} ", f": {site.part()}0 "))
    return writes, _sudden(site, site.found.start(1) + 1, f"{site.part()} USD")


@KINDS.kind("a point ten times too far left")
def _(book: Book, dice: Random) -> Made | None:
    site = book.one(dice, r"  20\d\d-\d\d: \{mean: (\d\d\.\d) min", VALUES)
    slipped = f"{float(site.part()) / 10:.2f}"
    writes = book.with_line(site, site.line.replace(f"mean: {site.part()}", f"mean: {slipped}"))
    return writes, _sudden(site, site.found.start(1) + 1, site.part())


@KINDS.kind("met ten times too small")
def _(book: Book, dice: Random) -> Made | None:
    """87 becomes 8 in a share that is otherwise high."""
    high = [
        site
        for site in book.sites(r"  20\d\d-\d\d: (\d\d\d)/(\d\d\d)$", VALUES)
        if int(site.part(1)) > 0.8 * int(site.part(2)) and not site.line.startswith("  2024")
    ]
    site = dice.choice(high)
    writes = book.with_line(site, site.line.replace(f": {site.part(1)}/", f": {site.part(1)[:2]}/"))
    return writes, _sudden(site, site.found.start(1) + 1, "digit", f"/{site.part(2)}`")


@KINDS.kind("hours where minutes are meant")
def _(book: Book, dice: Random) -> Made | None:
    site = book.one(dice, r"  20\d\d-\d\d: \{mean: (\d\d\.\d min)", VALUES)
    changed = site.part().replace("min", "h")
    return book.with_line(site, site.line.replace(site.part(), changed)), _sudden(
        site, site.found.start(1) + 1, "`min`"
    )


@KINDS.kind("minutes where working hours are meant")
def _(book: Book, dice: Random) -> Made | None:
    site = book.one(dice, r"  20\d\d-\d\d: \{median: (\d+(?:\.\d)? working hours)", VALUES)
    changed = site.part().replace("hours", "min")
    return book.with_line(site, site.line.replace(site.part(), changed)), _sudden(
        site, site.found.start(1) + 1, "working hours"
    )


@KINDS.kind("a value of a period twice in a file")
def _(book: Book, dice: Random) -> Made | None:
    site = book.one(dice, r"  (20\d\d-\d\d): (\d+/\d+)$", VALUES)
    other = re.sub(r": \d+/", ": 1/", site.line)
    blame = Blame(
        site.file,
        site.number + 1,
        frozenset({"HB002"}),
        (f"`{site.part()}`", "second time", f"line {site.number}"),
        3,
        also=f"{site.file}:{site.number}",
    )
    return book.with_line(site, site.line, other), blame


@KINDS.kind("a value in two YAML files")
def _(book: Book, dice: Random) -> Made | None:
    """The file that is read last is to blame; the other one is named."""
    site = book.one(dice, r"  (20\d\d-\d\d): (\d+/\d+)$", "data/kpis/ca-*.yml")
    standard, clinic = standard_of(book, site), site.file.split("/")[-1].removesuffix(".yml")
    added = "data/kpis/zz-late.yml"
    text = f"clinic: {clinic}\n{standard}:\n{site.line}\n"
    return {added: text.encode()}, Blame(
        added,
        3,
        frozenset({"HB203"}),
        (f"`{standard}`", f"`{clinic}`", "keep one"),
        3,
        also=f"{site.file}:{site.number}",
    )


@KINDS.kind("a value in a table and in YAML")
def _(book: Book, dice: Random) -> Made | None:
    site = dice.choice(
        book.sites(r"(us-tucson|us-tampa),([a-z-]+),(20\d\d-\d\d),(\d+),(\d+),", "data/kpis/us-shares.csv")
    )
    clinic, standard, period, met, of = (site.part(i) for i in range(1, 6))
    added = "data/kpis/zz-late.yml"
    text = f"clinic: {clinic}\n{standard}:\n  {period}: {met}/{of}\n"
    return {added: text.encode()}, Blame(
        added,
        3,
        frozenset({"HB203"}),
        (f"`{standard}`", f"`{clinic}`", "keep one"),
        3,
        also=f"{site.file}:{site.number}",
    )


def standard_of(book: Book, site: Site) -> str:
    """The standard above a value."""
    lines = book.lines(site.file)[: site.number]
    return next(line.rstrip(":") for line in reversed(lines) if line[:1].isalpha())
