"""What is wrong, as a strip at the foot of every page of the preview."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from markupsafe import Markup, escape

from generator.problem import Problem, Severity

MOST_SHOWN = 20
"""Problems that a page names; the terminal names more."""


def markup(problems: Sequence[Problem], remarks: Sequence[str], trouble: str) -> Markup:
    """What the strip holds; empty where nothing is wrong.

    `remarks` are the host's about hand-written pages; `trouble` is what keeps the last save from
    being shown at all.
    """
    if not (problems or remarks or trouble):
        return Markup("")
    return Markup("").join(
        (
            Markup("<details><summary>{}</summary>").format(_summary(problems, remarks, trouble)),
            Markup("<ul>"),
            *_items(problems, remarks, trouble),
            Markup("</ul></details>"),
        )
    )


def _summary(problems: Sequence[Problem], remarks: Sequence[str], trouble: str) -> Markup:
    """How much is wrong, and the first of it."""
    errors = sum(problem.severity is Severity.ERROR for problem in problems)
    found = Markup("<strong>{}</strong>").format(_counted(errors, len(problems) - errors + len(remarks)))
    if trouble:
        told = Markup("<strong>This is the last state that could be shown.</strong> ")
        return told + escape(trouble.splitlines()[0])
    first = next((it for it in problems if it.severity is Severity.ERROR), None) or next(iter(problems), None)
    said = _said(first) if first is not None else escape(remarks[0])
    return Markup("{}: {}").format(found, said)


def _counted(errors: int, others: int) -> str:
    said = [f"{errors} {'error' if errors == 1 else 'errors'}"] if errors else []
    if others:
        said.append(f"{others} more to look at" if errors else f"{others} to look at")
    return ", ".join(said)


def _items(problems: Sequence[Problem], remarks: Sequence[str], trouble: str) -> Iterator[Markup]:
    for line in trouble.splitlines():
        yield Markup("<li>{}</li>").format(line)
    shown = sorted(problems, key=lambda problem: problem.severity is not Severity.ERROR)[:MOST_SHOWN]
    for problem in shown:
        hint = Markup("<br>{}").format(problem.hint) if problem.hint else ""
        yield Markup("<li>{} <span>{}</span>{}</li>").format(_said(problem), problem.code, hint)
    if (more := len(problems) - len(shown)) > 0:
        yield Markup("<li>{} more; <code>benchbook check</code> names them all.</li>").format(more)
    for remark in remarks:
        yield Markup("<li>{}</li>").format(remark)


def _said(problem: Problem) -> Markup:
    where = f"{problem.place.file}:{problem.place.line}"
    return Markup("<code>{}</code> {}").format(where, problem.message)
