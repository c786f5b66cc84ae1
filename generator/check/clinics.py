"""Rules of clinics: their country and peer groups, when and where they are open."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from generator.check.meant import did_you_mean, mended_id
from generator.check.rule import once, rule
from generator.check.subject import Subject
from generator.check.whens import likely_period
from generator.model import period
from generator.model.period import NotAPeriod
from generator.model.places import At, slug
from generator.model.rule import Found
from generator.problem import Severity

_DAY = "(?:mon|tue|wed|thu|fri|sat|sun)"
_DAYS = re.compile(rf"{_DAY}(?:-{_DAY})?(?:,\s*{_DAY}(?:-{_DAY})?)*")
_TIME = r"(?:[01]?\d|2[0-3]):[0-5]\d|24:00"
_TIMES = re.compile(rf"(?:{_TIME})\s*-\s*(?:{_TIME})(?:,\s*(?:{_TIME})\s*-\s*(?:{_TIME}))*|closed")


@rule("HB301")
def unknown_country(subject: Subject) -> Iterator[Found]:
    """
    A clinic in an unknown country

    Each country has a file in `countries/`, and every clinic is in one of them.

    Wrong:
        # data/clinics/mx-los-cabos.yml
        name: Clínica Los Cabos
        country: mexico

    Right:
        # data/clinics/mx-los-cabos.yml
        name: Clínica Los Cabos
        country: mx
    """
    yield from once(_unknown_countrys(subject))


def _unknown_countrys(subject: Subject) -> Iterator[tuple[str, Found]]:
    known = subject.known("country")
    for name, clinic in subject.written.clinics.items():
        if clinic.country not in known:
            yield (
                clinic.country,
                Found(
                    At("clinic", name, ("country",)),
                    f"There is no country `{clinic.country}`.",
                    did_you_mean(
                        clinic.country,
                        known,
                        f"Add the file data/countries/{clinic.country}.yml.",
                        subject.called("country"),
                    ),
                    mend=mended_id(clinic.country, known),
                ),
            )


@rule("HB302", Severity.WARNING)
def untitled_peers(subject: Subject) -> Iterator[Found]:
    """
    A peer group without a title

    Once `handbook.yml` gives titles to peer groups, one without is probably misspelt, and the
    clinic would be compared with nobody.

    Wrong:
        # data/clinics/mx-los-cabos.yml
        name: Clínica Los Cabos
        country: mx
        peers: [smal]

    Right:
        # data/clinics/mx-los-cabos.yml
        name: Clínica Los Cabos
        country: mx
        peers: [small]
    """
    titled = subject.written.settings.peers
    for name, clinic in subject.written.clinics.items():
        for i, group in enumerate(clinic.peers):
            if titled and group not in titled:
                yield Found(
                    At("clinic", name, ("peers", i)),
                    f"The peer group `{group}` has no title.",
                    did_you_mean(
                        group, titled, "Add it to `peers` in data/handbook.yml.", subject.called("peers")
                    ),
                    mend=mended_id(group, titled),
                )


@rule("HB303")
def no_life(subject: Subject) -> Iterator[Found]:
    """
    A clinic that opens at no time

    `opened` and `closed` are the first and the last period in which it was open, so that nothing
    is missed before and after.

    Wrong:
        # data/clinics/ca-halifax.yml
        name: Halifax
        country: ca
        opened: spring 2012

    Right:
        # data/clinics/ca-halifax.yml
        name: Halifax
        country: ca
        opened: 2012-05
    """
    year_starts = subject.written.settings.calendar.year_starts
    for name, clinic in subject.written.clinics.items():
        for key, text in (("opened", clinic.opened), ("closed", clinic.closed)):
            try:
                if text is not None:
                    period.parse(text, year_starts)
            except NotAPeriod as reason:
                yield Found(At("clinic", name, (key,)), str(reason), likely_period(text))
        opened = clinic.opened and period.understood(clinic.opened, year_starts)
        closed = clinic.closed and period.understood(clinic.closed, year_starts)
        if opened and closed and closed.end < opened.start:
            yield Found(
                At("clinic", name, ("closed",)),
                f"It closed in {clinic.closed}, before it opened in {clinic.opened}.",
                "One of the two is mistyped.",
            )


@rule("HB304", Severity.WARNING)
def off_the_map(subject: Subject) -> Iterator[Found]:
    """
    A location that is nowhere

    `location` is latitude, from -90 to 90, and then longitude, from -180 to 180, in degrees.

    Wrong:
        # data/clinics/mx-los-cabos.yml
        name: Clínica Los Cabos
        country: mx
        location: [-109.91, 22.89]

    Right:
        # data/clinics/mx-los-cabos.yml
        name: Clínica Los Cabos
        country: mx
        location: [22.89, -109.91]
    """
    for name, clinic in subject.written.clinics.items():
        if clinic.location is None:
            continue
        latitude, longitude = clinic.location
        if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
            yield Found(
                At("clinic", name, ("location",)),
                f"There is no place at latitude {latitude:g}, longitude {longitude:g}.",
                "Latitude comes first; perhaps the two are exchanged.",
            )


@rule("HB305", Severity.WARNING)
def no_clock(subject: Subject) -> Iterator[Found]:
    """
    Opening hours or a time zone that can't be read

    Both are needed wherever working hours are counted. Days are `mon` to `sun`, times have 24 hours,
    and time zones the names of the IANA database.

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
        for days, times in clinic.hours.items():
            where = At("clinic", name, ("hours", days))
            if not _DAYS.fullmatch(days):
                likely = _likely_days(days)
                hint = f"Did you mean `{likely}`?" if likely else _DAYS_ARE
                yield Found(At("clinic", name, ("hours", days), key=True), f"`{days}` names no days.", hint)
            if not _TIMES.fullmatch(times):
                yield Found(where, f"`{times}` is no time of opening.", "Write it like `08:00-18:00`.")
        if clinic.time_zone is not None and not _known_zone(clinic.time_zone):
            yield Found(
                At("clinic", name, ("time_zone",)),
                f"There is no time zone `{clinic.time_zone}`.",
                _likely_zone(clinic.time_zone),
            )


