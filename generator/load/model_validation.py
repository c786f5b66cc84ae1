"""A document held against its model: its values in the shape the model takes, and what doesn't fit.

A mapping that may be one of several things is read as the one that its keys speak of, so that a
misspelt key is called just that. Whether a single value fits is for pydantic to say; the words
are ours.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, Literal, get_args, get_origin

from generator.load import field_validation, stray_keys, suggestions, yaml_scalars
from generator.load.messages import MessageText, called
from generator.load.yaml_document import Mapping, Node, Scalar, Sequence
from generator.model import field_descriptions
from generator.model.check_rule import MOST_ALIKE
from generator.model.field_descriptions import Expectation, Slot
from generator.model.inputs import Editable, Language
from generator.problem import Problem

_NOTHING = object()
"""Stands for what doesn't fit; nothing is built from it."""

_TIGHT = re.compile(r"[a-z_]+:[^\s/]")
_LANGUAGE = re.compile(r"[a-z]{2}")


@dataclass
class Validation:
    """One document's values as they are gathered, and its problems."""

    worded: MessageText
    problems: list[Problem] = field(default_factory=list)
    meant: dict[tuple[int, int], str] = field(default_factory=dict)
    """Where keys stand that aren't known, and what was meant, where what they hold fits that."""
    remarks: list[Problem] = field(default_factory=list)
    """What is said of it and stops nothing."""

    _elsewhere: set[str] = field(default_factory=set)
    """Keys that stand a level too high or too low: they aren't missing where they belong."""

    _above: list[dict[str, Slot]] = field(default_factory=list)
    """The keys that the mappings around take, the outermost first."""

    def mapping(
        self, node: Mapping, model: type[Editable], of: str, above: Scalar | None = None
    ) -> dict[str, object]:
        """The keys of `node` for `model`; `of` is what the mapping is, for messages, and `above` its key."""
        slots = field_descriptions.slots(model)
        values: dict[str, object] = {}
        if len(self.problems) >= MOST_ALIKE:  # nobody reads more, and each takes a while to word
            return values
        holders = stray_keys.holders(node, slots)
        self._elsewhere.update(holders, holders.values())
        self._above.append(slots)
        before: tuple[str, Node] | None = None
        for name, (key, held) in node.entries.items():
            if len(self.problems) >= MOST_ALIKE:
                break
            if name in slots:
                before = name, held
            if name in slots:
                expected = Expectation(slots[name].annotation, slots[name])
                values[name] = self.value(held, expected, name, key)
            elif name in holders:
                self.problems.append(self.worded.too_high(key, holders[name]))
            else:
                self.problems.append(self._unknown(key, held, of, slots, before))
                if key.text not in self._elsewhere:
                    self._guess(values, node, key, held, slots)
        self._above.pop()
        for name, slot in slots.items():
            if slot.info.is_required() and name not in node.entries and not self._said(name, node, slots):
                self.problems.append(self.worded.missing(above or node, of, slot))
        return values

    def _guess(
        self, values: dict[str, object], node: Mapping, key: Scalar, held: Node, slots: dict[str, Slot]
    ) -> None:
        """What an unknown key holds, as that of the key that it is probably a slip of."""
        likely = suggestions.word(key.text, slots)
        if not likely or likely in node.entries or likely in values:
            return
        alone = Validation(self.worded)
        found = alone.value(held, Expectation(slots[likely].annotation, slots[likely]), likely, key)
        if not alone.problems:
            values[likely] = found
            self.meant[key.line, key.column] = likely

    def _unknown(
        self, key: Scalar, held: Node, of: str, slots: dict[str, Slot], before: tuple[str, Node] | None
    ) -> Problem:
        if isinstance(held, Scalar) and held.written is None:
            if _TIGHT.match(key.text):
                return self.worded.tight(key)
            if " " in key.text or _ends_behind(key, held):
                return self.worded.split(key, of, before)
        if any(key.text in around for around in self._above[:-1]):
            self._elsewhere.add(key.text)
            return self.worded.too_low(key, of)
        return self.worded.unknown(key, of, slots)

    def value(self, node: Node, expected: Expectation, name: str, key: Scalar | None) -> object:
        """What stands at `node`, as its model takes it. `name` is how messages call it."""
        if isinstance(node, Mapping):
            return self._mapping(node, expected, name, key)
        if isinstance(node, Sequence):
            return self._sequence(node, expected, name)
        if _is_empty(node, expected):
            if key is not None and key.text in self._elsewhere:  # what belongs in it lost its indent
                return _NOTHING
            if type(None) in get_args(expected.annotation):
                if key is not None:
                    self.remarks.append(self.worded.nothing(key))
                return None
            self.problems.append(self.worded.empty(key or node, name, expected))
            return _NOTHING
        return self._scalar(node, expected, name)

    def _mapping(self, node: Mapping, expected: Expectation, name: str, key: Scalar | None) -> object:
        models = field_descriptions.models(expected.annotation)
        by_key = next(
            (
                option
                for option in field_descriptions.branches(expected.annotation)
                if get_origin(option) is dict
            ),
            None,
        )
        if by_key is not None and not (models and not all(map(_LANGUAGE.fullmatch, node.entries))):
            return self._dictionary(node, by_key, expected, name)
        if models:
            return self.mapping(node, models[0], called(name), key)
        self.problems.append(self.worded.wrong(node, name, expected))
        return _NOTHING

    def _dictionary(self, node: Mapping, option: Any, expected: Expectation, name: str) -> object:
        """Keys of the editor's own: languages, themes, stages, standards."""
        key_type, held_type = get_args(option)
        values: dict[str, object] = {}
        if not node.entries and (key_type is Language or (expected.slot and expected.slot.needs_items)):
            self.problems.append(self.worded.empty(node, name, expected))
        for text, (key, held) in node.entries.items():
            if field_validation.fits(text, key_type):
                inner = Expectation(held_type, expected.slot)
                inside = name if key_type is Language else text
                values[text] = self.value(held, inner, inside, key)
            else:
                split = isinstance(held, Scalar) and held.written is None and _ends_behind(key, held)
                problem = (
                    self.worded.split(key, called(name), None)
                    if split
                    else self.worded.bad_key(key, name, Expectation(key_type, None))
                )
                self.problems.append(problem)
        return values

    def _sequence(self, node: Sequence, expected: Expectation, name: str) -> object:
        option = next(
            (o for o in field_descriptions.branches(expected.annotation) if get_origin(o) is tuple), None
        )
        args = get_args(option)
        endless = bool(args) and args[-1] is Ellipsis
        if option is None or not (endless or len(args) == len(node.items)):
            self.problems.append(self.worded.wrong(node, name, expected))
            return _NOTHING
        if not node.items and expected.slot and expected.slot.needs_items:
            self.problems.append(self.worded.empty(node, name, expected))
        types = [args[0]] * len(node.items) if endless else args
        return [
            self.value(item, Expectation(kind, expected.slot), f"item {i} of `{name}`", None)
            for i, (item, kind) in enumerate(zip(node.items, types, strict=True), start=1)
        ]

    def _scalar(self, node: Scalar, expected: Expectation, name: str) -> object:
        plain = node.text if node.quoted else yaml_scalars.plain(node.text)
        slot = expected.slot if expected.is_whole_slot else None
        # A number where only text belongs is that text as it is written: `opened: 2012`.
        readings = (plain,) if isinstance(plain, bool | str) else (plain, node.text)
        for reading in readings:
            for option in field_descriptions.branches(expected.annotation):
                if field_validation.fits(reading, option, slot):
                    return reading
        self.problems.append(self.worded.wrong(node, name, expected))
        return _NOTHING

    def _said(self, name: str, node: Mapping, slots: dict[str, Slot]) -> bool:
        """Whether an unknown key is this one a level too high or low, or was likely meant to be it; saying it
        once is enough."""
        if name in self._elsewhere:
            return True
        words = (key.partition(":")[0] for key in node.entries if key not in slots)
        return any(word == name or suggestions.word(word, slots) == name for word in words)


