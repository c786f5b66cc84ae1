"""A map that asks for what its file doesn't have."""

from __future__ import annotations

from generator.model.file_places import Path


class MapError(Exception):
    """What is wrong stands at `path` in the map."""

    def __init__(self, path: Path, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.path = path
        self.hint = hint
