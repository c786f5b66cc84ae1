"""What of a text in Markdown is shown as it stands, so that no sign in it means anything."""

from __future__ import annotations

import re

_AS_IT_STANDS = re.compile(
    r"^[ >]{0,8}(`{3,}|~{3,}).*?(?:^[ >]{0,8}\1|\Z)|(`+)(?!`).+?(?<!`)\2(?!`)|\\[\\`\[\]()!<>]|<!--.*?-->",
    re.MULTILINE | re.DOTALL,
)


def without_code(text: str) -> str:
    """`text` with blanks for blocks and spans of code, escaped signs and comments; lines and columns stay."""
    return _AS_IT_STANDS.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)


MOST_LEVELS = 20
"""Lists in lists, quotations in quotations, brackets in brackets. Nobody can read more of them, and what
makes pages of them would run out of levels itself."""

_MARKERS = re.compile(r"(?:[ \t]*(?:>|[-*+](?=[ \t]|$)|\d{1,9}[.)](?=[ \t]|$)))+")
_ONE = re.compile(r">|[-*+]|\d+[.)]")


def too_deep(text: str) -> int | None:
    """Where a text in Markdown is nested more than `MOST_LEVELS` deep; None where it isn't."""
    above: list[int] = []
    """How far the items are indented within which a line may stand."""
    at = brackets = 0
    for line in text.splitlines(keepends=True):
        if not line.strip():
            brackets = 0
        elif found := _MARKERS.match(line):
            indent = len(found[0].expandtabs(4)) - len(found[0].lstrip())
            while above and above[-1] >= indent:
                above.pop()
            if len(above) + sum(1 for _ in _ONE.finditer(found[0])) > MOST_LEVELS:
                return at
            above.append(indent)
        for sign in re.finditer(r"[\[\]]", line):
            brackets = brackets + 1 if sign[0] == "[" else max(0, brackets - 1)
            if brackets > MOST_LEVELS:
                return at + sign.start()
        at += len(line)
    return None


def as_code(text: str) -> str:
    """The same text in Markdown that shows every sign of it as it stands."""
    return "".join(f"    {line}" for line in text.splitlines(keepends=True))
