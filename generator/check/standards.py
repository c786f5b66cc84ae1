"""Rules of a standard's own details: its review, its name, its theme and its roles."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from generator.check.rule import rule
from generator.check.rule_input import RuleInput, at_standard
from generator.check.suggestions import did_you_mean, mended_id
from generator.check.unknown_names import missing
from generator.model.check_rule import Finding
from generator.model.inputs import KpiHead
from generator.model.period_spellings import likely_day

_EVERY = re.compile(r"[1-9]\d*\s+(day|week|month|year)s?")


@rule("HB116")
def no_review(subject: RuleInput) -> Iterator[Finding]:
    """
    A review that can't be planned

    `every` says how often the standard is looked at again, `last` on which day it was. Pages show
    when a review is overdue.

    Wrong:
        # data/standards/email-reply.yml
        title: E-mails answered the same day
        theme: responsiveness
        measure: {kind: proportion}
        targets: [80%]
        review: {every: year, last: 1 March 2026}

    Right:
        # data/standards/email-reply.yml
        title: E-mails answered the same day
        theme: responsiveness
        measure: {kind: proportion}
        targets: [80%]
        review: {every: 12 months, last: 2026-03-01}
    """
    for name, standard in subject.written.standards.items():
        review = standard.review
        if review is None:
            continue
        if not _EVERY.fullmatch(review.every):
            yield Finding(
                at_standard(name, "review", "every"),
                f"`every: {review.every}` doesn't say how often.",
                "Write a number and days, weeks, months or years: `every: 12 months`.",
            )
        if review.last is not None and not _day(review.last):
            yield Finding(
                at_standard(name, "review", "last"),
                f"`last: {review.last}` is no day of the calendar.",
                f"{likely_day(review.last)} A day is written `2026-03-01`.".strip(),
            )


@rule("HB117")
def taken_name(subject: RuleInput) -> Iterator[Finding]:
    """
    A standard with a name that is taken

    Files of values begin with `clinic`, `publish_from`, `comparable` and `changes`, so no standard
    can be called so; `index` is the address of the list of all standards.

    Wrong:
        # data/standards/changes.yml
        title: Changes made after complaints
        theme: responsiveness
        measure: {kind: count}
        targets: [3]

    Right:
        # data/standards/changes-made.yml
        title: Changes made after complaints
        theme: responsiveness
        measure: {kind: count}
        targets: [3]
    """
    for name in subject.written.standards:
        if name in {*KpiHead.model_fields, "index"}:
            yield Finding(at_standard(name), f"No standard can be called `{name}`.", "Rename the file.")


@rule("HB120")
def unknown_theme(subject: RuleInput) -> Iterator[Finding]:
    """
    An unknown theme

    Pages show standards by theme, so each belongs to one that `handbook.yml` names.

    Wrong:
        # data/standards/email-reply.yml
        title: E-mails answered the same day
        theme: responsivness
        measure: {kind: proportion}
        targets: [80%]

    Right:
        # data/standards/email-reply.yml
        title: E-mails answered the same day
        theme: responsiveness
        measure: {kind: proportion}
        targets: [80%]
    """
    themes = subject.written.settings.themes
    for name, standard in subject.written.standards.items():
        if standard.theme not in themes and subject.handbook_read:
            yield Finding(
                at_standard(name, "theme"),
                f"There is no theme `{standard.theme}`.",
                did_you_mean(
                    standard.theme,
                    themes,
                    "Add it to `themes` in data/handbook.yml.",
                    subject.called("theme"),
                ),
                mend=mended_id(standard.theme, themes),
                cause=missing(subject, standard.theme, "theme"),
            )


@rule("HB121")
def unknown_role(subject: RuleInput) -> Iterator[Finding]:
    """
    An unknown role

    A standard concerns roles that have a file in `roles/`.

    Wrong:
        # data/standards/email-reply.yml
        title: E-mails answered the same day
        theme: responsiveness
        roles: [receptionist]
        measure: {kind: proportion}
        targets: [80%]

    Right:
        # data/standards/email-reply.yml
        title: E-mails answered the same day
        theme: responsiveness
        roles: [reception]
        measure: {kind: proportion}
        targets: [80%]
    """
    known = subject.known("role")
    for name, standard in subject.written.standards.items():
        for i, role in enumerate(standard.roles):
            if role not in known:
                yield Finding(
                    at_standard(name, "roles", i),
                    f"There is no role `{role}`.",
                    did_you_mean(
                        role,
                        known,
                        f"Add the file data/roles/{role}.yml, or delete it here.",
                        subject.called("role"),
                    ),
                    mend=mended_id(role, known),
                    cause=missing(subject, role, "role"),
                )


def _day(written: str) -> bool:
    try:
        date.fromisoformat(written)
    except ValueError:
        return False
    return len(written) == len("2026-03-01")


RULES = (no_review, taken_name, unknown_theme, unknown_role)
