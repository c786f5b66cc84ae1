"""What maps show, finished before they are drawn: one map, or one a country and a small one of all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from generator.charts.map.placement import Hexagon, Name, Point, apart, hexagons, names, titles
from generator.charts.map.projection import Degrees, Window, window
from generator.model.map_places import MapPlaces

WIDTH, HEIGHT = 270.0, 212.0
"""Units of a map without what stands around it; a phone shows a unit as a pixel."""

INSET = 18.0
"""From the edge to the outermost clinics."""

MOST_MAPS = 12
"""Countries beyond which all are on one map."""

FRAME = 6.0
"""From the outermost clinics of a country to its frame on the map of all."""

Where = tuple[str, str, float, float]
"""Name, country, latitude and longitude."""


@dataclass(frozen=True, slots=True)
class Map:
    """One map. Positions are units from its top left."""

    title: str
    """The country's name; empty for a map of all."""
    window: Window
    members: tuple[int, ...]
    """Which clinics are on it; what follows counts in this order."""
    wanted: tuple[Point, ...]
    """Where they are."""
    marks: tuple[Point, ...] | None
    """Where their marks are drawn; None where they are counted."""
    named: tuple[Name, ...]
    hexagons: tuple[Hexagon, ...]

    @property
    def moved(self) -> list[int]:
        """Whose marks aren't drawn where they are."""
        return [at for at, mark in enumerate(self.marks or ()) if mark != self.wanted[at]]


@dataclass(frozen=True, slots=True)
class Frame:
    """A country on the map of all."""

    title: Name | None
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Overview:
    """All clinics as points, and where the maps of the countries lie."""

    window: Window
    points: tuple[Point, ...]
    frames: tuple[Frame, ...]


@dataclass(frozen=True, slots=True)
class ClinicMap:
    """All maps of one standard."""

    maps: tuple[Map, ...]
    overview: Overview | None


def atlas(clinics: Sequence[MapPlaces]) -> ClinicMap:
    """Maps of `clinics`. Standards with the same clinics share what is worked out."""
    return _atlas(tuple((it.name, it.country, it.latitude, it.longitude) for it in clinics))


@lru_cache(maxsize=32)
def _atlas(clinics: tuple[Where, ...]) -> ClinicMap:
    countries: dict[str, list[int]] = {}
    for at, it in enumerate(clinics):
        countries.setdefault(it[1], []).append(at)
    every = range(len(clinics))
    if len(countries) == 1:
        return ClinicMap((_map(next(iter(countries)), clinics, every),), None)
    whole = _map("", clinics, every)
    if len(countries) > MOST_MAPS or (not whole.moved and len(whole.named) == len(clinics)):
        return ClinicMap((whole,), None)
    maps = tuple(_map(country, clinics, members) for country, members in countries.items())
    return ClinicMap(maps, _overview(whole, countries))


def _map(title: str, clinics: Sequence[Where], members: Sequence[int]) -> Map:
    places: list[Degrees] = [clinics[at][2:] for at in members]
    shown = window(places, WIDTH, HEIGHT, INSET)
    wanted = tuple(map(shown.at, places))
    if (marks := apart(wanted, WIDTH, HEIGHT)) is None:
        counted = tuple(hexagons(wanted, WIDTH, HEIGHT))
        return Map(title, shown, tuple(members), wanted, None, (), counted)
    named = names(marks, [clinics[at][0] for at in members], WIDTH, HEIGHT)
    return Map(title, shown, tuple(members), wanted, tuple(marks), tuple(named), ())


def _overview(whole: Map, countries: dict[str, list[int]]) -> Overview:
    boxes = []
    for members in countries.values():
        across, down = zip(*(whole.wanted[at] for at in members), strict=True)
        boxes.append((min(across) - FRAME, min(down) - FRAME, max(across) + FRAME, max(down) + FRAME))
    named = {it.at: it for it in titles(boxes, list(countries), whole.wanted, WIDTH, HEIGHT)}
    frames = tuple(Frame(named.get(at), *box) for at, box in enumerate(boxes))
    return Overview(whole.window, whole.wanted, frames)
