"""Rules of where clinics are: places, time zones and currencies that don't go together."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from itertools import product
from zoneinfo import available_timezones

from babel.core import get_global

from generator.check import currencies
from generator.check.rule import rule
from generator.check.rule_input import RuleInput
from generator.model.check_rule import Finding
from generator.model.file_places import At, slug
from generator.problem import Severity

Spot = tuple[float, float]
"""Degrees north and degrees east."""

NEAR, FAR = 15, 25
"""Degrees from the nearest city that a time zone of the country is named after: most places lie within the
first, hardly any beyond the second but those overseas."""

AWAY, CLOSE = 20, 5
"""Degrees from all those cities of its own country, and from one of another, that make a place its."""

APART = 60
"""Degrees from every other clinic of a country beyond which a place is hardly in it."""


@rule("HB321", Severity.WARNING)
def alike(subject: RuleInput) -> Iterator[Finding]:
    """
    Two clinics that can't be told apart

    They have the same name, or lie on the very same spot. Mostly one file was begun as a copy of the
    other.

    Wrong:
        # data/clinics/ca-halifax.yml
        name: Clínica Los Cabos
        country: ca
        peers: [small]

    Right:
        # data/clinics/ca-halifax.yml
        name: Halifax
        country: ca
        peers: [small]
    """
    names: dict[str, str] = {}
    spots: dict[tuple[float, float], str] = {}
    for clinic, model in sorted(subject.written.clinics.items()):  # the later file is the copy
        for text in {model.name} if isinstance(model.name, str) else dict.fromkeys(model.name.values()):
            other = names.setdefault(slug(text), clinic)
            if other != clinic:
                yield _like(clinic, other, "name", "has the same name")
                break
        if model.location is not None:
            other = spots.setdefault(model.location, clinic)
            if other != clinic:
                yield _like(clinic, other, "location", "lies on the same spot")


def _like(clinic: str, other: str, key: str, what: str) -> Finding:
    return Finding(
        At("clinic", clinic, (key,)),
        f"`{other}` {what}.",
        "Mend the one that was copied.",
        also=(At("clinic", other, (key,)),),
    )


@rule("HB322", Severity.WARNING)
def elsewhere(subject: RuleInput) -> Iterator[Finding]:
    """
    A clinic far from the others of its country

    Its place is on the globe, but far away from every other clinic of the country, or from the cities that
    the country's time zones are named after. Mostly a minus is missing before the longitude (west of
    Greenwich it is negative), or the two are exchanged.

    Wrong:
        # data/clinics/mx-los-cabos.yml
        {name: Clínica Los Cabos, country: mx, peers: [small], location: [22.89, 109.91]}
        # data/clinics/mx-tijuana.yml
        {name: Tijuana, country: mx, location: [32.53, -117.02]}
        # data/clinics/mx-oaxaca.yml
        {name: Oaxaca, country: mx, location: [17.07, -96.72]}

    Right:
        # data/clinics/mx-los-cabos.yml
        {name: Clínica Los Cabos, country: mx, peers: [small], location: [22.89, -109.91]}
        # data/clinics/mx-tijuana.yml
        {name: Tijuana, country: mx, location: [32.53, -117.02]}
        # data/clinics/mx-oaxaca.yml
        {name: Oaxaca, country: mx, location: [17.07, -96.72]}
    """
    countries: dict[str, dict[str, tuple[float, float]]] = defaultdict(dict)
    for clinic, model in subject.written.clinics.items():
        if model.location is not None and abs(model.location[0]) <= 90 and abs(model.location[1]) <= 180:
            countries[model.country][clinic] = model.location
    for country, spots in countries.items():
        for clinic, spot in spots.items():
            if foreign := _abroad(subject, country, spot):
                yield Finding(At("clinic", clinic, ("location",)), *foreign)
                continue
            others = [other for name, other in spots.items() if name != clinic]
            cities = _cities().get(country, [])
            turned = _turned(spot, cities, NEAR) if cities and _apart_from(spot, cities) > FAR else None
            if turned:
                far = "the cities of the country's time zones"
            elif len(others) > 1 and _apart_from(spot, others) > APART:
                far, turned = "the country's other clinics", _turned(spot, others, APART / 2)
            else:
                continue
            yield Finding(
                At("clinic", clinic, ("location",)),
                f"Latitude {spot[0]:g}, longitude {spot[1]:g} is far from {far}.",
                f"Did you mean `[{turned[0]:g}, {turned[1]:g}]`?" if turned else "Look at both numbers.",
            )


def _abroad(subject: RuleInput, country: str, spot: Spot) -> tuple[str, str] | None:
    """What is wrong with a place in the sea off Africa, or in another country of the handbook."""
    if spot == (0, 0):
        said = "Latitude 0, longitude 0 lies in the sea off Africa."
        return said, "Write the clinic's place, like `[22.89, -109.91]`, or delete the key."
    cities = _cities().get(country, [])
    if not cities or _apart_from(spot, cities) <= AWAY or _turned(spot, cities, NEAR):
        return None
    other = min(_cities(), key=lambda it: _apart_from(spot, _cities()[it]))  # Réunion is nearest to itself
    if other not in subject.written.countries or _apart_from(spot, _cities()[other]) > CLOSE:
        return None
    said = f"Latitude {spot[0]:g}, longitude {spot[1]:g} lies in or near `{other}`, and far from `{country}`."
    return said, "Look whether it is the place of another clinic, and at `country`."


def likely(spot: Spot, country: str, others: Sequence[Spot]) -> Spot | None:
    """The place in the country that was meant by one that is nowhere: its numbers exchanged, or with the
    point that one has lost."""
    known = [*_cities().get(country, ()), *others]
    known = [each for each in known if abs(each[0]) <= 90 and abs(each[1]) <= 180]
    if not known:
        return None
    meant = [(spot[1], spot[0]), *product(_with_point(spot[0], 90), _with_point(spot[1], 180))]
    near = [it for it in meant if abs(it[0]) <= 90 and abs(it[1]) <= 180 and _apart_from(it, known) <= NEAR]
    return min(near, key=lambda it: _apart_from(it, known), default=None)


def _with_point(degrees: float, most: int) -> list[float]:
    """The number, or where it is too large itself, what it can be with a point in it."""
    if abs(degrees) <= most:
        return [degrees]
    return [degrees / 10**digits for digits in range(1, 8) if 1 <= abs(degrees / 10**digits) <= most]


def _turned(spot: Spot, known: Sequence[Spot], near: float) -> Spot | None:
    """The place with a minus more or less, or with its numbers exchanged, that lies near known ones."""
    latitude, longitude = spot
    slips = (
        (latitude, -longitude),
        (-latitude, longitude),
        (longitude, latitude),
        (longitude, -latitude),
        (-longitude, latitude),
    )
    return next((it for it in slips if abs(it[0]) <= 90 and _apart_from(it, known) <= near), None)


def _apart_from(spot: Spot, known: Sequence[Spot]) -> float:
    return min(_apart(spot, other) for other in known)


def _apart(one: tuple[float, float], other: tuple[float, float]) -> float:
    around = abs(one[1] - other[1]) % 360
    return max(abs(one[0] - other[0]), min(around, 360 - around))


@rule("HB323", Severity.WARNING)
def foreign_clock(subject: RuleInput) -> Iterator[Finding]:
    """
    A time zone of another country

    Working hours are counted by it. The clinic is in one country and its time zone named after a place
    in another, where the clock may be changed on other days.

    Wrong:
        # data/clinics/mx-los-cabos.yml
        name: Clínica Los Cabos
        country: mx
        peers: [small]
        time_zone: America/Phoenix

    Right:
        # data/clinics/mx-los-cabos.yml
        name: Clínica Los Cabos
        country: mx
        peers: [small]
        time_zone: America/Mazatlan
    """
    for clinic, model in subject.written.clinics.items():
        territory = _territories().get(model.time_zone or "")
        if territory and model.country.upper() in zones() and territory != model.country.upper():
            listed = ", ".join(f"`{zone}`" for zone in zones()[model.country.upper()][:6])
            yield Finding(
                At("clinic", clinic, ("time_zone",)),
                f"`{model.time_zone}` is no time zone of `{model.country}`.",
                f"It has {listed}.",
            )


@rule("HB324", Severity.WARNING)
def foreign_money(subject: RuleInput) -> Iterator[Finding]:
    """
    A currency that the country doesn't have

    `currency` is the code of three letters that ISO 4217 gives to what people pay with there.

    Wrong:
        # data/countries/mx.yml
        name: Mexico
        currency: MXP

    Right:
        # data/countries/mx.yml
        name: Mexico
        currency: MXN
    """
    for country, model in subject.written.countries.items():
        if model.currency is None:
            continue
        now = currencies.tender().get(country.upper(), ())
        where = At("country", country, ("currency",))
        if model.currency not in currencies.current():
            message, hint = currencies.unknown(model.currency, [country])
            yield Finding(where, message, f"Did you mean `{now[0]}`?" if now else hint)
        elif now and model.currency not in now:
            yield Finding(
                where,
                f"`{model.currency}` is not what is paid with in `{country}`.",
                f"Did you mean `{now[0]}`?",
            )


@cache
def _cities() -> Mapping[str, list[Spot]]:
    """Where the cities are that time zones are named after, by country. Of the IANA's `zone.tab`, which has
    degrees and minutes (and seconds): `US +404251-0740023 America/New_York`."""
    cities: dict[str, list[Spot]] = defaultdict(list)
    table = files("tzdata").joinpath("zoneinfo", "zone.tab").read_text(encoding="utf-8")
    for line in table.splitlines():
        if not line.startswith("#"):
            country, place = line.split("\t")[:2]
            if found := re.fullmatch(r"([+-])(\d\d)(\d\d)\d*([+-])(\d{3})(\d\d)\d*", place):
                north = int(found[2]) + int(found[3]) / 60
                east = int(found[5]) + int(found[6]) / 60
                cities[country.lower()].append((float(f"{found[1]}{north}"), float(f"{found[4]}{east}")))
    return cities


@cache
def _territories() -> Mapping[str, str]:
    """The country of each time zone, for those that are of one."""
    named = get_global("zone_territories")
    aliases = get_global("zone_aliases")
    return {
        zone: named[aliases.get(zone, zone)]
        for zone in {*named, *aliases}
        if "/" in zone and named.get(aliases.get(zone, zone), "001") != "001" and not zone.startswith("Etc/")
    }


@cache
def zones() -> Mapping[str, list[str]]:
    """Time zones by the code of their country."""
    found: dict[str, list[str]] = defaultdict(list)
    known = available_timezones()
    for zone, territory in sorted(_territories().items()):
        if zone in known:
            found[territory].append(zone)
    return found


RULES = (alike, elsewhere, foreign_clock, foreign_money)
