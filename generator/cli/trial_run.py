"""A change looked through before it is made: what it would break is said, and then it isn't made."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click

from generator import check, load
from generator.cli.source_lines import Sources
from generator.edit.safe_writing import Draft
from generator.edit.trial_copy import as_if_saved
from generator.problem import Problem, Severity
from generator.report import text


def tried(folder: Path, data_dir: str, day: date, drafts: Sequence[Draft], *, err: bool = False) -> bool:
    """Whether no error comes with the drafts. Errors and warnings that come with them are printed,
    to the standard error with `err`.
    """
    before = Counter(map(said, found(folder, data_dir, day)))
    with as_if_saved(folder, data_dir, drafts) as root:
        come = []
        for problem in found(root, data_dir, day):
            before[said(problem)] -= 1
            if before[said(problem)] < 0:
                come.append(problem)
        for line in text.report(come, Sources(root).line):
            click.echo(line, err=err)
    return all(problem.severity is not Severity.ERROR for problem in come)


def found(folder: Path, data_dir: str, day: date) -> tuple[Problem, ...]:
    """All that is wrong there, less what the files accept."""
    written = load.folder(folder, day, data_dir)
    return check.checked(written).problems


def said(problem: Problem) -> tuple[str, str, str]:
    """What makes a problem the same although lines moved."""
    return problem.code, problem.place.file, problem.message
