"""Periods and days as a language writes them."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from babel.dates import format_date, format_skeleton

from generator.model.period import Grain, Period
from generator.words.numbers import locale_of

if TYPE_CHECKING:
    from generator.words import Words


def full(words: Words, period: Period) -> str:
    match period.grain:
        case Grain.MONTH:
            return format_skeleton("yMMMM", period.start, locale=locale_of(words.language))
        case Grain.DAY:
            return day(words.language, period.start)
        case Grain.WEEK:
            year, week, _ = period.start.isocalendar()
            return words("week {week} of {year}", week=week, year=year)
        case _:
            return _numbered(words, period)


def short(words: Words, period: Period) -> str:
    match period.grain:
        case Grain.MONTH:
            return format_date(period.start, "LLL yy", locale=locale_of(words.language))
        case Grain.DAY:
            return format_skeleton("MMMd", period.start, locale=locale_of(words.language))
        case Grain.WEEK:
            year, week, _ = period.start.isocalendar()
            return words("wk {week} {year}", week=week, year=f"{year % 100:02}")
        case _:
            return _numbered(words, period)


@lru_cache(maxsize=4096)
def day(language: str, of: date) -> str:
    return format_date(of, "long", locale=locale_of(language))


def _numbered(words: Words, period: Period) -> str:
    match period.grain:
        case Grain.QUARTER:
            return words("{year} Q{quarter}", year=period.start.year, quarter=(period.start.month + 2) // 3)
        case Grain.HALF:
            return words("{year} H{half}", year=period.start.year, half=1 if period.start.month < 7 else 2)
        case _:
            return period.text
