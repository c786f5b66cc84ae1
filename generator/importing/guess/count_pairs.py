"""Which column counts a part of what another one counts: every pair that all rows allow, likeliest first."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from generator.importing.guess.column_kinds import Column, value
from generator.importing.guess.label_columns import ENOUGH, Values, is_grand_total, is_label, spaced
from generator.model.import_layout import TableForm

MET = re.compile(
    r"within|\bmet\b|answered|\bseen\b|on time|in time|top|\byes\b|achieved|compliant|always|cumpl|dentro"
    r"|dans les|r[ée]pondu|[àa] temps|a tiempo|contestad|atendid|pass(?:ed)?\b|kept\b"
    r"|resolved|completed|attended|numerator|num[ée]rateur|numerador|z[äa]hler|trait[ée]|honor[ée]"
    r"|r[ée]alis[ée]"
    r"|d[ée]croch[ée]|pris en charge|d[ée]lai respect|resuelt|realizad|innerhalb|fristgerecht"
    r"|termingerecht|p[üu]nktlich"
    r"|erreicht|beantwortet|rechtzeitig|erf[üu]llt|bearbeitet|erledigt|angenommen",
    re.I,
)
NOT_MET = re.compile(
    r"after|late\b|breach|missed|\bover\b|\bnot\b|abandon|outside|unanswered|\bno\b|fuera|hors|fail|did not"
    r"|cancel|perdu|perdid|more than|longer|versp[äa]tet|nicht\b|verpasst|abgebrochen|vers[äa]umt"
    r"|non (?:trait|r[ée]pond)|sin ",
    re.I,
)
ALL = re.compile(
    r"total|\ball\b|attendances|received|number of|patients|\bn\b|todos|tous|\bof\b|calls$|re[cç]u|recibid"
    r"|eligible|offered|referrals|responses|d[eé]nominat|denominador|nenner|invited|booked|gesamt"
    r"|\balle\b|eingegangen"
    r"|entrants|anfragen|anrufe|termine|patient|f[äa]lle|anzahl|citas|llamadas|appels|rendez",
    re.I,
)
SHARE = re.compile(
    r"%|percent|rate\b|score|share|porcentaje|pourcentage|taux|tasa|proportion|quote\b|anteil|prozent", re.I
)
Held = Mapping[str, Values]
"""The numbers of each column by its name; NaN where a cell holds none."""

Operands = tuple[tuple[str, Column], ...]
"""Columns, each with the sign before it."""

ROWS, LARGE = 6, 0.4
"""Rows that speak for a share where no name does, and how large such a part mostly is."""

_PROVED = 5
"""Points that a proof by numbers counts; names count fewer."""


@dataclass(frozen=True)
class Pair:
    """Those that were met, of all."""

    met: Operands
    of: Column
    why: str
    """What speaks for it, and in how many rows."""

    points: int

    @property
    def fields(self) -> dict[str, Operands]:
        return {"met": self.met, "of": (("", self.of),)}


@dataclass(frozen=True)
class PairRows:
    """Whose and when each row is, as far as that is known."""

    clinics: Sequence[str]
    periods: Sequence[str]


def numbers(columns: Sequence[Column], form: TableForm) -> Held:
    """The numbers of these columns."""
    held = {}
    for each in columns:
        found = {cell: value(cell, form) for cell in each.distinct}
        held[each.name] = np.array([found.get(cell) for cell in each.cells], dtype=float)
    return held


def labels(columns: Sequence[Column], held: Held, rows: PairRows) -> list[Column]:
    """Columns of numbers that measure nothing, such as codes."""
    return [each for each in columns if is_label(each, held[each.name], rows.clinics)]


def pairs(columns: Sequence[Column], held: Held, rows: PairRows) -> list[Pair]:
    """All pairs for which something speaks, likeliest first. A part is within its whole in every row."""
    counts = [each for each in columns if each.kind == "number"]
    shares = [each for each in columns if each.kind == "percent" or SHARE.search(spaced(each.name))]
    counts = [each for each in counts if each not in shares]
    found: list[Pair] = []
    for whole in counts:
        if is_grand_total(whole, held[whole.name], rows.clinics, rows.periods):
            continue
        for part in counts:
            both = 0 if part is whole else _within(held[part.name], held[whole.name])
            if both:
                found += _pair(part, whole, counts, shares, held, both)
    return sorted(found, key=lambda pair: -pair.points)


def _pair(  # noqa: PLR0913, PLR0917 - all of it is looked at
    part: Column, whole: Column, counts: Sequence[Column], shares: Sequence[Column], held: Held, both: int
) -> Iterator[Pair]:
    name, all_ = spaced(part.name), spaced(whole.name)
    missed = bool(NOT_MET.search(name))
    met = bool(MET.search(name)) and not missed
    why = [f"0 <= met <= of in {both:,} of {both:,} rows"]
    points = 2 * (met or missed) + 2 * bool(ALL.search(all_)) + 2 * _names_it(name, all_) + (len(counts) == 2)
    for share in shares:
        agree = _is_share(held, part, whole, share)
        left = None if agree else _is_share(held, part, whole, share, left=True)
        if agree or left:
            points += _PROVED
            whose = "their share" if agree else "the share of the others"
            why.append(f"`{share.name}` is {whose} in {agree or left}")
            missed = missed or (left is not None and not met)
            break
    # The others of a whole say nothing alone, and to look for them costs most.
    rest = _rest(held, whole, part, counts) if points else None
    if rest is not None:
        points += 3
        why.insert(1, f"`{whole.name}` is `{part.name}` and `{rest.name}` together")
    if len(counts) == 2 and not (met or missed) and _rather_a_share(held[part.name], held[whole.name]):
        points += 2
        why.append("nothing but that speaks for it")
    if points >= _PROVED - 1 or (points >= 3 and "nothing" in why[-1]) or ((met or missed) and points >= 3):
        parts: Operands = (("", whole), (" - ", part)) if missed else (("", part),)
        yield Pair(parts, whole, "; ".join(why), points)


def _names_it(part: str, whole: str) -> bool:
    """Whether the name of a part says the whole: `referrals treated within 31 days` of `referrals`."""
    a, b = (set(re.findall(r"\w+", name.casefold())) - {"of", "the", "number"} for name in (part, whole))
    return bool(b) and b < a


def _within(part: Values, total: Values) -> int:
    """In how many rows both stand; 0 where the part isn't one in a single of them, or always the whole."""
    both = ~(np.isnan(part) | np.isnan(total))
    a, t = part[both], total[both]
    return int(both.sum()) if np.all((a >= 0) & (a <= t)) and np.any(a < t) else 0


