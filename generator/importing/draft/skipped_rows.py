"""What a drafted map says of rows that hold no values: those above the headings, and those that are sums."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.importing.draft.drafting import Sheet
from generator.importing.total_rows import Sum
from generator.importing.yaml_quoting import comment, quoted

MOST_ABOVE = 40
"""Rows above the headings are named in the map; an import names every one."""


def above(sheets: Sequence[Sheet]) -> Iterator[str]:
    """Every row above the headings, because a wrong row of headings hides what stands over it."""
    rows = [
        (number, row, sheet.grid.sheet)
        for sheet in sheets
        for number, row in zip(sheet.grid.numbers, sheet.grid.rows[: sheet.tables[0].head[0]], strict=False)
        if any(row)
    ]
    if not rows:
        return
    some = "1 row stands" if len(rows) == 1 else f"{len(rows):,} rows stand"
    yield f"  # {some} above the headings, and no value in {'it' if len(rows) == 1 else 'them'}, as it looks:"
    for number, row, sheet in rows[:MOST_ABOVE]:
        where = f" of {comment(sheet)}" if sheet is not None and len(sheets) > 1 else ""
        yield f"  #   row {number}{where}: {comment(' | '.join(filter(None, row)))[:100]}"
    if len(rows) > MOST_ABOVE:
        yield f"  #   and {len(rows) - MOST_ABOVE:,} more: is the row of the headings the right one?"


def skip(found: Sequence[Sum], elsewhere: frozenset[str]) -> Iterator[str]:
    """Sums that are left out, each with its proof, and what could be one. `elsewhere` other columns say."""
    out = [one for one in found if one.left_out and one.cell not in elsewhere]
    asked = [one for one in found if one not in out]
    if out:
        yield "  skip:  # sums of others, as it looks"
        yield from (f"    - {quoted(one.cell)}  # {_proof(one)}" for one in out)
    for one in asked:
        yield f"  # Is `{comment(one.cell)}` a sum? {_doubt(one)}."
        yield "  # If it is, write it into `skip`:" if out else "  # If it is:"
        yield f"  #   - {quoted(one.cell)}" if out else f"  # skip: [{quoted(one.cell)}]"


def _proof(one: Sum) -> str:
    if one.proved:
        return f"{one.agree:,} of {one.compared:,} numbers are the sum of the others'"
    if one.compared:
        agree = f"only {one.agree:,} of {one.compared:,} numbers are the sum of the others'"
        return f"by its name: {agree}. Or is it a clinic?"
    return "by its name alone: nothing can be added up here. Or is it a clinic?"


def _doubt(one: Sum) -> str:
    if one.called == "otherwise":
        return f"{one.agree:,} of {one.compared:,} of its numbers are the sum of the others'"
    if one.compared:
        agree = f"{one.agree:,} of {one.compared:,} of its numbers are the sum of the others'"
        return f"It {'is called' if one.called == 'sum' else 'begins'} like one, but {agree}"
    return "It begins like one, but nothing can be added up here"
