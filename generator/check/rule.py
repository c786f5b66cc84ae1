"""How a rule is declared: a function over what is written, with a docstring that explains it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from generator.check.rule_input import RuleInput
from generator.model.check_rule import CheckRule, Finding, explained
from generator.problem import Severity


def rule(
    code: str, severity: Severity = Severity.ERROR
) -> Callable[[Callable[[RuleInput], Iterator[Finding]]], CheckRule]:
    """Make a rule of a generator function. Its docstring is title, why, `Wrong:` and `Right:`."""

    def declared(check: Callable[[RuleInput], Iterator[Finding]]) -> CheckRule:
        return explained(code, severity, check.__doc__ or "", check)

    return declared
