"""Targets and tolerances as a standard writes them, in the unit that its values are reckoned in."""

from __future__ import annotations

import re

from generator.model import quantity
from generator.model.inputs import Measure, Scalar
from generator.model.quantity import NotAQuantity

_SIZE = re.compile(r"\s*(\d+(?:[ ,\u00a0\u202f]\d{3})*(?:\.\d+)?)(?![\d.])")
_PER = re.compile(r"(.+?)\s*(?:\bper\b|/)\s*(.+)")


def size_of(per: str | None) -> float:
    """The number in `1000 visits`; 1 where there is none (`visit`). A rate is events ÷ per x this."""
    found = _SIZE.match(per or "")
    return float(re.sub("[ ,\u00a0\u202f]", "", found[1])) or 1.0 if found else 1.0


def reckoned(measure: Measure, written: Scalar) -> float:
    """A target, or how far from it is 'close', in the unit of the measure's values.

    Proportions and conversions are fractions of 1, durations minutes, money the measure's
    currency, rates events per the measure's `per`. Raises NotAQuantity with words for an editor.
    """
    match measure.kind:
        case "proportion" | "conversion":
            return quantity.percentage(written)
        case "duration":
            return quantity.duration(written).minutes
        case "money":
            return _money(measure, written)
        case "rate":
            return _rate(measure, written)
        case "score" if str(written).strip().endswith("%"):
            return quantity.percentage(written)  # of a top-box score
        case _:
            return quantity.number(written)


def _money(measure: Measure, written: Scalar) -> float:
    if not isinstance(written, str):
        return quantity.number(written)
    amount, currency = quantity.money(written)
    if measure.currency not in (None, currency):
        raise NotAQuantity(f"`{written}` is not in {measure.currency}, the currency of the measure.")
    return amount


def _rate(measure: Measure, written: Scalar) -> float:
    if isinstance(written, str) and (parts := _PER.fullmatch(written.strip())):
        return quantity.number(parts[1]) / size_of(parts[2]) * size_of(measure.per)
    return quantity.number(written)
