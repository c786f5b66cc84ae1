"""`benchbook verify`: what reference implementations answered, beside what we answer."""

from __future__ import annotations

import difflib
import sys
from pathlib import Path

import click


@click.command(short_help="Compare what we reckon with what reference implementations answered.")
@click.argument("folder", metavar="DIR", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--set", "only", metavar="NAME", help="Replay this set alone.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    help="For people or for programs.",
)
def command(folder: Path, only: str | None, form: str) -> None:
    """Replay the vectors in DIR through the functions that the pages use, and compare to a relative 1e-9.

    DIR has a sub-folder a set, such as wilson/wilson.csv. Shown are a table of how many cases agreed,
    differed on purpose (each with its reason) and differed, and the first differences.

    \b
    Example:
      benchbook verify tests/vectors
      benchbook verify tests/vectors --set wilson --format json

    Exit codes: 0 all agrees, 1 something differs that isn't on purpose, 2 wrong use.
    """
    from generator.verify import report as told  # noqa: PLC0415 - the help needs none of it
    from generator.verify.cases import UnreadableCase  # noqa: PLC0415
    from generator.verify.replay import Unusable, replay  # noqa: PLC0415
    from generator.verify.sets import SETS  # noqa: PLC0415

    if only is not None and only not in SETS:
        close = difflib.get_close_matches(only, SETS, 1)
        hint = f"Did you mean `{close[0]}`?" if close else f"There are {', '.join(SETS)}."
        raise click.UsageError(f"There is no set `{only}`. {hint}")
    try:
        outcome = replay(folder, only)
    except (UnreadableCase, Unusable) as reason:
        raise click.UsageError(str(reason)) from None
    click.echo(told.json(outcome) if form == "json" else "\n".join(told.text(outcome)))
    sys.exit(int(not outcome.agrees))
