"""What the YAML parser stumbles over, in words for an editor.

The parser's own sentences say which rule of the language it missed; what the editor did is read
from the line itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

import yaml

from generator.load import accidental_comments, one_line_repairs, truncated_yaml
from generator.model import lookalike_signs, reading_problems
from generator.problem import Place, Problem

_TIGHT_COLON = re.compile(r"\s*(?:-\s+)*[a-z_-]+:(?=[^\s/])")
_TIGHT_DASH = re.compile(r"\s*(-(?=[^\s-])|[–—])")
_SECOND_COLON = re.compile(r"^\s*(?:-\s+)*[^\s#'\"\[{][^#]*?:\s+\S")


@dataclass(frozen=True)
class _Stumble:
    """Where the parser gave up (`at`) and where what it was reading began (`since`)."""

    lines: list[str]
    at: tuple[int, int]
    since: tuple[int, int]

    @property
    def line(self) -> str:
        return self._line(self.at[0])

    @property
    def before(self) -> str:
        return self.line[: self.at[1] - 1]

    @property
    def sign(self) -> str:
        """The character that stands there."""
        return self.line[self.at[1] - 1 : self.at[1]]

    @property
    def opening(self) -> str:
        line, column = self.since
        return self._line(line)[column - 1 : column]

    @property
    def disguised(self) -> tuple[str, tuple[int, int]] | None:
        """The first sign near here that is taken for one of YAML's, where it would matter."""
        for number in (self.since[0] - 1, self.since[0], self.at[0]):
            line = self._line(number)
            text = line.lstrip("".join(lookalike_signs.LOOK_LIKE_BLANKS) + " -")
            for i, sign in enumerate(line):
                before_all = i < len(line) - len(text)
                if sign in lookalike_signs.LOOK_LIKE_BLANKS and (before_all or line[:i].endswith(":")):
                    return sign, (number, i + 1)
                if sign in lookalike_signs.LOOK_LIKE_SIGNS and ": " not in line[:i]:
                    return sign, (number, i + 1)
        return None

    @property
    def line_above(self) -> str:
        above = (self._line(number) for number in range(self.at[0] - 1, 0, -1))
        return next((line for line in above if line.strip() and not line.lstrip().startswith("#")), "")

    def _line(self, number: int) -> str:
        return self.lines[number - 1] if 0 < number <= len(self.lines) else ""


_Said = tuple[str, str, tuple[int, int]]


def problem(error: yaml.YAMLError, file: str, text: str) -> Problem:
    """The parser's error as a problem at the place that has to be mended."""
    said = str(getattr(error, "problem", None) or "")
    mark = getattr(error, "problem_mark", None)
    at = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    context = getattr(error, "context_mark", None)
    since = (context.line + 1, context.column + 1) if context else at
    stumble = _Stumble(text.splitlines(), at, since)
    message, hint, where = _words(said, stumble, text)
    return reading_problems.SYNTAX.problem(Place(file, *where), message, hint)


def _words(said: str, stumble: _Stumble, text: str) -> _Said:
    if disguised := stumble.disguised:
        sign, place = disguised
        meant = lookalike_signs.plain(f"x{sign}x")[1:-1]
        do = f"Type a plain `{meant}` there." if meant.strip() else "Type a plain blank there."
        return lookalike_signs.named(sign).replace(" in it", " here"), do, place
    if stumble.sign != "\t" and (found := one_line_repairs.find(text, stumble.at[0], stumble.since[0])):
        return found.message, found.hint, (found.line, found.column)
    for part, words in _KNOWN.items():
        if part in said:
            return words(stumble)
    return "This can't be read as YAML from here on.", "Compare it with a file that works.", stumble.at


def _colon(stumble: _Stumble) -> _Said:
    if tight := _TIGHT_COLON.match(stumble.line):
        return "A colon needs a blank after it.", "Put a blank behind it.", (stumble.at[0], tight.end())
    if _SECOND_COLON.match(stumble.before):
        return (
            "A second `: ` stands in this line, so it isn't clear where the value begins.",
            'Put quotes around a value with a colon in it: `title: "Waiting: the first hour"`.',
            stumble.at,
        )
    if ":" not in stumble.line_above:
        if tight := _TIGHT_DASH.match(stumble.line_above):
            return (
                f"`{tight[1]}` at the beginning of this line makes no item of a list.",
                "An item begins with a plain hyphen and a blank: `- 75%`.",
                (stumble.at[0] - 1, tight.start(1) + 1),
            )
        return (
            "The line above is not of the form `key: value`, so this key can't follow it.",
            "Write `key: value` there, or delete it.",
            stumble.at,
        )
    return (
        "This key is indented under a line that already has a value.",
        "Begin it in the same column as the line above, or move that value.",
        stumble.at,
    )


def _open_quote(stumble: _Stumble) -> _Said:
    return (
        f"The quotation mark {stumble.opening} that opens here is never closed.",
        "Close it. Within single quotes an apostrophe is written twice: `'it''s'`.",
        stumble.since,
    )


