"""Other files in the folder of a table that could say more of one of its columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.importing import source_table
from generator.importing.cell_grid import NAMELESS, UnreadableFile
from generator.importing.guess.column_kinds import Column, column
from generator.model.import_layout import JoinedFile

MOST_BESIDE = 2_000_000
"""Bytes of another file that may say more."""


class NotJoined(UnreadableFile):
    """A file that was named to be joined, and can't be."""


@dataclass(frozen=True)
class Joinable:
    """Another file that has a column of the same name, which says everything once there."""

    file: str
    by: str
    found: int
    """Different cells of that column that the other file has."""

    of: int


def chosen(
    path: Path, rows: source_table.SourceTable, separator: str, join: Sequence[str]
) -> list[JoinedFile]:
    """The files to join, each by the column that finds the most. Raises Unreadable where there is none."""
    columns = [column(name, "", rows.rows[name].to_list()) for name in rows.columns]
    found = joinable(path, columns, separator)
    taken = []
    for name in join:
        some = [one for one in found if one.file == name and one.found]
        if not some:
            raise NotJoined(
                f"`{name}` can't be joined: no column of it with a heading is one of `{path.name}` and says "
                "everything once.",
                "Give both files a column of the same name, such as a code.",
            )
        best = max(some, key=lambda one: one.found / one.of)
        taken.append(JoinedFile(file=name, by=best.by))
    return taken


def joinable(path: Path, columns: Sequence[Column], separator: str) -> list[Joinable]:
    """Other files in the folder that have a column of the same name, and say everything once in it."""
    found = []
    here = {each.name: set(each.distinct) for each in columns if not NAMELESS.match(each.name)}
    for other in sorted(path.parent.glob("*.csv")):
        if other == path or other.stat().st_size > MOST_BESIDE:
            continue
        try:
            more = source_table.read(other, separator)
        except UnreadableFile:
            continue
        for key in more.columns:
            if key not in here or len(more.columns) == 1 or not more.rows[key].is_unique().all():
                continue
            there = set(more.rows[key])
            if shared := len(here[key] & there):
                found.append(Joinable(other.name, key, shared, len(here[key])))
    return found
