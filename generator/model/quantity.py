"""Numbers with a unit as people write them, and the one unit in which we reckon.

Reckoned in: proportions as fractions of 1, durations as minutes, money in the standard's
currency, rates as events per one unit of `per`'s base times its size, everything else as is.
"""

from __future__ import annotations

import difflib
import math
import re
from dataclasses import dataclass
from enum import StrEnum

from generator.model.file_places import slug


class Clock(StrEnum):
    """What a duration counts. Two clocks can't be converted into one another."""

    ELAPSED = "elapsed"
    WORKING = "working"


@dataclass(frozen=True, slots=True)
class DurationUnit:
    """A unit of time that a duration is written and shown in."""

    name: str
    minutes: float
    clock: Clock


DURATION_UNITS: dict[str, DurationUnit] = {
    unit.name: unit
    for unit in (
        DurationUnit("s", 1 / 60, Clock.ELAPSED),
        DurationUnit("min", 1.0, Clock.ELAPSED),
        DurationUnit("h", 60.0, Clock.ELAPSED),
        DurationUnit("days", 1440.0, Clock.ELAPSED),
        DurationUnit("weeks", 10080.0, Clock.ELAPSED),
        DurationUnit("working min", 1.0, Clock.WORKING),
        DurationUnit("working hours", 60.0, Clock.WORKING),
        # A working day has no length of its own without a clinic's opening hours;
        # eight hours is the convention for stating and showing it.
        DurationUnit("working days", 480.0, Clock.WORKING),
    )
}

SPELLINGS: dict[str, str] = {
    "s": "s", "sec": "s", "secs": "s", "second": "s", "seconds": "s",
    "m": "min", "min": "min", "mins": "min", "minute": "min", "minutes": "min",
    "h": "h", "hr": "h", "hrs": "h", "hour": "h", "hours": "h",
    "d": "days", "day": "days", "days": "days",
    "w": "weeks", "week": "weeks", "weeks": "weeks",
    "working min": "working min", "working minute": "working min", "working minutes": "working min",
    "working h": "working hours", "working hour": "working hours", "working hours": "working hours",
    "working day": "working days", "working days": "working days",
}  # fmt: skip

OTHERWISE: dict[str, str] = {
    word: unit
    for unit, words in {
        "s": "segundo segundos seg seconde secondes",
        "min": "minuto minutos mn",
        "h": "hora horas hs heure heures",
        "days": "dia dias jour jours j",
        "weeks": "semana semanas semaine semaines wk wks",
        "working hours": "business-hour business-hours office-hours work-hours working-hrs hora-habil "
        "horas-habiles hora-laborable horas-laborables heure-ouvrable heures-ouvrables heure-ouvree "
        "heures-ouvrees",
        "working days": "business-day business-days work-days workdays weekdays dia-habil dias-habiles "
        "dia-laborable dias-laborables jour-ouvrable jours-ouvrables jour-ouvre jours-ouvres",
    }.items()
    for word in words.split()
}
"""What else people call units of time, without accents: never read, but known for what is meant."""

_NUMBER = r"[+-]?(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?"
_PLAIN = re.compile(_NUMBER)
_PERCENT = re.compile(rf"({_NUMBER})\s*%")
_PART = re.compile(rf"({_NUMBER})\s*((?:working\s+)?[a-zA-Z]+)\s*")
_ISO_PART = r"(?:(\d+(?:\.\d+)?){})?"
_ISO = re.compile(
    f"P{_ISO_PART.format('W')}{_ISO_PART.format('D')}"
    f"(?:T{_ISO_PART.format('H')}{_ISO_PART.format('M')}{_ISO_PART.format('S')})?",
    re.IGNORECASE,
)
_MONEY = re.compile(rf"({_NUMBER})\s*([A-Z]{{3}})")
_FRACTION = re.compile(rf"({_NUMBER})\s*/\s*({_NUMBER})")


LARGEST = 1e15
"""Nothing that a clinic counts comes near; from here on, whole numbers can't be told apart."""


