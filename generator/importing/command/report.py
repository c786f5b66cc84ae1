"""What `benchbook import` says: rows read, taken and left, and what became of the files."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, repeat
from pathlib import Path

from generator.cli.handbook_folder import pasteable
from generator.cli.source_lines import Sources
from generator.edit.safe_writing import Draft, differences
from generator.importing.convert import SHOWN, ImportResult, Rejected, Spot
from generator.importing.write_plan import FileOutcome, FileOutcomes
from generator.problem import Place
from generator.report.terminal_safe import plain

LONGEST_SHOWN = 40  # characters of a cell
MOST_NAMES = 25  # rows without values, such as sums and titles, that are named
MOST_CHANGES = 30  # lines of a difference that are shown

TEXTS = frozenset({".csv", ".tsv", ".txt", ".yml", ".yaml"})
"""Endings of files whose lines can be shown."""

LISTED = "sheet,row,column,reason,says\n"
"""The first line of a list of what was left."""


def line(place: Place) -> str | None:
    """The line of the map or the table that a place lies in; nothing of files that aren't text."""
    path = Path(place.file)
    if path.suffix.lower() not in TEXTS:
        return None
    return Sources(path.parent).line(Place(path.name, place.line, place.column))


def account(file: Path, taken: ImportResult) -> Iterator[str]:
    """Rows read, taken, and left with the reason; those taken without a number, too."""
    yield from map(plain, taken.joined)
    left = taken.read - taken.taken
    counted = "rows and cells" if taken.counted_in == "cell" else "rows"
    yield f"{file.name}: {taken.read:,} {counted} read, {taken.taken:,} taken, {left:,} left."
    yield from (f"  {plain(said)}." for said in taken.said)
    yield from (_reason(group, taken.counted_in) for group in taken.left)
    yield from (_reason(group, taken.counted_in, "taken as missing") for group in taken.empty)


def every(taken: ImportResult) -> str:
    """A CSV with each row that was left: where it stands, and why."""
    text = io.StringIO()
    text.write(LISTED)
    writer = csv.writer(text, lineterminator="\n")
    for group in taken.left:
        writer.writerows(
            (spot.sheet or "", spot.line, spot.letter or "", plain(group.reason), plain(says))
            for spot, says in zip(
                group.places, group.says if group.says is not None else repeat(""), strict=False
            )
        )
    return text.getvalue()


def _reason(group: Rejected, counted_in: str, fate: str = "left") -> str:
    more = ", …" if group.rows > SHOWN else ""
    texts = group.found if group.says is None else group.says.unique(maintain_order=True).head(MOST_NAMES)
    found = ", ".join(f"`{_shortened(cell)}`" for cell in texts)
    if group.says is not None and group.says.n_unique() > len(texts):
        found += ", … (`--left` lists them all)"
    counted = counted_in if group.first[0].letter or counted_in != "cell" else "row"
    lines = counted if group.rows == 1 else f"{counted}s"
    reason = plain(f"{group.reason}: {found}" if found else group.reason)
    return f"  {group.rows:,} {fate} because {reason} ({lines} {plain(_places(group.first))}{more})"


def _places(spots: Iterable[Spot]) -> str:
    """`5, 7` or, where there are sheets, `5, 7 of Results; 12 of More`."""
    by_sheet = groupby(spots, key=lambda spot: spot.sheet)
    return "; ".join(
        ", ".join(map(str, some)) + (f" of `{sheet}`" if sheet is not None else "")
        for sheet, some in by_sheet
    )


def _shortened(cell: str) -> str:
    return cell if len(cell) <= LONGEST_SHOWN else f"{cell[:LONGEST_SHOWN]}…"


def told(
    into: Path, met: FileOutcomes, drafts: Sequence[Draft], refused: set[str], *, dry_run: bool
) -> Iterator[str]:
    """What became of the files, or would."""
    if refused:
        yield from (f"{into / path} is there already, with other values." for path in sorted(refused))
        yield "Nothing was written. With --replace the new values take the place of those."
        return
    would = "Would write" if dry_run else "Wrote"
    for fate, words in ((FileOutcome.NEW, "new"), (FileOutcome.REPLACED, "in place of what was there")):
        if paths := met.of(fate):
            yield f"{would} into {into}, {words}: {', '.join(_by_folder(paths))}."
    yield from _changes([draft for draft in drafts if draft.before is not None])
    if same := met.of(FileOutcome.SAME):
        yield f"There already, and the same: {', '.join(_by_folder(same))}."
    if kept := met.of(FileOutcome.KEPT):
        yield f"Kept as you have them, though the map says otherwise: {', '.join(kept)}."
        yield "With --replace-all the map's take the place of those."
    yield f"Next: benchbook check {pasteable(into)}"


def _changes(drafts: Sequence[Draft]) -> Iterator[str]:
    """What changed in files that were there: line by line where that is short, else by how much."""
    for draft in drafts:
        lines = list(differences([draft]))
        if len(lines) <= MOST_CHANGES:
            yield from map(plain, lines)
            continue
        signs = [line[:1] for line in lines[2:]]
        yield f"  {draft.name}: {signs.count('+'):,} lines new, {signs.count('-'):,} lines gone."


def _by_folder(paths: tuple[str, ...]) -> list[str]:
    """A file by its path, several in one folder by their number."""
    folders: dict[str, list[str]] = {}
    for path in paths:
        folders.setdefault(path.rpartition("/")[0], []).append(path)
    return [
        some[0] if len(some) == 1 else f"{len(some):,} files in {folder}/" for folder, some in folders.items()
    ]
