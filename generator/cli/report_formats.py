"""The forms in which `benchbook check` tells what it found, and where each goes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import click

from generator.check import RULES
from generator.report import github, gitlab, json, junit, sarif
from generator.report.report_input import ReportInput

FORMS = ("text", "json", "github", "gitlab", "sarif", "junit")


def chosen(said: str | None, output: Path | None, environment: Mapping[str, str]) -> tuple[str, Path | None]:
    """The form and its file: as said, else what the platform that runs this shows to a reviewer.

    GitHub reads annotations from what is printed, GitLab a report from a file.
    """
    if said is not None or output is not None:
        return said or _by_ending(output), output
    if environment.get("GITHUB_ACTIONS") == "true":
        return "github", None
    if environment.get("GITLAB_CI") == "true":
        return "gitlab", Path(gitlab.FILE)
    return "text", None


def _by_ending(output: Path | None) -> str:
    ending = "".join(output.suffixes[-1:]) if output else ""
    return {".sarif": "sarif", ".xml": "junit", ".json": "json"}.get(ending, "text")


def made(form: str, told: ReportInput) -> str:
    """The whole report in that form, for all forms but text."""
    match form:
        case "github":
            return "\n".join(github.report(told))
        case "gitlab":
            return gitlab.report(told)
        case "sarif":
            return sarif.report(told, RULES, _version())
        case "junit":
            return junit.report(told)
        case _:
            return json.report(told)


def tell(form: str, output: Path | None, told: ReportInput, text: Iterator[str], summary: str) -> None:
    """Prints the report, or writes it to `output` and prints the text for people as well.

    Raises ClickException where the file can't be written.
    """
    if output is not None:
        lines = [*text, summary]
        _write(output, "\n".join(lines) if form == "text" else made(form, told))
        _print(lines)
        click.echo(f"The report for programs ({form}) is in {output}.")
    elif form == "text":
        _print([*text, summary])
    else:
        if told.problems or form != "github":
            click.echo(made(form, told))
        if form == "github":  # whose log is also read by people
            click.echo(summary)


def _write(output: Path, content: str) -> None:
    try:
        output.parent.mkdir(parents=True, exist_ok=True)
        output.write_text(content.rstrip("\n") + "\n", encoding="utf-8")
    except OSError as reason:
        raise click.ClickException(f"`{output}` can't be written: {reason.strerror}.") from None


def _print(lines: Iterable[str]) -> None:
    for line in lines:
        click.echo(line)


def _version() -> str:
    try:
        return version("benchbook")
    except PackageNotFoundError:
        return "0"
