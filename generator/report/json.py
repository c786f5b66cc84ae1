"""Problems for programs."""

from __future__ import annotations

from collections.abc import Iterable

import orjson

from generator.problem import Problem


def report(problems: Iterable[Problem]) -> str:
    """A list of `{code, severity, file, line, column, message, hint}` in reading order."""
    return orjson.dumps([_told(problem) for problem in problems], option=orjson.OPT_INDENT_2).decode()


def _told(problem: Problem) -> dict[str, str | int]:
    return {
        "code": problem.code,
        "severity": problem.severity.value,
        "file": problem.place.file,
        "line": problem.place.line,
        "column": problem.place.column,
        "message": problem.message,
        "hint": problem.hint,
    }
