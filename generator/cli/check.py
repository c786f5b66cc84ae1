"""`benchbook check`: every mistake in the data, with its line and what to do about it."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli import handbook_folder as folders
from generator.cli.source_lines import Sources
from generator.problem import Problem, Severity

if TYPE_CHECKING:  # the help needs none of it
    from generator.model.inputs import HandbookSource


@click.command(short_help="Find every mistake in the data, with its line.")
@click.argument(
    "folder", metavar="[DIR]", type=click.Path(exists=True, file_okay=False, path_type=Path), default="."
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "github", "gitlab", "sarif", "junit"]),
    help="For people (text) or for programs; else what the CI system that runs this shows.",
)
@click.option(
    "--output",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the report there, and print the text as well.",
)
@click.option("--fix", is_flag=True, help="First mend what can be mended without a doubt, and show it.")
@click.option("--strict", is_flag=True, help="Exit with 1 for warnings as well.")
@click.option("--as-of", metavar="DAY", help="Day that embargoes are reckoned from: 2026-06-30.")
def command(  # noqa: PLR0913, PLR0917 - click hands over each option
    folder: Path, form: str | None, output: Path | None, fix: bool, strict: bool, as_of: str | None
) -> None:
    """Look through the data of the handbook in DIR (else in this folder) and tell every mistake at once.

    Each has its file, line and column, what stands there, what was expected and what to do. An error
    leaves out the smallest thing that it concerns; a warning leaves out nothing.

    On GitHub the form is `github`, on GitLab `gitlab`, which goes to gl-code-quality-report.json; with
    --output alone it goes by the file's ending (.sarif, .xml for JUnit, .json).

    \b
    Example:
      benchbook check my-handbook
      benchbook check --format sarif --output problems.sarif
      benchbook check --fix

    Exit codes: 0 no errors, 1 errors found (with --strict warnings too), 2 wrong use.
    """
    from generator import check, load  # noqa: PLC0415 - the help needs none of it
    from generator.cli import check_fix, report_formats  # noqa: PLC0415
    from generator.problem import in_reading_order  # noqa: PLC0415
    from generator.report import text  # noqa: PLC0415
    from generator.report.report_input import ReportInput  # noqa: PLC0415

    said = folders.options(folder)
    data_dir = str(said.get("data_dir") or "data")
    if not (folder / data_dir).is_dir():
        raise click.UsageError(
            f"There is no folder `{data_dir}` in `{folder}`. Name a handbook's folder, the one that holds "
            "mkdocs.yml and data/, or start one with `benchbook new handbook DIR`."
        )
    day = folders.day(as_of or said.get("as_of"))
    if fix:
        check_fix.mend(folder, data_dir, day)
    with _watched():
        written = load.folder(folder, day, data_dir, docs_dir=folders.docs_dir(folder))
        checked = check.checked(written)
        problems = in_reading_order((*checked.problems, *_given_away(written, checked.problems, day)))
    form, output = report_formats.chosen(form, output, os.environ)
    told = ReportInput(problems, checked.accepted, folder=written.settings.folder)
    lines = text.report(problems, Sources(folder).line)
    report_formats.tell(form, output, told, lines, text.summary(problems, written, checked.accepted))
    sys.exit(_exit_code(problems, strict=strict))


def _given_away(written: HandbookSource, problems: tuple[Problem, ...], day: date) -> tuple[Problem, ...]:
    if all(standard.privacy == "open" for standard in written.standards.values()):
        return ()
    from generator import pipeline  # noqa: PLC0415 - few handbooks have to be worked out to be checked

    return pipeline.given_away(written, problems, day)


def _exit_code(problems: tuple[Problem, ...], *, strict: bool) -> int:
    failing = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    return int(any(problem.severity in failing for problem in problems))


@contextmanager
def _watched() -> Iterator[None]:
    """A sign of life at a terminal, since large handbooks take a second or two."""
    if not sys.stderr.isatty():
        yield
        return
    from rich.console import Console  # noqa: PLC0415 - only a terminal needs it

    with Console(stderr=True).status("Reading the data …"):
        yield
