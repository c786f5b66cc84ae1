"""A text in Markdown as readers meet it: what is code and what isn't, and the pieces that signs belong to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

HEAD = re.compile(r"-{3}[ \t]*\n(.*?)^(?:-{3}|\.{3})[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
"""What stands above a page between two lines of hyphens."""

_FENCE = re.compile(r"[ \t>]*(?:(?:[-*+]|\d+[.)])[ \t]+)?(`{3,}|~{3,})([^`]*)")
_HOLDER = re.compile(r"\s*(?:[-*+][ \t]|\d+[.)][ \t]|!!!|\?\?\?|===|:[ \t]|\[\^|>)")
"""How a line begins below which indented lines are no code: an item, an admonition, a note."""

_NEW = r"[ \t>]*(?:\n|[-*+][ \t]|\d+[.)][ \t]|#{1,6}[ \t]|\|)"
SPAN = re.compile(rf"(?<!`)(`+)(?!`)((?:(?!\n{_NEW}).)+?)(?<!`)\1(?!`)", re.DOTALL)
"""Code within a line. It ends where its paragraph, item or row does."""

_ESCAPED = re.compile(r"\\[\\`*_{}\[\]()#+.!|<>~-]")
_WITHIN = r"(?:(?!\n[ \t]*\n)[\s\S]){0,4000}?"
_OTHERS = re.compile(
    rf"^ {{0,3}}\*\[[^\]\n]+\]:.*$|(?<!\\)\\(?:\[{_WITHIN}\\\]|\({_WITHIN}\\\))", re.MULTILINE
)
"""What extensions of Markdown read: `*[KPI]: key performance indicator`, and formulas in `\\[ \\]`."""

_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_RAW = re.compile(r"<(script|style|pre|code|textarea|svg|math|kbd|samp)\b[^>]*>.*?</\1\s*>", re.DOTALL | re.I)
_LEFT_OUT = re.compile(
    r"\]\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)|^ {0,3}\[[^\]\n]+\]:[ \t]*\S+.*$|<[^<>\n]*>|https?://[^\s<>)\"']+"
    r"|\$\$.+?\$\$|(?<!\w)\$[^$\s][^$\n]*?\$(?!\w)|\{%.*?%\}|\{\{.*?\}\}|\{[:#.][^{}\n]*\}|\S+@\S+",
    re.DOTALL | re.MULTILINE,
)
"""Addresses, tags, formulas and what other programs fill in: no sign in them is Markdown."""

_BEGIN = re.compile(r"^[ \t>]*(?:[-*+][ \t]+|\d+[.)][ \t]+|#{1,6}[ \t]+|:[ \t]+)?", re.MULTILINE)
_OWN = re.compile(r"[ \t>]*(?:[-*+][ \t]|\d+[.)][ \t]|#{1,6}[ \t]|\||:[ \t]|!!!|\?\?\?|===)")
_RULE = re.compile(r"[ \t>]*(?:[*_-][ \t]*){3,}")


@dataclass(frozen=True, slots=True)
class Read:
    """A text without its code."""

    shown: str
    """The same with `x` for each sign of code, of comments and of escaped signs; lines and columns stay."""

    open_fence: int = -1
    """Where a block of code begins that nobody closed."""

    open_span: int = -1
    """Where a backtick stands that has no second one."""


@lru_cache(1024)
def read(text: str) -> Read:
    head = HEAD.match(text)
    left = _covered(text, 0, head.end()) if head else text
    left, fence = _without_fences(left)
    left = _COMMENT.sub(_cover, left)
    left = _OTHERS.sub(_cover, left)
    left = _ESCAPED.sub(_cover, left)
    spans = list(SPAN.finditer(left)) if "`" in left else []
    left = SPAN.sub(_cover, left)
    tick = left.find("`")
    if tick >= 0:
        # `a word `and` another`: the first of three is the one without a partner.
        loose = [it.start() for it in spans if it.start() < tick and it[2] != it[2].strip()]
        near = [at for at in loose if not re.search(rf"\n{_NEW}", text[at:tick])]
        tick = near[0] if near else tick
    return Read(left, fence, tick)


def without_raw(shown: str) -> str:
    """What is left when what only a browser reads, addresses and formulas are left out too."""
    return _LEFT_OUT.sub(_cover, _RAW.sub(_cover, shown))


def pieces(shown: str) -> Iterator[tuple[int, str]]:
    """The paragraphs, items, headings and cells of a text, with where each begins: no pair of signs goes
    from one into another."""
    begin, end, at = 0, 0, 0
    for line in [*shown.split("\n"), ""]:
        new = not line.strip() or _OWN.match(line) or _RULE.fullmatch(line)
        if new and end > begin:
            yield from _cells(begin, shown[begin:end])
        if new:
            begin = end = at
        if line.strip() and not _RULE.fullmatch(line):
            if end == begin:
                found = _BEGIN.match(line)
                begin = at + (found.end() if found else 0)
            end = at + len(line)
        at += len(line) + 1


def _cells(at: int, piece: str) -> Iterator[tuple[int, str]]:
    if not piece.lstrip(" \t>").startswith("|"):
        yield at, piece
        return
    for cell in piece.split("|"):
        yield at, cell
        at += len(cell) + 1


def _without_fences(text: str) -> tuple[str, int]:
    """The text with its blocks of code covered, and where one begins that isn't closed."""
    kept: list[str] = []
    mark, opened, broken, at, held, blank = "", 0, -1, 0, False, True
    for line in text.split("\n"):
        found = _FENCE.fullmatch(line)
        fence, info = (found[1], found[2].strip()) if found else ("", "")
        if mark:
            kept.append("x" * len(line))
            if fence and fence.startswith(mark):
                if not info:
                    mark = ""
                elif len(fence) == len(mark) and broken < 0:
                    broken, opened = opened, at
        elif fence:
            mark, opened = fence, at + line.find(fence)
            kept.append("x" * len(line))
        elif line.strip() and blank and not held and line.startswith(("    ", "\t")):
            kept.append("x" * len(line))  # code by its indent
        else:
            if line.strip():
                held = bool(_HOLDER.match(line)) or (held and line.startswith(" "))
                blank = False
            kept.append(line)
        if not line.strip():
            blank = True
        at += len(line) + 1
    return "\n".join(kept), broken if broken >= 0 else opened if mark else -1


def _cover(found: re.Match[str]) -> str:
    return re.sub(r"[^\n]", "x", found[0])


def _covered(text: str, begin: int, end: int) -> str:
    return text[:begin] + re.sub(r"[^\n]", "x", text[begin:end]) + text[end:]
