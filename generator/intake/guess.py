"""Which column of a table is likely the clinic, the period, the standard and the numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from generator.intake.grid import NAMELESS
from generator.intake.guessfields import Operands, fields_of
from generator.intake.guessperiods import InParts, in_parts, pace
from generator.intake.guessrows import Appointments, appointments
from generator.intake.guessshares import explained
from generator.intake.guesstimes import Times, times
from generator.intake.kinds import Column, grain
from generator.model.layout import VALUE, TableForm

CLINIC = re.compile(
    r"provider|clinic|cl[ií]nica|site|hospital|practice|trust|organi[sz]ation|\borg\b|org_|facility|cent(?:re|er)\b"
    r"|unit\b|\bboard\b|branch|location|state\b|unidad|sede|sucursal|centro|cabinet|[ée]tablissement|h[ôo]pital",
    re.I,
)
CODE = re.compile(r"code|\bid\b|_id$|ident|key|c[óo]digo|clave", re.I)
WHOLE = re.compile(r"^(?:all\b.*|total.*|both.*|overall.*|everyone.*|todos.*|tous.*|toutes.*)$", re.I)
"""A cell that stands for all of its kind together."""

WHEN = re.compile(
    r"period|\byear\b|\bdate\b|month|quarter|mes\b|fecha|a[ñn]o\b|ann[ée]e|mois|trimestre", re.I
)
START, END = re.compile(r"start|from|begin|inicio|d[ée]but", re.I), re.compile(r"end|until|to\b|fin", re.I)
MEASURE = re.compile(r"measure|indicator|metric|standard|\bkpi|indicador|est[áa]ndar|indicateur|mesure", re.I)
NUMBERS = frozenset({"number", "percent", "length"})
MOST_STANDARDS = 30
ENOUGH = 0.95
"""A sum that holds in this share of the rows is meant."""


@dataclass(frozen=True)
class Guess:
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

    share: tuple[Column, int, int] | None = None
    """A share that the numbers were found by: they give it in so many rows of so many."""


def guess(columns: Sequence[Column], form: TableForm) -> Guess:
    """A guess from what the columns are called and what stands in them."""
    columns = [each for each in columns if not NAMELESS.match(each.name)]
    whens = [each for each in columns if each.kind == "period"]
    parted = in_parts(columns)
    if parted is not None:
        whens = [each for each in (parted.within, parted.year) if each is not None]
    elif not whens:
        whens = [each for each in columns if each.kind != "empty" and WHEN.search(each.name)][:1]
    texts = [each for each in columns if each.kind == "text" and each not in whens]
    numbers = [each for each in columns if each.kind in NUMBERS and each not in whens]
    codes = [each for each in numbers if CODE.search(each.name)]
    clinic = _clinic([*texts, *codes])
    numbers = [each for each in numbers if each is not clinic and each not in codes]
    name = None if clinic is None else _other_name(clinic, texts)
    if clinic is not None and name is None and not CODE.search(clinic.name):
        code = _code(clinic, [*texts, *codes])
        clinic, name = (code, clinic) if code else (clinic, None)
    period, as_, starts = _period(whens) if parted is None else (parted.within, parted.as_, None)
    used = [each for each in (clinic, name, period, parted and parted.year) if each]
    rows = appointments(texts, used, numbers, columns)
    if value_ := [each for each in numbers if each.name == VALUE]:  # the others are sums over all of a row
        numbers, aside = value_, [each for each in numbers if each.name != VALUE]
    else:
        aside = []
    times_ = None if rows else times(numbers, form)
    telling = [each for each in texts if each not in used]
    where, standard, choose, repeated = ({}, None, (), False) if rows else _split(telling, used)
    if rows is not None:
        kind, fields = "proportion", {}
        as_ = as_ or "month"
        texts = [each for each in texts if each is not rows.status]
    elif times_ is not None:
        kind, fields = "duration", {name: (("", held),) for name, held in times_.fields.items()}
    else:
        kind, fields = fields_of(numbers, form)
    chosen = {id(column) for held in fields.values() for _, column in held}
    title = _title(standard, [each for each in texts if each not in used]) if standard else None
    used += [each for each in (standard, title, *choose, *(column for column, _ in where.values())) if each]
    others = tuple(each for each in (*numbers, *aside) if id(each) not in chosen)
    unused = tuple(each for each in texts if each not in used and len(each.distinct) > 1)
    share = explained(numbers, form) if kind == "proportion" and rows is None else None
    given = [held for operands in fields.values() for _, held in operands]
    shown = (share[0], *share[3:]) if share and {id(share[1]), id(share[2])} <= set(map(id, given)) else None
    return Guess(
        clinic, name, period, as_, starts, standard, title, where, kind, fields, others, unused, repeated,
        choose, parted and parted.year, parted, times_, rows, shown,
    )  # fmt: skip


def _clinic(texts: Sequence[Column]) -> Column | None:
    named = [each for each in texts if CLINIC.search(each.name)]
    if named:
        return max(named, key=lambda each: len(each.distinct))
    several = [each for each in texts if 1 < len(each.distinct) < max(len(each.cells), 3)]
    return (several or list(texts) or [None])[0]


def _goes_with(code: Column, name: Column) -> bool:
    """Whether each code always has the same name beside it, and hardly two codes the same one."""
    pairs = {(a, b) for a, b in zip(code.cells, name.cells, strict=True) if a and b}
    codes, names = {a for a, _ in pairs}, {b for _, b in pairs}
    return len(codes) > 1 and len(codes) >= ENOUGH * len(pairs) and len(names) >= 0.9 * len(codes)


def _code(clinic: Column, others: Sequence[Column]) -> Column | None:
    alike = [
        each for each in others if each is not clinic and CODE.search(each.name) and _goes_with(each, clinic)
    ]
    return alike[0] if alike else None


def _other_name(clinic: Column, texts: Sequence[Column]) -> Column | None:
    """A column that says a name where this one says a code."""
    if not (CODE.search(clinic.name) or all(len(text) <= 6 and " " not in text for text in clinic.distinct)):
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
    return best, pace(best) if grain(best) == "day" else None, None


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


def _split(
    texts: Sequence[Column], used: Sequence[Column]
) -> tuple[dict[str, tuple[Column, str]], Column | None, tuple[Column, ...], bool]:
    """What has to be known beside clinic and period to tell rows apart.

    Rows that lack a clinic or period are sums and footnotes, and tell nothing.
    """
    rows = [at for at, key in enumerate(zip(*(each.cells for each in used), strict=True)) if all(key)]
    key = [[each.cells[at] for at in rows] for each in used]
    held = {id(each): [each.cells[at] for at in rows] for each in texts}
    where: dict[str, tuple[Column, str]] = {}
    standard = None
    choose: list[Column] = []
    for each in _by_use(texts, key, held):
        named = standard is None and MEASURE.search(each.name)
        if not (named or _several(key)) or not 1 < len(set(held[id(each)])) <= MOST_STANDARDS:
            continue
        found = _fewer(key, held[id(each)])
        if found or named:
            whole = next((cell for cell in each.distinct if WHOLE.match(cell)), None)
            if whole is not None:
                where[each.name] = (each, whole)
            elif standard is None:
                standard = each
            else:
                choose.append(each)
            key = found or key
    return where, standard, tuple(choose), _several(key)


def _by_use(texts: Sequence[Column], key: list[list[str]], held: dict[int, list[str]]) -> list[Column]:
    """Columns that tell all rows apart by themselves come first, and then those that say least."""

    def alone(each: Column) -> bool:
        return not _several([*key, held[id(each)]])

    return sorted(
        texts, key=lambda each: (not alone(each), not MEASURE.search(each.name), len(each.distinct))
    )


def _several(key: Sequence[Sequence[str]]) -> bool:
    rows = list(zip(*key, strict=True))
    return len(set(rows)) < len(rows)


def _fewer(key: list[list[str]], cells: list[str]) -> list[list[str]] | None:
    """The key with a column more, where that tells some rows apart."""
    more = [*key, cells]
    return more if len(set(zip(*more, strict=True))) > len(set(zip(*key, strict=True))) else None
