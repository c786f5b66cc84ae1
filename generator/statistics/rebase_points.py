"""Where new limits start, because something changed that an editor wrote down."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from generator.model.inputs import HandbookSource
from generator.model.period import Period, first_from, understood
from generator.model.results import Bools


@dataclass(frozen=True, slots=True)
class Restart:
    """From when, at which clinic and of which standard; None is all of them."""

    standard: str | None
    clinic: str | None
    start: date


def dated(written: HandbookSource) -> tuple[Restart, ...]:
    """Every change that starts new limits."""
    year_starts = written.settings.calendar.year_starts
    return tuple(
        Restart(it.change.standard, it.clinic, period.start)
        for it in written.changes
        if it.change.restart and (period := understood(it.change.at, year_starts))
    )


def matrix(
    standard: str, clinics: Sequence[str], periods: Sequence[Period], restarts: Sequence[Restart]
) -> Bools:
    """True at the first period on or after each restart. One row a clinic, one column a period.

    A restart before the first period or after the last concerns none of them.
    """
    new = np.zeros((len(clinics), len(periods)), np.bool_)
    place = {clinic: i for i, clinic in enumerate(clinics)}
    for restart in restarts:
        column = first_from(restart.start, periods)
        if column is None or restart.standard not in (None, standard):
            continue
        if restart.clinic is None:
            new[:, column] = True
        elif restart.clinic in place:
            new[place[restart.clinic], column] = True
    return new
