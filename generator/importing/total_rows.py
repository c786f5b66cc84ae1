"""Rows that are sums of others: proved by adding up, or a question."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from generator.importing.guess.column_kinds import Column
from generator.importing.guess.count_pairs import Held

_BEGINS = (
    r"(?:grand |sub ?-?)?totals?|totale|all|both|overall|everyone|combined|todos|todas|tous|toutes|ensemble"
    r"|suma|somme|gesamt|summe|insgesamt|alle|zusammen"
)
_OF = (
    r"of|the|for|in|across|general|g[ée]n[ée]ral|generale?|clinics?|sites?|hospitals?|providers?|practices?"
    r"|trusts?|units?|cent(?:re|er)s?|departments?|organi[sz]ations?|facilities|locations?|branches|regions?"
    r"|areas?|boards?|states?|countr(?:y|ies)|services?|sectors?|network|group|average|together"
    r"|combined|total"
    r"|totals|patients|persons|people|english|england|scotland|wales|ireland|northern|uk|us|usa|canada|mexico"
    r"|national|nation|kliniken|standorte|praxen|h[äa]user|cl[ií]nicas?|hospitales|sedes|centros"
    r"|unidades|cliniques|h[ôo]pitaux|cabinets|los|las"
    r"|les|des|de|el|la|le"
)
_PART = r"(?:.* )?(?:sub[ -]?totals?|sous[ -]totaux|sous[ -]total|zwischensumme|teilsumme)(?: .*)?"
"""A sum of some of them, such as `North subtotal`."""

WHOLE = re.compile(rf"(?:{_BEGINS})\b.*|{_PART}", re.I | re.S)
"""A cell that begins as one that stands for all of its kind together."""

ALONE = re.compile(rf"(?:{_BEGINS})(?:[\s,:()/-]+(?:{_OF}))*[\s:.()]*|{_PART}", re.I)
"""A cell that says nothing but that."""

Called = Literal["sum", "like a sum", "otherwise"]
"""Nothing but a sum (`All sites`), something that begins like one (`All Saints`), or neither."""

NEVER_A_PLACE = re.compile(r"(?:grand |sub-?|gran )?totals?(?: g[eé]n[eé]ral)?[:.]?|(?:ins)?gesamt", re.I)
"""What nobody calls a clinic, also where its numbers don't add up because patients are counted once."""

ENOUGH = 0.95
SURE = 4
"""Numbers that have to be sums where no name says so."""

FEW = 3
"""With fewer others one is easily the sum of them by chance."""


@dataclass(frozen=True)
class Sum:
    """A clinic that could be the sum of others."""

    cell: str
    agree: int
    """Numbers that are the sum of the others'."""

    compared: int
    called: Called

    @property
    def proved(self) -> bool:
        least = {"sum": 1, "like a sum": 2, "otherwise": SURE}[self.called]
        return self.compared >= least and self.agree >= ENOUGH * self.compared

    @property
    def left_out(self) -> bool:
        """Whether a draft takes it for a sum. All others are a question, such as the place `Somme`."""
        if self.proved or NEVER_A_PLACE.fullmatch(self.cell):
            return True
        return self.called == "sum" and (self.agree > 0 or not self.compared)


def sums(
    named: Sequence[Column],
    period: Column | None,
    keys: Sequence[Column],
    numbers: Sequence[Column],
    held: Held,
) -> list[Sum]:
    """Who of the clinics could be a sum. `named` are the columns that say whose a row is."""
    if not named:
        return []
    rows = len(named[0].cells)
    said = [next((one.cells[at] for one in named if one.cells[at]), "") for at in range(rows)]
    marked = [
        next((one.cells[at] for one in named if WHOLE.fullmatch(one.cells[at])), None) for at in range(rows)
    ]
    groups = [tuple(one.cells[at] for one in keys) for at in range(rows)]
    when = list(period.cells) if period is not None else [""] * rows
    table = _Rows(said, marked, groups, when, [held[each.name] for each in numbers])
    marked = list(table.marked())
    return [*marked, *table.unmarked({one.cell for one in marked if one.left_out})]


