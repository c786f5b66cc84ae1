"""Which columns hold lengths of time, of which statistic each is, and in which unit it is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from generator.importing import durations as lengths
from generator.importing.guess.column_kinds import Column, value
from generator.model.import_layout import TableForm, TwoParts

_STATISTICS = {
    "median": re.compile(r"median|m[ée]diane|\bp50\b|\b50th", re.I),
    "p90": re.compile(r"90th|\bp90\b|ninetieth|90 ?%|percentil\w* 90|90e", re.I),
    "mean": re.compile(r"\bmean\b|average|\bavg\b|\bmedia\b|promedio|moyen|mittel|durchschnitt", re.I),
}
_TIME = re.compile(
    r"wait|\btime|delay|stay|durat|espera|tiempo|demora|attente|d[ée]lai|dur[ée]e|s[ée]jour|wartezeit"
    r"|dauer|\bzeit\b",
    re.I,
)
_OF_DAY = re.compile(
    r"start|begin|arriv|depart|open|clos|\bend|from|until|appointment time|time of|hora de|heure d"
    r"|slot|schedul",
    re.I,
)
"""Times of the day are no lengths of time."""

_SPAN = re.compile(r"\bfrom\b.+\b(?:to|until|till)\b|\btime (?:to|from)\b|percentil", re.I)
"""Says a length of time though it names a time of the day: `Time from arrival to triage`."""

_UNITS = {
    "weeks": re.compile(r"\b(?:weeks?|wks?|semanas?|semaines?|wochen?)\b", re.I),
    "days": re.compile(r"\b(?:days?|d[ií]as?|jours?|tagen?|tage)\b", re.I),
    "h": re.compile(r"\b(?:hours?|hrs?|h|horas?|heures?|stunden?|std)\b", re.I),
    "min": re.compile(r"\b(?:min(?:ute|uto)?[sn]?)\b", re.I),
    "s": re.compile(r"\b(?:sec(?:ond)?s?|segundos?|secondes?|sekunden?)\b", re.I),
}
_COUNTED = re.compile(
    r"patients?|number|\bn\b|calls|cases|visits|seen|attend|pacientes|nombre|n[úu]mero|letters|mails?"
    r"|replies|referrals|visits|f[äa]lle|anzahl|appels|llamadas|anrufe",
    re.I,
)
_WITHIN = re.compile(r"within|over|than|\bto\b|under|late|breach", re.I)
_MINUTES = re.compile(r"\bm{1,2}:s{1,2}\b|min\w*:sec\w*", re.I)
_HOURS = re.compile(r"\bh{1,2}:m{1,2}\b(?!:)|h\w*:min\w*", re.I)


@dataclass(frozen=True)
class Times:
    """The lengths of time of a table."""

    fields: dict[str, Column]
    unit: str | None
    """As a heading says; None where none does."""

    clock: bool
    """Whether cells say themselves what is hours and what minutes."""

    sure: bool
    """Whether a heading says which statistic the first of them is."""

    two_parts: TwoParts | None = None
    """What `0:14` is, as a heading says."""

    asks: bool = False
    """Whether `0:14` stands in these columns and no heading says what it is."""

    said: Column | None = None
    """Says the unit of each row."""


def times(columns: Sequence[Column], form: TableForm) -> Times | None:
    """The columns that hold a median wait and the like; None where none do."""
    fields: dict[str, Column] = {}
    columns = [each for each in columns if not (each.kind == "length" and _of_day(spaced(each.name)))]
    for name, pattern in _STATISTICS.items():
        named = [each for each in columns if pattern.search(spaced(each.name)) and _is_length(each)]
        if named:
            fields[name] = named[0]
    sure = bool(fields)
    clocks = [each for each in columns if each.kind == "length"]
    if not ({"median", "mean"} & fields.keys()) and clocks:
        fields |= {"median": next((each for each in clocks if each not in fields.values()), clocks[0])}
        sure = False
    if not ({"median", "mean"} & fields.keys()):
        return None
    held = list(fields.values())
    counted = _counted([each for each in columns if each not in held], form)
    if counted is not None:
        fields["n"] = counted
    clock = any(each.kind == "length" for each in held)
    unit = next((unit for each in held if (unit := unit_of(each.name))), None)
    if not clock and all(_is_fraction(each, form) for each in held):
        unit = "days"  # 0.0097 under `h:mm` is how a spreadsheet keeps 0:14
    two = [each for each in held if any(map(lengths.TWO.search, each.distinct))]
    two_parts = next((found for each in two if (found := _two_parts(each.name))), None)
    return Times(fields, unit, clock, sure, two_parts, bool(two) and two_parts is None)


def spaced(name: str) -> str:
    """`MedianWaitWeeks` in words of its own."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])|_", " ", name)


def unit_of(name: str) -> str | None:
    """The unit of time that a heading names."""
    return next((unit for unit, pattern in _UNITS.items() if pattern.search(spaced(name))), None)


def _of_day(name: str) -> bool:
    """Whether a heading says times of the day: neither a statistic nor a span of time."""
    spans = (_SPAN, *_STATISTICS.values())
    return bool(_OF_DAY.search(name)) and not any(pattern.search(name) for pattern in spans)


def _is_length(column: Column) -> bool:
    if column.kind == "length":
        return True
    named = spaced(column.name)
    return column.kind == "number" and bool(_TIME.search(named) or unit_of(column.name))


def _is_fraction(column: Column, form: TableForm) -> bool:
    numbers = [number for cell in column.cells if (number := value(cell, form)) is not None]
    return bool(_two_parts(column.name)) and all(0 <= number < 1 for number in numbers)


def _two_parts(name: str) -> TwoParts | None:
    return "mm:ss" if _MINUTES.search(name) else "h:mm" if _HOURS.search(name) else None


def _counted(columns: Sequence[Column], form: TableForm) -> Column | None:
    """The column that says of how many a median is: whole numbers, under a heading of people or cases."""
    for each in columns:
        named = each.kind == "number" and _COUNTED.search(each.name) and not _WITHIN.search(each.name)
        if named and not unit_of(each.name):
            numbers = [number for cell in each.cells if (number := value(cell, form)) is not None]
            if numbers and all(number >= 0 and number == int(number) for number in numbers):
                return each
    return None
