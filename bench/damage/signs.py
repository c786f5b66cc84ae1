"""Signs that look like others, and the traps of older YAML."""

from __future__ import annotations

from random import Random

from bench.damage.book import Kinds

KINDS = Kinds()
STANDARDS, CLINICS, VALUES = "data/standards/*.yml", "data/clinics/*.yml", "data/kpis/*.yml"
NBSP = "\N{NO-BREAK SPACE}"
WORD = ("data/standards/*.yml", "data/clinics/*.yml")


def _curly(old: str, _: Random) -> str:
    return f"“{old}”"


KINDS.slip(
    "curly quotes around a word",
    STANDARDS,
    r"(?:theme|  kind|  better|  statistic): (\w+)$",
    _curly,
    "HB004",
    "curly",
    "`{old}`",
)
KINDS.slip("curly quotes around an id", CLINICS, r"country: (\w+)$", _curly, "HB004", "curly", "`{old}`")
KINDS.slip("curly quotes around a day", VALUES, r"publish_from: (\S+)$", _curly, "HB004", "curly")
KINDS.slip(
    "curly quotes around a period", VALUES, r"  (20\d\d-\d\d): \d", _curly, "HB210", "curly", "`{old}`"
)
KINDS.slip(
    "non-breaking space behind a colon", WORD, r"[a-z_]+:( )\w", lambda *_: NBSP, "HB001", "non-breaking"
)
KINDS.slip(
    "non-breaking spaces for indentation",
    (STANDARDS, VALUES),
    r"( {2})[a-z0-9-]+: \w",
    lambda *_: NBSP * 2,
    "HB001 HB003",
    "non-breaking",
)
KINDS.slip(
    "non-breaking space before a value",
    WORD,
    r"(?:theme|country|  kind|  better): ()\w+$",
    lambda *_: NBSP,
    "HB004",
    "non-breaking",
)
KINDS.slip(
    "non-breaking space behind a value",
    WORD,
    r"(?:theme|country|  kind|  better): (\w+)$",
    lambda old, _: f"{old}{NBSP}",
    "HB004",
    "non-breaking",
)
KINDS.slip(
    "non-breaking space in a key",
    WORD,
    r" *(theme|country|kind|better|city):",
    lambda old, _: f"{old}{NBSP}",
    "HB003",
    "non-breaking",
)
KINDS.slip(
    "invisible sign in a value",
    WORD,
    r"(?:theme|country|  kind|  better): ()\w+$",
    lambda *_: "\u200b",
    "HB004",
    "invisible",
)
KINDS.slip(
    "byte-order mark in the middle",
    WORD,
    r"(?:theme|country|  kind|  better): ()\w+$",
    lambda *_: "\ufeff",
    "HB001 HB004 HB006",
    "byte order mark",
)
KINDS.slip(
    "a long dash for a hyphen",
    VALUES,
    r"  (20\d\d-\d\d): \d",
    lambda old, _: old.replace("-", "–"),
    "HB210",
    "did you mean `{old}`",
)
KINDS.slip(
    "a long dash for a minus",
    CLINICS,
    r"location: \[[\d.]+, (-[\d.]+)",
    lambda old, _: old.replace("-", "−"),
    "HB004",
    "hyphen",
    "`{old}`",
)
KINDS.slip(
    "decimal commas in a location",
    CLINICS,
    r"location: \[(\d+\.\d+, -\d+\.\d+)",
    lambda old, _: old.replace(".", ","),
    "HB004",
    "point",
    "{old}",
    shift=-1,
)
KINDS.slip("a full-width colon", WORD, r"[a-z_]+(: )\w", lambda *_: "：", "HB001", "`:`")
KINDS.slip("a time of sixties", STANDARDS, r"  within: (\d+ min)$", lambda *_: "20:00", "HB112", "20 min")
KINDS.slip(
    "a letter of another alphabet",
    WORD,
    r"(?:theme|country): (\w*a\w*)$",
    lambda old, _: old.replace("a", "а", 1),
    "HB004",
    "letter",
    "`{old}`",
)
