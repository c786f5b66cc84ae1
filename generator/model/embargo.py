"""What isn't published yet, or not at all: by the keys `publish_from` and `publish`.

An embargo that can't be read has no end, because whoever wrote it meant to hold something back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from generator.model.file_places import Path
from generator.model.handbook_day import day_in
from generator.model.inputs import Clinic, DatedChange, HandbookSource, Standard, Target

FOREVER = date.max
"""The day on which an embargo ends that can't be read."""

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_ALIKE = re.compile(
    r"publ|pubis|pubil|pulbi|pbuli|plubi|embarg|releas|withh|hold|hidden|hide|reveal|visib|secret|confid"
    r"|until|available_from|show_from|not_before|go_?live|difus|divulg|diffus|jusqu|hasta"
)


def end(said: str | None) -> date | None:
    """The day on which an embargo ends; FOREVER where what stands there is no day, None without one."""
    return None if said is None else day(said) or FOREVER


def day(said: str) -> date | None:
    """The day that is written; None where it is none."""
    try:
        return date.fromisoformat(said) if _DAY.fullmatch(said) else None
    except ValueError:
        return None


@lru_cache(maxsize=4096)
def looks_like_one(key: str) -> bool:
    """Whether a key that nobody knows may have been meant to hold something back."""
    return _ALIKE.search(key.lower().replace("-", "_").replace(" ", "_")) is not None


@dataclass(frozen=True)
class Days:
    """Which day it is at each clinic. What concerns all of them waits for the last one."""

    clinics: Mapping[str, date]
    everywhere: date

    @classmethod
    def of(cls, clinics: Mapping[str, Clinic], as_of: date) -> Days:
        days = {name: day_in(clinic.time_zone, as_of) for name, clinic in clinics.items()}
        return cls(days, min(days.values(), default=as_of))

    def at(self, clinic: str | None) -> date:
        return self.clinics.get(clinic or "", self.everywhere)


def of_change(dated: DatedChange) -> date | None:
    """The day on which the embargo of a change ends; None without one."""
    ends = end(dated.change.publish_from)
    return FOREVER if ends is None and "publish_from" in dated.keys else ends


def standards(written: HandbookSource) -> frozenset[str]:
    """Standards that are kept back, and what adds them up: the sum would tell what they are."""
    today = Days.of(written.clinics, written.as_of).everywhere
    found = {name for name, it in written.standards.items() if _is_kept(it, _spots(written, name), today)}
    while True:
        sums = {name for name, it in written.standards.items() if not found.isdisjoint(it.measure.adds_up)}
        if sums <= found:
            return frozenset(found)
        found |= sums


def targets(written: HandbookSource) -> dict[str, tuple[int, ...]]:
    """By standard: which of its targets, counted from 0, are kept back."""
    today = Days.of(written.clinics, written.as_of).everywhere
    found = {name: tuple(_later(it, _spots(written, name), today)) for name, it in written.standards.items()}
    return {name: places for name, places in found.items() if places}


def unclear(written: HandbookSource) -> frozenset[str]:
    """Standards whose files can't be read, so that nobody knows whether they are kept back."""
    kinds = (name for kind, name in written.places.files if kind == "standard")
    return frozenset(name for name in kinds if name not in written.standards)


def _is_kept(standard: Standard, spots: Mapping[Path, object], today: date) -> bool:
    if standard.publish == "no" or (standard.publish_from is None and ("publish_from",) in spots):
        return True
    ends = end(standard.publish_from)
    return ends is not None and ends > today


def _later(standard: Standard, spots: Mapping[Path, object], today: date) -> Iterator[int]:
    for at, target in enumerate(standard.targets):
        if isinstance(target, Target):
            ends = end(target.publish_from)
            empty = ends is None and ("targets", at, "publish_from") in spots
            if empty or (ends is not None and ends > today):
                yield at


def _spots(written: HandbookSource, name: str) -> Mapping[Path, object]:
    return written.places.spots.get(("standard", name), {})
