"""Blocks of values without a line of their own above: the name of their standard got lost, or an indent."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from generator.load.yaml_document import Document, Mapping, Node, Scalar, Twice
from generator.model import reading_problems
from generator.model.file_places import Path
from generator.problem import Place, Problem

FEW = 4
"""Periods of one block that come a second time, from which on it is the name between them that is missing."""


@dataclass
class Moved:
    """Where the values of a block begin that has no name, by the standard under which it came to stand."""

    since: dict[str, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def less(self, standard: str, node: Node) -> Node:
        """What of the block is certainly its own."""
        since = self.since.get(standard)
        if since is None or not isinstance(node, Mapping):
            return node
        kept = {name: entry for name, entry in node.entries.items() if entry[0].line < since}
        return Mapping(node.line, node.column, kept)

    def twice(self, read: Document, head: Collection[str]) -> Iterator[Problem]:
        """Keys that stand twice, but for blocks without a name: two values of one period stop one another,
        not the file."""
        for found in read.twice:
            if found.second.line >= self.since.get(str(found.path[0]), found.second.line + 1):
                continue
            period = None if found.path[0] in head else _period(read, found.path)
            stops = ("row", f"{read.file}:{period.line}:{period.column}") if period else ("file", read.file)
            yield reading_problems.TWICE.problem(
                found.second,
                f"`{found.path[-1]}` stands here a second time; the first is in line {found.first.line}.",
                "Keep one of the two.",
                also=(found.first,),
                stops=(stops,),
            )


def _period(read: Document, path: Path) -> Scalar | None:
    """The period in whose value `path` lies; None where it lies elsewhere."""
    entry = read.top.entries.get(str(path[0]))
    if len(path) == 1 or entry is None or not isinstance(entry[1], Mapping):
        return None
    value = entry[1].entries.get(str(path[1]))
    return value[0] if value else None


def moved(read: Document, standards: Collection[str]) -> Moved:
    """The blocks of the file that have no name. Their values are left out, and told once."""
    found = Moved()
    for standard, (_, node) in read.top.entries.items():
        if standard in standards and isinstance(node, Mapping):
            _indented(found, read, standard, node, standards)
    again: dict[str, list[Twice]] = {}
    for twice in read.twice:
        if len(twice.path) == 2 and twice.path[0] in standards:
            again.setdefault(str(twice.path[0]), []).append(twice)
    for standard, those in again.items():
        if standard not in found.since and len(those) >= FEW:
            _again(found, read, standard, those)
    return found


def _indented(found: Moved, read: Document, standard: str, node: Mapping, standards: Collection[str]) -> None:
    """The name of a standard among the periods of the one above."""
    for name, (key, held) in node.entries.items():
        nothing = isinstance(held, Scalar) and held.written is None
        if name in standards and name != standard and (nothing or isinstance(held, Mapping)):
            found.since[standard] = key.line
            found.problems.append(
                reading_problems.KIND.problem(
                    Place(read.file, key.line, key.column),
                    f"`{name}`, a standard, is indented like a period of `{standard}`.",
                    "Take its indent away, so that it begins in column 1 like the other standards"
                    + ("." if nothing else ", and move what stands below it as far to the left."),
                    stops=_stops(read, standard, node, key.line),
                )
            )
            return


def _again(found: Moved, read: Document, standard: str, those: list[Twice]) -> None:
    """Periods that begin again in the middle of a block."""
    first = min(those, key=lambda twice: twice.second)
    found.since[standard] = first.second.line
    node = read.top.entries[standard][1]
    found.problems.append(
        reading_problems.TWICE.problem(
            first.second,
            f"The periods of `{standard}` begin again here: {len(those)} of them stand a second time, from "
            f"`{first.path[-1]}` on.",
            "If these are the values of another standard, its name got lost: write it above this line, like "
            "`the-standard:`, from column 1. If they were pasted twice, delete them.",
            also=(first.first,),
            stops=(
                *_stops(read, standard, node, first.second.line),
                *(("row", str(twice.first)) for twice in those),
            ),
        )
    )


def _stops(read: Document, standard: str, node: Node, since: int) -> tuple[tuple[str, str], ...]:
    """The rows from this line on, and those that the same periods have above."""
    entries = node.entries.values() if isinstance(node, Mapping) else ()
    lines = {f"{read.file}:{key.line}:{key.column}" for key, _ in entries if key.line >= since}
    lines |= {str(twice.second) for twice in read.twice if twice.path[0] == standard}
    return tuple(("row", line) for line in sorted(lines))
