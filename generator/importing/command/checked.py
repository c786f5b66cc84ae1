"""What `benchbook check` would say of an import: what it refuses isn't taken, what it doubts is told."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from generator import check
from generator.cli import handbook_folder as folders
from generator.cli import trial_run
from generator.edit.safe_writing import Draft
from generator.edit.trial_copy import as_if_saved
from generator.importing import convert
from generator.importing.convert import ImportResult
from generator.problem import Problem, Severity
from generator.report.terminal_safe import plain

REFUSED = frozenset(
    {
        "HB012",
        "HB203",
        "HB204",
        "HB210",
        "HB211",
        "HB212",
        "HB220",
        "HB221",
        "HB222",
        "HB223",
        "HB224",
        "HB225",
    }
    | {"HB236", "HB237"}
)
"""Errors of a value itself. Others may come from what the handbook says around it."""

ROUNDS = 10
"""Of looking again, because a check that finds very much tells some of it only."""

Contents = Callable[[ImportResult], Mapping[str, str]]
"""All files of an import by their path."""


def accepted(
    into: Path, taken: ImportResult, values: str, drafts: Callable[[ImportResult], tuple[Draft, ...]]
) -> ImportResult:
    """What of the rows is without an error. `values` is the file that they go into."""
    for _ in range(ROUNDS):
        if not taken.taken:
            break
        planned = drafts(taken)
        text = next((draft.after.decode() for draft in planned if draft.name == values), None)
        if text is None:
            break
        errors = [
            problem
            for problem in _found(into, planned)
            if problem.code in REFUSED and problem.severity is Severity.ERROR and problem.place.file == values
        ]
        rows = _rows(text)
        refused = {rows[each.place.line]: each for each in reversed(errors) if each.place.line in rows}
        if not refused:
            break
        why = {at: (each.code, _why(each)) for at, each in refused.items()}
        taken = convert.without(taken, why)
    return taken


def open_questions(into: Path, before: Iterable[Problem], drafts: tuple[Draft, ...] | None) -> Iterator[str]:
    """What is left to decide before a strict build succeeds, a line for each kind of finding.

    `before` is what was found without the import; `drafts` are those that aren't saved.
    """
    known = Counter((each.code, each.place.file, each.message) for each in before)
    new: dict[str, list[Problem]] = {}
    for each in _found(into, drafts or ()):
        key = (each.code, each.place.file, each.message)
        known[key] -= 1
        if known[key] < 0 and each.severity is not Severity.NOTICE:
            new.setdefault(each.code, []).append(each)
    if not new:
        return
    yield "To decide before `benchbook build --strict` succeeds:"
    titles = {rule.code: rule.title for rule in check.RULES}
    for code, some in new.items():
        first = f"{some[0].place}: {some[0].message} {some[0].hint}".strip()
        title = f", {titles[code].lower()}" if code in titles else ""
        times = "once" if len(some) == 1 else f"{len(some):,} times"
        yield f"  {code}{title}, {times}. {plain(first)}"


def found(into: Path) -> tuple[Problem, ...]:
    """What is wrong in a handbook as it is; nothing where there is none."""
    return _found(into, ()) if (into / folders.data_dir(into)).is_dir() else ()


def _found(into: Path, drafts: tuple[Draft, ...]) -> tuple[Problem, ...]:
    day, data_dir = folders.day(folders.options(into).get("as_of")), folders.data_dir(into)
    if not (into / data_dir).is_dir():
        with TemporaryDirectory(prefix="benchbook-") as folder:
            root = Path(folder)
            for draft in drafts:
                (root / draft.name).parent.mkdir(parents=True, exist_ok=True)
                (root / draft.name).write_bytes(draft.after)
            return trial_run.found(root, data_dir, day)
    if not drafts:
        return trial_run.found(into, data_dir, day)
    with as_if_saved(into, data_dir, [replace(draft, folder=into) for draft in drafts]) as root:
        return trial_run.found(root, data_dir, day)


def _why(problem: Problem) -> str:
    """What check says, and where the map says it for all."""
    unit = " In the map it is `unit: {fixed: min}`." if "no length of time" in problem.message else ""
    return f"{problem.message} {problem.hint}".strip() + unit


def _rows(text: str) -> dict[int, int]:
    """The row of values, from 0, by the line in which it begins; a text in it may go over several."""
    reader = csv.reader(io.StringIO(text, newline=""))
    begins, rows = 1, {}
    for nth, _ in enumerate(reader):
        rows[begins] = nth - 1
        begins = reader.line_num + 1
    return {line: row for line, row in rows.items() if row >= 0}
