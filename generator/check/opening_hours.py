"""Opening hours as editors write them: which days, from when to when, and what was probably meant."""

from __future__ import annotations

import re
from dataclasses import dataclass

from generator.model import lookalike_signs
from generator.model.file_places import slug

WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DAYS_ARE = "Write `mon`, `tue`, `wed`, `thu`, `fri`, `sat`, `sun` or a span like `mon-fri`."
TIMES_ARE = "Write it like `08:00-18:00`, or `closed`."

_DAY = f"({'|'.join(WEEK)})"
_SPAN = re.compile(rf"{_DAY}(?:-{_DAY})?")
_TIME = re.compile(r"(\d{1,2}):(\d\d)")
_CLOCK = re.compile(
    r"(\d{1,2})(?:[:.h]?(\d\d)|h)?\s*(am|pm|a\.m\.|p\.m\.)?\s*(?:h|hrs?|hours)?", re.IGNORECASE
)
_BETWEEN = re.compile(r"\s*(?:-|\bto\b|\buntil\b|\ba\b|\bà\b)\s*")
_SHUT = frozenset({"closed", "cerrado", "ferme", "shut", "none", "no", "off", "n-a", ""})
_IN_WORDS = (
    "mondays tuesdays wednesdays thursdays fridays saturdays sundays",
    "lunes martes miercoles jueves viernes sabados domingos",
    "lundis mardis mercredis jeudis vendredis samedis dimanches",
)
_GROUPS = {
    "weekdays": "mon-fri",
    "workdays": "mon-fri",
    "weekend": "sat-sun",
    "weekends": "sat-sun",
    "daily": "mon-sun",
    "every-day": "mon-sun",
    "all-week": "mon-sun",
}
_MIDNIGHT = 24 * 60
_SHORTEST = 4 * 60
"""Minutes that a place is open at least, where its hours were written with those of the afternoon."""


@dataclass(frozen=True, slots=True)
class WrongHours:
    """What is wrong with an entry."""

    message: str
    hint: str
    at_days: bool = False
    """Whether the days are wrong and not the times."""

    also: str = ""
    """The entry that says the same day."""


def days(text: str) -> tuple[str, ...] | WrongHours:
    """The days of `mon-fri` or `sat, sun`, each once; a span may go on over Sunday."""
    named: list[str] = []
    for part in text.split(","):
        span = _SPAN.fullmatch(part.strip())
        if not span:
            likely = _likely_days(text)
            said = lookalike_signs.named(text)
            hint = f"Did you mean `{likely}`?" if likely else DAYS_ARE
            return WrongHours(f"`{text}` names no days.", " ".join(filter(None, (said, hint))), at_days=True)
        first, last = WEEK.index(span[1]), WEEK.index(span[2] or span[1])
        if span[2] and first == last:
            return WrongHours(
                f"`{part.strip()}` begins and ends on one day.", f"Write `{span[1]}`.", at_days=True
            )
        named += [WEEK[at % 7] for at in range(first, last + 1 if last >= first else last + 8)]
    again = next((day for day in named if named.count(day) > 1), "")
    if again:
        return WrongHours(f"`{text}` names `{again}` twice.", "Name each day once.", at_days=True)
    return tuple(named)


def day_again(day: str, here: str, there: str) -> WrongHours:
    """A day that an entry above has said already."""
    rest = [each for each in _all(there) if each != day]
    less = _spans(rest)
    hint = "Name each day once."
    if len(_all(here)) < len(_all(there)) and less:
        hint = f"Name each day once: write `{less}` in place of `{there}`, or delete `{here}`."
    return WrongHours(f"`{day}` is in `{there}` already.", hint, at_days=True, also=there)


