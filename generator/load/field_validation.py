"""Whether a value is one that a key takes, which is for pydantic to say."""

from __future__ import annotations

from functools import cache
from typing import Annotated, Any, get_args, get_origin

from pydantic import TypeAdapter, ValidationError

from generator.load import yaml_scalars
from generator.model import field_descriptions
from generator.model.field_descriptions import Slot


def fits(value: object, option: Any, slot: Slot | None = None) -> bool:
    try:
        _adapter(option, tuple(slot.info.metadata) if slot else ()).validate_python(value, strict=True)
    except ValidationError:
        return False
    return True


def items_fit(items: list[str], annotation: Any) -> bool:
    """Whether plain words are a list that may stand there."""
    lists = (option for option in field_descriptions.branches(annotation) if get_origin(option) is tuple)
    kinds = get_args(next(lists, None))
    endless = bool(kinds) and kinds[-1] is Ellipsis
    if not (items and kinds and (endless or len(kinds) == len(items))):
        return False
    each = [kinds[0]] * len(items) if endless else kinds
    return all(_item_fits(item, kind) for item, kind in zip(items, each, strict=True))


def _item_fits(item: str, kind: Any) -> bool:
    value = yaml_scalars.plain(item) if item else None
    return any(fits(value, option) for option in field_descriptions.branches(kind))


@cache
def _adapter(option: Any, metadata: tuple[object, ...]) -> TypeAdapter[Any]:
    limits = tuple(
        each for each in metadata if hasattr(each, "ge") or hasattr(each, "le") or hasattr(each, "pattern")
    )
    return TypeAdapter(Annotated[(option, *limits)] if limits else option)
