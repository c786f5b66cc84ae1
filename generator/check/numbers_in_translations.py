"""Rules of numbers in texts: the same text says another one in another language."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from generator.check.rule import rule
from generator.check.rule_input import RuleInput
from generator.model.check_rule import Finding
from generator.model.file_places import At
from generator.problem import Severity

_UNITS = {
    "%": r"%|percent\b|per cent\b|por ciento\b|pour cent\b",
    "second": r"(?:seconds?|segundos?|secondes?|secs?)\b",
    "minute": r"(?:minutes?|minutos?|mins?)\b",
    "hour": r"(?:hours?|horas?|heures?|hrs?)\b",
    "h": r"h\b",
    "day": r"(?:days?|días?|jours?)\b",
    "week": r"(?:weeks?|semanas?|semaines?)\b",
    "month": r"(?:months?|mes|meses|mois)\b",
    "year": r"(?:years?|años?|ans?|années?)\b",
}
"""How units are written in English, Spanish and French. `h` stands apart: it is also the hour of a clock."""

_WORKING = r"(?:(?:business|working|calendar|opening|full|whole) )?"
_NUMBER = r"(?<![\w.,:/–-])(?:\d{1,3}(?:[ .,\u00a0\u202f]\d{3})+|\d+)(?:[.,]\d{1,2})?"
_QUANTITY = {
    unit: re.compile(rf"({_NUMBER})?(?:[ \u00a0\u202f-]?{_WORKING}(?<!\w)|(?<=\d))({written})", re.IGNORECASE)
    for unit, written in _UNITS.items()
}
_DIGIT = re.compile(r"\d")
_ADDRESS = re.compile(r"https?://\S+|\]\([^()]*\)")

_AS_MUCH = {"day": ({5, 7}, {10, 14}, {7, 8}, {14, 15})}
"""Numbers of which each language says its own: a week of working days, and *quinze jours* for two weeks."""


class Quantity(NamedTuple):
    number: float
    unit: str
    text: str


@rule("HB358", Severity.WARNING)
def other_number(subject: RuleInput) -> Iterator[Finding]:
    """
    Another number in another language

    The same text names another percentage or length of time in one language than in the others. One
    promise is then two. Only the same unit is compared, with its number in digits: *two days*, *48 hours* or
    *5 p.m.* may be told in other words elsewhere.

    Wrong:
        # data/standards/email-reply.yml
        title: E-mails answered the same day
        promise: {en: We answer within 5 days., es: Contestamos en 9 días.}
        theme: responsiveness
        roles: [reception]
        measure: {kind: proportion}
        targets: [80%]

    Right:
        # data/standards/email-reply.yml
        title: E-mails answered the same day
        promise: {en: We answer within 5 days., es: Contestamos en 5 días.}
        theme: responsiveness
        roles: [reception]
        measure: {kind: proportion}
        targets: [80%]
    """
    for where, by_language in subject.translated:
        if not any(map(_DIGIT.search, by_language.values())):
            continue
        named = {language: quantities(text) for language, text in by_language.items()}
        for language, own, other, others in _odd(named):
            at = At(where.kind, where.name, (*where.path, language))
            there = ", ".join(f"`{each}`" for each in others)
            yield Finding(
                subject.written.places.within(at, own.text),
                f"`{own.text}` stands here under `{language}`, but `{other.text}` under {there}.",
                "Look which of the two is right.",
                also=(At(where.kind, where.name, (*where.path, others[0])),),
            )


def quantities(text: str) -> dict[str, list[Quantity]]:
    """Numbers by the unit behind them; none of a unit that stands without digits, as in *two days*."""
    found: dict[str, list[Quantity]] = {}
    plain = _ADDRESS.sub(" ", text)
    for unit, pattern in _QUANTITY.items():
        matches = list(pattern.finditer(plain))
        if matches and all(match[1] for match in matches):
            found[unit] = [Quantity(_read(it[1]), unit, it[0].strip()) for it in matches]
    return found


def _read(number: str) -> float:
    """The number, whichever sign stands before its decimals or between its thousands."""
    decimals = re.search(r"[.,](\d{1,2})$", number)
    whole = re.sub(r"\D", "", number[: decimals.start()] if decimals else number)
    return float(f"{whole}.{decimals[1]}" if decimals else whole)


def _odd(
    named: Mapping[str, Mapping[str, Sequence[Quantity]]],
) -> Iterator[tuple[str, Quantity, Quantity, list[str]]]:
    """The language of which one number differs from what all others say, and what they say.

    Of two languages the second is named. Where more differs, the text is told in other words."""
    for unit in _UNITS:
        of_unit = {language: found[unit] for language, found in named.items() if unit in found}
        for language in reversed(of_unit):
            others = [other for other in of_unit if other != language]
            if not others or len({tuple(sorted(it.number for it in of_unit[o])) for o in others}) > 1:
                continue
            own, theirs = of_unit[language], of_unit[others[0]]
            differ = [(one, two) for one, two in zip(own, theirs, strict=False) if one.number != two.number]
            if len(own) == len(theirs) and len(differ) == 1 and not _as_much(*differ[0]):
                yield language, *differ[0], others
            break


def _as_much(one: Quantity, two: Quantity) -> bool:
    """Whether both may be right: *over 4* is *5 or more*, 5 p.m. is 17, 10 % that wait 90 % that don't."""
    numbers = {one.number, two.number}
    apart = abs(one.number - two.number)
    return (
        apart == 1
        or numbers in _AS_MUCH.get(one.unit, ())
        or (one.unit in ("hour", "h") and apart == 12)
        or (one.unit == "%" and one.number + two.number == 100)
    )


RULES = (other_number,)
