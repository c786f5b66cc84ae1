"""Lines that lost their indent, their dash or their colon: told in their own line, not where it shows."""

from __future__ import annotations

import re
from random import Random

from bench.damage.book import Blame, Book, Kinds, Made, Site

KINDS = Kinds()
STANDARDS, VALUES, ROLES = "data/standards/*.yml", "data/kpis/*.yml", "data/roles/*.yml"
NATIONAL, HANDBOOK, CLINICS = "data/national/*.yml", "data/handbook.yml", "data/clinics/*.yml"
CODES = frozenset({"HB001", "HB003", "HB026"})


def _moved(name: str, pattern: str, by: int, *files: str, words: tuple[str, ...] = ("column",)) -> None:
    """Note down a line that is indented by so many blanks more, or less."""

    @KINDS.kind(name)
    def _(book: Book, dice: Random) -> Made | None:
        site = book.one(dice, pattern, *files, where=lambda site: _one_of_several(book, site))
        line = f"{' ' * by}{site.line}" if by > 0 else site.line[-by:]
        return book.with_line(site, line), Blame(site.file, site.number, CODES, words)


def _one_of_several(book: Book, site: Site) -> bool:
    """Whether lines stand above and below that begin in the same column, so that it is clear which moved."""
    lines = book.lines(site.file)
    own = len(site.line) - len(site.line.lstrip())
    same = re.compile(rf" {{{own}}}[\w-]")
    above, below = lines[site.number - 2], lines[site.number] if site.number < len(lines) else ""
    two_above = lines[site.number - 3] if site.number > 2 else ""
    plain = not site.line.rstrip().endswith((":", ">", "|"))
    around = [bool(same.match(line)) for line in (two_above, above, below)]
    return plain and (around[1] or around[2]) and not above.rstrip().endswith((">", "|")) and around[2]


KEY, PERIOD, ITEM = r"  (kind|counts|statistic|unit|within|better|per): \S", r"  20\d\d-\d\d: \d", r"  - \w"
for by, how in (
    (-2, "lost"),
    (-1, "one blank too few"),
    (1, "one blank too many"),
    (2, "two blanks too many"),
):
    _moved(f"indent of a key of a measure: {how}", KEY, by, STANDARDS)
    _moved(f"indent of a period: {how}", PERIOD, by, VALUES)
    _moved(f"indent of a key of a figure: {how}", r"    (year|value): \S", by, NATIONAL)
    _moved(
        f"indent of a translation: {how}", r"  (en|es|fr): [A-Z]", by, STANDARDS, CLINICS, "data/roles/*.yml"
    )


@KINDS.kind("indent of the last period of a standard: lost")
def _(book: Book, dice: Random) -> Made | None:
    site = book.one(dice, PERIOD, VALUES, where=lambda site: not book.lines(site.file)[site.number].strip())
    return book.with_line(site, site.line.strip()), Blame(site.file, site.number, CODES, ("indent",), 1)


@KINDS.kind("indent of the last key of a measure: lost")
def _(book: Book, dice: Random) -> Made | None:
    def last(site: Site) -> bool:
        return book.lines(site.file)[site.number][:1].isalpha()

    site = book.one(dice, r"  (decimals|better|per|within): \S", STANDARDS, where=last)
    return book.with_line(site, site.line.strip()), Blame(
        site.file, site.number, frozenset({"HB003"}), ("`measure`", "indent"), 1
    )


@KINDS.kind("the only theme lost its indent")
def _(book: Book, _: Random) -> Made | None:
    site = book.sites(r"  (border|small|coastal|city):$", HANDBOOK)[-1]
    lines = book.lines(site.file)
    return book.with_line(site, site.line.strip()), Blame(
        site.file, site.number, CODES, ("indent",), also=""
    ) if lines else None


@KINDS.kind("a key of a standard within its measure")
def _(book: Book, dice: Random) -> Made | None:
    """One that stands below the measure is indented with it."""

    def below_measure(site: Site) -> bool:
        return book.lines(site.file)[site.number - 2].startswith("  ")

    site = book.one(dice, r"(owner|close_within|judge_from): \S", STANDARDS, where=below_measure)
    lines = book.lines(site.file)
    at = lines.index("measure:") + 1
    line = lines.pop(site.number - 1)
    lines.insert(at, f"  {line}")
    return book.joined(site.file, lines), Blame(
        site.file, at + 1, frozenset({"HB003"}), ("indented too far", f"`{site.part()}`"), 3
    )


