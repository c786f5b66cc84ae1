"""Headings that say a month without its year, or the clinic: what they are, so that cells become rows."""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.importing import split_periods
from generator.importing.cell_grid import NAMELESS
from generator.importing.date_spellings import reads_as_period
from generator.importing.guess.column_kinds import Column
from generator.importing.guess.durations import unit_of
from generator.model.import_layout import CLINIC, COLUMN, JOINT, MONTH, PERIOD, QUARTER, Wide

PLACE = re.compile(
    r"hospital|clinic|cl[ií]nica|practice|surgery|cent(?:re|er)\b|trust|infirmary|general\b|health|campus|site|ward"
    r"|centro|sede|cabinet|h[ôo]pital|unidad|\bst\.? |saint",
    re.I,
)
_MEASURE = re.compile(
    r"within|\bmet\b|answered|seen|on time|total|\ball\b|attend|received|number|patients|count|calls|mails?"
    r"|rate|%|percent|score|mean|median|average|target|late\b|breach|missed|abandon|wait|time|\bn\b|days|booked"
    r"|visits|complain|staff|beds|cost|price|latitude|longitude|week|month|year|recib|respond|atendid|re[çc]us"
    r"|taux|llamad|appels|cumpl|dentro|\bno\b|\byes\b|note|comment|survey|reply|replies",
    re.I,
)
_SUM = re.compile(
    r"(?:grand |sub-?)?total.*|all(?: sites| clinics)?|overall|sum|todos|tous|ensemble"
    r"|gesamt|summe|suma|network(?: (?:total|average))?|average|mean",
    re.I,
)
FEW = 3
"""Columns of numbers, from which on they may be clinics."""


def periods(names: Sequence[str]) -> Wide | None:
    """Headings that are periods, or months and quarters without a year."""
    whole = [name.split(JOINT) for name in names]
    if sum(map(reads_as_period, names)) > 1:  # also `2025 / Jan`
        return Wide(columns=PERIOD)
    for mark, reads, least in (
        (PERIOD, reads_as_period, 2),
        (MONTH, split_periods.named_month, 3),
        (QUARTER, split_periods.named_quarter, 2),
    ):
        for place, pattern in ((0, f"{mark}{JOINT}{COLUMN}"), (-1, f"{COLUMN}{JOINT}{mark}")):
            if sum(len(part) > 1 and reads(part[place]) for part in whole) >= least:
                return Wide(columns=pattern)
        if sum(map(reads, names)) >= least:
            return Wide(columns=mark)
    return None


def clinics(columns: Sequence[Column], known: Sequence[str] = ()) -> Wide | None:
    """Headings that are clinics: only periods go down, and no heading says what is counted."""
    named = [each for each in columns if each.kind == "period" or not NAMELESS.match(each.name)]
    whens = [each for each in named if each.kind == "period"]
    others = [each for each in named if each.kind == "text"]
    numbers = [each for each in named if each.kind in {"number", "percent", "length"}]
    if not whens or others or not numbers:
        return None
    heads = [each.name.split(JOINT) for each in numbers]
    if all(len(head) == 2 for head in heads):
        tails = {head[0]: tuple(sorted(one[1] for one in heads if one[0] == head[0])) for head in heads}
        alike = len(tails) > 1 and len(set(tails.values())) == 1
        over = alike and _are_clinics(list(tails), known, 2)
        return Wide(columns=f"{CLINIC}{JOINT}{COLUMN}") if over else None
    if not _are_clinics([each.name for each in numbers], known):
        return None
    sums = [each.name for each in numbers if _is_sum(each.name)]
    return Wide(columns=CLINIC, but=tuple([each.name for each in whens] + sums))


def _are_clinics(names: list[str], known: Sequence[str], few: int = FEW) -> bool:
    """Whether most of these are names of places, and not of what is counted."""
    names = [name for name in names if not _is_sum(name)]
    if known and sum(name in known for name in names) * 2 > len(names):
        return True
    counted = sum(bool(_MEASURE.search(name) or unit_of(name)) and not PLACE.search(name) for name in names)
    places = sum(bool(PLACE.search(name)) for name in names)
    return counted * 5 <= len(names) and (places * 3 >= len(names) or len(names) >= few)


def _is_sum(name: str) -> bool:
    return bool(_SUM.fullmatch(name))
