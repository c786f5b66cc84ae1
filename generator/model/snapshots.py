"""Versions of a handbook side by side, worked out as far as comparing them needs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from generator.model.inputs import Clinic, Country, HandbookSource, Settings, Standard, Text
from generator.model.results import Codes
from generator.model.standard_results import StandardResult
from generator.problem import Problem


@dataclass(frozen=True)
class Known:
    """What names, titles and units of one version are told from."""

    name: str
    """Of the version: a tag, a branch, a commit, or empty for the folder as it is."""
    settings: Settings
    standards: Mapping[str, Standard]
    clinics: Mapping[str, Clinic]
    countries: Mapping[str, Country]
    peers: Mapping[str, Text]


@dataclass(frozen=True)
class Snapshot:
    """One version of a handbook, worked out as far as comparing needs."""

    name: str
    written: HandbookSource
    clinics: Mapping[str, StandardResult]
    groups: Mapping[str, StandardResult]
    problems: tuple[Problem, ...]
    """As readers may know them."""
    silent: frozenset[str]
    """Files of which no problem is told."""
    shut: frozenset[str]
    """Files of values that errors leave out whole, so that nobody knows what they were to hold back."""
    left_out: frozenset[tuple[str, str]]
    """What errors leave out, as pairs of kind and id."""
    hidden: Mapping[str, frozenset[tuple[str, str]]]
    """By standard: clinic and period of what its own privacy rule hides."""

    @property
    def known(self) -> Known:
        it = self.written
        peers = {name: peer.title for name, peer in it.settings.peers.items()}
        return Known(self.name, it.settings, it.standards, it.clinics, it.countries, peers)


@dataclass(frozen=True)
class Counterfactual:
    """Values of one version judged by the rules of the other."""

    names: tuple[str, ...]
    """Clinics or groups that both have."""
    newest: Codes
    """By name: the newest values by the targets that hold for the other's newest ones."""
    periods: tuple[str, ...]
    """Periods that both have."""
    each: Codes
    """Names by periods."""


@dataclass(frozen=True)
class Rejudged:
    """The two questions that tell whether the target or the data changed a verdict; by standard."""

    new_by_old: Mapping[str, Counterfactual]
    """The head's values by the base's rules."""
    old_by_new: Mapping[str, Counterfactual]
