"""Rules of published national figures: of which country, from which source, beside what."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from babel import Locale

from generator.check.likely_period import likely_year
from generator.check.national_numbers import twice
from generator.check.periods import EARLIEST_YEAR
from generator.check.quantities import any_quantity, likely_figure
from generator.check.rule import rule
from generator.check.rule_input import RuleInput
from generator.check.suggestions import did_you_mean
from generator.check.unknown_names import missing
from generator.model.check_rule import Finding
from generator.model.file_places import At
from generator.model.inputs import National, NationalFigure
from generator.model.quantity import NotAQuantity
from generator.model.target_value import reckoned
from generator.problem import Severity


@rule("HB310")
def unknown_standard(subject: RuleInput) -> Iterator[Finding]:
    """
    A national figure beside an unknown standard

    `standard` names the standard that the figure can stand beside.

    Wrong:
        # data/national/same-day-reply.yml
        standard: e-mail-reply
        title: Messages answered the same day
        figures: [{country: ca, year: 2024, value: 43%, source: survey}]
        sources: {survey: {title: Survey of practices}}

    Right:
        # data/national/same-day-reply.yml
        standard: email-reply
        title: Messages answered the same day
        figures: [{country: ca, year: 2024, value: 43%, source: survey}]
        sources: {survey: {title: Survey of practices}}
    """
    known = subject.known("standard")
    for name, national in subject.written.national.items():
        if national.standard is not None and national.standard not in known:
            hint = did_you_mean(national.standard, known, "Delete the key if it stands beside none.")
            yield Finding(
                At("national", name, ("standard",)),
                f"There is no standard `{national.standard}`.",
                hint,
                cause=missing(subject, national.standard, "standard"),
            )


@rule("HB311")
def unknown_country(subject: RuleInput) -> Iterator[Finding]:
    """
    A national figure of an unknown country

    A country is one of those in `countries/`, or any other by its code of two letters, such as `nz`
    or `gb`.

    Wrong:
        # data/national/same-day-reply.yml
        title: Messages answered the same day
        figures: [{country: canada, year: 2024, value: 43%, source: survey}]
        sources: {survey: {title: Survey of practices}}

    Right:
        # data/national/same-day-reply.yml
        title: Messages answered the same day
        figures: [{country: ca, year: 2024, value: 43%, source: survey}]
        sources: {survey: {title: Survey of practices}}
    """
    known = subject.known("country")
    for name, national in subject.written.national.items():
        for i, figure in enumerate(national.figures):
            if figure.country not in known and figure.country not in _countries():
                yield Finding(
                    At("national", name, ("figures", i, "country")),
                    f"There is no country `{figure.country}`.",
                    _by_name(figure.country)
                    or "Write its code of two letters (ISO 3166), like `nz` or `gb`.",
                    cause=missing(subject, figure.country, "country"),
                )


@rule("HB312")
def unknown_source(subject: RuleInput) -> Iterator[Finding]:
    """
    A national figure without its source

    Each figure names one of the file's `sources`, so that readers can look it up.

    Wrong:
        # data/national/same-day-reply.yml
        title: Messages answered the same day
        figures: [{country: ca, year: 2024, value: 43%, source: survey-2024}]
        sources: {survey: {title: Survey of practices}}

    Right:
        # data/national/same-day-reply.yml
        title: Messages answered the same day
        figures: [{country: ca, year: 2024, value: 43%, source: survey}]
        sources: {survey: {title: Survey of practices}}
    """
    for name, national in subject.written.national.items():
        for i, figure in enumerate(national.figures):
            if figure.source not in national.sources:
                yield Finding(
                    At("national", name, ("figures", i, "source")),
                    f"There is no source `{figure.source}` in this file.",
                    did_you_mean(figure.source, national.sources, "Add it to `sources`."),
                )


@rule("HB313")
def unreadable_figure(subject: RuleInput) -> Iterator[Finding]:
    """
    A national figure no one can read

    The value has its unit: a percentage its sign, a time its minutes, money its currency. One that
    is the `same` as ours is in the unit of our measure.

    Wrong:
        # data/national/same-day-reply.yml
        title: Messages answered the same day
        figures: [{country: ca, year: 2024, value: about half, source: survey}]
        sources: {survey: {title: Survey of practices}}

    Right:
        # data/national/same-day-reply.yml
        title: Messages answered the same day
        figures: [{country: ca, year: 2024, value: 48%, source: survey}]
        sources: {survey: {title: Survey of practices}}
    """
    for name, national in subject.written.national.items():
        standard = subject.written.standards.get(national.standard or "")
        for i, figure in enumerate(national.figures):
            where = At("national", name, ("figures", i, "value"))
            if any_quantity(figure.value) is None:
                yield Finding(
                    where,
                    f"`{figure.value}` is no quantity.",
                    likely_figure(figure.value) or "Write it like `43%`, `12 min` or `30 USD`.",
                )
            elif standard and figure.comparable == "same":
                try:
                    reckoned(standard.measure, figure.value)
                except NotAQuantity as reason:
                    yield Finding(
                        where, f"This is said to be the same as `{national.standard}`, but: {reason}"
                    )


@rule("HB314", Severity.WARNING)
def odd_figure(subject: RuleInput) -> Iterator[Finding]:
    """
    A national figure of a year that can't be, that stands twice, or that contradicts itself

    A figure is about a year that has begun; mostly its digits are exchanged. The same figure twice, in
    one file or in two, is shown twice; two values of the same thing can't both be right. One that is the
    `same` as ours needs no `because`.

    Wrong:
        # data/national/same-day-reply.yml
        title: Messages answered the same day
        figures: [{country: ca, year: 2042, value: 43%, source: survey}]
        sources: {survey: {title: Survey of practices}}

    Right:
        # data/national/same-day-reply.yml
        title: Messages answered the same day
        figures: [{country: ca, year: 2024, value: 43%, source: survey}]
        sources: {survey: {title: Survey of practices}}
    """
    now = subject.written.as_of.year
    for name, national in subject.written.national.items():
        for i, figure in enumerate(national.figures):
            years = [int(year) for year in _YEAR.findall(str(figure.year))]
            short = str(figure.year).strip().isdecimal() and not years  # `206`; `undated` is an answer
            if short or (years and (min(years) > now or min(years) < EARLIEST_YEAR)):
                likely = likely_year(str(figure.year), now)
                yield Finding(
                    At("national", name, ("figures", i, "year")),
                    f"`year: {figure.year}` is no year that a figure can be about.",
                    f"Did you mean `{likely}`?" if likely else "Look at the digits.",
                )
            elif why := _no_time(str(figure.year)):
                where = At("national", name, ("figures", i, "year"))
                yield Finding(where, f"`year: {figure.year}` {why[0]}.", why[1])
            elif years and (since := _since(national, figure)) and max(years) < since - LONG:
                meant = max(years) + 100
                yield Finding(
                    At("national", name, ("figures", i, "year")),
                    f"`year: {figure.year}` is {since - max(years)} years before its source was published.",
                    f"Did you mean `{meant}`?" if since - LONG < meant <= since else "Look at the digits.",
                )
            if figure.comparable == "same" and figure.because:
                yield Finding(
                    At("national", name, ("figures", i, "comparable")),
                    "`comparable: same` stands beside `because`, which says why it isn't the same.",
                    "Write `variant` or `not`, or delete `because`.",
                    also=(At("national", name, ("figures", i, "because")),),
                )
        for key, source in national.sources.items():
            if why := _no_time(str(source.year or "")):
                where = At("national", name, ("sources", key, "year"))
                yield Finding(where, f"`year: {source.year}` {why[0]}.", why[1])
    yield from twice(subject)


def _since(national: National, figure: NationalFigure) -> int:
    """The year in which the source of a figure was published; 0 where it isn't said."""
    source = national.sources.get(figure.source)
    years = [int(year) for year in _YEAR.findall(str(source.year or ""))] if source else []
    return max(years, default=0)


