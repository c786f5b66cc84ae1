"""Which column of a table is likely the clinic, the period, the standard and the numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from generator.importing import durations as lengths
from generator.importing.cell_grid import NAMELESS
from generator.importing.guess import clinics as guessclinics
from generator.importing.guess import count_pairs as paired
from generator.importing.guess import measures, row_keys
from generator.importing.guess.appointments import Appointments, appointments
from generator.importing.guess.clinics import CODE
from generator.importing.guess.column_kinds import Column, grain
from generator.importing.guess.comparison_columns import compared
from generator.importing.guess.count_pairs import Operands, PairRows
from generator.importing.guess.durations import Times, times
from generator.importing.guess.label_columns import spaced
from generator.importing.guess.measures import Measured
from generator.importing.guess.periods import InParts, in_parts, pace
from generator.importing.total_rows import Sum, sums
from generator.model.import_layout import VALUE, TableForm

WHEN = re.compile(
    r"period|\byear\b|\bdate\b|month|quarter|mes\b|fecha|a[ñn]o\b|ann[ée]e|mois|trimestre|monat|jahr|quartal"
    r"|datum|stichtag|zeitraum|\bwoche",
    re.I,
)
START, END = re.compile(r"start|from|begin|inicio|d[ée]but", re.I), re.compile(r"end|until|to\b|fin", re.I)
NUMBERS = frozenset({"number", "percent", "length"})
ENOUGH = 0.95
"""What holds in this share of the rows is meant."""


@dataclass(frozen=True)
class ColumnGuesses:
    """What a table most likely says. None where nothing speaks for anything."""

    clinic: Column | None = None
    name: Column | None = None
    """Says the clinic's name where `clinic` says its code."""

    period: Column | None = None
    as_: str | None = None
    year_starts: int | None = None
    standard: Column | None = None
    title: Column | None = None
    """Says the standard's title where `standard` says its code."""

    where: dict[str, tuple[Column, str]] = field(default_factory=dict)
    """Columns of which one cell stands for all, by name."""

    kind: str = "count"
    fields: dict[str, Operands] = field(default_factory=dict)
    """Numbers: columns with the sign before each."""

    others: tuple[Column, ...] = ()
    """Columns that look like numbers, too."""

    unused: tuple[Column, ...] = ()
    """Columns of texts that say different things, and that nothing of this guess uses."""

    repeated: bool = False
    """Whether some clinic has several rows a period even so."""

    choose: tuple[Column, ...] = ()
    """Columns of which one cell has to be chosen, so that a clinic has one row a period."""

    year: Column | None = None
    """Says the year where `period` says the month or quarter alone."""

    parts: InParts | None = None
    times: Times | None = None
    rows: Appointments | None = None
    """How rows are counted where each is one appointment."""

    clinics: tuple[Column, ...] = ()
    """Other columns that could say whose a row is."""

    why: str = ""
    """What speaks for the fields, and in how many rows."""

    better: str | None = None
    readings: tuple[Measured, ...] = ()
    """Other ways to read the numbers."""

    labels: tuple[Column, ...] = ()
    """Columns of numbers that measure nothing, such as codes."""

    sums: tuple[Sum, ...] = ()
    """Who could be the sum of others."""

    compared: tuple[Column, ...] = ()
    """Targets, averages and the like."""

    asked: Column | None = None
    """Tells the rows of one clinic and period apart, and nobody knows whether they are to be added up."""


