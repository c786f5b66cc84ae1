"""Keys that are misspelt, missing or there twice, and values of the wrong kind."""

from __future__ import annotations

from random import Random

from bench.damage.book import Blame, Book, Kinds, Made, Site
from bench.damage.slips import any_slip, capital, letter_lost

KINDS = Kinds()
UNKNOWN, KIND, MISSING, TWICE = "HB003", "HB004", "HB005", "HB002"
STANDARDS, CLINICS, VALUES = "data/standards/*.yml", "data/clinics/*.yml", "data/kpis/*.yml"
NATIONAL, HANDBOOK = "data/national/*.yml", "data/handbook.yml"
EVERY = (STANDARDS, CLINICS, "data/countries/*.yml", "data/roles/*.yml", NATIONAL)
MEANT = "did you mean `{old}`"

KINDS.slip("key of a standard misspelt", STANDARDS, r"([a-z_]{4,}):", any_slip, UNKNOWN, MEANT, times=8)
KINDS.slip("key of a clinic misspelt", CLINICS, r"([a-z_]{4,}):", any_slip, UNKNOWN, MEANT)
KINDS.slip("key of a country misspelt", "data/countries/*.yml", r"([a-z_]{4,}):", any_slip, UNKNOWN, MEANT)
KINDS.slip("key of a role misspelt", "data/roles/*.yml", r"([a-z_]{4,}):", any_slip, UNKNOWN, MEANT)
KINDS.slip("key of the handbook misspelt", HANDBOOK, r"([a-z_]{4,}):", any_slip, UNKNOWN, MEANT)
KINDS.slip("key of a national figure misspelt", NATIONAL, r"    ([a-z_]{4,}):", any_slip, UNKNOWN, MEANT)
KINDS.slip("key of a measure misspelt", STANDARDS, r"  ([a-z_]{4,}):", any_slip, UNKNOWN, MEANT, times=8)
KINDS.slip("key of a target misspelt", STANDARDS, r"  - \{(value):", any_slip, UNKNOWN, MEANT)
KINDS.slip("key of a review misspelt", STANDARDS, r"review: \{(every):", any_slip, UNKNOWN, MEANT)
KINDS.slip("key with a capital", EVERY, r"([a-z_]{4,}):", capital, UNKNOWN, MEANT)
KINDS.slip("key of a change misspelt", VALUES, r"    (note|restart|standard):", any_slip, UNKNOWN, MEANT)
KINDS.slip("head of a file of values misspelt", VALUES, r"(changes|comparable):", letter_lost, UNKNOWN, MEANT)
KINDS.slip(
    "part of a value misspelt",
    VALUES,
    r"  20\S+ \{(median|enquiry|amount|missing):",
    any_slip,
    "HB012",
    MEANT,
)
KINDS.slip(
    "empty value",
    EVERY,
    r"(?:title|name|theme|country):( \S.*)$",
    lambda *_: "",
    KIND,
    "is empty",
    shift=None,
)
KINDS.slip(
    "a text where a list is",
    STANDARDS,
    r"(?:roles|serves): (\[\w.*\])$",
    lambda old, _: old[1:-1].split(",")[0],
    KIND,
    "[{new}]",
)
KINDS.slip(
    "a list where a text is",
    CLINICS,
    r"(?:city|name|setting|country): (\w.*)$",
    lambda old, _: f"[{old}]",
    KIND,
    "a list",
    "was expected",
)
KINDS.slip(
    "a mapping where a text is",
    CLINICS,
    r"(?:setting|country|time_zone): (\w.*)$",
    lambda old, _: f"{{en: {old}}}",
    KIND,
    "a mapping",
    "was expected",
)
KINDS.slip(
    "a number in words",
    STANDARDS,
    r"(?:judge_from|  decimals): (\d+)$",
    lambda *_: "ten",
    KIND,
    "whole number",
)
KINDS.slip(
    "half a whole number",
    STANDARDS,
    r"(?:judge_from|  decimals): (\d+)$",
    lambda old, _: f"{old}.5",
    KIND,
    "whole number",
)
KINDS.slip(
    "unknown kind of measure",
    STANDARDS,
    r"  kind: (\w+)$",
    lambda *_: "percentage",
    KIND,
    "did you mean `proportion`",
)
KINDS.slip("kind of measure misspelt", STANDARDS, r"  kind: (\w{5,})$", any_slip, KIND, MEANT)
KINDS.slip(
    "unknown direction", STANDARDS, r"  better: (\w+)$", lambda *_: "up", KIND, "did you mean `higher`"
)
KINDS.slip("direction with a capital", STANDARDS, r"  better: (\w+)$", capital, KIND, MEANT)
KINDS.slip(
    "unknown statistic",
    STANDARDS,
    r"  statistic: (median|mean)$",
    lambda *_: "average",
    KIND,
    "did you mean `mean`",
)
KINDS.slip("comparability misspelt", NATIONAL, r"    comparable: (variant|same)$", any_slip, KIND, MEANT)
KINDS.slip(
    "month 13 as the beginning of the year",
    HANDBOOK,
    r"calendar: \{year_starts: (\d+)",
    lambda _, dice: str(dice.randrange(13, 60)),
    KIND,
    "from 1 to 12",
)
KINDS.slip(
    "counts hidden below one",
    HANDBOOK,
    r"privacy: \{hide_below: (\d+)",
    lambda _, dice: dice.choice("10"),
    KIND,
    "at least 2",
)
KINDS.slip(
    "yes and no where true and false are meant",
    HANDBOOK,
    r"illustrative: (\w+)",
    lambda _, dice: dice.choice(("yes", "no", "on", "off", "Yes")),
    KIND,
    "`true`",
    "yaml",
)
KINDS.slip(
    "yes for a restart",
    VALUES,
    r"    restart: (true)",
    lambda _, dice: dice.choice(("yes", "on", "Yes")),
    KIND,
    "`true`",
    "yaml",
)
KINDS.slip("an address without https", NATIONAL, r" +url: (https://)", lambda *_: "", KIND, "https://")