class NotAQuantity(ValueError):
    """The text can't be read as what was expected; the message is for an editor."""


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time in minutes, with the unit it was written in."""

    minutes: float
    unit: DurationUnit


def unit_meant(words: str) -> str:
    """The unit of time that `words` are a spelling, a translation or a slip of; empty where nobody knows."""
    plain = " ".join(words.lower().split()).rstrip(".")
    if named := SPELLINGS.get(plain) or OTHERWISE.get(slug(plain)):
        return named
    close = difflib.get_close_matches(plain, list(SPELLINGS), 1, cutoff=0.6)
    return SPELLINGS[close[0]] if close else ""


def number(text: object) -> float:
    """A plain number. Raises NotAQuantity."""
    if isinstance(text, bool) or not isinstance(text, str | int | float):
        raise NotAQuantity(f"`{text}` is no number.")
    if isinstance(text, str):
        if not _PLAIN.fullmatch(text.strip()):
            raise NotAQuantity(f"`{text}` is no number.")
        text = float(text)
    value = float(text)
    if math.isnan(value):
        raise NotAQuantity(f"`{text}` is no number that can be measured.")
    return _countable(value, text)


def percentage(text: object) -> float:
    """A percentage written with its sign, as a fraction of 1. Raises NotAQuantity."""
    found = _PERCENT.fullmatch(str(text).strip())
    if not found:
        suggestion = f"; write `{text}%`" if _PLAIN.fullmatch(str(text).strip()) else ""
        raise NotAQuantity(f"`{text}` is no percentage{suggestion}.")
    # Divided, not multiplied by 0.01: 95 / 100 is the float nearest 0.95.
    return _countable(float(found[1]) / 100, text)


def duration(text: object) -> Duration:
    """`12 min`, `1 h 30 min`, `4 working hours`, `2 days` or `PT12M`. Raises NotAQuantity."""
    written = str(text).strip()
    if (iso := _ISO.fullmatch(written)) and any(iso.groups()):
        weeks, days, hours, minutes, seconds = (float(part or 0) for part in iso.groups())
        total = weeks * 10080 + days * 1440 + hours * 60 + minutes + seconds / 60
        return Duration(_countable(total, text), _iso_unit(iso))
    total, units, position = 0.0, [], 0
    while part := _PART.match(written, position):
        spelling = " ".join(part[2].lower().split())
        if spelling not in SPELLINGS:
            raise NotAQuantity(f"`{part[2]}` in `{written}` is no unit of time.")
        unit = DURATION_UNITS[SPELLINGS[spelling]]
        if units and unit.minutes >= units[-1].minutes:
            raise NotAQuantity(f"`{written}` has `{part[0].strip()}` behind a unit that isn't longer.")
        total += float(part[1]) * unit.minutes
        units.append(unit)
        position = part.end()
    if not units or position != len(written):
        suggestion = f"; write `{written} min`" if _PLAIN.fullmatch(written) else ""
        raise NotAQuantity(f"`{written}` is no length of time{suggestion}.")
    if len({unit.clock for unit in units}) > 1:
        raise NotAQuantity(f"`{written}` mixes working time with elapsed time.")
    return Duration(_countable(total, text), units[0])


def money(text: object) -> tuple[float, str]:
    """`30 USD` as amount and currency. Raises NotAQuantity."""
    found = _MONEY.fullmatch(str(text).strip())
    if not found:
        raise NotAQuantity(f"`{text}` is no amount of money; write it like `30 USD`.")
    return _countable(float(found[1]), text), found[2]


def fraction(text: object) -> tuple[float, float]:
    """`187/200` as numerator and denominator. Raises NotAQuantity."""
    found = _FRACTION.fullmatch(str(text).strip())
    if not found:
        raise NotAQuantity(f"`{text}` is not of the form `187/200`.")
    return float(found[1]), float(found[2])


def _countable(value: float, text: object) -> float:
    if abs(value) >= LARGEST:
        raise NotAQuantity(f"`{text}` is larger than anything that is counted here.")
    return value


def _iso_unit(iso: re.Match[str]) -> DurationUnit:
    names = ("weeks", "days", "h", "min", "s")
    return DURATION_UNITS[next(name for name, part in zip(names, iso.groups(), strict=True) if part)]
