"""`benchbook import`: an existing table becomes a handbook's data."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from pathlib import Path

import click
import yaml

from generator import importing
from generator.cli import handbook_folder as folders
from generator.cli.progress import rows_read
from generator.edit import safe_writing
from generator.edit.safe_writing import Draft, NotSaved
from generator.importing import handbook_files, ids, write_plan
from generator.importing.command import checked, map_reading, report
from generator.importing.command import draft as import_draft
from generator.importing.convert import ImportResult
from generator.importing.write_plan import FileOutcome, FileOutcomes
from generator.model.import_map import ImportMap
from generator.model.new_file_templates import STARTER
from generator.report import text

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)

ABOUT = """\
# About this handbook

Its values were imported from the table `{table}`. Say here where they come from and how they are to be read.
"""


@click.command(short_help="Turn an existing table into a handbook's data.")
@click.argument("file", metavar="FILE", type=FILE)
@click.option("--map", "map_file", type=FILE, help="What the columns of FILE mean.")
@click.option("--draft", is_flag=True, help="Look at FILE and write a first map for it: FILE-map.yml.")
@click.option(
    "--sheet", metavar="NAME", help="With --draft: only sheets of this name; `*` stands for anything."
)
@click.option(
    "--beside",
    metavar="CSV",
    multiple=True,
    help="With --draft: another file in the folder of FILE that says more of one of its columns.",
)
@click.option(
    "--into",
    metavar="DIR",
    default=".",
    type=click.Path(file_okay=False, path_type=Path),
    help="The handbook's folder, new or not; else this folder.",
)
@click.option(
    "--replace", flag_value="values", help="Put the new values (or draft) in place of those before."
)
@click.option(
    "--replace-all",
    "replace",
    flag_value="all",
    help="The same, and the map's descriptions in place of yours.",
)
@click.option(
    "--left",
    metavar="CSV",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Also write a list of every row that isn't taken, with the reason.",
)
@click.option("--dry-run", is_flag=True, help="Say what would happen, and write nothing.")
def command(  # noqa: PLR0913, PLR0917 - click hands over each option
    file: Path,
    map_file: Path | None,
    draft: bool,
    sheet: str | None,
    beside: tuple[str, ...],
    into: Path,
    replace: str | None,
    left: Path | None,
    dry_run: bool,
) -> None:
    """Turn the table in FILE (a spreadsheet, CSV or Parquet) into the data of a handbook.

    A map says where the table stands, which columns hold the clinic, the period and the standard,
    and works numbers out by simple arithmetic. With --draft the command looks at FILE and writes a
    map for you to complete. Nothing that is there already is overwritten unless you say so; running
    it twice changes nothing.

    \b
    Example:
      benchbook import waits.xlsx --draft
      benchbook import waits.xlsx --map waits-map.yml --into england
    \b
    The shortest map, for a handbook that has the standard:
      clinic: {column: org_code, country: gb}
      period: {column: period, as: month}
      standard: {fixed: within-four-hours}
      fields: {met: attendances - breaches, of: attendances}

    Exit codes: 0 values were taken (rows that were left are named with the reason), or a map was
    drafted; 1 the map or the table can't be used, no row could be taken, or other values or another
    map are there already; 2 wrong use.
    """
    if draft:
        sys.exit(
            import_draft.drafted(file, into, sheet, beside, replace=replace is not None, dry_run=dry_run)
        )
    if map_file is None:
        raise click.UsageError("What do the columns mean? Say it by --map, or let --draft write a first map.")
    wanted, taken = _taken(file, map_file, into)
    taken = _accepted(file, into, wanted, taken, "all" if replace == "all" else "values")
    for line in report.account(file, taken):
        click.echo(line)
    _list_left(left, taken)
    if not taken.taken:
        click.echo("Nothing was written, because no row could be taken.")
        sys.exit(1)
    before = checked.found(into)
    values, contents = _contents(file, into, wanted, taken)
    refused = _write(into, values, contents, replace, dry_run=dry_run)
    if not refused:
        drafts = _planned(into, contents, replace) if dry_run else ()
        for line in checked.open_questions(into, before, drafts):
            click.echo(line)
    sys.exit(refused)


def _accepted(file: Path, into: Path, wanted: ImportMap, taken: ImportResult, replace: str) -> ImportResult:
    """The rows that `benchbook check` has no error in."""

    def drafts(some: ImportResult) -> tuple[Draft, ...]:
        return _planned(into, _contents(file, into, wanted, some)[1], replace)

    (values,) = handbook_files.values(taken, wanted.name or ids.name_of(file), folders.data_dir(into))
    try:
        return checked.accepted(into, taken, values, drafts)
    except NotSaved:
        return taken  # the saving says what is in its way


def _planned(into: Path, contents: dict[str, str], replace: str | None) -> tuple[Draft, ...]:
    """What would be written, with the values in place of those before."""
    values = [name for name in contents if "/kpis/" in name]
    return _drafts(
        into, contents, write_plan.foresee(into, contents, contents if replace == "all" else values)
    )


def _contents(
    file: Path, into: Path, wanted: ImportMap, taken: ImportResult
) -> tuple[dict[str, str], dict[str, str]]:
    """Files of values, and all files, by their path from the handbook's folder."""
    data_dir = folders.data_dir(into)
    values = handbook_files.values(taken, wanted.name or ids.name_of(file), data_dir)
    contents = values | handbook_files.descriptions(taken, wanted, data_dir)
    if not (into / "mkdocs.yml").exists():
        contents |= _surroundings(wanted, file.name)
    return values, contents


