"""The same corpus through yamllint, and through check-jsonschema with the schemas that we publish.

Both look at one YAML file at a time. yamllint knows YAML and names lines; check-jsonschema knows what
may stand where, names the way to it (`$.measure.kind`) and no line. Neither knows other files.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import yaml
from yamllint import linter
from yamllint.config import YamlLintConfig

from bench.damage.book import Blame, Book, Damage

LINTING = "extends: default\nrules: {line-length: disable, document-start: disable, octal-values: enable}"
"""yamllint's own defaults, less what says something of every file, with its rule of YAML 1.1's octals."""

SCHEMAS = {
    "standards": "standard",
    "clinics": "clinic",
    "countries": "country",
    "roles": "role",
    "national": "national",
    "kpis": "kpis",
    "handbook.yml": "handbook",
}
"""By folder below `data/`: the schema of what lies there."""


@dataclass(frozen=True)
class Said:
    """A finding of another tool."""

    file: str
    line: int
    """0 where the tool names none."""

    message: str


@dataclass(frozen=True)
class Beside:
    """What another tool made of one mutation: all that it says of it and not of the undamaged file."""

    damage: Damage
    found: tuple[Said, ...]

    @property
    def best(self) -> Said | None:
        blame = self.damage.blame
        told = [said for said in self.found if blame and said.file == blame.file]
        return max(told, key=lambda said: (said.line == blame.line, _hinted(said, blame)), default=None)

    @property
    def detected(self) -> bool:
        return self.best is not None

    @property
    def at_its_line(self) -> bool:
        return bool(self.best and self.damage.blame and self.best.line == self.damage.blame.line)

    @property
    def hinted(self) -> bool:
        return bool(self.best and self.damage.blame and _hinted(self.best, self.damage.blame))

    @property
    def others(self) -> int:
        return len(self.found) - self.detected


def _hinted(said: Said, blame: Blame) -> bool:
    """Whether the words that a hint needs stand in the message; of `did you mean ...` the word is enough."""
    wanted = (word.lower().removeprefix("did you mean").strip(" `") for word in blame.words)
    return all(word in said.message.lower() for word in wanted)


def yamllint(book: Book, damages: Sequence[Damage]) -> list[Beside]:
    """What yamllint says of each."""
    config = YamlLintConfig(LINTING)
    known: dict[str, Counter[str]] = {}
    results = []
    for damage in damages:
        found = []
        for name, raw in _written(damage):
            if name not in known:
                known[name] = Counter(
                    said.message for said in _linted(book.files.get(name, b""), name, config)
                )
            found += _new(_linted(raw, name, config), known[name])
        results.append(Beside(damage, tuple(found)))
    return results


def check_jsonschema(book: Book, damages: Sequence[Damage]) -> list[Beside]:
    """What check-jsonschema says of each."""
    with TemporaryDirectory(prefix="schemas-") as folder:
        root = Path(folder)
        schemas = _schemas(book, root)
        files = {
            (number, name): raw for number, damage in enumerate(damages) for name, raw in _written(damage)
        }
        undamaged = {(-1, name): book.files[name] for name in book.files if name.endswith((".yml", ".yaml"))}
        said = _validated(root, schemas, files | undamaged)
    results = []
    for number, damage in enumerate(damages):
        found = []
        for name, _ in _written(damage):
            known = Counter(each.message for each in said.get((-1, name), ()))
            found += _new(said[number, name], known)
        results.append(Beside(damage, tuple(found)))
    return results


def _written(damage: Damage) -> Iterator[tuple[str, bytes]]:
    for name, raw in damage.writes.items():
        if raw is not None and name.endswith((".yml", ".yaml")):
            yield name, raw


def _linted(raw: bytes, name: str, config: YamlLintConfig) -> list[Said]:
    try:
        return [Said(name, each.line, each.message) for each in linter.run(raw, config, name)]
    except (UnicodeError, ValueError, yaml.YAMLError) as error:
        return [Said(name, 0, str(error))]


def _new(found: Sequence[Said], known: Counter[str]) -> Iterator[Said]:
    left = known.copy()
    for said in found:
        left[said.message] -= 1
        if left[said.message] < 0:
            yield said


def _schemas(book: Book, root: Path) -> Path:
    """The schemas that `benchbook schema` writes for the undamaged handbook."""
    for name, raw in book.files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(raw)
    command = (sys.executable, "-c", "from generator.cli import main; main()", "schema", str(root))
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603 - our own command
    kept = root / "schemas"
    shutil.copytree(root / "data/.schema", kept)
    return kept


def _validated(
    root: Path, schemas: Path, files: dict[tuple[int, str], bytes]
) -> dict[tuple[int, str], list[Said]]:
    """What is said of each file, by its number and name; one run of the tool for each schema."""
    by_schema: dict[str, list[tuple[int, str]]] = defaultdict(list)
    said: dict[tuple[int, str], list[Said]] = {}
    for number, name in files:
        schema = SCHEMAS.get(name.split("/")[1])
        said[number, name] = []
        if schema:
            by_schema[schema].append((number, name))
    for schema, those in by_schema.items():
        paths = {}
        for at, (number, name) in enumerate(those):
            path = root / f"{schema}-{at}.yml"
            path.write_bytes(files[number, name])
            paths[str(path)] = (number, name)
        for path, message in _told(schemas / f"{schema}.json", list(paths)):
            number, name = paths[path]
            said[number, name].append(Said(name, 0, message))
    return said


def _told(schema: Path, paths: list[str]) -> Iterator[tuple[str, str]]:
    program = str(Path(sys.executable).parent / "check-jsonschema")
    command = (program, "--output-format", "JSON", "--schemafile", str(schema), *paths)
    done = subprocess.run(command, check=False, capture_output=True, text=True)  # noqa: S603 - as above
    report = json.loads(done.stdout)
    for error in report.get("errors", ()):
        yield error["filename"], f"{error['path']}: {error['message']}"
    for error in report.get("parse_errors", ()):
        yield error["filename"], error["message"]
