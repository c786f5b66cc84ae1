"""Periods of time as editors write them: `2025`, `2025-Q1`, `2025-01`, `2025-W05`, `2025-01-31`.

Also `2025-H1` (half-year) and `2016/17` (financial year; its first month is the handbook's
`calendar.year_starts`, April where nothing is said).
"""

from __future__ import annotations

import calendar
import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache


class Grain(StrEnum):
    """How long a period is."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"
    FINANCIAL_YEAR = "financial year"


MONTHS_IN = {Grain.MONTH: 1, Grain.QUARTER: 3, Grain.HALF: 6, Grain.YEAR: 12, Grain.FINANCIAL_YEAR: 12}


@dataclass(frozen=True, order=True, slots=True)
class Period:
    """A stretch of time with its first and last day. Sorts by time."""

    start: date
    end: date
    grain: Grain
    text: str
    """As it is written in the files, in its one canonical spelling."""

    def next(self) -> Period:
        """The period of the same grain that begins the day after this one ends."""
        return containing(self.end + timedelta(days=1), self.grain, self.start.month)


_SHAPES: tuple[tuple[Grain, re.Pattern[str]], ...] = (
    (Grain.MONTH, re.compile(r"([0-9]{4})-([0-9]{2})")),
    (Grain.DAY, re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")),
    (Grain.YEAR, re.compile(r"([0-9]{4})")),
    (Grain.QUARTER, re.compile(r"([0-9]{4})-Q([1-4])")),
    (Grain.HALF, re.compile(r"([0-9]{4})-H([12])")),
    (Grain.WEEK, re.compile(r"([0-9]{4})-W([0-9]{2})")),
    (Grain.FINANCIAL_YEAR, re.compile(r"([0-9]{4})/([0-9]{2})")),
)


_NOT_THERE = {
    Grain.DAY: "there is no such day",
    Grain.WEEK: "that year has no such week",
    Grain.MONTH: "there is no such month",
    Grain.FINANCIAL_YEAR: "the second number is the year after the first",
    Grain.QUARTER: "there is no such year",
    Grain.HALF: "there is no such year",
    Grain.YEAR: "there is no such year",
}


class NotAPeriod(ValueError):
    """The text is no period; the message says why, in words for an editor."""


YEARS = range(2, 9998)
"""Of periods that somebody may write. Before and after each there is room in the calendar for others."""


@lru_cache(maxsize=8192)
def parse(text: str, year_starts: int = 4) -> Period:
    """The period that `text` names.

    `year_starts` is the month in which a financial year begins (1 to 12).
    Raises NotAPeriod with a sentence that says what is wrong.
    """
    found = _parse(text, year_starts)
    if found.start.year not in YEARS:
        raise NotAPeriod(f"`{text}` lies at an end of the calendar, where nothing can be measured.")
    return found


@lru_cache(maxsize=8192)
def _parse(text: str, year_starts: int = 4) -> Period:
    for grain, shape in _SHAPES:
        if found := shape.fullmatch(text):
            try:
                return _make(grain, [int(part) for part in found.groups()], text, year_starts)
            except (ValueError, OverflowError):
                raise NotAPeriod(f"`{text}` is not in the calendar: {_NOT_THERE[grain]}.") from None
    raise NotAPeriod(f"`{text}` is no period.")


def understood(text: str, year_starts: int = 4) -> Period | None:
    """The period that `text` names, None where it names none. For use after the checks have spoken."""
    try:
        return parse(text, year_starts)
    except NotAPeriod:
        return None


def containing(day: date, grain: Grain, year_starts: int = 4) -> Period:
    """The period of that grain in which `day` lies."""
    match grain:
        case Grain.DAY:
            return _parse(day.isoformat())
        case Grain.WEEK:
            year, week, _ = day.isocalendar()
            return _parse(f"{year:04}-W{week:02}")
        case Grain.MONTH:
            return _parse(f"{day.year:04}-{day.month:02}")
        case Grain.QUARTER:
            return _parse(f"{day.year:04}-Q{(day.month + 2) // 3}")
        case Grain.HALF:
            return _parse(f"{day.year:04}-H{1 if day.month < 7 else 2}")
        case Grain.YEAR:
            return _parse(f"{day.year:04}")
        case Grain.FINANCIAL_YEAR:
            first = day.year if day.month >= year_starts else day.year - 1
            return _parse(f"{first:04}/{(first + 1) % 100:02}", year_starts)


def run(first: Period, last: Period) -> tuple[Period, ...]:
    """Every period from `first` to `last`, both included, without a gap. One grain."""
    periods = [first]
    while periods[-1].start < last.start:
        periods.append(periods[-1].next())
    return tuple(periods)


def first_from(day: date, periods: Sequence[Period]) -> int | None:
    """Position of the first of `periods` that begins on or after `day`.

    None where `day` lies before all of them or none begins later.
    """
    if not periods or day < periods[0].start:
        return None
    position = bisect_left(periods, day, key=lambda period: period.start)
    return position if position < len(periods) else None


def _make(grain: Grain, parts: list[int], text: str, year_starts: int) -> Period:
    year = parts[0]
    match grain:
        case Grain.DAY:
            start = end = date(*parts)
        case Grain.WEEK:
            start = date.fromisocalendar(year, parts[1], 1)
            end = start + timedelta(days=6)
        case Grain.FINANCIAL_YEAR:
            if parts[1] != (year + 1) % 100:
                raise ValueError
            # One that began in January would be a calendar year, and not be written so.
            start = date(year, year_starts if year_starts > 1 else 4, 1)
            end = _last_day(start, 12)
        case _:
            months = MONTHS_IN[grain]
            nth = parts[1] if len(parts) > 1 else 1
            start = date(year, (nth - 1) * months + 1, 1)
            end = _last_day(start, months)
    return Period(start, end, grain, text)


def _last_day(start: date, months: int) -> date:
    year, month = divmod(start.year * 12 + start.month - 1 + months - 1, 12)
    return date(year, month + 1, calendar.monthrange(year, month + 1)[1])
