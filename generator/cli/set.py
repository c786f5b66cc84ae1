"""`benchbook set`: one measured value, in place."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from generator.cli import handbook_folder as folders
from generator.cli.trial_run import tried
from generator.edit import safe_writing
from generator.edit.safe_writing import NotSaved
from generator.edit.set_value import Setting, Value, setting


@click.command(short_help="Set one measured value in place.")
@click.argument("clinic")
@click.argument("standard")
@click.argument("period")
@click.argument("words", metavar="VALUE", nargs=-1, required=True)
@click.option(
    "--in",
    "folder",
    metavar="DIR",
    default=".",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="The handbook's folder; else this one.",
)
@click.option("--dry-run", is_flag=True, help="Show what would change, and write nothing.")
def command(  # noqa: PLR0913, PLR0917 - click hands over each option
    clinic: str, standard: str, period: str, words: tuple[str, ...], folder: Path, dry_run: bool
) -> None:
    """Set the VALUE of STANDARD that CLINIC measured in PERIOD, where it stands or where it belongs.

    Comments, order and everything else in the file stay. The change is checked before it is made,
    and shown line by line.

    \b
    Example:
      benchbook set mx-los-cabos email-reply 2026-06 182/200
      benchbook set mx-los-cabos waiting-room 2026-06 median="12 min" p90="31 min" n=220
      benchbook set mx-los-cabos email-reply 2026-06 missing="Mailbox migration"

    Exit codes: 0 set, or already so; 1 refused, and nothing was written; 2 wrong use.
    """
    from generator import load  # noqa: PLC0415 - the help needs none of it

    said = folders.options(folder)
    data_dir = folders.data_dir(folder)
    day = folders.day(said.get("as_of"))
    try:
        written = load.folder(folder, day, data_dir)
        change = setting(written, Value(clinic, standard, period, words), data_dir)
        if change.draft.before == change.draft.after:
            click.echo(f"{change.draft.name} says that already. Nothing was written.")
            return
        for line in safe_writing.differences([change.draft]):
            click.echo(line)
        if not tried(folder, data_dir, day, [change.draft]):
            click.echo("Nothing was written.")
            sys.exit(1)
        if not dry_run:
            safe_writing.save([change.draft])
    except NotSaved as reason:
        click.echo(str(reason))
        sys.exit(1)
    click.echo(_done(change, dry_run=dry_run))


def _done(change: Setting, *, dry_run: bool) -> str:
    wrote = "Would be written" if dry_run else "Written"
    which = "in place of what stood there" if change.instead else "a value more"
    go = "go" if len(change.left) > 1 else "goes"
    left = f" With the old value {go} its {' and '.join(change.left)}: give that too, if you know it."
    return f"{wrote} to {change.draft.name}, {which}.{left if change.left else ''}"
