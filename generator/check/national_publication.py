"""Rules of national figures beside their source and beside one another: published too early, far from all."""

from __future__ import annotations

import re
from collections.abc import Iterator
from statistics import median

from generator.check.quantities import TIME, any_quantity
from generator.check.rule import rule
from generator.check.rule_input import RuleInput
from generator.model.check_rule import Finding
from generator.model.file_places import At
from generator.problem import Severity

FAR = 20.0
"""Times as long as the others of the file usually are: then the unit is another one."""

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_UNIT = re.compile(r"[^\W\d_]+")


@rule("HB269", Severity.WARNING)
def before_its_year(subject: RuleInput) -> Iterator[Finding]:
    """
    A figure from a publication of an earlier year

    A publication of 2017 can't say what was counted in 2019. One of the two years is mistyped, or the
    figure is from another source. A publication that names several years is held against its latest.

    Wrong:
        # data/national/same-day-reply.yml
        title: Messages answered the same day
        figures: [{country: ca, year: 2019, value: 43%, source: survey}]
        sources: {survey: {title: Survey of practices, year: 2017}}

    Right:
        # data/national/same-day-reply.yml
        title: Messages answered the same day
        figures: [{country: ca, year: 2016, value: 43%, source: survey}]
        sources: {survey: {title: Survey of practices, year: 2017}}
    """
    now = subject.written.as_of.year
    for name, national in subject.written.national.items():
        for i, figure in enumerate(national.figures):
            source = national.sources.get(figure.source)
            about, published = _years(figure.year), _years(source.year if source else None)
            if (
                source and about and published and max(published) < min(about) <= now
            ):  # HB314 tells those to come
                yield Finding(
                    At("national", name, ("figures", i, "year")),
                    f"`year: {figure.year}`, but `{figure.source}` was published in {source.year}.",
                    "Look at both years, and at the source.",
                    also=(At("national", name, ("sources", figure.source, "year")),),
                )


@rule("HB271", Severity.WARNING)
def far_from_others(subject: RuleInput) -> Iterator[Finding]:
    """
    A figure in another unit than the others, and far from them

    It is twenty times as long as the others of the file usually are, or a twentieth, and its unit is another:
    `48.7 h` beside `52 min`.

    Wrong:
        # data/national/waits.yml
        title: Waits in emergency rooms
        figures:
          - {country: ca, year: 2022, value: 52 min, source: survey}
          - {country: ca, year: 2023, value: 50 min, source: survey}
          - {country: ca, year: 2024, value: 48 h, source: survey}
        sources: {survey: {title: Survey of practices}}

    Right:
        # data/national/waits.yml
        title: Waits in emergency rooms
        figures:
          - {country: ca, year: 2022, value: 52 min, source: survey}
          - {country: ca, year: 2023, value: 50 min, source: survey}
          - {country: ca, year: 2024, value: 48 min, source: survey}
        sources: {survey: {title: Survey of practices}}
    """
    for name, national in subject.written.national.items():
        read = [any_quantity(figure.value) for figure in national.figures]
        units = [" ".join(_UNIT.findall(str(figure.value))) for figure in national.figures]
        times = [(i, each[1]) for i, each in enumerate(read) if each and each[0] == TIME and each[1] > 0]
        for i, minutes in times:
            others = [other for j, other in times if j != i]
            theirs = {units[j] for j, _ in times if j != i}
            if len(others) < 2 or len(theirs) != 1 or units[i] in theirs:
                continue
            usual = median(others)
            if not usual / FAR < minutes < usual * FAR:
                unit = next(iter(theirs))
                value = str(national.figures[i].value)
                meant = value.replace(units[i], unit)
                yield Finding(
                    At("national", name, ("figures", i, "value")),
                    f"`value: {value}` is far from the other figures of this file, which are in `{unit}`.",
                    f"Did you mean `{meant}`?",
                )


def _years(text: object) -> list[int]:
    return [int(year) for year in _YEAR.findall(str(text or ""))]


RULES = (before_its_year, far_from_others)
