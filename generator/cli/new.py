"""`benchbook new handbook`: a folder that builds, with one small example of every file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from generator.model.page import Download
from generator.publish import files

STARTER = Path(__file__).parent / "starter"


@click.group(short_help="Start a handbook.")
def command() -> None:
    """Start something new from a template.

    \b
    Example:
      benchbook new handbook my-handbook
    """


@command.command()
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
def handbook(folder: Path) -> None:
    """Start a handbook in DIR, which must be empty or not there yet.

    It holds one small example of every file, with comments that say what to write.

    \b
    Example:
      benchbook new handbook my-handbook
      benchbook serve my-handbook
    """
    if folder.is_dir() and any(folder.iterdir()):
        raise click.UsageError(f"`{folder}` isn't empty, and nothing of yours is overwritten. Name another.")
    written = files.write(folder, starter()).written
    click.echo(f"Started a handbook of {len(written)} files in {folder}. Now:")
    click.echo(f"  benchbook serve {folder} --open   show it while you edit")
    click.echo(f"  benchbook check {folder}          find mistakes")
    click.echo("Begin with data/handbook.yml, then change or remove the examples beside it.")


def starter() -> Iterator[Download]:
    """The files of a new handbook. A name that begins with a dot is kept here as `dot.`."""
    for source in sorted(STARTER.rglob("*")):
        if source.is_file() and source.suffix != ".pyc":
            path = source.relative_to(STARTER).as_posix()
            yield Download(
                path.replace("dot.", ".", 1) if path.startswith("dot.") else path, source.read_bytes
            )
