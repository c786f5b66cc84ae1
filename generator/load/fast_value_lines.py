"""Values written in the plainest way, one a line, read without the YAML parser.

Most files of values consist of lines like `  2025-01: 182/200` below the name of a standard, and the
parser spends most of a build on them. A block of such lines is taken out of the text, blank lines
stay in its place, and whatever is written in any other way is left to the parser. What is taken
means the same to both: words of letters and digits, without a sign that YAML knows.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field

from generator.load.yaml_scalars import NULLS
from generator.model.observation import OF_THE_ROW

_WORD = r"\w[\w./%+()'-]*"
_TEXT = rf"{_WORD}(?: {_WORD})*"
_NAME = r"[a-z][a-z0-9_-]*"
_CELLS = rf"{_NAME}: +{_TEXT}(?: *, *{_NAME}: +{_TEXT})*"
_CELL = re.compile(rf"({_NAME}): +({_TEXT})")
_ROW = re.compile(rf"( +)([0-9][0-9A-Z/-]*): +(?:({_TEXT})|\{{ *({_CELLS}) *\}}) *")
_OTHER_BREAKS = re.compile("[\r\t\x85\u2028\u2029]")
_OPENING, _CLOSING = re.compile(r"[{\[]"), re.compile(r"[}\]]")


@dataclass(frozen=True, slots=True)
class Row:
    """A value of one period: its short form, or its cells."""

    line: int
    column: int
    period: str
    short: str | None
    cells: tuple[tuple[str, str], ...]


@dataclass(slots=True)
class Block:
    """The values below the name of one standard."""

    standard: str
    line: int
    rows: list[Row] = field(default_factory=list)


def taken(text: str, standards: Collection[str]) -> tuple[str, list[Block]]:
    """The text without its plain blocks, and those. Only the names in `standards` have values."""
    lines = text.split("\n")
    starts = [i for i, line in enumerate(lines) if line[:1] not in ("", " ", "#")]
    names = [lines[i].partition(":")[0] for i in starts]
    if _OTHER_BREAKS.search(text) or any(name[:3] in ("---", "...") for name in names):
        return text, []
    often = Counter(names)
    blocks = []
    for i, end, name in zip(starts, [*starts, len(lines)][1:], names, strict=True):
        plain = often[name] == 1 and name in standards and lines[i].rstrip(" ") == f"{name}:"
        if plain and (block := _block(name, lines, i, end)):
            blocks.append(block)
    rest = list(lines)
    for block in blocks:
        for number in (block.line, *(row.line for row in block.rows)):
            rest[number - 1] = ""
    return ("\n".join(rest), blocks) if all(map(_closed, rest)) else (text, [])


def says_more(rest: str) -> bool:
    """Whether anything but blank lines and comments is left."""
    return any(line.strip(" ") and not _comment(line) for line in rest.split("\n"))


def _block(name: str, lines: list[str], start: int, end: int) -> Block | None:
    """The lines from `start` up to `end` as values; None if one is written in any other way."""
    block = Block(name, start + 1)
    indents, periods = set(), set()
    for number in range(start + 1, end):
        line = lines[number]
        if not line.strip(" ") or _comment(line):
            continue
        if not (found := _ROW.fullmatch(line)):
            return None
        indent, period, short, flow = found.groups()
        indents.add(indent)
        periods.add(period)
        cells = tuple(_CELL.findall(flow)) if flow else ()
        if short in NULLS or any(text in NULLS for _, text in cells):
            return None
        if len(dict(cells)) < len(cells) or not OF_THE_ROW.isdisjoint(dict(cells)):
            return None
        block.rows.append(Row(number + 1, len(indent) + 1, period, short, cells))
    return block if len(indents) == 1 and len(periods) == len(block.rows) else None


def _closed(line: str) -> bool:
    """Whether nothing that begins in the line can go on in the next one and swallow a plain block."""
    return (
        not line
        or _comment(line)
        or (
            line.count('"') % 2 == 0
            and line.count("'") % 2 == 0
            and len(_OPENING.findall(line)) == len(_CLOSING.findall(line))
        )
    )


def _comment(line: str) -> bool:
    return line.lstrip(" ").startswith("#")
