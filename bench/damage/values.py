"""Measured values in YAML that can't be read, or can't be true."""

from __future__ import annotations

from random import Random

from bench.damage.book import Blame, Book, Kinds, Made

KINDS = Kinds()
VALUES = "data/kpis/*.yml"
READ = "HB012"

PAIR = r"  20\d\d-\d\d: (\d+/\d+)$"
MINUTES = r"  20\d\d-\d\d: \{(?:median|mean): (\d+(?:\.\d)? min)[,}]"

KINDS.slip(
    "met of exchanged",
    VALUES,
    r"  20\d\d-\d\d: (\d\d+/\d\d\d+)$",
    lambda old, _: "/".join(reversed(old.split("/"))),
    "HB220",
    "more than",
    "exchanged",
)
KINDS.slip(
    "a part larger than the whole",
    VALUES,
    PAIR,
    lambda old, _: f"{int(old.split('/')[1]) + 3}/{old.split('/')[1]}",
    "HB220",
    "more than",
)
KINDS.slip(
    "some out of nothing",
    VALUES,
    r"  20\d\d-\d\d: ([1-9]\d*/\d+)$",
    lambda old, _: f"{old.split('/')[0]}/0",
    "HB220",
    "of 0",
)
KINDS.slip(
    "a negative count", VALUES, r"  20\d\d-\d\d: ([1-9]\d*/\d+)$", lambda old, _: f"-{old}", "HB221", "minus"
)
KINDS.slip("a negative time", VALUES, MINUTES, lambda old, _: f"-{old}", "HB221 HB012", "minus")
KINDS.slip("a percentage for both numbers", VALUES, PAIR, lambda *_: "91%", READ, "both numbers")
KINDS.slip(
    "a letter O for a zero",
    VALUES,
    r"  20\d\d-\d\d: (\d+0\d*/\d+)$",
    lambda old, _: old.replace("0", "O", 1),
    READ,
    "did you mean `{old}`",
)
KINDS.slip("a word for a number", VALUES, r".*, n: (\d+)\}$", lambda *_: "many", READ, "digits")
KINDS.slip(
    "thousands with a blank",
    VALUES,
    r"  20\d\d-\d\d: (\d+/\d{3})$",
    lambda old, _: old.replace("/", "/1 "),
    READ,
    "did you mean",
)
KINDS.slip(
    "thousands with a comma",
    VALUES,
    r"  20\d\d-\d\d: (\d+/\d{3})$",
    lambda old, _: old.replace("/", "/1,"),
    READ,
    "did you mean",
)
KINDS.slip(
    "decimal comma in a time",
    VALUES,
    r"  20\d\d-\d\d: (\d+ h)$",
    lambda *_: "2,5 h",
    READ,
    "point",
    "`2.5 h`",
)
KINDS.slip(
    "decimal comma in braces",
    VALUES,
    r"  20\d\d-\d\d: \{mean: (\d\.\d+),",
    lambda old, _: old.replace(".", ","),
    f"{READ} HB004",
    "point",
    shift=2,
)
KINDS.slip(
    "unit of time unknown",
    VALUES,
    r"  20\d\d-\d\d: \{(?:median|mean): (\d+(?:\.\d)? min)[,}]",
    lambda old, dice: old.replace("min", dice.choice(("minuets", "mn", "mintues"))),
    READ,
    "unit of time",
    "`{old}`",
)
KINDS.slip(
    "hours where working hours are counted",
    VALUES,
    r"  20\d\d-\d\d: \{median: (\d+(?:\.\d)? working hours)",
    lambda old, _: old.replace("working ", ""),
    READ,
    "working",
)
KINDS.slip(
    "working hours where hours are counted",
    VALUES,
    r"  20\d\d-\d\d: (\d+ h)$",
    lambda old, _: old.replace("h", "working hours"),
    READ,
    "working",
)
KINDS.slip(
    "a clock for a length of time",
    VALUES,
    r"  20\d\d-\d\d: \{(?:median|mean): (\d+ min)[,}]",
    lambda old, _: f"{old.split()[0]}:30",
    READ,
    "min",
    "yaml",
)
KINDS.slip(
    "currency missing", VALUES, r"  20\d\d-\d\d: (\d+ USD)$", lambda old, _: old.split()[0], READ, "`{old}`"
)
KINDS.slip(
    "an amount in another currency",
    VALUES,
    r"  20\d\d-\d\d: (\d+ USD)$",
    lambda old, _: old.replace("USD", "MXN"),
    READ,
    "USD",
)
KINDS.slip(
    "a sign for the currency",
    VALUES,
    r"  20\d\d-\d\d: (\d+ USD)$",
    lambda old, _: f"${old.split()[0]}",
    READ,
    "`{old}`",
)
KINDS.slip(
    "off the scale",
    VALUES,
    r"  20\d\d-\d\d: \{mean: (\d\.\d+), sd",
    lambda old, _: old.replace(".", ""),
    "HB223",
    "scale",
)
KINDS.slip(
    "stages exchanged",
    VALUES,
    r"  20\d\d-\d\d: \{enquiry: (\d+, quote: \d+)",
    lambda old, _: ", quote: ".join(reversed(old.split(", quote: "))),
    "HB224",
    "`quote`",
    shift=None,
)
KINDS.slip(
    "a stage left out",
    VALUES,
    r"  20\d\d-\d\d: \{enquiry: \d+, quote: \d+, (booked: \d+, )",
    lambda *_: "",
    READ,
    "`booked`",
    shift=None,
)
KINDS.slip(
    "median and p90 exchanged",
    VALUES,
    r"  20\d\d-\d\d: \{median: (\d+ min, p90: \d+) min",
    lambda old, _: " min, p90: ".join(reversed(old.split(" min, p90: "))),
    "HB222",
    "p90",
    "exchanged",
    shift=None,
)
KINDS.slip(
    "more in time than there were",
    VALUES,
    r"  20\d\d-\d\d: \{.*n: \d+, within: (\d+)\}",
    lambda *_: "9000",
    "HB222",
    "`within`",
)
KINDS.slip(
    "a reason beside a value",
    VALUES,
    r"  20\d\d-\d\d: \{met: \d+(), of",
    lambda *_: ", missing: Flood",
    READ,
    "`missing`",
    shift=11,
)
KINDS.slip(
    "a list for a value",
    VALUES,
    PAIR,
    lambda old, _: f"[{old.replace('/', ', ')}]",
    "HB004",
    "list",
    "182/200",
)
KINDS.slip(
    "no value behind a period",
    VALUES,
    r"  20\d\d-\d\d:( \d+/\d+)$",
    lambda *_: "",
    READ,
    "missing",
    shift=None,
)
KINDS.slip(
    "quality that is none",
    VALUES,
    r".*quality: (some concerns)",
    lambda *_: "some doubts",
    READ,
    "`some concerns`",
)
KINDS.slip(
    "half of a pair",
    VALUES,
    r"  20\d\d-\d\d: \{top: \d+(, of: \d+)\}",
    lambda *_: "",
    READ,
    "`of` is missing",
    shift=None,
)
KINDS.slip(
    "a slash turned round", VALUES, PAIR, lambda old, _: old.replace("/", "\\"), READ, "did you mean `{old}`"
)
KINDS.slip(
    "digits typed twice",
    VALUES,
    r"  20\d\d-\d\d: (\d+/\d+)$",
    lambda old, _: f"{old}{old.split('/')[1] * 5}",
    READ,
    "twice",
)
KINDS.slip("a part of another kind", VALUES, r"  20\d\d-\d\d: \{(top): \d+", lambda *_: "met", READ, "`top`")


@KINDS.kind("unit of time missing")
def _(book: Book, dice: Random) -> Made | None:
    site = dice.choice(
        book.sites(r"  20\d\d-\d\d: \{(?:median|mean): (\d+(?:\.\d)? (?:min|days))[,}]", VALUES)
    )
    number, unit = site.part().split()
    begin, end = site.found.span(1)
    writes = book.with_line(site, f"{site.line[:begin]}{number}{site.line[end:]}")
    return writes, Blame(
        site.file, site.number, frozenset({READ}), ("length of time", f"{number} {unit}"), begin + 1
    )
