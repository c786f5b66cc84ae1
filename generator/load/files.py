"""Which files there are under `data/`, what each is about, and what nothing reads."""

from __future__ import annotations

import difflib
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from generator.model import reading
from generator.model.places import slug
from generator.problem import Place, Problem

YAML = frozenset({".yml", ".yaml"})
TABLES = frozenset({".csv", ".parquet"})
SPREADSHEETS = frozenset({".xlsx", ".xlsm", ".xls", ".ods", ".numbers"})
KINDS = {
    "countries": "country",
    "clinics": "clinic",
    "roles": "role",
    "standards": "standard",
    "national": "national",
}
"""Folders of which each file defines one thing, and what it is."""

FOLDERS = (*KINDS, "kpis")
LATER = {
    "events": "Raw events are not read by this version yet.",
    "voices": "Voices are not read by this version yet.",
}
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


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
        if self.kind == "handbook":
            return ()
        return (("file", self.file),) if self.kind == "kpi" else ((self.kind, self.name),)


def found(root: Path, data_dir: str) -> tuple[list[DataFile], list[Problem]]:
    """Every file to read, sorted by path, and a problem for each that won't be."""
    files: list[DataFile] = []
    problems: list[Problem] = []
    others: list[tuple[tuple[str, ...], str, Path]] = []
    for path in _all(root / data_dir):
        parts = path.relative_to(root / data_dir).parts
        # A name that is no text is shown as far as it is one.
        shown = PurePosixPath(data_dir, *parts).as_posix().encode("utf-8", "replace").decode()
        kind = _kind(parts, path)
        if kind is None:
            others.append((parts, shown, path))
            continue
        file = DataFile(kind, PurePosixPath(shown).stem, path, shown)
        if problem := _unusable(file, root):
            problems.append(problem)
        else:
            files.append(file)
    problems += _not_read(others, files, data_dir)
    files.sort(key=lambda file: file.file)
    return _each_once(files, problems), problems


def _all(folder: Path) -> Iterator[Path]:
    """Files below a folder by name; folders that are links are not entered. Hidden ones don't count."""
    for where, folders, names in os.walk(folder, followlinks=False):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        linked = [name for name in folders if Path(where, name).is_symlink()]
        for name in sorted([*names, *linked]):
            if not (name.startswith((".", "~$", "#")) or name.endswith("~") or name.lower() in _LITTER):
                yield Path(where, name)


_LITTER = frozenset({"thumbs.db", "desktop.ini"})
"""What systems leave in folders. Hidden files, locks (`~$values.xlsx`) and copies (`values.yml~`) of
programs are passed over as well."""


def _unusable(file: DataFile, root: Path) -> Problem | None:
    """Why the file won't be opened, if it won't."""
    if not file.path.is_file():
        return reading.UNREADABLE.problem(Place(file.file), f"`{file.file}` is no file.", stops=file.stops)
    if file.path.is_symlink() and not file.path.resolve().is_relative_to(root.resolve()):
        return reading.UNREADABLE.problem(
            Place(file.file),
            f"`{file.file}` is a link that leads out of the handbook's folder.",
            "Put the file itself there.",
            stops=file.stops,
        )
    if file.kind != "kpi" and not _ID.fullmatch(file.name):
        likely = slug(file.name)
        if copied := _copied(file):
            return copied
        return reading.FILE_NAME.problem(
            Place(file.file),
            f"`{file.file.rpartition('/')[2]}` can't name a {file.kind}: a file name of lower-case letters, "
            "digits and hyphens was expected.",
            f"Rename it to `{likely}.yml`." if likely else "Rename it.",
            stops=(*file.stops, (file.kind, likely)) if likely else file.stops,
        )
    return None


_COPY = re.compile(
    r"(?:copy of |copia de |copie de )?(.+?)(?: ?\(\d+\)|[ _-]*(?:copy|copia|copie)(?: ?\d+)?)?",
    re.IGNORECASE,
)


def _copied(file: DataFile) -> Problem | None:
    """A problem, where the file is called like a copy of another beside it."""
    found = _COPY.fullmatch(file.name)
    original = file.path.with_name(f"{found[1]}{file.path.suffix}") if found else file.path
    if original == file.path or not original.is_file():
        return None
    return reading.FILE_NAME.problem(
        Place(file.file),
        f"`{file.path.name}` looks like a copy of `{original.name}` and isn't read.",
        f"Delete it, or put what is new in it into `{original.name}`.",
    )


