"""YAML is read as YAML 1.2 says, with the place of everything, and nothing in it can do harm."""

from __future__ import annotations

import math

import pytest

from generator.load import yaml_document, yaml_scalars
from generator.load.text_encoding import UnreadableText


def read(text: str) -> object:
    return yaml_document.value(yaml_document.read(text, "x.yml").top)


# The core schema of YAML 1.2.2, section 10.3, and what YAML 1.1 reads otherwise.
CORE = {
    "no": "no",
    "yes": "yes",
    "on": "on",
    "y": "y",
    "12:30": "12:30",
    "2026-03-01": "2026-03-01",
    "1_000": "1_000",
    "0b11": "0b11",
    "=": "=",
    "": None,
    "~": None,
    "null": None,
    "Null": None,
    "nULL": "nULL",
    "true": True,
    "False": False,
    "TRUE": True,
    "tRUE": "tRUE",
    "12": 12,
    "012": 12,
    "-7": -7,
    "+3": 3,
    "0o14": 12,
    "0xFf": 255,
    "4.6": 4.6,
    ".5": 0.5,
    "5.": 5.0,
    "1e3": 1000.0,
    "-1.5E-2": -0.015,
    ".inf": math.inf,
    "-.INF": -math.inf,
    "1.2.3": "1.2.3",
    "-": "-",
    "0x": "0x",
    "12 min": "12 min",
}


@pytest.mark.parametrize(("text", "value"), CORE.items())
def test_an_unquoted_word_is_what_yaml_1_2_says(text, value):
    assert yaml_scalars.plain(text) == value
    assert type(yaml_scalars.plain(text)) is type(value)


def test_not_a_number_is_read_as_such():
    assert math.isnan(yaml_scalars.plain(".NaN"))


def test_quotes_make_a_text_of_anything():
    assert read("a: '012'\nb: \"no\"\nc: |\n  true\n") == {"a": "012", "b": "no", "c": "true\n"}


def test_keys_are_always_text():
    assert read("no: 1\n2025-01: 2\n2025: 3\ntrue: 4\nnull: 5\n012: 6\n") == {
        "no": 1, "2025-01": 2, "2025": 3, "true": 4, "null": 5, "012": 6,
    }  # fmt: skip


def test_every_key_and_value_has_its_place():
    text = "measure:\n  kind: rate   # why\n  stages: [a,\n    b]\ntitle: >\n  Waiting\n"
    spots = dict(yaml_document.spots(yaml_document.read(text, "x.yml").top))
    places = {path: (spot.key, spot.value) for path, spot in spots.items()}
    assert places == {
        ("measure",): ((1, 1), (2, 3)),
        ("measure", "kind"): ((2, 3), (2, 9)),
        ("measure", "stages"): ((3, 3), (3, 11)),
        ("measure", "stages", 0): ((3, 12), (3, 12)),
        ("measure", "stages", 1): ((4, 5), (4, 5)),
        ("title",): ((5, 1), (5, 8)),
    }


def test_columns_count_letters_and_not_bytes():
    spots = dict(yaml_document.spots(yaml_document.read("{é: 1, 🏥: 2}", "x.yml").top))
    assert spots["🏥",].key == (1, 8)


def test_a_key_that_stands_twice_names_both_places():
    found = yaml_document.read("a:\n  b: 1\n  c: 2\n  b: 3\n", "x.yml").twice
    assert [(twice.path, twice.first.line, twice.second.line) for twice in found] == [(("a", "b"), 2, 4)]


# What an editor did, and a word that the message must have for it.
STUMBLES = {
    "title: E-mails: answered": "colon",
    "title: a\n  b: c": "begins in column 3",
    "title: 'it": "never closed",
    "peers: [a": "not closed",
    "a: {b: 1]": "`}` was expected",
    "a:\n\t- b": "tab",
    "a: @b": "begin with `@`",
    "a: **b**": "begin with `*`",
    "a: b\nc d\ne: f": "`key: value`",
    "a:\n  -75%\n  - {b: 1}": "`-` at the beginning of this line makes no item",
    "a:\n  – 75%\n  - {b: 1}": "`–` at the beginning of this line makes no item",
    "a:\n  - b\n  c: d": "column 3",
    "a: - b": "behind its key",
    'a: "b" c': "follows",
    'a: "\\q"': "backslash",
    "a: |b\n c": "next line",
    "a: ]": "`]`",
    "a:\n    b: 1\n  c: 2": "column",
    "a: b\n---\nc: d": "second document",
}


@pytest.mark.parametrize(("text", "word"), STUMBLES.items())
def test_a_syntax_error_is_said_in_words_of_what_stands_there(text, word):
    with pytest.raises(UnreadableText) as caught:
        yaml_document.read(text, "x.yml")
    assert word in f"{caught.value.problem.message} {caught.value.problem.hint}"


@pytest.mark.parametrize("sign", ["[", "{a: ", "- ", "? "])
def test_a_million_levels_are_refused_at_once(sign):
    with pytest.raises(UnreadableText):
        yaml_document.read(sign * 1_000_000, "x.yml")
