"""One slip, one finding: what follows from the same cause is told once, at the cause's place.

A rule says of each finding what would explain it, such as the `kind` of the standard that a value is of.
Where much has the same explanation it is the definition that is wrong, and where little has, the values are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from generator.problem import Cause, Problem, Severity

FIRST = 3
"""Places that are named of all that follow from one cause."""


def gathered(problems: Iterable[Problem], doubts: Collection[str]) -> list[Problem]:
    """The problems, those together that follow from one cause; without `doubts` (codes) of its file."""
    kept: list[Problem] = []
    blamed: list[Problem] = []
    by_cause: dict[tuple[object, ...], list[Problem]] = {}
    for problem in problems:
        if problem.cause is None:
            kept.append(problem)
        else:
            by_cause.setdefault((problem.cause.thing, problem.cause.path), []).append(problem)
    for those in by_cause.values():
        if _blamed(those):
            blamed.append(_together(those))
        else:
            kept += (replace(one, cause=None) for one in those)
    files = {one.place.file for one in blamed if one.severity is Severity.ERROR}
    return [*(one for one in kept if one.code not in doubts or one.place.file not in files), *blamed]


def _blamed(those: Sequence[Problem]) -> bool:
    """Whether so much follows that the cause is wrong, and not each of what follows."""
    rows = _rows(those)
    enough = min(one.cause.enough for one in those if one.cause)
    return (len(those) > 1 or enough == 1) and (len(rows) or len(those)) >= enough


def _rows(those: Iterable[Problem]) -> frozenset[str]:
    return frozenset(name for one in those for kind, name in one.stops if kind == "row")


def _together(those: Sequence[Problem]) -> Problem:
    first, cause = _speaking(those)
    many = len(_rows(those)) or len(those)
    place = cause.place or first.place
    message = _counted(cause.message, many) if cause.message else _more(first, len(those) - 1)
    return replace(
        first,
        place=place,
        message=message,
        hint=cause.hint or first.hint,
        also=tuple(dict.fromkeys(one.place for one in those if one.place != place))[:FIRST],
        stops=tuple(dict.fromkeys(stop for one in those for stop in one.stops)),
        mends=tuple(dict.fromkeys(mend for one in those for mend in one.mends)),
        cause=None,
    )


def _speaking(those: Sequence[Problem]) -> tuple[Problem, Cause]:
    """The finding that speaks for all, and its cause: of the worst ones what most of them say, but for those
    that have nothing to say of all together; and of one file's own name, if there is such a file."""
    worst = min((one.severity for one in those), key=list(Severity).index)
    said = Counter((one.code, one.cause) for one in those if one.severity is worst and one.cause)
    code, cause = max(said, key=lambda each: (bool(each[1].message), said[each]))
    speaking = [one for one in those if (one.code, one.cause) == (code, cause)]
    own = (f"`{PurePosixPath(one.place.file).stem}`" not in one.message for one in speaking)
    return min(zip(own, speaking, strict=True), key=lambda each: (each[0], each[1].place))[1], cause


def _counted(message: str, many: int) -> str:
    if many == 1:
        message = message.replace("{many} places name", "one place names")
        message = message.replace("{many} values are", "one value is")
    return message.replace("{many}", f"{many:,}")


def _more(first: Problem, others: int) -> str:
    return f"{first.message} So it is in {others} other place{'s' if others > 1 else ''}."