def _kind(parts: tuple[str, ...], path: Path) -> str | None:
    ending = path.suffix
    if len(parts) == 1 and path.stem == "handbook" and ending in YAML:
        return "handbook"
    if len(parts) == 2 and parts[0] in KINDS and ending in YAML:
        return KINDS[parts[0]]
    if len(parts) > 1 and parts[0] == "kpis" and ending in YAML | TABLES:
        return "kpi"
    return None


def _meant(parts: tuple[str, ...]) -> tuple[str, ...] | None:
    """The way to a file that would be read, where this one is nearly so."""
    name = parts[-1].lower().removesuffix(".txt")
    ending = PurePosixPath(name).suffix
    if len(parts) == 1:
        return (name,) if PurePosixPath(name).stem == "handbook" and ending in YAML else None
    folder = parts[0]
    if folder not in FOLDERS:
        if folder in LATER or not (close := difflib.get_close_matches(folder.lower(), FOLDERS, 1)):
            return None
        folder = close[0]
    meant = PurePosixPath(parts[-1][: len(name)])
    if folder == "kpis" and ending in YAML | TABLES:
        return (folder, *parts[1:-1], meant.with_suffix(ending).name)
    if folder != "kpis" and ending in {*YAML, ".json"}:
        return (folder, meant.with_suffix(ending if ending in YAML else ".yml").name)
    return None


def _not_read(
    others: list[tuple[tuple[str, ...], str, Path]], files: list[DataFile], data_dir: str
) -> Iterator[Problem]:
    """A problem for each file that nothing reads; those of a folder that nothing reads together."""
    there = {_thing(file) for file in files}
    unread: dict[str, int] = {}
    nearly: dict[str, list[tuple[str, DataFile]]] = {}
    for parts, shown, path in others:
        top = shown if len(parts) == 1 or parts[0] in FOLDERS else f"{data_dir}/{parts[0]}/"
        if meant := _meant(parts):
            likely = PurePosixPath(data_dir, *meant)
            file = DataFile(_kind(meant, Path(likely)) or "", likely.stem, path, likely.as_posix())
            if _thing(file) not in there:
                nearly.setdefault(top, []).append((meant[0], file))
                continue
        unread[top] = unread.get(top, 0) + 1
    yield from (_unread(top, count) for top, count in unread.items())
    yield from (_nearly(top, those) for top, those in nearly.items())


def _nearly(what: str, those: list[tuple[str, DataFile]]) -> Problem:
    """A file, or a folder of them, that would be read if it were called otherwise."""
    folder, file = those[0]
    if what.endswith("/"):
        message = f"Nothing reads the folder `{what}`, so nothing in it is in the handbook."
        hint = f"Did you mean `{folder}/`? Rename the folder."
    else:
        message = f"Nothing reads `{what}`, so nothing of it is in the handbook."
        into, _, name = file.file.rpartition("/")
        stays = into == what.rpartition("/")[0]
        hint = f"Rename it to `{name}`." if stays else f"Move it to `{file.file}`."
        if what.endswith(".json"):
            hint += " What stands in it is YAML as well."
    stops = tuple(stop for _, each in those for stop in each.stops)
    return reading.NEARLY_READ.problem(Place(what), message, hint, stops=stops)


def _unread(what: str, count: int) -> Problem:
    """A file, or a folder of `count` files, that nothing looks into."""
    folder = what.removesuffix("/").rpartition("/")[2]
    suffix = PurePosixPath(what).suffix.lower()
    several = f" ({count} files)" if count > 1 else ""
    if suffix in SPREADSHEETS:
        hint = "Save the sheet as CSV in data/kpis/ (in Excel: 'CSV UTF-8') and take this file away."
    elif "/kpis/" in what:
        hint = "Measured values are read from files that end in .yml, .csv or .parquet."
    else:
        hint = f"Read are handbook.yml and the .yml files in {', '.join(f'{name}/' for name in FOLDERS)}."
    if suffix in {".bak", ".orig", ".tmp", ".swp"} or what.endswith("~"):
        hint = "It looks like a copy that a program left behind: take it out of the folder."
    later = LATER.get(folder, "")
    message = f"Nothing reads `{what}`{several}, so nothing of it is in the handbook."
    return reading.UNREAD.problem(Place(what), message, later or hint)


def _thing(file: DataFile) -> tuple[str, str]:
    return file.kind, file.file if file.kind == "kpi" else file.name


def _each_once(files: list[DataFile], problems: list[Problem]) -> list[DataFile]:
    """One file for each thing: `a.yml` beside `a.yaml` is a mistake."""
    first: dict[tuple[str, str], DataFile] = {}
    kept = []
    for file in files:
        thing = _thing(file)
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
