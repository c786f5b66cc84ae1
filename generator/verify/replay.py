"""A folder of vectors, case after case, through our functions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from generator.verify import cases
from generator.verify.answers import Answer, differing
from generator.verify.cases import Case
from generator.verify.deviations import DEVIATIONS, Deviation
from generator.verify.outcome import Difference, Outcome, ReplayCount, Stale
from generator.verify.sets import SETS, Adapter

PASSED_OVER_IN_SILENCE = ("README.md",)


class Unusable(Exception):
    """A folder that isn't laid out as sets of vectors; the message says what to do."""


def replay(folder: Path, only: str | None = None, deviations: Sequence[Deviation] = DEVIATIONS) -> Outcome:
    """Every case of every set in the folder, or of one set.

    Files lie in a sub-folder with the set's name, or in the folder itself. Raises Unusable for a
    folder without vectors or with a sub-folder that no set is named after, Unreadable for a file
    that can't be read.
    """
    found = _found(folder, only)
    runs = [_run(name, _cases(name, files), deviations) for name, files in found.items()]
    return Outcome(
        tallies=tuple(run[0] for run in runs),
        differences=tuple(it for run in runs for it in run[1] if it.deviation is None),
        on_purpose=tuple(it for run in runs for it in run[1] if it.deviation is not None),
        stale=tuple(it for run in runs for it in run[2]),
        passed_over=_passed_over(folder, found),
    )


def _found(folder: Path, only: str | None) -> dict[str, list[Path]]:
    """The files of each set, in the order of SETS."""
    strange = [it.name for it in sorted(folder.iterdir()) if it.is_dir() and it.name not in SETS]
    strange = [name for name in strange if not name.startswith(".")]
    if strange and only is None:
        raise Unusable(f"`{folder / strange[0]}` is no set that can be replayed. {_sets()}")
    found = {}
    for name in SETS if only is None else [only]:
        files = [path for path in (*_named(folder / name, name), *_named(folder, name)) if path.is_file()]
        if files:
            found[name] = files
    if not found:
        wanted = f"of the set `{only}` " if only else ""
        raise Unusable(f"There are no vectors {wanted}in `{folder}`. {_sets()}")
    return found


def _named(folder: Path, of_set: str) -> list[Path]:
    return [folder / file for file in SETS[of_set].sheets]


def _sets() -> str:
    return f"Each set has a sub-folder with its name: {', '.join(SETS)}."


def _passed_over(folder: Path, found: Iterable[str]) -> tuple[str, ...]:
    return tuple(
        f"{name}/{path.name}"
        for name in found
        if (folder / name).is_dir()
        for path in sorted((folder / name).iterdir())
        if path.name not in SETS[name].sheets and path.name not in PASSED_OVER_IN_SILENCE
    )


def _cases(of_set: str, files: Iterable[Path]) -> Iterator[tuple[Case, Adapter]]:
    for path in files:
        adapter = SETS[of_set].sheets[path.name]
        # The whole file first: what is wrong with it is told before what is wrong with a case.
        for case in tuple(cases.read(path, of_set)):
            yield case, adapter


def _run(
    of_set: str, given: Iterable[tuple[Case, Adapter]], deviations: Sequence[Deviation]
) -> tuple[ReplayCount, list[Difference], list[Stale]]:
    counts, differences = [0, 0, 0], []
    held: dict[int, list[tuple[str, bool]]] = {}
    for case, adapter in given:
        covering = _covering(case, deviations)
        found = _differences(case, adapter, covering)
        differences += found
        counts[_worst(found)] += 1
        for it in covering:
            deviates = any(each.deviation is it for each in found)
            held.setdefault(deviations.index(it), []).append((case.id, deviates))
    agreed, on_purpose, differed = counts
    tally = ReplayCount(of_set, sum(counts), agreed, on_purpose, differed)
    return tally, differences, [it for nth, said in held.items() if (it := _stale(deviations[nth], said))]


def _covering(case: Case, deviations: Iterable[Deviation]) -> list[Deviation]:
    with _replayed(case):
        return [it for it in deviations if it.covers(case)]


def _differences(case: Case, adapter: Adapter, covering: Sequence[Deviation]) -> list[Difference]:
    with _replayed(case):
        return [it for answer in adapter(case) if (it := _difference(case, answer, covering))]


@contextmanager
def _replayed(case: Case) -> Iterator[None]:
    """Turns what our functions refuse, such as lists of different lengths, into words about the case."""
    try:
        yield
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as reason:
        raise case.refused(f"it can't be replayed, since {reason}") from reason


def _worst(found: Iterable[Difference]) -> int:
    """0 agreed, 1 differed on purpose only, 2 differed."""
    return max((1 if it.deviation else 2 for it in found), default=0)


def _difference(case: Case, answer: Answer, covering: Iterable[Deviation]) -> Difference | None:
    first = next(differing(answer.theirs, answer.ours, answer.scale), None)
    if first is None:
        return None
    why = None
    for it in covering:
        if answer.field in it.fields:
            unlike = _unlike(case, answer, it)
            first, why = unlike or first, None if unlike else it
            if why:
                break
    place, theirs, ours = first
    at = f"{answer.field}{place}"
    return Difference(case.set, case.id, at, _shown(theirs), _shown(ours), case.file, case.line, why)


def _unlike(case: Case, answer: Answer, deviation: Deviation) -> tuple[str, Any, Any] | None:
    """Where the file says something else than the reference is known to say there."""
    if deviation.reference is None:
        return None
    return next(differing(answer.theirs, deviation.reference(case)[answer.field], answer.scale), None)


def _stale(deviation: Deviation, said: Sequence[tuple[str, bool]]) -> Stale | None:
    """One that names cases has to hold for each; a pattern has to hold for one of those it covers."""
    by_name = deviation.where is None and not any("*" in it for it in deviation.cases)
    agreeing = tuple(case for case, deviates in said if not deviates)
    return Stale(deviation, agreeing) if agreeing and (by_name or len(agreeing) == len(said)) else None


def _shown(said: Any) -> str:
    if isinstance(said, list | dict):
        return f"{len(said)} of them"
    return "nothing" if said is None else f"{said:.15g}" if isinstance(said, float) else str(said)
