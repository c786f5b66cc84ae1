"""What was probably meant by a number that lies far from those around it, as one writes it."""

from __future__ import annotations

import math

import numpy as np

from generator.check import unit_errors
from generator.check.neighbouring_values import around
from generator.check.series_order import SeriesOrder
from generator.model.inputs import Standard
from generator.model.target_value import size_of

CELLS = {
    "proportion": ("met", "of"),
    "rate": ("events", "per"),
    "score": ("top", "of"),
}


def first_number(standard: Standard, line: SeriesOrder, i: int) -> str:
    """What was meant by the number that a share is out of, where that is the one that has slipped."""
    of = line.number("denominator")
    if standard.measure.kind not in ("proportion", "conversion") or not of[i] > 0:
        return ""
    met, usual = float(line.number("numerator")[i]), float(around(of, line.nth, np.array([i])).usual[0])
    if not usual > 0:
        return ""
    slip = unit_errors.likely(standard, float(of[i]) / usual)
    likely = float(of[i]) / slip.factor if slip else 0.0
    if not likely.is_integer() or likely < max(met, 1):
        return ""
    stages = standard.measure.stages
    return f"{next(iter(stages))}: {likely:g}" if stages else f"{met:g}/{likely:g}"


def meant(standard: Standard, line: SeriesOrder, i: int, usual: float, value: float | None) -> str:
    """What was probably meant, as one writes it."""
    met, of = line.number("numerator")[i], line.number("denominator")[i]
    if standard.measure.kind in CELLS and not math.isnan(of) and not math.isnan(met):
        fits = usual * of / size_of(standard.measure.per)
        return f"{fits:.0f}/{of:g}"
    if standard.measure.stages and not math.isnan(of):
        return f"{list(standard.measure.stages)[-1]}: {usual * of:.0f}"
    return unit_errors.told(standard, usual if value is None else value).replace(" %", "%")


def left_over(standard: Standard, line: SeriesOrder, i: int, usual: float) -> str:
    """A hint at those who were left over, counted instead: 20 missed calls of 200 for 180 answered ones."""
    met, of = float(line.number("numerator")[i]), float(line.number("denominator")[i])
    if standard.measure.kind not in ("proportion", "score") or not 0 < met < of:
        return ""
    chance = math.sqrt(usual * (1 - usual) / of) if 0 < usual < 1 else 0.0
    if abs(1 - met / of - usual) > max(3 * chance, 0.04) or abs(usual - 0.5) < 0.15:
        return ""
    cell = CELLS[standard.measure.kind][0]
    if standard.measure.kind == "proportion":
        return (
            f" those were counted who are left over: {met:g} of {of:g} leave {of - met:g}, "
            f"{unit_errors.told(standard, 1 - met / of)}. Did you mean `{of - met:g}/{of:g}`?"
        )
    return f" those were counted who are left over: did you mean `{cell}: {of - met:g}`?"


def exchanged(standard: Standard, line: SeriesOrder, i: int, usual: float) -> str:
    """A hint at events and what they are out of in each other's place."""
    events, per = line.number("numerator")[i], line.number("denominator")[i]
    if standard.measure.kind != "rate" or not events > 0 < per:
        return ""
    turned = per / events * size_of(standard.measure.per)
    alike = abs(math.log(turned / usual)) < 2 * unit_errors.NEAR
    return f"Perhaps the two are exchanged: did you mean `{per:g}/{events:g}`?" if alike else ""
