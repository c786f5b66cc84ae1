"""`benchbook serve`: the site while one edits it."""

from __future__ import annotations

import signal
import webbrowser
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import click

from generator.cli.source_lines import Sources
from generator.mkdocs import run_mkdocs
from generator.preview import serve
from generator.preview.updates import PreviewUpdate
from generator.problem import Problem, Severity
from generator.report import text
from generator.report.terminal_safe import plain

FEW = 3
"""Saved files that are named; of more, how many there are."""


@click.command(short_help="Show the site while you edit.")
@click.argument(
    "folder", metavar="[DIR]", type=click.Path(exists=True, file_okay=False, path_type=Path), default="."
)
@click.option("--address", metavar="HOST:PORT", help="Where the site is shown; else 127.0.0.1:8000.")
@click.option("--open", "open_browser", is_flag=True, help="Open it in a browser.")
def command(folder: Path, address: str | None, open_browser: bool) -> None:
    """Show the site of the handbook in DIR (else in this folder) while you edit it.

    Every save is read at once, and open pages follow. Mistakes are named here and at the foot of each
    page; what they are in is shown as it was before. Stop with Ctrl-C.

    \b
    Example:
      benchbook serve my-handbook --open
    """
    signal.signal(signal.SIGTERM, signal.default_int_handler)

    def ready(where: str) -> None:
        click.echo(f"Serving on {where} (Ctrl-C ends it)", err=True)
        if open_browser:
            webbrowser.open(where)

    def tell(told: PreviewUpdate) -> None:
        for line in said(told, folder):
            click.echo(line, err=True)

    try:
        serve.serve(folder, address, tell=tell, ready=ready)
    except KeyboardInterrupt:
        click.echo("\nThe preview has ended.", err=True)
    except run_mkdocs.Withheld as reason:
        raise click.ClickException(str(reason)) from None
    except run_mkdocs.NotBuilt as reason:
        raise click.UsageError(str(reason)) from None


def said(told: PreviewUpdate, folder: Path) -> Iterator[str]:
    """What a save came to: what is newly wrong, what is mended, and what is still wrong."""
    if told.new:
        yield ""
        yield from text.report(told.new, Sources(folder.resolve()).line)
    for problem in told.mended:
        yield f"Mended: {plain(problem.place.file)}: {problem.code}: {plain(problem.message)}"
    yield from (f"MkDocs: {plain(remark)}" for remark in told.remarks)
    if told.detail:
        yield told.detail.rstrip()
    if told.trouble:
        yield from (plain(line) for line in told.trouble.splitlines())
        yield "The preview shows the last state that could be shown."
    elif told.over:
        yield "What stood in the way is mended."
    if told.saved or told.problems:
        yield _outcome(told)


def _outcome(told: PreviewUpdate) -> str:
    """The last line of it: how long it took, and how much is wrong altogether."""
    saved = ", ".join(told.saved) if len(told.saved) <= FEW else f"{len(told.saved):,} files"
    shown = "saved" if told.trouble else f"shown in {told.seconds:.1f} s"
    return f"{plain(saved)}: {shown}. {_wrong(told.problems)}" if saved else _wrong(told.problems)


def _wrong(problems: tuple[Problem, ...]) -> str:
    counts = Counter(problem.severity for problem in problems)
    found = [
        f"{counts[severity]:,} {severity}{'' if counts[severity] == 1 else 's'}"
        for severity in Severity
        if counts[severity]
    ]
    return f"In all: {', '.join(found)}." if found else "Nothing is wrong."
