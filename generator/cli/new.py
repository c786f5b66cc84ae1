"""`benchbook new`: a folder that builds, or one file more in it, with comments that say what to write."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from generator.cli import handbook_folder as folders
from generator.cli.handbook_folder import pasteable
from generator.edit import safe_writing
from generator.edit.safe_writing import NotSaved
from generator.publish import file_writing

IN = click.option(
    "--in",
    "folder",
    metavar="DIR",
    default=".",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="The handbook's folder; else this one.",
)


@click.group(short_help="Start a handbook, a standard, a clinic or a country.")
def command() -> None:
    """Start something new from a template.

    \b
    Example:
      benchbook new handbook my-handbook
      benchbook new standard letters-answered --in my-handbook
    """


@command.command()
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@click.option(
    "--host",
    type=click.Choice(["github", "gitlab", "none"]),
    default="github",
    help="Whose workflow to write, which checks and publishes; else GitHub's.",
)
def handbook(folder: Path, host: str) -> None:
    """Start a handbook in DIR, which must be empty or not there yet.

    It holds one small example of every file, with comments that say what to write.

    \b
    Example:
      benchbook new handbook my-handbook
      benchbook serve my-handbook
    """
    if folder.is_dir() and any(folder.iterdir()):
        raise click.UsageError(f"`{folder}` isn't empty, and nothing of yours is overwritten. Name another.")
    from generator.cli import schema  # noqa: PLC0415 - the help needs none of it
    from generator.cli.new_handbook import starter  # noqa: PLC0415

    with file_writing.new_folder(folder) as begun:
        try:
            written = file_writing.write(begun, starter(host, folder)).written
            safe_writing.save([*schema.schema_files(begun), *schema.lines(begun)])
        except NotSaved as reason:
            raise click.ClickException(f"`{folder}`: {reason}") from None
    click.echo(f"Started a handbook of {len(written)} files in {folder}. Now:")
    name = pasteable(folder)
    click.echo(f"  benchbook serve {name} --open   show it while you edit")
    click.echo(f"  benchbook check {name}          find mistakes")
    click.echo("Begin with README.md and data/handbook.yml, then change or remove the examples beside it.")


@command.command()
@click.argument("name", metavar="ID")
@click.option(
    "--kind",
    type=click.Choice(["proportion", "duration", "rate", "count", "score", "money", "conversion"]),
    default="proportion",
    help="What is measured; else a proportion.",
)
@IN
def standard(name: str, kind: str, folder: Path) -> None:
    """Start the standard ID, as a draft, with an example of everything that it can say.

    \b
    Example:
      benchbook new standard letters-answered
      benchbook new standard waiting-room --kind duration
    """
    _begin(folder, "standard", name, kind=kind)


@command.command()
@click.argument("name", metavar="ID")
@IN
def clinic(name: str, folder: Path) -> None:
    """Start the clinic ID; one that begins with a country's code, such as mx-los-cabos, lies there.

    \b
    Example:
      benchbook new clinic mx-los-cabos
    """
    _begin(folder, "clinic", name)


@command.command()
@click.argument("name", metavar="ID")
@IN
def country(name: str, folder: Path) -> None:
    """Start the country ID, by its code or its name, with its name, currency and languages filled in.

    \b
    Example:
      benchbook new country mx
    """
    _begin(folder, "country", name)


def _begin(folder: Path, thing: str, name: str, **more: Any) -> None:
    from generator import load  # noqa: PLC0415 - the help needs none of it
    from generator.cli.schema import refreshed  # noqa: PLC0415
    from generator.edit.new_file import begun  # noqa: PLC0415

    data_dir = folders.data_dir(folder)
    if not (folder / data_dir).is_dir():
        raise click.UsageError(
            f"There is no folder `{data_dir}` in `{folder}`. Name a handbook's folder with --in, or start "
            "one with `benchbook new handbook DIR`."
        )
    try:
        written = load.folder(folder, folders.day(folders.options(folder).get("as_of")), data_dir)
        draft = begun(written, thing, name, data_dir, **more)
        safe_writing.save([draft])
        refreshed(folder)
    except NotSaved as reason:
        click.echo(str(reason))
        sys.exit(1)
    click.echo(f"Started {draft.path.relative_to(Path.cwd()) if _near(draft.path) else draft.path}. Now:")
    click.echo("  fill it in; lines that begin with # are examples")
    click.echo("  benchbook check   finds mistakes")


def _near(path: Path) -> bool:
    return path.is_relative_to(Path.cwd())
