"""A YAML file of measured values: its head, and its values as cells of text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import polars as pl

from generator.load.document import Mapping, Node, Scalar, where
from generator.model import reading
from generator.problem import Place, Problem



@dataclass
class CellTable:
    """Cells gathered row by row, column by column."""

    file: str
    clinic: str
    columns: dict[str, list[object]] = field(
        default_factory=lambda: {name: [] for name in ("standard", "period", "line", "column", "value")}
    )
    more: dict[str, tuple[list[int], list[str]]] = field(default_factory=dict)
    """Other columns, by name: the rows that have them, and what stands there."""

    def frame(self) -> pl.DataFrame:
        height = len(self.columns["line"])
        frame = pl.DataFrame(
            self.columns,
            schema={"standard": pl.String, "period": pl.String, "line": pl.Int32, "column": pl.Int32, "value": pl.String},
        )
        wide = []
        for name, (rows, texts) in self.more.items():
            column: list[str | None] = [None] * height
            for row, text in zip(rows, texts, strict=True):
                column[row] = text
            wide.append(pl.Series(name, column, dtype=pl.String))
        return frame.with_columns(
            pl.lit(self.clinic, dtype=pl.String).alias("clinic"),
            pl.lit(self.file, dtype=pl.String).alias("file"),
            *wide,
        )


def cells(top: Mapping, file: str, clinic: str) -> tuple[pl.DataFrame, list[Problem]]:
    """Everything below the keys that are not the head's."""
    table = CellTable(file, clinic)
    problems: list[Problem] = []
    for standard, (key, node) in top.entries.items():
        if standard in HEAD_KEYS:
            continue
        if not isinstance(node, Mapping):
            problems.append(
                reading.KIND.problem(
                    Place(file, *where(key)),
                    f"`{standard}` has no values: periods were expected under it.",
                    "Write them like `2025-01: 182/200`, indented, one a line.",
                    stops=(("row", f"{file}:{key.line}:{key.column}"),),
                )
            )
            continue
        for period, (at, held) in node.entries.items():
            problems += _row(table, standard, period, at, held)
    return table.frame(), problems


HEAD_KEYS = frozenset({"clinic", "publish_from", "comparable", "changes"})


def _row(table: CellTable, standard: str, period: str, at: Scalar, node: Node) -> Iterator[Problem]:
    columns = table.columns
    row = len(columns["line"])
    columns["standard"].append(standard)
    columns["period"].append(period)
    columns["line"].append(at.line)
    columns["column"].append(at.column)
    if isinstance(node, Scalar):
        columns["value"].append(_text(node))
        return
    columns["value"].append(None)
    if not isinstance(node, Mapping):
        yield _misshapen(table.file, at, node, f"`{period}` holds a list; one value was expected.")
        return
    for name, (_, held) in node.entries.items():
        if not isinstance(held, Scalar):
            yield _misshapen(table.file, at, held, f"`{name}` holds more than one value; one was expected.")
        elif (text := _text(held)) is not None:
            if name == "value":
                columns["value"][row] = text
            elif name in _OF_THE_ROW:
                yield _misshapen(table.file, at, held, f"`{name}` can't stand here: it is said above.")
            else:
                rows, texts = table.more.setdefault(name, ([], []))
                rows.append(row)
                texts.append(text)


_OF_THE_ROW = frozenset({"clinic", "standard", "period", "file", "line", "column", "row"})


def _text(scalar: Scalar) -> str | None:
    """What stands there without blanks around it, None where there is nothing."""
    written = scalar.written
    return (written.strip() or None) if written is not None else None


def _misshapen(file: str, at: Scalar, node: Node, message: str) -> Problem:
    return reading.KIND.problem(
        Place(file, *where(node)),
        message,
        "Write it like `182/200` or `{met: 182, of: 200}`.",
        stops=(("row", f"{file}:{at.line}:{at.column}"),),
    )
