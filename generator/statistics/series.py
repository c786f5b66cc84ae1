"""From the table of observations to one panel a standard: clinics by periods."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl
from numpy.typing import NDArray

from generator.disclosure import small_counts
from generator.model.handbook_data import HandbookData
from generator.model.inputs import Clinic, Standard
from generator.model.period import Grain, Period, run, understood
from generator.model.quantity import LARGEST
from generator.model.results import Bools, Panel
from generator.statistics import rebase_points
from generator.statistics.rebase_points import Restart

Codes = NDArray[np.int64]
GRAINS = tuple(Grain)


def panels(written: HandbookData, as_of: date) -> dict[str, Panel]:
    """The panel of every standard that somebody reported, in the order of the standards.

    Rows are the clinics with at least one observation, in the order of the clinics; columns run
    without a gap from the first period that was reported, if only that there was nobody to count, to the
    last. A period that begins after
    `as_of`, or that isn't of the standard's usual grain, isn't in it. Standards that add up
    others have no panel of their own.
    """
    table = _Table.of(written, as_of)
    dated = rebase_points.dated(written)
    grids = {}
    for name, rows in table.by_standard():
        if panel := _panel(written, name, table, rows, dated):
            grids[name] = panel
    return grids


@dataclass(frozen=True)
class _Table:
    """Observations as integer codes into the lists they belong to; -1 where they are in none."""

    standards: tuple[str, ...]
    clinics: tuple[str, ...]
    periods: tuple[Period | None, ...]
    standard: Codes
    clinic: Codes
    period: Codes
    grain: Codes
    """By period: its place in GRAINS, -1 where it is none of ours."""
    has_reported: Bools
    """Whether a row holds a value, or says that there was nobody to count."""

    @classmethod
    def of(cls, written: HandbookData, as_of: date) -> _Table:
        said = written.observations
        standards = tuple(name for name, it in written.standards.items() if not it.measure.adds_up)
        clinics = tuple(written.clinics)
        texts = said["period"].drop_nulls().unique(maintain_order=True).to_list()
        periods = tuple(_begun(text, written.settings.calendar.year_starts, as_of) for text in texts)
        return cls(
            standards=standards,
            clinics=clinics,
            periods=periods,
            standard=_codes(said["standard"], standards),
            clinic=_codes(said["clinic"], clinics),
            period=_codes(said["period"], texts),
            grain=np.array([GRAINS.index(period.grain) if period else -1 for period in periods], np.int64),
            has_reported=(said["value"].is_finite() | (said["denominator"] == 0)).fill_null(False).to_numpy(),
        )

    def by_standard(self) -> list[tuple[str, Codes]]:
        """Rows of each standard that name a clinic and a period, in the order of the table."""
        rows = np.flatnonzero((self.standard >= 0) & (self.clinic >= 0) & (self.period >= 0))
        rows = rows[np.argsort(self.standard[rows], kind="stable")]
        ends = np.searchsorted(self.standard[rows], np.arange(len(self.standards) + 1))
        return [(name, rows[ends[i] : ends[i + 1]]) for i, name in enumerate(self.standards)]


def _panel(
    written: HandbookData, name: str, table: _Table, rows: Codes, dated: Sequence[Restart]
) -> Panel | None:
    periods, columns = _calendar(table, rows[table.has_reported[rows]])
    if not periods:
        return None
    present = np.unique(table.clinic[rows])
    clinics = tuple(table.clinics[code] for code in present)
    column = columns[table.period[rows]]
    rows, column = rows[column >= 0], column[column >= 0]
    # Back to front, so that of two rows for one place the first is the one that stays.
    rows, column = rows[::-1], column[::-1]
    at = (np.searchsorted(present, table.clinic[rows]), column)
    shape = (len(clinics), len(periods))
    hidden = np.zeros(shape, np.bool_)
    hidden[at] = _hidden(written, written.standards[name], rows)
    row = np.full(shape, -1, np.int32)
    row[at] = rows
    row[hidden] = -1

    def numbers(column: str) -> NDArray[np.float64]:
        filled = np.full(shape, np.nan)
        filled[at] = written.observations[column].to_numpy()[rows]
        # A ratio of two numbers that could be read needn't be one.
        filled[hidden | ~(np.abs(filled) < LARGEST)] = np.nan
        return filled

    return Panel(
        standard=name,
        clinics=clinics,
        periods=periods,
        value=numbers("value"),
        numerator=numbers("numerator"),
        denominator=numbers("denominator"),
        row=row,
        expected=_expected(written, clinics, periods),
        hidden=hidden,
        restart=rebase_points.matrix(name, clinics, periods, dated),
        sd=numbers("sd") if written.standards[name].measure.kind == "score" else None,
    )


def _calendar(table: _Table, rows: Codes) -> tuple[tuple[Period, ...], Codes]:
    """Periods from the first of these rows to the last, and by code of a period its column or -1."""
    columns = np.full(len(table.periods), -1, np.int64)
    grains = table.grain[table.period[rows]]
    grains = grains[grains >= 0]
    if not len(grains):
        return (), columns
    usual = np.bincount(grains).argmax()
    codes = [code for code in np.unique(table.period[rows]).tolist() if table.grain[code] == usual]
    there = [period for code in codes if (period := table.periods[code])]
    periods = run(min(there), max(there))
    place = {period.text: column for column, period in enumerate(periods)}
    for code, period in enumerate(table.periods):
        if period:
            columns[code] = place.get(period.text, -1)
    return periods, columns


def _hidden(written: HandbookData, standard: Standard, rows: Codes) -> Bools:
    if standard.privacy != "sensitive":
        return np.zeros(len(rows), np.bool_)
    counts = written.observations.select("numerator", "denominator", "within", "stages")
    return small_counts.small(counts[rows], written.settings.privacy.hide_below)


def _expected(written: HandbookData, clinics: Sequence[str], periods: Sequence[Period]) -> Bools:
    year_starts = written.settings.calendar.year_starts
    starts = np.array([period.start.toordinal() for period in periods])
    ends = np.array([period.end.toordinal() for period in periods])
    opened, closed = np.array(
        [_open(written.clinics[clinic], year_starts) for clinic in clinics], np.int64
    ).T[:, :, None]
    return (ends >= opened) & (starts <= closed)


def _open(clinic: Clinic, year_starts: int) -> tuple[int, int]:
    """First and last day that a clinic is open, as ordinals."""
    opened = understood(clinic.opened, year_starts) if clinic.opened else None
    closed = understood(clinic.closed, year_starts) if clinic.closed else None
    return (
        opened.start.toordinal() if opened else date.min.toordinal(),
        closed.end.toordinal() if closed else date.max.toordinal(),
    )


def _begun(text: str, year_starts: int, as_of: date) -> Period | None:
    period = understood(text, year_starts)
    return period if period and period.start <= as_of else None


def _codes(column: pl.Series, names: Sequence[str]) -> Codes:
    return column.cast(pl.Enum(names), strict=False).to_physical().cast(pl.Int64).fill_null(-1).to_numpy()