def _open_bracket(stumble: _Stumble) -> _Said:
    closing = {"[": "]", "{": "}"}.get(stumble.opening, "]")
    if lost := accidental_comments.swallowing(stumble.lines, stumble.since, stumble.at[0]):
        return (
            f"A blank and `#` begin a comment, so the `{closing}` behind it isn't read.",
            "Put quotes around a text with ` #` in it.",
            lost,
        )
    if stumble.since[0] != stumble.at[0]:
        return (
            f"The `{stumble.opening}` that opens here is not closed.",
            f"Write `{closing}` at its end.",
            stumble.since,
        )
    if stumble.sign == ":":
        return (
            "A second key begins in this value.",
            "Put a comma between two keys in braces: `{every: 12 months, last: 2026-03-01}`. If the `:` "
            "belongs to a text, put quotes around the text.",
            stumble.at,
        )
    stands = f"`{stumble.sign}` stands here" if stumble.sign.strip() else "the line ends"
    return (
        f"`,` or `{closing}` was expected, but {stands}.",
        f"Close the `{stumble.opening}` of column {stumble.since[1]}, or put quotes around a text with "
        "`,`, `:` or brackets in it.",
        stumble.at,
    )


def _first_sign(stumble: _Stumble) -> _Said:
    if stumble.sign == "\t":
        return "A tab stands here; indentation is made of blanks.", "Put blanks in its place.", stumble.at
    sign = "a backtick" if stumble.sign == "`" else f"`{stumble.sign}`"
    return (
        f"A text can't begin with {sign}.",
        "Put quotes around it.",
        stumble.at,
    )


def _no_key(stumble: _Stumble) -> _Said:
    if cut := accidental_comments.ending(stumble.lines, stumble.at[0] - 1):
        return (
            "A blank and `#` begin a comment, so the text ends here and the next line can't go on with it.",
            "Put quotes around the whole text.",
            cut,
        )
    before = stumble.before.rstrip()
    if before and before[-1] in "'\"]}":
        return (
            f"Something follows here after the closing {before[-1]}.",
            "Put the whole value in quotes, or delete what follows.",
            stumble.at,
        )
    if stumble.sign == "-":
        return (
            "A list item stands here among keys.",
            "Indent it under the key whose list it belongs to.",
            stumble.at,
        )
    return (
        "This line begins in a column that fits none of the lines above it.",
        "Keys of one mapping begin in the same column; indent by two blanks what belongs to a key.",
        stumble.at,
    )


def _no_item(stumble: _Stumble) -> _Said:
    if stumble.sign == "-":
        return "This `-` has no blank after it.", "Put a blank after the `-` of a list item.", stumble.at
    return (
        "A key stands here where the next item of the list (`- ...`) was expected.",
        "Indent it if it belongs to the item above; else begin it in the column of the list's own key.",
        stumble.at,
    )


def _no_colon(stumble: _Stumble) -> _Said:
    return (
        "This line is not of the form `key: value`.",
        "A colon needs a blank after it. If the line goes on with the text above, indent it.",
        stumble.since,
    )


def _item_after_key(stumble: _Stumble) -> _Said:
    return (
        "A list item can't begin behind its key.",
        "Put each `- ...` on a line of its own below, write `[one, two]`, or put quotes around a text.",
        stumble.at,
    )


def _name_sign(stumble: _Stumble) -> _Said:
    return f"A value can't begin with `{stumble.opening}`.", "Put quotes around it.", stumble.since


def _escape(stumble: _Stumble) -> _Said:
    return (
        "The backslash here means nothing that can be read within double quotes.",
        r"Write two of them (`\\`), or use single quotes.",
        stumble.at,
    )


def _after_bar(stumble: _Stumble) -> _Said:
    return (
        f"Text stands here behind `{stumble.opening}`; it has to begin in the next line, indented.",
        "Move it down, or delete the sign.",
        stumble.at,
    )


def _closes_nothing(stumble: _Stumble) -> _Said:
    if not stumble.sign:
        return truncated_yaml.cut_off(stumble.lines)
    return (
        f"`{stumble.sign}` stands here where a value was expected.",
        "Delete it, or put quotes around it.",
        stumble.at,
    )


def _after_end(stumble: _Stumble) -> _Said:
    return truncated_yaml.ended(stumble.lines, stumble.at) or (
        "Something follows here after the end of the document.",
        "Delete it.",
        stumble.at,
    )


def _directive(stumble: _Stumble) -> _Said:
    return "A line can't begin with `%`.", "Delete it, or put quotes around it.", stumble.since


def _tag(stumble: _Stumble) -> _Said:
    return "A value can't begin with `!`.", "Put quotes around it.", stumble.since


_KNOWN: dict[str, Callable[[_Stumble], _Said]] = {
    "mapping values are not allowed": _colon,
    "found unexpected end of stream": _open_quote,
    "found unexpected document indicator": _open_quote,
    "did not find expected ',' or": _open_bracket,
    "cannot start any token": _first_sign,
    "found a tab character": _first_sign,
    "did not find expected key": _no_key,
    "did not find expected '-' indicator": _no_item,
    "could not find expected ':'": _no_colon,
    "block sequence entries are not allowed": _item_after_key,
    "expected alphabetic or numeric character": _name_sign,
    "unknown escape character": _escape,
    "hexdecimal number": _escape,
    "expected comment or line break": _after_bar,
    "expected node content": _closes_nothing,
    "expected <document start>": _after_end,
    "directive": _directive,
    "incompatible YAML document": _directive,
    "tag": _tag,
}
"""By a part of the parser's sentence."""
