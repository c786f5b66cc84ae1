"""Shares beside counts: which counts a column of percentages could be a share of."""

from __future__ import annotations

from collections.abc import Sequence

from generator.importing.guess.column_kinds import Column, value
from generator.importing.guess.count_pairs import ALL
from generator.importing.guess.label_columns import spaced
from generator.model.import_layout import TableForm

PERCENT = 100
"""What never exceeds it may be a percentage or a rating itself."""


def could_be_of(share: Column, numbers: Sequence[Column], form: TableForm) -> list[Column]:
    """Counts that a share may be a share of: whole numbers of things, of which some are many."""
    found = []
    for each in numbers:
        held = [number for cell in each.cells if (number := value(cell, form)) is not None]
        whole = bool(held) and all(number >= 0 and number == int(number) for number in held)
        many = bool(held) and (max(held) > PERCENT or bool(ALL.search(spaced(each.name))))
        if each is not share and each.kind == "number" and whole and many:
            found.append(each)
    return found