def guess(columns: Sequence[Column], form: TableForm) -> ColumnGuesses:
    """A guess from what the columns are called and what stands in them."""
    columns = [each for each in columns if each.kind == "period" or not NAMELESS.match(each.name)]
    parted = in_parts(columns)
    whens = _whens(columns, parted)
    texts = [each for each in columns if each.kind == "text" and each not in whens]
    numbers = [each for each in columns if each.kind in NUMBERS and each not in whens]
    codes = [each for each in numbers if CODE.search(spaced(each.name))]
    whose = guessclinics.clinics([*texts, *codes])
    whose = [
        each for each in whose if not row_keys.MEASURE.search(each.name) and not guessclinics.is_unit(each)
    ]
    clinic = next(iter(whose), None)
    numbers = [each for each in numbers if each is not clinic and each not in codes]
    named = [each for each in texts if not guessclinics.is_unit(each)]
    name = None if clinic is None else _other_name(clinic, named)
    if clinic is not None and name is None and not CODE.search(spaced(clinic.name)):
        code = _code(clinic, [*texts, *codes])
        clinic, name = (code, clinic) if code else (clinic, None)
    period, as_, starts = _period(whens) if parted is None else (parted.within, parted.as_, None)
    used = [each for each in (clinic, name, period, parted and parted.year) if each]
    rows = appointments(texts, used, numbers, columns)
    if value_ := [each for each in numbers if each.name == VALUE]:  # the others are sums over all of a row
        numbers, aside = value_, [each for each in numbers if each.name != VALUE]
    else:
        aside = []
    of = PairRows(clinic.cells if clinic else _nobody(columns), period.cells if period else _nobody(columns))
    held = paired.numbers([each for each in numbers if each.kind != "length"], form)
    labels = paired.labels([each for each in numbers if each.name in held], held, of)
    numbers = [each for each in numbers if each not in labels]
    beside = compared(numbers)
    numbers = [each for each in numbers if each not in beside]
    times_ = None if rows else times(numbers, form)
    telling = [each for each in texts if each not in used]
    keyed = row_keys.Keys() if rows else row_keys.split(telling, used)
    where, standard, asked, choose, repeated = keyed.parts
    if rows is not None:
        as_ = as_ or "month"
        texts = [each for each in texts if each is not rows.status]
    mixed, times_ = _units([each for each in telling if each not in (standard, asked, *choose)], times_)
    choose = (*choose, *mixed)
    readings = [] if rows else measures.measured([each for each in numbers if each.name in held], held, of)
    if times_ is not None:
        readings.insert(0, _duration(times_))
    first = readings.pop(0) if readings else _nothing(rows)
    chosen = {id(column) for held in first.fields.values() for _, column in held}
    title = _title(standard, [each for each in texts if each not in used]) if standard else None
    used += [
        each for each in (standard, title, asked, *choose, *(column for column, _ in where.values())) if each
    ]
    others = tuple(each for each in (*numbers, *aside) if id(each) not in chosen)
    unused = tuple(each for each in texts if each not in used and len(each.distinct) > 1)
    keys = [each for each in (standard, asked, *choose, *(column for column, _ in where.values())) if each]
    return ColumnGuesses(
        clinic=clinic, name=name, period=period, as_=as_, year_starts=starts, standard=standard, title=title,
        where=where, kind=first.kind, fields=first.fields, others=others, unused=unused, repeated=repeated,
        choose=choose, year=parted and parted.year, parts=parted, times=times_, rows=rows,
        clinics=tuple(each for each in whose if each not in used and guessclinics.likely(each)),
        compared=tuple(beside), asked=asked, why=first.why, better=first.better, readings=tuple(readings),
        labels=tuple(labels),
        sums=tuple(sums([each for each in (name, clinic) if each], period, keys, _counted(first), held)),
    )  # fmt: skip


def _whens(columns: Sequence[Column], parted: InParts | None) -> list[Column]:
    """The columns that say when, by what stands in them, else by a heading."""
    if parted is not None:
        return [each for each in (parted.within, parted.year) if each is not None]
    named = [each for each in columns if each.kind != "empty" and WHEN.search(each.name)][:1]
    return [each for each in columns if each.kind == "period"] or named


