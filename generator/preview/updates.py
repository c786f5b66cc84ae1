"""What the preview says after each look at the files, for whoever shows it at a terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from generator.problem import Problem


@dataclass(frozen=True)
class PreviewUpdate:
    """One save, or the first look."""

    saved: tuple[str, ...]
    """Files that were saved, from the handbook's folder; none at first."""

    seconds: float
    """From when the save was noticed until its effect could be asked for."""

    new: tuple[Problem, ...]
    """What wasn't wrong before."""

    mended: tuple[Problem, ...]
    """What was wrong before and isn't any more."""

    problems: tuple[Problem, ...]
    """All that is wrong now."""

    remarks: tuple[str, ...] = ()
    """What the host newly warns of, such as a link in a hand-written page that leads nowhere."""

    trouble: str = ""
    """Why this can't be shown, so that what was there before still is; empty where it is shown."""

    detail: str = ""
    """Of a mistake of ours, what a report of it needs."""

    over: bool = False
    """Whether what stood in the way before doesn't any more."""


def differences(
    before: Iterable[Problem], now: Iterable[Problem]
) -> tuple[tuple[Problem, ...], tuple[Problem, ...]]:
    """Problems that came and those that went. One that merely stands in another line now did neither."""
    before, now = tuple(before), tuple(now)
    return _beyond(now, before), _beyond(before, now)


def _beyond(these: Iterable[Problem], those: Iterable[Problem]) -> tuple[Problem, ...]:
    left = Counter(map(_what, those))
    found = []
    for problem in these:
        if left[_what(problem)]:
            left[_what(problem)] -= 1
        else:
            found.append(problem)
    return tuple(found)


def _what(problem: Problem) -> tuple[str, str, str]:
    return problem.place.file, problem.code, problem.message
