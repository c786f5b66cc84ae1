"""A review as Markdown, for a comment on a pull request: the summary first, details folded in.

What editors wrote becomes neither markup nor a mention: whatever could be one is an entity.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.model.version_changes import Review
from generator.versions.report.text import named, printable, told
from generator.words import Words
from generator.words.change_tables import ChangeTable, Row, tables

ROWS = 40
FEWEST_ROWS = 5
LARGEST = 60_000
"""Characters; GitHub takes up to 65,536 in a comment, and whoever posts it may add some."""

WIDEST = 200
OPEN = frozenset({"definitions", "comings", "targets", "verdicts"})
"""What a reviewer is shown unfolded."""

APART = "&#8203;"
"""A space of no width."""

FEW = 10
"""Rows up to which it is."""

_MEANS = re.compile(
    r"""[<>&"'`*_~|\\\[\]{}@\#!$^=]     # markup, tables, mentions of people, labels and requests
    | % (?=\w)                           # a milestone, on GitLab
    | (?<!\w) [-+.] | [-+.] (?!\w|$)     # lists, rules, headings
    | (?<!\d) [.] (?=\w) | [.] (?=[^\W\d])  # addresses that become links by themselves
    | : (?!\ ) | //                      # the same, and pictures by name
    | (?<=GH) - (?=\d)                   # a request, on GitHub
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""Whatever could mean something in Markdown or HTML, or to what reads the page after it."""

_CALLS = frozenset("@#!$~%&^-")
"""Signs that call something where a name or a number follows, even when they were written as entities."""


def report(review: Review) -> str:
    """The comment: at most `LARGEST` characters, with fewer rows where there is much."""
    rows = ROWS
    while len(said := _report(review, rows)) > LARGEST and rows > FEWEST_ROWS:
        rows //= 2
    return said if len(said) <= LARGEST else _report(review, 0)


def _report(review: Review, rows: int) -> str:
    words = Words("en", ("en",))
    before, after = (_escaped(named(it.name)) for it in (review.before, review.after))
    lines = [
        "### What changes in the handbook",
        "",
        f"From **{before}** to **{after}**: {told(words, review)}.",
    ]
    for table in tables(words, review, rows):
        lines += ["", *_folded(table)]
    return "\n".join(lines) + "\n"


def _folded(table: ChangeTable) -> Iterator[str]:
    unfolded = " open" if table.anchor in OPEN and table.count <= FEW else ""
    yield f"<details{unfolded}><summary>{table.title} ({table.count:,})</summary>"
    yield ""
    if table.note:
        yield table.note
        yield ""
    if table.rows:
        yield f"| {' | '.join(table.head)} |"
        yield f"|{' --- |' * len(table.head)}"
        yield from map(_line, table.rows)
        yield ""
    if table.more:
        yield f"… and {table.more:,} more" if table.rows else f"{table.more:,} in all"
        yield ""
    yield "</details>"


def _line(row: Row) -> str:
    return f"| {' | '.join(_escaped(part.text) for part in row)} |"


def _escaped(said: str) -> str:
    line = printable(said)
    short = line if len(line) <= WIDEST else f"{line[: WIDEST - 1]}…"
    return _MEANS.sub(_entity, short)


def _entity(found: re.Match[str]) -> str:
    return "".join(f"&#{ord(it)};{APART if it in _CALLS else ''}" for it in found[0])