def _rather_a_share(part: Values, whole: Values) -> bool:
    """Whether a part is mostly so large that it is rather a share than something else that is counted."""
    rows = ~np.isnan(part) & (whole > 0)
    return int(rows.sum()) >= ROWS and float(np.median(part[rows] / whole[rows])) >= LARGE


def _mostly(fits: np.ndarray) -> bool:
    return len(fits) > 1 and float(fits.mean()) >= ENOUGH


def _rest(held: Held, total: Column, part: Column, counts: Sequence[Column]) -> Column | None:
    """The first column that makes up the total together with the part, in nearly every row."""
    others = [one for one in counts if one is not part and one is not total]
    if not others:
        return None
    sums = held[part.name] + np.array([held[one.name] for one in others])
    rows = (held[total.name] > 0) & ~np.isnan(sums)
    fit = (rows & (np.abs(held[total.name] - sums) < 1e-6)).sum(axis=1)
    known = rows.sum(axis=1)
    found = np.flatnonzero((known > 1) & (fit >= ENOUGH * known))
    return others[found[0]] if len(found) else None


def _is_share(held: Held, part: Column, total: Column, share: Column, *, left: bool = False) -> str | None:
    """In how many rows a column is the share of part in total, as it was rounded there."""
    a, t, s = held[part.name], held[total.name], held[share.name]
    rows = ~(np.isnan(a) | np.isnan(s)) & (t > 0)
    true = (t[rows] - a[rows] if left else a[rows]) / t[rows]
    fits = (np.abs(true - s[rows]) <= 0.0051) | (np.abs(100 * true - s[rows]) <= 0.51)
    return f"{int(fits.sum()):,} of {len(fits):,} rows" if _mostly(fits) else None
