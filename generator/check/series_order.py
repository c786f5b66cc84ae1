"""Values in the order of their series and periods, for rules that look along a series."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import polars as pl
from numpy.typing import NDArray

from generator.model.inputs import Reported
from generator.model.period import Grain, Period

GRAINS: dict[Reported, Grain] = {
    "daily": Grain.DAY,
    "weekly": Grain.WEEK,
    "monthly": Grain.MONTH,
    "quarterly": Grain.QUARTER,
    "half-yearly": Grain.HALF,
    "yearly": Grain.YEAR,
    "by financial year": Grain.FINANCIAL_YEAR,
}
"""What `reported` means for the periods of values."""

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

NUMBERS = ("value", "numerator", "denominator", "median", "p90", "mean")


def ordinal(period: Period) -> int:
    """Where a period stands among those of its length: neighbours differ by one."""
    start = period.start
    match period.grain:
        case Grain.DAY:
            return start.toordinal()
        case Grain.WEEK:
            return start.toordinal() // 7
        case Grain.MONTH:
            return start.year * 12 + start.month - 1
        case Grain.QUARTER:
            return start.year * 4 + (start.month - 1) // 3
        case Grain.HALF:
            return start.year * 2 + (start.month > 6)
        case Grain.YEAR | Grain.FINANCIAL_YEAR:
            return start.year


@dataclass(frozen=True)
class Codes:
    """A column of names as whole numbers, which are compared far faster."""

    names: tuple[str, ...]
    code: Ints

    @staticmethod
    def of(column: pl.Series) -> Codes:
        names = column.unique(maintain_order=True).drop_nulls()
        return Codes(tuple(names), column.cast(pl.Enum(names)).to_physical().to_numpy().astype(np.int64))


@dataclass(frozen=True)
class SeriesOrder:
    """Every value whose clinic, standard and period are known, sorted by series and period.

    All arrays have one item a value. Values that are missing with a reason are among them.
    """

    row: Ints
    """Of the table of values."""

    clinic: Ints
    """Into `clinics`."""

    standard: Ints
    at: Ints
    """`ordinal` of the period."""

    period: Ints
    """Into `periods`."""

    clinics: tuple[str, ...]
    standards: tuple[str, ...]
    periods: tuple[str, ...]
    table: pl.DataFrame
    """All values, in the order of files; `row` points into it."""

    @cached_property
    def series(self) -> Ints:
        """A number for each pair of clinic and standard, rising."""
        return self.clinic * len(self.standards) + self.standard

    @cached_property
    def begins(self) -> Bools:
        """Whether a series begins here."""
        first = np.ones(len(self.series), np.bool_)
        first[1:] = self.series[1:] != self.series[:-1]
        return first

    @cached_property
    def nth(self) -> Ints:
        """Which series this is, from 0 and without a gap."""
        return np.cumsum(self.begins) - 1

    def number(self, name: str) -> Floats:
        """A column of numbers of the table; NaN where nothing stands."""
        if name not in self._numbers:
            self._numbers[name] = self.table[name].to_numpy()[self.row]
        return self._numbers[name]

    @cached_property
    def _numbers(self) -> dict[str, Floats]:
        return {}

    @cached_property
    def value(self) -> Floats:
        return self.number("value")

    def only(self, which: Bools) -> SeriesOrder:
        """Those of which `which` holds, in the same order."""
        return SeriesOrder(
            self.row[which],
            self.clinic[which],
            self.standard[which],
            self.at[which],
            self.period[which],
            self.clinics,
            self.standards,
            self.periods,
            self.table,
        )

    def names(self, i: int) -> tuple[str, str, str]:
        """Clinic, standard and period of one."""
        return self.clinics[self.clinic[i]], self.standards[self.standard[i]], self.periods[self.period[i]]
