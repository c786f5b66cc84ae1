"""Quantities of a standard: can they be read, and if not, what was probably meant."""

from __future__ import annotations

import re
from contextlib import suppress

from generator.check.rule_input import RuleInput, targets
from generator.model import lookalike_signs, period, quantity
from generator.model.inputs import Measure, Scalar, Standard
from generator.model.quantity import NotAQuantity
from generator.model.target_value import reckoned

PERCENT, NUMBER, TIME, MONEY = "a percentage", "a number", "a length of time", "an amount of money"
"""What a quantity is in."""

_NUMBER = re.compile(r"([+-]?\d+(?:[.,]\d+)?)\s*(.*)")
_BOUND = re.compile(r"(?:[<>≥≤=]+|[^\W\d]{2,}\.?(?:\s+[^\W\d]+)*)\s*(?=\d)")
"""What sets a limit to the number behind it: `>=`, `at least`, `min.`"""
_CODE = re.compile(r"[A-Z]{3}")
_PERCENT = re.compile(r"%|percent|per cent|pct\.?|por ciento|pour cent", re.IGNORECASE)


def likely_quantity(measure: Measure, value: Scalar) -> str:
    """What was probably meant: `80%` by `80`, `0.8`, `80 percent` or `80,0 %`; `20 min` by `20 minn`."""
    text = str(value)
    plain = lookalike_signs.plain(text)
    found = _NUMBER.fullmatch(plain)
    if not found:
        bound = _BOUND.match(plain)
        alone = plain[bound.end() :] if bound else ""
        if alone and readable(measure, alone):
            return f"Write the target alone: `{alone}`. Which way is better, `better` says in `measure`."
        return lookalike_signs.named(text)
    number, unit = found[1].replace(",", "."), found[2].strip()
    likely = ""
    if measure.kind in ("proportion", "conversion"):
        if unit == "" and 0 < float(number) <= 1 and number not in ("1", "0"):
            likely = f"{float(number) * 100:g}%"
        elif unit == "" or _PERCENT.fullmatch(unit):
            likely = f"{number}%"
    elif measure.kind == "duration":
        likely = f"{number} {quantity.unit_meant(unit) if unit else measure.unit or 'min'}"
    elif measure.kind == "money":
        likely = f"{number} {unit if re.fullmatch('[A-Z]{3}', unit) else measure.currency or 'USD'}"
    elif unit == "":
        likely = number
    comma = "Decimals have a point." if "," in found[1] else ""
    mean = f"Did you mean `{likely}`?" if likely and readable(measure, likely) else ""
    return " ".join(filter(None, (lookalike_signs.named(text), comma, mean)))


def likely_figure(value: Scalar) -> str:
    """What was probably meant by a figure that can't be read: `4.1%` by `4,1%`, `48 min` by `48 minutos`."""
    text = str(value)
    found = _NUMBER.fullmatch(lookalike_signs.plain(text))
    if not found:
        return lookalike_signs.named(text)
    number, unit = found[1].replace(",", "."), found[2].strip()
    word = (
        "%"
        if _PERCENT.fullmatch(unit)
        else f" {unit if _CODE.fullmatch(unit) else quantity.unit_meant(unit)}"
    )
    likely = f"{number}{word}".strip()
    comma = "Decimals have a point." if "," in found[1] else ""
    readable = likely != text and any_quantity(likely) is not None and (unit == "" or likely != number)
    mean = f"Did you mean `{likely}`?" if readable else ""
    return " ".join(filter(None, (lookalike_signs.named(text), comma, mean)))


def any_quantity(value: Scalar) -> tuple[str, float] | None:
    """What a figure is in, and its number; None where nobody can read it."""
    with suppress(NotAQuantity):
        return NUMBER, quantity.number(value)
    with suppress(NotAQuantity):
        return PERCENT, quantity.percentage(value)
    with suppress(NotAQuantity):
        return TIME, quantity.duration(value).minutes
    with suppress(NotAQuantity):
        return MONEY, quantity.money(value)[0]
    return None


def readable(measure: Measure, value: Scalar) -> bool:
    try:
        reckoned(measure, value)
    except NotAQuantity:
        return False
    return True


def all_readable(subject: RuleInput, name: str, standard: Standard) -> bool:
    """Whether other rules have nothing to say of the targets."""
    year_starts = subject.written.settings.calendar.year_starts
    scopes = {*subject.known("country"), *subject.known("clinic"), *subject.peers}
    read = [target for _, target in targets(name, standard)]
    return bool(read) and all(
        readable(standard.measure, target.value)
        and (target.in_ is None or target.in_ in scopes)
        and (target.from_ is None or period.understood(target.from_, year_starts) is not None)
        for target in read
    )
