"""What slip of the pen makes a number so many times too large or too small, and how numbers are told."""

from __future__ import annotations

import math
from dataclasses import dataclass

from generator.model import standard_units
from generator.model.inputs import Standard
from generator.model.quantity import Clock

NEAR = 0.35
"""Logarithms that differ by less are alike: between 0.7 and 1.4 times as much."""

POINT = {
    10.0: "a decimal point or a digit too far",
    100.0: "a decimal point or two digits too far",
    1000.0: "three digits too far",
}
UNITS = {
    Clock.ELAPSED: {
        60.0: "another unit (`h` for `min`, `min` for `s`)",
        24.0: "another unit (`days` for `h`)",
        1440.0: "another unit (`days` for `min`)",
    },
    Clock.WORKING: {
        60.0: "another unit (`working hours` for `working min`)",
        8.0: "another unit (`working days` for `working hours`)",
    },
}
_LENGTHS = {
    Clock.ELAPSED: (("days", 1440), ("h", 60), ("min", 1)),
    Clock.WORKING: (("working hours", 60), ("working min", 1)),
}


@dataclass(frozen=True, slots=True)
class UnitError:
    """A number `factor` times what was meant, and why that may be."""

    factor: float
    why: str


def likely(standard: Standard, ratio: float, near: float = NEAR) -> UnitError | None:
    """The slip that explains a number `ratio` times the usual one, if any does."""
    if ratio <= 0:
        return None
    reasons = dict(POINT)
    if standard.measure.kind == "duration":
        reasons |= UNITS[standard_units.clock(standard) or Clock.ELAPSED]
    all_of = [UnitError(factor, why) for factor, why in reasons.items()]
    all_of += [UnitError(1 / factor, why) for factor, why in reasons.items()]
    best = min(all_of, key=lambda slip: abs(math.log(ratio / slip.factor)))
    return best if abs(math.log(ratio / best.factor)) < near else None


def other_unit(standard: Standard, ratio: float) -> UnitError | None:
    """The slip of a unit that explains a length of time `ratio` times the usual one, if one does."""
    slip = likely(standard, ratio)
    units = set().union(*UNITS.values())
    return slip if slip and (slip.factor in units or 1 / slip.factor in units) else None


def told(standard: Standard, value: float) -> str:
    """A value of a standard as one would write it."""
    match standard.measure.kind:
        case "proportion" | "conversion":
            return f"{_short(value * 100)} %"
        case "score" if standard.measure.scale is None and value <= 1:
            return f"{_short(value * 100)} %"
        case "duration":
            return _length(value, standard_units.clock(standard) or Clock.ELAPSED)
        case "money":
            return f"{_short(value)} {standard_units.currency(standard) or ''}".strip()
        case "rate":
            return f"{_short(value)} per {standard.measure.per}"
        case _:
            return _short(value)


def _length(minutes: float, clock: Clock) -> str:
    for name, size in _LENGTHS[clock]:
        if minutes >= size and (minutes / size) % 1 < 1e-9:
            return f"{minutes / size:g} {name}"
    name, size = next((each for each in _LENGTHS[clock] if minutes >= 2 * each[1]), _LENGTHS[clock][-1])
    return f"{_short(minutes / size)} {name}"


def _short(number: float) -> str:
    """Three digits are enough to recognise a number by; whole ones are shown whole."""
    return f"{number:,.0f}" if abs(number) >= 100 or float(number).is_integer() else f"{number:.3g}"