@KINDS.kind("key missing", times=8)
def _(book: Book, dice: Random) -> Made | None:
    """Of a mapping that begins in the file's first line that is no comment."""
    site = dice.choice(
        book.sites(r"(theme|country|name|title|source): \S", STANDARDS, CLINICS, "data/roles/*.yml")
    )
    lines = book.lines(site.file)
    del lines[site.number - 1]
    if not any(lines):
        return None
    return book.joined(site.file, lines), Blame(
        site.file, _first(lines), frozenset({MISSING}), (f"`{site.part()}` is missing",)
    )


@KINDS.kind("key of a figure missing")
def _(book: Book, dice: Random) -> Made | None:
    """The list item that lacks it is to blame."""
    site = book.one(dice, r"    (year|value|source): ", NATIONAL)
    lines = book.lines(site.file)
    item = max(i for i in range(site.number) if lines[i].startswith("  - "))
    del lines[site.number - 1]
    return book.joined(site.file, lines), Blame(
        site.file, item + 1, frozenset({MISSING}), (f"`{site.part()}` is missing",)
    )


@KINDS.kind("kind of measure missing")
def _(book: Book, dice: Random) -> Made | None:
    """The key that holds it is to blame, or the first line below."""
    site = book.one(dice, r"  (kind): ", STANDARDS)
    lines = book.lines(site.file)
    del lines[site.number - 1]
    return book.joined(site.file, lines), Blame(
        site.file, site.number - 1, frozenset({MISSING}), ("`kind` is missing", "`measure`")
    )


@KINDS.kind("key twice, one below the other")
def _(book: Book, dice: Random) -> Made | None:
    site = book.one(dice, r"( *)([a-z_]+): \w+$", *EVERY)
    return book.with_line(site, site.line, site.line), _twice(site, site.number + 1)


@KINDS.kind("key twice, far apart")
def _(book: Book, dice: Random) -> Made | None:
    site = book.one(dice, r"()(theme|country|city|owner|status|title): \w", *EVERY)
    lines = book.lines(site.file)
    lines[-1:] = [f"{site.part(2)}: something else", ""]
    return book.joined(site.file, lines), _twice(site, len(lines) - 1)


def _twice(site: Site, line: int) -> Blame:
    words = (f"`{site.part(2)}`", "second time", f"line {site.number}")
    column = len(site.part(1)) + 1
    also = f"{site.file}:{site.number}"
    return Blame(site.file, line, frozenset({TWICE}), words, column, also=also)


@KINDS.kind("a standard twice in a file of values")
def _(book: Book, dice: Random) -> Made | None:
    site = book.one(dice, r"()([a-z]+-[a-z-]+):$", VALUES)
    lines = book.lines(site.file)
    lines[-1:] = [site.line, "  2026-06: 10/20", ""]
    return book.joined(site.file, lines), _twice(site, len(lines) - 2)


def _first(lines: list[str]) -> int:
    return next(i for i, line in enumerate(lines, start=1) if line.strip() and not line.startswith("#"))
