"""How a rule is declared: a function over what is written, with a docstring that explains it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from generator.check.rule_input import Subject
from generator.model.check_rule import Found, Rule, explained
from generator.problem import Severity


def rule(
    code: str, severity: Severity = Severity.ERROR
) -> Callable[[Callable[[Subject], Iterator[Found]]], Rule]:
    """Make a rule of a generator function. Its docstring is title, why, `Wrong:` and `Right:`."""

    def declared(check: Callable[[Subject], Iterator[Found]]) -> Rule:
        return explained(code, severity, check.__doc__ or "", check)

    return declared
