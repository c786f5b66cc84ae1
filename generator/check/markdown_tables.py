"""Tables in Markdown that are none, or in which a row has other cells than the head."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from generator.check import markdown_blocks
from generator.check.markdown_links import MarkdownLink, Sort

_RULE = re.compile(r"[ \t>]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*")
SHOWN = 40

Line = tuple[int, str]
"""Where a line begins, and the line."""


def broken(text: str) -> Iterator[MarkdownLink]:
    """What is wrong with each table of a text."""
    if "|" not in text:
        return
    shown = markdown_blocks.read(text).shown
    for lines in _paragraphs(shown):
        yield from _of_table(text, lines)


def _paragraphs(shown: str) -> Iterator[list[Line]]:
    lines: list[Line] = []
    at = 0
    for line in [*shown.split("\n"), ""]:
        if line.strip(" \t>"):
            lines.append((at, line))
        elif lines:
            yield lines
            lines = []
        at += len(line) + 1


def _of_table(text: str, lines: Sequence[Line]) -> Iterator[MarkdownLink]:
    rows = [i for i, (_, line) in enumerate(lines) if line.strip(" \t>").startswith("|")]
    rule = next((i for i, (_, line) in enumerate(lines) if "|" in line and _RULE.fullmatch(line)), None)
    if rule is None:
        ended = [i for i in rows if lines[i][1].rstrip().endswith("|")]
        if len(ended) >= 2 and ended[1] == ended[0] + 1:
            yield _no_rule(text, lines[ended[0]])
        return
    if rule == 0 or "|" not in lines[rule - 1][1]:
        if len(lines) > rule + 1:
            yield _no_head(text, lines[rule])
        return
    if rule > 1:
        first = next((i for i in range(rule) if "|" in lines[i][1]), rule - 1)
        said = "is in the way" if first < rule - 1 else ""
        yield _too_late(text, lines[rule - 1] if not said else lines[rule], rows_above=bool(said))
        return
    yield from _cells(text, lines)


def _cells(text: str, lines: Sequence[Line]) -> Iterator[MarkdownLink]:
    head, body = _count(lines[0][1]), lines[2:]
    if _count(lines[1][1]) != head:
        yield _mark(
            text,
            lines[1],
            f"The rule of this table has {_cell(_count(lines[1][1]))}, its head {head}, so readers see no "
            "table but the signs.",
            f"Write `{'| --- ' * head}|`.",
        )
        return
    counts = Counter(_count(line) for _, line in body)
    if len(counts) == 1 and len(body) > 1 and head not in counts:
        yield _mark(
            text,
            lines[0],
            f"The head of this table has {_cell(head)}, each of its rows {next(iter(counts))}.",
            "Look for a `|` too many or too few in the first line.",
        )
        return
    for line in body:
        if "|" not in line[1]:
            if head > 1 and line[1].strip(" \t>")[:1] not in "<{":
                yield _mark(
                    text,
                    line,
                    f"`{_shown(text, line)}` stands directly below a table, so it is shown as a row of it.",
                    "Leave an empty line above it.",
                )
                return
        elif (count := _count(line[1])) != head:
            lost = "what is beyond isn't shown" if count > head else "the others are empty"
            yield _mark(
                text,
                line,
                f"This row has {_cell(count)}, the head of its table {head}: {lost}.",
                "Write each cell between two `|`; a `|` that belongs to the text is written `\\|`.",
            )


def _count(row: str) -> int:
    bare = row.strip(" \t>").removeprefix("|").rstrip()
    return bare.removesuffix("|").count("|") + 1


def _cell(count: int) -> str:
    return f"{count} cell{'s' if count != 1 else ''}"


def _no_rule(text: str, line: Line) -> MarkdownLink:
    return _mark(
        text,
        line,
        "These lines are no table without a rule below the first one, so readers see their signs.",
        f"Write `{'| --- ' * _count(line[1])}|` in a line below it.",
    )


def _no_head(text: str, line: Line) -> MarkdownLink:
    return _mark(
        text,
        line,
        "This table has no head above its rule, so readers see its signs.",
        "Write the names of the columns in a line above it, with `|` between them.",
    )


def _too_late(text: str, line: Line, *, rows_above: bool) -> MarkdownLink:
    if rows_above:
        message = "The rule of a table stands below its first line alone; here it is further down."
        hint = "Move it up below the names of the columns, or leave an empty line above those."
    else:
        message = "This table stands directly below a text, so readers see its signs."
        hint = "Leave an empty line above it."
    return _mark(text, line, f"{message}", hint)


def _shown(text: str, line: Line) -> str:
    whole = text[line[0] : line[0] + len(line[1])].strip()
    return whole if len(whole) <= SHOWN else f"{whole[: SHOWN - 1]}…"


def _mark(text: str, line: Line, message: str, hint: str) -> MarkdownLink:
    begin = len(line[1]) - len(line[1].lstrip())
    words = text[line[0] + begin : line[0] + len(line[1])].rstrip()
    return MarkdownLink(Sort.BROKEN, line[0] + begin, words, message=message, hint=hint)