@cache
def _countries() -> dict[str, str]:
    """English names of countries by their code of two letters."""
    territories = Locale("en").territories
    return {
        code.lower(): name
        for code, name in territories.items()
        if len(code) == 2 and code.isalpha() and code not in _NO_COUNTRIES
    }


def _by_name(text: str) -> str:
    """The code of a country that is written out."""
    wanted = text.replace("-", " ")
    code = next((code for code, name in _countries().items() if name.lower() == wanted), None)
    return f"Did you mean `{code}`?" if code else ""


_YEAR = re.compile(r"\d{4,}")
_NO_COUNTRIES = frozenset({"QO", "XA", "XB", "ZZ"})
"""Codes of tests and of what isn't known."""

_LETTER = re.compile(r"\b(?=[\dOoIl]{4}\b)(?=\S*\d)(?=\S*[OoIl])[12Il][\dOoIl]{3}\b")
_MONTH = re.compile(r"20(\d\d)-(\d\d)")
_PART = r"(\d{4}(?:-(?:0[1-9]|1[0-2])(?!\d))?)"
_SPAN = re.compile(rf"{_PART}\s*(?:-|–|—|/|\.\.|to)\s*{_PART}")
LONG = 80
"""Years that hardly lie between what a figure is about and the publication that it stands in."""


def _no_time(year: str) -> tuple[str, str] | None:
    """What of a year can't be: a letter in it, a month that there is none of, an end before the beginning."""
    if letter := _LETTER.search(year):
        meant = letter[0].translate(str.maketrans("OoIl", "0011"))
        return "has a letter in place of a digit", f"Did you mean `{year.replace(letter[0], meant)}`?"
    if month := _MONTH.fullmatch(year.strip()):
        begun, said = int(month[1]), int(month[2])
        if said <= begun and not 1 <= said <= 12:  # `2012-13` is a year that begins in 2012
            return f"names a month `{month[2]}`", "Months are `01` to `12`."
    span = _SPAN.fullmatch(year.strip())
    if span and len(span[1]) == len(span[2]) and span[1] > span[2]:
        between = year.strip()[span.end(1) : span.start(2)]
        return "ends before it begins", f"Did you mean `{span[2]}{between}{span[1]}`?"
    return None


RULES = (
    unknown_standard,
    unknown_country,
    unknown_source,
    unreadable_figure,
    odd_figure,
)