_DAYS_ARE = "Write `mon`, `tue`, `wed`, `thu`, `fri`, `sat`, `sun` or a span like `mon-fri`."
_WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_IN_WORDS = (
    "mondays tuesdays wednesdays thursdays fridays saturdays sundays",
    "lunes martes miercoles jueves viernes sabados domingos",
    "lundis mardis mercredis jeudis vendredis samedis dimanches",
)


def _likely_days(text: str) -> str:
    """`mon-fri` by `Monday-Friday` or `lunes a viernes`; empty where nobody can tell."""
    meant = []
    for part in re.split(r"-to-|-a-|-au-|-", slug(text)):
        days = {
            day
            for names in _IN_WORDS
            for day, name in zip(_WEEK, names.split(), strict=True)
            if len(part) > 2 and name.startswith(part)
        }
        if len(days) != 1:
            return ""
        meant.append(days.pop())
    return "-".join(meant) if len(meant) <= 2 else ""


def _likely_zone(name: str) -> str:
    """A hint at the time zone that was meant: one spelled nearly so, or the one of that city."""
    known = sorted(available_timezones())
    city = slug(name.rpartition("/")[2])
    likely = next((zone for zone in known if slug(zone.rpartition("/")[2]) == city), "")
    if close := [likely] if likely else difflib.get_close_matches(name, known, 1, cutoff=0.8):
        return f"Did you mean `{close[0]}`?"
    return "Write a continent and a city, like `America/Mazatlan`."


@cache
def _known_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (OSError, ValueError, LookupError):
        return not _has_zones()
    return True


@cache
def _has_zones() -> bool:
    """Whether this computer has the database of time zones at all."""
    try:
        ZoneInfo("Europe/London")
    except (OSError, ValueError, LookupError):
        return False
    return True


RULES = (unknown_country, untitled_peers, no_life, off_the_map, no_clock)
