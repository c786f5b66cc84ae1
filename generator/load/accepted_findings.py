"""`# accept HB231: the reason`: findings that an editor lets stand, where the files say so."""

from __future__ import annotations

import re
from collections.abc import Iterator

import polars as pl

from generator.model.inputs import Acceptance
from generator.problem import Place

COLUMN = "accept"
"""What the column of a table is called."""

_COMMENT = re.compile(r"(?:^|(?<=\s))#\s*accept:?\s+(HB.*)$", re.IGNORECASE)
_SAID = re.compile(r"((?:HB\d+(?:\s*,\s*|\s+and\s+)?)+)\s*(?:[:(–—-]\s*)?(.*)", re.IGNORECASE)
_NEXT = re.compile(r"\s*;\s*(?=HB\d+)", re.IGNORECASE)
_CODE = re.compile(r"HB\d+", re.IGNORECASE)


def in_text(text: str, file: str) -> list[Acceptance]:
    """Those in the comments of a YAML file."""
    if "accept" not in text and "Accept" not in text:
        return []
    lines = text.split("\n")
    return [
        one
        for at, line in enumerate(lines)
        if (found := _COMMENT.search(line.rstrip("\r")))
        for one in _read(found[1], Place(file, at + 1, found.start() + 1), _meant(lines, at, found.start()))
    ]


def in_table(cells: pl.DataFrame, file: str) -> list[Acceptance]:
    """Those in the column of a table. Columns: line, accept."""
    filled = cells.select("line", COLUMN).drop_nulls()
    return [
        one
        for line, text in filled.iter_rows()
        for said in _NEXT.split(text)
        for one in _read(said, Place(file, line), (line,))
    ]


def _meant(lines: list[str], at: int, column: int) -> tuple[int, ...]:
    """The comment's own line; where it stands alone also the next one that is no comment."""
    if lines[at][:column].strip():
        return (at + 1,)
    below = (i for i in range(at + 1, len(lines)) if not lines[i].lstrip().startswith("#"))
    return (at + 1, next(below, at) + 1)


def _read(said: str, place: Place, lines: tuple[int, ...]) -> Iterator[Acceptance]:
    found = _SAID.match(said.strip())
    if not found:
        yield Acceptance(place, "", said.strip(), lines)
        return
    for code in _CODE.findall(found[1]):
        yield Acceptance(place, code.upper(), found[2].rstrip(") "), lines)
