"""Which values of a sensitive standard are small counts, or would let one be worked out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import PurePosixPath

import numpy as np
import polars as pl

from generator.disclosure import embargoes
from generator.model import embargo
from generator.model.handbook_data import HandbookData
from generator.model.results import Bools
from generator.problem import Place, Problem, Severity

VALUES = frozenset({"kpis", "events"})
"""Folders whose files hold measured values."""

NOT_YET = "What is wrong isn't told here: these values aren't published yet."
UNREAD = (
    "What is wrong isn't told here: the file can't be read, and may hold values that aren't published yet."
)
SENSITIVE = "What is wrong isn't told here, lest it give away a small count."
ASK = "`benchbook check` tells it to those who keep the files."


TOLD = ("value", "numerator", "denominator", "median", "p90", "mean", "sd", "within", "stages", "note")
"""Columns of the observations that tell something of a value."""


def with_parts(read: HandbookData) -> HandbookData:
    """The same, with every standard sensitive that a sensitive one adds up.

    Else a small sum would be hidden in one place and its parts shown in another.
    """
    standards = dict(read.standards)
    waiting = [name for name, it in standards.items() if it.privacy == "sensitive"]
    while waiting:
        for part in standards[waiting.pop()].measure.adds_up:
            if part in standards and standards[part].privacy != "sensitive":
                standards[part] = standards[part].model_copy(update={"privacy": "sensitive"})
                waiting.append(part)
    return replace(read, standards=standards)


def without_hidden(written: HandbookData) -> HandbookData:
    """The same, without what is told of hidden values: nothing made from it can show one."""
    names = [name for name, it in written.standards.items() if it.privacy == "sensitive"]
    if not names:
        return written
    observations = written.observations
    hidden = observations["standard"].is_in(names).fill_null(False).to_numpy().copy()
    hidden[hidden] = small(observations.filter(pl.Series(hidden)), written.settings.privacy.hide_below)
    kept = pl.when(~pl.Series(hidden))
    return replace(
        written, observations=observations.with_columns(kept.then(pl.col(it)).alias(it) for it in TOLD)
    )


def small(observations: pl.DataFrame, hide_below: int) -> Bools:
    """True for rows to hide: any count of theirs is above 0 and below `hide_below`.

    Columns: numerator, denominator, within, stages. What is left over counts too: not met, not
    within, lost between two stages.
    """
    if observations.is_empty():
        return np.zeros(0, np.bool_)
    num, den, within = pl.col("numerator"), pl.col("denominator"), pl.col("within")
    stages = pl.col("stages")
    counts = (num, den, den - num, within, den - within)
    told = [_few(count, hide_below) for count in counts]
    steps = [
        part.list.eval(_few(pl.element(), hide_below)).list.any()
        for part in (stages, stages.list.eval(pl.element().shift() - pl.element()))
    ]
    return observations.select(pl.any_horizontal(*told, *steps).fill_null(False)).to_series().to_numpy()


def _few(count: pl.Expr, hide_below: int) -> pl.Expr:
    return (count > 0) & (count < hide_below)


def in_the_open(read: HandbookData, problems: Iterable[Problem]) -> HandbookData | None:
    """The same with none of what readers are kept from; None where they are kept from nothing.

    Besides the values of sensitive standards that is all that is under embargo, and every file that is left
    out whole: nobody knows what it was meant to hold back.
    """
    shown = embargoes.published(read)
    names = [name for name, it in shown.standards.items() if it.privacy == "sensitive"]
    files = list(shut(problems))
    if shown is read and not (names or files or read.embargoed):
        return None
    kept = ~pl.col("standard").is_in(names).fill_null(value=False) & ~pl.col("file").is_in(files)
    return replace(shown, observations=shown.observations.filter(kept), withheld=None)


def discreet(read: HandbookData, problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems as readers may know them: without words that quote what is kept from them.

    Kept from them is what is under embargo: of such files, and of standards that are kept back, no
    problem is told at all, for even that there is one says something. In a handbook with sensitive
    standards it is also every line of measured values that isn't plainly of an open one. Of those lines only
    errors are told that leave something out, which is missed anyway; but a finding that a number
    lies far from others says by being there, or by not being there, how large a hidden number is.
    What was found elsewhere with the help of such values is left to `pipeline.told`. A file that can't be
    read doesn't say whether it is under embargo, and a standard that can't be read not whether it is
    sensitive, so both count as kept from readers.
    """
    problems, plain = tuple(problems), frozenset[tuple[str, int]]()
    kept, quiet, unclear = embargo.standards(read), silent(read), shut(problems)
    unclear |= _files(read, embargo.unclear(read))
    partly = _files(read, embargo.targets(read))
    opened = [name for name, it in read.standards.items() if it.privacy != "sensitive" and name not in kept]
    unread = {
        name for it in problems for kind, name in it.stops if kind == "standard"
    } - read.standards.keys()
    unmissed = _lines(read.observations, [*kept], problems) if kept else frozenset()
    if sensitive := bool(unread) or len(opened) < len(read.standards):
        plain = _lines(read.observations, opened, problems)

    def told(problem: Problem) -> Problem | None:
        place = problem.place
        takes_part = {place.file, *(other.file for other in problem.also)}
        missed = problem.severity is Severity.ERROR and problem.stops
        if place.file in quiet or (_of_values(place) and (place.file, place.line) in unmissed):
            return None
        if place.file in unclear:
            return _unsaid(problem, UNREAD) if missed else None
        if place.file in partly or not takes_part.isdisjoint(quiet | unclear):
            return _unsaid(problem, NOT_YET) if missed else None
        if sensitive and _of_values(place) and (place.file, place.line) not in plain:
            return _unsaid(problem, SENSITIVE) if missed else None
        return problem

    return tuple(one for one in map(told, problems) if one is not None)


def _unsaid(problem: Problem, instead: str) -> Problem:
    return replace(problem, message=instead, hint=ASK, also=(), mends=())


def silent(read: HandbookData) -> frozenset[str]:
    """Files of which nothing is told, not even that something is wrong: they are under embargo."""
    return frozenset(read.embargoed) | _files(read, embargo.standards(read))


def _files(read: HandbookData, standards: Iterable[str]) -> frozenset[str]:
    """The files of these standards."""
    known = (read.places.files.get(("standard", name)) for name in standards)
    return frozenset(file for file in known if file is not None)


def shut(problems: Iterable[Problem]) -> frozenset[str]:
    """Files of values that are left out whole."""
    return frozenset(name for it in problems for kind, name in it.stops if kind == "file")


def _lines(
    observations: pl.DataFrame, opened: list[str], problems: Iterable[Problem]
) -> frozenset[tuple[str, int]]:
    """Files and lines of problems on which only values of open standards stand."""
    files, lines = {it.place.file for it in problems}, {it.place.line for it in problems}
    near = observations.filter(pl.col("file").is_in(sorted(files)) & pl.col("line").is_in(sorted(lines)))
    is_open = pl.col("standard").is_in(opened)
    plain, others = (
        frozenset(near.filter(rows).select("file", "line").iter_rows()) for rows in (is_open, ~is_open)
    )
    return plain - others


def _of_values(place: Place) -> bool:
    return not VALUES.isdisjoint(PurePosixPath(place.file).parts[:-1])
