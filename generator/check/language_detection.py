"""In which language a text is, as far as its small words tell: English, Spanish, French, or not clear."""

from __future__ import annotations

import re
from collections.abc import Mapping


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


SMALL: Mapping[str, frozenset[str]] = {
    "en": _words(
        "the and of to is are was were be with for from that this these their our we they who when which "
        "within by not it its at has have can will before after an his her your you or if"
    ),
    "es": _words(
        "el los las del y con por para una al lo su sus más está están cuando como nos nuestro nuestra "
        "nuestros nuestras sin sobre antes después desde hasta donde quien quienes hay fue ser cada "
        "esta este estos estas"
    ),
    "fr": _words(
        "le les des du et est dans pour avec une au aux sur ou qui nous vous par pas ne ce cette ces sont "
        "où leur leurs notre nos votre vos avant après depuis jusqu quand sans chaque être été elle ils "
        "elles il"
    ),
}
"""Words that are frequent in one language. Those of two (`la`, `de`, `en`, `un`, `que`) aren't here."""

NEVER_LAST: Mapping[str, frozenset[str]] = {
    "en": _words("the a an of and or our their your with every"),
    "es": _words("el los las la de del y o con para un una su sus por"),
    "fr": _words("le les la des de du et ou un une pour dans aux au avec leur leurs"),
}
"""Words after which a sentence goes on."""

_WORD = re.compile(r"[^\W\d_]+")
_SHARED = frozenset(word for a in SMALL for b in SMALL if a < b for word in SMALL[a] & SMALL[b])


def words(text: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(text)]


def spoken(text: str) -> Mapping[str, int]:
    """How many different small words of each language are in it, and of no other."""
    there = set(words(text)) - _SHARED
    return {language: len(there & small) for language, small in SMALL.items()}


def clearly(text: str, at_least: int) -> str:
    """The language whose small words are in it, while no others are; else nothing."""
    counts = spoken(text)
    language = max(counts, key=lambda each: counts[each])
    others = sum(counts.values()) - counts[language]
    return language if counts[language] >= at_least and not others else ""
