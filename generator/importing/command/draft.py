"""`benchbook import --draft`: a first map of a table, from a look at it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import click

from generator.cli import handbook_folder as folders
from generator.edit import safe_writing
from generator.edit.safe_writing import Draft, NotSaved
from generator.importing import ids
from generator.importing.cell_grid import UnreadableFile
from generator.importing.command import report
from generator.importing.draft import drafting, map_file
from generator.importing.draft.map_file import About
from generator.importing.guess.known_names import KnownNames
from generator.model import reading_problems
from generator.model.inputs import Text
from generator.problem import Place
from generator.report import text


def drafted(  # noqa: PLR0913 - what the command was given
    file: Path, into: Path, sheet: str | None, beside: Sequence[str], *, replace: bool, dry_run: bool
) -> int:
    """Writes the map into the folder in which one stands, and says what to do next. The exit code."""
    name = f"{ids.name_of(file)}-map.yml"
    try:
        seen = drafting.look_at(file, sheet, [Path(name).name for name in beside])
    except UnreadableFile as reason:
        place = Place(str(file), reason.line)
        problem = reading_problems.TABLE.problem(place, str(reason), reason.hint)
        for line in text.report((problem,), report.line):
            click.echo(line)
        click.echo("No map was drafted.")
        return 1
    made = map_file.written(seen, _about(into), name)
    return _saved(
        Draft(Path(), name, safe_writing.there(Path(), name), made.encode()), file, into, replace, dry_run
    )


def _saved(draft: Draft, file: Path, into: Path, replace: bool, dry_run: bool) -> int:
    if draft.before == draft.after:
        click.echo(f"{draft.name} is there already, and says just this.")
        return 0
    if draft.before is not None and not replace:
        click.echo(f"{draft.name} is there already, and says something else. Nothing was written.")
        click.echo("With --replace a new draft takes its place; what you wrote into it would be lost.")
        return 1
    if dry_run:
        click.echo(draft.after.decode(), nl=False)
        return 0
    try:
        safe_writing.save([draft])
    except NotSaved as reason:
        click.echo(str(reason))
        return 1
    click.echo(f"Wrote {draft.name}. Read it through: what is behind a # is a doubt, or for you to say.")
    name, quoted = folders.pasteable(file), folders.pasteable(Path(draft.name))
    click.echo(f"Next: benchbook import {name} --map {quoted} --into {folders.pasteable(into)}")
    return 0


def _about(into: Path) -> About:
    """What the handbook says already, as far as it can be read."""
    from generator import load  # noqa: PLC0415 - the help needs none of it

    data_dir = folders.data_dir(into)
    if not (into / data_dir).is_dir():
        return About()
    written = load.folder(into, folders.day(folders.options(into).get("as_of")), data_dir)
    country = next(iter(written.countries)) if len(written.countries) == 1 else None
    return About(
        country,
        tuple(written.settings.themes),
        {name: standard.measure.kind for name, standard in written.standards.items()},
        KnownNames.of((name, _texts(clinic.name)) for name, clinic in written.clinics.items()),
        KnownNames.of((name, _texts(standard.title)) for name, standard in written.standards.items()),
        (into / data_dir / "handbook.yml").exists(),
    )


def _texts(said: Text | None) -> Iterable[str]:
    """A text in all its languages."""
    return said.values() if isinstance(said, Mapping) else (said,) if said else ()
