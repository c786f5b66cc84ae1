"""What was saved, told by looking: that works wherever files lie, on network drives and in containers too."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Iterator
from math import inf
from pathlib import Path

Stamp = tuple[int, int, int]
"""When a file was changed last, in nanoseconds, its size, and which file it is."""

OFTEN = 0.1
"""Seconds between two looks."""

REST = 15
"""So many times as long as a look takes, so that watching thousands of files doesn't keep a machine busy."""

SETTLED = 0.06
"""Seconds without a change after which a save is taken to be finished."""

EMPTY = 0.5
"""Seconds for which a file that was emptied may stay so before that is taken for what was meant."""

LONGEST = 2.0
"""Seconds for which an unfinished save is waited for; a file that grows all the time is shown as it is."""


class Watch:
    """Files and folders that are looked at again and again. Hidden names don't count."""

    def __init__(self, places: Iterable[Path]) -> None:
        self._places = tuple(dict.fromkeys(places))
        self._known = self._look()

    def also(self, places: Iterable[Path]) -> None:
        """Looks at further places from now on. What is there already isn't taken for a change."""
        self._places = tuple(dict.fromkeys((*self._places, *places)))
        self._known = {**self._look(), **self._known}

    def changed(self, within: float = inf) -> frozenset[Path] | None:
        """Waits until something is saved, and until that save is finished: the files that differ.

        None where nothing is saved within so many seconds.
        """
        until = time.monotonic() + within
        while (began := time.monotonic()) < until:
            if self._look() != self._known:
                return self._settled()
            time.sleep(max(OFTEN, REST * (time.monotonic() - began)))
        return None

    def _settled(self) -> frozenset[Path]:
        began, seen = time.monotonic(), self._look()
        while (waited := time.monotonic() - began) < LONGEST:
            time.sleep(SETTLED)
            if seen == (seen := self._look()) and not (waited < EMPTY and self._emptied(seen)):
                break
        before, self._known = self._known, seen
        return frozenset(Path(path) for path, _ in before.items() ^ seen.items())

    def _emptied(self, seen: dict[str, Stamp]) -> bool:
        """Whether a file was emptied, as editors do that write it anew: the text is on its way."""
        known = self._known
        return any(not stamp[1] and known.get(path) != stamp for path, stamp in seen.items())

    def _look(self) -> dict[str, Stamp]:
        return dict(stamp for place in self._places for stamp in _stamps(place))


def _stamps(place: Path) -> Iterator[tuple[str, Stamp]]:
    folders = [str(place)]
    try:
        if not place.is_dir():
            yield str(place), _stamp(place.stat())
            return
    except OSError:  # it isn't there, which is a state as well
        return
    while folders:
        try:
            with os.scandir(folders.pop()) as entries:
                for entry in entries:
                    if entry.name.startswith(".") or entry.name.endswith("~"):
                        continue
                    if entry.is_dir(follow_symlinks=False):
                        folders.append(entry.path)
                    else:
                        yield entry.path, _stamp(entry.stat())
        except OSError:  # gone between two looks
            continue


def _stamp(found: os.stat_result) -> Stamp:
    return found.st_mtime_ns, found.st_size, found.st_ino
