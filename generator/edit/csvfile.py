"""One line of a table changed or added; all others stay as they are, to the byte."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from generator.edit.safe_writing import Draft, NotSaved
from generator.edit.textfile import Splice, TextFile
from generator.edit.value_cells import numbers


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as it is written, with its quotation marks, from `start` to `end` in the text."""

    start: int
    end: int
    text: str


def changed(file: TextFile, line: int, cells: Mapping[str, str]) -> Draft:
    """The file with the numbers of one row, which begins in `line`, replaced.

    `cells` hold no short form. What the row says beside its numbers stays unless it is given.
    Raises NotSaved where the table has no column for a cell.
    """
    columns = _columns(file, cells)
    row = record(file.text, file.offset(line), _separator(file))
    if len(row) < len(columns):
        raise NotSaved(f"Line {line} of `{file.name}` has fewer cells than the first line. Mend that first.")
    cleared = {name: "" for name in [*numbers(_held(columns)), "missing"] if name in columns}
    wanted = {**cleared, **cells} if numbers(cells) or "missing" in cells else dict(cells)
    splices = [
        Splice(cell.start, cell.end, _quoted(text, file))
        for name, text in wanted.items()
        if (cell := row[columns[name]]).text.strip('" ') != text
    ]
    return file.with_splices(splices)


def added(file: TextFile, after: int | None, cells: Mapping[str, str]) -> Draft:
    """The file with a row more, below the line `after` or at its end. `cells` hold the ids too."""
    columns = _columns(file, cells)
    texts = [""] * len(columns)
    for name, text in cells.items():
        texts[columns[name]] = _quoted(text, file)
    row = _separator(file).join(texts)
    if after is None:
        at = len(file.text.rstrip("\n"))
        return file.with_splices([Splice(at, len(file.text), f"\n{row}\n")])
    last = record(file.text, file.offset(after), _separator(file))[-1].end
    return file.with_splices([Splice(last, last, f"\n{row}")])


def record(text: str, start: int, separator: str) -> list[Cell]:
    """The cells of the row that begins at `start`; one in quotation marks may hold line breaks."""
    cells, begin, quoted = [], start, False
    for at in range(start, len(text) + 1):
        sign = text[at] if at < len(text) else "\n"
        if sign == '"':
            quoted = not quoted
        elif sign in (separator, "\n") and (not quoted or at == len(text)):
            cells.append(Cell(begin, at, text[begin:at]))
            begin = at + 1
            if sign == "\n":
                break
    return cells


def _columns(file: TextFile, cells: Mapping[str, str]) -> dict[str, int]:
    head = record(file.text, 0, _separator(file))
    columns = {cell.text.strip().strip('"').strip(): at for at, cell in enumerate(head)}
    if lacking := [name for name in cells if name not in columns]:
        raise NotSaved(
            f"`{file.name}` has no column `{lacking[0]}`, so the value can't be written there. "
            "Add the column to its first line, or write the value in a file of its own."
        )
    return columns


def _held(columns: Mapping[str, int]) -> list[str]:
    """Columns that hold a value, and not whose it is."""
    return [name for name in columns if name not in {"clinic", "standard", "period", "unit", "accept", ""}]


def _separator(file: TextFile) -> str:
    first = file.lines[0]
    return ";" if ";" in first and "," not in first else ","


def _quoted(text: str, file: TextFile) -> str:
    separator = _separator(file)
    if any(sign in text for sign in (separator, '"', "\n")):
        return '"' + text.replace('"', '""') + '"'
    return text
