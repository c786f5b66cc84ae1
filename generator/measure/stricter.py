"""Several versions of a handbook under one privacy rule: the strictest that any of them has.

The rule for whatever compares versions. A number is told only where every version would publish it:

1. A standard that one version keeps as sensitive is sensitive in all, and the largest `hide_below`
   holds in all. So an old value that was in the open, and is hidden today, isn't told as "was 5".
2. What a later version holds back until a day is taken out of the earlier ones.
3. Sums are then withheld as ever where one of their values is hidden; so no sum that is compared has a
   hidden value in it, and nothing follows from the difference of two.

What compares adds the last part: no number of a value that the later version withdrew, and of no sum
that held one (`review.alignment`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from generator.measure import privacy
from generator.model.written import Written

CELL = ["clinic", "standard", "period"]


def alike(reads: Sequence[Written]) -> tuple[Written, ...]:
    """The same versions, oldest first, under the strictest rule of them all. Before anything is left out."""
    below = max(read.settings.privacy.hide_below for read in reads)
    versions, before = tuple(reads), None
    while before != (secret := _sensitive(versions := tuple(map(privacy.with_parts, versions)))):
        versions, before = tuple(_secret(read, secret) for read in versions), secret
    versions = tuple(_hiding(read, below) for read in versions)
    return tuple(_held_back(read, versions[at + 1 :]) for at, read in enumerate(versions))


def same_rule(one: Written, other: Written) -> bool:
    """Whether both hide by the same rule."""
    return one.settings.privacy == other.settings.privacy and _sensitive([one]) == _sensitive([other])


def _sensitive(reads: Sequence[Written]) -> frozenset[str]:
    return frozenset(
        name for read in reads for name, it in read.standards.items() if it.privacy == "sensitive"
    )


def _secret(read: Written, names: frozenset[str]) -> Written:
    standards = {
        name: it.model_copy(update={"privacy": "sensitive"}) if name in names else it
        for name, it in read.standards.items()
    }
    return replace(read, standards=standards)


def _hiding(read: Written, below: int) -> Written:
    rule = read.settings.privacy.model_copy(update={"hide_below": below})
    return replace(read, settings=read.settings.model_copy(update={"privacy": rule}))


def _held_back(read: Written, later: Sequence[Written]) -> Written:
    """Without the values that a later version holds back."""
    observations = read.observations
    for version in later:
        if version.withheld is not None and not version.withheld.is_empty():
            observations = observations.join(version.withheld.select(CELL), on=CELL, how="anti")
    embargoed = {file: day for version in (*later, read) for file, day in version.embargoed.items()}
    return replace(read, observations=observations, embargoed=embargoed)
