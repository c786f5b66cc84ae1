"""What problems themselves know how to mend, as changed files."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from generator.edit.saving import Draft, NotSaved
from generator.edit.textfile import Splice, TextFile
from generator.problem import Mend, Problem


def mended(folder: Path, problems: Iterable[Problem]) -> tuple[Draft, ...]:
    """The files as they would be with every mend made, in reading order.

    A mend whose text isn't where it says, or that another one overlaps, is passed over; so is a file
    that can't be changed without touching more than that.
    """
    by_file: dict[str, list[Mend]] = {}
    for problem in problems:
        for mend in problem.mends:
            by_file.setdefault(mend.place.file, []).append(mend)
    drafts = []
    for name, mends in sorted(by_file.items()):
        try:
            file = TextFile.read(folder, name)
            draft = file.with_splices(_apart(_splice(file, mend) for mend in mends))
        except NotSaved:
            continue
        if draft.before is not None and draft.before != draft.after:
            drafts.append(draft)
    return tuple(drafts)


def _splice(file: TextFile, mend: Mend) -> Splice | None:
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
