"""Small handbooks for tests, written as values instead of files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from generator import pipeline
from generator.model.handbook_data import OBSERVATION_COLUMNS, HandbookData
from generator.model.inputs import (
    Change,
    Clinic,
    Country,
    DatedChange,
    Definition,
    Measure,
    Settings,
    Standard,
)
from generator.model.period import parse, run
from generator.model.results import Limits, Panel
from generator.model.standard_results import StandardResult
from generator.problem import Place
from generator.statistics import series, xmr_chart

SOMEWHERE = Place("data/kpis/by-hand.yml")
LATER = date(2100, 1, 1)


def standard(kind: str = "proportion", **fields: Any) -> Standard:
    """A standard; fields of its measure are recognised by name."""
    of_measure = {name: fields.pop(name) for name in list(fields) if name in Measure.model_fields}
    return Standard(title="By hand", theme="any", measure=Measure(kind=kind, **of_measure), **fields)


def clinic(country: str = "mx", **fields: Any) -> Clinic:
    return Clinic(name="By hand", country=country, **fields)


def row(clinic: str, standard: str, period: str, *counts: float, **fields: Any) -> dict[str, Any]:
    """An observation; two counts are a numerator and a denominator, one is a value."""
    if len(counts) == 2:
        met, of = counts
        fields = {"value": met / of if of else None, "numerator": met, "denominator": of} | fields
    elif counts:
        fields = {"value": counts[0]} | fields
    place = {"file": SOMEWHERE.file, "line": SOMEWHERE.line, "column": SOMEWHERE.column}
    return {"clinic": clinic, "standard": standard, "period": period} | place | fields


def monthly(clinic: str, standard: str, first: str, values: Iterable[float | None]) -> list[dict[str, Any]]:
    """One observation a month; a missing one is no observation."""
    period, rows = parse(first), []
    for value in values:
        if value is not None:
            rows.append(row(clinic, standard, period.text, value))
        period = period.next()
    return rows


def written(
    standards: Mapping[str, Standard],
    clinics: Mapping[str, Clinic],
    rows: Iterable[Mapping[str, Any]],
    *,
    settings: Mapping[str, Any] | None = None,
    changes: Iterable[DatedChange] = (),
    comparable: Mapping[tuple[str, str], str] | None = None,
) -> HandbookData:
    countries = dict.fromkeys(clinic.country for clinic in clinics.values())
    return HandbookData(
        root=Path(),
        settings=Settings.model_validate({"title": "By hand", **(settings or {})}),
        countries={country: Country(name=country) for country in countries},
        clinics=clinics,
        roles={},
        standards=standards,
        national={},
        observations=pl.DataFrame(list(rows), schema=OBSERVATION_COLUMNS),
        changes=tuple(changes),
        comparable={
            pair: Definition(sameness, None, SOMEWHERE) for pair, sameness in (comparable or {}).items()
        },
    )


def change(at: str, *, clinic: str | None = None, standard: str | None = None) -> DatedChange:
    """A change that starts new limits."""
    return DatedChange(clinic, Change(at=at, standard=standard, note="Something", restart=True), SOMEWHERE)


def panels(handbook: HandbookData) -> dict[str, Panel]:
    return series.panels(handbook, LATER)


def limits(panel: Panel, **options: Any) -> Limits:
    return xmr_chart.limits(panel.value, panel.restart, **options)


def finding(handbook: HandbookData, name: str) -> StandardResult:
    return pipeline.found(handbook, {name: panels(handbook)[name]}, beside=True)[name]


def texts(panel: Panel) -> list[str]:
    return [period.text for period in panel.periods]


def shown(numbers: np.ndarray) -> list[list[float | None]]:
    """An array as lists, NaN as None, so that it can be compared."""
    return [[None if np.isnan(number) else number for number in line] for line in numbers.tolist()]


def months(first: str, last: str) -> list[str]:
    return [period.text for period in run(parse(first), parse(last))]
