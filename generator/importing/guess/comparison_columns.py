"""Columns that say what values are compared with, such as targets and averages: no values themselves."""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.importing.guess.column_kinds import Column
from generator.importing.guess.count_pairs import MET, NOT_MET
from generator.importing.guess.label_columns import spaced

_NAMED = re.compile(
    r"\btargets?\b|\bgoals?\b|threshold|benchmark|trajectory|\bplan\b|baseline|last year|previous|\bprior\b"
    r"|objetivo|\bmeta\b|a[ñn]o anterior|objectif|\bcible\b|ann[ée]e pr[ée]c[ée]dente|\bziel\w*|\bsoll\w*"
    r"|vorjahr",
    re.I,
)
_AVERAGE = re.compile(
    r"(?:network|national|overall|peers?|group|regional|all|country)?[ :]*"
    r"(?:average|avg\.?|mean|durchschnitt|mittelwert|moyenne|promedio|media)"
    r"(?: (?:of|for) (?:all|the) .*| (?:all|overall))?",
    re.I,
)
FEW = 3
"""So many rows have to say the same before that is a sign of a target."""


def compared(numbers: Sequence[Column]) -> list[Column]:
    """Those of these columns that are targets, averages and the like; none where nothing else is left."""
    found = [each for each in numbers if _is_compared(each, numbers)]
    return (
        found if any(each.kind == one.kind for each in numbers if each not in found for one in found) else []
    )


def _is_compared(each: Column, numbers: Sequence[Column]) -> bool:
    name = spaced(each.name)
    if _AVERAGE.fullmatch(name) or (
        _NAMED.search(name) and not MET.search(name) and not NOT_MET.search(name)
    ):
        return True
    others = [one for one in numbers if one is not each and one.kind == "percent" and len(one.distinct) > 1]
    filled = sum(map(bool, each.cells))
    return each.kind == "percent" and len(each.distinct) == 1 and filled >= FEW and bool(others)
