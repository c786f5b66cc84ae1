"""The lines that problems are in, to show them."""

from __future__ import annotations

import os
from pathlib import Path

from generator.problem import Place


class Sources:
    """Lines of files, each file read once."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._lines: dict[str, list[str]] = {}

    def line(self, place: Place) -> str | None:
        if place.file not in self._lines:
            self._lines[place.file] = self._read(self._root / place.file)
        lines = self._lines[place.file]
        return lines[place.line - 1] if place.line <= len(lines) else None

    def _read(self, path: Path) -> list[str]:
        real, root = Path(os.path.realpath(path)), Path(os.path.realpath(self._root))
        # A pipe would be waited for, and a device has no end.
        if path.suffix == ".parquet" or not (real.is_relative_to(root) and real.is_file()):
            return []
        try:
            return path.read_text(encoding="utf-8", errors="replace").removeprefix("\ufeff").split("\n")
        except OSError:
            return []
