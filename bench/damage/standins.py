"""What people write where they have no value, in every kind of value and in tables."""

from __future__ import annotations

from random import Random

from bench.damage.book import Blame, Book, Kinds, Made
from bench.damage.tables import cell

KINDS = Kinds()
VALUES = "data/kpis/*.yml"
SHARES, DURATIONS = "data/kpis/us-shares.csv", "data/kpis/us-durations.csv"
SIGNS = ("-", "?", "*", "..", ":", "—", "…", "x", "#N/A", "!!", "%", '""')
WORDS = ("n/a", "N/A", "TBD", "nil", "pending", "s/d", "n.d.", "no data", "en attente", "NULL", "unknown")
HIDDEN = ("<5", "< 10", "≤7", ">10", "fewer than 5", "1-4")
SHORT = {
    "a share": r"  20\d\d-\d\d: (\d+/\d+)$",
    "an amount": r"  20\d\d-\d\d: (\d+ USD)$",
    "a time": r"  20\d\d-\d\d: (\d+ h)$",
    "a count": r"  20\d\d-\d\d: (\d+)$",
    "stages": r"  20\d\d-\d\d: (\{enquiry: .*\})$",
    "a mean": r"  20\d\d-\d\d: (\{mean: \d\.\d+, sd.*\})$",
}
CELLS = {
    "a median": r"  20\d\d-\d\d: \{median: (\d+(?:\.\d)? [a-z ]+),",
    "a number of cases": r"  20\d\d-\d\d: \{median: .*\bn: (\d+)[,}]",
    "a stage": r"  20\d\d-\d\d: \{enquiry: \d+, quote: (\d+),",
    "a mean": r"  20\d\d-\d\d: \{mean: (\d\.\d+),",
    "the top": r"  20\d\d-\d\d: \{top: (\d+),",
}
REASON = "`{missing: the reason}`"


def _in_yaml(name: str, pattern: str, texts: tuple[str, ...]) -> None:
    @KINDS.kind(name)
    def _(book: Book, dice: Random) -> Made | None:
        site = book.one(dice, pattern, VALUES)
        begin, end = site.found.span(1)
        text = dice.choice(texts)
        writes = book.with_line(site, f"{site.line[:begin]}{text}{site.line[end:]}")
        return writes, Blame(site.file, site.number, frozenset({"HB001", "HB012"}), (REASON,))


for what, pattern in SHORT.items():
    _in_yaml(f"a sign for {what}", pattern, SIGNS)
    _in_yaml(f"a word for {what}", pattern, WORDS)
    _in_yaml(f"a bound for {what}", pattern, HIDDEN)
for what, pattern in CELLS.items():
    _in_yaml(f"a sign for {what} in braces", pattern, ("-", "?", "*", "..", ":", "x"))
    _in_yaml(f"a word for {what} in braces", pattern, WORDS)
for text in ("-", "TBD", "*", "<5", "..", "null", "pending", "?", "s/d"):
    cell(f"`{text}` for a count in a table", 0, SHARES, text, "HB012", "column `missing`", kinds=KINDS)
for text in ("n/a", "-", "*", "x"):
    cell(f"`{text}` for a time in a table", 0, DURATIONS, text, "HB012", "column `missing`", kinds=KINDS)
cell("empty quotes in a table", 0, SHARES, '""', "HB012", "column `missing`", kinds=KINDS)

KINDS.slip(
    "a stand-in for a number of a standard",
    "data/standards/*.yml",
    r"judge_from: (\d+)$",
    lambda _, dice: dice.choice(("-", "?", "*", "n/a", "TBD")),
    "HB001 HB004",
    shift=None,
)
KINDS.slip(
    "a stand-in for a target",
    "data/standards/*.yml",
    r"  - \{value: (\d+%),",
    lambda _, dice: dice.choice(("n/a", "TBD", "?", "tbc")),
    "HB001 HB101",
    shift=None,
)
for what, pattern in (("a share", SHORT["a share"]), ("a count", SHORT["a count"])):
    KINDS.slip(
        f"a mark behind {what}", VALUES, pattern, lambda old, _: f"{old}*", "HB012", "`{old}`", shift=None
    )
