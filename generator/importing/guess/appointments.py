"""Tables in which each row is one appointment: nothing in them is a number yet, rows are to be counted."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from generator.importing.guess.column_kinds import Column, grain

_STATUS = re.compile(
    r"status|outcome|attend|result|dna\b|no.?show|estado|asist|resultado|statut|pr[ée]sen|r[ée]sultat", re.I
)
_YES = re.compile(
    r"attended|\battend\b|seen|complet|show(?:ed|n)?\b|arriv|kept|fulfil|checked|asisti|atendid|acudi|realizad"
    r"|venu|honor|pr[ée]sent",
    re.I,
)
_FLAG = re.compile(r"yes|y|true|s[ií]|oui|attended|x|✓", re.I)
"""Under a heading such as `Attended?`."""

_NO = re.compile(r"\bnot?\b|\bno.|did|dna|miss|absent|fail|never|non\b|ausen|excus", re.I)
_OUT = re.compile(
    r"cancel|anul|annul|resched|book|schedul|plan|pend|future|postpon|moved|reprog|report[ée]", re.I
)
_CODE = re.compile(
    r"\bid\b|_id$|\b(?:booking|appointment|reference|ref|case|visit|patient|record|folio|cita|rdv)"
    r"[\s_-]*(?:id|no\.?|nr\.?|number|num|code|key|#)?$|\bno\.?$|\bnr\.?$",
    re.I,
)
MOST = 15
"""A status is one of few."""


@dataclass(frozen=True)
class Appointments:
    """How to count rows."""

    status: Column
    counts: Counter[str]
    met: tuple[str, ...]
    of: tuple[str, ...]

    @property
    def neither(self) -> tuple[str, ...]:
        """What no field counts."""
        return tuple(said for said in self.counts if said not in self.of)


def appointments(
    texts: Sequence[Column], key: Sequence[Column], numbers: Sequence[Column], codes: Sequence[Column]
) -> Appointments | None:
    """The status by which rows are counted, where each row is one appointment.

    Each is where each has a number of its own, where nothing in it is counted yet, or where a clinic has
    several rows of one status on one day.
    """
    if not any(grain(each) in {"day", "month"} for each in key):
        return None
    rows = list(zip(*(each.cells for each in key), strict=True))
    own = any(_CODE.search(each.name) and len(each.distinct) == len(rows) for each in codes)
    for status in texts:
        named = _STATUS.search(status.name)
        if not named and not any(map(_YES.search, status.distinct)):
            continue
        few = 2 <= len(status.distinct) <= MOST and len(status.distinct) * 2 <= len(rows)
        told_apart = {(*row, said) for row, said in zip(rows, status.cells, strict=True)}
        several = not numbers or len(told_apart) < len(rows)
        if status in key or not few or not (own or several):
            continue
        counts = Counter(cell for cell in status.cells if cell)
        out = [said for said in counts if _OUT.search(said)]
        yes = [said for said in counts if _YES.search(said) or (named and _FLAG.fullmatch(said))]
        met = tuple(said for said in yes if not _NO.search(said) and said not in out)
        if met:
            return Appointments(status, counts, met, tuple(said for said in counts if said not in out))
    return None
