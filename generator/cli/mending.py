"""`benchbook check --fix`: what is mended without a doubt, shown line by line."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import click

from generator.cli.trying import found, tried
from generator.edit import saving
from generator.edit.mending import mended
from generator.edit.saving import NotSaved

ROUNDS = 5


def mend(folder: Path, data_dir: str, day: date) -> None:
    """Mends what problems know how to mend, and prints the difference to the standard error.

    What one mend uncovers, the next round may mend. Ends the program where files can't be written.
    """
    # A program that reads the problems from the standard output isn't to find a difference there.
    for round_ in range(ROUNDS):
        drafts = mended(folder, found(folder, data_dir, day))
        if not drafts:
            if not round_:
                click.echo("Nothing here can be mended without a doubt.", err=True)
            return
        for line in saving.differences(drafts):
            click.echo(line, err=True)
        try:
            if not tried(folder, data_dir, day, drafts, err=True):
                click.echo("Nothing was mended, because it would have broken something else.", err=True)
                return
            saving.save(drafts)
        except NotSaved as reason:
            click.echo(str(reason), err=True)
            sys.exit(1)
        click.echo(f"Mended {', '.join(draft.name for draft in drafts)}.", err=True)
