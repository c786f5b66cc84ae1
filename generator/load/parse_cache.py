"""What files said when they were read last, for whoever reads the same folder again and again.

A preview reads a folder after every save, of which one file has changed. Whatever is asked for here is
read only if the file has changed since; and where a file is broken, what it said before it was.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Generic, TypeVar

import polars as pl

from generator.load import normalise
from generator.load.data_files import DataFile
from generator.load.unreadable_cells import UnreadableCell
from generator.model.check_rule import MOST_ALIKE
from generator.model.handbook_data import OBSERVATION_COLUMNS
from generator.model.inputs import Standard
from generator.model.ordered_equality import same_in_order

Said = TypeVar("Said")
Stamp = tuple[int, ...]

TOO_NEW = 50_000_000
"""Nanoseconds. A file that was read so soon after it was written may have been written again since
without that its time shows it."""


@dataclass(frozen=True)
class _Entry(Generic[Said]):
    """One file as it was read."""

    stamp: Stamp | None
    """None where it can't be relied on."""
    said: Said
    stops: frozenset[tuple[str, str]]


@dataclass
class ParseCache:
    """Kept between two readings of one folder. To be handed to `load.folder` each time."""

    _files: dict[Path, _Entry[Any]] = field(default_factory=dict)
    _good: dict[Path, _Entry[Any]] = field(default_factory=dict)
    """As they were when nothing stopped them."""
    _back: frozenset[Path] = frozenset()
    """Files of which what is good is taken."""
    _reckoned: dict[str, tuple[Sequence[pl.DataFrame], pl.DataFrame, list[UnreadableCell]]] = field(
        default_factory=dict
    )
    _measures: Mapping[str, object] = field(default_factory=dict)

    def only(self, files: Iterable[DataFile]) -> None:
        """Forgets every file but these."""
        there = {file.path for file in files}
        for known in (self._files, self._good):
            for path in known.keys() - there:
                del known[path]

    def said(
        self, file: DataFile, read: Callable[[], Said], holds: Callable[[Said], bool] = lambda _: True
    ) -> Said:
        """What the file says: from memory if it is as it was and what was read of it then still `holds`."""
        if file.path in self._back:
            return self._good[file.path].said
        known, stamp = self._files.get(file.path), _stamp(file.path)
        if known is None or known.stamp is None or known.stamp != stamp or not holds(known.said):
            known = _Entry(stamp, read(), frozenset(file.stops))
            self._files[file.path] = known
        return known.said

    def is_back(self, file: DataFile) -> bool:
        """Whether something older is taken than what stands in the file."""
        return file.path in self._back

    def earlier(self, stopped: frozenset[tuple[str, str]]) -> ParseCache | None:
        """To be told what is stopped after each reading: how to read it as it was before it was broken.

        None where nothing that is stopped has been good before.
        """
        back = set()
        for path, entry in self._files.items():
            if entry.stops.isdisjoint(stopped) and getattr(entry.said, "whole", True):
                self._good[path] = entry
            elif (good := self._good.get(path)) is not None and good is not entry:
                back.add(path)
        return replace(self, _back=frozenset(back)) if back else None

    def table(
        self, standards: Mapping[str, Standard], parts: Mapping[str, Sequence[pl.DataFrame]]
    ) -> tuple[pl.DataFrame, list[UnreadableCell]]:
        """The cells of each file as `reckon.observations` reckons them all; those it has are left alone."""
        measures = {name: standard.measure for name, standard in standards.items()}
        known = self._reckoned if same_in_order(measures, self._measures) else {}
        self._reckoned = {it: known[it] for it in parts if it in known and known[it][0] is parts[it]}
        self._measures = measures
        fresh = {file: cells for file, cells in parts.items() if file not in self._reckoned}
        if fresh:
            self._reckon(standards, fresh)
        done = [self._reckoned[file] for file in parts]
        misread = [found for _, _, those in done for found in those]
        if len(misread) >= MOST_ALIKE and len(fresh) < len(parts):
            # Which mistakes are told one by one depends on how many there are in all files.
            self._reckoned = {}
            return self.table(standards, parts)
        tables = [pl.DataFrame(schema=OBSERVATION_COLUMNS), *(table for _, table, _ in done)]
        return pl.concat(tables).rechunk(), misread

    def _reckon(self, standards: Mapping[str, Standard], fresh: Mapping[str, Sequence[pl.DataFrame]]) -> None:
        cells = [part for parts in fresh.values() for part in parts]
        if not cells:
            found, misread = pl.DataFrame(schema=OBSERVATION_COLUMNS), []
        else:
            found, misread = normalise.observations(pl.concat(cells, how="diagonal"), standards)
        start = 0
        for file, parts in fresh.items():
            height = sum(part.height for part in parts)
            own = [one for one in misread if one.file == file] if misread else []
            self._reckoned[file] = (parts, found.slice(start, height), own)
            start += height


def _stamp(path: Path) -> Stamp | None:
    """What differs when a file was written; None while it is too new to rely on that."""
    try:
        found = path.stat()
    except OSError:
        return None
    if time.time_ns() - found.st_mtime_ns < TOO_NEW:
        return None
    return found.st_mtime_ns, found.st_ctime_ns, found.st_size, found.st_ino
