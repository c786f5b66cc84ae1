"""The arithmetic of an import map: numbers, column names, + - * /, brackets and round(). Nothing else runs.

An expression is read into a small tree, so that what is wrong can be said at its place, and the
tree becomes one Polars expression over whole columns.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, cast

import polars as pl

LONGEST = 300  # characters; keeps the depth of a tree far from Python's own limit
DEEPEST = 50  # brackets within brackets

Sign = Literal["+", "-", "*", "/"]

_TOKEN = re.compile(
    r"""\s*(?:
        (?P<number>\d+(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.]))
      | (?P<name>[^\W\d]\w*|\{[a-z]+\})
      | "(?P<quoted>[^"]+)"
      | `(?P<ticked>[^`]+)`
      | (?P<sign>[-+*/()])
    )""",
    re.VERBOSE,
)


class NotArithmetic(ValueError):
    """The text can't be read. `at` counts characters from 0; the message is for an editor."""

    def __init__(self, message: str, at: int) -> None:
        super().__init__(message)
        self.at = at


@dataclass(frozen=True, slots=True)
class Number:
    value: float


@dataclass(frozen=True, slots=True)
class Column:
    name: str
    at: int
    """Where in the text it stands, from 0."""


@dataclass(frozen=True, slots=True)
class Combined:
    sign: Sign
    left: Expression
    right: Expression


@dataclass(frozen=True, slots=True)
class Rounded:
    """To the nearest whole number; halves go up."""

    inner: Expression


@dataclass(frozen=True, slots=True)
class Counted:
    """One for each row in which these columns say one of these, else nothing; one for every row if empty."""

    wanted: tuple[tuple[str, tuple[str, ...]], ...]

    def holds(self) -> pl.Expr:
        """Whether a row is counted."""
        each = [pl.col(name).is_in(cells) for name, cells in self.wanted]
        return pl.all_horizontal(*each) if each else pl.lit(value=True)


Expression = Number | Column | Combined | Rounded | Counted
_Reading = Callable[[], Expression]


def read(text: str) -> Expression:
    """The tree of `attendances - breaches`. Names with spaces stand in double quotes or backticks.

    Raises NotArithmetic.
    """
    if len(text) > LONGEST:
        raise NotArithmetic(f"this is longer than {LONGEST} characters.", LONGEST)
    return _Reader(_tokens(text), len(text)).whole()


def columns(expression: Expression) -> tuple[Column, ...]:
    """The columns that take part, each once, in reading order."""
    match expression:
        case Number() | Counted():
            return ()
        case Column():
            return (expression,)
        case Rounded(inner):
            return columns(inner)
        case Combined(_, left, right):
            both = {column.name: column for column in reversed((*columns(left), *columns(right)))}
            return tuple(sorted(both.values(), key=lambda column: column.at))


def unrounded(expression: Expression) -> Expression:
    """The same without any rounding; the very expression where there is none."""
    match expression:
        case Rounded(inner):
            return unrounded(inner)
        case Combined(sign, left, right):
            return Combined(sign, unrounded(left), unrounded(right))
    return expression


def over(expression: Expression, prefix: str = "") -> pl.Expr:
    """The same for Polars: Float64 over columns of numbers called `prefix` + name.

    Null where a column is null. A division by 0 gives an infinity or NaN.
    """
    match expression:
        case Number(value):
            return pl.lit(value, dtype=pl.Float64)
        case Column(name):
            return pl.col(prefix + name)
        case Rounded(inner):
            # What 0.1 + 0.2 leaves behind the fifteenth digit must not decide about a half.
            return over(inner, prefix).round_sig_figs(12).round(0, "half_away_from_zero")
        case Counted():
            return pl.when(expression.holds()).then(1.0).otherwise(0.0)
        case Combined(sign, left, right):
            a, b = over(left, prefix), over(right, prefix)
            return {"+": a.__add__, "-": a.__sub__, "*": a.__mul__, "/": a.__truediv__}[sign](b)


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    """number, name or sign."""
    text: str
    at: int

    def __str__(self) -> str:
        return f"`{self.text}`"


def _tokens(text: str) -> list[_Token]:
    tokens, position = [], 0
    end = len(text.rstrip())
    while position < end:
        found = _TOKEN.match(text, position)
        if not found:
            raise _unreadable(text, position + len(text[position:]) - len(text[position:].lstrip()))
        kind = str(found.lastgroup)
        quote = 1 if kind in {"quoted", "ticked"} else 0
        tokens.append(_Token("name" if quote else kind, found[kind], found.start(kind) - quote))
        position = found.end()
    return tokens


def _unreadable(text: str, at: int) -> NotArithmetic:
    rest = text[at:]
    if rest[0] in '"`':
        return NotArithmetic(f"the quote {rest[0]} is never closed.", at)
    if rest[0].isdigit():
        word = rest.split()[0]
        return NotArithmetic(
            f"`{word}` is no number; a column whose name begins with a digit stands in double quotes.", at
        )
    return NotArithmetic(f"`{rest[0]}` is not understood; numbers, columns, + - * / and brackets are.", at)


