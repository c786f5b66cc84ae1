"""`benchbook explain`: more about one check, or the list of them all."""

from __future__ import annotations

import difflib

import click


@click.command(short_help="Tell more about a check, with a wrong and a right example.")
@click.argument("code", required=False)
def command(code: str | None) -> None:
    """Tell what the check CODE looks for and why, with a wrong and a right example; without CODE, list all.

    \b
    Example:
      benchbook explain HB101
      benchbook explain
    """
    from generator.check import RULES  # noqa: PLC0415 - the help needs none of it
    from generator.report import explanation  # noqa: PLC0415

    if code is None:
        click.echo("\n".join(explanation.listing(RULES)))
        return
    rules = {rule.code: rule for rule in RULES}
    wanted = code.strip().upper()
    if wanted not in rules:
        close = difflib.get_close_matches(wanted, rules, 1)
        hint = f" Did you mean {close[0]}?" if close else ""
        raise click.UsageError(f"There is no check `{code}`.{hint} `benchbook explain` lists them all.")
    click.echo("\n".join(explanation.text(rules[wanted])))
