"""Both catalogues say everything that the pages say, and nothing that they don't."""

from __future__ import annotations

import string
from functools import cache

import pytest
from babel.messages.pofile import read_po
from messages import Message, spoken

from generator.words import Words
from generator.words.catalogue import path

SPOKEN = spoken()


@cache
def catalogue(language: str) -> dict[Message, tuple[str, ...]]:
    with path(language).open("rb") as opened:
        read = read_po(opened, locale=language, abort_invalid=True)
    assert not [message.id for message in read if message.fuzzy]
    return {
        message.id: (message.string,) if isinstance(message.string, str) else tuple(message.string)
        for message in read
        if message.id
    }


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("language", ["es", "fr"])
def test_every_message_is_translated(language: str) -> None:
    assert {message for message in SPOKEN if not all(catalogue(language).get(message, ("",)))} == set()


@pytest.mark.parametrize("language", ["es", "fr"])
def test_nothing_is_translated_that_nobody_says(language: str) -> None:
    assert set(catalogue(language)) - SPOKEN == set()


@pytest.mark.parametrize("language", ["es", "fr"])
def test_a_translation_has_the_places_of_its_message(language: str) -> None:
    for message, said in catalogue(language).items():
        expected = places(message if isinstance(message, str) else message[1])
        assert all(places(form) == expected for form in said), message


def test_french_puts_no_plain_space_before_its_double_signs() -> None:
    broken = [
        form
        for said in catalogue("fr").values()
        for form in said
        if any(f" {sign}" in form for sign in ":;?!%»")
    ]
    assert broken == []


def test_plural_forms_follow_the_language() -> None:
    words = {language: Words(language) for language in ("en", "es", "fr")}
    said = {
        language: [one.plural("{n} day", "{n} days", n) for n in (0, 1, 2)] for language, one in words.items()
    }
    assert said["en"] == ["0 days", "1 day", "2 days"]
    assert said["es"] == ["0 días", "1 día", "2 días"]
    assert said["fr"] == ["0 jour", "1 jour", "2 jours"]


def test_a_language_without_a_catalogue_speaks_english() -> None:
    assert Words("de")("What needs attention") == "What needs attention"
