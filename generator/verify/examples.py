"""An example of what must not stand side by side, as a handbook of its own."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from math import isfinite, nan
from pathlib import Path

import numpy as np
import polars as pl

from generator.model.handbook_data import OBSERVATION_COLUMNS, HandbookData
from generator.model.inputs import Clinic, Country, Measure, PrivacyRule, Settings, Standard
from generator.model.results import Bools, Floats
from generator.statistics import pooled_values, uncertainty
from generator.verify.cases import Case

NAME = "counted"
"""Of the only standard."""

COUNTRY = "somewhere"
FILE = "data/kpis/example.yml"
PERIODS = {
    "months": tuple(f"2025-{month:02}" for month in range(1, 13)),
    "quarters": tuple(f"2025-Q{quarter}" for quarter in range(1, 5)),
}
"""Lists of parts that are one clinic's periods; those of any other name are clinics in one period."""

SHARES = {"percent": 100, "proportion": 1, "share": 1}


@dataclass(frozen=True)
class Example:
    """A handbook of one sensitive standard, with what is to be shown of it.

    Cells run in the order of the record: periods of one clinic, or clinics in one period. Arrays have
    their length, NaN where the record shows nothing.
    """

    written: HandbookData
    counts: Floats
    """What the files say, hidden or not."""
    value: Floats
    numerator: Floats
    denominator: Floats
    interval: tuple[Floats, Floats]
    total: float = nan
    """The sum that is shown, NaN where none is."""
    over_periods: bool = False
    possible: Floats | None = None
    """Of a single value: every numerator of which pages would show just this."""

    @property
    def is_part(self) -> bool:
        return self.possible is None

    @property
    def places(self) -> list[tuple[str, str]]:
        """Clinic and period of each cell."""
        return list(self.written.observations.select("clinic", "period").iter_rows())


def read(case: Case) -> Example | None:
    """The example of a record of leak_examples.json; None where something stands there that we can't show."""
    published = case.of("published")
    return _of_one(case, published) if "denominator" in published else _of_parts(case, published)


def hidden_field(case: Case) -> str | None:
    """The field with the counts that must stay hidden."""
    return next((field for field in case.said if field.startswith("hidden")), None)


def _hidden(case: Case) -> list[float]:
    field = hidden_field(case)
    if field is None:
        return []
    return case.numbers(field).tolist() if isinstance(case[field], list) else [case.number(field)]


# ---------------------------------------------------------------- one value


def _of_one(case: Case, published: Case) -> Example | None:
    shares = {field: per for field in published.said if (per := _share_of(field))}
    intervals = [field for field, said in published.said.items() if isinstance(said, list) and len(said) == 2]
    if len(shares) > 1 or {*published.said} - {"numerator", "denominator", *shares, *intervals}:
        return None
    per = next(iter(shares.values()), 1)
    of_visits = shares and next(iter(shares)) not in SHARES
    measure = Measure(kind="rate", per=f"{per} visits") if of_visits else Measure(kind="proportion")
    size = 1 if of_visits else per
    possible = _possible(measure, published, dict.fromkeys(shares, size), intervals)
    known = [*_hidden(case), *([published.number("numerator")] if "numerator" in published else possible)]
    if not known:
        return None
    counts, of = np.array(known[:1]), published.number("denominator")
    low, high = published.numbers(intervals[0])[:, None] if intervals else np.full((2, 1), nan)
    shown = next((published.number(field) / size for field in shares), nan)
    return Example(
        written=_written(case, measure, counts, np.array([of]), [("clinic-1", "2025-01")]),
        counts=counts,
        value=np.array([shown]),
        numerator=np.array([published.number("numerator") if "numerator" in published else nan]),
        denominator=np.array([of]),
        interval=(low, high),
        possible=possible,
    )


def _share_of(field: str) -> int:
    """What a rate is per; 0 for what isn't one."""
    per = re.search(r"per_(\d+)", field)
    return int(per[1]) if per else SHARES.get(field, 0)