def _ends_behind(key: Scalar, held: Scalar) -> bool:
    """Whether no colon follows the key: it is what stands behind a comma in braces."""
    return not key.quoted and (held.line, held.column) == (key.line, key.column + len(key.text))


def _is_empty(node: Scalar, expected: Expectation) -> bool:
    """Whether nothing stands there, and no blank that means something."""
    blank = node.written is None or not node.text.strip()
    return blank and not _is_a_choice(node, expected) and not _is_a_sign(node, expected)


def _is_a_sign(node: Scalar, expected: Expectation) -> bool:
    """Whether one sign is wanted, of which a tab or a blank is one."""
    wanted = [] if expected.slot is None else expected.slot.info.metadata
    return len(node.text) == 1 and any(getattr(one, "max_length", None) == 1 for one in wanted)


def _is_a_choice(node: Scalar, expected: Expectation) -> bool:
    """Whether a blank in quotes is one of the words to choose from, as between thousands."""
    choices = [
        get_args(option)
        for option in field_descriptions.branches(expected.annotation)
        if get_origin(option) is Literal
    ]
    return node.quoted and node.text != "" and any(node.text in words for words in choices)


def fitting(value: object) -> object:
    """The same without what doesn't fit; of a list what comes before it, so that places stay the same."""
    if isinstance(value, dict):
        return {key: fitting(held) for key, held in value.items() if held is not _NOTHING}
    if isinstance(value, list):
        end = next((i for i, held in enumerate(value) if held is _NOTHING), len(value))
        return [fitting(held) for held in value[:end]]
    return value
