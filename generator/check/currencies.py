"""Rules of money: currencies that there are none of, in standards and their targets."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from babel.core import get_global

from generator.check.rule import rule
from generator.check.rule_input import RuleInput, at_standard, below, targets
from generator.check.suggestions import did_you_mean
from generator.model.check_rule import Finding
from generator.model.file_places import At
from generator.model.inputs import Scalar
from generator.problem import Severity

_MONEY = re.compile(r"\s*[-+]?[\d.,]*\d\s*([A-Za-z]{3})\s*")

COMMON = ("USD", "EUR", "GBP", "CAD", "MXN", "AUD", "NZD", "CHF", "INR", "JPY", "BRL")
"""Currencies that are more likely meant than others."""


@rule("HB134", Severity.WARNING)
def no_currency(subject: RuleInput) -> Iterator[Finding]:
    """
    A currency that nobody pays with

    A currency is named by the code of three letters that ISO 4217 gives it, such as `USD` or `MXN`. One
    that isn't in that list, or that was replaced, names no money.

    Wrong:
        # data/standards/visit-price.yml
        title: Price of a visit
        theme: responsiveness
        roles: [reception]
        measure: {kind: money, better: lower, currency: MXP}
        targets: [900 MXP]

    Right:
        # data/standards/visit-price.yml
        title: Price of a visit
        theme: responsiveness
        roles: [reception]
        measure: {kind: money, better: lower, currency: MXN}
        targets: [900 MXN]
    """
    for name, standard in subject.written.standards.items():
        if standard.measure.kind != "money":
            continue
        said: set[str] = set()
        for where, code in _named(name, subject):
            if code not in current() and code not in said:
                said.add(code)
                yield Finding(where, *unknown(code, list(subject.written.countries)))


def _named(name: str, subject: RuleInput) -> Iterator[tuple[At, str]]:
    """Each currency that a standard names, with its place."""
    standard = subject.written.standards[name]
    if standard.measure.currency:
        yield at_standard(name, "measure", "currency"), standard.measure.currency
    for where, target in targets(name, standard):
        at = (
            below(where, "value")
            if isinstance(standard.targets[int(where.path[-1])], type(target))
            else where
        )
        yield from _in(at, target.value)
    if standard.close_within is not None:
        yield from _in(at_standard(name, "close_within"), standard.close_within)


def _in(where: At, amount: Scalar) -> Iterator[tuple[At, str]]:
    if found := _MONEY.fullmatch(str(amount)):
        yield where, found[1].upper()


def unknown(code: str, countries: list[str]) -> tuple[str, str]:
    """Message and hint for a code that is no currency of today."""
    paid = list(dict.fromkeys(now for country in countries for now in tender().get(country.upper(), ())))
    near = did_you_mean(code, [*paid, *COMMON], "") or did_you_mean(
        code, current(), "Look it up in ISO 4217."
    )
    if code in get_global("all_currencies"):
        return f"Nobody pays with `{code}` any more.", near
    return f"There is no currency `{code}`.", near


@cache
def tender() -> Mapping[str, tuple[str, ...]]:
    """The currencies that are paid with today, by the code of the country."""
    return {
        country: tuple(code for code, _, until, legal in known if legal and not until)
        for country, known in get_global("territory_currencies").items()
    }


@cache
def current() -> frozenset[str]:
    """Every currency that is paid with somewhere today."""
    return frozenset(code for codes in tender().values() for code in codes)


RULES = (no_currency,)
