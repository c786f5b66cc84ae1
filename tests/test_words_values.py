"""Values, targets, periods and rules in the words of three languages."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from by_hand import standard

from generator.model.period import Grain, parse
from generator.model.results import Assurance, SpcRule, Variation, Verdict
from generator.words import Words

EN, ES, FR = (Words(language, ("en", "es", "fr")) for language in ("en", "es", "fr"))
NARROW = "\N{NARROW NO-BREAK SPACE}"


def plain(text: str) -> str:
    """No-break spaces as spaces; they have tests of their own."""
    return text.replace("\N{NO-BREAK SPACE}", " ").replace(NARROW, " ")


VALUES: list[tuple[dict[str, Any], float, str, str, str]] = [
    ({"kind": "proportion"}, 0.914, "91%", "91 %", "91 %"),
    ({"kind": "proportion", "decimals": 2}, 0.8913, "89.13%", "89,13 %", "89,13 %"),
    ({"kind": "proportion", "targets": ("99.5%",)}, 0.9, "90.0%", "90,0 %", "90,0 %"),
    ({"kind": "conversion"}, 0.05, "5.0%", "5,0 %", "5,0 %"),
    ({"kind": "duration"}, 12.0, "12 min", "12 min", "12 min"),
    ({"kind": "duration", "unit": "h"}, 90.0, "1.5 h", "1,5 h", "1,5 h"),
    ({"kind": "duration", "unit": "days", "decimals": 0}, 1440.0, "1 day", "1 día", "1 jour"),
    ({"kind": "duration", "unit": "days"}, 2160.0, "1.5 days", "1,5 días", "1,5 jour"),
    ({"kind": "duration", "targets": ("3 weeks",)}, 20160.0, "2.0 weeks", "2,0 semanas", "2,0 semaines"),
    (
        {"kind": "duration", "targets": ("4 working hours",)},
        150.0,
        "2.5 working hours",
        "2,5 horas hábiles",
        "2,5 heures ouvrables",
    ),
    (
        {"kind": "rate", "per": "1000 visits"},
        2.44,
        "2.4 per 1000 visits",
        "2,4 por 1000 visitas",
        "2,4 pour 1000 visites",
    ),
    (
        {"kind": "rate", "per": "1,000 visits"},
        2.44,
        "2.4 per 1000 visits",
        "2,4 por 1000 visitas",
        "2,4 pour 1000 visites",
    ),
    (
        {"kind": "rate", "per": "100 kites"},
        2.0,
        "2.0 per 100 kites",
        "2,0 por 100 kites",
        "2,0 pour 100 kites",
    ),
    ({"kind": "count"}, 1234.0, "1,234", "1.234", "1 234"),
    ({"kind": "score"}, 4.62, "4.6", "4,6", "4,6"),
    ({"kind": "score", "targets": ("80%",)}, 0.79, "79%", "79 %", "79 %"),
    ({"kind": "money", "currency": "USD"}, 30.0, "30 USD", "30 USD", "30 USD"),
    ({"kind": "money", "targets": ("12.50 USD",)}, 12.5, "12.5 USD", "12,5 USD", "12,5 USD"),
]


@pytest.mark.parametrize(("fields", "value", "english", "spanish", "french"), VALUES)
def test_a_value_has_its_unit(
    fields: dict[str, Any], value: float, english: str, spanish: str, french: str
) -> None:
    said = standard(**fields)
    assert [plain(words.value(said, value)) for words in (EN, ES, FR)] == [english, spanish, french]


def test_number_and_unit_stay_on_one_line() -> None:
    assert EN.value(standard("duration"), 12) == "12\N{NO-BREAK SPACE}min"
    assert FR.value(standard(), 0.5) == "50\N{NO-BREAK SPACE}%"


def test_a_value_that_is_not_there_is_a_dash() -> None:
    assert EN.value(standard(), None) == "–"


@pytest.mark.parametrize(
    ("fields", "target", "said"),
    [
        ({"kind": "proportion", "better": "higher"}, 0.95, "at least 95%"),
        ({"kind": "duration", "better": "lower"}, 20, "at most 20 min"),
        (
            {"kind": "duration", "better": "lower", "targets": ("4 working hours",)},
            240,
            "at most 4 working hours",
        ),
        ({"kind": "score", "better": "higher"}, 4.5, "at least 4.5"),
        ({"kind": "count", "better": "neither"}, 14, "14"),
    ],
)
def test_a_target_says_its_direction_and_no_needless_zeros(
    fields: dict[str, Any], target: float, said: str
) -> None:
    assert plain(EN.target(standard(**fields), target)) == said


@pytest.mark.parametrize(
    ("value", "said"), [(0.946, "94.6%"), (0.9496, "94.96%"), (0.93, "93%"), (0.95, "95%")]
)
def test_a_value_that_missed_does_not_look_like_its_target(value: float, said: str) -> None:
    assert EN.beside(standard(), value, 0.95) == said


@pytest.mark.parametrize(
    ("written", "spanish"),
    [
        ("43%", "43 %"),
        ("12.5 min", "12,5 min"),
        ("1 h 30 min", "1 h 30 min"),
        ("2 days", "2 días"),
        ("30.50 USD", "30,50 USD"),
        (4.6, "4,6"),
        ("see the report", "see the report"),
    ],
)
def test_a_published_figure_keeps_its_digits(written: str | float, spanish: str) -> None:
    assert plain(ES.quantity(written)) == spanish


PERIODS = [
    ("2026-06", "June 2026", "junio de 2026", "juin 2026"),
    ("2025-Q1", "2025 Q1", "T1 2025", "T1 2025"),
    ("2025-H2", "2025 H2", "S2 2025", "S2 2025"),
    ("2025", "2025", "2025", "2025"),
    ("2016/17", "2016/17", "2016/17", "2016/17"),
    ("2025-W05", "week 5 of 2025", "semana 5 de 2025", "semaine 5 de 2025"),
    ("2025-01-31", "January 31, 2025", "31 de enero de 2025", "31 janvier 2025"),
]


@pytest.mark.parametrize(("text", "english", "spanish", "french"), PERIODS)
def test_a_period_is_said_in_words(text: str, english: str, spanish: str, french: str) -> None:
    assert [words.period(parse(text)) for words in (EN, ES, FR)] == [english, spanish, french]


def test_two_weeks_of_one_number_are_told_apart() -> None:
    assert EN.period_short(parse("2025-W05")) != EN.period_short(parse("2026-W05"))
    assert EN.period_short(parse("2026-06")) == "Jun 26"


def test_day_and_country_and_language_have_names() -> None:
    assert FR.date(date(2026, 3, 1)) == "1 mars 2026"
    assert (ES.territory("gb"), ES.territory("zz9")) == ("Reino Unido", "zz9")
    assert ES.language_name("fr") == "francés"


@pytest.mark.parametrize("words", [EN, ES, FR])
def test_every_verdict_has_its_own_symbol_word_and_colour(words: Words) -> None:
    said = [words.verdict(verdict) for verdict in Verdict]
    for part in ("symbol", "word", "css"):
        assert len({getattr(one, part) for one in said}) == len(Verdict)


def test_verdicts_are_those_that_readers_are_promised() -> None:
    assert [str(EN.verdict(verdict)) for verdict in list(Verdict)[:4]] == [
        "✓ met",
        "≈ close",
        "✕ missed",
        "– not judged",
    ]


@pytest.mark.parametrize("words", [EN, ES, FR])
def test_every_change_and_outlook_is_said_differently(words: Words) -> None:
    assert len({words.change(change).word for change in Variation}) == len(Variation)
    assert len({words.assurance(assurance) for assurance in Assurance}) == len(Assurance)


@pytest.mark.parametrize(
    ("rule", "direction", "length", "said"),
    [
        (SpcRule.SHIFT, 1, 8, "above its mean for 8 months in a row (rule: shift)"),
        (SpcRule.SHIFT, -1, 7, "below its mean for 7 months in a row (rule: shift)"),
        (SpcRule.TREND, -1, 7, "falling for 7 months in a row (rule: trend)"),
        (SpcRule.OUTSIDE, 1, 1, "above its upper limit (rule: outside the limits)"),
        (SpcRule.TWO_OF_THREE, -1, 2, "near its lower limit at least twice in three (rule: two of three)"),
    ],
)
def test_a_rule_says_which_way_and_for_how_long(
    rule: SpcRule, direction: int, length: int, said: str
) -> None:
    assert EN.rule(rule, direction, length) == said


def test_a_rule_counts_in_the_periods_of_its_series() -> None:
    assert "8 quarters" in EN.rule(SpcRule.SHIFT, 1, 8, Grain.QUARTER)
    assert "8 trimestres" in ES.rule(SpcRule.SHIFT, 1, 8, Grain.QUARTER)
