"""Numbers are written as Babel writes them, only faster."""

from __future__ import annotations

from decimal import Decimal

import pytest
from babel.numbers import format_decimal, format_percent
from hypothesis import example, given
from hypothesis import strategies as st

from generator.words import Words

LANGUAGES = ("en", "es", "fr", "de", "nl")
WORDS = {language: Words(language) for language in LANGUAGES}
PLACES = st.integers(0, 4)
NUMBERS = st.floats(-1e13, 1e13, allow_nan=False).filter(lambda number: abs(number) > 1e-3)


def digits(places: int) -> str:
    return "." + "0" * places if places else ""


@pytest.mark.parametrize("language", LANGUAGES)
@given(NUMBERS, PLACES)
@example(2.675, 2)
@example(0.125, 2)
@example(999.5, 0)
@example(1234.5, 0)
@example(-1234.56, 1)
def test_a_number_is_written_as_babel_writes_it(language: str, number: float, places: int) -> None:
    babel = format_decimal(Decimal(str(number)), format="#,##0" + digits(places), locale=language)
    if babel.strip("-0.,") == "":
        babel = babel.lstrip("-")
    assert WORDS[language].number(number, places) == babel


@pytest.mark.parametrize("language", LANGUAGES)
@given(st.floats(0, 20), PLACES)
@example(0.925, 0)
@example(0.9995, 1)
@example(1.005, 0)
@example(187 / 200, 0)
def test_a_percentage_is_written_as_babel_writes_it(language: str, fraction: float, places: int) -> None:
    usual = format_percent(0.5, locale=language).replace("50", "{}")
    pattern = usual.replace("{}", "#,##0" + digits(places))
    babel = format_percent(Decimal(str(fraction)), format=pattern, locale=language)
    assert WORDS[language].percent(fraction, places) == babel


def test_nothing_is_minus_zero() -> None:
    assert Words("en").number(-0.2) == "0"
    assert Words("fr").number(-0.004, 2) == "0,00"


def test_a_language_that_babel_does_not_know_is_written_as_english() -> None:
    assert Words("xx").number(1234.5, 1) == "1,234.5"
