"""Problems as GitLab's code quality report, which a merge request shows.

https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
"""

from __future__ import annotations

import orjson

from generator.problem import Severity
from generator.report.report_input import ReportInput, fingerprints, whole

FILE = "gl-code-quality-report.json"
"""What GitLab's own examples call it."""

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.NOTICE: "info"}


def report(told: ReportInput) -> str:
    """A list of `{description, check_name, fingerprint, severity, location}`."""
    issues = [
        {
            "type": "issue",
            "description": whole(problem),
            "check_name": problem.code,
            "fingerprint": name,
            "severity": _SEVERITIES[problem.severity],
            "location": {"path": told.path(problem.place), "lines": {"begin": problem.place.line}},
        }
        for problem, name in zip(told.problems, fingerprints(told.problems), strict=True)
    ]
    return orjson.dumps(issues, option=orjson.OPT_INDENT_2).decode()