def _units(texts: Sequence[Column], times_: Times | None) -> tuple[list[Column], Times | None]:
    """Columns that say several units, of which one map reads one; those of time can be read together."""
    units = [each for each in texts if guessclinics.is_unit(each) and len(each.distinct) > 1]
    timed = [each for each in units if all(map(lengths.unit, each.distinct))]
    said = replace(times_, said=timed[0]) if times_ is not None and timed else times_
    return [each for each in units if each not in timed], said


def _nothing(rows: Appointments | None) -> Measured:
    """Where no column of numbers says anything: rows that are counted, or an open question."""
    return Measured("proportion", {}, "", "higher") if rows else Measured("count", {}, "")


def _nobody(columns: Sequence[Column]) -> Sequence[str]:
    return [""] * (len(columns[0].cells) if columns else 0)


def _duration(found: Times) -> Measured:
    main = next(iter(found.fields.values()))
    filled = sum(map(bool, main.cells))
    why = f"`{main.name}` is filled in {filled:,} of {len(main.cells):,} rows"
    return Measured("duration", {name: (("", held),) for name, held in found.fields.items()}, why, "lower")


def _counted(found: Measured) -> list[Column]:
    """The columns of counts, which may be added up."""
    counted = [each for name in ("met", "of", "count") for _, each in found.fields.get(name, ())]
    return [each for each in {id(each): each for each in counted}.values() if each.kind == "number"]


def _goes_with(code: Column, name: Column) -> bool:
    """Whether each code always has the same name beside it, and hardly two codes the same one."""
    pairs = {(a, b) for a, b in zip(code.cells, name.cells, strict=True) if a and b}
    codes, names = {a for a, _ in pairs}, {b for _, b in pairs}
    return len(codes) > 1 and len(codes) >= ENOUGH * len(pairs) and len(names) >= 0.9 * len(codes)


def _code(clinic: Column, others: Sequence[Column]) -> Column | None:
    alike = [
        each
        for each in others
        if each is not clinic and CODE.search(spaced(each.name)) and _goes_with(each, clinic)
    ]
    return alike[0] if alike else None


def _other_name(clinic: Column, texts: Sequence[Column]) -> Column | None:
    """A column that says a name where this one says a code."""
    if not guessclinics.is_code(clinic):
        return None
    alike = [each for each in texts if each is not clinic and _goes_with(clinic, each)]
    return max(alike, key=lambda each: sum(map(len, each.distinct)), default=None)


_title = _other_name


def _period(columns: Sequence[Column]) -> tuple[Column | None, str | None, int | None]:
    """The column of periods, what its days stand for, and the month in which a year begins where it says."""
    for start in columns:
        for end in columns:
            named = START.search(start.name) and END.search(end.name) and start is not end
            if named and (found := _spans(start, end)):
                return (start, *found)
    if not columns:
        return None, None, None
    best = max(columns, key=lambda each: (grain(each) is not None, len(each.distinct)))
    found = pace(best) if grain(best) in {"day", "month"} else None
    return best, None if found == grain(best) else found, None


def _spans(start: Column, end: Column) -> tuple[str, int | None] | None:
    """What lies between two days: a whole month, quarter or year."""
    months = set()
    for first, last in zip(start.cells, end.cells, strict=True):
        found = (
            re.fullmatch(r"(\d{4})-(\d{2})-01", first),
            re.fullmatch(r"(\d{4})-(\d{2})-(?:2[89]|3[01])", last),
        )
        if not (found[0] and found[1]):
            return None
        (y0, m0), (y1, m1) = ((int(one[1]), int(one[2])) for one in found if one)
        months.add(((y1 - y0) * 12 + m1 - m0 + 1, m0))
    lengths, begins = {length for length, _ in months}, {month for _, month in months}
    if lengths == {12} and len(begins) == 1:
        month = begins.pop()
        return ("year", None) if month == 1 else ("financial year", month)
    if lengths == {3} and all(month % 3 == 1 for month in begins):
        return "quarter", None
    return ("month", None) if lengths == {1} else None
