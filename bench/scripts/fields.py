"""Every place of a file where a text can stand, found from the models that the files are read with."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel, StringConstraints, TypeAdapter, ValidationError
from pydantic.fields import FieldInfo

Path = tuple[str, ...]
Says = Callable[[Path], str]
"""The text for a place: each can be told from the others."""

KEY = "its key"
NAME = "a"
"""Of what a mapping holds by a name of the editor's own, such as a source."""


def filled(model: type[BaseModel], says: Says, given: Mapping[str, Any]) -> Iterator[tuple[Path, dict]]:
    """Documents of a kind of file, each with a text in one more place than it needs.

    Whatever else it needs comes from `given`, by the names of keys, or from the examples of the fields.
    """
    whole = _example(model, given)
    for name, field in model.model_fields.items():
        key = field.alias or name
        for path, held in _within(_annotation(field), (key,), says, given):
            yield path, whole | {key: held}


def _within(kind: Any, path: Path, says: Says, given: Mapping[str, Any]) -> Iterator[tuple[Path, Any]]:
    """Values of a type, each with a text in one place."""
    origin, inner = get_origin(kind), get_args(kind)
    if origin is Annotated and get_origin(inner[0]) is not None:
        yield from _within(inner[0], path, says, given)
    elif origin in (Union, UnionType):
        yield from _of_any(inner, path, says, given)
    elif isinstance(kind, type) and issubclass(kind, BaseModel):
        for at, held in filled(kind, lambda at: says((*path, *at)), given):
            yield (*path, *at), held
    elif origin is dict:
        yield (*path, KEY), {says((*path, KEY)): _any(inner[1], given)}
        name = "en" if "[a-z]{2}" in str(inner[0]) else NAME
        for at, held in _within(inner[1], (*path, name), says, given):
            yield at, {name: held}
    elif origin is tuple:
        for at, held in _within(inner[0], (*path, "0"), says, given):
            yield at, [held]
    elif kind is not type(None):
        yield path, _fitting(kind, says(path))


def _of_any(kinds: Any, path: Path, says: Says, given: Mapping[str, Any]) -> Iterator[tuple[Path, Any]]:
    """Values of each of some types, a place once."""
    told: set[Path] = set()
    for kind in kinds:
        for at, held in _within(kind, path, says, given):
            if at not in told:
                told.add(at)
                yield at, held


def _fitting(kind: Any, text: str) -> str:
    """The text as the type takes it; as it is where no form of it is taken, for what is said of that."""
    for form in (text, f"https://example.org/{text}"):
        try:
            TypeAdapter(kind).validate_python(form)
        except ValidationError:
            continue
        return form
    return text


def _annotation(field: FieldInfo) -> Any:
    """The type of a field with the patterns that are written beside it."""
    kinds = (field.annotation, *get_args(field.annotation))
    patterns = [each.pattern for each in field.metadata if getattr(each, "pattern", None)]
    if str not in kinds or not patterns:
        return field.annotation
    return Annotated[str, *(StringConstraints(pattern=each) for each in patterns)]


def _example(model: type[BaseModel], given: Mapping[str, Any]) -> dict[str, Any]:
    """The least that a document of that kind says."""
    return {
        field.alias or name: given[name] if name in given else _one(field, given)
        for name, field in model.model_fields.items()
        if field.is_required()
    }


def _one(field: FieldInfo, given: Mapping[str, Any]) -> Any:
    return field.examples[0] if field.examples else _any(field.annotation, given)


def _any(kind: Any, given: Mapping[str, Any]) -> Any:
    """Some value of a type."""
    origin, inner = get_origin(kind), get_args(kind)
    if origin is Literal:
        return inner[0]
    if origin in (Union, UnionType):
        return _any(inner[0], given)
    if origin is Annotated:
        return _any(inner[0], given)
    if origin is dict:
        return {NAME: _any(inner[1], given)}
    if origin is tuple:
        return [_any(inner[0], given)]
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return _example(kind, given)
    return "text"
