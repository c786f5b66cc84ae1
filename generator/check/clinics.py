"""Rules of clinics: their country and peer groups, where they are and since when they are open."""

from __future__ import annotations

from collections.abc import Iterator

from generator.check import locations
from generator.check.likely_period import likely_period
from generator.check.locations import Spot
from generator.check.rule import rule
from generator.check.rule_input import RuleInput
from generator.check.suggestions import did_you_mean, mended_id
from generator.check.unknown_names import missing
from generator.model import period
from generator.model.check_rule import Finding
from generator.model.file_places import At
from generator.model.period import NotAPeriod
from generator.problem import Severity


@rule("HB301")
def unknown_country(subject: RuleInput) -> Iterator[Finding]:
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
    known = subject.known("country")
    for name, clinic in subject.written.clinics.items():
        if clinic.country not in known:
            yield Finding(
                At("clinic", name, ("country",)),
                f"There is no country `{clinic.country}`.",
                did_you_mean(
                    clinic.country,
                    known,
                    f"Add the file data/countries/{clinic.country}.yml.",
                    subject.called("country"),
                ),
                mend=mended_id(clinic.country, known),
                cause=missing(subject, clinic.country, "country"),
            )


@rule("HB302", Severity.WARNING)
def untitled_peers(subject: RuleInput) -> Iterator[Finding]:
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
                yield Finding(
                    At("clinic", name, ("peers", i)),
                    f"The peer group `{group}` has no title.",
                    did_you_mean(
                        group, titled, "Add it to `peers` in data/handbook.yml.", subject.called("peers")
                    ),
                    mend=mended_id(group, titled),
                    cause=missing(subject, group, "peers"),
                )


@rule("HB303")
def no_life(subject: RuleInput) -> Iterator[Finding]:
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
                yield Finding(At("clinic", name, (key,)), str(reason), likely_period(text))
        opened = clinic.opened and period.understood(clinic.opened, year_starts)
        closed = clinic.closed and period.understood(clinic.closed, year_starts)
        if opened and closed and closed.end < opened.start:
            yield Finding(
                At("clinic", name, ("closed",)),
                f"It closed in {clinic.closed}, before it opened in {clinic.opened}.",
                "One of the two is mistyped.",
            )


@rule("HB304", Severity.WARNING)
def off_the_map(subject: RuleInput) -> Iterator[Finding]:
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
            yield Finding(
                At("clinic", name, ("location",)),
                f"There is no place at latitude {latitude:g}, longitude {longitude:g}.",
                _on_the_map(subject, name, clinic.country, clinic.location),
            )


def _on_the_map(subject: RuleInput, name: str, country: str, spot: Spot) -> str:
    """What to do about a place that there isn't: the one that was probably meant."""
    others = [
        other.location
        for each, other in subject.written.clinics.items()
        if each != name and other.country == country and other.location is not None
    ]
    if likely := locations.likely(spot, country, others):
        why = "the two are exchanged" if likely == (spot[1], spot[0]) else "a point was lost"
        return f"Perhaps {why}: did you mean `[{likely[0]:g}, {likely[1]:g}]`?"
    if abs(spot[1]) <= 90 and abs(spot[0]) <= 180:
        return "Latitude comes first; perhaps the two are exchanged."
    return "Look at both: a point may have been lost, as in `4544` for `45.44`."


RULES = (unknown_country, untitled_peers, no_life, off_the_map)
