"""Keys that lost their indent: they stand beside the key that they belong to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, get_origin

from generator.load import field_validation, suggestions
from generator.load.yaml_document import Mapping, Node, Scalar, Sequence
from generator.model import field_descriptions
from generator.model.field_descriptions import Slot
from generator.model.inputs import Editable


def holders(node: Mapping, slots: dict[str, Slot]) -> dict[str, str]:
    """Of the keys of `node` that it can't have: the key beside them that each belongs under."""
    found: dict[str, str] = {}
    before = ""
    for name, (_, held) in node.entries.items():
        if name in slots:
            before = name
        elif holder := _holder(name, held, before, node, slots):
            found[name] = holder
    return found


def _holder(name: str, held: Node, before: str, node: Mapping, slots: dict[str, Slot]) -> str:
    """The key right above comes first; another one only if it lacks this key."""
    if isinstance(held, Scalar) and _abbreviated(name, held, node, slots):
        return ""
    for other in dict.fromkeys((before, *slots)):
        if other not in node.entries:
            continue
        below = node.entries[other][1]
        if any(
            name in field_descriptions.slots(model) for model in _models(slots[other].annotation)
        ) and not _has(below, name):
            return other
    if not before or suggestions.word(name, slots):
        return ""
    return before if _takes_any(slots[before], node.entries[before][1], held) else ""


def _abbreviated(name: str, held: Scalar, node: Mapping, slots: dict[str, Slot]) -> bool:
    """Whether it is the beginning of a key that isn't there yet and may hold this: `repo` of `repository`."""
    return any(
        field_validation.fits(held.text, option, slot)
        for other, slot in slots.items()
        if other not in node.entries and other.startswith(name)
        for option in field_descriptions.branches(slot.annotation)
    )


def _takes_any(slot: Slot, below: Node, held: Node) -> bool:
    """Whether keys of the editor's own stand under it, and look like what stands here."""
    if not any(get_origin(option) is dict for option in field_descriptions.branches(slot.annotation)):
        return False
    if field_descriptions.models(slot.annotation) or not field_descriptions.models(
        field_descriptions.held(slot.annotation)
    ):
        return isinstance(below, Scalar) and below.written is None
    return isinstance(held, Mapping) and isinstance(below, Mapping | Scalar)


def _has(node: Node, name: str) -> bool:
    if isinstance(node, Mapping):
        return name in node.entries or (
            bool(node.entries) and all(_has(held, name) for _, held in node.entries.values())
        )
    return isinstance(node, Sequence) and bool(node.items) and all(_has(item, name) for item in node.items)


def _models(annotation: Any) -> Iterator[type[Editable]]:
    """The models of what may stand there, or in what may stand there."""
    yield from field_descriptions.models(annotation)
    if (inner := field_descriptions.held(annotation)) is not None:
        yield from field_descriptions.models(inner)
