"""Which values must stay hidden, told from the files alone, and what readers are shown beside them.

For the audit only, and apart from what decides on hiding: a mistake made there isn't made here too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np
import polars as pl

from generator.model.handbook_data import HandbookData
from generator.model.inputs import Measure
from generator.model.results import Bools, Floats, Panel, YearTotal
from generator.model.target_value import size_of

NUMBERS = ("value", "numerator", "denominator", "median", "p90", "mean", "sd", "within")


def names(written: HandbookData) -> tuple[str, ...]:
    """Standards whose small counts are secret: sensitive ones, and what those add up."""
    standards = written.standards
    found = [name for name, it in standards.items() if it.privacy == "sensitive"]
    for name in found:  # grows while it is walked along
        found += [part for part in standards[name].measure.adds_up if part in standards and part not in found]
    return tuple(name for name in standards if name in found)


@dataclass(frozen=True)
class Layers:
    """What readers know of counts: numerators and denominators, NaN where neither is shown nor follows.

    Where two of value, numerator and denominator are known, so is the third.
    """

    numerator: Floats
    denominator: Floats

    @classmethod
    def of(cls, measure: Measure, value: Floats, numerator: Floats, denominator: Floats) -> Layers:
        if measure.kind == "count":
            top = np.where(np.isnan(value), numerator, value)
            return cls(top, np.where(np.isnan(top), np.nan, 0.0))
        size = size_of(measure.per) if measure.kind == "rate" else 1.0
        with np.errstate(divide="ignore", invalid="ignore"):
            top = np.where(np.isnan(numerator), value * denominator / size, numerator)
            below = np.where(np.isnan(denominator), numerator * size / value, denominator)
        return cls(top, np.where(np.isfinite(below), below, np.nan))

    @classmethod
    def of_panel(cls, measure: Measure, panel: Panel) -> Layers:
        return cls.of(measure, panel.value, panel.numerator, panel.denominator)

    @classmethod
    def of_years(cls, measure: Measure, totals: Sequence[YearTotal]) -> Layers:
        said = [(total.value, total.numerator, total.denominator) for total in totals]
        value, numerator, denominator = np.array(said, np.float64).reshape(-1, 3).T
        return cls.of(measure, value, numerator, denominator)


@dataclass(frozen=True)
class HiddenValues:
    """One standard's values as the files have them, laid over its panel."""

    rows: pl.DataFrame
    """Its observations, with `at`: the row in the table of all."""
    clinic: np.ndarray
    """By row, the panel's row; -1 where it has none."""
    period: np.ndarray
    """By row, the panel's column; -1 where it has none."""
    small: Bools
    """By row, whether it has to be hidden."""
    shape: tuple[int, int]

    @classmethod
    def of(cls, written: HandbookData, name: str, panel: Panel) -> HiddenValues:
        chosen = written.observations.with_row_index("at").filter(pl.col("standard") == name)
        secret = name in names(written)
        return cls(
            rows=chosen,
            clinic=codes(chosen["clinic"], panel.clinics),
            period=codes(chosen["period"], [period.text for period in panel.periods]),
            small=small(chosen, written.settings.privacy.hide_below)
            if secret
            else np.zeros(chosen.height, np.bool_),
            shape=panel.shape,
        )

    @cached_property
    def inside(self) -> Bools:
        return (self.clinic >= 0) & (self.period >= 0)

    def grid(self, rows: Bools) -> Bools:
        """Where in the panel such rows are."""
        found = np.zeros(self.shape, np.bool_)
        rows = rows & self.inside
        found[self.clinic[rows], self.period[rows]] = True
        return found

    @cached_property
    def secret(self) -> Bools:
        return self.grid(self.small)

    @cached_property
    def there(self) -> Bools:
        """Where a value was measured, shown or not."""
        return self.grid(self.rows["value"].is_not_null().to_numpy())


def small(rows: pl.DataFrame, hide_below: int) -> Bools:
    """Rows with a count above 0 and below `hide_below`: counted, out of, or left over."""
    counts = [rows[name].cast(pl.Float64).to_numpy() for name in ("numerator", "denominator", "within")]
    numerator, denominator, within = counts
    with np.errstate(invalid="ignore"):
        every = np.stack([*counts, denominator - numerator, denominator - within])
        found = ((every > 0) & (every < hide_below)).any(axis=0)
    for at, stages in enumerate(rows["stages"].to_list() if rows["stages"].is_not_null().any() else ()):
        steps = [stage for stage in stages or () if stage is not None]
        lost = [one - next_ for one, next_ in pairwise(steps)]
        found[at] |= any(0 < count < hide_below for count in (*steps, *lost))
    return found


def codes(texts: pl.Series, names: Sequence[str]) -> np.ndarray:
    """The place of each text in a list, -1 where it isn't there."""
    return texts.cast(pl.Enum(names), strict=False).to_physical().cast(pl.Int64).fill_null(-1).to_numpy()
