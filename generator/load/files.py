"""Which files there are under `data/`, what each is about, and what nothing reads."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from generator.model import reading
from generator.problem import Place, Problem

YAML = frozenset({".yml", ".yaml"})
TABLES = frozenset({".csv", ".parquet"})
KINDS = {
    "countries": "country",
    "clinics": "clinic",
    "roles": "role",
    "standards": "standard",
    "national": "national",
}
"""Folders of which each file defines one thing, and what it is."""

LATER = {
    "events": "Raw events are not read by this version yet.",
    "voices": "Voices are not read by this version yet.",
}


@dataclass(frozen=True, slots=True)
class DataFile:
    """A file that is read. `kind` is handbook, country, clinic, role, standard, national or kpi."""

    kind: str
    name: str
    """Its id: the file name without its ending."""

    path: Path
    file: str
    """Its path from the handbook's folder, with forward slashes."""

    @property
    def stops(self) -> tuple[tuple[str, str], ...]:
        """What is left out when this file can't be read."""
        return (
            () if self.kind == "handbook" else ((self.kind if self.kind != "kpi" else "file", self._named),)
        )

    @property
    def _named(self) -> str:
        return self.file if self.kind == "kpi" else self.name


def found(root: Path, data_dir: str) -> tuple[list[DataFile], list[Problem]]:
    """Every file to read, sorted by path, and a problem for each that won't be."""
    files: list[DataFile] = []
    problems: list[Problem] = []
    for path in _all(root / data_dir):
        file = path.relative_to(root).as_posix()
        parts = path.relative_to(root / data_dir).parts
        if path.is_symlink() and not path.resolve().is_relative_to(root.resolve()):
            problems.append(
                reading.OUTSIDE.problem(Place(file), f"`{file}` leads out of the handbook's folder.")
            )
        elif (kind := _kind(parts, path)) is not None and path.is_file():
            files.append(DataFile(kind, path.stem, path, file))
        else:
            problems.append(_unread(parts, file))
    return _each_once(files, problems), problems


def _all(folder: Path) -> Iterator[Path]:
    """Files below a folder by name; folders that are links are not entered. Hidden ones don't count."""
    for where, folders, names in os.walk(folder, followlinks=False):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        linked = [name for name in folders if (Path(where) / name).is_symlink()]
        for name in sorted([*names, *linked]):
            if not name.startswith("."):
                yield Path(where) / name


def _kind(parts: tuple[str, ...], path: Path) -> str | None:
    ending = path.suffix
    if len(parts) == 1 and path.stem == "handbook" and ending in YAML:
        return "handbook"
    if len(parts) == 2 and parts[0] in KINDS and ending in YAML:
        return KINDS[parts[0]]
    if len(parts) > 1 and parts[0] == "kpis" and ending in YAML | TABLES:
        return "kpi"
    return None


def _unread(parts: tuple[str, ...], file: str) -> Problem:
    if len(parts) > 1 and parts[0] in LATER:
        return reading.UNREAD.problem(Place(file), f"Nothing reads `{file}`. {LATER[parts[0]]}")
    hint = (
        "Measured values are read from .yml, .csv and .parquet."
        if parts[0] == "kpis"
        else (
            "Read are handbook.yml and the .yml files directly in "
            f"{', '.join(f'{folder}/' for folder in KINDS)} and whatever is in kpis/."
        )
    )
    return reading.UNREAD.problem(Place(file), f"Nothing reads `{file}`.", hint)


def _each_once(files: list[DataFile], problems: list[Problem]) -> list[DataFile]:
    """One file for each thing: `a.yml` beside `a.yaml` is a mistake."""
    first: dict[tuple[str, str], DataFile] = {}
    kept = []
    for file in files:
        thing = (file.kind, file.file if file.kind == "kpi" else file.name)
        if thing in first:
            other = first[thing].file
            problems.append(
                reading.TWICE.problem(
                    Place(file.file),
                    f"`{file.file}` and `{other}` both define the {file.kind} `{file.name}`.",
                    "Keep one of the two files.",
                    also=(Place(other),),
                    stops=file.stops,
                )
            )
        else:
            first[thing] = file
            kept.append(file)
    return kept
