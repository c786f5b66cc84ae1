"""The names that a handbook's files may refer to, so that an editor can offer them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from generator.model.inputs import HandbookSource, Measure


@dataclass(frozen=True)
class Ids:
    """Names by what they name. Empty where there is no handbook yet."""

    names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """By standard, clinic, country, role, theme, peer group and scope (whatever a target may be for)."""

    languages: tuple[str, ...] = ()
    measures: Mapping[str, Measure] = field(default_factory=dict)
    """By standard."""


def of(written: HandbookSource) -> Ids:
    """All that `written` defines."""
    names = {
        "standard": tuple(written.standards),
        "clinic": tuple(written.clinics),
        "country": tuple(written.countries),
        "role": tuple(written.roles),
        "theme": tuple(written.settings.themes),
        "peer group": tuple(written.settings.peers),
    }
    names["scope"] = (*names["country"], *names["peer group"], *names["clinic"])
    measures = {name: standard.measure for name, standard in written.standards.items()}
    return Ids(names, tuple(written.settings.languages), measures)


REFERS: Mapping[tuple[str, str], str] = {
    ("Standard", "theme"): "theme",
    ("Standard", "roles"): "role",
    ("Measure", "adds_up"): "standard",
    ("Target", "in"): "scope",
    ("Clinic", "country"): "country",
    ("Clinic", "peers"): "peer group",
    ("National", "standard"): "standard",
    ("NationalFigure", "country"): "country",
    ("KpiHead", "clinic"): "clinic",
    ("Change", "standard"): "standard",
}
"""Keys that name something, by model and key: what they name."""
