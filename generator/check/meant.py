"""What was probably meant by what nobody understands: an id, a period, a day."""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Mapping
from datetime import date

from generator.model import period, signs
from generator.model.places import slug

PERIODS = "Periods are written `2025`, `2025-Q1`, `2025-01`, `2025-W05` or `2025-01-31`."

_NAMES = (
    "january february march april may june july august september october november december",
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre",
)
"""Months in the languages that the handbooks of today are written in, without accents."""

_DAY = re.compile(r"(\d{1,2})\W(\d{1,2})\W(\d{4})")
_DAY_YEAR_FIRST = re.compile(r"(\d{4})\W?(\d{1,2})\W(\d{1,2})")
_YEAR_FIRST = re.compile(r"(\d{4})\W*(\d{1,2})")
_YEAR_LAST = re.compile(r"(\d{1,2})\W*(\d{4})")
_NAMED = re.compile(r"(?:(\d{1,2})-)?([a-z]{3,})(?:-de)?-(\d{4}|\d{2})|(\d{4})-([a-z]{3,})")
_DAY_NAMED = re.compile(r"([a-z]{3,})-(\d{1,2})-(\d{4})")
_PART = re.compile(r"(\d{4})\W*([qhwtsc])(\d{1,2})|([qhwtsc])(\d{1,2})\W*(\d{4})")
_LETTER = {"t": "q", "c": "q", "s": "h"}  # trimestre, cuatrimestre is rare; semestre
_PLAIN = re.compile(r"\d{4}[-/. ]\d{1,2}([-/. ]\d{1,2})?")


def _months() -> Mapping[str, int]:
    """By name and by its first letters, from three on, where they name one month only."""
    found: dict[str, set[int]] = {}
    for names in _NAMES:
        for month, name in enumerate(names.split(), start=1):
            for length in range(3, len(name) + 1):
                found.setdefault(name[:length], set()).add(month)
    found["set"] = found["sept"] = {9}
    return {name: next(iter(those)) for name, those in found.items() if len(those) == 1}


_MONTHS = _months()


def did_you_mean(
    name: str, known: Collection[str], otherwise: str, called: Mapping[str, str] | None = None
) -> str:
    """A hint at the id that was meant. `called` are ids by the slug of what readers call them."""
    meant = signs.plain(name)
    exact = next((each for each in (same_id(meant, known), (called or {}).get(slug(meant))) if each), None)
    near = sorted(known)
    close = (
        [exact]
        if exact
        else difflib.get_close_matches(meant, near, 1) or difflib.get_close_matches(slug(meant), near, 1)
    )
    hint = f"Did you mean `{close[0]}`?" if close else otherwise
    return " ".join(filter(None, (signs.named(name), hint)))


def same_id(name: str, known: Collection[str]) -> str:
    """The id that differs by capitals, blanks and underscores alone; empty where there is none."""
    likely = re.sub(r"[\s_]+", "-", name.strip().lower())
    return likely if likely in known else ""


def mended_id(name: str, known: Collection[str]) -> tuple[str, str] | None:
    """A correction that can't change what is meant."""
    likely = same_id(name, known)
    return (name, likely) if likely and likely != name else None


def likely_period(text: str) -> str:
    """A hint at the period that was probably meant: `March 2025`, `3/2025`, `Q1 2025`, `1.2.2026`."""
    meant = signs.plain(text)
    if both := _either_day(meant):
        hint = f"That may be two days: write `{both[0]}` or `{both[1]}`."
    else:
        likely = _period(meant)
        hint = f"Did you mean `{likely}`?" if likely else PERIODS
    return " ".join(filter(None, (signs.named(text), hint)))


def mended_period(text: str) -> tuple[str, str] | None:
    """A correction of a spelling that can mean nothing else: `2025/1`, `2025.01`, `2025-1`."""
    likely = _period(text) if _PLAIN.fullmatch(text) else ""
    return (text, likely) if likely and likely != text else None


def _period(text: str) -> str:
    """The one spelling of the period that was meant; empty where nobody can tell."""
    plain = slug(text)
    likely = ""
    if found := _DAY_YEAR_FIRST.fullmatch(text):
        likely = f"{found[1]}-{int(found[2]):02}-{int(found[3]):02}"
    elif found := _DAY.fullmatch(text):
        likely = next(iter(_days(*map(int, found.groups()))), "")
    elif found := _YEAR_FIRST.fullmatch(text):
        likely = f"{found[1]}-{int(found[2]):02}"
    elif found := _YEAR_LAST.fullmatch(text):
        likely = f"{found[2]}-{int(found[1]):02}"
    elif found := _DAY_NAMED.fullmatch(plain):
        likely = _in_words(found[1], found[3], found[2])
    elif found := _NAMED.fullmatch(plain):
        likely = _in_words(found[2] or found[5], found[3] or found[4], found[1])
    elif found := _PART.fullmatch(plain):
        year, sign, number = found[1] or found[6], found[2] or found[4], int(found[3] or found[5])
        sign = _LETTER.get(sign, sign).upper()
        likely = f"{year}-{sign}{number:02}" if sign == "W" else f"{year}-{sign}{number}"
    return likely if likely and period.understood(likely) else ""


def _in_words(name: str, year: str, day: str | None) -> str:
    month = _MONTHS.get(name)
    if month is None:
        return ""
    year = year if len(year) == 4 else f"20{year}"
    return f"{year}-{month:02}-{int(day):02}" if day else f"{year}-{month:02}"


def _either_day(text: str) -> tuple[str, str] | None:
    """Two days that `01/02/2026` may be."""
    found = _DAY.fullmatch(text)
    days = _days(*map(int, found.groups())) if found else []
    return (days[0], days[1]) if len(days) > 1 else None


def _days(first: int, second: int, year: int) -> list[str]:
    """The days that these numbers may name, the day before the month and the other way round."""
    days = []
    for day, month in dict.fromkeys([(first, second), (second, first)]):
        try:
            days.append(date(year, month, day).isoformat())
        except ValueError:
            continue
    return days