class _Reader:
    """Reads tokens from left to right; each method reads as much as belongs to it."""

    def __init__(self, tokens: list[_Token], end: int) -> None:
        self._tokens = tokens
        self._end = end
        self._next = 0
        self._depth = 0

    def whole(self) -> Expression:
        if not self._tokens:
            raise NotArithmetic("there is nothing here; write a column such as `attendances`.", 0)
        expression = self._sum()
        if (token := self._peek()) is not None:
            raise self._surplus(token)
        return expression

    def _sum(self) -> Expression:
        left = self._product()
        while sign := self._sign("+", "-"):
            left = Combined(sign, left, self._product())
        return left

    def _product(self) -> Expression:
        left = self._factor()
        while sign := self._sign("*", "/"):
            left = Combined(sign, left, self._factor())
        return left

    def _factor(self) -> Expression:
        token = self._peek()
        if token is None:
            raise NotArithmetic("it breaks off; a number, a column or a bracket was expected.", self._end)
        self._next += 1
        match token.kind, token.text:
            case "name", "round" if (opened := self._peek()) and opened == _Token("sign", "(", opened.at):
                self._next += 1
                return Rounded(self._bracket(opened))
            case "number", text:
                return Number(float(text))
            case "name", text:
                return Column(text, token.at)
            case _, "(":
                return self._bracket(token)
            case _, "-":
                return Combined("-", Number(0), self._deeper(token, self._factor))
        raise NotArithmetic(f"{token} stands where a number, a column or a bracket was expected.", token.at)

    def _bracket(self, opened: _Token) -> Expression:
        inner = self._deeper(opened, self._sum)
        closed = self._peek()
        if closed is None:
            raise NotArithmetic("this bracket is never closed.", opened.at)
        if closed.text != ")" or closed.kind != "sign":
            raise self._surplus(closed)
        self._next += 1
        return inner

    def _deeper(self, token: _Token, read: _Reading) -> Expression:
        self._depth += 1
        if self._depth > DEEPEST:
            raise NotArithmetic(f"brackets are more than {DEEPEST} deep.", token.at)
        inner = read()
        self._depth -= 1
        return inner

    def _sign(self, *signs: Sign) -> Sign | None:
        token = self._peek()
        if token is None or token.kind != "sign" or token.text not in signs:
            return None
        self._next += 1
        return cast("Sign", token.text)

    def _peek(self) -> _Token | None:
        return self._tokens[self._next] if self._next < len(self._tokens) else None

    def _surplus(self, token: _Token) -> NotArithmetic:
        before = self._tokens[self._next - 1]
        if token.kind == before.kind == "name":
            return NotArithmetic(
                f"{token} follows {before} without a sign between them; "
                f'a name with spaces stands in double quotes: "{before.text} {token.text}".',
                token.at,
            )
        if token.text == ")":
            return NotArithmetic("this bracket was never opened.", token.at)
        return NotArithmetic(f"{token} follows {before}; one of + - * / was expected between them.", token.at)
