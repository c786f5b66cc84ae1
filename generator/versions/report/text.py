"""A review for a person at a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest

from generator.model.version_changes import HeldBack, Review
from generator.words import Words
from generator.words.change_summary import summary
from generator.words.change_tables import ChangeTable, Row, tables

ROWS = 40
WIDEST = 72
"""Characters of a cell; editors' texts can be long."""


def report(review: Review, most: int = ROWS) -> Iterator[str]:
    """Lines: what was compared, a summary, then each sort of change as a table of up to `most` rows."""
    words = Words("en", ("en",))
    yield f"From {named(review.before.name)} to {named(review.after.name)}: {told(words, review)}."
    for table in tables(words, review, most):
        yield ""
        yield f"{table.title} ({table.count:,})"
        if table.note:
            yield f"  {table.note}"
        yield from _lines(table)
        if table.more:
            yield f"  … and {table.more:,} more; `--format json` has them all."


def named(version: str) -> str:
    """A version as it is called; the folder as it is has no name."""
    return printable(version) if version else "the folder as it is"


def told(words: Words, review: Review) -> str:
    return ", ".join(counts(words, review)) or "nothing that readers would notice"


def counts(words: Words, review: Review) -> tuple[str, ...]:
    """The summary, and how much is newly held back. Readers of the site aren't told that."""
    return (*summary(words, review), *_held_back(review.held_back))


def _held_back(held: HeldBack) -> Iterator[str]:
    if n := held.standards:
        yield _gone(n, "1 standard isn't", f"{n:,} standards aren't")
    if n := held.targets:
        yield _gone(n, "1 target isn't", f"{n:,} targets aren't")
    if n := held.files:
        yield _gone(n, "values of 1 file aren't", f"values of {n:,} files aren't")


def _gone(count: int, one: str, more: str) -> str:
    return f"{one if count == 1 else more} published any more"


def printable(said: str) -> str:
    """Text of an editor on one line, without what would steer a terminal."""
    line = " ".join(said.split())
    return "".join(character if character.isprintable() else "�" for character in line)


def _lines(table: ChangeTable) -> Iterator[str]:
    """A table, or where something was and is, a sentence a row, which no terminal is too narrow for."""
    if table.before is None:
        yield from _columns(table)
        return
    for row in map(_cells, table.rows):
        what, (old, new, *because) = row[: table.before], row[table.before :]
        more = f" ({', '.join(because)})" if because else ""
        yield f"  {', '.join(what)}: {old} → {new}{more}"


def _columns(table: ChangeTable) -> Iterator[str]:
    rows = [table.head, *map(_cells, table.rows)]
    widths = [max(map(len, column)) for column in zip_longest(*rows, fillvalue="")]
    for row in rows:
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        yield f"  {'  '.join(cells)}".rstrip()


def _cells(row: Row) -> tuple[str, ...]:
    return tuple(_short(printable(part.text)) for part in row)


def _short(said: str) -> str:
    return said if len(said) <= WIDEST else f"{said[: WIDEST - 1]}…"
