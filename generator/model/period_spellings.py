"""Periods and days in other spellings than the one that is read: `March 2025`, `1.2.2026`, `45658`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta

from generator.model import lookalike_signs, period
from generator.model.file_places import slug

_NAMES = (
    "january february march april may june july august september october november december",
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre",
    "januar februar marz april mai juni juli august september oktober november dezember",
    "janeiro fevereiro marco abril maio junho julho agosto setembro outubro novembro dezembro",
)
"""Months in languages that tables come in, without accents."""
_NUMERALS = "i ii iii iv v vi vii viii ix x xi xii"
_ROMAN = {sign: at for at, sign in enumerate(_NUMERALS.split(), start=1)}

_DAY = re.compile(r"(\d{1,2})\W(\d{1,2})\W(\d{4}|\d{2})")
_DAY_YEAR_FIRST = re.compile(r"(\d{4})\W(\d{1,2})\W(\d{1,2})|(\d{4})(\d{2})\W?(\d{2})")
_YEAR_FIRST = re.compile(r"(\d{4})[\W_]*(\d{1,2})")
_YEAR_LAST = re.compile(r"(\d{1,2})[\W_]*(\d{4})")
_SHORT_YEAR = re.compile(r"(\d{2})\W(\d{2})")
_NAMED = re.compile(r"(?:(\d{1,2})-)?([a-z]{3,})(?:-de)?-(\d{4}|\d{2})|(\d{4})-([a-z]{3,})")
_DAY_NAMED = re.compile(r"([a-z]{3,})-(\d{1,2})-(\d{4})")
_IN_ROMAN = re.compile(r"(\d{4})-([ivx]+)|([ivx]+)-(\d{4})")
_PART = re.compile(
    r"(\d{4})\W*([qhwtsc])(\d{1,2})|(?:([qhwtsc])|week-|semaine-|semana-)(\d{1,2})\W*(\d{4}|\d{2})"
    r"|(\d)([qht])\W*(\d{4}|\d{2})"
)
LETTERS = {"t": "q", "c": "q", "s": "h"}  # trimestre, cuatrimestre is rare; semestre
_PLAIN = re.compile(r"[0-9]{4}[-/. ][0-9]{1,2}([-/. ][0-9]{1,2})?")
_SERIAL = re.compile(r"(\d{5})(?:[.,]\d+)?")
_FIRST_YEAR, _LAST_YEAR = 1950, 2100
"""Nobody means a period outside of these."""


def mended_period(text: str) -> tuple[str, str] | None:
    """A correction of a spelling that can mean nothing else: `2025/1`, `2025.01`, `2025-1`."""
    likely = respelt(text) if _PLAIN.fullmatch(text) else ""
    return (text, likely) if likely and likely != text else None


def serial_day(text: str) -> date | None:
    """The day that a spreadsheet stores as this number, if it is likely to be one."""
    found = _SERIAL.fullmatch(text)
    day = date(1899, 12, 30) + timedelta(days=int(found[1])) if found else None
    return day if day and _FIRST_YEAR <= day.year < _LAST_YEAR else None


def _months() -> Mapping[str, int]:
    """By name and by its first letters, from three on, where they name one month only."""
    found: dict[str, set[int]] = {}
    for names in _NAMES:
        for month, name in enumerate(names.split(), start=1):
            for length in range(3, len(name) + 1):
                found.setdefault(name[:length], set()).add(month)
    found |= {"set": {9}, "sept": {9}, "mrz": {3}, "avr": {4}, "abr": {4}, "dic": {12}, "ene": {1}}
    return {name: next(iter(those)) for name, those in found.items() if len(those) == 1}


_MONTHS = _months()


def respelt(text: str) -> str:
    """The one spelling of the period that was meant; empty where nobody can tell."""
    likely = _spelled_otherwise(text)
    read = period.understood(likely) if likely else None
    if read is None and (digits := text.translate(_AS_DIGITS)) != text:
        likely, read = digits, period.understood(digits)
    return likely if read and _FIRST_YEAR <= read.start.year < _LAST_YEAR else ""


_AS_DIGITS = str.maketrans("OolI", "0011")


def _spelled_otherwise(text: str) -> str:
    plain = slug(text)
    if found := _DAY_YEAR_FIRST.fullmatch(text):
        year, month, day = (part for part in found.groups() if part)
        return f"{year}-{int(month):02}-{int(day):02}"
    if found := _DAY.fullmatch(text):
        return next(iter(days(text)), "")
    if found := _YEAR_FIRST.fullmatch(text):
        return f"{found[1]}-{int(found[2]):02}"
    if found := _YEAR_LAST.fullmatch(text):
        return f"{found[2]}-{int(found[1]):02}"
    if found := _SHORT_YEAR.fullmatch(text):
        return _short_year(int(found[1]), int(found[2]))
    if found := _PART.fullmatch(plain):
        return _part(found)
    if found := _DAY_NAMED.fullmatch(plain):
        return _in_words(found[1], found[3], found[2])
    if found := _IN_ROMAN.fullmatch(plain):
        month = _ROMAN.get(found[2] or found[3])
        return f"{found[1] or found[4]}-{month:02}" if month else ""
    if found := _NAMED.fullmatch(plain):
        return _in_words(found[2] or found[5], found[3] or found[4], found[1])
    return ""


def _part(found: re.Match[str]) -> str:
    year = found[1] or found[6] or found[9]
    sign = found[2] or found[4] or found[8] or "w"
    number = int(found[3] or found[5] or found[7])
    year, sign = year if len(year) == 4 else f"20{year}", LETTERS.get(sign, sign).upper()
    return f"{year}-{sign}{number:02}" if sign == "W" else f"{year}-{sign}{number}"


def _short_year(first: int, second: int) -> str:
    """`03-26` or `26-03`, where one of the two can't be a month."""
    if first <= 12 < second:
        return f"20{second:02}-{first:02}"
    return f"20{first:02}-{second:02}" if second <= 12 < first else ""


def _in_words(name: str, year: str, day: str | None) -> str:
    month = _MONTHS.get(name)
    if month is None:
        return ""
    year = year if len(year) == 4 else f"20{year}"
    return f"{year}-{month:02}-{int(day):02}" if day else f"{year}-{month:02}"


def days(text: str) -> list[str]:
    """The days that `1.2.2026` may name, the day before the month and the other way round."""
    if not (found := _DAY.fullmatch(text)):
        return []
    first, second, year = map(int, found.groups())
    year += 2000 if year < 100 else 0
    may_be = []
    for day, month in dict.fromkeys([(first, second), (second, first)]):
        try:
            may_be.append(date(year, month, day).isoformat())
        except ValueError:
            continue
    return may_be


def likely_day(text: str) -> str:
    """A hint at the day that was probably meant by `1 March 2026`, `3/1/2026` or `45658`; else empty."""
    meant = lookalike_signs.plain(text)
    may_be = days(meant)
    if day := serial_day(meant):
        hint = f"{of_a_spreadsheet(meant, day)} Did you mean `{day.isoformat()}`?"
    elif len(may_be) > 1:
        hint = f"That may be two days: write `{may_be[0]}` or `{may_be[1]}`."
    else:
        likely = respelt(meant) or (meant if meant != text else "")
        hint = f"Did you mean `{likely}`?" if _FULL_DAY.fullmatch(likely) else ""
    return " ".join(filter(None, (lookalike_signs.named(text), hint)))


_FULL_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def of_a_spreadsheet(text: str, day: date) -> str:
    return f"`{text}` is how a spreadsheet stores the day {day.isoformat()}."
