"""A YAML file of measured values: its head, and its values as cells of text."""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

import polars as pl

from generator.load import fast_value_lines, lost_block_headings, yaml_document
from generator.load.fast_value_lines import Block
from generator.load.messages import listed, shown
from generator.load.text_encoding import UnreadableText
from generator.load.yaml_document import Document, Mapping, Node, Scalar, where
from generator.model import embargo, field_descriptions, lookalike_signs, reading_problems
from generator.model.file_places import Path, Spot
from generator.model.inputs import Change, KpiHead
from generator.model.observation import NAMES, OF_THE_ROW
from generator.problem import Place, Problem

HEAD = frozenset(KpiHead.model_fields)
"""Keys that are not standards."""

_BLANKS = f" {''.join(lookalike_signs.LOOK_LIKE_BLANKS)}"
_PERIOD = re.compile(r"(?:19|20)\d\d(?:[-/.].*)?")

_SCHEMA = {
    "standard": pl.String,
    "period": pl.String,
    "line": pl.Int32,
    "column": pl.Int32,
    "value": pl.String,
}


def head(read: Document) -> Mapping:
    """The part of the file that is not values."""
    entries = {name: entry for name, entry in read.top.entries.items() if name in HEAD}
    return Mapping(read.top.line, read.top.column, entries)


@dataclass(frozen=True, slots=True)
class Content:
    """A file of values: what the parser read of it, and the blocks that were read without."""

    read: Document
    blocks: Sequence[Block] = ()

    def keys(self) -> dict[Path, Spot]:
        """Where the keys at its top stand."""
        parsed = self.read.top.entries.items()
        plain = {(block.standard,): Spot((block.line, 1), (block.line + 1, 1)) for block in self.blocks}
        return {(name,): Spot(where(key), where(held)) for name, (key, held) in parsed} | plain


def content(text: str, file: str, standards: Collection[str]) -> Content:
    """The file `text` is of. Raises Unreadable."""
    rest, blocks = fast_value_lines.taken(text, standards)
    if blocks and not fast_value_lines.says_more(rest):
        return Content(Document(file, Mapping(1, 1), ()), blocks)
    try:
        read = yaml_document.read(rest, file)
    except UnreadableText:
        return Content(yaml_document.read(text, file))  # to see the mistake among all lines
    if any(block.standard in read.top.entries for block in blocks):  # once plain, once in quotes
        return Content(yaml_document.read(text, file))
    return Content(read, blocks)


def cells(found: Content, clinic: str, standards: Collection[str]) -> tuple[pl.DataFrame, list[Problem]]:
    """The values of the file, as those of `clinic`, and what is no value.

    `standards` are the ids of all standards, to tell a misspelt key of the head from values.
    """
    read = found.read
    gathered = _Gathered(read.file)
    moved = lost_block_headings.moved(read, standards)
    for standard, (key, node) in read.top.entries.items():
        if standard in HEAD:
            continue
        if standard not in standards and (problem := _no_standard(read.file, key, node)):
            gathered.problems.append(problem)
        else:
            gathered.standard(key, moved.less(standard, node))
    gathered.problems += moved.problems
    for block in found.blocks:
        gathered.plain(block)
    gathered.problems += moved.twice(read, HEAD)
    frame = gathered.frame(clinic)
    return frame.sort("line") if found.blocks else frame, gathered.problems


def _no_standard(file: str, key: Scalar, node: Node) -> Problem | None:
    """A key that was meant for the head. It stops the file, for it may have been its embargo."""
    blanks = key.text[: len(key.text) - len(key.text.lstrip(_BLANKS))]
    if blanks and _PERIOD.fullmatch(key.text[len(blanks) :]):
        return reading_problems.UNKNOWN_KEY.problem(
            Place(file, key.line, key.column),
            f"`{shown(key)}` is indented by signs that look like blanks and are none "
            f"(U+{ord(blanks.strip(' ')[0]):04X}), so it stands beside the standard it belongs to.",
            "Type plain blanks in their place, as in the lines around.",
            stops=(("file", file),),
        )
    if _PERIOD.fullmatch(key.text):
        return reading_problems.UNKNOWN_KEY.problem(
            Place(file, key.line, key.column),
            f"`{shown(key)}` has lost its indent: a period stands below the standard that it belongs to.",
            "Begin it in the column of the other periods, indented by two blanks.",
            stops=(("file", file),),
        )
    if key.text in field_descriptions.slots(Change):
        return reading_problems.UNKNOWN_KEY.problem(
            Place(file, key.line, key.column),
            f"`{shown(key)}` has lost its indent: it belongs to an item of `changes`.",
            "Begin it in the column of the other keys of that item, indented by four blanks.",
            stops=(("file", file),),
        )
    close = difflib.get_close_matches(key.text, sorted(HEAD), 1, cutoff=0.75)
    if isinstance(node, Mapping) and not close:
        return None
    return reading_problems.UNKNOWN_KEY.problem(
        Place(file, key.line, key.column),
        f"`{shown(key)}` is no key of a file of values, and no standard.",
        f"Did you mean `{close[0]}`?" if close else f"Its keys are {listed(sorted(HEAD))} and the standards.",
        stops=(("file", file),),
    )


