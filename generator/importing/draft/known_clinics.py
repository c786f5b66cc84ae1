"""What a drafted map says of clinics that the handbook has already."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.importing.guess.column_kinds import Column
from generator.importing.guess.known_names import KnownNames
from generator.importing.ids import slug
from generator.importing.total_rows import Sum
from generator.importing.yaml_quoting import comment, quoted

SHOWN = 12


def asked(column: Column, called: str) -> Iterator[str]:
    """What may be done with several rows of one clinic and period. Until it is said, none is taken."""
    said = ", ".join(comment(text)[:40] for text in column.distinct[:SHOWN])
    more = f" … ({len(column.distinct):,} in all)" if len(column.distinct) > SHOWN else ""
    yield f"# A clinic has several rows a period. They differ in {comment(column.name)}: {said}{more}."
    yield "# Which is meant? Nothing is taken before one of these stands here without its #:"
    yield "# repeated: add  # they are parts of one number, to be added up"
    yield f"# where: {{{called}: {quoted(column.distinct[0])}}}  # only this one"
    yield f"# Or each is a standard: write `column: {comment(called)}` under `standard` instead of `fixed`"


def standards_asked(column: Column) -> Iterator[str]:
    """Nobody has said that what tells rows apart are standards."""
    name = comment(column.name)
    yield f"  # Each of {name} becomes a standard. Is it so? Else choose one by `where`, or add them up:"
    yield "  # `fixed` and a name of your own instead of `column` and `values`, and `repeated: add`"


def unsaid(column: Column) -> Iterator[str]:
    """Most rows of a table that names a clinic only where its rows begin."""
    said = sum(map(bool, column.cells))
    if 2 * said <= len(column.cells) and column.cells[:1] and column.cells[0]:
        yield f"  # {len(column.cells) - said:,} rows name none, and are left. Is theirs the one above?"
        yield "  # Then fill it down in the table"


def clinics(column: Column, name: Column | None, known: KnownNames, sums: Sequence[Sum]) -> Iterator[str]:
    """Ids of clinics that are called as a cell says, by the cell; new ones are named."""
    if not known.by_name:
        return
    out = {one.cell for one in sums if one.left_out}
    called = dict(zip(column.cells, name.cells, strict=True)) if name is not None else {}
    cells = [cell for cell in column.distinct if not {cell, called.get(cell)} & out]
    found = {cell: there for cell in cells if (there := known.find(cell, called.get(cell, "")))}
    told = {cell: there for cell, there in found.items() if there != slug(cell)}
    if told:
        yield f"  ids:  # {len(found):,} of {len(cells):,} are clinics of the handbook that are called so"
        yield from (f"    {quoted(cell)}: {there}" for cell, there in told.items())
    elif found:
        yield f"  # {len(found):,} of {len(cells):,} are clinics of the handbook"
    for cell in cells:
        if two := known.several(called.get(cell) or cell):
            yield f"  # `{comment(cell)}` is called as {' and '.join(two)} are: which is meant?"
    new = [cell for cell in cells if cell not in found]
    if new:
        more = f" … ({len(new):,} in all)" if len(new) > SHOWN else ""
        listed = ", ".join(comment(called.get(cell) or cell)[:40] for cell in new[:SHOWN])
        yield f"  # New clinics, or spelled otherwise: {listed}{more}"
