"""Values with their unit, as readers see them."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING

from generator.model import quantity
from generator.model.inputs import Scalar, Standard, Target
from generator.model.quantity import DURATION_UNITS, DurationUnit, NotAQuantity
from generator.model.target_value import reckoned
from generator.words.numbers import Numbers

if TYPE_CHECKING:
    from generator.words import Words

SPACE = "\N{NO-BREAK SPACE}"
USUAL_DECIMALS = {"conversion": 1, "rate": 1, "score": 1}
"""By kind, where neither the standard nor its targets say more; else none."""

LONG_UNITS = frozenset({"h", "days", "weeks", "working hours", "working days"})
"""Units in which a tenth matters."""

MOST_DECIMALS = 6
SAME = 1e-9
_NUMBER = re.compile(r"\d+(?:\.(\d+))?")
_ONE_UNIT = re.compile(r"\s*([\d.]+)\s*[a-zA-Z][a-zA-Z ]*")


def decimals(standard: Standard) -> int:
    """Decimals shown: what the standard says, else what is usual for the kind; but always enough to
    write its targets, because 92 % under a target of 92.5 % would look met if that were "92 %"."""
    exact = [_decimals_for(standard, target) for target in _targets(standard)]
    usual = standard.measure.decimals
    return min(MOST_DECIMALS, max([_usual_decimals(standard) if usual is None else usual, *exact]))


def _usual_decimals(standard: Standard) -> int:
    usual = USUAL_DECIMALS.get(standard.measure.kind, 0)
    if in_percent(standard):
        usual = 1 if standard.measure.kind == "conversion" else 0
    if standard.measure.kind == "duration" and duration_unit(standard).name in LONG_UNITS:
        usual = 1
    return usual


def in_percent(standard: Standard) -> bool:
    """Whether values are fractions of 1 shown as percentages: proportions, conversions, top-box scores."""
    if standard.measure.kind == "score":
        return any(str(target).strip().endswith("%") for target in _targets(standard))
    return standard.measure.kind in ("proportion", "conversion")


def duration_unit(standard: Standard) -> DurationUnit:
    """The unit that durations are shown in: the measure's, else the first target's, else minutes."""
    for written in (standard.measure.unit, *_targets(standard)):
        if written in DURATION_UNITS:
            return DURATION_UNITS[str(written)]
        try:
            return quantity.duration(f"1 {written}" if written == standard.measure.unit else written).unit
        except NotAQuantity:
            continue
    return DURATION_UNITS["min"]


def currency(standard: Standard) -> str:
    """The code of the currency: the measure's, else the first target's, else nothing."""
    if standard.measure.currency:
        return standard.measure.currency
    for written in _targets(standard):
        try:
            return quantity.money(written)[1]
        except NotAQuantity:
            continue
    return ""


def writer(words: Words, numbers: Numbers, standard: Standard, places: int | None) -> Callable[[float], str]:
    """The function that writes a value of `standard` with that many decimals (None: its own)."""
    places = decimals(standard) if places is None else places
    if in_percent(standard):
        return numbers.percent(places)
    number = numbers.fixed(places)
    kind = standard.measure.kind
    if kind == "duration":
        return _duration_writer(words, number, duration_unit(standard))
    after = unit(words, standard)
    if not after:
        return number
    return lambda value: f"{number(value)}{SPACE}{after}"


def unit(words: Words, standard: Standard) -> str:
    """The unit alone, for an axis or the head of a column; empty for counts and scores."""
    if in_percent(standard):
        return "%"
    match standard.measure.kind:
        case "duration":
            return _unit_words(words, duration_unit(standard), 2).removeprefix("{n}" + SPACE)
        case "rate":
            return _per(words, standard.measure.per or "")
        case "money":
            return currency(standard)
        case _:
            return ""


def target(words: Words, standard: Standard, value: float) -> str:
    written = _without_needless_zeros(words, standard, value)
    match standard.measure.better:
        case "higher":
            return words("at least {value}", value=written)
        case "lower":
            return words("at most {value}", value=written)
        case _:
            return written


def rewritten(words: Words, numbers: Numbers, written: Scalar) -> str:
    digits = _NUMBER.search(str(written))
    places = len(digits[1] or "") if digits else 0
    with suppress(NotAQuantity):
        return numbers.fixed(places)(quantity.number(written))
    with suppress(NotAQuantity):
        return numbers.percent(places)(quantity.percentage(written))
    with suppress(NotAQuantity):
        amount, code = quantity.money(written)
        return f"{numbers.fixed(places)(amount)}{SPACE}{code}"
    with suppress(NotAQuantity):
        length = quantity.duration(written)
        if _ONE_UNIT.fullmatch(str(written)):  # `1 h 30 min` reads well as it is
            return _duration_writer(words, numbers.fixed(places), length.unit)(length.minutes)
    return str(written)


def beside(
    writer_of: Callable[[Standard, int | None], Callable[[float], str]],
    standard: Standard,
    usual: int,
    value: float,
    against: float,
) -> str:
    """A value of 94.6 % under a target of 95 % must not be shown as '95 %, missed'.

    `writer_of` gives the function that writes values with so many decimals (None: the `usual`).
    """
    write = writer_of(standard, None)
    written = write(value)
    if value == against or written != write(against):
        return written
    for places in range(usual + 1, MOST_DECIMALS + 1):
        write = writer_of(standard, places)
        if (written := write(value)) != write(against):
            break
    return written


def apart(
    writer_of: Callable[[int | None], Callable[[float], str]], standard: Standard, usual: int
) -> Callable[[float], str]:
    """The usual writer, which adds decimals to what would read as a target of the standard and isn't it.

    An interval, a median or a sum of 99.95 % beside a target of 100 % is never "100 %". `writer_of` gives
    the function that writes values with so many decimals (None: the `usual`).
    """
    write = writer_of(None)
    by_text = {write(aim): aim for aim in aims(standard)}
    if not by_text:
        return write

    def told_apart(value: float) -> str:
        written = write(value)
        if (aim := by_text.get(written)) is None or math.isclose(value, aim, rel_tol=SAME, abs_tol=SAME):
            return written
        return finer(writer_of, value, aim, usual, written)

    return told_apart


def finer(
    writer_of: Callable[[int], Callable[[float], str]],
    value: float,
    against: float,
    usual: int,
    written: str,
) -> str:
    """`value` with the fewest decimals that tell it from `against`; as `written` where none do."""
    for places in range(usual + 1, MOST_DECIMALS + 1):
        write = writer_of(places)
        if (more := write(value)) != write(against):
            return more
    return written


def aims(standard: Standard) -> tuple[float, ...]:
    """The targets of a standard that can be read, in the unit of reckoning."""
    found = []
    for written in _targets(standard):
        with suppress(NotAQuantity):
            found.append(reckoned(standard.measure, written))
    return tuple(found)


def _without_needless_zeros(words: Words, standard: Standard, value: float) -> str:
    """A target of four hours is "4 h", though values are shown as "4.0 h"."""
    shown = in_unit(standard, value)
    most = decimals(standard)
    places = next((few for few in range(most) if abs(round(shown, few) - shown) < SAME), most)
    return words.format(standard, places)(value)


def in_unit(standard: Standard, value: float) -> float:
    """A reckoned value as the number that is shown."""
    if standard.measure.kind == "duration":
        return value / duration_unit(standard).minutes
    return value * 100 if in_percent(standard) else value


def _duration_writer(
    words: Words, number: Callable[[float], str], shown: DurationUnit
) -> Callable[[float], str]:
    one, many = _unit_words(words, shown, 1), _unit_words(words, shown, 2)
    if one == many:
        after, minutes = many.removeprefix("{n}"), shown.minutes
        return lambda value: number(value / minutes) + after
    french = words.language == "fr"

    def write(value: float) -> str:
        length = value / shown.minutes
        written = number(length)
        single = abs(length) < 2 if french else written == "1"
        return (one if single else many).replace("{n}", written)

    return write


def _unit_words(words: Words, shown: DurationUnit, n: float) -> str:
    plural, slot = words.plural, "{n}"
    match shown.name:
        case "s":
            said = words("{n} s", n=slot)
        case "min":
            said = words("{n} min", n=slot)
        case "h":
            said = words("{n} h", n=slot)
        case "days":
            said = plural("{n} day", "{n} days", n, n=slot)
        case "weeks":
            said = plural("{n} week", "{n} weeks", n, n=slot)
        case "working min":
            said = words("{n} working min", n=slot)
        case "working hours":
            said = plural("{n} working hour", "{n} working hours", n, n=slot)
        case _:
            said = plural("{n} working day", "{n} working days", n, n=slot)
    return said.replace(slot + " ", slot + SPACE)


def _per(words: Words, per: str) -> str:
    """`1000 visits` as "per 1000 visits", the noun in this language where the catalogue has it."""
    found = re.fullmatch(r"(\d+(?:[ ,\u00a0\u202f]\d{3})*)(?!\d)\s*(.*)", per.strip())
    if not found:
        return words("per {what}", what=words(per.strip())) if per.strip() else ""
    size, noun = re.sub(r"\D", "", found[1]), found[2]
    return words("per {what}", what=f"{size}{SPACE}{words(noun)}" if noun else size)


def _targets(standard: Standard) -> list[Scalar]:
    return [target.value if isinstance(target, Target) else target for target in standard.targets]


def _decimals_for(standard: Standard, written: Scalar) -> int:
    """The fewest that write a target as it is; 0 where none do (20 min in hours) or nobody can read it."""
    try:
        shown = in_unit(standard, reckoned(standard.measure, written))
    except NotAQuantity:
        return 0
    return next((few for few in range(MOST_DECIMALS) if abs(round(shown, few) - shown) < SAME), 0)
