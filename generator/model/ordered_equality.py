"""Equality that sees order: stages that change places are other stages, though the dicts are equal."""

from __future__ import annotations

from collections.abc import Mapping
from operator import is_

from pydantic import BaseModel


def same_in_order(one: object, other: object) -> bool:
    """Whether two values are equal, with the keys of every mapping in them in the same order.

    What is the very same object isn't looked into, so comparing what was remembered costs little.
    """
    if one is other:
        return True
    if type(one) is not type(other):
        return False
    if isinstance(one, BaseModel) and isinstance(other, BaseModel):
        return same_in_order(one.__dict__, other.__dict__)
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        return list(one) == list(other) and _each(tuple(one.values()), tuple(other.values()))
    if isinstance(one, tuple | list) and isinstance(other, tuple | list):
        return _each(one, other)
    return bool(one == other)


def _each(one: tuple[object, ...] | list[object], other: tuple[object, ...] | list[object]) -> bool:
    return len(one) == len(other) and (all(map(is_, one, other)) or all(map(same_in_order, one, other)))
