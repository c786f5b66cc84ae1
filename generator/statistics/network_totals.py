"""Values of the network and its countries: sums over sums, of comparable clinics only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

import numpy as np

from generator.model.inputs import HandbookSource
from generator.model.period import MONTHS_IN, Grain, Period, containing, run
from generator.model.results import Bools, Floats, Panel, Rows, YearTotal
from generator.model.standard_results import NETWORK
from generator.statistics import rebase_points
from generator.statistics.pooled_values import ADDABLE, Sums, value

THURSDAY = timedelta(days=3)
WITHIN_QUARTER = frozenset({Grain.DAY, Grain.WEEK, Grain.MONTH})


def panels(written: HandbookSource, clinics: Mapping[str, Panel]) -> dict[str, Panel]:
    """Group panels by standard, in the order of the standards. Only of what can be added up.

    Rows: 'network', then every country with a clinic in the panel, in the order of the countries,
    then every peer group with two clinics or more in it, but not all of them, by name.
    A period's sum holds the clinics that have counts then (`members`) out of those that should
    (`of`); it is withheld where one of them is hidden, lest that one be worked out by subtraction.
    A standard that adds up others is the sum of those. A mean score is weighted by its n.
    """
    dated = [restart for restart in rebase_points.dated(written) if restart.clinic is None]
    grids = {}
    for name, standard in written.standards.items():
        parts = [clinics[part] for part in _parts(written, name) if part in clinics]
        if standard.measure.kind in ADDABLE and parts:
            counts = _counts(written, name, parts)
            if counts.counted.any() or counts.hidden.any():
                grids[name] = _panel(written, name, counts, dated)
    return grids


def years(
    written: HandbookSource, groups: Mapping[str, Panel]
) -> dict[tuple[str, str], tuple[YearTotal, ...]]:
    """By (standard, group): sums over sums of each year of the handbook's calendar.

    A year holds the periods that begin in it (of weeks, those whose Thursday lies in it); periods
    that straddle such years are summed by calendar year. `members` and `of` are the most that any
    period had. A year is withheld where one of its periods is.
    """
    return _totals(
        written, groups, lambda panel: _by_year(panel.periods, written.settings.calendar.year_starts)
    )


def quarters(
    written: HandbookSource, groups: Mapping[str, Panel]
) -> dict[tuple[str, str], tuple[YearTotal, ...]]:
    """The same by quarter, of standards whose periods are weeks or months."""
    finer = {name: panel for name, panel in groups.items() if panel.periods[0].grain in WITHIN_QUARTER}
    return _totals(written, finer, lambda panel: _by_quarter(panel.periods))


def _totals(
    written: HandbookSource, groups: Mapping[str, Panel], spans_of: Callable[[Panel], dict[Period, list[int]]]
) -> dict[tuple[str, str], tuple[YearTotal, ...]]:
    totals = {}
    for name, panel in groups.items():
        spans, sums = spans_of(panel), Sums.of(written.standards[name].measure, panel)
        for row, group in enumerate(panel.clinics):
            totals[name, group] = tuple(_year(sums, row, span, columns) for span, columns in spans.items())
    return totals


def _parts(written: HandbookSource, name: str, above: tuple[str, ...] = ()) -> tuple[str, ...]:
    """The standards with values that this one adds up; itself, where it adds up none."""
    standard = written.standards.get(name)
    if standard is None or name in above:
        return ()
    if not standard.measure.adds_up:
        return (name,)
    below = (_parts(written, part, (*above, name)) for part in standard.measure.adds_up)
    return tuple(dict.fromkeys(part for parts in below for part in parts))


@dataclass(frozen=True)
class _Counts:
    """Sums over the parts of a standard, clinics by periods. Of comparable clinics only."""

    clinics: tuple[str, ...]
    periods: tuple[Period, ...]
    numerator: Floats
    denominator: Floats
    counted: Bools
    expected: Bools
    hidden: Bools
    means: Bools


def _counts(written: HandbookSource, name: str, parts: Sequence[Panel]) -> _Counts:
    measure, grain = written.standards[name].measure, parts[0].periods[0].grain
    parts = [part for part in parts if part.periods[0].grain is grain]
    periods = run(min(part.periods[0] for part in parts), max(part.periods[-1] for part in parts))
    present = frozenset(clinic for part in parts for clinic in part.clinics)
    clinics = tuple(clinic for clinic in written.clinics if clinic in present)
    place = {clinic: row for row, clinic in enumerate(clinics)}
    shape = (len(clinics), len(periods))
    summed = _Counts(clinics, periods, *np.zeros((2, *shape)), *np.zeros((4, *shape), np.bool_))
    for part in parts:
        sums, first = Sums.of(measure, part), periods.index(part.periods[0])
        rows = _comparable(written, part, name)
        to = np.ix_([place[part.clinics[row]] for row in rows], range(first, first + part.shape[1]))
        summed.numerator[to] += sums.numerator[rows]
        summed.denominator[to] += sums.denominator[rows]
        summed.counted[to] |= sums.counted[rows]
        summed.expected[to] |= part.expected[rows] | sums.counted[rows]
        summed.hidden[to] |= part.hidden[rows]
        summed.means[to] |= sums.means[rows]
    return summed


def _comparable(written: HandbookSource, part: Panel, name: str) -> list[int]:
    """Rows of the clinics whose definition of the part, and of the sum, is everybody's."""

    def same(clinic: str, standard: str) -> bool:
        definition = written.comparable.get((clinic, standard))
        return definition is None or definition.sameness == "same"

    return [
        row for row, clinic in enumerate(part.clinics) if same(clinic, part.standard) and same(clinic, name)
    ]


