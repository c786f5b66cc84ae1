"""Rules of what standards and their targets hold back: until when, and what waits with them."""

from __future__ import annotations

from collections.abc import Iterator

from generator.check.rule import rule
from generator.check.rule_input import RuleInput, at_standard
from generator.model import embargo
from generator.model.check_rule import Finding
from generator.model.file_places import Path
from generator.model.inputs import Target
from generator.model.period_spellings import likely_day
from generator.problem import Severity


@rule("HB402", Severity.WARNING)
def no_day(subject: RuleInput) -> Iterator[Finding]:
    """
    An embargo that ends on no day

    `publish_from` of a standard or of a target is a day of the calendar. What is none counts as an embargo
    without end, so that nothing is published which somebody meant to hold back.

    Wrong:
        # data/standards/email-reply.yml
        title: E-mails answered the same day
        theme: responsiveness
        roles: [reception]
        measure: {kind: proportion}
        targets: [80%]
        publish_from: first of March

    Right:
        # data/standards/email-reply.yml
        title: E-mails answered the same day
        theme: responsiveness
        roles: [reception]
        measure: {kind: proportion}
        targets: [80%]
        publish_from: 2026-03-01
    """
    for name, standard in subject.written.standards.items():
        said: list[tuple[Path, str | None, str]] = [
            (("publish_from",), standard.publish_from, "this standard")
        ]
        said += [
            (("targets", at, "publish_from"), target.publish_from, "this target")
            for at, target in enumerate(standard.targets)
            if isinstance(target, Target)
        ]
        for path, text, of in said:
            if text is not None and embargo.day(text) is None:
                yield Finding(
                    at_standard(name, *path),
                    f"`publish_from: {text}` is no day of the calendar.",
                    f"{likely_day(text)} Write it like `publish_from: 2026-02-01`. "
                    f"Until then nothing of {of} is shown.".lstrip(),
                )


@rule("HB403", Severity.NOTICE)
def waits_for_a_part(subject: RuleInput) -> Iterator[Finding]:
    """
    A sum that waits for one of its parts

    A standard that isn't published yet, or not at all, is a part of this one. From a sum and its other
    parts the missing one would follow, so the sum is kept back as well.

    Wrong:
        # data/standards/complaints.yml
        title: Complaints
        theme: responsiveness
        roles: [reception]
        measure: {kind: count, better: lower, adds_up: [complaints-written]}
        # data/standards/complaints-written.yml
        title: Complaints in writing
        theme: responsiveness
        roles: [reception]
        measure: {kind: count, better: lower}
        publish: "no"

    Right:
        # data/standards/complaints.yml
        title: Complaints
        theme: responsiveness
        roles: [reception]
        measure: {kind: count, better: lower, adds_up: [complaints-written]}
        # data/standards/complaints-written.yml
        title: Complaints in writing
        theme: responsiveness
        roles: [reception]
        measure: {kind: count, better: lower}
    """
    kept = embargo.standards(subject.written)
    for name in sorted(kept):
        for at, part in enumerate(subject.written.standards[name].measure.adds_up):
            if part in kept:
                yield Finding(
                    at_standard(name, "measure", "adds_up", at),
                    f"`{part}` isn't published, so `{name}`, which adds it up, isn't either.",
                    f"Publish `{part}`, or take it out of the sum.",
                )


RULES = (no_day, waits_for_a_part)
