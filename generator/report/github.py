"""Problems as annotations beside the lines of a pull request on GitHub.

https://docs.github.com/actions/reference/workflow-commands-for-github-actions
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.problem import Severity
from generator.report.report_input import ReportInput, whole
from generator.report.terminal_safe import plain

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTICE: "notice"}
_RANKS = {severity: rank for rank, severity in enumerate(_LEVELS)}


def report(told: ReportInput) -> Iterator[str]:
    """A workflow command a line, errors first: GitHub shows ten of each level beside the code.

    The message begins with the place, because the log shows nothing else of it.
    """
    for problem in sorted(told.problems, key=lambda problem: _RANKS[problem.severity]):
        place = problem.place
        path = told.path(place)
        said = {
            "file": path,
            "line": str(place.line),
            "col": str(place.column),
            "title": f"{problem.code} {problem.severity}",
        }
        keys = ",".join(f"{name}={_property(text)}" for name, text in said.items())
        where = f"{path}:{place.line}:{place.column}"
        message = plain(f"{where}: {problem.code}: {whole(problem)}")
        yield f"::{_LEVELS[problem.severity]} {keys}::{_data(message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(plain(text)).replace(":", "%3A").replace(",", "%2C")
