"""Which files there are under `data/`, what each is about, and what nothing reads."""

from __future__ import annotations

import difflib
import filecmp
import os
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from generator.model import reading_problems
from generator.model.file_names import copied_from, is_id, is_litter
from generator.model.file_places import slug
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
        files.append(DataFile(kind, PurePosixPath(shown).stem, path, shown))
    files.sort(key=lambda file: (file.file.removesuffix(file.path.suffix), file.path.suffix != ".yml"))
    named = _Named.among(files, root)
    kept = []
    for file in files:
        if problem := named.unusable(file):
            problems.append(problem)
        else:
            kept.append(file)
    problems += _not_read(others, kept, data_dir)
    return sorted(_each_once(kept, problems), key=lambda file: file.file), problems


def _all(folder: Path) -> Iterator[Path]:
    """Files below a folder by name; folders that are links are not entered. Hidden ones don't count."""
    for where, folders, names in os.walk(folder, followlinks=False):
        folders[:] = sorted(name for name in folders if not is_litter(name))
        linked = [name for name in folders if Path(where, name).is_symlink()]
        for name in sorted([*names, *linked]):
            if not is_litter(name):
                yield Path(where, name)


def _folder(file: DataFile) -> str:
    return file.file.rpartition("/")[0]


@dataclass(frozen=True, slots=True)
class _Named:
    """Which files can be read, by what they and the others are called."""

    root: Path
    names: Mapping[str, Mapping[str, str]]
    """By folder: the names of files that are read there, by their ids."""

    @staticmethod
    def among(files: list[DataFile], root: Path) -> _Named:
        names: dict[str, dict[str, str]] = {}
        for file in sorted(files, key=lambda file: not is_id(file.name)):
            if file.kind == "kpi" or is_id(file.name):
                names.setdefault(_folder(file), {}).setdefault(slug(file.name), file.name)
        return _Named(root, names)

    def unusable(self, file: DataFile) -> Problem | None:
        """Why the file won't be opened, if it won't."""
        if not file.path.is_file():
            message = f"`{file.file}` is no file."
            return reading_problems.UNREADABLE.problem(Place(file.file), message, stops=file.stops)
        if file.path.is_symlink() and not file.path.resolve().is_relative_to(self.root.resolve()):
            return reading_problems.UNREADABLE.problem(
                Place(file.file),
                f"`{file.file}` is a link that leads out of the handbook's folder.",
                "Put the file itself there.",
                stops=file.stops,
            )
        original = self._original(file)
        if is_id(file.name) or file.kind == "kpi":
            return _same_again(file, original) if original else None
        return _twin(file, original.name) if original else _misnamed(file)

    def _original(self, file: DataFile) -> Path | None:
        """The file beside it that is read, if this one is called like a copy of it."""
        likely = copied_from(file.name, self.names.get(_folder(file), {}))
        beside = (file.path.with_name(f"{likely}{ending}") for ending in (file.path.suffix, ".yml", ".yaml"))
        return next((path for path in beside if path.is_file()), None) if likely else None


def _misnamed(file: DataFile) -> Problem:
    likely = slug(file.name)
    return reading_problems.FILE_NAME.problem(
        Place(file.file),
        f"`{file.path.name}` can't name a {file.kind}: a file name of lower-case letters, "
        "digits and hyphens was expected.",
        f"Rename it to `{likely}.yml`." if likely else "Rename it.",
        stops=(*file.stops, (file.kind, likely)) if likely else file.stops,
    )


def _twin(file: DataFile, original: str) -> Problem:
    """A file whose name is no id and nearly that of a file that is read."""
    likely = slug(file.name)
    hint = f"Delete it, or put what is new in it into `{original}`."
    looks = "is called nearly like"
    if likely != PurePosixPath(original).stem:
        hint += f" If it is of another {file.kind}, rename it to `{likely}.yml`."
        looks = "looks like a copy of"
    return reading_problems.FILE_NAME.problem(
        Place(file.file),
        f"`{file.path.name}` {looks} `{original}` and isn't read.",
        hint,
        stops=(("file", file.file),),
    )


