"""Run charts and Shewhart charts, beside qicharts2's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from generator.model.results import Bools, Floats
from generator.statistics import run_chart, shewhart_charts
from generator.statistics.run_chart import Runs
from generator.statistics.shewhart_charts import Shewhart
from generator.verify.answers import TOLERANCE, Answer
from generator.verify.cases import Case

FROM_RANGES = ("i", "ip", "pp", "up")
"""Kinds whose limits come from moving ranges."""

LINES = ("lcl", "ucl", "lcl_2s", "ucl_2s")


@dataclass(frozen=True)
class Given:
    """A chart's input: one row a series, one column a period."""

    kind: str
    numerator: Floats
    denominator: Floats | None
    restart: Bools
    excluded: Bools
    baseline: int | None
    centre: float
    screen: bool

    @classmethod
    def of(cls, case: Case) -> Given:
        said = case.of("input")
        numerator = said.numbers("y")
        denominator = None if said["n"] is None else said.numbers("n")[None, :]
        if said["chart"] != "run" and said["chart"] not in shewhart_charts.KINDS:
            raise case.refused(f"`chart` is {said['chart']!r}")
        return cls(
            kind=said["chart"],
            numerator=numerator[None, :],
            denominator=denominator,
            restart=_marked(said, "part_after", len(numerator), 0),
            excluded=_marked(said, "exclude", len(numerator), -1),
            baseline=None if said["freeze"] is None else said.whole("freeze"),
            centre=said.number("cl"),
            screen=bool(said["screened_mr"]),
        )

    def chart(self) -> Shewhart:
        return shewhart_charts.chart(
            self.kind,
            self.numerator,
            self.denominator,
            restart=self.restart,
            baseline=self.baseline,
            excluded=self.excluded,
            screen=self.screen,
        )

    def runs(self, value: Floats, centre: Floats | None) -> Runs:
        if np.isfinite(self.centre):
            centre = np.full(value.shape, self.centre)
        counted = np.where(self.excluded, np.nan, value)
        return run_chart.runs(counted, self.restart, freeze=self.baseline, centre=centre)


def run_chart_case(case: Case) -> Iterator[Answer]:
    """A record of runchart_anhoej.jsonl: of a run chart, or of an i chart."""
    if case.of("input")["chart"] != "run":
        yield from shewhart_chart(case)
        return
    given, expected = Given.of(case), case.of("expected")
    yield Answer("error", expected["error"], False)
    if expected["error"]:
        return
    value = given.numerator if given.denominator is None else given.numerator / given.denominator
    runs = given.runs(value, None)
    yield Answer("y", expected.numbers("y"), value[0])
    yield Answer("cl", expected.numbers("cl"), runs.centre[0])
    yield from _parts(expected, given, runs)


def shewhart_chart(case: Case) -> Iterator[Answer]:
    """A record of spc_charts_qicharts2.jsonl, with its runs about the centre line."""
    given, expected = Given.of(case), case.of("expected")
    yield Answer("error", expected["error"], False)
    if expected["error"]:
        return
    chart = given.chart()
    size = float(np.nanmax(np.abs(chart.centre), initial=0))
    yield Answer("y", expected.numbers("y"), chart.value[0])
    yield Answer("cl", expected.numbers("cl"), chart.centre[0], size)
    drawn = (chart.lower, chart.upper, chart.lower_near, chart.upper_near)
    for field, line in zip(LINES, drawn, strict=True):
        yield Answer(field, expected.numbers(field), line[0], size)
    yield Answer("sigma_signal", expected["sigma_signal"], chart.outside[0])
    yield from _parts(expected, given, given.runs(chart.value, chart.centre))


def critical(case: Case) -> Iterator[Answer]:
    """A row of critical_values.csv."""
    useful = case.whole("n_useful")
    longest, least = run_chart.critical_values(useful)
    yield Answer("longest_run_max", case.number("longest_run_max"), longest[useful])
    yield Answer("n_crossings_min", case.number("n_crossings_min"), least[useful])


def _parts(expected: Case, given: Given, runs: Runs) -> Iterator[Answer]:
    starts = [0, *(np.flatnonzero(given.restart[0, 1:]) + 1).tolist(), given.restart.shape[1]]
    parts = expected.rows("parts")
    yield Answer("parts", len(parts), len(starts) - 1)
    for nth, (part, first, end) in enumerate(zip(parts, starts, starts[1:], strict=False), 1):
        yield Answer(f"parts[{nth}].part", part["part"], nth)
        for field, ours in _part(given, runs, first, end).items():
            theirs = part.of("crsignal")["anhoej"] if field == "anhoej" else part[field]
            yield Answer(f"parts[{nth}].{field}", theirs, ours)


def _part(given: Given, runs: Runs, first: int, end: int) -> dict[str, object]:
    useful, signal = int(runs.useful[0, first]), bool(runs.signal[0, first])
    found = {
        "from": first + 1,
        "to": end,
        "cl": runs.centre[0, first],
        "n_obs": int((~given.excluded[0, first:end]).sum()),
        "n_useful": useful,
        # Moving ranges share a value with their neighbours, so that their runs are no signal.
        "runs_signal": signal and given.kind != "mr",
        "longest_run": int(runs.longest[0, first]) if useful else None,
        "longest_run_max": int(runs.longest_most[0, first]) if useful else None,
        "n_crossings": int(runs.crossings[0, first]) if useful else None,
        "n_crossings_min": int(runs.crossings_least[0, first]) if useful else None,
    }
    return found | ({"anhoej": signal} if useful else {"crsignal": None})


def _marked(said: Case, field: str, length: int, shift: int) -> Bools:
    """True at the positions (from 1) that a list names; where a part ends, at the one after."""
    marks = np.zeros((1, length), np.bool_)
    if said[field] is not None:
        at = said.numbers(field) + shift
        marks[0, at[(at >= 0) & (at < length)].astype(np.int64)] = True
    return marks


def flat(case: Case) -> bool:
    """Whether the reference draws limits of no width from moving ranges, and we don't."""
    expected = case.of("expected")
    if expected["error"]:
        return False
    lower, upper = expected.numbers("lcl"), expected.numbers("ucl")
    if case.of("input")["chart"] not in FROM_RANGES or not (lower == upper).any():
        return False
    return bool((Given.of(case).chart().lower[0] != lower)[lower == upper].any())


def without_width(case: Case) -> Mapping[str, Any]:
    """Limits that lie on the centre line: every point that isn't on it is outside."""
    given = Given.of(case)
    chart = given.chart()
    line, value = chart.centre[0], chart.value[0]
    away = np.abs(value - line) > TOLERANCE * np.maximum(1, np.abs(line))
    return dict.fromkeys(LINES, line) | {"sigma_signal": away}
