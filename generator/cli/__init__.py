"""The command `benchbook`. Each subcommand is a file here that exports `command`, read when asked for."""

from __future__ import annotations

import difflib
import errno
import os
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from typing import Any

import click

from generator.cli.interrupts import ending

COMMANDS: dict[str, tuple[str, str]] = {
    "new": ("cli.new", "Start a handbook, a standard, a clinic or a country."),
    "check": ("cli.check", "Find every mistake in the data, with its line."),
    "explain": ("cli.explain", "Tell more about a check, with a wrong and a right example."),
    "build": ("cli.build", "Build the site."),
    "serve": ("cli.serve", "Show the site while you edit; the page follows every save."),
    "set": ("cli.set", "Set one measured value in place."),
    "schema": ("cli.schema", "Write JSON Schemas, so that editors complete and check as you type."),
    "import": ("importing.command.main", "Turn an existing table into a handbook's data."),
    "diff": ("cli.diff", "Compare two commits as a reader would."),
    "pin": ("cli.pin", "Fix the version that a handbook is built with."),
    "export": ("cli.export", "Write the handbook as an ordinary docs folder."),
    "verify": ("cli.verify", "Compare what we reckon with what reference implementations answered."),
    "reference": ("cli.reference", "Write the reference pages that are made from the code."),
}
"""Name, module, and the line in the help: so that the help needs none of the modules."""


NO_PLACE = {
    getattr(errno, name)
    for name in (
        "EACCES", "EPERM", "EROFS", "ENOSPC", "EDQUOT", "EFBIG", "EIO", "EBUSY", "ENOTDIR", "EISDIR", "ELOOP",
        "ENAMETOOLONG", "ENOTEMPTY", "EMFILE",
    )
    if hasattr(errno, name)
}  # fmt: skip
"""Failures that whoever runs the command can mend: no right to write there, or no room left."""


class Lazy(click.Group):
    """A group that reads a subcommand's module only when that subcommand runs."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's own signature
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        return import_module(f"generator.{COMMANDS[cmd_name][0]}").command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args[0] not in COMMANDS and not args[0].startswith("-"):
            close = difflib.get_close_matches(args[0], COMMANDS, 1)
            hint = f"Did you mean `{close[0]}`?" if close else "`benchbook --help` lists them all."
            raise click.UsageError(f"There is no command `{args[0]}`. {hint}", ctx)
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            with ending():
                return super().invoke(ctx)
        except OSError as reason:
            if reason.errno == errno.ENOENT and "temporary directory" in str(reason.strerror):
                raise click.ClickException(
                    f"There is no room for temporary files: {reason.strerror}."
                ) from None
            if reason.errno not in NO_PLACE:
                raise
            what = (
                f"`{os.fsdecode(reason.filename)}`"
                if reason.filename is not None
                else "What was to be written"
            )
            raise click.ClickException(
                f"{what} can't be used: {str(reason.strerror).lower()}. "
                "Name a folder in which you may write and that has room, or have the rights changed."
            ) from None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])


def _version(ctx: click.Context, _: click.Parameter, asked: bool) -> None:
    if asked and not ctx.resilient_parsing:
        try:
            click.echo(f"benchbook {version('benchbook')}")
        except PackageNotFoundError:
            click.echo("benchbook, not installed")
        ctx.exit()


@click.group(cls=Lazy, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--version", is_flag=True, callback=_version, expose_value=False, is_eager=True, help="Show the version."
)
def main() -> None:
    """Service standards in YAML and CSV, published as a handbook.

    \b
    Example:
      benchbook new handbook my-handbook
      benchbook serve my-handbook

    Exit codes: 0 fine, 1 problems found, 2 wrong use, 75 another build is at work, 130 stopped.
    """
