"""One standard's axis in a spine: from the least good of all comparable clinics to the best."""

from __future__ import annotations

from dataclasses import dataclass
from math import isnan
from typing import NamedTuple

from generator.charts.svg_canvas import path, safe
from generator.charts.value_axis import ValueAxis

WIDTH, DEPTH = 1000, 100
"""Units of a track, stretched to what there is."""

MIDDLE = DEPTH // 2
OPEN = f'<svg class="bb-track" viewBox="0 0 {WIDTH} {DEPTH}" preserveAspectRatio="none">'


class Numbers(NamedTuple):
    """What all clinics have in one period; NaN where there is none."""

    least: float
    lower: float
    upper: float
    most: float
    benchmark: float


@dataclass(frozen=True, slots=True)
class Track:
    """What all clinics have in common in one period."""

    left: float
    """The value at the left end; the least good one where a direction is agreed, else the lowest."""
    right: float
    left_said: str
    right_said: str
    """As markup."""
    half: tuple[int, int]
    """Where the middle half of the clinics lies."""
    benchmark: int | None
    """Where all clinics together lie."""
    begin: str
    """Markup up to the dot."""
    end: str

    def x(self, value: float) -> int:
        return _x(self.left, self.right, value)


def track(upwards: ValueAxis, way: int, numbers: Numbers) -> Track | None:
    """The track with the better end at the right; None where there is no range."""
    least, lower, upper, most, benchmark = numbers
    if isnan(least):
        return None
    left, right = (most, least) if way < 0 else (least, most)
    half = sorted((_x(left, right, lower), _x(left, right, upper)))
    together = None if isnan(benchmark) else _x(left, right, benchmark)
    said = [safe(upwards.bare(end)) for end in (left, right)]
    drawn = path("reach", f"M0 {MIDDLE}H{WIDTH}M0 20V80M{WIDTH} 20V80") + path(
        "half", f"M{half[0]} {MIDDLE}H{half[1]}"
    )
    if together is not None:
        drawn += path("benchmark", f"M{together} 0V{DEPTH}")
    return Track(
        left=left,
        right=right,
        left_said=said[0],
        right_said=said[1],
        half=(half[0], half[1]),
        benchmark=together,
        begin=f'<span class="bb-left">{said[0]}</span>{OPEN}{drawn}',
        end=f'</svg><span class="bb-right">{said[1]}</span></div>',
    )


def _x(left: float, right: float, value: float) -> int:
    """In the middle where all clinics have the same."""
    if left == right:
        return WIDTH // 2
    return round(min(1.0, max(0.0, (value - left) / (right - left))) * WIDTH)
