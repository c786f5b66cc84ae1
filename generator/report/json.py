"""Problems for programs."""

from __future__ import annotations

from typing import Any

import orjson

from generator.problem import Problem
from generator.report.report_input import ReportInput


def report(told: ReportInput) -> str:
    """A list of `{code, severity, file, line, column, message, hint, also, fix, accepted}` in reading order.

    `also` are the other places that take part; `fix` what `--fix` would do, as a list of
    `{file, line, column, old, new}`; `accepted` the reason that the file gives, else null.
    """
    reasons: dict[int, str] = {id(one.problem): one.reason for one in told.accepted}
    found = sorted([*told.problems, *(one.problem for one in told.accepted)], key=lambda one: one.sort_key)
    listed = [_told(problem, reasons.get(id(problem))) for problem in found]
    return orjson.dumps(listed, option=orjson.OPT_INDENT_2).decode()


def _told(problem: Problem, accepted: str | None) -> dict[str, Any]:
    place = problem.place
    return {
        "code": problem.code,
        "severity": problem.severity.value,
        "file": place.file,
        "line": place.line,
        "column": place.column,
        "message": problem.message,
        "hint": problem.hint,
        "also": [{"file": one.file, "line": one.line, "column": one.column} for one in problem.also],
        "fix": [
            {
                "file": mend.place.file,
                "line": mend.place.line,
                "column": mend.place.column,
                "old": mend.old,
                "new": mend.new,
            }
            for mend in problem.mends
        ],
        "accepted": accepted,
    }
