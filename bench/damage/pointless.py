"""What comes to nothing: targets that judge nobody, limits that aren't there, words behind a comma."""

from __future__ import annotations

from random import Random

from bench.damage.book import Blame, Book, Kinds, Made

KINDS = Kinds()
STANDARDS = "data/standards/*.yml"
VALUES = "data/kpis/*.yml"


@KINDS.kind("a target where neither way is better", times=2)
def _(book: Book, dice: Random) -> Made | None:
    site = book.one(dice, r"  better: neither$", STANDARDS)
    end = book.one(dice, r"owner: ", site.file)
    blame = Blame(site.file, end.number, frozenset({"HB265"}), ("better",))
    return book.with_line(end, "targets: [20]", end.line), blame


@KINDS.kind("the limit of `within` deleted", times=1)
def _(book: Book, dice: Random) -> Made | None:
    site = book.one(dice, r"  within: \d+ min", STANDARDS)
    measure = book.one(dice, r"measure:$", site.file)
    blame = Blame(site.file, measure.number, frozenset({"HB266"}), ("`within: 20 min`",))
    return book.with_line(site), blame


KINDS.slip(
    "the currency of a target forgotten",
    STANDARDS,
    r"  - \{value: (\d+ USD)",
    lambda old, _: old.removesuffix(" USD"),
    "HB267",
    "`{old}`",
    times=3,
)

KINDS.slip(
    "a comma in a reason",
    VALUES,
    r"  20\d\d-\d\d: \{missing: \w+( )\w+",
    lambda *_: ", ",
    "HB004",
    "quotes",
    times=3,
    shift=2,
)

NATIONAL = "data/national/*.yml"
KINDS.slip(
    "a digit of a figure's year lost",
    NATIONAL,
    r"    year: (20\d\d)$",
    lambda old, _: f"{old[:2]}{old[3]}",
    "HB314",
    "digits",
    times=2,
)
KINDS.slip(
    "a blank in an address",
    NATIONAL,
    r"    url: https://[^/]+(/)\w+",
    lambda *_: "/the ",
    "HB332",
    "did you mean",
    times=2,
    shift=None,
)
KINDS.slip(
    "a language twice",
    "data/handbook.yml",
    r"languages: \[en, es, (fr)\]",
    lambda *_: "es",
    "HB270",
    "meant",
    times=1,
)
