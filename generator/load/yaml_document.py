"""A YAML file as plain values, with the place of every key and value.

The file is read event by event, so that neither depth nor repetition can run away. Nothing here
knows what the keys mean.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import yaml
from yaml.cyaml import CParser
from yaml.events import (
    AliasEvent,
    DocumentEndEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from generator.load import yaml_scalars, yaml_syntax_errors
from generator.load.text_encoding import UnreadableText
from generator.model import reading_problems
from generator.model.check_rule import CheckRule
from generator.model.file_places import Path, Spot
from generator.problem import Place

DEEPEST = 40
"""Levels of nesting; what we read needs six."""


class Scalar:
    """A key, or a value that holds no others. Lines and columns count from 1."""

    # Not a dataclass: a file of values has hundreds of thousands of these.
    __slots__ = ("column", "line", "quoted", "text")

    def __init__(self, event: ScalarEvent) -> None:
        mark = event.start_mark
        self.text: str = event.value
        self.quoted: bool = event.style is not None and event.style != ""
        self.line: int = mark.line + 1
        self.column: int = mark.column + 1

    @property
    def written(self) -> str | None:
        """The text as it stands there, None where nothing (or null) is written."""
        return self.text if self.quoted or self.text not in yaml_scalars.NULLS else None


@dataclass(slots=True)
class Mapping:
    """`{key: value}`."""

    line: int
    column: int
    entries: dict[str, tuple[Scalar, Node]] = field(default_factory=dict)


@dataclass(slots=True)
class Sequence:
    """`[value, value]`."""

    line: int
    column: int
    items: list[Node] = field(default_factory=list)


Node: TypeAlias = Scalar | Mapping | Sequence


@dataclass(frozen=True, slots=True)
class Twice:
    """A key that stands twice in one mapping. The second is not in the tree."""

    path: tuple[str | int, ...]
    first: Place
    second: Place


@dataclass(frozen=True, slots=True)
class Document:
    """One file's top mapping, and the keys that stand twice in it."""

    file: str
    top: Mapping
    twice: tuple[Twice, ...]


def read(text: str, file: str) -> Document:
    """The document in `text`. Raises Unreadable with the one problem that stops it."""
    return _Builder(text, file).document()


def value(node: Node) -> object:
    """The node as dicts, lists and scalars. Keys are always text."""
    if isinstance(node, Mapping):
        return {key: value(held) for key, (_, held) in node.entries.items()}
    if isinstance(node, Sequence):
        return [value(held) for held in node.items]
    return node.text if node.quoted else yaml_scalars.plain(node.text)


def spots(node: Node, path: Path = ()) -> Iterator[tuple[Path, Spot]]:
    """The spot of every key and value below `node`."""
    if isinstance(node, Mapping):
        for key, (scalar, held) in node.entries.items():
            yield (*path, key), Spot(where(scalar), where(held))
            yield from spots(held, (*path, key))
    elif isinstance(node, Sequence):
        for i, held in enumerate(node.items):
            yield (*path, i), Spot(where(held), where(held))
            yield from spots(held, (*path, i))


def where(node: Node) -> tuple[int, int]:
    return node.line, node.column


