"""`benchbook import`: an existing table becomes a handbook's data."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from generator import intake
from generator.cli import folder as folders
from generator.cli import import_map
from generator.cli.new import STARTER
from generator.cli.progress import rows_read
from generator.cli.sources import Sources
from generator.intake import fates, files, ids
from generator.intake.fates import Fate, Fates
from generator.intake.take import Left, Taken
from generator.model.mapping import ImportMap
from generator.model.page import Download
from generator.problem import Place
from generator.publish.files import write
from generator.report import text
from generator.report.printable import plain

LONGEST_SHOWN = 40  # characters of a cell

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)

ABOUT = """\
# About this handbook

Its values were imported from the table `{table}`. Say here where they come from and how they are to be read.
"""


@click.command(short_help="Turn an existing table into a handbook's data.")
@click.argument("file", metavar="FILE", type=FILE)
@click.option("--map", "map_file", required=True, type=FILE, help="What the columns of FILE mean.")
@click.option(
    "--into",
    metavar="DIR",
    default=".",
    type=click.Path(file_okay=False, path_type=Path),
    help="The handbook's folder, new or not; else this folder.",
)
@click.option("--replace", flag_value="values", help="Put the new values in place of those imported before.")
@click.option(
    "--replace-all",
    "replace",
    flag_value="all",
    help="The same, and the map's descriptions in place of yours.",
)
@click.option("--dry-run", is_flag=True, help="Say what would happen, and write nothing.")
def command(file: Path, map_file: Path, into: Path, replace: str | None, dry_run: bool) -> None:
    """Turn the long table in FILE (CSV or Parquet) into the data of a handbook.

    The map says which columns hold the clinic, the period and the standard, works numbers out by
    simple arithmetic, and describes what the handbook doesn't know yet. Nothing that is there
    already is overwritten unless you say so; running it twice changes nothing.

    \b
    Example:
      benchbook import ae_attendances.csv --map ae.yml --into england
    \b
    The shortest map, for a handbook that has the standard:
      clinic: {column: org_code, country: gb}
      period: {column: period, format: "%Y-%m-%d", as: month}
      standard: {fixed: within-four-hours}
      fields: {met: attendances - breaches, of: attendances}

    Exit codes: 0 values were taken (rows that were left are named with the reason); 1 the map or the
    table can't be used, no row could be taken, or other values are there already; 2 wrong use.
    """
    wanted, taken = _taken(file, map_file, into)
    for line in account(file, taken):
        click.echo(line)
    if not taken.taken:
        click.echo("Nothing was written, because no row could be taken.")
        sys.exit(1)
    data_dir = _data_dir(into)
    values = files.values(taken, wanted.name or ids.slug(file.stem) or "values", data_dir)
    contents = values | files.descriptions(taken, wanted, data_dir)
    if not (into / "mkdocs.yml").exists():
        contents |= _surroundings(wanted, file.name)
    allowed = {None: (), "values": values, "all": contents}[replace]
    met = fates.foresee(into, contents, allowed)
    refused = set(met.of(Fate.KEPT)) & set(values)
    if not (dry_run or refused):
        _write(into, contents, met)
    for line in told(into, met, refused, dry_run):
        click.echo(line)
    sys.exit(1 if refused else 0)


def _data_dir(into: Path) -> str:
    return str(folders.options(into).get("data_dir") or "data")


def _taken(file: Path, map_file: Path, into: Path) -> tuple[ImportMap, Taken]:
    """The map and the rows; or every problem printed, and the end."""
    wanted, locate, problems = import_map.read(map_file)
    if wanted is not None:
        with rows_read(file.name) as progress:
            taken, problems = intake.rows(file, wanted, locate, files.known(into, _data_dir(into)), progress)
        if taken is not None:
            return wanted, taken
    for line in text.report(problems, _line):
        click.echo(line)
    click.echo("Nothing was imported.")
    sys.exit(1)


def _line(place: Place) -> str | None:
    """The line of the map or the table that a place lies in."""
    path = Path(place.file)
    return Sources(path.parent).line(Place(path.name, place.line, place.column))


def account(file: Path, taken: Taken) -> Iterator[str]:
    """Rows read, taken, and left with the reason."""
    left = taken.read - taken.taken
    yield f"{file.name}: {taken.read:,} rows read, {taken.taken:,} taken, {left:,} left."
    yield from (_reason(group, taken.counted_in) for group in taken.left)


def _reason(group: Left, counted_in: str) -> str:
    first = ", ".join(f"{line:,}" for line in group.lines)
    more = ", …" if group.rows > len(group.lines) else ""
    found = ", ".join(f"`{_shortened(cell)}`" for cell in group.found)
    lines = counted_in if group.rows == 1 else f"{counted_in}s"
    reason = plain(f"{group.reason}: {found}" if found else group.reason)
    return f"  {group.rows:,} left because {reason} ({lines} {first}{more})"


def _shortened(cell: str) -> str:
    return cell if len(cell) <= LONGEST_SHOWN else f"{cell[:LONGEST_SHOWN]}…"


def _surroundings(wanted: ImportMap, table: str) -> dict[str, str]:
    """What a new handbook needs beside its data, so that it can be built at once."""
    settings = (STARTER / "mkdocs.yml").read_text(encoding="utf-8")
    title = wanted.handbook.title if wanted.handbook else None
    if isinstance(title, dict):
        title = next(iter(title.values()))
    if title:
        named = f"site_name: {json.dumps(title, ensure_ascii=False)}"
        settings = re.sub(r"^site_name:.*$", lambda _: named, settings, count=1, flags=re.MULTILINE)
    return {"mkdocs.yml": settings, "docs/about.md": ABOUT.format(table=table)}


def _write(into: Path, contents: dict[str, str], met: Fates) -> None:
    """Whole or not at all."""
    wanted = met.of(Fate.NEW, Fate.REPLACED)
    try:
        write(into.resolve(), [Download(path, contents[path].encode) for path in wanted])
    except OSError as reason:
        click.echo(f"Nothing was written: {reason.strerror} ({reason.filename}).")
        sys.exit(1)


def told(into: Path, met: Fates, refused: set[str], dry_run: bool) -> Iterator[str]:
    """What became of the files, or would."""
    if refused:
        yield from (f"{into / path} is there already, with other values." for path in sorted(refused))
        yield "Nothing was written. With --replace the new values take the place of those."
        return
    would = "Would write" if dry_run else "Wrote"
    for fate, words in ((Fate.NEW, "new"), (Fate.REPLACED, "in place of what was there")):
        if paths := met.of(fate):
            yield f"{would} into {into}, {words}: {', '.join(_by_folder(paths))}."
    if same := met.of(Fate.SAME):
        yield f"There already, and the same: {', '.join(_by_folder(same))}."
    if kept := met.of(Fate.KEPT):
        yield f"Kept as you have them, though the map says otherwise: {', '.join(kept)}."
        yield "With --replace-all the map's take the place of those."
    yield f"Next: benchbook check {into}"


def _by_folder(paths: tuple[str, ...]) -> list[str]:
    """A file by its path, several in one folder by their number."""
    folders: dict[str, list[str]] = {}
    for path in paths:
        folders.setdefault(path.rpartition("/")[0], []).append(path)
    return [
        some[0] if len(some) == 1 else f"{len(some):,} files in {folder}/" for folder, some in folders.items()
    ]
