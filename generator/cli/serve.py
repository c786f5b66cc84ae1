"""`benchbook serve`: the site while one edits it."""

from __future__ import annotations

import logging
from pathlib import Path

import click

from generator.plugin import host


@click.command(short_help="Show the site while you edit.")
@click.argument(
    "folder", metavar="[DIR]", type=click.Path(exists=True, file_okay=False, path_type=Path), default="."
)
@click.option("--address", metavar="HOST:PORT", help="Where the site is shown; else 127.0.0.1:8000.")
@click.option("--open", "open_browser", is_flag=True, help="Open it in a browser.")
def command(folder: Path, address: str | None, open_browser: bool) -> None:
    """Show the site of the handbook in DIR (else in this folder) while you edit it.

    Every save builds it again, and open pages follow. Mistakes are named here; the rest is shown.
    Stop with Ctrl-C.

    \b
    Example:
      benchbook serve my-handbook --open
    """
    listener = logging.StreamHandler()
    listener.setFormatter(logging.Formatter("%(message)s"))
    host.HOST.addHandler(listener)
    host.HOST.setLevel(logging.INFO)
    try:
        host.serve(folder, address, open_browser=open_browser)
    except host.Withheld as reason:
        raise click.ClickException(str(reason)) from None
    except host.NotBuilt as reason:
        raise click.UsageError(str(reason)) from None
