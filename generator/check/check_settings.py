"""Rules of `checks` in handbook.yml: which check matters how much here."""

from __future__ import annotations

from collections.abc import Iterator

from generator.check.rule import rule
from generator.check.rule_input import RuleInput
from generator.check.severity import settable
from generator.check.suggestions import did_you_mean
from generator.model.check_rule import Finding
from generator.model.file_places import At


@rule("HB330")
def unsettable(subject: RuleInput) -> Iterator[Finding]:
    """
    A check that can't be set so

    Below `checks` a warning or a notice can be turned `off`, made a `notice`, a `warning` or an
    `error`. What is an error by itself stays one: what it names can't be published rightly.

    Wrong:
        # data/handbook.yml
        title: Handbook of service standards
        themes: {responsiveness: {title: Replies}, waiting: {title: Waiting}}
        peers: {small: {title: Small clinics}}
        checks: {HB101: off}

    Right:
        # data/handbook.yml
        title: Handbook of service standards
        themes: {responsiveness: {title: Replies}, waiting: {title: Waiting}}
        peers: {small: {title: Small clinics}}
        checks: {HB111: off}
    """
    for code, weight in subject.written.settings.checks.items():
        if settable(subject.rules.get(code), weight):
            continue
        where = At("handbook", "handbook", ("checks", code), key=True)
        if code in subject.rules:
            yield Finding(
                where,
                f"{code} is an error and can't be {'turned off' if weight == 'off' else f'a {weight}'}: "
                "what it names can't be published rightly.",
                "Delete this line, and mend what the check finds.",
            )
        else:
            hint = did_you_mean(code.upper(), subject.rules, "`benchbook explain` lists them all.")
            yield Finding(where, f"There is no check `{code}`.", hint)


RULES = (unsettable,)
