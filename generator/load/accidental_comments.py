"""Comments that begin where a text was meant to go on: YAML takes a blank and `#` for one."""

from __future__ import annotations

import re

_COMMENT = re.compile(r"(?:^|(?<=[ \t]))#.*")
_CLOSING = re.compile(r"[}\]]")
_OWN = re.compile(r"\s*(- |[\w-]+:)")


def swallowing(lines: list[str], since: tuple[int, int], last: int) -> tuple[int, int] | None:
    """Where a comment begins that holds the bracket which is missed from `since` to the line `last`."""
    for number in range(since[0], min(last, len(lines)) + 1):
        line = lines[number - 1]
        found = _COMMENT.search(line, since[1] if number == since[0] else 0)
        if found and not _quoted(line, found.start()) and _CLOSING.search(found[0]):
            return number, found.start() + 1
    return None


def ending(lines: list[str], number: int) -> tuple[int, int] | None:
    """Where a comment ends the text of a line that the next one seems to go on with."""
    if not 0 < number < len(lines):
        return None
    line, below = lines[number - 1], lines[number]
    found = _COMMENT.search(line)
    if not found or not line[: found.start()].strip() or _quoted(line, found.start()):
        return None
    return (number, found.start() + 1) if below[:1].isspace() and not _OWN.match(below) else None


def _quoted(line: str, at: int) -> bool:
    """Whether a quotation mark is open before that place of the line."""
    before = line[:at]
    return before.count('"') % 2 == 1 or (before.count("'") % 2 == 1 and '"' not in before)
