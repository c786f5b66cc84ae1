"""The very cell of a value that can't be read, looked up only when there is one to name."""

from __future__ import annotations

from collections.abc import Mapping as Map
from dataclasses import dataclass, field

from generator.load import csv_file, text_encoding, yaml_document
from generator.load.data_files import YAML, DataFile
from generator.load.text_encoding import UnreadableText
from generator.load.unreadable_cells import UnreadableCell
from generator.load.yaml_document import Mapping, Node, Scalar, where
from generator.model.observation import IDS
from generator.problem import Place


@dataclass
class CellPlaces:
    """Reads a file again the first time one of its cells is asked for."""

    files: Map[str, DataFile]
    _lines: dict[str, list[str]] = field(default_factory=dict)
    _values: dict[str, dict[tuple[int, int], tuple[Scalar, Node]]] = field(default_factory=dict)

    def find(self, found: UnreadableCell) -> Place:
        """The cell, else the value it belongs to."""
        return self.cell(Place(found.file, found.line, found.column), found.cell, at_name=found.at_name)

    def cell(self, row: Place, cell: str | None, *, at_name: bool = False) -> Place:
        """The place of what stands behind `cell` (or, with `at_name`, of its name) in the value of `row`;
        the row itself where the file is no longer what it was."""
        try:
            file = self.files[row.file]
            if file.path.suffix in YAML:
                return row if cell in IDS else self._in_yaml(file, row, cell, at_name)
            return self._in_csv(file, row, cell) if cell and file.path.suffix == ".csv" else row
        except (UnreadableText, LookupError):
            return row

    def _in_csv(self, file: DataFile, row: Place, cell: str) -> Place:
        if file.file not in self._lines:
            self._lines[file.file] = self._text(file).splitlines()
        lines = self._lines[file.file]
        names = [name.strip() for name, _ in csv_file.split(lines[0])]
        cells = csv_file.split(lines[row.line - 1])
        if cell in names and names.index(cell) < len(cells):
            return Place(row.file, row.line, cells[names.index(cell)][1])
        return row

    def _in_yaml(self, file: DataFile, row: Place, cell: str | None, at_name: bool) -> Place:
        if file.file not in self._values:
            top = yaml_document.read(self._text(file), file.file).top
            self._values[file.file] = {
                where(key): (key, value)
                for _, node in top.entries.values()
                if isinstance(node, Mapping)
                for key, value in node.entries.values()
            }
        _, value = self._values[file.file][row.line, row.column]
        if isinstance(value, Mapping) and cell in value.entries:
            key, held = value.entries[cell]
            return Place(row.file, *where(key if at_name or held.line != key.line else held))
        below = where(value)[0] != row.line
        nothing = isinstance(value, Scalar) and value.written is None
        return row if below or nothing else Place(row.file, *where(value))

    def _text(self, file: DataFile) -> str:
        return text_encoding.text(
            text_encoding.contents(file.path, file.file, text_encoding.LARGEST_TABLE), file.file
        )
