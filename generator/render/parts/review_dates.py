"""When a standard is to be looked at again."""

from __future__ import annotations

import re
from datetime import date, timedelta

from markupsafe import Markup

from generator.model.inputs import Review, Standard
from generator.words import Words

_EVERY = re.compile(r"\s*(\d+)\s*(day|week|month|year)s?\s*")


def due(every: Review) -> date | None:
    """The day on which a standard is to be looked at again; None where that can't be told."""
    found = _EVERY.fullmatch(every.every)
    if not found or not every.last:
        return None
    try:
        last, number = date.fromisoformat(every.last), int(found[1])
    except ValueError:
        return None
    if found[2] in ("day", "week"):
        return last + timedelta(days=number * (7 if found[2] == "week" else 1))
    months = last.year * 12 + last.month - 1 + number * (12 if found[2] == "year" else 1)
    first = date(months // 12, months % 12 + 1, 1)
    return first + timedelta(days=min(last.day, _days_in(first)) - 1)


def overdue(standard: Standard, as_of: date) -> date | None:
    """Since when a review is overdue; None where it isn't."""
    if standard.review is None or standard.status == "retired":
        return None
    day = due(standard.review)
    return day if day and day < as_of else None


def said(words: Words, every: Review, as_of: date) -> Markup:
    next_one = due(every)
    if next_one is None:
        return words.html("every {time}", time=_every(words, every.every))
    told = words("every {time}; next by {day}", time=_every(words, every.every), day=words.date(next_one))
    if next_one >= as_of:
        return Markup("{}").format(told)
    return Markup('{} <strong class="bb-badge bb-missed">✕ {}</strong>').format(told, words("overdue"))


def _every(words: Words, every: str) -> str:
    found = _EVERY.fullmatch(every)
    if not found:
        return every
    number, plural = int(found[1]), words.plural
    match found[2]:
        case "day":
            return plural("{n} day", "{n} days", number)
        case "week":
            return plural("{n} week", "{n} weeks", number)
        case "month":
            return plural("{n} month", "{n} months", number)
        case _:
            return plural("{n} year", "{n} years", number)


def _days_in(first: date) -> int:
    return ((first.replace(day=28) + timedelta(days=4)).replace(day=1) - first).days
