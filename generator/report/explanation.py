"""A check explained: at a terminal and as a section of the manual."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from generator.model.check_rule import CheckRule
from generator.problem import Severity

_FILE = re.compile(r"^# (?:no )?((?:data|docs)/\S.*)$", re.MULTILINE)

MEANING = {
    Severity.ERROR: "error: what it names is left out, and a strict build fails",
    Severity.WARNING: "warning: what it names is published, and a strict build fails",
    Severity.NOTICE: "notice: worth knowing; what it names is published, and no build fails",
}

_SOFT = {
    Severity.WARNING: "A warning: what it names is published.",
    Severity.NOTICE: "A notice: what it names is published, and a strict build is content.",
}


def text(rule: CheckRule) -> Iterator[str]:
    """The lines to print."""
    yield f"{rule.code} {rule.title}"
    yield f"({MEANING[rule.severity]})"
    yield ""
    yield rule.why
    for title, example in (("Wrong:", rule.wrong), ("Right:", rule.right)):
        yield ""
        yield title
        yield from (f"    {line}".rstrip() for line in example.splitlines())


def listing(rules: Iterable[CheckRule]) -> Iterator[str]:
    """One line for each check."""
    for rule in rules:
        yield f"{rule.code}  {rule.severity.value:<7}  {rule.title}"


def markdown(rule: CheckRule) -> Iterator[str]:
    """The section of the manual, with the anchor `#hb101`."""
    yield f"### {rule.code} {rule.title} {{ #{rule.code.lower()} }}"
    yield ""
    yield from body(rule)


def body(rule: CheckRule) -> Iterator[str]:
    """The same without its heading, as Markdown that every reader of it knows."""
    if rule.severity in _SOFT:
        yield _SOFT[rule.severity]
        yield ""
    yield " ".join(rule.why.split())
    for title, example in (("Wrong:", rule.wrong), ("Right:", rule.right)):
        yield ""
        yield title
        for part in _files(example):
            yield ""
            yield f"```{'csv' if _is_table(part) else 'yaml'}"
            yield part.rstrip("\n")
            yield "```"


def _files(example: str) -> list[str]:
    """An example cut where each of its files begins."""
    starts = [found.start() for found in _FILE.finditer(example)]
    return [example[start:end] for start, end in zip(starts, [*starts[1:], None], strict=True)]


def _is_table(part: str) -> bool:
    found = _FILE.match(part)
    return found is not None and found[1].endswith(".csv")
