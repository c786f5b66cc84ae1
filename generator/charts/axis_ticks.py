"""Ticks: few, round, and enclosing what they measure.

A scale begins and ends at a tick, so that its ticks say its range. It need not begin at nought:
nothing here is drawn as a length.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from generator.charts.svg_canvas import DEPTH, safe

INTERVALS = 4
"""Stretches between ticks that we aim at; rounding outwards may add up to two."""

STEPS = (1, 2, 5)
FINEST = -9
"""Power of ten of the smallest step between ticks."""

ALLOWANCE = 1e-9  # of a step: 0.30000000000000004 is no reason for a further tick


class Ends(NamedTuple):
    """First and last tick, counted in steps of `mantissa` times ten to the `power`."""

    first: int
    last: int
    mantissa: int
    power: int


@dataclass(frozen=True, slots=True)
class Scale:
    """A range of values with its ticks, in the unit that values are reckoned in."""

    low: float
    high: float
    ticks: tuple[float, ...]
    labels: tuple[str, ...]
    """What the ticks say; plain text."""

    factor: float
    """Units of depth for one of the value."""

    places: int
    """Decimals that tell two pixels apart, in the unit that is shown."""

    axis: dict[str, object]
    """The same for Plotly, in the unit that is shown."""

    def y(self, value: float) -> int:
        """How deep in the area a value lies, 0 at the top; what lies outside is drawn at the edge."""
        return min(DEPTH, max(0, int((self.high - value) * self.factor + 0.5)))

    def share(self, value: float) -> float:
        """How far a value lies from the low end, from 0 to 1."""
        return min(1.0, max(0.0, (value - self.low) / (self.high - self.low)))


def ends(low: float, high: float, finest: int = FINEST) -> Ends:
    """Where a scale for `low` to `high` begins and ends; no step is finer than ten to the `finest`."""
    mantissa, power = _step((high - low) / INTERVALS, finest)
    step = mantissa * 10.0**power
    first = math.floor(low / step + ALLOWANCE)
    return Ends(first, max(first + 1, math.ceil(high / step - ALLOWANCE)), mantissa, power)


def between(ends: Ends, unit: float, label: Callable[[float, int], str]) -> Scale:
    """The scale in units of `unit`; `label` writes a number with so many decimals."""
    first, last, mantissa, power = ends
    places = max(0, -power)
    shown = [round(nth * mantissa * 10.0**power, places) for nth in range(first, last + 1)]
    ticks = tuple(number * unit for number in shown)
    labels = tuple(label(number, places) for number in shown)
    return Scale(
        low=ticks[0],
        high=ticks[-1],
        ticks=ticks,
        labels=labels,
        factor=DEPTH / (ticks[-1] - ticks[0]),
        places=max(0, 2 - power),
        axis={
            "range": [shown[0], shown[-1]],
            "tickvals": shown,
            "ticktext": [safe(label) for label in labels],
        },
    )


def _step(least: float, finest: int) -> tuple[int, int]:
    """The smallest round step that is no smaller than `least`, as mantissa and power of ten."""
    power = math.floor(math.log10(least))
    if power < finest:
        return 1, finest
    reached = (step for step in STEPS if step * 10.0**power >= least * (1 - ALLOWANCE))
    return (mantissa, power) if (mantissa := next(reached, 0)) else (1, power + 1)
