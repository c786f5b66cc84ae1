"""Rules of where clinics are: places, time zones and currencies that don't go together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from zoneinfo import available_timezones

from babel.core import get_global

from generator.check.meant import did_you_mean
from generator.check.rule import rule
from generator.check.subject import Subject
from generator.model.places import At, slug
from generator.model.rule import Found
from generator.problem import Severity

APART = 60
"""Degrees from every other clinic of a country beyond which a place is hardly in it."""


@rule("HB321", Severity.WARNING)
def alike(subject: Subject) -> Iterator[Found]:
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
    for clinic, model in subject.written.clinics.items():
        for text in {model.name} if isinstance(model.name, str) else dict.fromkeys(model.name.values()):
            other = names.setdefault(slug(text), clinic)
            if other != clinic:
                yield _like(clinic, other, "name", "has the same name")
                break
        if model.location is not None:
            other = spots.setdefault(model.location, clinic)
            if other != clinic:
                yield _like(clinic, other, "location", "lies on the same spot")


def _like(clinic: str, other: str, key: str, what: str) -> Found:
    return Found(
        At("clinic", clinic, (key,)),
        f"`{other}` {what}.",
        "Mend the one that was copied.",
        also=(At("clinic", other, (key,)),),
    )


@rule("HB322", Severity.WARNING)
def elsewhere(subject: Subject) -> Iterator[Found]:
    """
    A clinic far from the others of its country

    Its place is on the globe, but far away from every other clinic of the country. Mostly a minus is
    missing before the longitude (west of Greenwich it is negative), or the two are exchanged.

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
    for spots in countries.values():
        if len(spots) < 3:
            continue
        for clinic, (latitude, longitude) in spots.items():
            others = [spot for name, spot in spots.items() if name != clinic]
            if min(_apart((latitude, longitude), spot) for spot in others) <= APART:
                continue
            likely = next(
                (
                    spot
                    for spot in ((latitude, -longitude), (-latitude, longitude), (longitude, latitude))
                    if min(_apart(spot, other) for other in others) <= APART / 2
                ),
                None,
            )
            hint = f"Did you mean `[{likely[0]:g}, {likely[1]:g}]`?" if likely else "Look at both numbers."
            yield Found(
                At("clinic", clinic, ("location",)),
                f"Latitude {latitude:g}, longitude {longitude:g} is far from the country's other clinics.",
                hint,
            )


def _apart(one: tuple[float, float], other: tuple[float, float]) -> float:
    around = abs(one[1] - other[1]) % 360
    return max(abs(one[0] - other[0]), min(around, 360 - around))


@rule("HB323", Severity.WARNING)
def foreign_clock(subject: Subject) -> Iterator[Found]:
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
        if territory and model.country.upper() in _zones() and territory != model.country.upper():
            zones = ", ".join(f"`{zone}`" for zone in _zones()[model.country.upper()][:6])
            yield Found(
                At("clinic", clinic, ("time_zone",)),
                f"`{model.time_zone}` is no time zone of `{model.country}`.",
                f"It has {zones}.",
            )


@rule("HB324", Severity.WARNING)
def foreign_money(subject: Subject) -> Iterator[Found]:
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
    every = get_global("all_currencies")
    of_countries = get_global("territory_currencies")
    for country, model in subject.written.countries.items():
        if model.currency is None:
            continue
        known = of_countries.get(country.upper(), ())
        now = [code for code, _, until, tender in known if not until and tender]
        where = At("country", country, ("currency",))
        meant = f"Did you mean `{now[0]}`?" if now else ""
        if model.currency not in every:
            hint = meant or did_you_mean(model.currency, every, "Look it up in ISO 4217.")
            yield Found(where, f"There is no currency `{model.currency}`.", hint)
        elif now and model.currency not in now:
            yield Found(where, f"`{model.currency}` is not what is paid with in `{country}`.", meant)


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
def _zones() -> Mapping[str, list[str]]:
    """Time zones by the code of their country."""
    zones: dict[str, list[str]] = defaultdict(list)
    known = available_timezones()
    for zone, territory in sorted(_territories().items()):
        if zone in known:
            zones[territory].append(zone)
    return zones


RULES = (alike, elsewhere, foreign_clock, foreign_money)
