"""Lines that were meant as items or keys, and became part of the text above them."""

from __future__ import annotations

import re
from collections.abc import Iterator

import yaml
from yaml import CSafeLoader

from generator.model import reading_problems
from generator.problem import Place, Problem

_MAY_BE = re.compile(r"^ *[^\s#].*\n\s* (?:[-*•+] |[a-z_]+:\S)", re.MULTILINE)
_ITEM_OR_KEY = re.compile(r"\s*(?:([-*•+]) +\S|([a-z_]+):(?!//)\S)")


def in_text(text: str, file: str) -> Iterator[Problem]:
    """A problem for each line of the YAML in `text` that goes on with a text and was meant otherwise."""
    if not _MAY_BE.search(text):
        return
    lines = text.splitlines()
    for event in yaml.parse(text, Loader=CSafeLoader):
        if not isinstance(event, yaml.ScalarEvent) or event.style or event.value == "":
            continue
        first, last = event.start_mark.line, event.end_mark.line
        for at in range(first + 1, min(last + 1, len(lines))):
            if found := _ITEM_OR_KEY.match(lines[at]):
                if at == first + 1 and _first_is_to_blame(lines, first, last):
                    yield reading_problems.SWALLOWED.problem(Place(file, first + 1, 1), *_LOST)
                    break
                begins = len(lines[at]) - len(lines[at].lstrip()) + 1
                yield reading_problems.SWALLOWED.problem(Place(file, at + 1, begins), *_said(found, begins))


_LOST = (
    "This item lost its indent, so the items below it go on with its text and are none of their own.",
    "Begin it in the column of the items below it.",
)


def _first_is_to_blame(lines: list[str], first: int, last: int) -> bool:
    """Whether the first item of a list stands farther left than all others, right below its key."""
    item = re.match(r"( ?)- ", lines[first])
    others = [line for line in lines[first + 1 : last + 1] if line.startswith("  - ")]
    follows = lines[last + 1] if last + 1 < len(lines) else ""
    alone = item is None or not follows.startswith(f"{item[1]}- ")
    return bool(item and others and alone)


def _said(found: re.Match[str], begins: int) -> tuple[str, str]:
    if found[2]:
        return (
            f"This line goes on with the text above, so `{found[2]}` is no key.",
            f"Put a blank behind the colon, and begin it in the column of the other keys: `{found[2]}: ...`.",
        )
    return (
        f"This line begins in column {begins}, farther than the text above, and so goes on with it: it is no "
        "item of its own.",
        "Begin it in the column of the other items. If it does belong to the text, put quotes around that.",
    )
