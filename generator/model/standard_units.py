"""What the numbers of one standard are in: the unit and clock of durations, the currency of money."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model import quantity
from generator.model.inputs import Scalar, Standard, Target
from generator.model.quantity import Clock, DurationUnit, NotAQuantity


def duration_unit(standard: Standard) -> DurationUnit | None:
    """The unit in which a duration is shown: `measure.unit`, else its first target's, else None."""
    for written in _durations(standard):
        try:
            return quantity.duration(written).unit
        except NotAQuantity:
            continue
    return None


def clock(standard: Standard) -> Clock | None:
    """Whether durations are elapsed or working time; None where nothing says so."""
    unit = duration_unit(standard)
    return unit.clock if unit else None


def clock_of(written: Scalar) -> Clock | None:
    """The clock of a length of time; None where it is none."""
    try:
        return quantity.duration(written).unit.clock
    except NotAQuantity:
        return None


def currency(standard: Standard) -> str | None:
    """The currency of money: `measure.currency`, else its first target's, else None."""
    if standard.measure.currency:
        return standard.measure.currency
    for written in target_texts(standard):
        try:
            return quantity.money(written)[1]
        except NotAQuantity:
            continue
    return None


def target_texts(standard: Standard) -> Iterator[Scalar]:
    """The values of all targets, as they are written."""
    for target in standard.targets:
        yield target.value if isinstance(target, Target) else target


def _durations(standard: Standard) -> Iterator[Scalar]:
    if standard.measure.unit:
        yield f"1 {standard.measure.unit}"
    yield from target_texts(standard)
    if standard.measure.within:
        yield standard.measure.within
