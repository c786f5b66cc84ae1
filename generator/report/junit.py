"""Problems as a JUnit report, which every CI system shows as tests."""

from __future__ import annotations

from itertools import groupby
from xml.etree import ElementTree

from generator.problem import Accepted, Problem, Severity
from generator.report.report_input import ReportInput, whole
from generator.report.terminal_safe import plain


def report(told: ReportInput) -> str:
    """A suite a file, a test a problem: an error fails, what is accepted is skipped, the rest is told.

    A handbook without problems is one test that passes, because some readers take none for a failure.
    """
    found: list[Problem | Accepted] = sorted([*told.problems, *told.accepted], key=_place)
    top = ElementTree.Element("testsuites", name="benchbook check")
    for file, those in groupby(found, key=lambda one: told.path(_problem(one).place)):
        _suite(top, file, list(those))
    if not found:
        suite = ElementTree.SubElement(
            top, "testsuite", name="benchbook check", **_counts([]) | {"tests": "1"}
        )
        ElementTree.SubElement(suite, "testcase", name="no problems", classname="data")
    ElementTree.indent(top)
    return ElementTree.tostring(top, encoding="unicode", xml_declaration=True) + "\n"


def _suite(top: ElementTree.Element, file: str, found: list[Problem | Accepted]) -> None:
    suite = ElementTree.SubElement(top, "testsuite", name=plain(file), **_counts(found))
    for one in found:
        problem = _problem(one)
        place = f"line {problem.place.line}, column {problem.place.column}"
        case = ElementTree.SubElement(
            suite,
            "testcase",
            classname=plain(file),
            name=f"{problem.code} {place}",
            file=plain(file),
            line=str(problem.place.line),
        )
        said = plain(whole(problem))
        if isinstance(one, Accepted):
            ElementTree.SubElement(case, "skipped", message=plain(one.reason))
        elif problem.severity is Severity.ERROR:
            failure = ElementTree.SubElement(
                case, "failure", type=problem.code, message=plain(problem.message)
            )
            failure.text = f"{plain(file)}:{problem.place.line}:{problem.place.column}: {said}"
        else:
            ElementTree.SubElement(case, "system-out").text = f"{problem.severity}: {said}"


def _counts(found: list[Problem | Accepted]) -> dict[str, str]:
    errors = sum(isinstance(one, Problem) and one.severity is Severity.ERROR for one in found)
    skipped = sum(isinstance(one, Accepted) for one in found)
    return {"tests": str(len(found)), "failures": str(errors), "errors": "0", "skipped": str(skipped)}


def _problem(one: Problem | Accepted) -> Problem:
    return one.problem if isinstance(one, Accepted) else one


def _place(one: Problem | Accepted) -> tuple[object, ...]:
    return _problem(one).sort_key
