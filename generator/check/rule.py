"""How a rule is declared: a function over what is written, with a docstring that explains it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from generator.check.subject import Subject
from generator.model.places import At
from generator.model.rule import Found, Rule, explained
from generator.problem import Severity


def rule(
    code: str, severity: Severity = Severity.ERROR
) -> Callable[[Callable[[Subject], Iterator[Found]]], Rule]:
    """Make a rule of a generator function. Its docstring is title, why, `Wrong:` and `Right:`."""

    def declared(check: Callable[[Subject], Iterator[Found]]) -> Rule:
        return explained(code, severity, check.__doc__ or "", check)

    return declared


FEW = 3
"""Files in which the same name is unknown, that are told one by one."""


def once(findings: Iterable[tuple[str, Found]]) -> Iterator[Found]:
    """Findings, each beside a name; many of one name are told as one: its file was deleted or renamed."""
    by_name: dict[str, list[Found]] = {}
    for name, found in findings:
        by_name.setdefault(name, []).append(found)
    for those in by_name.values():
        first, others = those[0], those[1:]
        if len(those) <= FEW:
            yield from those
            continue
        stops = tuple(
            dict.fromkeys((it.where.kind, it.where.name) for it in those if isinstance(it.where, At))
        )
        more = f"{first.message} So it is in {len(others)} other places."
        yield first._replace(message=more, also=tuple(it.where for it in others[:FEW]), stops=stops)
