"""Rules of the numbers of published national figures: what can't be, in which unit, and twice."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence

from generator.check.measure_mismatch import of_kind
from generator.check.quantities import MONEY, NUMBER, PERCENT, TIME, any_quantity
from generator.check.rule import rule
from generator.check.rule_input import RuleInput
from generator.model.check_rule import Finding
from generator.model.file_places import At
from generator.model.inputs import Scalar, Standard
from generator.problem import Severity


@rule("HB238")
def out_of_range(subject: RuleInput) -> Iterator[Finding]:
    """
    A national figure that can't be

    A share lies between 0 % and 100 %, a score on its scale, and nothing that is measured here is less
    than nothing.

    Wrong:
        # data/national/same-day-reply.yml
        standard: email-reply
        title: Messages answered the same day
        figures: [{country: ca, year: 2024, value: 480%, source: survey}]
        sources: {survey: {title: Survey of practices}}

    Right:
        # data/national/same-day-reply.yml
        standard: email-reply
        title: Messages answered the same day
        figures: [{country: ca, year: 2024, value: 48%, source: survey}]
        sources: {survey: {title: Survey of practices}}
    """
    for name, national in subject.written.national.items():
        standard = subject.written.standards.get(national.standard or "")
        read = [any_quantity(figure.value) for figure in national.figures]
        for i, quantity_ in enumerate(read):
            if quantity_ is None:
                continue
            unit, number = quantity_
            where = At("national", name, ("figures", i, "value"))
            stands = f"`value: {national.figures[i].value}`"
            if number < 0 and not (unit == NUMBER and standard and standard.measure.kind == "score"):
                plus = str(national.figures[i].value).strip().lstrip("-").strip()
                yield Finding(where, f"{stands} is less than nothing.", f"Did you mean `{plus}`?")
            elif unit == PERCENT and number > 1 and _of_shares(standard, read):
                yield Finding(where, f"{stands} is more than all.", _smaller(number * 100))
            elif standard and unit == NUMBER and national.figures[i].comparable != "not":
                low, high = standard.measure.scale or (-math.inf, math.inf)
                if not low <= number <= high:
                    yield Finding(where, f"{stands} is off the scale, from {low:g} to {high:g}.")


@rule("HB239", Severity.WARNING)
def another_unit(subject: RuleInput) -> Iterator[Finding]:
    """
    A national figure in another unit than its standard

    Beside a share only a share says something, beside a time only a time. One that measures something
    else may stand there if it says so: `comparable: not`. Figures of one file have one unit.

    Wrong:
        # data/national/same-day-reply.yml
        standard: email-reply
        title: Messages answered the same day
        figures: [{country: ca, year: 2024, value: 0.48, source: survey}]
        sources: {survey: {title: Survey of practices}}

    Right:
        # data/national/same-day-reply.yml
        standard: email-reply
        title: Messages answered the same day
        figures: [{country: ca, year: 2024, value: 48%, source: survey}]
        sources: {survey: {title: Survey of practices}}
    """
    for name, national in subject.written.national.items():
        standard = subject.written.standards.get(national.standard or "")
        read = [
            None if figure.comparable == "not" else any_quantity(figure.value) for figure in national.figures
        ]
        units = Counter(unit for unit, _ in filter(None, read))
        most = max(units, key=lambda unit: (units[unit], unit == PERCENT), default="")
        for i, (figure, quantity_) in enumerate(zip(national.figures, read, strict=True)):
            if quantity_ is None or (standard and figure.comparable == "same"):  # HB313 says so
                continue
            unit, number = quantity_
            wanted = _UNITS[standard.measure.kind] if standard else ()
            if wanted and unit not in wanted:
                message = f"`value: {figure.value}` is {unit}, but `{national.standard}` is {wanted[0]}."
                likely = _likely(number, unit, wanted[0], figure.value)
            elif unit != most and (units[most] > units.total() / 2 or (most == PERCENT and 0 < number < 1)):
                message = f"`value: {figure.value}` is {unit}, the other figures of this file are {most}."
                likely = _likely(number, unit, most, figure.value)
            else:
                continue
            yield Finding(
                At("national", name, ("figures", i, "value")),
                message,
                likely or "Write it in that unit; or say `comparable: not` if it measures something else.",
                cause=of_kind(subject, national.standard) if wanted and national.standard else None,
            )


_UNITS = {
    "proportion": (PERCENT,),
    "conversion": (PERCENT,),
    "duration": (TIME,),
    "rate": (NUMBER,),
    "count": (NUMBER,),
    "score": (NUMBER, PERCENT),
    "money": (MONEY,),
}


def _of_shares(standard: Standard | None, read: Sequence[tuple[str, float] | None]) -> bool:
    """Whether percentages here are parts of all: the standard's are, or all others of the file."""
    if standard is not None and standard.measure.kind in ("proportion", "conversion", "score"):
        return True
    shares = [number for unit, number in filter(None, read) if unit == PERCENT]
    return sum(number <= 1 for number in shares) > len(shares) / 2


def _smaller(percent: float) -> str:
    """What is likely meant by a percentage above 100."""
    size = next(10**digits for digits in range(1, 20) if percent / 10**digits <= 100)
    return f"Did you mean `{percent / size:g}%`?"


def _likely(number: float, unit: str, wanted: str, value: Scalar) -> str:
    if (unit, wanted) == (NUMBER, PERCENT):
        return f"Did you mean `{number * 100 if 0 < number <= 1 else number:g}%`?"
    if (unit, wanted) == (NUMBER, TIME):
        return f"Did you mean `{value} min`?"
    return ""


def twice(subject: RuleInput) -> Iterator[Finding]:
    """Figures of the same country and year, with the same title and source, that stand twice, or say what
    one source can't say at once."""
    first: dict[tuple[object, ...], At] = {}
    for name, national in subject.written.national.items():
        for i, figure in enumerate(national.figures):
            where = At("national", name, ("figures", i))
            source = national.sources.get(figure.source)
            beside = national.standard or repr(national.title)
            about = (beside, figure.country, repr(figure.area), str(figure.year), repr(figure.measure))
            said = (*about, repr(national.title), repr(source.title) if source else figure.source)
            value = (*said, str(figure.value).replace(" ", ""))
            other, same = first.get(value), True
            if other is None:
                other, same = first.get(said), False
            first.setdefault(value, where)
            first.setdefault(said, where)
            if other is not None:
                place = subject.written.places.find(other)
                there = f"in line {place.line}" if other.name == name else f"in {place.file}"
                yield _again(where, other, there, same=same)


def _again(where: At, other: At, there: str, *, same: bool) -> Finding:
    if same:
        return Finding(
            where, f"The same figure stands {there} already.", "Keep one of the two.", also=(other,)
        )
    return Finding(
        where,
        f"A figure of the same country and year, from the same source, stands {there}.",
        "Look at the year and the country. If they measure different things, `measure` says what.",
        also=(other,),
    )


RULES = (out_of_range, another_unit)
