"""Periods that stand in two columns: the year in one, the month or quarter in another."""

from __future__ import annotations

import re
from typing import Literal

from generator.importing import date_spellings
from generator.importing.date_spellings import MONTHS
from generator.model import period
from generator.model.import_map import Financial
from generator.model.period import Grain, Period

Part = Literal["month", "quarter"]

_YEAR = re.compile(r"(fy\s*)?(\d{4}|\d{2})(?:\.0)?(?:\s*[-/]\s*(\d{4}|\d{2}))?")
_NAMED = re.compile(r"(?:(\d{1,2})\s*[-.)/]?\s*)?([a-z]{3,10})")
_NUMBERED = re.compile(r"m?(\d{1,2})(?:\.0)?")
_Q = r"(?:q|qtr|quarter|quartal|t|trimestre|trim)"
_QUARTER = re.compile(rf"{_Q}?\.?\s*([1-4])(?:\.0)?|([1-4])(?:st|nd|rd|th|er|e|o)?\s*{_Q}\.?")
_WORDS = re.compile(r"[a-z]+")


def month(text: str) -> int | None:
    """The month that a text names without a year: `Jan`, `enero`, `01`, `M1`, `01 - January`."""
    plain = date_spellings.bare(text).strip(". '")
    if found := _NAMED.fullmatch(plain):
        named = MONTHS.get(found[2])
        return named if not found[1] or named == int(found[1]) else None
    found = _NUMBERED.fullmatch(plain)
    return int(found[1]) if found and 1 <= int(found[1]) <= 12 else None


def named_month(text: str) -> bool:
    """Whether a text names a month by its name, not only by a number."""
    return month(text) is not None and any(map(str.isalpha, text.lstrip("mM")))


def quarter(text: str) -> int | None:
    """The quarter that a text names without a year: `Q1`, `T1`, `Quarter 1`, or `Jan-Mar`."""
    plain = date_spellings.bare(text).strip(". ")
    if found := _QUARTER.fullmatch(plain):
        return int(found[1] or found[2])
    return spanned(text)


def spanned(text: str) -> int | None:
    """The quarter of a calendar year that a text names by its months: 2 for `Apr-Jun` and `Q1 (Apr-Jun)`."""
    months = [MONTHS[word] for word in _WORDS.findall(date_spellings.plain(text)) if word in MONTHS]
    return date_spellings.quarter_of(months[0], months[-1]) if len(months) in {2, 3} else None


def named_quarter(text: str) -> bool:
    """Whether a text names a quarter by more than a bare number."""
    return quarter(text) is not None and not text.strip().isdecimal()


def year(text: str) -> bool:
    """Whether a text is a year and nothing else."""
    found = _YEAR.fullmatch(date_spellings.bare(text))
    return (
        bool(found)
        and bool(found[1] or len(found[2]) == 4)
        and 1900 < date_spellings.whole_year(found[2]) < 2200
    )


def one_of_two(text: str) -> bool:
    """Whether a financial year is named by one of its two years: `FY26`."""
    found = _YEAR.fullmatch(date_spellings.bare(text))
    return bool(found) and bool(found[1]) and not found[3]


def together(
    said: str, within: str, part: Part, financial: Financial | None, year_starts: int
) -> Period | None:
    """The month or quarter of that year; None where it names none or could be two.

    `FY26` alone doesn't say whether the year begins or ends in 2026: `financial` does.
    """
    found = _YEAR.fullmatch(date_spellings.bare(said))
    if not found or (found[1] and not found[3] and financial is None):
        return None
    first, second = date_spellings.whole_year(found[2]), found[3]
    if second is None and financial is not None:
        first -= financial == "ends"
        second = str(first + 1)
    starts = year_starts if year_starts > 1 else 4  # as `period` reads a financial year
    nth = (month if part == "month" else quarter)(within)
    by_months = spanned(within) if part == "quarter" else None
    if by_months is not None:
        return _by_months(nth, by_months, first, second, starts)
    if nth is None:
        return _dated(within, first, second, starts, part)
    if second is None:
        return period.parse(f"{first:04}-{nth:02}" if part == "month" else f"{first:04}-Q{nth}")
    if not date_spellings.follows(first, second):
        return None
    if part == "quarter":
        return date_spellings.understood(f"Q{nth} {first}-{second}", year_starts)
    return period.parse(f"{first + (nth < starts):04}-{nth:02}")


def _by_months(nth: int | None, named: int, first: int, second: str | None, starts: int) -> Period | None:
    """A quarter that names its months. `Q1 (Apr-Jun)` is of a financial year, which has to be said."""
    if second is None:
        return period.parse(f"{first:04}-Q{named}") if nth in {None, named} else None
    if not date_spellings.follows(first, second):
        return None
    return period.parse(f"{first + (named * 3 < starts):04}-Q{named}")


def _dated(within: str, first: int, second: str | None, starts: int, part: Part) -> Period | None:
    """A month that is written with its year, as spreadsheets keep it, where both years agree."""
    found = date_spellings.understood(within, starts)
    if found is None or (second is not None and not date_spellings.follows(first, second)):
        return None
    whole = date_spellings.standing_for(found, Grain(part), starts)
    if whole is None:
        return None
    meant = first + (second is not None and whole.start.month < starts)
    return whole if whole.start.year == meant else None