@dataclass(frozen=True)
class _Rows:
    said: list[str]
    marked_as: list[str | None]
    groups: list[tuple[str, ...]]
    when: list[str]
    numbers: list[np.ndarray]

    def marked(self) -> Iterator[Sum]:
        """Those that are named like a sum."""
        others = [at for at, cell in enumerate(self.marked_as) if cell is None]
        candidates = list(dict.fromkeys(cell for cell in self.marked_as if cell))
        for cell in candidates:
            own = [at for at, it in enumerate(self.marked_as) if it == cell]
            rest = others + [
                at for at, it in enumerate(self.marked_as) if it and it != cell and not ALONE.fullmatch(it)
            ]
            agree, compared = self._compared(own, rest)
            yield Sum(cell, agree, compared, "sum" if ALONE.fullmatch(cell) else "like a sum")

    def unmarked(self, sums: set[str]) -> Iterator[Sum]:
        """Those that are called something else, and are the sum of at least three others again and again."""
        rest = [at for at, cell in enumerate(self.marked_as) if cell not in sums]
        clinics: dict[str, list[int]] = defaultdict(list)
        for at in rest:
            clinics[self.said[at]].append(at)
        if len(clinics) <= FEW:
            return
        totals = self._totals(rest, whole=False)
        for cell, own in clinics.items():
            if not cell or WHOLE.fullmatch(cell):
                continue
            fits = [
                bool(np.isclose(total, 2 * numbers[at], rtol=1e-9, atol=1e-6))
                for at in own
                for numbers, by in zip(self.numbers, totals, strict=True)
                if (total := by.get(self._key(at))) is not None and numbers[at] > 0
            ]
            if len(fits) > 1 and all(fits):
                yield Sum(cell, len(fits), len(fits), "otherwise")

    def _key(self, at: int) -> tuple[object, ...]:
        return (self.when[at], *self.groups[at])

    def _compared(self, own: list[int], rest: list[int]) -> tuple[int, int]:
        """How many numbers of these rows are the sum of the others, and of how many that can be known.

        Without a period it is that of all periods, and where a column that tells rows apart says
        nothing, that of all it says. It is compared with what stands directly above it, too.
        """
        agree = compared = 0
        blocks = self._blocks(own)
        by_period, over_all = self._totals(rest, whole=False), self._totals(rest, whole=True)
        for nth, numbers in enumerate(self.numbers):
            exact, whole = by_period[nth], over_all[nth]
            for at in own:
                if not numbers[at] > 0:
                    continue
                total = exact.get(self._key(at)) if self.when[at] else whole.get(self.groups[at])
                if total is None:
                    continue
                compared += 1
                near = (total, blocks[at][nth])
                agree += any(np.isclose(one, numbers[at], rtol=1e-9, atol=1e-6) for one in near)
        return agree, compared

    def _blocks(self, own: list[int]) -> dict[int, np.ndarray]:
        """What stands above each of these rows, back to the sum before it, added up."""
        wanted, found = set(own), {}
        since: dict[tuple[object, ...], np.ndarray] = {}
        for at, marked in enumerate(self.marked_as):
            key = self._key(at)
            before = since.get(key, np.zeros(len(self.numbers)))
            if at in wanted:
                found[at] = before
            row = np.array([numbers[at] for numbers in self.numbers])
            since[key] = np.zeros(len(self.numbers)) if marked else before + row
        return found

    def _totals(self, rows: list[int], *, whole: bool) -> list[dict[tuple[object, ...], float | None]]:
        """Sums by period and key, or with `whole` over all periods; None where a number isn't told."""
        found: list[dict[tuple[object, ...], float | None]] = []
        for numbers in self.numbers:
            by: dict[tuple[object, ...], float | None] = {}
            for at in rows:
                key = self.groups[at] if whole else self._key(at)
                before = by.get(key, 0.0)
                by[key] = None if before is None or np.isnan(numbers[at]) else before + float(numbers[at])
            found.append(by)
        return found