@KINDS.kind("a key of a measure above it")
def _(book: Book, dice: Random) -> Made | None:
    site = book.one(dice, r"  (better|statistic|decimals|kind): \S", STANDARDS)
    lines = book.lines(site.file)
    line = lines.pop(site.number - 1).strip()
    at = lines.index("measure:")
    lines.insert(at, line)
    return book.joined(site.file, lines), Blame(
        site.file, at + 1, frozenset({"HB003"}), ("`measure`", f"`{site.part()}`"), 1
    )


@KINDS.kind("a block pasted with another indent")
def _(book: Book, dice: Random) -> Made | None:
    """Three periods in the middle of a standard's."""

    def among(site: Site) -> bool:
        lines = book.lines(site.file)
        return all(re.match(PERIOD, line) for line in lines[site.number - 3 : site.number + 4])

    site = book.one(dice, PERIOD, VALUES, where=among)
    lines = book.lines(site.file)
    for at in range(site.number - 1, site.number + 2):
        lines[at] = f"  {lines[at]}"
    return book.joined(site.file, lines), Blame(site.file, site.number, CODES, ("column",))


DASHES = r"  (- )\d+%$|  (- )\{value"


def _line(name: str, pattern: str, new: str, codes: str, *words: str, files: tuple[str, ...]) -> None:
    """Note down another beginning of a line: `\\1` and so on are what `pattern` found."""

    @KINDS.kind(name)
    def _(book: Book, dice: Random) -> Made | None:
        site = book.one(dice, pattern, *files)
        changed = re.sub(pattern, new, site.line, count=1)
        said = tuple(site.found.expand(word) for word in words)
        return book.with_line(site, changed), Blame(site.file, site.number, frozenset(codes.split()), said)


TARGET = r"  - (\{value: .*)"
for sign in "*•–+":
    _line(
        f"`{sign}` for the dash of a target", TARGET, rf"  {sign} \1", "HB001", "hyphen", files=(STANDARDS,)
    )
for sign in (">=", "≥ ", "> ", "<= ", "≤", "= "):
    _line(
        f"`{sign.strip()}` before a target",
        r"  - \{value: (\d+)",
        rf"  - {{value: {sign}\1",
        "HB001 HB101",
        r"\1",
        files=(STANDARDS,),
    )
for word in ("at least ", "min. ", "over ", "max ", "bajo ", "au moins "):
    _line(
        f"`{word.strip()}` before a target",
        r"  - \{value: (\d+)",
        rf"  - {{value: {word}\1",
        "HB101",
        r"`\1",
        "alone",
        files=(STANDARDS,),
    )
WORD = (STANDARDS, CLINICS)
LINE = r"(theme|country|city|setting): (\w.*)"
_line("no blank behind a colon", LINE, r"\1:\2", "HB001", "blank", files=WORD)
_line("an equals sign without blanks", LINE, r"\1=\2", "HB001", "`=`", "key: value", files=WORD)
_line("an arrow for a colon", LINE, r"\1 => \2", "HB001", "`=>`", files=WORD)
_line("a semicolon for a colon", LINE, r"\1; \2", "HB001", "`;`", files=WORD)
_line("no colon at all", LINE, r"\1 \2", "HB001", r"behind `\1`", files=WORD)
_line("a tab behind a key", LINE, "\\1\t\\2", "HB001", "colon", files=WORD)
_line("no colon above a measure", r"(measure):$", r"\1", "HB001", r"behind `\1`", files=(STANDARDS,))
_line("no colon above values", r"([a-z]+-[a-z-]+):$", r"\1", "HB001", r"behind `\1`", files=(VALUES,))
_line("no blank in a value", r"  (20\d\d-\d\d): (\d+/\d+)$", r"  \1:\2", "HB001", "blank", files=(VALUES,))
_line(
    "no blanks in braces",
    r"  (20\d\d-\d\d): \{median: (\d+)",
    r"  \1: {median:\2",
    "HB001 HB012 HB004",
    "blank",
    files=(VALUES,),
)
