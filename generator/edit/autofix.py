"""What problems themselves know how to mend, as changed files."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from generator.edit.safe_writing import Draft, NotSaved
from generator.edit.textfile import Splice, TextFile
from generator.problem import Fix, Problem


@dataclass
class FixedFiles:
    """What can be mended at once."""

    drafts: list[Draft] = field(default_factory=list)
    """The files as they would be, in reading order."""

    mends: dict[str, list[Fix]] = field(default_factory=dict)
    """By file: what is mended in it."""

    refused: dict[str, str] = field(default_factory=dict)
    """Files that can't be changed without touching more than that, and why."""


def mended(folder: Path, problems: Iterable[Problem], left: Collection[Fix] = ()) -> FixedFiles:
    """The files as they would be with every mend made but those that are `left`.

    A mend whose text isn't where it says, or that another one overlaps, is passed over.
    """
    those = FixedFiles()
    for problem in problems:
        for mend in problem.mends:
            if mend not in left:
                those.mends.setdefault(mend.place.file, []).append(mend)
    for name, mends in sorted(those.mends.items()):
        try:
            file = TextFile.read(folder, name)
            draft = file.with_splices(_apart(_splice(file, mend) for mend in mends))
        except NotSaved as reason:
            those.refused[name] = str(reason)
            continue
        if draft.before is not None and draft.before != draft.after:
            those.drafts.append(draft)
    return those


def _splice(file: TextFile, mend: Fix) -> Splice | None:
    lines = file.lines
    if mend.place.line > len(lines):
        return None
    start = file.offset(mend.place.line, mend.place.column)
    end = start + len(mend.old)
    return Splice(start, end, mend.new) if file.text[start:end] == mend.old else None


def _apart(splices: Iterable[Splice | None]) -> list[Splice]:
    kept: list[Splice] = []
    for splice in sorted({one for one in splices if one}, key=lambda one: (one.start, one.end)):
        if not kept or kept[-1].end <= splice.start:
            kept.append(splice)
    return kept
