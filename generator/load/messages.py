"""What doesn't fit, in words for the person who wrote it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from generator.load import suggestions
from generator.load.yaml_document import Mapping, Node, Scalar, Sequence, where
from generator.model import reading_problems
from generator.model.field_descriptions import Expectation, Slot
from generator.model.file_places import slug
from generator.problem import Fix, Place, Problem

LONGEST_SHOWN = 40
HELD_BACK = "so nothing of this is published"
"""Whoever wrote the key meant to hold something back."""


@dataclass(frozen=True)
class MessageText:
    """Makes the problems of one file."""

    file: str
    stops: tuple[tuple[str, str], ...]

    def unknown(self, key: Scalar, of: str, known: Iterable[str]) -> Problem:
        known = list(known)
        close = suggestions.word(key.text, known)
        hint = f"Did you mean `{close}`?" if close else f"Its keys are {listed(known)}."
        told = reading_problems.UNKNOWN_KEY.problem(
            self._at(key),
            f"`{shown(key)}` is no key of {of}.{suggestions.remark(key)}",
            hint,
            stops=self.stops,
        )
        return self._mendable(told, key, close)

    def tight(self, key: Scalar) -> Problem:
        """`{value:90%}`, where the blank is missing."""
        return reading_problems.UNKNOWN_KEY.problem(
            self._at(key),
            f"`{shown(key)}` is no key with a value: a colon needs a blank after it.",
            f"Put a blank behind it: `{shown(key).replace(':', ': ', 1)}`.",
            stops=self.stops,
        )

    def too_high(self, key: Scalar, holder: str) -> Problem:
        """A key beside the one that it belongs under."""
        return reading_problems.UNKNOWN_KEY.problem(
            self._at(key),
            f"`{shown(key)}` has lost its indent: it belongs under `{holder}`, not beside it.",
            f"Move it below `{holder}:` and indent it by two blanks, like what stands there.",
            stops=self.stops,
        )

    def too_low(self, key: Scalar, of: str) -> Problem:
        """A key within a mapping beside which it belongs."""
        return reading_problems.UNKNOWN_KEY.problem(
            self._at(key),
            f"`{shown(key)}` is indented too far: it is no key of {of}, but of what holds that.",
            f"Take its indent away, so that it stands beside {of}.",
            stops=self.stops,
        )

    def nothing(self, key: Scalar) -> Problem:
        """A key that may be left out, with nothing behind it."""
        if key.text == "publish_from":
            return reading_problems.NOTHING.problem(
                self._at(key),
                f"Nothing stands behind `{key.text}`, {HELD_BACK}.",
                "Write a day such as 2027-01-01, or delete the key.",
            )
        return reading_problems.NOTHING.problem(
            self._at(key),
            f"Nothing stands behind `{shown(key)}`, so it counts as if it weren't there.",
            "Write what it should say, or delete the key.",
        )

    def split(self, key: Scalar, of: str, before: tuple[str, Node] | None) -> Problem:
        """A comma within `{...}` ended a text or a number too early; `before` is the key that it is of."""
        message = f"`{shown(key)}` is no key of {of}; the comma before it ended what stands there."
        hint = "Put quotes around a text with a comma in it."
        name, held = before or ("", None)
        text = held.text if isinstance(held, Scalar) else ""
        if name == "in":
            hint = f"One place stands behind `in`: write a line for each, the next with `in: {shown(key)}`."
        elif text[-1:].isdigit() and re.match(r"\d", key.text):
            hint = f"Decimals have a point: `{text}.{shown(key)}`."
        return reading_problems.UNKNOWN_KEY.problem(self._at(key), message, hint, stops=self.stops)

    def missing(self, node: Node, of: str, slot: Slot) -> Problem:
        example = (
            f" Write it like `{slot.name}: {as_yaml(slot.example)}`." if slot.example is not None else ""
        )
        return reading_problems.MISSING_KEY.problem(
            self._at(node),
            f"`{slot.name}` is missing; {of} can't be without it.",
            f"{slot.info.description}{example}",
            stops=self.stops,
        )

    def empty(self, node: Node, name: str, expected: Expectation) -> Problem:
        whole = expected.is_whole_slot and expected.slot is not None
        optional = whole and expected.slot is not None and not expected.slot.info.is_required()
        hint = _example(name, expected)
        held = f", {HELD_BACK}" if name == "publish" else ""
        return reading_problems.KIND.problem(
            self._at(node),
            f"{called(name)} is empty{held}: {expected.words} was expected.",
            f"{hint} Or delete the key.".strip() if optional else hint,
            stops=self.stops,
        )

    def wrong(self, node: Node, name: str, expected: Expectation) -> Problem:
        if expected.choices:
            return self._no_choice(node, name, expected)
        remark = suggestions.remark(node, expected)
        message = f"{_stands(node, name)}: {expected.words} was expected.{remark}"
        within = name.partition(" of ")[2]
        hint = suggestions.hint(node, expected, within) or _example(name, expected)
        return reading_problems.KIND.problem(self._at(node), message, hint, stops=self.stops)

    def bad_key(self, key: Scalar, name: str, expected: Expectation) -> Problem:
        return reading_problems.KIND.problem(
            self._at(key),
            f"`{shown(key)}` in {called(name)}: {expected.words} was expected.{suggestions.remark(key)}",
            suggestions.hint(key, expected),
            stops=self.stops,
        )

    def _no_choice(self, node: Node, name: str, expected: Expectation) -> Problem:
        text = node.text if isinstance(node, Scalar) else ""
        close = suggestions.word(text, expected.choices)
        told = reading_problems.KIND.problem(
            self._at(node),
            f"{_stands(node, name)}: write {expected.words}.{suggestions.remark(node)}",
            f"Did you mean `{close}`?" if close else "",
            stops=self.stops,
        )
        return self._mendable(told, node, close)

    def _mendable(self, told: Problem, node: Node, close: str) -> Problem:
        """With its mend, where a word differs from the likely one by capitals or hyphens alone."""
        if not (isinstance(node, Scalar) and close) or node.quoted or slug(node.text) != slug(close):
            return told
        return replace(told, mends=(Fix(self._at(node), node.text, close),))

    def _at(self, node: Node) -> Place:
        return Place(self.file, *where(node))


def shown(node: Scalar) -> str:
    """A text as messages quote it: one line, not too long, without backticks."""
    text = " ".join(node.text.replace("`", "'").split())
    return text if len(text) <= LONGEST_SHOWN else f"{text[: LONGEST_SHOWN - 1]}…"


def listed(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def called(name: str) -> str:
    """`title`, or item 2 of `roles`, at the beginning of a sentence or within it."""
    return name if " of `" in name else f"`{name}`"


def as_yaml(value: object) -> str:
    """An example on one line, as one would type it."""
    if isinstance(value, dict):
        return f"{{{', '.join(f'{key}: {as_yaml(held)}' for key, held in value.items())}}}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(as_yaml(held) for held in value)}]"
    return value if isinstance(value, str) else json.dumps(value)


def _stands(node: Node, name: str) -> str:
    if isinstance(node, Sequence):
        return f"{called(name)} holds a list"
    if isinstance(node, Mapping):
        return f"{called(name)} holds a mapping"
    if " of `" in name:
        return f"`{shown(node)}` ({name})"
    return f"`{name}: {shown(node)}`"


def _example(name: str, expected: Expectation) -> str:
    slot = expected.slot
    if slot is None or slot.example is None:
        return ""
    if not expected.is_whole_slot:
        return f"For example `{slot.name}: {as_yaml(slot.example)}`."
    return f"Write it like `{name}: {as_yaml(slot.example)}`."