class _Builder:
    """Builds the tree of one document from the parser's events."""

    def __init__(self, text: str, file: str) -> None:
        self._file = file
        self._text = text
        self._next: Any = CParser(text).get_event
        self._twice: list[Twice] = []

    def document(self) -> Document:
        try:
            top = self._only_document()
        except yaml.YAMLError as error:
            raise UnreadableText(yaml_syntax_errors.problem(error, self._file, self._text)) from None
        if top is None or (isinstance(top, Scalar) and top.written is None):
            raise UnreadableText(
                reading_problems.EMPTY.problem(
                    Place(self._file),
                    *self._nothing(),
                )
            )
        if not isinstance(top, Mapping):
            raise self._refused(
                reading_problems.KIND,
                where(top),
                "A list or a bare text stands here; lines like `title: ...` were expected.",
                "Delete the `-` before the keys, and the blanks that line them up with it."
                if isinstance(top, Sequence)
                else "A colon needs a blank after it.",
            )
        return Document(self._file, top, tuple(self._twice))

    def _nothing(self) -> tuple[str, str]:
        if "#" in self._text:
            return (
                "Only comments stand in this file; nothing of it is read.",
                "Delete the `#` before its keys, or delete the file.",
            )
        return "Nothing is written in this file.", "Write its keys, or delete the file."

    def _only_document(self) -> Node | None:
        top = None
        begun = False
        while type(event := self._next()) is not StreamEndEvent:
            if type(event) is DocumentStartEvent:
                if begun:
                    raise self._refused(
                        reading_problems.SYNTAX,
                        _of(event.start_mark),
                        "A second document begins here (`---`); a file holds one.",
                        "Delete the line `---`, or move what follows it into a file of its own.",
                    )
                begun = True
                top = self._node(self._next(), ())
            elif type(event) is DocumentEndEvent:
                continue
        return top

    def _node(self, event: yaml.Event, path: Path) -> Node:
        kind = type(event)
        if kind is AliasEvent or event.tag is not None or (event.anchor and not _loses_nothing(event)):
            self._refuse_marks(event)
        if kind is MappingStartEvent:
            return self._mapping(event, path)
        if kind is SequenceStartEvent:
            return self._sequence(event, path)
        return Scalar(event)

    def _mapping(self, start: MappingStartEvent, path: Path) -> Mapping:
        self._check_depth(start, path)
        mapping = Mapping(*_of(start.start_mark))
        entries, read_on = mapping.entries, self._next
        while type(key := read_on()) is not MappingEndEvent:
            if type(key) is not ScalarEvent or key.anchor is not None or key.tag is not None:
                self._refuse_key(key)
            name = key.value
            event = read_on()
            # Most values are plain scalars: they skip a call.
            simple = type(event) is ScalarEvent and event.anchor is None and event.tag is None
            node = Scalar(event) if simple else self._node(event, (*path, name))
            if name in entries:
                first, second = where(entries[name][0]), _of(key.start_mark)
                self._twice.append(Twice((*path, name), self._place(first), self._place(second)))
            else:
                entries[name] = Scalar(key), node
        return mapping

    def _sequence(self, start: SequenceStartEvent, path: Path) -> Sequence:
        self._check_depth(start, path)
        sequence = Sequence(*_of(start.start_mark))
        while type(event := self._next()) is not SequenceEndEvent:
            sequence.items.append(self._node(event, (*path, len(sequence.items))))
        return sequence

    def _check_depth(self, start: yaml.Event, path: Path) -> None:
        if len(path) >= DEEPEST:
            raise self._refused(
                reading_problems.SYNTAX,
                _of(start.start_mark),
                f"This is nested more than {DEEPEST} levels deep.",
            )

    def _refuse_key(self, key: yaml.Event) -> None:
        if type(key) in (AliasEvent, ScalarEvent):
            self._refuse_marks(key)
            return
        line, column = _of(key.start_mark)
        if self._text.split("\n")[line - 1][max(column - 2, 0) : column].lstrip("\ufeff") == "{{":
            raise self._refused(
                reading_problems.SYNTAX,
                (line, column),
                "Two braces `{{` open here; one was expected.",
                "Write one pair: `{met: 182, of: 200}`. If they belong to a text, put quotes around it.",
            )
        raise self._refused(
            reading_problems.SYNTAX,
            _of(key.start_mark),
            "A list or a mapping stands where a key was expected.",
            "Put quotes around it if it is meant as text.",
        )

    def _refuse_marks(self, event: yaml.Event) -> None:
        """Anchors, aliases and tags: none of them says anything that we read."""
        if event.anchor is not None:
            sign = "*" if type(event) is AliasEvent else "&"
            raise self._refused(
                reading_problems.ANCHOR,
                _of(event.start_mark),
                f"`{sign}{event.anchor}` at the beginning of a value is a YAML {_SIGNS[sign]}; "
                "these are not read.",
                f"Put quotes around the value if the `{sign}` belongs to it; else write the value out.",
            )
        if event.tag != "!":
            tag = event.tag.replace("tag:yaml.org,2002:", "!!")
            raise self._refused(
                reading_problems.ANCHOR,
                _of(event.start_mark),
                f"`{tag}` is a YAML tag; only plain text, numbers, lists and mappings are read.",
                "Delete the tag, or put quotes around the value if the `!` belongs to it.",
            )

    def _refused(self, rule: CheckRule, at: tuple[int, int], message: str, hint: str = "") -> UnreadableText:
        return UnreadableText(rule.problem(self._place(at), message, hint))

    def _place(self, at: tuple[int, int]) -> Place:
        return Place(self._file, *at)


_NUMBER = re.compile(r"[-+]?\d+(\.\d+)?%?")


def _loses_nothing(event: yaml.Event) -> bool:
    """Whether an anchor stands before what is surely no rest of a text, as `&Co` in `city: &Co Ltd` is."""
    if type(event) is ScalarEvent:
        return bool(event.style) or _NUMBER.fullmatch(event.value) is not None
    return True


_SIGNS = {"*": "alias (a reference to another value)", "&": "anchor (a name for a value)"}


def _of(mark: yaml.Mark) -> tuple[int, int]:
    return mark.line + 1, mark.column + 1
