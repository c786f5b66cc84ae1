"""Texts that a language of the handbook still lacks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import UnionType
from typing import Any, TypeAlias, Union, get_args, get_origin

from pydantic import BaseModel

from generator.model.inputs import HandbookSource, Text

_TEXT = next(part for part in get_args(Text) if part is not str)
"""What tells a text for readers from a code: it may be written in several languages."""

PROPER = ("name", "city")
Way: TypeAlias = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Untranslated:
    """The texts of one thing that one language lacks."""

    language: str
    kind: str
    name: str
    fields: tuple[str, ...]
    """Ways to the texts, as an editor would name them: `measure.counts`."""


def untranslated(written: HandbookSource) -> tuple[Untranslated, ...]:
    """By language, then by thing, in the order of the handbook. Texts in the first language need none."""
    languages = written.settings.languages
    found = []
    for language in languages[1:]:
        for kind, name, thing in _things(written):
            lacking = tuple(
                ".".join(map(str, path))
                for path, text in texts(thing)
                if not _has(text, language) and not _proper(kind, path, text)
            )
            if lacking:
                found.append(Untranslated(language, kind, name, lacking))
    return tuple(found)


def _has(text: Text, language: str) -> bool:
    return isinstance(text, dict) and bool(text.get(language))


def _proper(kind: str, path: Way, text: Text) -> bool:
    """A name that stays as it is in every language, unless its editor has begun to translate it."""
    return isinstance(text, str) and (
        (kind == "clinic" and path[0] in PROPER) or path[0] in ("references", "sources")
    )


def _things(written: HandbookSource) -> Iterator[tuple[str, str, BaseModel]]:
    yield "handbook", "handbook", written.settings
    families: Sequence[tuple[str, Mapping[str, BaseModel]]] = (
        ("country", written.countries),
        ("clinic", written.clinics),
        ("role", written.roles),
        ("standard", written.standards),
        ("national", written.national),
    )
    for kind, things in families:
        for name, thing in things.items():
            yield kind, name, thing


def texts(thing: BaseModel, path: Way = ()) -> Iterator[tuple[Way, Text]]:
    """Every text for readers in a model, with the way to it."""
    for name, field in type(thing).model_fields.items():
        here = (*path, field.alias or name)
        yield from _within(getattr(thing, name), field.annotation, here)


def _within(value: Any, annotation: Any, path: Way) -> Iterator[tuple[Way, Text]]:
    if value is None:
        return
    if isinstance(value, BaseModel):
        yield from texts(value, path)
    elif _is_text(annotation) and isinstance(value, str | dict):
        yield path, value
    elif isinstance(value, dict):
        for key, part in value.items():
            yield from _within(part, get_args(_of(annotation, dict))[1], (*path, key))
    elif isinstance(value, tuple):
        parts = get_args(_of(annotation, tuple))
        for nth, part in enumerate(value):
            yield from _within(part, parts[0], (*path, nth))


def _is_text(annotation: Any) -> bool:
    return _TEXT in _choices(annotation)


def _of(annotation: Any, container: type) -> Any:
    """The choice of a union that is such a container of something."""
    return next(choice for choice in _choices(annotation) if get_origin(choice) is container)


def _choices(annotation: Any) -> tuple[Any, ...]:
    if get_origin(annotation) in (Union, UnionType):
        return tuple(choice for part in get_args(annotation) for choice in _choices(part))
    return (annotation,)
