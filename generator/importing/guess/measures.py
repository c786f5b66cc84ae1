"""What the columns of numbers measure: one reading of them, and the others that the rows allow."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from generator.importing.detect import MARKS
from generator.importing.guess.column_kinds import Column
from generator.importing.guess.count_pairs import MET, SHARE, Held, Operands, Pair, PairRows, pairs
from generator.importing.guess.label_columns import Values, spaced

SUM = re.compile(r"(?:grand )?totals?\b", re.I)
WORSE = re.compile(
    r"wait|delay|death|mortal|complain|abandon|cancel|missed|breach|late\b|\bfalls?\b|infect"
    r"|errors?\b|incident"
    r"|no.?show|did not attend|espera|queja|attente|plainte|d[ée]c[èe]s|muerte",
    re.I,
)
RATED = re.compile(
    r"satisf|rating|\bscore|stars?\b|\bnps\b|mean\b|average|zufrieden|bewertung|puntuaci|calificaci|\bnote\b",
    re.I,
)
ANSWERS = re.compile(
    r"respon|answer|survey|\bn\b|patients|number|completed|returned|r[ée]pon|respuesta|encuesta"
    r"|antwort|anzahl",
    re.I,
)
MOST = 4
"""Other readings are told, and no more."""


@dataclass(frozen=True)
class Measured:
    """One reading of the columns of numbers."""

    kind: str
    fields: dict[str, Operands]
    why: str
    """What speaks for it, and in how many rows."""

    better: str | None = None
    """As names say; None where none does."""


def measured(numbers: Sequence[Column], held: Held, rows: PairRows) -> list[Measured]:
    """All readings, likeliest first."""
    found = pairs(numbers, held, rows)
    shares = [each for each in numbers if each.kind == "percent" or SHARE.search(spaced(each.name))]
    shares.sort(key=lambda each: not MET.search(spaced(each.name)))
    counts = [each for each in numbers if each.kind == "number" and each not in shares]
    rated = [each for each in counts if RATED.search(spaced(each.name)) and not _whole(held[each.name])]
    counts = [each for each in counts if each not in rated]
    scores = (_score(each, held, _how_many(counts, held)) for each in (*shares, *rated))
    return [*map(_proportion, found), *scores, *_counts(counts, held)]


def _how_many(counts: Sequence[Column], held: Held) -> Column | None:
    """The one column that says how many answered."""
    clear = [each for each in counts if all(map(MARKS.fullmatch, each.marks)) and _whole(held[each.name])]
    named = [each for each in clear if ANSWERS.search(spaced(each.name))]
    return named[0] if len(named) == 1 else None


def _proportion(pair: Pair) -> Measured:
    return Measured("proportion", pair.fields, pair.why, "higher")


def _score(each: Column, held: Held, of: Column | None) -> Measured:
    name = spaced(each.name)
    what = "percentages" if each.kind == "percent" else "numbers"
    better = "lower" if WORSE.search(name) else "higher" if MET.search(name) else None
    fields: dict[str, Operands] = {"mean": (("", each),)}
    if of is not None and each.kind != "percent":
        fields["n"] = (("", of),)
    return Measured("score", fields, f"{what} in {_rows(held[each.name])}", better)


def _counts(counts: Sequence[Column], held: Held) -> Iterator[Measured]:
    """Counts: one that the others add up to comes first. Numbers that aren't whole are no counts."""
    whole = [each for each in counts if _whole(held[each.name])]
    sums = [
        each
        for each in whole
        if _adds_up(held[each.name], [held[one.name] for one in whole if one is not each])
    ]
    whole.sort(
        key=lambda each: (
            each not in sums,
            not (MET.search(spaced(each.name)) or SUM.match(spaced(each.name))),
        )
    )
    for each in whole:
        why = f"whole numbers in {_rows(held[each.name])}"
        why += ", and what others add up to" if each in sums else ""
        better = "lower" if WORSE.search(spaced(each.name)) else None
        yield Measured("count", {"count": (("", each),)}, why, better)
    for each in counts:
        if each not in whole:
            numbers = held[each.name][~np.isnan(held[each.name])]
            parts = int((numbers != np.round(numbers)).sum())
            better = "lower" if WORSE.search(spaced(each.name)) else None
            why = f"{parts:,} of {len(numbers):,} numbers aren't whole, so it is no count"
            yield Measured("score", {"mean": (("", each),)}, why, better)


def _rows(values: Values) -> str:
    return f"{int((~np.isnan(values)).sum()):,} of {len(values):,} rows"


def _whole(values: Values) -> bool:
    return bool(np.all(np.isnan(values) | (values == np.round(values))))


def _adds_up(total: Values, parts: Sequence[Values]) -> bool:
    """Whether the other columns add up to this one, or all but one of them do."""
    if len(parts) < 2:
        return False
    filled = [np.nan_to_num(part) for part in parts]
    whole = np.sum(filled, axis=0)
    some = [whole, *(whole - part for part in filled)] if len(filled) > 2 else [whole]
    rows = total > 0
    return int(rows.sum()) > 1 and any(
        float((np.abs(total - one)[rows] < 1e-6).mean()) >= 0.95 for one in some
    )
