"""The order in which readers look for names: by letter, whatever its accent, by number where names count."""

from __future__ import annotations

import re
import unicodedata

_NUMBER = re.compile(r"(\d+)")
_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"})
"""Letters that Unicode doesn't take apart into a plain letter and its accent."""


def sort_key(name: str) -> tuple[list[tuple[int, int, str]], str]:
    """Sorts Abbey, Ávila, Zenith, and Clinic 2 before Clinic 10. Equal names keep one order: as spelt."""
    parted = unicodedata.normalize("NFKD", name.casefold())
    plain = "".join(sign for sign in parted if not unicodedata.combining(sign)).translate(_LETTERS)
    words = _NUMBER.split(" ".join(re.split(r"[\W_]+", plain)).strip())
    return [(0, int(word), "") if word.isdecimal() else (1, 0, word) for word in words if word], name