@dataclass
class _Gathered:
    """Cells gathered row by row, column by column."""

    file: str
    columns: dict[str, list[object]] = field(default_factory=lambda: {name: [] for name in _SCHEMA})
    others: dict[str, dict[int, str]] = field(default_factory=dict)
    """Columns beside those of every row: what stands there, by row."""

    problems: list[Problem] = field(default_factory=list)

    def standard(self, key: Scalar, node: Node) -> None:
        if isinstance(node, Mapping):
            for period, (at, held) in node.entries.items():
                self._row(key.text, period, at, held)
        else:
            self.problems.append(
                self._misshapen(
                    key,
                    key,
                    f"`{shown(key)}` has no periods under it, so its values can't be read.",
                    "Write one value a line under it, indented: `2025-01: 182/200`.",
                )
            )

    def plain(self, block: Block) -> None:
        columns, first = self.columns, len(self.columns["line"])
        columns["standard"] += [block.standard] * len(block.rows)
        columns["period"] += [row.period for row in block.rows]
        columns["line"] += [row.line for row in block.rows]
        columns["column"] += [row.column for row in block.rows]
        columns["value"] += [row.short for row in block.rows]
        for at, row in enumerate(block.rows, start=first):
            for name, text in row.cells:
                self._text(at, name, text)

    def _row(self, standard: str, period: str, at: Scalar, node: Node) -> None:
        columns = self.columns
        row = len(columns["line"])
        columns["standard"].append(standard)
        columns["period"].append(period)
        columns["line"].append(at.line)
        columns["column"].append(at.column)
        columns["value"].append(_text(node) if isinstance(node, Scalar) else None)
        if isinstance(node, Mapping):
            for name, (key, held) in node.entries.items():
                self._cell(row, name, key, at, held)
        elif not isinstance(node, Scalar):
            self.problems.append(
                self._misshapen(at, node, f"`{period}` holds a list; one value was expected.")
            )

    def _cell(self, row: int, name: str, key: Scalar, at: Scalar, node: Node) -> None:
        if not isinstance(node, Scalar):
            self.problems.append(
                self._misshapen(at, node, f"`{shown(key)}` holds several values; one was expected.")
            )
        elif name in OF_THE_ROW:
            self.problems.append(
                self._misshapen(at, key, f"`{name}` can't stand here: it is said further up.")
            )
        elif (text := _text(node)) is None:
            if _split(name) or _without_colon(key, node):
                self.problems.append(self._misshapen(at, key, *_after_a_comma(key)))
            elif name in _BESIDE:
                self.problems.append(
                    reading_problems.NOTHING.problem(
                        Place(self.file, *where(key)),
                        f"Nothing stands behind `{name}`, so it counts as if it weren't there.",
                        "Write what it should say, or delete the key.",
                    )
                )
            elif embargo.looks_like_one(name):
                self._text(row, name, "")  # somebody meant to hold the value back
            # Else the row goes by what it says beside it.
        else:
            self._text(row, name, text)

    def _text(self, row: int, name: str, text: str) -> None:
        if name == "value":
            self.columns["value"][row] = text
        else:
            self.others.setdefault(name, {})[row] = text

    def frame(self, clinic: str) -> pl.DataFrame:
        rows = range(len(self.columns["line"]))
        return pl.DataFrame(self.columns, schema=_SCHEMA).with_columns(
            pl.lit(clinic, dtype=pl.String).alias("clinic"),
            pl.lit(self.file, dtype=pl.String).alias("file"),
            *(
                pl.Series(name, list(map(texts.get, rows)), dtype=pl.String)
                for name, texts in self.others.items()
            ),
        )

    def _misshapen(
        self,
        at: Scalar,
        node: Node,
        message: str,
        hint: str = "Write it like `182/200` or `{met: 182, of: 200}`.",
    ) -> Problem:
        stops = (("row", f"{self.file}:{at.line}:{at.column}"),)
        return reading_problems.KIND.problem(Place(self.file, *where(node)), message, hint, stops=stops)


_BESIDE = frozenset({"note", "quality", "n", "sd", "within"})
"""What a value may have beside what it can't be without."""


def _split(name: str) -> bool:
    """Whether this is no key but the rest of a number or a text that had a comma in it, or has no blank
    behind its colon."""
    return name[:1].isdigit() or " " in name or ":" in name


def _without_colon(key: Scalar, node: Scalar) -> bool:
    """Whether it stands where a key belongs, with no colon behind: `storm` in `{missing: Ice, storm}`."""
    ends = key.line, key.column + len(key.text)
    return not key.quoted and key.text not in NAMES and ends == (node.line, node.column)


def _after_a_comma(key: Scalar) -> tuple[str, str]:
    if key.text[:1].isdigit():
        return (
            f"A comma stands before `{shown(key)}`, so it is no part of the number.",
            "Decimals have a point: `4.6`.",
        )
    word, _, rest = key.text.partition(" ")
    if word in NAMES and re.fullmatch(r"\d[\d.]*(?: [a-z]+){0,2}", rest):
        return (
            f"The colon behind `{word}` is missing, so this is no key with a value.",
            f"Write `{word}: {rest}`.",
        )
    if re.match(r"[a-z_]\w*:\S", key.text):
        return (
            f"`{shown(key)}` is no key with a value: a colon needs a blank after it.",
            f"Put a blank behind it: `{shown(key).replace(':', ': ', 1)}`.",
        )
    return (
        f"`{shown(key)}` is no key; the comma before it ended the text there.",
        "Put quotes around a text with a comma in it.",
    )


def _text(scalar: Scalar) -> str | None:
    """What stands there without blanks around it, None where there is nothing."""
    written = scalar.written
    return None if written is None else (written.strip() or None)
