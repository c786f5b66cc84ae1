"""Text from files made fit for a terminal."""

from __future__ import annotations

import unicodedata

WINDOW = 100
"""Columns of a source line that are shown at most."""


def plain(text: str) -> str:
    """The text on one line and without anything that a terminal would obey."""
    return "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in _one_line(text))


def excerpt(line: str, column: int) -> tuple[str, int]:
    """The part of `line` around `column` (from 1), and how many cells of a terminal stand before it."""
    line = line.rstrip("\r\n")
    begin = 0 if len(line) <= WINDOW else max(0, min(column - 1 - WINDOW // 2, len(line) - WINDOW))
    shown = plain(line[begin : begin + WINDOW])
    left = "…" if begin else ""
    right = "…" if begin + WINDOW < len(line) else ""
    return f"{left}{shown}{right}", len(left) + sum(map(_width, shown[: column - 1 - begin]))


def _one_line(text: str) -> str:
    return text.replace("\t", " ").replace("\r\n", " ").replace("\n", " ")


def _width(sign: str) -> int:
    if unicodedata.combining(sign):
        return 0
    return 2 if unicodedata.east_asian_width(sign) in ("W", "F") else 1