def _write(
    into: Path, values: Mapping[str, str], contents: dict[str, str], replace: str | None, *, dry_run: bool
) -> int:
    """Whole or not at all; what becomes of each file is told. The exit code."""
    met = write_plan.foresee(into, contents, {None: (), "values": values, "all": contents}[replace])
    refused = set(met.of(FileOutcome.KEPT)) & set(values)
    try:
        drafts = _drafts(into, contents, met)
        if not (dry_run or refused):
            safe_writing.save(drafts)
    except NotSaved as reason:
        click.echo(str(reason))
        return 1
    for line in report.told(into, met, drafts, refused, dry_run=dry_run):
        click.echo(line)
    return int(bool(refused))


def _drafts(into: Path, contents: Mapping[str, str], met: FileOutcomes) -> tuple[Draft, ...]:
    """What is held to be new stays so: where somebody writes it meanwhile, nothing is saved over it."""
    before = dict.fromkeys(met.of(FileOutcome.NEW))
    before |= {path: safe_writing.there(into, path) for path in met.of(FileOutcome.REPLACED)}
    return tuple(Draft(into, path, before[path], contents[path].encode()) for path in before)


def _list_left(path: Path | None, taken: ImportResult) -> None:
    """The list of what wasn't taken, never over a file of another kind."""
    if path is None:
        return
    listed = report.every(taken)
    before = safe_writing.there(path.parent, path.name)
    if before is not None and not before.startswith(report.LISTED.encode()):
        raise click.UsageError(f"`{path}` is there already, and no such list. Name another file for --left.")
    try:
        safe_writing.save([Draft(path.parent, path.name, before, listed.encode())])
    except NotSaved as reason:
        click.echo(str(reason))
        sys.exit(1)


def _taken(file: Path, map_file: Path, into: Path) -> tuple[ImportMap, ImportResult]:
    """The map and the rows; or every problem printed, and the end."""
    wanted, locate, problems = map_reading.read(map_file)
    if wanted is not None:
        with rows_read(file.name) as progress:
            known = handbook_files.known(into, folders.data_dir(into))
            taken, problems = importing.rows(file, wanted, locate, known, progress)
        if taken is not None:
            return wanted, taken
    for line in text.report(problems, report.line):
        click.echo(line)
    click.echo("Nothing was imported.")
    sys.exit(1)


def _surroundings(wanted: ImportMap, table: str) -> dict[str, str]:
    """What a new handbook needs beside its data, so that it can be built at once."""
    settings = (STARTER / "mkdocs.yml").read_text(encoding="utf-8")
    title = wanted.handbook.title if wanted.handbook else None
    if isinstance(title, dict):
        title = next(iter(title.values()))
    if title:
        written = yaml.safe_dump(title, default_style='"', allow_unicode=True, width=float("inf")).strip()
        named = f"site_name: {written}"
        settings = re.sub(r"^site_name:.*$", lambda _: named, settings, count=1, flags=re.MULTILINE)
    # A name ends where a backtick would end the code that it stands in.
    shown = " ".join(table.replace("`", "'").split())
    return {"mkdocs.yml": settings, "docs/about.md": ABOUT.format(table=shown)}
