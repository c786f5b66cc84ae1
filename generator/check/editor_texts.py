"""Every text that editors write, with its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from pydantic import BaseModel

from generator.model import field_descriptions
from generator.model.file_places import At, Path
from generator.model.inputs import Editable, HandbookSource, Text

MARKED = frozenset({"guidance", "normal", "why", "summary", "promise", "references"})
"""Keys whose texts may hold links."""


def texts(written: HandbookSource) -> Iterator[tuple[At, Text]]:
    """Each text, in one language or in several."""
    for kind, name, model in _things(written):
        for path, text in _texts(model, ()):
            yield At(kind, name, path), text


def by_language(at: At, text: Text) -> Iterator[tuple[At, str]]:
    """The text in each of its languages, each with its own place."""
    if isinstance(text, str):
        yield at, text
    else:
        for language, each in text.items():
            yield At(at.kind, at.name, (*at.path, language)), each


def may_hold_links(at: At) -> bool:
    return not MARKED.isdisjoint(map(str, at.path))


def _things(written: HandbookSource) -> Iterator[tuple[str, str, BaseModel]]:
    """Kind, id and model of all that has texts."""
    yield "handbook", "handbook", written.settings
    families: tuple[tuple[str, Mapping[str, BaseModel]], ...] = (
        ("country", written.countries),
        ("clinic", written.clinics),
        ("role", written.roles),
        ("standard", written.standards),
        ("national", written.national),
    )
    for kind, models in families:
        for name, model in models.items():
            yield kind, name, model


def _texts(value: object, path: Path, annotation: object = None) -> Iterator[tuple[Path, Text]]:
    """The way to each text below `value`, and the text."""
    if isinstance(value, Editable):
        for attribute, slot in zip(
            type(value).model_fields, field_descriptions.slots(type(value)).values(), strict=True
        ):
            held = getattr(value, attribute)
            if isinstance(held, str | dict | tuple | BaseModel):
                yield from _texts(held, (*path, slot.name), slot.annotation)
    elif is_text(annotation) and isinstance(value, str | dict):
        yield path, value
    elif isinstance(value, dict):
        for key, held in value.items():
            yield from _texts(held, (*path, key), field_descriptions.held(annotation))
    elif isinstance(value, tuple):
        for i, held in enumerate(value):
            yield from _texts(held, (*path, i), field_descriptions.held(annotation))


@cache
def is_text(annotation: object) -> bool:
    return all(
        option in field_descriptions.branches(annotation) for option in field_descriptions.branches(Text)
    )
