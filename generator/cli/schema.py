"""`benchbook schema`: what editors need to complete and check files as one types."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

import click
import orjson

from generator.cli import handbook_folder as folders
from generator.edit import safe_writing
from generator.edit.safe_writing import Draft, NotSaved, there
from generator.edit.schema_line import with_first_line
from generator.schema import documents, ids

PLACE = ".schema"
"""Within the data; a folder that begins with a dot is nothing that the reading looks at."""


@click.command(short_help="Write JSON Schemas, so that editors complete and check as you type.")
@click.argument(
    "folder", metavar="[DIR]", type=click.Path(exists=True, file_okay=False, path_type=Path), default="."
)
@click.option("--first-lines", is_flag=True, help="Also put the line that names the schema on top of files.")
@click.option(
    "--check", "only_check", is_flag=True, help="Write nothing; exit with 1 if something would change."
)
def command(folder: Path, first_lines: bool, only_check: bool) -> None:
    """Write a JSON Schema for every kind of file into data/.schema/ of the handbook in DIR (else here).

    With it an editor such as VS Code (with its YAML extension) completes keys and the names of your
    standards, clinics and themes, shows what each key means, and underlines what can't be. A file
    names its schema in its first line:

    \b
      # yaml-language-server: $schema=../.schema/standard.json

    Run it again after adding a standard or a clinic, so that their names are offered too.

    \b
    Example:
      benchbook schema
      benchbook schema --first-lines

    Exit codes: 0 written, or nothing to do; 1 refused, or with --check not up to date; 2 wrong use.
    """
    try:
        drafts = [draft for draft in _drafts(folder, first_lines) if draft.before != draft.after]
        if only_check:
            for draft in drafts:
                click.echo(f"{draft.name} isn't up to date. `benchbook schema` writes it.")
            sys.exit(int(bool(drafts)))
        safe_writing.save(drafts)
    except NotSaved as reason:
        click.echo(str(reason))
        sys.exit(1)
    click.echo(f"Wrote {len(drafts)} files." if drafts else "Everything is up to date.")


def _drafts(folder: Path, first_lines: bool) -> Iterator[Draft]:
    yield from schema_files(folder)
    if first_lines:
        yield from lines(folder)


def schema_files(folder: Path) -> Iterator[Draft]:
    """The schemas as they should be, with the names that the handbook defines."""
    from generator import load  # noqa: PLC0415 - the help needs none of it

    data_dir = folders.data_dir(folder)
    if not (folder / data_dir).is_dir():
        raise click.UsageError(f"There is no folder `{data_dir}` in `{folder}`. Name a handbook's folder.")
    written = load.folder(folder, folders.day(folders.options(folder).get("as_of")), data_dir)
    for name, schema in documents.schemas(ids.of(written)).items():
        content = orjson.dumps(schema, option=orjson.OPT_INDENT_2) + b"\n"
        path = f"{data_dir}/{PLACE}/{name}.json"
        yield Draft(folder, path, there(folder, path), content)


def lines(folder: Path) -> Iterator[Draft]:
    """The YAML files with the line on top that names their schema."""
    data_dir = folders.data_dir(folder)
    for path in sorted((folder / data_dir).rglob("*.y*ml")):
        within = PurePosixPath(path.relative_to(folder / data_dir).as_posix())
        schema = "handbook" if str(within) == "handbook.yml" else documents.FOLDERS.get(within.parts[0])
        hidden = any(part.startswith(".") for part in within.parts)
        if schema and not hidden and path.suffix in (".yml", ".yaml"):
            up = "../" * (len(within.parts) - 1)
            yield with_first_line(folder, f"{data_dir}/{within}", f"{up}{PLACE}/{schema}.json")


def refreshed(folder: Path) -> None:
    """Brings schemas that are there up to date, after a command that adds a name."""
    if (folder / folders.data_dir(folder) / PLACE).is_dir():
        safe_writing.save([draft for draft in schema_files(folder) if draft.before != draft.after])