def times(text: str) -> WrongHours | None:
    """What is wrong with `08:00-12:00, 14:00-18:00` or `closed`."""
    if text == "closed":
        return None
    until = -1
    for part in text.split(","):
        begin, _, end = part.partition("-")
        opens, closes = _minutes(begin), _minutes(end)
        if opens is None or closes is None:
            said, likely = lookalike_signs.named(text), _likely_times(text)
            hint = f"Did you mean `{likely}`?" if likely else TIMES_ARE
            return WrongHours(f"`{text}` is no time of opening.", " ".join(filter(None, (said, hint))))
        if opens == closes:
            whole_day = "Write `00:00-24:00` for all day, or `closed`."
            return WrongHours(f"`{part.strip()}` ends when it begins.", whole_day)
        if closes < opens:
            return WrongHours(f"`{part.strip()}` ends before it begins.", _turned(opens, closes))
        if opens < until:
            return WrongHours(
                f"`{part.strip()}` begins before the span in front of it ends.", "Mend one of the two."
            )
        until = closes
    return None


def _turned(opens: int, closes: int) -> str:
    """A hint at what a span that ends too early was meant to be."""
    night = f"A night is two spans: `{_clock(opens)}-24:00`, and `00:00-{_clock(closes)}` on the next day."
    evening = closes + _MIDNIGHT // 2
    if evening - opens >= _SHORTEST and evening < _MIDNIGHT:
        return f"Did you mean `{_clock(opens)}-{_clock(evening)}`? {night}"
    return f"Did you mean `{_clock(closes)}-{_clock(opens)}`? {night}"


def _minutes(text: str) -> int | None:
    found = _TIME.fullmatch(text.strip())
    if not found or int(found[2]) > 59:
        return None
    minutes = int(found[1]) * 60 + int(found[2])
    return minutes if minutes <= _MIDNIGHT else None


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _likely_times(text: str) -> str:
    """`08:00-18:00` by `8am-6pm`, `8-18` or `8.00 to 18.00`; empty where nobody can tell."""
    if slug(text) in _SHUT:
        return "closed"
    if slug(text) in {"24-7", "24h", "24-hours", "all-day", "24-h"}:
        return "00:00-24:00"
    spans = []
    for part in re.split(r"\s*(?:,|;|/|&|\band\b|\by\b|\bet\b)\s*", lookalike_signs.plain(text)):
        ends = [_CLOCK.fullmatch(end.strip()) for end in _BETWEEN.split(part)]
        if len(ends) != 2 or not all(ends):
            return ""
        opens, closes = (_read(end) for end in ends if end)
        if opens is None or closes is None or not opens < closes <= _MIDNIGHT:
            return ""
        spans.append(f"{_clock(opens)}-{_clock(closes)}")
    return ", ".join(spans)


def _read(clock: re.Match[str]) -> int | None:
    hour, minute, half = int(clock[1]), int(clock[2] or 0), (clock[3] or "").lower().replace(".", "")
    if minute > 59 or (half and not 1 <= hour <= 12):
        return None
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    return hour * 60 + minute


def _likely_days(text: str) -> str:
    """`mon-fri` by `Monday-Friday` or `lunes a viernes`; empty where nobody can tell."""
    if likely := _GROUPS.get(slug(text)):
        return likely
    parts = []
    for piece in re.split(r"\s*[,;&/+]\s*|\s+and\s+|\s+y\s+|\s+et\s+", lookalike_signs.plain(text)):
        meant = []
        for part in re.split(r"-to-|-a-|-au-|-", slug(piece)):
            found = {
                day
                for names in _IN_WORDS
                for day, name in zip(WEEK, names.split(), strict=True)
                if len(part) > 1 and name.startswith(part)
            }
            if len(found) != 1:
                return ""
            meant.append(found.pop())
        if len(meant) > 2:
            return ""
        parts.append("-".join(meant))
    return ", ".join(parts)


def _all(text: str) -> tuple[str, ...]:
    named = days(text)
    return () if isinstance(named, WrongHours) else named


def _spans(named: list[str]) -> str:
    """Days of a week as spans: mon-thu, sat."""
    spans: list[list[str]] = []
    for day in WEEK:
        if day in named:
            before = WEEK[WEEK.index(day) - 1]
            if spans and spans[-1][-1] == before and day != "mon":
                spans[-1].append(day)
            else:
                spans.append([day])
    return ", ".join(span[0] if len(span) == 1 else f"{span[0]}-{span[-1]}" for span in spans)
