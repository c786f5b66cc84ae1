"""What a worked example is, and which series it is of: the first of which it can be told."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from markupsafe import Markup

from generator.model.comparison_results import Compared
from generator.model.inputs import Standard
from generator.model.results import Bools, Codes, Floats
from generator.model.standard_results import StandardResult
from generator.render.context import RenderContext
from generator.render.explain.verdicts.answer import ExplanationContext

HERE = "method"
Z95, Z998 = 1.959964, 3.090232
"""As printed for whoever follows with a calculator; the findings have them to the last digit."""


@dataclass(frozen=True, slots=True)
class Step:
    """A sentence, and the formulas with their numbers where there are any."""

    said: str
    formula: str = ""
    also: str = ""
    """A second formula, of the other end of an interval."""


@dataclass(frozen=True, slots=True)
class Example:
    name: Markup
    """Standard, clinic and period."""
    href: str
    """Where its numbers are shown."""
    steps: tuple[Step, ...]
    table: str = ""
    """What each of several clinics counted, as safe HTML."""


def named(told: ExplanationContext, at: int, steps: list[Step], table: str = "") -> Example:
    edition, series, words = told.edition, told.series, told.words
    name = Markup("{}, {}, {}").format(
        words.marked(told.standard.title),
        words.marked(edition.clinic(series.clinic)),
        words.period(series.periods[at]),
    )
    href = edition.to(HERE, f"clinics/{series.clinic}", series.standard)
    return Example(name, href, tuple(steps), Markup(table))  # noqa: S704 - made of escaped parts


def told_of(
    edition: RenderContext, *fits: Callable[[Standard, StandardResult, Compared], Bools]
) -> Iterator[tuple[ExplanationContext, int]]:
    """Series of open standards in force and the position of their newest value.

    Those that the first of `fits` holds for come first, then those of the next; `fits` gives one
    truth a clinic. What is sensitive is no example.
    """
    written = edition.written
    for fit in fits:
        for name, finding in edition.findings.clinics.items():
            standard = written.standards[name]
            if finding.compared is None or standard.status != "approved" or standard.privacy != "open":
                continue
            there = (finding.judged.last >= 0) & fit(standard, finding, finding.compared)
            for row in np.flatnonzero(there).tolist():
                series = edition.findings.series(name, finding.panel.clinics[row])
                if series is not None:
                    yield ExplanationContext(edition, series, standard), int(finding.judged.last[row])


def first(
    edition: RenderContext, *fits: Callable[[Standard, StandardResult, Compared], Bools]
) -> tuple[ExplanationContext, int] | None:
    return next(told_of(edition, *fits), None)


def newest(finding: StandardResult, numbers: Floats | Codes) -> Floats:
    """By clinic: the number of its newest value; NaN where it has none. Shape in: clinics by periods."""
    last = finding.judged.last
    picked = np.take_along_axis(numbers, np.maximum(last, 0)[:, None].astype(np.int64), axis=1)[:, 0]
    return np.where(last >= 0, picked.astype(np.float64), np.nan)


def exact(told: ExplanationContext, value: float, more: int = 2) -> str:
    """A value with more decimals than elsewhere, so that a calculator comes to the same."""
    return told.words.format(told.standard, told.words.decimals(told.standard) + more)(value)


def both(told: ExplanationContext, low: float, high: float) -> str:
    """An interval as a result."""
    return told.words("{low} to {high}", low=exact(told, low), high=exact(told, high))
