"""The list that was meant by words in one line: `1-5`, `English, Spanish`, `• nurse • physician`."""

from __future__ import annotations

import re
from collections.abc import Mapping

from generator.load import field_validation
from generator.model import field_descriptions, inputs
from generator.model.field_descriptions import Expectation
from generator.model.file_places import slug

_BULLET = re.compile(r"(?:^|\s)[-*•·◦▪●–—]\s+")
_RANGE = re.compile(r"(-?\d+(?:\.\d+)?)\s*(?:-|\.\.+|to|a|à|/)\s*(\d+(?:\.\d+)?)")
_BETWEEN = re.compile(r"\s*[,;|/&+\n]\s*|\s+(?:and|y|et)\s+")
_DEGREES = re.compile(
    r"(\d+(?:[.,]\d+)?)\s*°?\s*(?:(\d+(?:\.\d+)?)\s*'\s*(?:(\d+(?:\.\d+)?)\s*(?:\"|'')\s*)?)?([NSEWO])\b"
)
"""`45.42° N` or `45°25'12" N`; west is `O` in Spanish and French."""


def hint(text: str, expected: Expectation, languages: Mapping[str, str]) -> str:
    """What to write; empty where nothing that could be meant is such a list. `languages` are the two letters
    of languages by what people call them."""
    items = _items(text, expected, languages)
    if not field_validation.items_fit(items, expected.annotation):
        return ""
    if _BULLET.search(text) and "numbers" not in expected.words:
        return f"Begin each item with a hyphen and a blank, or write `[{', '.join(items)}]`."
    return f"Did you mean `[{', '.join(items)}]`?"


def _items(text: str, expected: Expectation, languages: Mapping[str, str]) -> list[str]:
    if "numbers" in expected.words:
        return _ends(text) if expected.slot and expected.slot.name == "scale" else _spot(text)
    if _BULLET.search(text):
        items = _BULLET.split(text)
    elif _BETWEEN.search(text):
        items = _BETWEEN.split(text)
    else:
        items = [text]
    held = field_descriptions.held(expected.annotation)
    if held in (inputs.Id, inputs.Language) and len(items) == 1:
        items = text.split()
    items = [item.strip() for item in items if item.strip()]
    if held is inputs.Language:
        return [languages.get(item.lower(), item.lower()) for item in items]
    return [slug(item) for item in items] if held is inputs.Id else items


def _ends(text: str) -> list[str]:
    """The lowest and the highest of a scale."""
    found = _RANGE.fullmatch(text)
    ends = list(found.groups()) if found else re.split(r"[\s,;|]+", text)
    return ends if all(re.fullmatch(r"-?\d+(\.\d+)?", end) for end in ends) and _rising(ends) else []


def _rising(ends: list[str]) -> bool:
    return len(ends) == 2 and float(ends[0]) < float(ends[1])


def _spot(text: str) -> list[str]:
    """Latitude and longitude."""
    degrees = [_signed(*found) for found in _DEGREES.findall(text.upper())]
    if len(degrees) == 2 and {side for side, _ in degrees} == {"NS", "EW"}:
        return [number for _, number in sorted(degrees, reverse=True)]
    plain = re.sub(r"(?<=\d),(?=\d)", ".", text) if re.search(r"\d,\d+\s*[;\s]", text) else text
    return [part.rstrip("°") for part in re.split(r"[\s,;|]+", plain) if part]


def _signed(whole: str, minutes: str, seconds: str, side: str) -> tuple[str, str]:
    number = float(whole.replace(",", ".")) + float(minutes or 0) / 60 + float(seconds or 0) / 3600
    minus = "-" if side in "SWO" else ""
    return "NS" if side in "NS" else "EW", f"{minus}{number:.5g}" if not minutes else f"{minus}{number:.4f}"
