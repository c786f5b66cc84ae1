"""What a version publishes and a later one holds back: how much it is, never what.

Everything is counted by where it stands, never by what is written there, so that no hidden number, day or
name follows from a count.
"""

from __future__ import annotations

from generator.disclosure import embargoes
from generator.model import embargo
from generator.model.handbook_data import HandbookData
from generator.model.version_changes import HeldBack

LINE = ["file", "line"]


def held_back(own: HandbookData, alike: HandbookData, later: HandbookData) -> HeldBack:
    """How much of `own` the later version holds back; `alike` is `own` without it (`stricter.alike`)."""
    published = embargoes.published(own)
    gone = published.standards.keys() & embargo.standards(alike)
    lost = published.observations.join(alike.observations, on=LINE, how="anti")
    return HeldBack(
        standards=len(gone),
        targets=_targets(own, later),
        files=sum(1 for _, rows in lost.group_by("file") if not gone.issuperset(rows["standard"])),
    )


def _targets(own: HandbookData, later: HandbookData) -> int:
    """How many targets fewer are shown, as far as as many more are held back."""
    before, after = embargo.targets(own), embargo.targets(later)
    closed = embargo.standards(own) | embargo.standards(later)
    count = 0
    for name, places in after.items():
        if name in own.standards and name not in closed:
            more = len(places) - len(before.get(name, ()))
            shown = len(own.standards[name].targets) - len(before.get(name, ()))
            fewer = shown - (len(later.standards[name].targets) - len(places))
            count += max(0, min(more, fewer))
    return count
