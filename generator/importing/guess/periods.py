"""Which columns say a year and its month or quarter together, and how far values lie apart."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Literal

from generator.importing import date_spellings, split_periods
from generator.importing.date_spellings import Days
from generator.importing.guess.column_kinds import Column
from generator.importing.split_periods import Part
from generator.model import period
from generator.model.import_layout import MONTH, QUARTER
from generator.model.period import Grain

_YEAR = re.compile(r"year|\bfy\b|a[ñn]o|ann[ée]e|jahr|ejercicio|exercice", re.I)
_FINANCIAL = re.compile(r"financial|fiscal|\bfy\b|ejercicio|exercice", re.I)
_WITHIN: dict[Part, re.Pattern[str]] = {
    "month": re.compile(rf"{re.escape(MONTH)}|month|\bmes\b|mois|monat", re.I),
    "quarter": re.compile(rf"{re.escape(QUARTER)}|quarter|\bqtr|trim|quartal", re.I),
}
_SUM = re.compile(r"(?:grand )?total|sum\b|all\b|ytd|year", re.I)
MOST = 0.7
"""Of what a column says have to be months; the rest are sums and the like."""


@dataclass(frozen=True)
class InParts:
    """A year in one column and its part in another."""

    year: Column | None
    """None where no column says it."""

    within: Column
    part: Part
    as_: str | None
    """The period that a part stands for, where not itself."""

    asks: bool = False
    """Whether the year is a financial one of which only one of its two years is said."""


def in_parts(columns: Sequence[Column]) -> InParts | None:
    """The columns that say a period together; None where none do."""
    years = [each for each in columns if each.distinct and all(map(split_periods.year, each.distinct))]
    years = [each for each in years if _YEAR.search(each.name) or each.kind == "period"]
    for within in columns:
        part = _part(within)
        if part is not None and within not in years:
            if not years and within.name not in {MONTH, QUARTER}:
                continue
            year = max(years, key=lambda each: bool(_YEAR.search(each.name)), default=None)
            return InParts(year, within, part, _third_months(within, part), year is not None and _asks(year))
    return None


def _part(column: Column) -> Part | None:
    names: dict[Part, bool] = {
        "month": _mostly(column, split_periods.named_month),
        "quarter": _mostly(column, split_periods.named_quarter),
    }
    for part, named in _WITHIN.items():
        reads = _mostly(column, lambda text: getattr(split_periods, part)(text) is not None)  # noqa: B023
        if names[part] or (named.search(column.name) and reads):
            return part
    return None


def _mostly(column: Column, reads: Callable[[str], bool]) -> bool:
    texts = [text for text in column.distinct if not _SUM.match(text)]
    return bool(texts) and sum(map(reads, texts)) >= MOST * len(texts)


def _asks(year: Column) -> bool:
    """Whether nobody could tell in which of its two years a financial year begins."""
    single = [text for text in year.distinct if not re.search(r"\d\s*[-/–]\s*\d", text)]
    return bool(single) and (bool(_FINANCIAL.search(year.name)) or any(map(split_periods.one_of_two, single)))


def _third_months(within: Column, part: Part) -> str | None:
    """Every third month only: each stands for its quarter."""
    months = {nth for text in within.distinct if part == "month" and (nth := split_periods.month(text))}
    return "quarter" if len(months) > 1 and len({nth % 3 for nth in months}) == 1 else None


def pace(column: Column) -> str | None:
    """What the days of a column stand for, by how far they lie apart: one day a month is the month."""
    days = Days.of(column.distinct)
    read = (date_spellings.understood(text, 4, days) for text in column.distinct)
    starts = sorted({found.start for found in read if found is not None})
    if len(starts) < 2 or len(starts) * 2 < len(column.distinct):
        return "month" if starts and all(day.day == 1 for day in starts) else None
    gaps = sorted((b - a).days for a, b in pairwise(starts))
    usual = gaps[len(gaps) // 2]
    for grain, least, most in _PACES:
        spans = {period.containing(day, grain, 4).text for day in starts}
        if least <= usual <= most and len(spans) == len(starts):
            return grain.value
    return None


_PACES = (
    (Grain.WEEK, 7, 7),
    (Grain.MONTH, 28, 35),
    (Grain.QUARTER, 84, 98),
    (Grain.YEAR, 360, 371),
)
"""How many days lie between values that come so often."""

Proof = Literal["day first", "month first", "both"]


def proof(column: Column) -> tuple[Proof, tuple[str, ...]] | None:
    """What shows the order of days and months in a column; None where nothing has to."""
    days = Days.of(column.distinct)
    if not days.proofs or (days.order == "unclear" and len(days.proofs) < 2):
        return None
    return ("both" if days.order == "unclear" else days.order), days.proofs


def mixed(column: Column, *, spreadsheet: bool) -> tuple[str, ...]:
    """Texts with a day after the twelfth beside true days, none of which is after the twelfth."""
    true = [text for text in column.distinct if re.fullmatch(r"\d{4}-\d\d-\d\d", text)]
    days = Days.of(column.distinct)
    early = all(int(text[-2:]) <= 12 for text in true)
    return days.proofs if spreadsheet and true and early and len(days.proofs) == 1 else ()


def serial(column: Column) -> tuple[str, date] | None:
    """A day as spreadsheets count them, and which it is, where a column holds such."""
    days = Days.of(column.distinct)
    if not days.serial:
        return None
    text = next(text for text in column.distinct if text[:5].isdecimal())
    found = date_spellings.understood(text, 4, days)
    return None if found is None else (text, found.start)
