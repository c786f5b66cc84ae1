"""Signs that look like others: what they are called, and what was probably meant."""

from __future__ import annotations

import unicodedata

_QUOTES = dict.fromkeys("“”„‟«»″", '"') | dict.fromkeys("‘’‚‛′", "'")
_BLANKS = dict.fromkeys("\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{FIGURE SPACE}", " ")
_NOTHING = dict.fromkeys(
    "\N{ZERO WIDTH SPACE}\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}\N{WORD JOINER}\N{SOFT HYPHEN}", ""
)
_MARK = {"\N{ZERO WIDTH NO-BREAK SPACE}": ""}
_DASHES = dict.fromkeys("–—−‐‑‒", "-")
_WIDE = {"：": ":", "，": ",", "％": "%", "；": ";"}
_LETTERS = dict(zip("аеорсухіѕАВЕКМНОРСТХοραν", "aeopcyxisABEKMHOPCTXopav", strict=True))
_PLAIN = str.maketrans({**_QUOTES, **_BLANKS, **_NOTHING, **_MARK, **_DASHES, **_WIDE, **_LETTERS})

LOOK_LIKE_BLANKS = frozenset({*_BLANKS, *_NOTHING, *_MARK})
"""Signs that nobody sees, or takes for a blank."""

LOOK_LIKE_SIGNS = frozenset(_WIDE)
"""Signs of YAML and CSV in the width of Chinese letters."""


def named(text: str) -> str:
    """A sentence about the first sign in `text` that looks like another; empty where there is none."""
    return next((said for sign in text if not sign.isascii() and (said := _named(sign))), "")


def plain(text: str) -> str:
    """What was probably meant: the same with the signs of a keyboard, without quotation marks around it."""
    meant = text.translate(_PLAIN).strip()
    return meant[1:-1] if len(meant) > 1 and meant[0] == meant[-1] and meant[0] in "\"'" else meant


def _named(sign: str) -> str:
    if sign in _QUOTES:
        return f"The curly quotation mark {sign} is a letter like any other here."
    if sign in _BLANKS:
        return f"A non-breaking space (U+{ord(sign):04X}) stands in it, which looks like a blank and is none."
    if sign in _MARK:
        return "A byte order mark (U+FEFF) stands in it, an invisible sign that belongs to the top of a file."
    if sign in _NOTHING:
        return f"An invisible sign (U+{ord(sign):04X}) stands in it."
    if sign in _DASHES:
        return f"The dash `{sign}` is longer than a hyphen and isn't read as one."
    if sign in _WIDE:
        return f"`{sign}` is the wide sign of Chinese typing, not the `{_WIDE[sign]}` that is read."
    if sign in _LETTERS:
        script = unicodedata.name(sign).split()[0].title()
        return f"The letter `{sign}` in it is {script}, though it looks like the Latin `{_LETTERS[sign]}`."
    return ""
