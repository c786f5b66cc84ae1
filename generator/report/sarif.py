"""Problems as SARIF 2.1.0, which code scanning and editors read.

https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import quote

import orjson

from generator.model.check_rule import CheckRule
from generator.problem import Fix, Place, Problem, Severity
from generator.report import explanation
from generator.report.report_input import ReportInput, fingerprints, whole

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTICE: "note"}
_Json = dict[str, Any]


def report(told: ReportInput, rules: Iterable[CheckRule], version: str) -> str:
    """One run. What the files accept is in it too, as suppressed, with the reason."""
    told_of = {rule.code: rule for rule in rules}
    found = [*told.problems, *(one.problem for one in told.accepted)]
    codes = sorted({problem.code for problem in found} & set(told_of))
    index = {code: at for at, code in enumerate(codes)}
    results = [
        _result(told, problem, index, name) for problem, name in zip(found, fingerprints(found), strict=True)
    ]
    for result, one in zip(results[len(told.problems) :], told.accepted, strict=True):
        result["suppressions"] = [{"kind": "inSource", "justification": one.reason}]
    run = {
        "tool": {
            "driver": {
                "name": "benchbook",
                "version": version,
                "rules": [_rule(told_of[code]) for code in codes],
            }
        },
        "columnKind": "unicodeCodePoints",
        "results": results,
    }
    whole_report = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return orjson.dumps(whole_report, option=orjson.OPT_INDENT_2).decode()


def _rule(rule: CheckRule) -> _Json:
    return {
        "id": rule.code,
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": " ".join(rule.why.split())},
        "help": {
            "text": "\n".join(explanation.text(rule)),
            "markdown": "\n".join(explanation.body(rule)),
        },
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
    }


def _result(told: ReportInput, problem: Problem, index: Mapping[str, int], name: str) -> _Json:
    result: _Json = {
        "ruleId": problem.code,
        "level": _LEVELS[problem.severity],
        "message": {"text": whole(problem)},
        "locations": [{"physicalLocation": _location(told, problem.place)}],
        "partialFingerprints": {"benchbook/v1": name},
    }
    if problem.code in index:
        result["ruleIndex"] = index[problem.code]
    if problem.also:
        result["relatedLocations"] = [
            {"id": at, "physicalLocation": _location(told, place), "message": {"text": "The other one."}}
            for at, place in enumerate(problem.also, start=1)
        ]
    if problem.mends:
        result["fixes"] = [
            {
                "description": {"text": problem.hint or "What is meant without a doubt."},
                "artifactChanges": [_change(told, mend) for mend in problem.mends],
            }
        ]
    return result


def _location(told: ReportInput, place: Place) -> _Json:
    return {
        "artifactLocation": _artifact(told, place),
        "region": {"startLine": place.line, "startColumn": place.column},
    }


def _artifact(told: ReportInput, place: Place) -> _Json:
    return {"uri": quote(told.path(place)), "uriBaseId": "%SRCROOT%"}


def _change(told: ReportInput, mend: Fix) -> _Json:
    place = mend.place
    region = {
        "startLine": place.line,
        "startColumn": place.column,
        "endLine": place.line,
        "endColumn": place.column + len(mend.old),
    }
    return {
        "artifactLocation": _artifact(told, place),
        "replacements": [{"deletedRegion": region, "insertedContent": {"text": mend.new}}],
    }
