"""The one line of an unreadable YAML file that, written otherwise, makes all of it readable.

The parser stumbles where a mistake shows, often lines below the one that was mistyped. So the slips
that people make are undone one by one in the lines around, and the one whose undoing lets the whole
file be read is named.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import yaml
from yaml.cyaml import CParser
from yaml.events import StreamEndEvent

from generator.load import bracket_errors, indent_errors, missing_standins

FARTHEST = 60
"""Lines in which an open quotation mark is looked for."""
LONGEST = 300_000
"""Characters of a file in which this is tried; reading a large one again and again takes too long."""


@dataclass(frozen=True)
class Repair:
    """A slip in one line, and what was to be written."""

    line: int
    column: int
    message: str
    hint: str


_Mended = tuple[str, int, str, str]
"""The line as it was meant, the column of the slip, a message and a hint."""
_Mender = Callable[[str], _Mended | None]

_KEY = r"(?:[A-Za-z_][\w-]*|\d{4}[\w/-]*)"
_VALUE = re.compile(rf"(\s*(?:-\s+)?({_KEY}):\s+)(\S.*?)\s*")
_IN_BRACES = re.compile(r"([{,]\s*[a-z_0-9]+:\s*)([^,{}\[\]\s][^,{}\[\]]*?|)(?=\s*[,}])")
_COMPARED = re.compile(r"((?:^\s*-|:)\s+)(>=|=>|<=|=<|[<>≥≤=])\s*(?=\d)")
_BULLET = re.compile(r"(\s*)([*•·‣◦▪●○►–—+])\s*(?=[^\s*])")
_DASH_OF_A_PERIOD = re.compile(r"(\s*)-\s+(?=(?:19|20)\d\d[\w/-]*:\s)")
_TIGHT_DASH = re.compile(r"(\s*)-(?=[^\s-])")
_TIGHT_COLON = re.compile(rf"(\s*(?:-\s+)?|.*?[{{,]\s*)(?!https?:)({_KEY}):(?=[^\s/])")
_OTHER_SIGN = re.compile(rf"(\s*(?:-\s+)?{_KEY})\s*(=>|:=|->|=|;|：)\s*(?=\S)")
_NO_COLON = re.compile(rf"(\s*(?:-\s+)?)({_KEY})(\s+\S.*|\s*)")
_ALONE = re.compile(r"[a-z][a-z0-9_-]*\s*")
_HALF_QUOTED = re.compile(rf"(\s*(?:-\s+)?{_KEY}:\s+)(['\"])([^'\"]*)")
_LANGUAGES = frozenset({"en", "es", "fr", "pt", "de", "it", "nl", "pl", "ca"})


def find(text: str, at: int, since: int) -> Repair | None:
    """The slip that keeps `text` from being read. The parser gave up in line `at`, within what began in
    line `since`. None where no one line is to blame."""
    lines = text.split("\n")
    if len(text) > LONGEST or not 0 < at <= len(lines) + 1:
        return None
    nearby = list(dict.fromkeys(_nearby(lines, at, since)))
    for number in nearby:
        for mender in _MENDERS:
            mended = mender(lines[number - 1])
            if mended and (_reads(lines, number, mended[0]) or _all_alike(lines, mender)):
                return Repair(number, *mended[1:])
    if found := _half_quoted(lines, at):
        return found
    if found := next((it for it in _dashes(lines, nearby, at) if _reads(lines, *it[:2])), None):
        return Repair(found[0], *found[2:])
    best = indent_errors.best(lines, nearby)
    return Repair(*best) if best else None


def _dashes(lines: list[str], nearby: list[int], at: int) -> Iterator[tuple[int, str, int, str, str]]:
    """Lines that lack the dash of an item, or have one too many, with what they were meant to be."""
    yield from ((number, *mended) for number in nearby if (mended := indent_errors.lost_dash(lines, number)))
    yield from indent_errors.without_dash(lines, at)
    yield from (
        (number, *mended) for number in nearby if (mended := indent_errors.dash_among_keys(lines, number))
    )


def _half_quoted(lines: list[str], at: int) -> Repair | None:
    """A quotation mark that opens in a line above, and closes at an apostrophe far below."""
    for number in range(min(at, len(lines)), max(0, at - FARTHEST), -1):
        found = _HALF_QUOTED.fullmatch(lines[number - 1])
        if found and _reads(lines, number, f"{found[1]}{found[3]}"):
            return Repair(
                number,
                found.end(1) + 1,
                f"The quotation mark {found[2]} that opens here is never closed in this line.",
                "Close it, or delete it. Within single quotes an apostrophe is written twice: `'it''s'`.",
            )
    return None


def _nearby(lines: list[str], at: int, since: int) -> Iterator[int]:
    """Lines that may be to blame, the likeliest first."""
    yield from (number for number in (at, since) if indent_errors.written(lines, number))
    above = at
    for _ in range(3):
        above = indent_errors.above(lines, above)
        if above:
            yield above
    if below := indent_errors.below(lines, at):
        yield below
    if holder := indent_errors.holder(lines, at):
        yield holder


def _reads(lines: list[str], number: int, new: str) -> bool:
    return new != lines[number - 1] and readable([*lines[: number - 1], new, *lines[number:]])


def _all_alike(lines: list[str], mender: _Mender) -> bool:
    """Whether the file can be read once the same slip is undone in all its lines."""
    mended = [(mender(line) or (line,))[0] for line in lines]
    return sum(new != old for new, old in zip(mended, lines, strict=True)) > 1 and readable(mended)


def readable(lines: list[str]) -> bool:
    """Whether the lines are YAML."""
    read_on = CParser("\n".join(lines)).get_event
    try:
        while type(read_on()) is not StreamEndEvent:
            pass
    except yaml.YAMLError:
        return False
    return True


def _stand_in(line: str) -> _Mended | None:
    """`2025-03: -` or `{median: ?, n: 40}`."""
    of_a_value = re.match(r"\s*\d", line) is not None
    found = _VALUE.fullmatch(line)
    if found and _for_nothing(found[3], of_a_value=of_a_value):
        return _said(f'{found[1]}"x"', found.end(1) + 1, found[3], of_a_value=of_a_value)
    cells = [cell for cell in _IN_BRACES.finditer(line) if _for_nothing(cell[2], of_a_value=of_a_value)]
    if not cells:
        return None
    new = _IN_BRACES.sub(
        lambda cell: f'{cell[1]}"x"' if _for_nothing(cell[2], of_a_value=of_a_value) else cell[0], line
    )
    return _said(new, cells[0].end(1) + 1, cells[0][2], of_a_value=of_a_value)


def _for_nothing(text: str, *, of_a_value: bool) -> bool:
    return bool(text) and (
        missing_standins.is_stand_in(text) or (of_a_value and bool(missing_standins.instead(text)))
    )


def _said(new: str, column: int, what: str, *, of_a_value: bool) -> _Mended:
    hint = missing_standins.with_why(missing_standins.instead(what), table=False)
    otherwise = "Delete the key if there is nothing to say, or put quotes around a text."
    message = f"`{what}` stands here where a value was expected."
    return new, column, message, hint if of_a_value else otherwise


def _compared(line: str) -> _Mended | None:
    """`- >= 90%`."""
    if not (found := _COMPARED.search(line)):
        return None
    new = f"{line[: found.start(2)]}{line[found.end() :]}"
    return (
        new,
        found.start(2) + 1,
        f"`{found[2]}` stands before the number.",
        f"Write the number alone: `{new.strip()}`. Which way is better, `better` says in `measure`.",
    )


def _bullet(line: str) -> _Mended | None:
    if not (found := _BULLET.match(line)):
        return None
    return (
        f"{found[1]}- {line[found.end() :]}",
        found.end(1) + 1,
        f"`{found[2]}` at the beginning of this line makes no item of a list.",
        "An item begins with a plain hyphen and a blank: `- 75%`.",
    )


def _dash_of_a_period(line: str) -> _Mended | None:
    """`- 2026-06: 155/167` among periods without a hyphen."""
    if not (found := _DASH_OF_A_PERIOD.match(line)):
        return None
    return (
        f"{found[1]}{line[found.end() :]}",
        found.end(1) + 1,
        "A hyphen stands before this period, as if it were an item of a list.",
        f"Delete the hyphen: `{bracket_errors.short(line[found.end() :])}`.",
    )


def _tight_dash(line: str) -> _Mended | None:
    if not (found := _TIGHT_DASH.match(line)):
        return None
    return (
        f"{found[1]}- {line[found.end() :]}",
        found.end(1) + 1,
        "`-` at the beginning of this line makes no item of a list: it has no blank after it.",
        "Put a blank after the `-` of a list item: `- 75%`.",
    )


def _tight_colon(line: str) -> _Mended | None:
    new, at = line, 0
    while found := _TIGHT_COLON.match(new):
        at = at or found.end()
        new = f"{new[: found.end()]} {new[found.end() :]}"
    if new == line:
        return None
    return (
        new,
        at,
        "A colon needs a blank after it.",
        f"Put a blank behind it: `{bracket_errors.short(new)}`.",
    )


def _other_sign(line: str) -> _Mended | None:
    """`theme = waiting`."""
    if not (found := _OTHER_SIGN.match(line)):
        return None
    new = f"{found[1]}: {line[found.end() :]}"
    return (
        new,
        found.start(2) + 1,
        f"`{found[2]}` stands here; a colon and a blank were expected.",
        f"Lines are of the form `key: value`: `{bracket_errors.short(new)}`.",
    )


def _no_colon(line: str) -> _Mended | None:
    """`theme waiting`, or `measure` alone above its keys."""
    found = _NO_COLON.fullmatch(line)
    known = found and (
        found[2] in bracket_errors.all_keys() or found[2] in _LANGUAGES or found[2][0].isdigit()
    )
    if not found or not (known or _ALONE.fullmatch(line)):
        return None
    new = f"{found[1]}{found[2]}:{found[3]}"
    return (
        new,
        found.end(2) + 1,
        f"The colon behind `{found[2]}` is missing.",
        f"Lines are of the form `key: value`: `{bracket_errors.short(new)}`.",
    )


_MENDERS: tuple[_Mender, ...] = (
    _stand_in,
    _compared,
    _bullet,
    _dash_of_a_period,
    _tight_dash,
    _tight_colon,
    _other_sign,
    _no_colon,
    bracket_errors.lacking,
    bracket_errors.link,
    bracket_errors.comma,
)
