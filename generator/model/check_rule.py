"""What a check is: a code, how much it matters, and a docstring that explains it."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from generator.model.file_places import Where
from generator.problem import Cause, Place, Problem, Severity

_PARTS = re.compile(r"^(Wrong|Right):$", re.MULTILINE)


class Finding(NamedTuple):
    """What a rule yields: where, what stands there and what was expected, and what to do."""

    where: Where
    message: str
    hint: str = ""
    also: tuple[Where, ...] = ()
    stops: tuple[tuple[str, str], ...] | None = None
    """What it leaves out; None for the thing that `where` lies in."""

    mend: tuple[str, str] | None = None
    """What stands exactly there, and what it is without a doubt to become."""

    cause: Cause | None = None
    """What explains it, if it explains much else as well."""


MOST_ALIKE = 1000
"""Problems of one check in one file that are told one by one. A table read with the wrong columns has
as many as it has lines, and nobody reads the thousandth."""

Check = Callable[[Any], Iterator[Finding]]


@dataclass(frozen=True)
class CheckRule:
    """One thing that can be wrong. `benchbook explain` and the page of checks show all of it."""

    code: str
    severity: Severity
    title: str
    why: str
    wrong: str
    """Files as an editor would write them; each begins with `# data/...`, its path."""

    right: str
    check: Check | None = None
    """None where the reading itself notices it."""

    @property
    def fixed(self) -> bool:
        """Whether its weight can't be lowered, nor a finding accepted: what an error names can't be
        published rightly."""
        return self.severity is Severity.ERROR

    def problem(
        self,
        place: Place,
        message: str,
        hint: str = "",
        also: tuple[Place, ...] = (),
        stops: tuple[tuple[str, str], ...] = (),
    ) -> Problem:
        """A finding of this rule. A warning stops nothing."""
        left_out = stops if self.severity is Severity.ERROR else ()
        return Problem(self.code, self.severity, place, message, hint, also, left_out)

    def and_more(self, place: Place, count: int, stops: tuple[tuple[str, str], ...]) -> Problem:
        """All that is alike beyond the first thousand, `place` being the first of it."""
        message = (
            f"This file has {count:,} more problems of this kind ({self.title[0].lower()}{self.title[1:]})."
        )
        return self.problem(
            place, message, "Mend the first ones; the others are probably alike.", stops=stops
        )


def explained(code: str, severity: Severity, docstring: str, check: Check | None = None) -> CheckRule:
    """A rule from its docstring: title, why, `Wrong:` and `Right:` with indented files.

    Raises ValueError where one of the four is missing.
    """
    parts = _PARTS.split(inspect.cleandoc(docstring))
    if parts[1::2] != ["Wrong", "Right"]:
        raise ValueError(f"The docstring of {code} needs `Wrong:` and then `Right:`.")
    title, _, why = parts[0].strip().partition("\n")
    examples = [inspect.cleandoc(part.strip("\n")) for part in parts[2::2]]
    if not (title and why.strip() and all(examples)):
        raise ValueError(f"The docstring of {code} needs a title, a why and two examples.")
    return CheckRule(code, severity, title.rstrip("."), why.strip(), examples[0], examples[1], check)
