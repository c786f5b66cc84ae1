"""A handbook in which a script stands in every field, a field a file, each with a number of its own."""

from __future__ import annotations

import copy
import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from bench.scripts import fields
from generator import load
from generator.mkdocs.plain_config import TEXTS
from generator.model.new_file_templates import STARTER
from generator.model.observation import CELLS, IDS, NAMES
from generator.problem import Severity
from generator.schema.documents import FOLDERS, KINDS

DAY = date(2026, 2, 1)
RAN = "benchbookRan"
"""The function that a script calls when it runs; a browser that looks on defines it."""

GIVEN = {"theme": "responsiveness", "country": "ca", "source": fields.NAME, "standard": fields.NAME}
_BESIDE = {"kpis": {"clinic": "harbour"}, "national": {"standard": fields.NAME}}
"""What shows the document somewhere."""

_MONTHS = ("2025-01", "2025-02", "2025-03", "2025-04")

WORD = "scripted"
"""Before each script: what a search finds it by."""

FORMS = (
    "\"'></title></script></style></textarea><script>{call}</script><img src=x onerror={call}>"
    " [a](javascript:{call}) `<svg onload={call}>` --> ]]> {{{{ 7 }}}} {{: onclick={call} }}",
    "<svg/onload={call}>'\" onmouseover={call} autofocus onfocus={call} x=<math>"
    '<mi//xlink:href="javascript:{call}">',
    "&lt;/title&gt;&lt;script&gt;{call}&lt;/script&gt; <ScRiPt\n>{call}</sCrIpT >"
    " <details open ontoggle={call}>",
    "\\\";{call};//</script><iframe srcdoc='<script>parent.{call}</script>'></iframe>"
    "\n\n<script\n>{call}</script\n>",
    '---\n\n<script>{call}</script>\n\n***\n![x](x"onerror="{call})'
    ' <a href="java\tscript:{call}">a</a>\n\n[b]: javascript:{call}',
)
"""Ways in which a script gets into a page: out of an attribute, an element, of a string, of Markdown."""


@dataclass
class Book:
    """A handbook full of scripts."""

    root: Path
    form: str = FORMS[0]
    languages: tuple[str, ...] = ("en",)
    places: list[str] = field(default_factory=list)
    """Where each script stands, by its number."""

    def script(self, *place: str) -> str:
        self.places.append(" ".join(place))
        return f"{WORD} " + self.form.format(call=f"{RAN}({len(self.places) - 1})")

    def write(self) -> None:
        shutil.copytree(STARTER, self.root, ignore=shutil.ignore_patterns("dot.*", "__pycache__"))
        plain = {"title": "Plain", "theme": "responsiveness", "measure": {"kind": "proportion"}}
        self._yaml(f"standards/{fields.NAME}", plain)
        for folder, kind in FOLDERS.items():
            for nth, (_, document) in enumerate(self._filled(kind)):
                self._yaml(f"{folder}/x{nth}", _BESIDE.get(kind, {}) | document)
            self._yaml(f"{folder}/<img src=x onerror={RAN}({self._number(folder, 'name')})>", {})
        self._values()
        self._settings()
        self._host()

    def _number(self, *place: str) -> int:
        self.script(*place)
        return len(self.places) - 1

    def _filled(self, kind: str) -> Iterator[tuple[fields.Path, dict[str, Any]]]:
        yield from fields.filled(KINDS[kind][0], lambda at: self.script(kind, *at), GIVEN)

    def _yaml(self, name: str, document: Any) -> None:
        file = self.root / f"data/{name}.yml"
        file.write_text(yaml.safe_dump(document, allow_unicode=True, sort_keys=False), encoding="utf-8")

    def _values(self) -> None:
        """A column a table, a cell a line; and values for each standard, so that it has charts."""
        folder = self.root / "data/kpis"
        for nth, name in enumerate(sorted(NAMES)):
            row = {"clinic": "hilltop", "standard": fields.NAME, "period": f"2024-{nth % 12 + 1:02}"}
            row |= ({} if name == "missing" else {"met": "1", "of": "2"}) | {name: self.script("csv", name)}
            line = ",".join('"' + str(cell).replace('"', '""') + '"' for cell in row.values())
            (folder / f"t{nth}.csv").write_text(f"{','.join(row)}\n{line}\n", encoding="utf-8")
        cells = {name for names in CELLS.values() for name in names} | (NAMES - set(IDS))
        for nth, name in enumerate(sorted(cells)):
            numbers = {} if name == "missing" else {"met": 1, "of": 2}
            value = {f"2023-{nth % 12 + 1:02}": numbers | {name: self.script("yaml", name)}}
            self._yaml(f"kpis/v{nth}", {"clinic": "hilltop", fields.NAME: value})
        standards = [file.stem for file in (self.root / "data/standards").glob("[ax]*.yml")]
        lines = [
            f"{clinic},{standard},{month},{nth + 1},{nth + 3}"
            for standard in sorted(standards)
            for clinic in ("harbour", "hilltop")
            for nth, month in enumerate(_MONTHS)
        ]
        (folder / "all.csv").write_text("\n".join(["clinic,standard,period,met,of", *lines]) + "\n")

    def _settings(self) -> None:
        """As many scripts in handbook.yml as it takes: an error in it would stop the build."""
        file = self.root / "data/handbook.yml"
        settings = yaml.safe_load(file.read_text(encoding="utf-8")) | {"languages": list(self.languages)}
        bare = {"repository": "https://github.com/example/book"}
        for path, document in self._filled("handbook"):
            tried = _merged(settings | bare, {path[0]: document[path[0]]})
            self._yaml("handbook", tried)
            if self._taken():
                settings = tried
        self._yaml("handbook", settings)

    def _taken(self) -> bool:
        """Whether handbook.yml can be read as it stands."""
        alone = self.root.with_name("alone") / "data"
        alone.mkdir(parents=True, exist_ok=True)
        shutil.copy(self.root / "data/handbook.yml", alone)
        problems = load.folder(alone.parent, DAY).problems
        return not any(
            it.severity is Severity.ERROR and it.place.file == "data/handbook.yml" for it in problems
        )

    def _host(self) -> None:
        file = self.root / "mkdocs.yml"
        kept = [line for line in file.read_text(encoding="utf-8").splitlines() if "site_name" not in line]
        said = {"site_name": "", "repo_url": "https://example.org/book"} | dict.fromkeys(TEXTS, "")
        said = {key: held or self.script("mkdocs.yml", key) for key, held in said.items()}
        kept += [f"{key}: {json.dumps(text)}" for key, text in said.items()]
        file.write_text("\n".join(kept) + "\n", encoding="utf-8")


def _merged(one: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    """Both, and where both are mappings all that stands in either."""
    made = copy.deepcopy(one)
    for key, held in other.items():
        both = isinstance(held, dict) and isinstance(made.get(key), dict)
        made[key] = _merged(made[key], held) if both else held
    return made
