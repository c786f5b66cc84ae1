"""From degrees to the plane: equidistant along meridians, and along the parallel in the middle of the map.

The equirectangular projection of Marinus of Tyre, x = R (λ - λ0) cos φ0 and y = R (φ - φ0), with φ0 and λ0
in the middle of what is drawn. A kilometre is as long northwards everywhere, eastwards at φ0.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import cos, floor, pi, radians

RADIUS = 6371.0088
"""Mean radius of the Earth in km (IUGG)."""

KM = RADIUS * pi / 180
"""Kilometres of one degree of latitude."""

NARROWEST = 0.05
"""The least that parallels shrink: about at 87 degrees, nearer to a pole than any clinic we know of."""

LEAST = 20.0
"""Kilometres that a map shows at least, so that a single town isn't drawn house by house."""

STEPS = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 45, 90)
"""Degrees from one line of the net to the next."""

BARS = tuple(base * 10**power for power in range(4) for base in (1, 2, 5))
"""Kilometres that the bar of a scale may stand for."""

Degrees = tuple[float, float]
"""Latitude and longitude."""


@dataclass(frozen=True, slots=True)
class Window:
    """What a map shows: a rectangle of the plane around a point on the globe."""

    latitude: float
    longitude: float
    """The point in the middle."""
    width: float
    height: float
    """In units of the drawing."""
    scale: float
    """Units for a kilometre."""

    @property
    def shrunk(self) -> float:
        """How long a degree of longitude is in the middle, beside one of latitude."""
        return _shrunk(self.latitude)

    def at(self, place: Degrees) -> tuple[float, float]:
        """Units from the left and from the top."""
        latitude, longitude = place
        east = _beyond(longitude, self.longitude)
        x = self.width / 2 + east * self.shrunk * KM * self.scale
        return x, self.height / 2 - (latitude - self.latitude) * KM * self.scale

    def parallels(self, room: float) -> list[tuple[float, float]]:
        """Degrees of latitude and how deep they lie, at least `room` units apart."""
        half = self.height / 2 / KM / self.scale
        low, high = max(-90.0, self.latitude - half), min(90.0, self.latitude + half)
        lines = _round(low, high, room / KM / self.scale)
        return [(degree, self.at((degree, self.longitude))[1]) for degree in lines]

    def meridians(self, room: float) -> list[tuple[float, float]]:
        """Degrees of longitude, from -180 to 180, and how far from the left they lie."""
        unit = KM * self.scale * self.shrunk
        half = min(180.0, self.width / 2 / unit)
        lines = _round(self.longitude - half, self.longitude + half, room / unit)
        return [(_within(it), self.width / 2 + (it - self.longitude) * unit) for it in lines]

    def bar(self, most: float) -> tuple[float, float]:
        """Kilometres, a round number, and how long they are drawn: at most `most` units."""
        fitting = [km for km in BARS if km * self.scale <= most]
        km = float(max(fitting, default=BARS[0]))
        return km, km * self.scale


def window(places: Sequence[Degrees], width: float, height: float, inset: float) -> Window:
    """The map that shows all of `places` as large as it can, `inset` units from its edges.

    Its left edge lies where the longest way around the globe has no place, so that what lies on both
    sides of the 180th meridian stays together.
    """
    south, north = min(it[0] for it in places), max(it[0] for it in places)
    west, across = _across([it[1] for it in places])
    latitude = (south + north) / 2
    wide, high = across * _shrunk(latitude) * KM, (north - south) * KM
    scale = min((width - 2 * inset) / max(wide, LEAST), (height - 2 * inset) / max(high, LEAST))
    return Window(latitude, _within(west + across / 2), width, height, scale)


def _across(longitudes: Sequence[float]) -> tuple[float, float]:
    """The shortest stretch eastwards with all of them: where it begins, and its degrees."""
    around = sorted({longitude % 360 for longitude in longitudes})
    gaps = [(after - before, after) for before, after in pairwise([*around, around[0] + 360])]
    widest, begin = max(gaps)
    return begin % 360, 360 - widest


def _shrunk(latitude: float) -> float:
    return max(NARROWEST, cos(radians(latitude)))


def _within(longitude: float) -> float:
    """The same meridian from -180 (not itself) to 180."""
    return 180 - (180 - longitude) % 360


def _beyond(longitude: float, middle: float) -> float:
    """Degrees east of the middle, the shorter way round."""
    return (longitude - middle + 180) % 360 - 180


def _round(low: float, high: float, least: float) -> list[float]:
    """Multiples of the first step that is long enough, between two degrees."""
    step = next((it for it in STEPS if it >= least), STEPS[-1])
    first, last = -floor(-low / step + 1e-9), floor(high / step + 1e-9)
    return [round(nth * step, 9) for nth in range(first, last + 1)]
