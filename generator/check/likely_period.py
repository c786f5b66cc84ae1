"""What period was probably meant by what is none: `March 2025`, `45658`, `2024/26`, `2025-13`."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

from generator.model import lookalike_signs, period
from generator.model.period import Grain, Period
from generator.model.period_spellings import LETTERS, days, of_a_spreadsheet, respelt, serial_day

PERIODS = (
    "Periods are written `2025`, `2025-H1`, `2025-Q1`, `2025-01`, `2025-W05`, `2025-01-31` or, for a "
    "financial year, `2024/25`."
)
FINANCIAL = "A financial year is written with the last two digits of the next one, such as `2024/25`."

_YEAR = r"(\d{4}|\d{2})"
_FINANCIAL = re.compile(rf"(?:fy ?|f\.y\. ?)?{_YEAR} ?[/-] ?{_YEAR}|fy ?{_YEAR}", re.IGNORECASE)
_BETWEEN = re.compile(
    r"\s*(?:\.\.+|…|/)\s*|\s+(?:to|until|a|al|à|au|-)\s+|(?<=[a-z])-(?=[a-z])", re.IGNORECASE
)
_AFTER = re.compile(r"(.*\d)\s*(?:[.:;,_/-]+|[T ]\d\d:\d\d(?::\d\d)?(?:\.\d+)?Z?)")
_REMARK = re.compile(r"(.*\d)\s*(?:\(.*\)|\[.*\]|[*†‡?!]+|[pr])")
_SUMS = frozenset({"total", "totals", "totales", "sum", "average", "mean", "ytd", "all", "year", "overall"})


@dataclass(frozen=True)
class Around:
    """What is known of the place where a period stands."""

    grain: Grain | None = None
    """How long the periods are that belong there."""

    left_open: str = ""
    """The one period that is missing between those of the lines above and below."""

    year_starts: int = 4


_ANYWHERE = Around()


def likely_period(text: str, around: Around = _ANYWHERE) -> str:
    """A hint at the period that was probably meant: `March 2025`, `3/2025`, `Q1 2025`, `45658`."""
    meant = lookalike_signs.plain(text)
    return " ".join(filter(None, (lookalike_signs.named(text), _hint(meant, around))))


def left_open(before: Period | None, after: Period | None) -> str:
    """The one period between two others, or beside the only one."""
    if before and after:
        between = before.next()
        return between.text if before.grain == after.grain and between.next() == after else ""
    if before:
        return before.next().text
    return period.containing(after.start - timedelta(days=1), after.grain).text if after else ""


def _hint(meant: str, around: Around) -> str:
    if day := serial_day(meant):
        likely = _as_long(period.parse(day.isoformat()), around)
        do = f"Did you mean `{likely}`?"
        return f"{of_a_spreadsheet(meant, day)} {do}"
    if both := _either_day(meant, around):
        if around.left_open in both:
            return f"Did you mean `{around.left_open}`?"
        return f"That may be two days: write `{both[0]}` or `{both[1]}`."
    if likely := respelt(meant):
        return _meant(likely, around)
    if meant.lower() in _SUMS:
        return "It looks like a line of totals. Delete it: totals are worked out from the values."
    if (found := _AFTER.fullmatch(meant)) and (likely := _or_itself(found[1])):
        return _meant(likely, around)
    if (found := _REMARK.fullmatch(meant)) and (likely := _or_itself(found[1])):
        return f"{_meant(likely, around)} What explains a value belongs in `note`."
    if another := _financial(meant) or _several(meant):
        return another
    said = _not_in_the_calendar(meant, around)
    if around.left_open and not _of_another_length(meant, around):
        return (
            f"{said or _usual(around)} Did you mean `{around.left_open}`, which the lines around leave open?"
        )
    return said or _usual(around)


def _meant(likely: str, around: Around) -> str:
    found = period.parse(likely)
    text = _as_long(found, around)
    fits = around.grain is None or period.parse(text, around.year_starts).grain == around.grain
    return f"Did you mean `{text}`?" if fits else f"Did you mean `{text}`? {_usual(around)}"


def _or_itself(text: str) -> str:
    return text if period.understood(text) else respelt(text)


def _of_another_length(text: str, around: Around) -> bool:
    """Whether it is a quarter, half-year or week where another length belongs."""
    found = re.fullmatch(r"\d{4}\W?([QHWTS])\W?\d+", text.upper())
    lengths = {"Q": Grain.QUARTER, "T": Grain.QUARTER, "H": Grain.HALF, "S": Grain.HALF, "W": Grain.WEEK}
    return found is not None and lengths[found[1]] != around.grain


def _usual(around: Around) -> str:
    written = {
        Grain.DAY: "a day is written `2025-01-31`",
        Grain.WEEK: "a week is written `2025-W05`",
        Grain.MONTH: "a month is written `2025-01`",
        Grain.QUARTER: "a quarter is written `2025-Q1`",
        Grain.HALF: "a half-year is written `2025-H1`",
        Grain.YEAR: "a year is written `2025`",
        Grain.FINANCIAL_YEAR: "a financial year is written `2024/25`",
    }
    return f"Here {written[around.grain]}." if around.grain else PERIODS


def _as_long(found: Period, around: Around) -> str:
    """A day or a month as the longer period that is reported in its place; else as it is."""
    if around.grain is None or found.grain not in (Grain.DAY, Grain.MONTH) or found.grain == around.grain:
        return found.text
    if found.grain == Grain.MONTH and around.grain in (Grain.DAY, Grain.WEEK):
        return found.text
    return period.containing(found.start, around.grain, around.year_starts).text


def _not_in_the_calendar(text: str, around: Around) -> str:
    """What the calendar has instead of `2025-13`, `2025-Q5` or `2025-02-30`."""
    if period.understood(text):
        return ""
    if found := re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})", text):
        year, month = int(found[1]), int(found[2])
        if 1 <= month <= 12 and year:
            last = calendar.monthrange(year, month)[1]
            which = f"That month has {last} days."
            return which if around.grain == Grain.DAY else f"{which} It is written `{year:04}-{month:02}`."
        return "The year comes first, then the month, then the day: `2025-01-31`."
    if found := re.fullmatch(r"(\d{4})-(\d{2})", text):
        year, second = int(found[1]), int(found[2])
        if second == (year + 1) % 100:
            return f"Did you mean the financial year `{year}/{second:02}`?"
        return f"The months of a year are `{year:04}-01` to `{year:04}-12`."
    if found := re.fullmatch(r"(\d{4})\W?([QHWTSqhwts])\W?(\d{1,2})", text):
        letter = LETTERS.get(found[2].lower(), found[2].lower()).upper()
        last_week = date(min(max(int(found[1]), 1), 9998), 12, 28).isocalendar().week
        last = {"Q": "Q4", "H": "H2", "W": f"W{last_week}"}[letter]
        first = "W01" if letter == "W" else f"{letter}1"
        what = {"Q": "quarters", "H": "half-years", "W": "weeks"}[letter]
        return f"The {what} of that year are `{found[1]}-{first}` to `{found[1]}-{last}`."
    return ""


def _financial(text: str) -> str:
    """`2024/26`, `2024/2025`, `FY25` or `24/25`."""
    if not (found := _FINANCIAL.fullmatch(text)):
        return ""
    first, second, only = (part and int(part) % 100 for part in found.groups())
    if only is not None:
        return f"{FINANCIAL} Did you mean `20{only - 1:02}/{only:02}`?" if only else FINANCIAL
    if second == (first + 1) % 100:
        century = found[1][:2] if len(found[1]) == 4 else "20"
        return f"{FINANCIAL} Did you mean `{century}{first:02}/{second:02}`?"
    if len(found[1]) < 4 or "/" not in text:
        return ""
    return f"{FINANCIAL} The one that begins in {found[1]} is `{found[1]}/{(first + 1) % 100:02}`."


def _several(text: str) -> str:
    """A span such as `2026-01 to 2026-03`, which is a quarter."""
    parts = _BETWEEN.split(text)
    if len(parts) != 2 or not all(parts):
        return ""
    last = _or_itself(parts[1])
    first = _or_itself(parts[0]) or (respelt(f"{parts[0]} {last[:4]}") if last else "")
    if re.fullmatch(r"\d{1,2}", parts[1]) and len(first) == 7:
        last = f"{first[:5]}{int(parts[1]):02}"
    begin, end = period.understood(first), period.understood(last)
    if not begin or not end or not begin.start < end.start:
        return ""
    for grain in (Grain.QUARTER, Grain.HALF, Grain.YEAR):
        likely = period.containing(begin.start, grain)
        if (likely.start, likely.end) == (begin.start, end.end):
            return f"A value is of one period. Did you mean `{likely.text}`?"
    return "A value is of one period: write a line for each."


def _either_day(text: str, around: Around) -> tuple[str, str] | None:
    """Two periods that `01/02/2026` may be in."""
    both = list(dict.fromkeys(_as_long(period.parse(day), around) for day in days(text)))
    return (both[0], both[1]) if len(both) > 1 else None


def likely_year(text: str, now: int) -> str:
    """The year of late of which two digits were exchanged, or one is another or stands twice."""
    recent = [str(year) for year in range(now + 1, now - 20, -1)]
    for near in (_exchanged, _another, _longer):
        if found := next((year for year in recent if near(text, year)), ""):
            return found
    return ""


def _exchanged(text: str, year: str) -> bool:
    swaps = (text[:i] + text[i + 1] + text[i] + text[i + 2 :] for i in range(len(text) - 1))
    return text != year and year in swaps


def _another(text: str, year: str) -> bool:
    return len(text) == len(year) and sum(a != b for a, b in zip(text, year, strict=True)) == 1


def _longer(text: str, year: str) -> bool:
    return any(text[:i] + text[i + 1 :] == year for i in range(len(text)))
