"""What a drafted map says of numbers beside their names: units, shares, and rows that are counted."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from generator.importing.detect import number
from generator.importing.guess.appointments import Appointments
from generator.importing.guess.column_kinds import Column
from generator.importing.guess.columns import ColumnGuesses
from generator.importing.guess.durations import Times
from generator.importing.guess.shares import could_be_of
from generator.importing.yaml_quoting import comment, quoted
from generator.model.import_layout import TableForm

MOST_COUNTS = 3


def counted(found: Appointments, called: Callable[[Column], str]) -> Iterator[str]:
    """Each row is one appointment: which are counted, and how many say what."""
    status = quoted(called(found.status))
    yield "  # Each row looks like one appointment, so rows are counted, by what they say:"
    said = (f"{comment(text)} ({times:,})" for text, times in found.counts.most_common())
    yield f"  #   {', '.join(said)}"
    for name, texts in (("met", found.met), ("of", found.of)):
        listed = ", ".join(map(quoted, texts))
        yield f"  {name}: {{rows: {{{status}: {listed if len(texts) == 1 else f'[{listed}]'}}}}}"
    if found.neither:
        yield f"  # Not counted, is that right? {', '.join(map(comment, found.neither))}"
        yield "  # Or of all rows: write `of: {rows: all}` instead"
    yield "  # Lengths of time of single appointments aren't imported: a median needs all of them at once."


def shares(found: ColumnGuesses, form: TableForm, operand: Callable[[Column], str]) -> Iterator[str]:
    """What a percentage may be a share of."""
    share = next((held for operands in found.fields.values() for _, held in operands), None)
    if found.kind != "score" or share is None or share.kind != "percent":
        return
    counts = could_be_of(share, found.others, form)
    if counts:
        names = " or ".join(comment(each.name) for each in counts[:MOST_COUNTS])
        yield f"  # Is it a share of {names}? Then write instead, with `kind: proportion` and a % below:"
        yield f"  #   met: {quoted(f'round({operand(share)} * {operand(counts[0])})')}"
        yield f"  #   of: {quoted(operand(counts[0]))}"
        yield "  # The import says by how much it rounds, because a share that is rounded hides the count"


def mixed(found: ColumnGuesses) -> Iterator[str]:
    """Bare numbers among percentages, which an import leaves."""
    share = next((held for operands in found.fields.values() for _, held in operands), None)
    if share is None or share.kind != "percent":
        return
    bare = [cell for cell in share.cells if cell and number(cell) and not cell.endswith("%") and cell != "0"]
    if bare:
        some = "1 cell has" if len(bare) == 1 else f"{len(bare):,} cells have"
        left = "is left" if len(bare) == 1 else "are left"
        yield f"  # {some} no % sign, such as {bare[0]}, and {left}: put the sign behind in the table"


def lengths(found: Times, operand: Callable[[Column], str]) -> Iterator[str]:
    """The unit of lengths of time, and the statistic where no heading says it."""
    first = next(iter(found.fields.values()))
    if not found.sure:
        yield f"  # Is {comment(first.name)} a median, or rather `mean` or `p90`? No heading tells"
    if found.said is not None:
        yield f"unit: {{column: {quoted(found.said.name)}}}  # {', '.join(map(comment, found.said.distinct))}"
    elif found.unit is not None:
        yield f"unit: {{fixed: {found.unit}}}  # as a heading says"
    elif found.clock:
        yield "unit: {fixed: min}  # in which lengths of time such as 0:14:00 are kept"
    else:
        yield "unit:"
        yield f"  fixed:  # min, h, days or weeks: in which unit is {comment(operand(first))}?"


MOST_OTHERS = 4


def others(found: ColumnGuesses, operand: Callable[[Column], str]) -> Iterator[str]:
    """Other ways to read the numbers, ready to be taken instead."""
    for one in found.readings[:MOST_OTHERS]:
        kind = f", with `kind: {one.kind}` below" if one.kind != found.kind else ""
        yield f"  # Or{kind}: {comment(one.why)}"
        for name, held in one.fields.items():
            expression = "".join(sign + operand(column) for sign, column in held)
            percent = one.kind == "score" and held[0][1].kind == "percent"
            yield f"  # {name}: {quoted(expression + ' * 100' if percent else expression)}"
    if len(found.readings) > MOST_OTHERS:
        yield f"  # and {len(found.readings) - MOST_OTHERS:,} more ways"


def unused(found: ColumnGuesses) -> Iterator[str]:
    """Columns that the map doesn't use."""
    if found.others:
        many = len(found.others)
        several = "1 more column looks" if many == 1 else f"{many} more columns look"
        yield f"# {several} like numbers: {_listed(found.others)}"
    if found.compared:
        yield f"# Targets, averages and the like, as it looks, and no values: {_listed(found.compared)}"
    if found.labels:
        yield f"# Numbers that measure nothing, as it looks, such as codes: {_listed(found.labels)}"
    if found.unused:
        names = (f"{comment(each.name)} ({len(each.distinct):,} different)" for each in found.unused)
        yield f"# Columns of texts that this map doesn't use: {', '.join(names)}"


def _listed(columns: Sequence[Column]) -> str:
    return ", ".join(comment(each.name) for each in columns)
