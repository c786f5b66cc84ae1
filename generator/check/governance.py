"""Rules of a handbook's upkeep: reviews, owners, titles, what nobody measures."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from datetime import date, timedelta

from generator.check.rule import rule
from generator.check.rule_input import RuleInput, at_standard
from generator.model.check_rule import Finding
from generator.model.file_places import At, slug
from generator.model.inputs import Review, Standard
from generator.problem import Severity

MOST = 3 / 4
"""Of the standards: what so many have, the others are likely meant to have."""

ENOUGH = 4
"""Standards from which on one can speak of a habit."""

_EVERY = re.compile(r"([1-9]\d*)\s+(day|week|month|year)s?")


@rule("HB118", Severity.NOTICE)
def overdue(subject: RuleInput) -> Iterator[Finding]:
    """
    A review that is overdue

    `every` and `last` say when the standard should have been looked at again.

    Wrong:
        # data/standards/email-reply.yml
        title: E-mails answered the same day
        theme: responsiveness
        roles: [reception]
        measure: {kind: proportion}
        targets: [80%]
        review: {every: 12 months, last: 2023-03-01}

    Right:
        # data/standards/email-reply.yml
        title: E-mails answered the same day
        theme: responsiveness
        roles: [reception]
        measure: {kind: proportion}
        targets: [80%]
        review: {every: 12 months, last: 2025-03-01}
    """
    for name, standard, last in _reviewed(subject):
        due = _due(standard.review, last)
        if due and due < subject.today and standard.status == "approved":
            yield Finding(
                at_standard(name, "review", "last"),
                f"The last review was on {last.isoformat()}, the next was due on {due.isoformat()}.",
                "Look at the standard again and write today's date.",
            )


@rule("HB119", Severity.WARNING)
def review_to_come(subject: RuleInput) -> Iterator[Finding]:
    """
    A last review that has not been yet

    `last` lies after the day for which the handbook is made. Mostly the year is mistyped.

    Wrong:
        # data/standards/email-reply.yml
        title: E-mails answered the same day
        theme: responsiveness
        roles: [reception]
        measure: {kind: proportion}
        targets: [80%]
        review: {every: 12 months, last: 2027-03-01}

    Right:
        # data/standards/email-reply.yml
        title: E-mails answered the same day
        theme: responsiveness
        roles: [reception]
        measure: {kind: proportion}
        targets: [80%]
        review: {every: 12 months, last: 2026-03-01}
    """
    for name, _, last in _reviewed(subject):
        if last > subject.written.as_of:
            yield Finding(
                at_standard(name, "review", "last"),
                f"`last: {last.isoformat()}` is a day to come.",
                "Look at the year.",
            )


@rule("HB122", Severity.WARNING)
def same_title(subject: RuleInput) -> Iterator[Finding]:
    """
    Two standards, roles, themes or countries with the same title

    Readers can't tell them apart in lists, charts and the search. Mostly one was begun as a copy of
    the other.

    Wrong:
        # data/standards/letter-reply.yml
        title: E-mails answered the same day
        theme: responsiveness
        measure: {kind: proportion}
        targets: [80%]

    Right:
        # data/standards/letter-reply.yml
        title: Letters answered the same day
        theme: responsiveness
        measure: {kind: proportion}
        targets: [80%]
    """
    first: dict[tuple[str, str, str], str] = {}
    first_language = subject.written.settings.languages[0]
    settings = subject.written.settings
    titled = (
        *(("standard", name, standard.title) for name, standard in subject.written.standards.items()),
        *(("role", name, role.title) for name, role in subject.written.roles.items()),
        *(("theme", name, theme.title) for name, theme in settings.themes.items()),
        *(("peer group", name, group.title) for name, group in settings.peers.items()),
        *(("country", name, country.name) for name, country in subject.written.countries.items()),
    )
    for kind, name, title in titled:
        plain = isinstance(title, str)
        for language, text in ({first_language: title} if plain else title).items():
            other = first.setdefault((kind, language, slug(text)), name)
            if other != name:
                where = "" if language == first_language else f" in `{language}`"
                called = "name" if kind == "country" else "title"
                at = _titled(kind, name)
                yield Finding(
                    at if plain else At(at.kind, at.name, (*at.path, language)),
                    f"`{other}` has the same {called}{where}.",
                    f"Say in the {called} what is different.",
                    also=(_titled(kind, other),),
                )
                break


def _titled(kind: str, name: str) -> At:
    """Where the title of a thing stands."""
    if kind in _IN_HANDBOOK:
        return At("handbook", "handbook", (_IN_HANDBOOK[kind], name, "title"))
    return At(kind, name, ("name" if kind == "country" else "title",))


_IN_HANDBOOK = {"theme": "themes", "peer group": "peers"}
"""Kinds of things whose titles stand in handbook.yml, and under which key."""


@rule("HB123", Severity.NOTICE)
def ownerless(subject: RuleInput) -> Iterator[Finding]:
    """
    A standard that nobody answers for

    Most standards of the handbook have an `owner`. This one has none, so nobody is asked when it is
    missed.

    Wrong:
        # data/standards/a.yml
        {title: A, theme: waiting, measure: {kind: count}, targets: [1], owner: Reception}
        # data/standards/b.yml
        {title: B, theme: waiting, measure: {kind: count}, targets: [1], owner: Reception}
        # data/standards/c.yml
        {title: C, theme: waiting, measure: {kind: count}, targets: [1], owner: Reception}
        # data/standards/email-reply.yml
        title: E-mails answered the same day
        theme: responsiveness
        roles: [reception]
        measure: {kind: proportion}
        targets: [80%]
        owner: Reception

    Right:
        # data/standards/email-reply.yml
        title: E-mails answered the same day
        theme: responsiveness
        roles: [reception]
        measure: {kind: proportion}
        targets: [80%]
        owner: Reception
    """
    approved = {name: each for name, each in subject.written.standards.items() if each.status == "approved"}
    without = [name for name, standard in approved.items() if not standard.owner]
    owned = len(approved) - len(without)
    if owned >= ENOUGH and owned >= MOST * len(approved):
        for name in without:
            yield Finding(
                at_standard(name),
                f"`{name}` has no `owner`, though {owned} of {len(approved)} standards have one.",
                "Write who answers for it: `owner: Patient services lead`.",
            )


@rule("HB125", Severity.NOTICE)
def never_measured(subject: RuleInput) -> Iterator[Finding]:
    """
    A standard without any value

    Most standards have values and this one has none at all: its page is empty. Perhaps its values
    stand under another name.

    Wrong:
        # data/standards/letter-reply.yml
        title: Letters answered the same day
        theme: responsiveness
        measure: {kind: proportion}
        targets: [80%]
        # data/standards/calls.yml
        title: Calls answered the same day
        theme: responsiveness
        measure: {kind: proportion}
        targets: [80%]
        # data/kpis/ca-halifax.yml
        calls: {2025-01: 182/200}

    Right:
        # data/standards/letter-reply.yml
        title: Letters answered the same day
        theme: responsiveness
        measure: {kind: proportion}
        targets: [80%]
        status: draft
    """
    measured = set(subject.codes("standard").names)
    due = [
        name
        for name, standard in subject.written.standards.items()
        if standard.status == "approved" and not standard.measure.adds_up
    ]
    without = [name for name in due if name not in measured]
    unknown = measured - set(subject.known("standard"))
    if unknown or len(without) > (1 - MOST) * len(due):
        return
    for name in without:
        yield Finding(
            at_standard(name),
            f"No clinic has a value of `{name}`.",
            "Enter one, or write `status: draft` until there are some.",
        )


def _reviewed(subject: RuleInput) -> Iterator[tuple[str, Standard, date]]:
    for name, standard in subject.written.standards.items():
        if standard.review and standard.review.last:
            try:
                yield name, standard, date.fromisoformat(standard.review.last)
            except ValueError:  # HB116 says so
                continue


def _due(review: Review | None, last: date) -> date | None:
    """The day of the next review; None where nobody can tell."""
    found = _EVERY.fullmatch(review.every) if review else None
    if not found:
        return None
    count, unit = int(found[1]), found[2]
    if unit in ("day", "week"):
        return last + timedelta(days=count * (7 if unit == "week" else 1))
    months = last.year * 12 + last.month - 1 + count * (12 if unit == "year" else 1)
    year, month = divmod(months, 12)
    if year > date.max.year:
        return None
    return date(year, month + 1, min(last.day, calendar.monthrange(year, month + 1)[1]))


RULES = (overdue, review_to_come, same_title, ownerless, never_measured)
