"""Signs that look like others: what they are called, and what was probably meant."""

from __future__ import annotations

import unicodedata

_QUOTES = dict.fromkeys("“”„‟«»″", '"') | dict.fromkeys("‘’‚‛′", "'")
_BLANKS = dict.fromkeys("\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{FIGURE SPACE}", " ")
_WIDTHS = dict.fromkeys([*map(chr, range(0x2000, 0x2007)), *"\u2008\u2009\u200a\u205f\u3000\u1680"], " ")
_NOTHING = dict.fromkeys(
    "\N{ZERO WIDTH SPACE}\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}\N{WORD JOINER}\N{SOFT HYPHEN}"
    "\N{VARIATION SELECTOR-15}\N{VARIATION SELECTOR-16}\N{MONGOLIAN VOWEL SEPARATOR}",
    "",
)
_DIRECTIONS = dict.fromkeys(
    [*map(chr, (0x200E, 0x200F, 0x061C, *range(0x202A, 0x202F), *range(0x2066, 0x206A)))], ""
)
_MARK = {"\N{ZERO WIDTH NO-BREAK SPACE}": ""}
_DASHES = dict.fromkeys("–—−‐‑‒", "-")
_WIDE = {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
_LETTERS = dict(zip("аеорсухіѕАВЕКМНОРСТХοραν", "aeopcyxisABEKMHOPCTXopav", strict=True))
_SLASHES = dict.fromkeys("\N{FRACTION SLASH}\N{DIVISION SLASH}", "/")
_PLAIN = str.maketrans(
    {
        **_QUOTES,
        **_BLANKS,
        **_WIDTHS,
        **_NOTHING,
        **_DIRECTIONS,
        **_MARK,
        **_DASHES,
        **_SLASHES,
        **_WIDE,
        **_LETTERS,
    }
)

LOOK_LIKE_BLANKS = frozenset({*_BLANKS, *_WIDTHS, *_NOTHING, *_DIRECTIONS, *_MARK})
"""Signs that nobody sees, or takes for a blank."""

LOOK_LIKE_SIGNS = frozenset("：，；｛｝［］＃＝－")
"""Signs of YAML and CSV in the width of Chinese letters."""


def named(text: str) -> str:
    """A sentence about the first sign in `text` that looks like another; empty where there is none."""
    return next((said for sign in text if not sign.isascii() and (said := _named(sign))), "")


def plain(text: str) -> str:
    """What was probably meant: the same with the signs of a keyboard, without quotation marks around it."""
    meant = "".join(map(_digit, text.translate(_PLAIN))).strip()
    return meant[1:-1] if len(meant) > 1 and meant[0] == meant[-1] and meant[0] in "\"'" else meant


def _digit(sign: str) -> str:
    """A digit of any script as that of a keyboard; any other sign as it is."""
    return sign if sign.isascii() else str(unicodedata.decimal(sign, sign))


def _named(sign: str) -> str:
    for those, said in _SAID.items():
        if sign in those:
            return said.format(sign=sign, code=f"U+{ord(sign):04X}", plain=_PLAIN[ord(sign)])
    if sign in _LETTERS:
        script = unicodedata.name(sign).split()[0].title()
        return f"The letter `{sign}` in it is {script}, though it looks like the Latin `{_LETTERS[sign]}`."
    if unicodedata.decimal(sign, None) is not None:
        return f"The digit `{sign}` in it is of another script than `{_digit(sign)}`, which is read."
    return ""


_SAID = {
    frozenset(_QUOTES): "The curly quotation mark {sign} is a letter like any other here.",
    frozenset(_BLANKS): "A non-breaking space ({code}) stands in it, which looks like a blank and is none.",
    frozenset(_WIDTHS): "A blank of another width ({code}) stands in it, which isn't the one of a keyboard.",
    frozenset(_DIRECTIONS): "An invisible mark of the direction of writing ({code}) stands in it.",
    frozenset(
        _MARK
    ): "A byte order mark ({code}) stands in it, an invisible sign that belongs to the top of a file.",
    frozenset(_NOTHING): "An invisible sign ({code}) stands in it.",
    frozenset(_DASHES): "The dash `{sign}` is longer than a hyphen and isn't read as one.",
    frozenset(_SLASHES): "The stroke `{sign}` is not the slash of a keyboard.",
    frozenset(_WIDE): "`{sign}` is the wide sign of Chinese typing, not the `{plain}` that is read.",
}
"""What is said of each sort of sign."""
