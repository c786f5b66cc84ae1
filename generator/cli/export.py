"""`benchbook export`: the handbook as an ordinary docs folder."""

from __future__ import annotations

from pathlib import Path

import click

from generator.cli import handbook_folder as folders
from generator.cli.progress import working
from generator.mkdocs import run_mkdocs
from generator.publish import file_writing


@click.command(short_help="Write the handbook as an ordinary docs folder.")
@click.argument("target", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@click.option(
    "--handbook",
    "folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=".",
    help="The handbook's folder; else this one.",
)
@click.option("--as-of", metavar="DAY", help="Day that embargoes and reviews are reckoned from: 2026-06-30.")
def command(target: Path, folder: Path, as_of: str | None) -> None:
    """Write the handbook to DIR as an ordinary docs folder, for generators that don't know Benchbook.

    DIR gets an mkdocs.yml without our plugin, and a Markdown file for every page. Write to the same DIR
    again, and only what changed is replaced.

    \b
    Example:
      benchbook export exported --handbook my-handbook
      cd exported && mkdocs build
    """
    if folders.is_handbook(target):
        raise click.UsageError(
            f"`{target}` is itself a handbook, and its mkdocs.yml would be replaced. Name an empty folder, "
            f"and the handbook with --handbook: benchbook export exported --handbook {target}"
        )
    try:
        with working("Writing pages …"):
            outcome = file_writing.write(target, run_mkdocs.export(folder, as_of=as_of))
    except run_mkdocs.Withheld as reason:
        raise click.ClickException(str(reason)) from None
    except run_mkdocs.NotBuilt as reason:
        raise click.UsageError(str(reason)) from None
    click.echo(f"Wrote {len(outcome.written)} files to {target}; {outcome.unchanged} were up to date.")
    click.echo(f"Build it with any generator that reads mkdocs.yml: cd {target} && mkdocs build")
