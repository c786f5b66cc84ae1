"""Problems for a person at a terminal: place, message, the line itself, what to do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence

from generator.model.final_checks import EVERYTHING
from generator.model.handbook_data import HandbookData
from generator.problem import Accepted, Place, Problem, Severity
from generator.report.terminal_safe import excerpt, plain

MOST_ALIKE = 10
"""Problems of one check in one file that are shown in full; the rest are counted."""


def report(problems: Sequence[Problem], source: Callable[[Place], str | None]) -> Iterator[str]:
    """The lines to print. `source` gives the line of a file that a place lies in, None where it can't."""
    alike: Counter[tuple[str, str]] = Counter()
    for problem in problems:
        kind = problem.place.file, problem.code
        alike[kind] += 1
        if alike[kind] <= MOST_ALIKE:
            yield from _problem(problem, source)
            yield ""
    for (file, code), count in alike.items():
        if count > MOST_ALIKE:
            yield f"{plain(file)}: {count - MOST_ALIKE:,} more of {code}. `--format json` lists them all."
            yield ""


def summary(problems: Sequence[Problem], written: HandbookData, accepted: Sequence[Accepted] = ()) -> str:
    """How much was read, how much is wrong, and what that means, in one sentence or two."""
    counts = Counter(problem.severity for problem in problems)
    read = (
        f"{_of(len(written.standards), 'standard')}, {_of(len(written.clinics), 'clinic')} and "
        f"{_of(written.observations.height, 'value')}"
    )
    stands = f" {_of(len(accepted), 'finding')} accepted, with the reason in the file." if accepted else ""
    if not problems:
        return f"No problems in {read}.{stands}"
    found = " and ".join(_of(counts[severity], severity.value) for severity in Severity if counts[severity])
    files = len({problem.place.file for problem in problems})
    codes = sorted({problem.code for problem in problems})
    more = f"`benchbook explain {codes[0]}` tells more about a code."
    return f"{found} in {_of(files, 'file')}; read were {read}.{stands}\n{_left_out(problems)}{more}".replace(
        "\n\n", "\n"
    )


def _problem(problem: Problem, source: Callable[[Place], str | None]) -> Iterator[str]:
    place = problem.place
    yield f"{plain(str(place))}: {problem.severity} {problem.code}: {plain(problem.message)}"
    if (line := source(place)) is not None:
        shown, before = excerpt(line, place.column)
        number = str(place.line)
        yield f"  {number} | {shown}"
        yield f"  {' ' * len(number)} | {' ' * before}^"
    if problem.hint:
        yield f"  {plain(problem.hint)}"
    for other in problem.also:
        yield f"  The other is in {plain(str(other))}"


def _left_out(problems: Iterable[Problem]) -> str:
    kinds: dict[str, set[str]] = {}
    for problem in problems:
        for kind, name in problem.stops:
            kinds.setdefault(kind, set()).add(name)
    if not kinds:
        return ""
    if EVERYTHING[0] in kinds:
        return "Nothing of the handbook is published.\n"
    said = [_named(kind, sorted(names)) for kind, names in kinds.items()]
    return f"Left out of the handbook: {plain(', '.join(said))}.\n"


_PLURALS = {"country": "countries", "row": "values", "national": "national figures"}
_SINGULARS = {"row": "value", "national": "national figure"}
_FEW = 3


def _named(kind: str, names: list[str]) -> str:
    singular, plural = _SINGULARS.get(kind, kind), _PLURALS.get(kind, f"{kind}s")
    if kind in ("row", "change") or len(names) > _FEW:
        return f"{len(names):,} {singular if len(names) == 1 else plural}"
    return f"the {singular if len(names) == 1 else plural} {', '.join(names)}"


def _of(number: int, what: str) -> str:
    return f"{number:,} {what if number == 1 else f'{what}s'}"
