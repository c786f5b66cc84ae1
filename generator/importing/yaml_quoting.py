"""Texts from a spreadsheet as YAML that means just them."""

from __future__ import annotations

import re

_PLAIN = re.compile(r"[A-Za-z_][\w ().&'/-]*(?<! )")
_WORDS = frozenset({"true", "false", "null", "yes", "no", "on", "off", "y", "n", "nan", "inf"})


def quoted(text: str) -> str:
    """A value or key: as it is where nothing could be misread, else in double quotes."""
    if _PLAIN.fullmatch(text) and text.isascii() and text.casefold() not in _WORDS:
        return text
    if '"' in text and "'" not in text and text.isprintable() and text.strip() == text:
        return f"'{text}'"
    return '"' + "".join(map(_escaped, text)) + '"'


def comment(text: str | None) -> str:
    """A text on one line of a comment."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text or "").split())


def _escaped(sign: str) -> str:
    if sign in '"\\':
        return f"\\{sign}"
    if sign == "\t":
        return "\\t"
    return sign if sign.isprintable() else f"\\U{ord(sign):08x}"
