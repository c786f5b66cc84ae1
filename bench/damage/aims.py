"""What a standard asks: its targets, its review, the unit and scale of its measure."""

from __future__ import annotations

from random import Random

from bench.damage.book import Blame, Book, Kinds, Made
from bench.damage.slips import any_slip
from bench.damage.times import MEANT, in_words

KINDS = Kinds()
STANDARDS = "data/standards/*.yml"

TARGET = r"  - \{value: (\d+%)"
KINDS.slip("percent sign missing", STANDARDS, TARGET, lambda old, _: old[:-1], "HB101", "`{old}`")
KINDS.slip(
    "percent sign missing in a bare target",
    STANDARDS,
    r"  - (\d+%)$",
    lambda old, _: old[:-1],
    "HB101 HB225",
    "`{old}`",
)
KINDS.slip(
    "decimal comma in a target", STANDARDS, r"  - (\d+%)$", lambda old, _: f"{old[:-1]},5%", "HB101", "point"
)
KINDS.slip(
    "a share as a fraction",
    STANDARDS,
    r"  - (\d\d%)$",
    lambda old, _: f"0.{old[:-1]}",
    "HB101 HB225",
    "`{old}`",
)
KINDS.slip(
    "unit of a target missing",
    STANDARDS,
    r"  - (\d+ min)$",
    lambda old, _: old.split()[0],
    "HB101",
    "`{old}`",
)
KINDS.slip(
    "unit of a target unknown",
    STANDARDS,
    r"  - \{value: (\d+ (?:min|days))",
    any_slip,
    "HB101 HB106",
    "length of time",
)
KINDS.slip(
    "other clock in a target",
    STANDARDS,
    r"  - \{value: (\d+ (?:working hours|working days))",
    lambda old, _: old.replace("working ", ""),
    "HB106",
    "working",
)
KINDS.slip(
    "target beyond all",
    STANDARDS,
    r"  - \{value: (\d\d%)",
    lambda old, _: f"{old[:-1]}0%",
    "HB102",
    "0 % and 100 %",
)
KINDS.slip(
    "negative target",
    STANDARDS,
    r"  - \{value: (\d+ (?:min|USD|days))",
    lambda old, _: f"-{old}",
    "HB102",
    "less than nothing",
)
KINDS.slip(
    "target off the scale",
    STANDARDS,
    r"  - \{value: (\d\.\d),",
    lambda old, _: old.replace(".", ""),
    "HB102",
    "scale",
)
KINDS.slip(
    "target from month 13",
    STANDARDS,
    r"  - \{value: .*from: (20\d\d-\d\d)",
    lambda old, _: f"{old[:4]}-13",
    "HB103",
    "month",
)
KINDS.slip(
    "target from a month in words", STANDARDS, r"  - \{value: .*from: (20\d\d-\d\d)", in_words, "HB103", MEANT
)
KINDS.slip(
    "a close that is less than nothing",
    STANDARDS,
    r"close_within: (.+)$",
    lambda old, _: f"-{old}",
    "HB102",
    "nothing",
)
KINDS.slip(
    "review on no day",
    STANDARDS,
    r"review: \{.*last: (20\S+)\}",
    lambda _, dice: dice.choice(("2026-02-30", "1 March 2026", "03/01/2026", "2026-3-1", "2026-13-01")),
    "HB116",
    "2026-03-01",
)
KINDS.slip(
    "review overdue",
    STANDARDS,
    r"review: \{.*last: (20\S+)\}",
    lambda *_: "2019-03-01",
    "HB1",
    "review",
    "2019-03-01",
)
KINDS.slip(
    "review in the future",
    STANDARDS,
    r"review: \{.*last: (20\S+)\}",
    lambda *_: "2027-03-01",
    "HB1",
    "2027-03-01",
)
KINDS.slip(
    "review at no interval",
    STANDARDS,
    r"review: \{every: (\d+ months)",
    lambda *_: "year",
    "HB116",
    "12 months",
)
KINDS.slip(
    "unit of a measure misspelt",
    STANDARDS,
    r"  unit: (working hours|working days|days)$",
    any_slip,
    "HB112",
    MEANT,
)
KINDS.slip("scale upside down", STANDARDS, r"  scale: (\[1, 5\])", lambda *_: "[5, 1]", "HB114", "{old}")
KINDS.slip(
    "a key of another kind",
    STANDARDS,
    r"  (better: \w+)$",
    lambda old, _: f"stages: [one, two]\n  {old}",
    "HB111",
    "`stages`",
)


@KINDS.kind("a target twice")
def _(book: Book, dice: Random) -> Made | None:
    site = book.one(dice, r"  - \{value: (\d+)%, ", STANDARDS)
    other = site.line.replace(f"value: {site.part()}%", f"value: {int(site.part()) - 1}%")
    return book.with_line(site, site.line, other), Blame(
        site.file,
        site.number + 1,
        frozenset({"HB105"}),
        ("another target", "keep one"),
        5,
        also=f"{site.file}:{site.number}",
    )


@KINDS.kind("targets out of order")
def _(book: Book, dice: Random) -> Made | None:
    """An earlier one behind a later one of the same scope."""
    site = book.one(dice, r"  - \{value: (\d+%), from: 2025-\d\d\}", STANDARDS)
    added = f"  - {{value: {site.part()}, from: 2024-06}}"
    return book.with_line(site, site.line, added), Blame(
        site.file, site.number + 1, frozenset({"HB1"}), ("2024-06",)
    )


@KINDS.kind("a rate that is per nothing")
def _(book: Book, dice: Random) -> Made | None:
    site = book.one(dice, r"  (per): ", STANDARDS)
    lines = book.lines(site.file)
    del lines[site.number - 1]
    measure = lines.index("measure:") + 1
    return book.joined(site.file, lines), Blame(
        site.file, measure, frozenset({"HB110"}), ("`per`", "1000 visits"), 1
    )
