"""What was probably meant by a cell that is no number, in one sentence.

Spreadsheets write errors, marks for hidden counts, and numbers as their country does.
"""

from __future__ import annotations

import re

from generator.model import lookalike_signs, quantity

_ABOUT = re.compile(
    r"(?:c\.|ca\.?|circa|about|approx\.?|aprox\.?|around|env\.?|environ|unos|~|≈|±|=|\+)?\s*"
    r"(\d[\d.,' ]*)\s*(?:[*†‡?!+¹²³]+|\(.*\)|\[.*\]|est\.?|approx\.?|[pre])?",
    re.IGNORECASE,
)
_GROUPED = re.compile(r"\d{1,3}(?:[,.'’ ]\d{3})+")
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?")
_PERCENT = re.compile(r"\d+(?:[.,]\d+)?\s*(?:%|percent|per cent|pct\.?)", re.IGNORECASE)
_SHARE = re.compile(rf"{_PERCENT.pattern}|0?[.,]\d+", re.IGNORECASE)
_PAIR = re.compile(r"(\S.*?)\s*(?:/|\\|\bof\b|\bout of\b|\bde\b|\bsur\b|:|\||;|-)\s*(\S.*)")
_LETTERED = re.compile(r"^(?=\S*\d)[\dOolI.,]+(?=\s)|^[OolI](?=\s)")
"""A number with letters among its digits: `l9 h`, `2O min`."""

_DIGITS = str.maketrans("OolI", "0011")
_WORKED = re.compile(r"([^A-Za-z]*\d)\s*([A-Za-z].*)")


def number(text: str) -> str:
    """A hint at the number that was meant; empty where nobody knows."""
    if _PERCENT.fullmatch(text):
        return "A share is written as how many of how many: `71/90`."
    if not (likely := _number(text)):
        return ""
    remark = " What explains a value belongs in `note`." if re.search(r"\d[^\d]*[(\[*†‡?a-z]", text) else ""
    return f"Did you mean `{likely}`?{remark}"


def pair(text: str, among: str) -> str:
    """A hint at the two numbers that were meant, such as `187/200`, which `among` is an example of."""
    plain = lookalike_signs.plain(text)
    if _SHARE.fullmatch(plain):
        return f"A share alone doesn't say how many there were: write both numbers, like `{among}`."
    if within := re.search(r"(?:^|[\s(])(\d+)\s*/\s*(\d+)(?=$|[)*†?!]|\s+[^\d\s])", plain):
        likely = f"{within[1]}/{within[2]}"
        return f"Write it like `{among}`. Did you mean `{likely}`?" if likely != text else ""
    found = _PAIR.fullmatch(plain)
    parts = [_number(part) or part for part in found.groups()] if found else []
    if parts and all(map(_NUMBER.fullmatch, parts)) and "/".join(parts) != text:
        return f"Write it like `{among}`. Did you mean `{'/'.join(parts)}`?"
    return ""


def duration(text: str, unit: str) -> str:
    """A hint at the length of time that was meant; `unit` is the one that the standard is shown in."""
    point = " Decimals have a point." if "," in text else ""
    return f"{_duration(text, unit) or 'Write it like `12 min`, `1 h 30 min` or `2 days`.'}{point}"


def _duration(text: str, unit: str) -> str:
    plain = _LETTERED.sub(lambda found: found[0].translate(_DIGITS), lookalike_signs.plain(text))
    if re.fullmatch(r"\d+:\d\d", plain):
        first, second = (int(part) for part in plain.split(":"))
        return (
            f"A length of time has its units: `{first} h {second} min` or `{first} min {second} s`. "
            "(Older YAML takes it for a number of sixties.)"
        )
    if _number(plain) or _NUMBER.fullmatch(plain):
        return f"Did you mean `{_number(plain) or plain} {unit}`?"
    found = _WORKED.fullmatch(plain)
    if not found:
        return number(text)
    value = _number(found[1]) or found[1]
    word = found[2] if _known(found[2]) else quantity.unit_meant(found[2])
    likely = f"{value} {word}"
    return f"Did you mean `{likely}`?" if likely != text and _fits(likely, unit) else ""


def _fits(likely: str, unit: str) -> bool:
    """Whether it can be read as a length of time, on the clock of `unit`."""
    try:
        clock = quantity.duration(likely).unit.clock
    except quantity.NotAQuantity:
        return False
    return unit not in quantity.DURATION_UNITS or clock is quantity.DURATION_UNITS[unit].clock


def money(text: str, currency: str) -> str:
    """A hint at the amount that was meant; `currency` is the standard's."""
    digits = re.sub(r"[^\d.,' ]", "", lookalike_signs.plain(text)).strip(" .,")
    amount = _number(digits) or digits
    return f"Did you mean `{amount} {currency}`?" if _NUMBER.fullmatch(amount) else ""


def _number(text: str) -> str:
    """The number as it is to be written, where it was written otherwise."""
    plain = lookalike_signs.plain(text).strip("'")
    if _GROUPED.fullmatch(plain):
        return re.sub(r"[,.' ]", "", plain)
    if re.fullmatch(r"[+-]?\d+,\d+", plain):
        return plain.replace(",", ".")
    letters = plain.translate(_DIGITS)
    if letters != plain and _NUMBER.fullmatch(letters):
        return letters
    if (found := _ABOUT.fullmatch(plain)) and found[1].strip() != plain:
        return _number(found[1].strip()) or (found[1].strip() if _NUMBER.fullmatch(found[1].strip()) else "")
    return plain if plain != text and _NUMBER.fullmatch(plain) else ""


def _known(words: str) -> bool:
    return " ".join(words.lower().split()) in quantity.SPELLINGS
