"""Rules of clinics' clocks: on which days and hours they are open, and in which time zone."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from babel.core import get_global

from generator.check import opening_hours
from generator.check.locations import zones
from generator.check.rule import rule
from generator.check.rule_input import RuleInput
from generator.model.check_rule import Finding
from generator.model.file_places import At, slug
from generator.model.inputs import Clinic
from generator.problem import Severity

UTC_ITSELF = frozenset({"UTC", "Etc/UTC"})
"""What somebody writes who means just that."""


@rule("HB305", Severity.WARNING)
def no_clock(subject: RuleInput) -> Iterator[Finding]:
    """
    Opening hours or a time zone that can't be read

    Both are needed wherever working hours are counted. Days are `mon` to `sun`, each named once; times
    have 24 hours and end later than they begin. A time zone has a name of the IANA database that
    names a place: an abbreviation such as `EST`, or `GMT+2`, doesn't know when clocks are changed.

    Wrong:
        # data/clinics/mx-los-cabos.yml
        name: Clínica Los Cabos
        country: mx
        hours: {Monday-Friday: 8am-6pm}
        time_zone: Mazatlan

    Right:
        # data/clinics/mx-los-cabos.yml
        name: Clínica Los Cabos
        country: mx
        hours: {mon-fri: 08:00-18:00, sat: "09:00-13:00, 15:00-17:00"}
        time_zone: America/Mazatlan
    """
    for name, clinic in subject.written.clinics.items():
        for days, wrong in _wrong_hours(clinic):
            at_days = At("clinic", name, ("hours", days), key=wrong.at_days)
            also = (At("clinic", name, ("hours", wrong.also), key=True),) if wrong.also else ()
            yield Finding(at_days, wrong.message, wrong.hint, also)
        if clinic.time_zone is not None and (told := _wrong_zone(clinic.time_zone, clinic.country)):
            yield Finding(At("clinic", name, ("time_zone",)), *told)


def _wrong_hours(clinic: Clinic) -> Iterator[tuple[str, opening_hours.WrongHours]]:
    """What is wrong with each entry, by its days."""
    first: dict[str, str] = {}
    for days, times in clinic.hours.items():
        named = opening_hours.days(days)
        if isinstance(named, opening_hours.WrongHours):
            yield days, named
        else:
            again = next((day for day in named if day in first), "")
            if again:
                yield days, opening_hours.day_again(again, days, first[again])
            for day in named:
                first.setdefault(day, days)
        if wrong := opening_hours.times(times):
            yield days, wrong


def _wrong_zone(name: str, country: str) -> tuple[str, str] | None:
    known = _known()
    if not known:
        return None
    if name not in known:
        likely = _with_offset(name, country) or _likely(name)
        return f"There is no time zone `{name}`.", likely
    of_no_place = name.startswith("Etc/") or ("/" not in name and (name.isupper() or name[-1].isdigit()))
    if of_no_place and name not in UTC_ITSELF:
        said = f"`{name}` is an offset that stays the same all year; the zone of a place was expected."
        return said, _with_offset(name, country) or _likely(name)
    return None


def _with_offset(name: str, country: str) -> str:
    """A hint at the zones of the country that go by this abbreviation, or are so many hours off."""
    offset = _offset(name)
    fitting: dict[str, bool] = {}
    for zone in zones().get(country.upper(), ()):
        days = [datetime(2026, month, 1, tzinfo=UTC).astimezone(ZoneInfo(zone)) for month in (1, 7)]
        if name.upper() in {day.tzname() for day in days} or offset in {day.utcoffset() for day in days}:
            fitting[zone] = days[0].utcoffset() == days[1].utcoffset()
    if not fitting:
        return ""
    older = get_global("zone_aliases")
    now = {zone: never for zone, never in fitting.items() if older.get(zone) not in fitting}
    # Those first whose clocks are changed: most places are there.
    nearest = sorted(now, key=lambda zone: (now[zone], zone.count("/"), zone))
    listed = " or ".join(f"`{zone}`" for zone in nearest[:4])
    return f"Did you mean {listed}{' or another' if len(now) > 4 else ''}?"


def _offset(name: str) -> timedelta | None:
    """The hours of `GMT+2`, `UTC-06:00` and `+1`; those of `Etc/GMT+6` count the other way."""
    sign = -1 if name.startswith("Etc/") else 1
    digits = name.removeprefix("Etc/").upper().removeprefix("GMT").removeprefix("UTC").strip()
    hour, _, minute = digits.partition(":")
    try:
        return sign * timedelta(hours=int(hour), minutes=int(minute or 0)) if digits else None
    except (ValueError, OverflowError):
        return None


def _likely(name: str) -> str:
    """A hint at the time zone that was meant: one spelled nearly so, or the one of that city."""
    known = sorted(zone for zone in _known() if "/" in zone and not zone.startswith("Etc/"))
    city = slug(name.rpartition("/")[2])
    likely = next((zone for zone in known if slug(zone.rpartition("/")[2]) == city), "")
    if close := [likely] if likely else difflib.get_close_matches(name, known, 1, cutoff=0.8):
        return f"Did you mean `{close[0]}`?"
    return "Write a continent and a city, like `America/Mazatlan`."


@cache
def _known() -> frozenset[str]:
    """The zones that this computer knows; none where it has no database of them."""
    return frozenset(available_timezones())


RULES = (no_clock,)
