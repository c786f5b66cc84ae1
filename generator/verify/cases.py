"""Cases of a folder of vectors as they stand in its files, each with its file and line."""

from __future__ import annotations

import csv
import io
import json
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from generator.model.results import Floats

NOTHING = ("", "NA", "NaN", "null")
"""How a cell of a CSV file says that there is no number."""


class UnreadableCase(Exception):
    """A file of vectors that can't be used; the message names the file, the line and what to do."""

    def __init__(self, file: str, line: int, what: str) -> None:
        super().__init__(f"{file}, line {line}: {what}")


@dataclass(frozen=True)
class Case:
    """One case: an input and what the reference answered. `line` is where it begins."""

    set: str
    file: str
    line: int
    id: str
    said: Mapping[str, Any]

    def __getitem__(self, field: str) -> Any:
        if field not in self.said:
            raise self.refused(f"`{field}` is missing")
        return self.said[field]

    def __contains__(self, field: str) -> bool:
        return field in self.said

    def of(self, field: str) -> Case:
        """What stands below a field, as a case of the same place."""
        if not isinstance(self[field], Mapping):
            raise self.refused(f"`{field}` should hold fields of its own")
        return replace(self, said=self[field])

    def rows(self, field: str) -> list[Case]:
        """A list of records, each as a case of the same place."""
        if not isinstance(self[field], list) or not all(isinstance(each, Mapping) for each in self[field]):
            raise self.refused(f"`{field}` should be a list of records")
        return [replace(self, said=each) for each in self[field]]

    def number(self, field: str) -> float:
        """NaN where the file says that there is none."""
        return self._number(field, self[field])

    def whole(self, field: str) -> int:
        found = self.number(field)
        if not found.is_integer():
            raise self.refused(f"`{field}` is {self[field]!r}, a whole number was expected")
        return int(found)

    def numbers(self, field: str) -> Floats:
        """A list of numbers, NaN where there is none."""
        found = self[field]
        if not isinstance(found, list):
            raise self.refused(f"`{field}` should be a list of numbers")
        return np.array([self._number(field, each) for each in found], np.float64)

    def _number(self, field: str, said: object) -> float:
        if said is None or (isinstance(said, str) and said in NOTHING):
            return math.nan
        try:
            return float(said)  # type: ignore[arg-type]
        except (TypeError, ValueError):
            raise self.refused(f"`{field}` is {said!r}, a number was expected") from None

    def refused(self, what: str) -> UnreadableCase:
        return UnreadableCase(self.file, self.line, f"case {self.id}: {what}.")


def read(path: Path, of_set: str) -> Iterator[Case]:
    """The cases of a CSV, JSON or JSON-lines file. Raises Unreadable."""
    file = f"{path.parent.name}/{path.name}"
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as reason:
        line = reason.object[: reason.start].count(b"\n") + 1
        raise UnreadableCase(file, line, "this isn't text in UTF-8.") from None
    except OSError as reason:
        raise UnreadableCase(file, 1, f"can't be read: {str(reason.strerror).lower()}.") from None
    records = {".csv": _table, ".json": _array, ".jsonl": _lines}[path.suffix]
    for nth, (line, said) in enumerate(records(file, text), 1):
        if not isinstance(said, Mapping):
            raise UnreadableCase(file, line, "a case should be a record with fields.")
        yield Case(of_set, file, line, str(said.get("id") or _unnamed(said, nth)), said)


def _unnamed(said: Mapping[str, Any], nth: int) -> str:
    """A case without an id is called by its place and its first field."""
    first = next(iter(said.items()), None)
    return f"record {nth} ({first[0]} {first[1]})" if first else f"record {nth}"


def _table(file: str, text: str) -> Iterator[tuple[int, Mapping[str, Any]]]:
    reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    try:
        for row in reader:
            if None in row or None in row.values():
                raise UnreadableCase(
                    file, reader.line_num, "this row has more or fewer cells than the first line."
                )
            yield reader.line_num, row
    except csv.Error as reason:
        raise UnreadableCase(file, reader.line_num, f"this isn't CSV: {reason}.") from None


def _lines(file: str, text: str) -> Iterator[tuple[int, Any]]:
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            try:
                yield number, json.loads(line)
            except (ValueError, RecursionError) as reason:
                raise UnreadableCase(file, number, _not_json(reason)) from None


def _array(file: str, text: str) -> Iterator[tuple[int, Any]]:
    """Elements of a JSON list, each with the line that it begins in."""
    decoder, at, line = json.JSONDecoder(), _past(text, 0), 1
    if text[at : at + 1] != "[":
        raise UnreadableCase(file, 1, "a list of cases was expected, which begins with `[`.")
    at = _past(text, at + 1)
    counted = 0
    while text[at : at + 1] != "]":
        line, counted = line + text.count("\n", counted, at), at
        try:
            said, end = decoder.raw_decode(text, at)
        except (ValueError, RecursionError) as reason:
            where = reason.lineno if isinstance(reason, json.JSONDecodeError) else line
            raise UnreadableCase(file, where, _not_json(reason)) from None
        yield line, said
        at = _past(text, end)
        if text[at : at + 1] == ",":
            at = _past(text, at + 1)
        elif text[at : at + 1] != "]":
            raise UnreadableCase(file, text.count("\n", 0, at) + 1, "`,` or `]` was expected after a case.")


def _not_json(reason: Exception) -> str:
    said = reason.msg if isinstance(reason, json.JSONDecodeError) else "too deep, or a number too long"
    return f"this isn't JSON that can be read: {said}."


def _past(text: str, at: int) -> int:
    """The next place that isn't blank."""
    while at < len(text) and text[at] in " \t\r\n":
        at += 1
    return at
