"""Slips of the pen: how people get a word wrong that they know."""

from __future__ import annotations

from random import Random


def letter_lost(word: str, dice: Random) -> str:
    at = dice.randrange(1, len(word)) if len(word) > 2 else 1
    return word[:at] + word[at + 1 :]


def letter_twice(word: str, dice: Random) -> str:
    at = dice.choice([i for i, sign in enumerate(word) if sign.isalpha()])
    return word[:at] + word[at] + word[at:]


def letters_swapped(word: str, dice: Random) -> str:
    ways = [i for i in range(1, len(word) - 1) if word[i] != word[i + 1]] or [0]
    at = dice.choice(ways)
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def neighbour(word: str, dice: Random) -> str:
    """A letter in place of another, one key further on."""
    row = "qwertyuiopasdfghjklzxcvbnmq"
    at = dice.choice([i for i, sign in enumerate(word) if sign.isalpha() and i])
    return word[:at] + row[row.index(word[at]) + 1] + word[at + 1 :]


def any_slip(word: str, dice: Random) -> str:
    return dice.choice((letter_lost, letter_twice, letters_swapped, neighbour))(word, dice)


def capital(word: str, _: Random) -> str:
    return word[0].upper() + word[1:]


def capitals(word: str, _: Random) -> str:
    return word.upper()


def underscored(word: str, _: Random) -> str:
    return word.replace("-", "_")


def blanks(word: str, _: Random) -> str:
    return word.replace("-", " ")
