"""Rules of dates, wherever one can stand: none lies centuries away."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from generator.check.likely_period import likely_year
from generator.check.periods import EARLIEST_YEAR, LATEST
from generator.check.rule import rule
from generator.check.rule_input import RuleInput
from generator.model import period
from generator.model.check_rule import Finding
from generator.model.file_places import At, Path
from generator.model.inputs import Editable

OLD = 1500
"""Books are older than what is measured."""

OLDEST = 500
"""Hospitals that are still open were founded from the early Middle Ages on."""

OLDER = {("Clinic", "opened"): OLDEST, ("Clinic", "closed"): OLD, ("Source", "year"): OLD}
"""What may lie before 1900, by model and key, and since when."""

ELSEWHERE = {("NationalFigure", "year")}
"""Dates of which another check says more."""

_DATE = re.compile(r"\d{4}(?:[-/].*)?")
_YEAR = re.compile(r"(?<![\d.])\d{4,}(?![\d.])")


@rule("HB240")
def centuries_away(subject: RuleInput) -> Iterator[Finding]:
    """
    A date centuries away

    A target from 2205 is never in force, a change at 2205 is never drawn. Mostly two digits of the year
    are exchanged.

    Wrong:
        # data/standards/email-reply.yml
        title: E-mails answered the same day
        theme: responsiveness
        roles: [reception]
        measure: {kind: proportion}
        targets: [80%, {value: 90%, from: 2205-01}]

    Right:
        # data/standards/email-reply.yml
        title: E-mails answered the same day
        theme: responsiveness
        roles: [reception]
        measure: {kind: proportion}
        targets: [80%, {value: 90%, from: 2025-01}]
    """
    written, now = subject.written, subject.written.as_of.year
    things: Mapping[str, Mapping[str, Editable]] = {
        "handbook": {"handbook": written.settings},
        "country": written.countries,
        "clinic": written.clinics,
        "role": written.roles,
        "standard": written.standards,
        "national": written.national,
    }
    for kind, named in things.items():
        for name, thing in named.items():
            for date in dates(thing):
                if why := far(date, now):
                    yield Finding(At(kind, name, date.path, key=date.is_key), *why)
    for dated in written.changes:
        for date in dates(dated.change):
            if why := far(date, now):
                where = dated.keys.get(date.path[0], dated.place)
                yield Finding(where, *why, stops=(("change", str(dated.place)),))
    for file, day in written.ended.items():
        if why := far(Date("KpiHead", "publish_from", (), day.isoformat()), now):
            yield Finding(At("kpi", file, ("publish_from",)), *why, stops=(("file", file),))


class Date(NamedTuple):
    """Something written where a date belongs."""

    model: str
    key: str
    path: Path
    text: str
    is_key: bool = False


def dates(thing: Editable, path: Path = ()) -> Iterator[Date]:
    """All dates in it. The example of a key shows whether one belongs there, so new keys are looked at."""
    for attribute, info in type(thing).model_fields.items():
        name = info.alias or attribute
        example = info.examples[0] if info.examples else None
        yield from _held(getattr(thing, attribute), example, (type(thing).__name__, name), (*path, name))


def _held(held: Any, example: Any, of: tuple[str, str], path: Path) -> Iterator[Date]:
    if isinstance(held, Editable):
        yield from dates(held, path)
    elif isinstance(held, tuple | list):
        first = example[0] if isinstance(example, list | tuple) and example else None
        for i, item in enumerate(held):
            yield from _held(item, first, of, (*path, i))
    elif isinstance(held, Mapping):
        key, value = next(iter(example.items()), (None, None)) if isinstance(example, dict) else (None, None)
        for name, item in held.items():
            if is_date(key):
                yield Date(*of, (*path, name), str(name), is_key=True)
            yield from _held(item, value, of, (*path, name))
    elif held is not None and is_date(example):
        yield Date(*of, path, str(held))


def is_date(example: Any) -> bool:
    """Whether an example of a key is a year, a day or a period."""
    return isinstance(example, str | int) and _DATE.fullmatch(str(example)) is not None


def far(date: Date, now: int) -> tuple[str, str] | None:
    """What is wrong with a date, and what to do; None where nothing is."""
    if (date.model, date.key) in ELSEWHERE:
        return None
    if date.key != "year" and period.understood(date.text) is None:
        return None  # another check says that it is no date at all
    for text in _YEAR.findall(date.text):
        away = years_away(int(text), now, OLDER.get((date.model, date.key), EARLIEST_YEAR))
        if away:
            stands = date.text if date.is_key else f"{date.key}: {date.text}"
            when = f"{away} years ahead" if away > 0 else f"{-away} years ago"
            meant = likely_year(text, now)
            hint = f"Did you mean `{date.text.replace(text, meant)}`?" if meant else "Look at the year."
            return f"`{stands}` is {when}.", hint
    return None


def years_away(year: int, now: int, earliest: int = EARLIEST_YEAR) -> int:
    """How far a year that nobody means is from now, ahead or (below 0) ago; 0 for one that may be meant."""
    return year - now if year < earliest or year > now + LATEST else 0


RULES = (centuries_away,)
