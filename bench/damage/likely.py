"""Mistakes whose mend is all but certain from what stands around them: the hint has to name it."""

from __future__ import annotations

import re
from random import Random

from bench.damage.book import Blame, Book, Kinds, Made

KINDS = Kinds()
VALUES, TABLES = "data/kpis/*.yml", "data/kpis/*.csv"
CLINICS, NATIONAL, ROLES = "data/clinics/*.yml", "data/national/*.yml", "data/roles/*.yml"
STANDARDS = "data/standards/*.yml"
FIGURE = r"    value: (\d+(?:\.\d)? (?:min|h)|\d+(?:\.\d)?%)$"

KINDS.slip(
    "a letter l for a one in a length of time",
    VALUES,
    r"  20\d\d-\d\d: \{(?:median|mean): (1\d(?:\.\d)? [a-z ]+),",
    lambda old, _: f"l{old[1:]}",
    "HB012",
    "did you mean `{old}`",
)
KINDS.slip(
    "working hours in another language",
    VALUES,
    r"  20\d\d-\d\d: \{(?:median|mean): (\d+(?:\.\d)? working hours),",
    lambda old, dice: old.replace("working hours", dice.choice(("horas hábiles", "heures ouvrables"))),
    "HB012",
    "did you mean `{old}`",
)
KINDS.slip(
    "a national figure with a decimal comma",
    NATIONAL,
    FIGURE,
    lambda old, _: re.sub(r"^(\d+)(?:\.\d)?", r"\1,5", old),
    "HB313",
    "decimals have a point",
    "did you mean",
)
KINDS.slip(
    "a location whose latitude lost its point",
    CLINICS,
    r"location: \[(\d+\.\d+), -?\d+\.\d+",
    lambda old, _: old.replace(".", ""),
    "HB304",
    "`[{old}, ",
    shift=-1,
)
KINDS.slip(
    "an error of a spreadsheet for a clinic",
    TABLES,
    r"(us-[a-z-]+),[a-z-]+,20\d\d-\d\d,\d+,",
    lambda _, dice: dice.choice(("#REF!", "#N/A", "#NAME?")),
    "HB202",
    "spreadsheet",
    "formula",
    shift=None,
)

KINDS.slip(
    "a scale written as a range",
    STANDARDS,
    r"  scale: (\[1, 5\])",
    lambda _, dice: dice.choice(("1-5", "1 to 5", "1..5")),
    "HB004",
    "did you mean `{old}`",
)
KINDS.slip(
    "a location in degrees with letters",
    CLINICS,
    r"location: (\[\d+\.\d\d, -\d+\.\d\d\])",
    lambda old, _: re.sub(r"\[(.*), -(.*)\]", r"\1° N, \2° W", old),
    "HB004",
    "did you mean `{old}`",
)
KINDS.slip(
    "languages by their names",
    "data/handbook.yml",
    r"languages: (\[en, es, fr\])",
    lambda *_: "English, Spanish, French",
    "HB004",
    "did you mean `{old}`",
)
KINDS.slip(
    "a period indented by no-break spaces",
    VALUES,
    r"^(  )20\d\d-\d\d: \d+/\d+$",
    lambda *_: "\N{NO-BREAK SPACE}" * 2,
    "HB001 HB003",
    "u+00a0",
    "plain blank",
)
KINDS.slip(
    "a hyphen before a period",
    VALUES,
    r"^  ()20\d\d-\d\d: \d+/\d+$",
    lambda *_: "- ",
    "HB001",
    "delete the hyphen",
)
KINDS.slip(
    "a comment where a note is meant",
    VALUES,
    r"  20\d\d-\d\d: (\d+/\d+)$",
    lambda old, dice: "{{met: {}, of: {}, {}: Holiday}}".format(
        *old.split("/"), dice.choice(("comment", "remark", "remarks", "comments", "nota"))
    ),
    "HB012",
    "did you mean `note`",
    shift=None,
)


@KINDS.kind("a column for each month")
def _(book: Book, dice: Random) -> Made | None:
    new = "data/kpis/wide.csv"
    months = dice.choice(("2026-04,2026-05,2026-06", "Apr 2026,May 2026,Jun 2026"))
    return book.joined(new, [f"clinic,standard,{months}", "us-tampa,email-reply,91,92,93"]), Blame(
        new, 1, frozenset({"HB011"}), ("column of its own", "`benchbook import`")
    )


@KINDS.kind("a second table below the first")
def _(book: Book, dice: Random) -> Made | None:
    file = book.one(dice, r"clinic,standard,period,met,of", TABLES).file
    lines = [line for line in book.lines(file) if line]
    columns = lines[0].count(",") + 1
    second = ",".join(["clinic", "standard", "period", "median", "n", *[""] * (columns - 5)])
    row = ",".join(["us-tampa", "waiting-room", "2026-06", "17 min", "340", *[""] * (columns - 5)])
    return book.joined(file, [*lines, second, row]), Blame(
        file, len(lines) + 1, frozenset({"HB011"}), ("a second table", "file of its own")
    )


@KINDS.kind("a file of values called after a month, without its clinic")
def _(book: Book, dice: Random) -> Made | None:
    file = dice.choice([name for name in book.names(VALUES) if not book.lines(name)[0].startswith("clinic:")])
    lines = [line for line in book.lines(file) if not line.startswith("clinic:")]
    new = "data/kpis/july-2026.yml"
    first = next(number for number, line in enumerate(lines, 1) if line.startswith("  20"))
    return {file: None, **book.joined(new, lines)}, Blame(
        new, first, frozenset({"HB202"}), ("write `clinic:`", "at its top")
    )


@KINDS.kind("a role with the title of another")
def _(book: Book, dice: Random) -> Made | None:
    file = dice.choice(book.names(ROLES))
    site = book.one(dice, r"title: (.+)", file)
    new = "data/roles/second-desk.yml"
    lines = book.lines(file)
    return book.joined(new, lines), Blame(new, site.number, frozenset({"HB122"}), ("has the same title",))
