"""What of a file fits although something in it doesn't: rules look at it, and nothing is published of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.problem import Place, Problem

if TYPE_CHECKING:
    from generator.model.file_places import Path, Spot
    from generator.model.inputs import Editable, HandbookSource

RESTS_ON = {"measure": ("targets", "close_within", "judge_from")}
"""Keys of a file that mean something else where another one isn't what was meant."""


@dataclass(frozen=True, slots=True)
class PartialFiles:
    """One file's thing, made of what fits."""

    model: Editable
    doubtful: frozenset[str]
    """Keys at its top in which something doesn't fit, or that are missing: nothing follows from them."""

    meant: Mapping[tuple[int, int], str]
    """Line and column of misspelt keys, and what they were read as."""

    def with_meant(self, spots: Mapping[Path, Spot]) -> dict[Path, Spot]:
        """The spots of the file, with those of misspelt keys under what was meant as well."""
        both = dict(spots)
        for above, spot in spots.items():
            if (likely := self.meant.get(spot.key)) and isinstance(above[-1], str):
                length = len(above)
                both |= {
                    (*above[:-1], likely, *path[length:]): held
                    for path, held in spots.items()
                    if path[:length] == above
                }
        return both

    def is_sure(self, place: Place, spots: Mapping[Path, Spot]) -> bool:
        """Whether what is said of a place of its file doesn't rest on what is doubtful."""
        tops = sorted((spot.key[0], str(path[0])) for path, spot in spots.items() if len(path) == 1)
        key = next((name for line, name in reversed(tops) if line <= place.line), "")
        unsure = {*self.doubtful, *(each for name in self.doubtful for each in RESTS_ON.get(name, ()))}
        return key not in unsure and not (unsure - {name for _, name in tops} and place.line == 1)


def hidden(written: HandbookSource, problem: Problem) -> bool:
    """Whether a problem that is found in what fits is one that the file has anyway."""
    for thing, partly in written.partly.items():
        if written.places.files[thing] == problem.place.file:
            return partly.is_sure(problem.place, written.places.spots.get(thing, {}))
    return False
