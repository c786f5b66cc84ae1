"""`benchbook diff`: what changes for readers between two commits."""

from __future__ import annotations

import tempfile
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli import handbook_folder as folders

if TYPE_CHECKING:  # the help needs none of it
    from generator.model.version_changes import Review
    from generator.versions.compare_versions import Version
    from generator.versions.git_history import Repository

SETTINGS = ("mkdocs.yml", "mkdocs.yaml", "properdocs.yml")


@click.command(short_help="Compare two commits as a reader would.")
@click.argument("base", metavar="BASE")
@click.argument("head", metavar="[HEAD]", default="")
@click.option(
    "--handbook",
    "folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=".",
    help="The handbook's folder; else this one.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "markdown", "json"]),
    default="text",
    help="For a terminal, for a pull request, or for programs.",
)
@click.option(
    "--output", type=click.Path(dir_okay=False, path_type=Path), help="Write it to this file, as UTF-8."
)
@click.option("--as-of", metavar="DAY", help="Day that both are reckoned from: 2026-06-30.")
def command(  # noqa: PLR0913, PLR0917 - one parameter an option
    base: str, head: str, folder: Path, form: str, output: Path | None, as_of: str | None
) -> None:
    """Tell what changes for readers from commit BASE to commit HEAD, or to the folder as it is.

    Standards that come and go, targets that move, values restated, and verdicts that change, each with
    whether the target moved or the data did. BASE and HEAD are branches, tags or commits; `main...` is
    the commit where this branch left main. No number is told that either version hides.

    \b
    Example:
      benchbook diff main
      benchbook diff v1.2 v1.3
      benchbook diff origin/main... --format markdown --output changes.md

    Exit codes: 0 compared, whatever changed; 2 wrong use.
    """
    from generator.versions import git_history  # noqa: PLC0415 - the help needs none of it

    try:
        review = compared(folder, base, head, as_of)
    except git_history.NoHistory as reason:
        raise click.UsageError(str(reason)) from None
    _tell(_rendered(review, form), output)


def compared(folder: Path, base: str, head: str = "", as_of: str | None = None) -> Review:
    """What changed from one commit to another, or to the folder as it is. Raises NoHistory."""
    from generator.versions import compare_versions, git_history  # noqa: PLC0415

    with ExitStack() as kept:
        repository = git_history.Repository.of(folder)
        old = _taken_out(repository, base, kept)
        new = (
            _taken_out(repository, head, kept)
            if head
            else compare_versions.Version("", folder, _data(folder))
        )
        if not (new.folder / new.data_dir).is_dir():
            raise click.UsageError(
                f"There is no folder `{new.data_dir}` in `{folder}`. Name a handbook's folder, the one "
                "that holds mkdocs.yml and data/: --handbook DIR."
            )
        said = folders.options(new.folder).get("as_of")
        paths = sorted({old.data_dir, new.data_dir})
        commits = [repository.commit(name) if name else "" for name in (base, head)]
        old = replace(old, moves=repository.moves(commits[0], paths, commits[1]))
        return compare_versions.between(old, new, folders.day(as_of or said))


def _taken_out(repository: Repository, name: str, kept: ExitStack) -> Version:
    """A commit's files in a folder that lasts as long as `kept`; without data it is an empty handbook."""
    from generator.versions import compare_versions  # noqa: PLC0415

    commit = repository.commit(name)
    place = Path(kept.enter_context(tempfile.TemporaryDirectory(prefix="benchbook-")))
    repository.take_out(commit, SETTINGS, place)
    data_dir = _data(place)
    (place / data_dir).mkdir(parents=True, exist_ok=True)
    repository.take_out(commit, (data_dir,), place)
    return compare_versions.Version(name, place, data_dir)


def _data(folder: Path) -> str:
    data_dir = str(folders.options(folder).get("data_dir") or "data")
    if Path(data_dir).is_absolute() or ".." in Path(data_dir).parts:
        raise click.UsageError(
            f"The data are in `{data_dir}`, outside the handbook's folder, so that a commit of the folder "
            "doesn't hold them. Move them into it."
        )
    return data_dir


def _rendered(review: Review, form: str) -> str:
    from generator.versions.report import json, markdown, text  # noqa: PLC0415

    if form == "text":
        return "\n".join(text.report(review)) + "\n"
    return markdown.report(review) if form == "markdown" else json.report(review) + "\n"


def _tell(said: str, output: Path | None) -> None:
    if output is None:
        click.echo(said, nl=False)
        return
    try:
        output.parent.mkdir(parents=True, exist_ok=True)
        output.write_text(said, encoding="utf-8")
    except OSError as reason:
        raise click.ClickException(f"`{output}` can't be written: {reason.strerror}.") from None
    click.echo(f"Written to {output}.")
