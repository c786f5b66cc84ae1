"""`benchbook pin`: what a handbook is built with is the Benchbook that runs here, to the byte."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from generator.cli import handbook_folder as folders
from generator.cli.handbook_folder import pasteable
from generator.edit.pinned_requirements import FOLDER, REQUIREMENTS, pinned, without_hash
from generator.edit.safe_writing import NotSaved
from generator.edit.textfile import TextFile
from generator.edit.wheel import NAME
from generator.model.page import Download
from generator.publish import file_writing


@click.command(short_help="Fix the version that a handbook is built with.")
@click.argument(
    "folder", metavar="[DIR]", type=click.Path(exists=True, file_okay=False, path_type=Path), default="."
)
def command(folder: Path) -> None:
    """Make the handbook in DIR be built with the version of Benchbook that runs now, wherever it is built.

    Benchbook itself is put into `vendor/`, and `requirements.txt` names it and everything that it stands
    on, by version and hash. `benchbook new handbook` does it once; do it again after you installed a
    newer version.

    \b
    Example:
      benchbook pin my-handbook
      pip install --require-hashes -r requirements.txt
    """
    if not folders.is_handbook(folder):
        raise click.UsageError(
            f"`{folder}` is no handbook: there is no `{folders.data_dir(folder)}/handbook.yml`."
        )
    try:
        wanted = pinned(TextFile.read(folder, REQUIREMENTS).text)
    except NotSaved as reason:
        click.echo(str(reason))
        sys.exit(1)
    outcome = file_writing.write(
        folder, [Download(path, lambda held=held: held) for path, held in wanted.items()]
    )
    for former in sorted((folder / FOLDER).glob(f"{NAME}-*.whl")):
        if f"{FOLDER}/{former.name}" not in wanted:
            former.unlink()
    for line in without_hash(wanted[REQUIREMENTS].decode()):
        click.echo(
            f"{REQUIREMENTS}: `{line}` has no hash, so pip refuses the whole file. Add its version and hash."
        )
    if not outcome.written:
        click.echo("The handbook is built with this version already.")
        return
    them = "it" if len(outcome.written) == 1 else "them"
    click.echo(f"Wrote {' and '.join(outcome.written)}. Commit {them}, and CI builds with this version.")
    click.echo(f"  pip install --require-hashes -r {REQUIREMENTS}   in {pasteable(folder)} does so here")
