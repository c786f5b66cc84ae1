"""Numbers as a language writes them: the very text that Babel gives, without its cost.

Rounding is Babel's: half to even, of the decimal that one reads (2.675 is a tie, though the float
lies below). The one difference is that nothing is ever written as minus zero.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.numbers import format_decimal, format_percent

LARGEST_FAST = 1e9
"""Beyond this a float no longer tells a tie from its neighbours to six decimals."""

TIE = 1e-6
"""Nearer than this to a half, the digits are counted out in decimal."""


@lru_cache(maxsize=16)
def locale_of(language: str) -> Locale:
    """Babel's locale, English where it knows none of that name."""
    try:
        return Locale.parse(language)
    except (UnknownLocaleError, ValueError):
        return Locale.parse("en")


class Numbers:
    """Writers of numbers in one language, made once for each style."""

    def __init__(self, language: str) -> None:
        self._locale = locale_of(language)
        symbols = self._locale.number_symbols["latn"]
        self._decimal, self._group = symbols["decimal"], symbols["group"]
        self._minus = symbols["minusSign"]
        self._writers: dict[tuple[bool, int], Callable[[float], str]] = {}

    def fixed(self, decimals: int) -> Callable[[float], str]:
        """Writer of a number with that many decimals."""
        return self._writer(False, decimals)

    def percent(self, decimals: int) -> Callable[[float], str]:
        """Writer of a fraction of 1 as a percentage with that many decimals."""
        return self._writer(True, decimals)

    def _writer(self, percent: bool, decimals: int) -> Callable[[float], str]:
        key = (percent, decimals)
        if key not in self._writers:
            self._writers[key] = self._make(percent, decimals)
        return self._writers[key]

    def _make(self, percent: bool, decimals: int) -> Callable[[float], str]:
        slow = self._slow(percent, decimals)
        sample = self._locale.percent_formats[None].pattern if percent else ""
        if percent and not sample.startswith("#,##0"):
            return slow
        after, scale = sample.removeprefix("#,##0"), 100.0 if percent else 1.0
        return self._fast(slow, scale, decimals, after)

    def _fast(
        self, slow: Callable[[float], str], scale: float, decimals: int, after: str
    ) -> Callable[[float], str]:
        spec, power, point, group = f",.{decimals}f", 10.0**decimals, self._decimal, self._group
        minus = self._minus

        def write(value: float) -> str:
            scaled = value * scale
            shifted = scaled * power
            if -LARGEST_FAST < shifted < -0.5 - TIE:
                return minus + write(-value)
            if not 0 <= shifted < LARGEST_FAST or -TIE < shifted % 1.0 - 0.5 < TIE:
                return slow(value)
            text = format(scaled, spec)
            if point != ".":
                whole, _, rest = text.partition(".")
                text = whole.replace(",", group) + point + rest if rest else whole.replace(",", group)
            return text + after

        return write

    def _slow(self, percent: bool, decimals: int) -> Callable[[float], str]:
        digits = "." + "0" * decimals if decimals else ""
        locale, zero = self._locale, Decimal(1).scaleb(-decimals) / 2

        def write(value: float) -> str:
            exact = Decimal(str(value))
            if abs(exact * (100 if percent else 1)) <= zero:
                exact = Decimal(0)
            if percent:
                pattern = locale.percent_formats[None].pattern.replace("0", "0" + digits, 1)
                return format_percent(exact, format=pattern, locale=locale)
            return format_decimal(exact, format="#,##0" + digits, locale=locale)

        return lru_cache(maxsize=4096)(write)
