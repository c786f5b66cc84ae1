"""Clinics on a map: where each is, and what its mark says."""

from __future__ import annotations

from typing import NamedTuple

from generator.model.results import Verdict


class MapPlaces(NamedTuple):
    """One clinic with a place. Texts are plain, not escaped."""

    name: str
    country: str
    """Its country's name."""
    latitude: float
    """In degrees, north of the equator above 0."""
    longitude: float
    """In degrees, east of Greenwich above 0."""
    verdict: Verdict
    """Of its newest value; why there is none where there is none."""
    said: str
    """Value, verdict and, of an older value, its period."""
    link: str
    """Where its mark leads, relative to the page."""
