"""Shares beside counts: of which counts a column of percentages is made, or which it could be a share of."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import permutations

from generator.intake.kinds import Column, value
from generator.model.layout import TableForm

ENOUGH = 0.95
_DECIMALS = re.compile(r"\d+(?:[.,](\d+))?\s*%$")

Held = Mapping[str, Sequence[float | None]]


def explained(numbers: Sequence[Column], form: TableForm) -> tuple[Column, Column, Column, int, int] | None:
    """A share, the counts whose ratio it is to its last digit, and in how many of how many rows."""
    held = {each.name: [value(cell, form) for cell in each.cells] for each in numbers}
    counts = [each for each in numbers if each.kind == "number"]
    for share in (each for each in numbers if each.kind == "percent"):
        for part, whole in permutations(counts, 2):
            rows = [
                (cell, a, b)
                for cell, a, b in zip(share.cells, held[part.name], held[whole.name], strict=True)
                if a is not None and b is not None and value(cell, form) is not None and b > 0
            ]
            fits = sum(_is_ratio(cell, a / b, form) for cell, a, b in rows)
            within = all(0 <= a <= b for _, a, b in rows)
            if len(rows) > 1 and within and fits >= ENOUGH * len(rows):
                return share, part, whole, fits, len(rows)
    return None


def _is_ratio(cell: str, ratio: float, form: TableForm) -> bool:
    found = _DECIMALS.search(cell)
    digits = len(found[1] or "") if found else 0
    share = value(cell, form)
    return share is not None and abs(share - ratio) <= 0.5001 * 10.0 ** -(digits + 2)


def could_be_of(share: Column, numbers: Sequence[Column], form: TableForm) -> list[Column]:
    """Counts that a share may be a share of: whole numbers of things, of which some are many."""
    found = []
    for each in numbers:
        held = [number for cell in each.cells if (number := value(cell, form)) is not None]
        whole = bool(held) and all(number >= 0 and number == int(number) for number in held)
        if each is not share and each.kind == "number" and whole and max(held) > 1:
            found.append(each)
    return found