def _possible(measure: Measure, published: Case, shares: Mapping[str, int], intervals: list[str]) -> Floats:
    """Every numerator that our pages would show in these numbers, rounded as they are.

    An interval may be reckoned a little otherwise: its ends, each by itself, lead to the nearest numerator.
    """
    counts = np.arange(published.whole("denominator") + 1.0)
    of = np.full(counts.shape, published.number("denominator"))
    fits = np.ones(counts.shape, np.bool_)
    if "numerator" in published:
        fits &= counts == published.number("numerator")
    for field, size in shares.items():
        fits &= _reads(pooled_values.value(measure, counts, of) * size, published[field])
    for field in intervals:
        for ours, said in zip(uncertainty.interval_of(measure, counts, of), published[field], strict=True):
            fits &= counts == counts[np.abs(ours - said).argmin()]
    return counts[fits]


def _reads(numbers: Floats, said: float) -> Bools:
    """Which numbers are this one when they are rounded to its decimals."""
    half = 0.5 * 10.0 ** int(Decimal(str(said)).as_tuple().exponent)
    return np.abs(numbers - said) <= half * (1 + 1e-9)


# ---------------------------------------------------------------- parts of a total


def _of_parts(case: Case, published: Case) -> Example | None:
    lists = [field for field, said in published.said.items() if isinstance(said, list)]
    totals = [field for field in published.said if "total" in field and field not in lists]
    if len(lists) != 1 or len(totals) != 1 or len(published.said) != 2:
        return None
    shown, total = published.numbers(lists[0]), published.number(totals[0])
    periods = PERIODS.get(lists[0])
    if periods and len(shown) > len(periods):
        return None
    counts = shown.copy()
    counts[np.isnan(shown)] = _withheld(case, shown, total)
    places = (
        [("clinic-1", period) for period in periods[: len(shown)]]
        if periods
        else [(f"clinic-{nth}", "2025-01") for nth in range(1, len(shown) + 1)]
    )
    nothing = np.full(shown.shape, nan)
    return Example(
        written=_written(case, Measure(kind="count"), counts, nothing, places),
        counts=counts,
        value=shown,
        numerator=shown,
        denominator=nothing,
        interval=(nothing, nothing),
        total=total,
        over_periods=periods is not None,
    )


def _withheld(case: Case, shown: Floats, total: float) -> list[float]:
    """The counts in place of each null. Where the record tells none, any small ones are as good as others."""
    missing = int(np.isnan(shown).sum())
    counts = _hidden(case) or ([total - float(np.nansum(shown))] if missing == 1 else [1.0] * missing)
    if len(counts) != missing:
        raise case.refused(f"`{hidden_field(case)}` has {len(counts)} counts, but {missing} are hidden")
    return counts


def _written(
    case: Case, measure: Measure, counts: Floats, of: Floats, places: list[tuple[str, str]]
) -> HandbookData:
    """The handbook in whose files these counts stand."""
    rows = [
        {
            "clinic": clinic,
            "standard": NAME,
            "period": period,
            "value": float(pooled_values.value(measure, np.float64(count), np.float64(n))),
            "numerator": count,
            "denominator": n if isfinite(n) else None,
            "file": FILE,
            "line": nth,
            "column": 1,
        }
        for nth, ((clinic, period), count, n) in enumerate(
            zip(places, counts.tolist(), of.tolist(), strict=True), 1
        )
    ]
    return HandbookData(
        root=Path(),
        settings=Settings(title="Example", privacy=PrivacyRule(hide_below=case.whole("threshold") + 1)),
        countries={COUNTRY: Country(name="Somewhere")},
        clinics={clinic: Clinic(name=clinic, country=COUNTRY) for clinic, _ in places},
        roles={},
        standards={NAME: Standard(title="Counted", theme="any", privacy="sensitive", measure=measure)},
        national={},
        observations=pl.DataFrame(rows, schema=OBSERVATION_COLUMNS),
    )
