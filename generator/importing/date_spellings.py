"""Periods in the spellings that spreadsheets have: `Apr-15`, `April 2015`, `01/04/2015`, `Q1 2015-16`.

A text that can mean two things is read only where the other texts of its column leave one of them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Literal

from generator.model import period
from generator.model.period import Grain, NotAPeriod, Period

Order = Literal["day first", "month first", "unclear"]

_MONTHS = (
    "january jan enero ene janvier janv januar janner",
    "february feb febrero fevrier fevr fev februar",
    "march mar marzo mars marz maerz mrz",
    "april apr abril abr avril avr",
    "may mayo mai",
    "june jun junio juin juni",
    "july jul julio juillet juil juli",
    "august aug agosto ago aout",
    "september sept sep septiembre setiembre septembre",
    "october oct octubre octobre oktober okt",
    "november nov noviembre novembre",
    "december dec diciembre dic decembre dezember dez",
)
"""English, Spanish, French and German, without accents."""

MONTHS = {word: nth for nth, words in enumerate(_MONTHS, 1) for word in words.split()}

_REMARK = re.compile(r"\s*\([^()]*\)$")
_WORDS = re.compile(r"[a-z]+")
_NAMED = re.compile(
    r"(?:(\d{1,2})(?:st|nd|rd|th)?[\s.-]+)?([a-z]{3,10})\.?(?:\s+de|,)?[\s./'’-]*(\d{4}|\d{2})"
)
_NAMED_DAY = re.compile(r"([a-z]{3,10})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})")
_YEAR_NAMED = re.compile(r"(\d{4})[\s./-]+([a-z]{3,10})\.?")
_SLASHED = re.compile(
    r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})\.?(?:,?[ t]\d{1,2}:\d{2}(?::\d{2})?(?:\s*[ap]m)?)?"
)
_SERIAL = re.compile(r"(\d{5})(?:\.\d+)?")
_SPAN = re.compile(r"([a-z]{3,10})\.?\s*(?:-|–|/|to|a)\s*([a-z]{3,10})\.?\s+(\d{4})")
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[ t]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?z?)?")
_MONTH_YEAR = re.compile(r"(\d{1,2})[/._-](\d{4})|(\d{4})[/._](\d{1,2})|(\d{4})m(\d{2})")
_QUARTER = re.compile(
    r"(?:q|qtr|quarter|t)\s*([1-4])[\s,/:_-]*(?:fy\s*)?(\d{4})(?:\s*[-/–]\s*(\d{4}|\d{2}))?"
)
_YEAR_QUARTER = re.compile(
    r"(?:fy\s*)?(\d{4})(?:\s*[-/–]\s*(\d{4}|\d{2}))?[\s,/:_-]*(?:q|qtr|quarter|t)\s*([1-4])"
)
_NTH_QUARTER = re.compile(
    r"([1-4])(?:st|nd|rd|th|er|eme|e|o)?\.?\s*(?:q|qtr|quarter|quartal|trim(?:estre)?)\.?(?:\s+(?:of|de|du))?[\s,/-]*(\d{4}"
    r")"
)
_YEARS = re.compile(r"(?:fy\s*)?(\d{4})\s*[-/–]\s*(\d{4}|\d{2})")


_DAY_0 = date(1899, 12, 30)
_SERIALS = range((date(1980, 1, 1) - _DAY_0).days, (date(2080, 1, 1) - _DAY_0).days)
"""Days as spreadsheets count them: 45658 is 2025-01-01."""


@dataclass(frozen=True)
class Days:
    """How a column writes its days, from all of its texts."""

    order: Order
    years: bool = False
    """Whether `2011-12` is a year, not a month, because `2012-13` stands beside it."""

    serial: bool = False
    """Whether texts are days as spreadsheets count them, and all others are days, too."""

    proofs: tuple[str, ...] = ()
    """The first text that shows that the day comes first, and the first that shows that the month does."""

    @classmethod
    def of(cls, texts: Iterable[str]) -> Days:
        """What the texts leave possible: a 13 can only be a day."""
        held = [plain for text in texts if (plain := text.strip().lower())]
        years = any(
            12 < int(found[2]) < 100 and _years(int(found[1]), found[2]) is not None
            for text in held
            if (found := _YEARS.fullmatch(text))
        )
        slashed = {text: found for text in held if (found := _SLASHED.fullmatch(text))}
        first = next((text for text, found in slashed.items() if int(found[1]) > 12), None)
        second = next((text for text, found in slashed.items() if int(found[3]) > 12), None)
        order: Order = "unclear"
        if (first is None) != (second is None) and not _year_first(list(slashed.values())):
            order = "month first" if first is None else "day first"
        others = [text for text in held if not _is_serial(text)]
        written = all(_ISO.fullmatch(text) or _SLASHED.fullmatch(text) for text in others)
        serial = len(others) < len(held) and written
        return cls(order, years, serial, tuple(text for text in (first, second) if text is not None))


def _is_serial(text: str) -> bool:
    found = _SERIAL.fullmatch(text)
    return bool(found) and int(found[1]) in _SERIALS


def _year_first(found: list[re.Match[str]]) -> bool:
    """Whether `25-04-01`, with a year of two digits, may begin with the year: its ends vary more."""
    if not found or any(len(one[4]) == 4 or int(one[4]) > 31 for one in found):
        return False
    firsts, lasts = {one[1] for one in found}, {one[4] for one in found}
    return len(firsts) < len(lasts)


def reads_as_period(text: str) -> bool:
    """Whether the text names a period of some kind, and nothing else."""
    return understood(text) is not None or is_unclear(text, Days("unclear"))


def is_unclear(text: str, days: Days) -> bool:
    """Whether the text is a day, but which one depends on whether the day or the month comes first."""
    found = _SLASHED.fullmatch(text.strip().lower())
    if not found or days.order != "unclear":
        return False
    return len(found[4]) == 2 or (found[1] != found[3] and max(int(found[1]), int(found[3])) <= 12)


@lru_cache(maxsize=8192)
def understood(text: str, year_starts: int = 4, days: Days = Days("unclear")) -> Period | None:
    """The period that the text names; None where it names none, or could name another one, too."""
    try:
        spelt = _canonical(bare(text), year_starts, days)
        found = None if spelt is None else period.parse(spelt, year_starts)
    except (NotAPeriod, ValueError):
        return None
    return None if found is not None and _contradicts(text, found) else found


def _contradicts(text: str, found: Period) -> bool:
    """Whether a remark names other months: `Q1 2025 (Apr-Jun)` may be of a financial year."""
    remark = _REMARK.search(plain(text)) if found.grain is Grain.QUARTER and "(" in text else None
    months = [MONTHS[word] for word in _WORDS.findall(remark[0]) if word in MONTHS] if remark else []
    return bool(months) and any((nth + 2) // 3 != (found.start.month + 2) // 3 for nth in months)


def bare(text: str) -> str:
    """Without accents, capitals and a remark in brackets behind it."""
    return _REMARK.sub("", plain(text))


def plain(text: str) -> str:
    """Without accents and capitals."""
    bare_ = unicodedata.normalize("NFKD", " ".join(text.replace("–", "-").split()))
    return bare_.encode("ascii", "ignore").decode().lower()


def _canonical(plain: str, year_starts: int, days: Days) -> str | None:
    """The period as this handbook writes it."""
    if days.years and (found := _YEARS.fullmatch(plain)):
        return _years(int(found[1]), found[2])
    if period.understood(plain.upper(), year_starts):
        return plain.upper()
    if found := _ISO.fullmatch(plain):
        return date(*map(int, found.groups())).isoformat()
    if found := _SLASHED.fullmatch(plain):
        return _slashed(int(found[1]), int(found[3]), found[4], days)
    if days.serial and (found := _SERIAL.fullmatch(plain)):
        return (_DAY_0 + timedelta(int(found[1]))).isoformat()
    if found := _MONTH_YEAR.fullmatch(plain):
        parts = [part for part in found.groups() if part]
        year, month = parts if len(parts[0]) == 4 else reversed(parts)
        return f"{year}-{int(month):02}"
    if found := _QUARTER.fullmatch(plain):
        return _quarter(int(found[1]), int(found[2]), found[3], year_starts)
    if found := _YEAR_QUARTER.fullmatch(plain):
        return _quarter(int(found[3]), int(found[1]), found[2], year_starts)
    if found := _YEARS.fullmatch(plain):
        return _years(int(found[1]), found[2])
    return _named(plain)


def _named(plain: str) -> str | None:
    if found := _SPAN.fullmatch(plain):
        nth = quarter_of(MONTHS.get(found[1], 0), MONTHS.get(found[2], 0))
        return f"{found[3]}-Q{nth}" if nth else None
    if found := _NTH_QUARTER.fullmatch(plain):
        return f"{int(found[2]):04}-Q{found[1]}"
    if found := _NAMED_DAY.fullmatch(plain):
        return _month(found[2], found[1], found[3])
    if found := _YEAR_NAMED.fullmatch(plain):
        return _month(None, found[2], found[1])
    if found := _NAMED.fullmatch(plain):
        return _month(found[1], found[2], found[3])
    return None


def _month(day: str | None, name: str, year: str) -> str | None:
    if name not in MONTHS:
        return None
    whole = whole_year(year)
    return date(whole, MONTHS[name], int(day)).isoformat() if day else f"{whole:04}-{MONTHS[name]:02}"


def _slashed(first: int, second: int, year: str, days: Days) -> str | None:
    whole = whole_year(year)
    if len(year) == 2 and days.order == "unclear":
        return None
    if first > 12 or days.order == "day first" or first == second:
        return date(whole, second, first).isoformat()
    if second > 12 or days.order == "month first":
        return date(whole, first, second).isoformat()
    return None


def whole_year(year: str) -> int:
    """Of two digits one from 1970 to 2069."""
    return int(year) if len(year) > 2 else int(year) + (2000 if int(year) < 70 else 1900)


def _quarter(nth: int, year: int, second: str | None, year_starts: int) -> str | None:
    """A quarter of a calendar year, or with two years that of a financial one."""
    if second is None:
        return f"{year:04}-Q{nth}"
    starts = year_starts if year_starts > 1 else 4  # as `period` reads a financial year
    if _years(year, second) is None or starts % 3 != 1:
        return None
    month = starts + 3 * (nth - 1)
    return f"{year + (month - 1) // 12:04}-Q{(month - 1) % 12 // 3 + 1}"


def quarter_of(first: int, last: int) -> int | None:
    """The quarter from one month to another: 1 for January and March."""
    return (first + 2) // 3 if first % 3 == 1 and last == first + 2 else None


def follows(first: int, second: str) -> bool:
    """Whether these are the two years of a financial year: 2025 and 26."""
    return _years(first, second) is not None


def _years(first: int, second: str) -> str | None:
    following = first + 1
    return f"{first:04}/{following % 100:02}" if int(second) in {following, following % 100} else None


def day(text: str, form: str) -> date | None:
    """A day in a given form of `strftime`, None where it isn't one."""
    try:
        return datetime.strptime(text, form).date()
    except ValueError:
        return None


def standing_for(found: Period, grain: Grain, year_starts: int) -> Period | None:
    """The period of that grain in which another one lies, None where it goes over its ends."""
    whole = period.containing(found.start, grain, year_starts)
    return whole if whole.start <= found.start and found.end <= whole.end else None
