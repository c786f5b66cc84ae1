"""The fields of what editors write, and what each expects, in words.

Messages about a value that doesn't fit and the reference page both speak from here.
"""

from __future__ import annotations

import types
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from pydantic import StrictBool, StrictInt
from pydantic.fields import FieldInfo

from generator.model import inputs
from generator.model.inputs import Editable

_NONE = type(None)


@dataclass(frozen=True)
class Slot:
    """A key of a mapping, and what may stand behind it."""

    name: str
    annotation: Any
    info: FieldInfo

    @property
    def example(self) -> Any:
        return self.info.examples[0] if self.info.examples else None

    @property
    def expected(self) -> str:
        """What may stand there, in words."""
        return expected(self.annotation, self.info)

    @property
    def needs_items(self) -> bool:
        """Whether an empty list or mapping is not enough."""
        return any(getattr(limit, "min_length", 0) for limit in self.info.metadata)


@cache
def slots(model: type[Editable]) -> dict[str, Slot]:
    """The keys that `model` takes, by the name that editors write."""
    hints = get_type_hints(model, include_extras=True)
    return {
        info.alias or attribute: Slot(info.alias or attribute, hints[attribute], info)
        for attribute, info in model.model_fields.items()
    }


@dataclass(frozen=True)
class Expectation:
    """What may stand at some place in a document, and the key that it belongs to."""

    annotation: Any
    slot: Slot | None

    @property
    def is_whole_slot(self) -> bool:
        """Whether all of a key's value is meant, not an item of it."""
        return self.slot is not None and self.slot.annotation is self.annotation

    @property
    def words(self) -> str:
        return expected(self.annotation, self.slot.info if self.slot and self.is_whole_slot else None)

    @property
    def choices(self) -> tuple[str, ...]:
        """The words to choose from, where there is such a list and nothing else fits."""
        options = branches(self.annotation)
        if all(get_origin(option) is Literal for option in options):
            return tuple(str(word) for option in options for word in get_args(option))
        return ()


def models(annotation: Any) -> tuple[type[Editable], ...]:
    """The models among what may stand there."""
    return tuple(option for option in branches(annotation) if _is_model(option))


@cache
def branches(annotation: Any) -> tuple[Any, ...]:
    """The alternatives of a union, less None."""
    if get_origin(annotation) in (Union, types.UnionType):
        return tuple(option for option in get_args(annotation) if option is not _NONE)
    return (annotation,)


def held(annotation: Any) -> Any:
    """What an item of a list, or a value of a mapping with keys of one's own, is expected to be."""
    for option in branches(annotation):
        if get_origin(option) is dict:
            return get_args(option)[1]
        if get_origin(option) is tuple:
            return get_args(option)[0]
    return None


def expected(annotation: Any, info: FieldInfo | None = None) -> str:
    """What may stand there, as it reads after 'expected was'."""
    options = list(branches(annotation))
    words: list[str] = []
    if all(option in options for option in branches(inputs.Scalar)):
        words.append("a quantity such as `90%`, `12 min` or `4.6`")
        options = [option for option in options if option not in branches(inputs.Scalar)]
    if all(option in options for option in branches(inputs.Text)):
        words.append("a text, or the same text by language such as `{en: ..., es: ...}`")
        options = [option for option in options if option not in branches(inputs.Text)]
    words += [_one(option, info) for option in options]
    return " or ".join(dict.fromkeys(words))


def _one(option: Any, info: FieldInfo | None) -> str:
    for known, words in _NAMED.items():
        if option == known:
            return words
    if option == StrictInt or option is int:
        return f"a whole number{_bounds(info)}"
    if option is str:
        return _text(info)
    if _is_model(option):
        return f"a mapping with {_listed(slots(option))}"
    origin, args = get_origin(option), get_args(option)
    if origin is Literal:
        return _either([f"`{word}`" for word in args])
    if origin is tuple:
        return "a list such as `[..., ...]`" if args[-1] is Ellipsis else "a list of two numbers"
    if origin is dict:
        return "a mapping such as `{...: ..., ...: ...}`"
    raise TypeError(f"No words for {option}.")  # a new type in model.written needs some here


_NAMED = {
    inputs.Id: "an id of lower-case letters, digits and hyphens",
    inputs.Language: "the two letters of a language",
    inputs.Currency: "the three capitals of a currency",
    StrictBool: "`true` or `false`",
    float: "a number",
}


def _text(info: FieldInfo | None) -> str:
    for constraint in info.metadata if info else ():
        if "http" in str(getattr(constraint, "pattern", "")):
            return "an address that begins with `https://`"
    return "a text"


def _bounds(info: FieldInfo | None) -> str:
    low = high = None
    for constraint in info.metadata if info else ():
        low = getattr(constraint, "ge", low)
        high = getattr(constraint, "le", high)
    if low is not None and high is not None:
        return f" from {low} to {high}"
    return "" if low is None else f" of at least {low}"


def _listed(names: Any) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _either(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"


def _is_model(option: Any) -> bool:
    return isinstance(option, type) and issubclass(option, Editable)