def _same_again(file: DataFile, original: Path) -> Problem | None:
    """A problem, where a file called like a copy is one to the byte."""
    if not filecmp.cmp(file.path, original, shallow=False):
        return None
    return reading_problems.TWICE.problem(
        Place(file.file),
        f"`{file.path.name}` is a copy of `{original.name}`, letter for letter, and isn't read.",
        f"Delete it, or write into it what is meant to differ from `{original.name}`.",
        also=(Place(f"{_folder(file)}/{original.name}"),),
        stops=(("file", file.file), *(() if file.kind == "kpi" else file.stops)),
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
        named = PurePosixPath(name).stem
        likely = named == "handbook" or copied_from(named, {"handbook": "handbook"})
        return (f"handbook{ending}",) if likely and ending in YAML else None
    folder = parts[0]
    if folder not in FOLDERS:
        if folder in LATER or not (close := difflib.get_close_matches(folder.lower(), FOLDERS, 1)):
            return None
        folder = close[0]
    meant = PurePosixPath(parts[-1][: len(name)])
    if folder == "kpis" and ending in YAML | TABLES:
        return (folder, *parts[1:-1], meant.with_suffix(ending).name)
    if folder != "kpis" and ending in {*YAML, ".json"}:
        name = slug(meant.stem) or meant.stem
        return (folder, f"{name}{ending if ending in YAML else '.yml'}")
    return None


def _not_read(
    others: list[tuple[tuple[str, ...], str, Path]], files: list[DataFile], data_dir: str
) -> Iterator[Problem]:
    """A problem for each file that nothing reads; those of a folder that nothing reads together."""
    there = {_thing(file): file.file for file in files}
    unread: dict[str, int] = {}
    twins: dict[str, str] = {}
    nearly: dict[str, list[tuple[str, DataFile]]] = {}
    for parts, shown, path in others:
        top = shown if len(parts) == 1 or parts[0] in FOLDERS else f"{data_dir}/{parts[0]}/"
        if meant := _meant(parts):
            likely = PurePosixPath(data_dir, *meant)
            file = DataFile(_kind(meant, Path(likely)) or "", likely.stem, path, likely.as_posix())
            if _thing(file) not in there:
                nearly.setdefault(top, []).append((meant[0], file))
                continue
            twins.setdefault(top, there[_thing(file)])
        unread[top] = unread.get(top, 0) + 1
    yield from (_unread(top, count, twins.get(top)) for top, count in unread.items())
    folders = {file.file.split("/")[data_dir.count("/") + 1] for file in files}
    yield from (_nearly(top, those, folders) for top, those in nearly.items())


def _nearly(what: str, those: list[tuple[str, DataFile]], folders: Collection[str]) -> Problem:
    """A file, or a folder of them, that would be read if it were called otherwise. `folders` are there."""
    folder, file = those[0]
    if what.endswith("/"):
        message = f"Nothing reads the folder `{what}`, so nothing in it is in the handbook."
        do = "Move what is in it there." if folder in folders else "Rename the folder."
        hint = f"Did you mean `{folder}/`? {do}"
    else:
        message = f"Nothing reads `{what}`, so nothing of it is in the handbook."
        into, _, name = file.file.rpartition("/")
        stays = into == what.rpartition("/")[0]
        hint = f"Rename it to `{name}`." if stays else f"Move it to `{file.file}`."
        if what.endswith(".json"):
            hint += " What stands in it is YAML as well."
    stops = tuple(stop for _, each in those for stop in each.stops)
    return reading_problems.NEARLY_READ.problem(Place(what), message, hint, stops=stops)


def _unread(what: str, count: int, twin: str | None) -> Problem:
    """A file, or a folder of `count` files, that nothing looks into; `twin` is read in its place."""
    folder = what.removesuffix("/").rpartition("/")[2]
    suffix = PurePosixPath(what).suffix.lower()
    several = f" ({count} files)" if count > 1 else ""
    if suffix in SPREADSHEETS:
        hint = "Save the sheet as CSV in data/kpis/ (in Excel: 'CSV UTF-8') and take this file away."
    elif suffix in TABLES and "/kpis/" not in what:
        hint = "If it holds measured values, move it into `kpis/`."
    elif "/kpis/" in what:
        hint = "Measured values are read from files that end in .yml, .csv or .parquet."
    else:
        hint = f"Read are handbook.yml and the .yml files in {', '.join(f'{name}/' for name in FOLDERS)}."
    if twin:
        hint = f"Delete it, or put what is new in it into `{twin}`."
    later = LATER.get(folder, "")
    message = f"Nothing reads `{what}`{several}, so nothing of it is in the handbook."
    return reading_problems.UNREAD.problem(Place(what), message, later or hint)


def _thing(file: DataFile) -> tuple[str, str]:
    return file.kind, file.file if file.kind == "kpi" else file.name


def _each_once(files: list[DataFile], problems: list[Problem]) -> list[DataFile]:
    """One file for each thing: `a.yaml` beside `a.yml` is a mistake, and the first one counts."""
    first: dict[tuple[str, str], DataFile] = {}
    kept = []
    for file in files:
        thing = _thing(file)
        if thing in first:
            other = first[thing].file
            problems.append(
                reading_problems.TWICE.problem(
                    Place(file.file),
                    f"`{file.file}` and `{other}` both define the {file.kind} `{file.name}`; this one isn't "
                    "read.",
                    "Keep one of the two files.",
                    also=(Place(other),),
                    stops=(("file", file.file),),
                )
            )
        else:
            first[thing] = file
            kept.append(file)
    return kept