def _panel(
    written: HandbookSource, name: str, counts: _Counts, dated: Sequence[rebase_points.Restart]
) -> Panel:
    belongs = [(NETWORK, (it := written.clinics[clinic]).country, *it.peers) for clinic in counts.clinics]
    groups = (NETWORK, *_countries(written, counts.clinics), *_peers(written, counts.clinics))
    inside = [np.array([group in groups_of for groups_of in belongs]) for group in groups]

    def sums(numbers: Floats | Bools) -> Floats | Rows:
        return np.stack([numbers[rows].sum(axis=0) for rows in inside])

    members, hidden = sums(counts.counted), sums(counts.hidden) > 0
    numerator, denominator = sums(counts.numerator), sums(counts.denominator)
    measure, nothing = written.standards[name].measure, hidden | (members == 0)
    of = sums(counts.expected).astype(np.int32)
    return Panel(
        standard=name,
        clinics=groups,
        periods=counts.periods,
        value=np.where(nothing, np.nan, value(measure, numerator, denominator)),
        numerator=np.where(nothing | (sums(counts.means) > 0), np.nan, numerator),
        denominator=np.where(nothing | (measure.kind == "count"), np.nan, denominator),
        row=np.full(nothing.shape, -1, np.int32),
        expected=of > 0,
        hidden=hidden,
        restart=rebase_points.matrix(name, groups, counts.periods, dated),
        members=members.astype(np.int32),
        of=of,
    )


def _countries(written: HandbookSource, clinics: Sequence[str]) -> list[str]:
    there = {written.clinics[clinic].country for clinic in clinics}
    return [country for country in written.countries if country in there]


def _peers(written: HandbookSource, clinics: Sequence[str]) -> list[str]:
    """Peer groups that are more than one clinic and fewer than all, and no country's namesake."""
    many = Counter(peer for clinic in clinics for peer in set(written.clinics[clinic].peers))
    taken = {NETWORK, *written.countries}
    return sorted(peer for peer, n in many.items() if 1 < n < len(clinics) and peer not in taken)


def _by_quarter(periods: Sequence[Period]) -> dict[Period, list[int]]:
    spans: dict[Period, list[int]] = {}
    for column, period in enumerate(periods):
        day = period.start + THURSDAY if period.grain is Grain.WEEK else period.start
        spans.setdefault(containing(day, Grain.QUARTER, 1), []).append(column)
    return spans


def _by_year(periods: Sequence[Period], year_starts: int) -> dict[Period, list[int]]:
    """Columns of each year, in the order of time."""
    spans: dict[Period, list[int]] = {}
    for column, period in enumerate(periods):
        spans.setdefault(_year_of(period, year_starts), []).append(column)
    return spans


def _year_of(period: Period, year_starts: int) -> Period:
    if period.grain in (Grain.YEAR, Grain.FINANCIAL_YEAR):
        return period
    day = period.start + THURSDAY if period.grain is Grain.WEEK else period.start
    nests = (year_starts - 1) % MONTHS_IN.get(period.grain, 1) == 0
    financial = nests and year_starts != 1
    return containing(day, Grain.FINANCIAL_YEAR if financial else Grain.YEAR, year_starts)


def _year(sums: Sums, row: int, year: Period, columns: list[int]) -> YearTotal:
    panel, at = sums.panel, (row, columns)
    numerator, denominator = sums.numerator[at].sum(), sums.denominator[at].sum()
    months, hidden = int(sums.counted[at].sum()), bool(panel.hidden[at].any())
    shown = months > 0 and not hidden
    return YearTotal(
        year=year,
        value=float(value(sums.measure, numerator, denominator)) if shown else None,
        numerator=float(numerator) if shown and not sums.means[at].any() else None,
        denominator=float(denominator) if shown and sums.measure.kind != "count" else None,
        members=int(panel.members[at].max()) if panel.members is not None else 0,
        of=int(panel.of[at].max()) if panel.of is not None else 0,
        months=months,
        hidden=hidden,
    )
