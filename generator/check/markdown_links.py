"""The links and pictures that editors write in Markdown, and what is none because a sign is missing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache, partial

from generator.model import markdown_literals

_OPENING = re.compile(r"(!?)\[((?:[^\[\]\n]|\n(?!\s*\n)|\[[^\[\]\n]*\])*)\]\(")
_TITLE = re.compile(r"\s*(?:\"[^\"\n]*\"|'[^'\n]*'|\([^()\n]*\))\s*")
_WAY = r"(?:https?://|www\.|mailto:|\.{1,2}/|/(?=\w)|[\w./-]+\.(?:md|html)\b|#[\w-]+\s*\))"
_GAP = re.compile(rf"!?\[[^\[\]\n]+\][ \t]+\((?={_WAY})[^()\n]*\)?")
_NO_CLOSING = re.compile(rf"!?\[[^\[\]\n()]*\((?={_WAY})[^()\s]*\)?(?![^\[\n]*\])")
_NO_OPENING = re.compile(rf"[^\s\[\]]*\]\((?={_WAY})[^()\s]*\)?")
_SWAPPED = re.compile(rf"\([^()\n]+\)\[(?={_WAY})[^\[\]\n]*\]")
_CURLY = re.compile(rf"\[[^\[\]\n]+\]\{{(?={_WAY})[^}}\n]*\}}?")
_REFERENCE = re.compile(r"(?<!\w)(!?)\[([^\[\]\n]+)\]\[([^\[\]\n]*)\]")
_DEFINITION = re.compile(r"^ {0,3}\[(?!\^)([^\[\]\n]+)\]:[ \t]*<?(\S*?)>?(?:[ \t]+[\"'(].*)?[ \t]*$", re.M)
_WIKI = re.compile(r"!?\[\[([^\[\]\n]+)\]\]")
_AUTO = re.compile(r"<https?://[^\s<>]*(?=[\s<]|$)")
_TAG = re.compile(r"<(a|img)\b[^>]*?\b(?:href|src)\s*=\s*[\"']?([^\"'\s>]*)[^>]*>", re.I)


class Sort(Enum):
    LINK = "link"
    PICTURE = "picture"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class MarkdownLink:
    """One of them."""

    sort: Sort
    at: int
    """Where it begins in the text."""

    words: str
    """What stands there, as far as it can be looked up in the file: no line break is in it."""

    address: str = ""
    message: str = ""
    """Of a broken one: what is wrong, and what to do."""

    hint: str = ""


@lru_cache(4096)
def marks(text: str) -> tuple[MarkdownLink, ...]:
    """Every link and picture of a text, in reading order."""
    if not any(sign in text for sign in "[]<"):
        return ()
    left = markdown_literals.without_code(text)
    found: list[MarkdownLink] = []
    for look in (partial(_inline, as_written=text), _defined, _broken):
        here = list(look(left))
        found += [mark for mark, _ in here]
        left = _blanked(left, [(mark.at, end) for mark, end in here])
    return tuple(sorted(found, key=lambda mark: mark.at))


def _blanked(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """The text with blanks in place of what stands in `spans`, so that nobody finds it again."""
    pieces, at = [], 0
    for begin, end in sorted(spans):
        if end > at:
            first = max(begin, at)
            pieces += [text[at:first], " " * (end - first)]
            at = end
    return "".join([*pieces, text[at:]])


def _inline(text: str, as_written: str) -> Iterator[tuple[MarkdownLink, int]]:
    for found in _TAG.finditer(text):
        sort = Sort.PICTURE if found[1].lower() == "img" else Sort.LINK
        yield MarkdownLink(sort, found.start(), found[0], found[2]), found.end()
    for found in _OPENING.finditer(text):
        shown = _one_line(f"{found[1]}[{found[2]}](")
        address, end = _address(text, found.end())
        title = _TITLE.match(text, end)
        closed = title.end() if title and text[title.end() : title.end() + 1] == ")" else end
        if text[closed : closed + 1] == ")":
            sort = Sort.PICTURE if found[1] else Sort.LINK
            if sort is Sort.LINK and not as_written[found.start(2) : found.end(2)].strip():
                yield _wordless(found.start(), address), closed + 1
            else:
                yield MarkdownLink(sort, found.start(), address or f"{shown})", address), closed + 1
            continue
        yield _not_closed(text, found.start(), shown, address, end), end


def _wordless(at: int, address: str) -> MarkdownLink:
    return MarkdownLink(
        Sort.BROKEN,
        at,
        f"[]({address})",
        message=f"`[]({address})` has no words, so readers see no link.",
        hint=f"Write what it leads to: `[Waiting]({address})`.",
    )


def _address(text: str, at: int) -> tuple[str, int]:
    """The address that begins there, and where it ends (before the closing bracket, if there is one)."""
    while text[at : at + 1] in (" ", "\t"):
        at += 1
    if text[at : at + 1] == "<" and (close := text.find(">", at)) > 0:
        return text[at + 1 : close], _past_blanks(text, close + 1)
    begin, depth = at, 0
    while at < len(text) and not text[at].isspace():
        depth += {"(": 1, ")": -1}.get(text[at], 0)
        if depth < 0:
            break
        at += 1
    return text[begin:at], _past_blanks(text, at)


def _past_blanks(text: str, at: int) -> int:
    """Behind the blanks, if the closing bracket follows them."""
    end = at
    while text[end : end + 1] in (" ", "\t"):
        end += 1
    return end if text[end : end + 1] == ")" else at


def _not_closed(text: str, at: int, shown: str, address: str, end: int) -> MarkdownLink:
    rest = text[end:].split("\n", 1)[0]
    inner = rest.partition(")")[0]
    words = address or shown
    if ")" in rest and "[" not in inner and not re.match(_WAY, address):
        meant = f"{address}{inner}".strip()
        return MarkdownLink(
            Sort.BROKEN,
            at,
            words,
            message=f"A blank stands within the address `{meant}`, so `{shown}` makes no link.",
            hint=f"Write `%20` for each blank: `{meant.replace(' ', '%20')}`.",
        )
    return MarkdownLink(
        Sort.BROKEN,
        at,
        words,
        message=f"`{shown}{address}` isn't closed, so readers see it as it stands and no link.",
        hint=f"Write `)` directly behind the address: `{shown}{address})`.",
    )


def _defined(text: str) -> Iterator[tuple[MarkdownLink, int]]:
    """References such as `[text][name]` with `[name]: address` further down."""
    known = {}
    for found in _DEFINITION.finditer(text):
        known[_name(found[1])] = found[2]
        yield MarkdownLink(Sort.LINK, found.start(), f"[{found[1]}]:", found[2]), found.end()
    for found in _REFERENCE.finditer(text):
        name = found[3] or found[2]
        if _name(name) in known:
            if found[1]:
                yield MarkdownLink(Sort.PICTURE, found.start(), found[0], known[_name(name)]), found.end()
            continue
        if re.match(_WAY, name):
            message = f"`{found[0]}` makes no link: its address stands in the wrong brackets."
            hint = f"Write `{found[1]}[{found[2]}]({name})`."
        elif found[3] or found[1]:
            message = f"`{found[0]}` is a link to `[{name}]`, and no line says where that leads."
            hint = f"Write `[{found[2]}](address)`, or add a line `[{name}]: address`."
        else:
            continue
        yield MarkdownLink(Sort.BROKEN, found.start(), found[0], message=message, hint=hint), found.end()


def _name(written: str) -> str:
    return " ".join(written.lower().split())


def _broken(text: str) -> Iterator[tuple[MarkdownLink, int]]:
    for pattern, message, hint in _MISSING:
        for found in pattern.finditer(text):
            yield (
                MarkdownLink(
                    Sort.BROKEN,
                    found.start(),
                    found[0],
                    message=f"`{found[0].strip()}` makes no link: {message}",
                    hint=hint,
                ),
                found.end(),
            )


_LIKE = "Write it like `[text](../waiting-room/)`."
_MISSING = (
    (_WIKI, "this is how a wiki writes one.", _LIKE),
    (_GAP, "a blank stands between the two brackets.", "Delete the blank between `]` and `(`."),
    (_SWAPPED, "the round and the square brackets are exchanged.", _LIKE),
    (_CURLY, "its address stands in the wrong brackets.", _LIKE),
    (_NO_CLOSING, "`]` is missing before the `(`.", _LIKE),
    (_NO_OPENING, "`[` is missing before the words.", _LIKE),
    (_AUTO, "`>` is missing behind the address.", "Close it: `<https://example.org>`."),
)


def _one_line(text: str) -> str:
    return " ".join(text.split())
