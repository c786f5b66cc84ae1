"""Short texts of a drafted map: examples of what a column says, and in how many rows it does."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from generator.importing.guess.column_kinds import Column
from generator.importing.yaml_quoting import comment, quoted


def reason(mark: str) -> str:
    if any(map(str.isdigit, mark)):
        return quoted(f"Withheld in the source: {mark}")
    return (
        "Not available in the source"
        if mark.lower().startswith(("n", ".", "-", "k."))
        else "Withheld in the source"
    )


def shares(column: Column) -> bool:
    return all(0 <= float(cell) <= 1 for cell in column.distinct if re.fullmatch(r"\d+(?:\.\d+)?", cell))


def some(texts: Sequence[str]) -> str:
    return ", ".join(comment(text)[:40] for text in texts[:3]) + (" …" if len(texts) > 3 else "")


def filled(column: Column) -> str:
    """In how many rows a column says something."""
    filled = sum(map(bool, column.cells))
    return f"; filled in {filled:,} of {len(column.cells):,} rows"


def examples(texts: Iterable[str], before: str = "", most: int = 3) -> str:
    some = list(texts)
    shown = ", ".join(comment(text)[:40] for text in some[:most] if text)
    more = f" … ({len(some):,} in all)" if len(some) > most else ""
    return f"  # {before}{shown}{more}" if shown else ""
