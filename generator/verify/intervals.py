"""Intervals of proportions, rates, counts and means, beside PHEindicatormethods'."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from generator.statistics import intervals
from generator.verify.answers import Answer
from generator.verify.cases import Case


def wilson(case: Case) -> Iterator[Answer]:
    """A row of wilson.csv."""
    x, n = case.number("x"), case.number("n")
    lower, upper = intervals.wilson(x, n, case.number("confidence"))
    yield Answer("value", case.number("value"), x / n)
    yield Answer("lower", case.number("lower"), float(lower))
    yield Answer("upper", case.number("upper"), float(upper))


def workbook(case: Case) -> Iterator[Answer]:
    """A row of the package's own workbook: Wilson of a proportion, or Byar of a count."""
    x, confidence = case.number("x"), float(case["confidence"].rstrip("%")) / 100
    if case["method"] == "Wilson":
        lower, upper = intervals.wilson(x, case.number("n"), confidence)
    else:
        lower, upper = intervals.byar(x, confidence)
    yield Answer("lowercl", case.number("lowercl"), float(lower))
    yield Answer("uppercl", case.number("uppercl"), float(upper))


def rate(case: Case) -> Iterator[Answer]:
    """A row of byars.csv: a rate (exact below 10, Byar from there), or Byar of the count itself."""
    x, n, per = (case.number(field) for field in ("x", "n", "multiplier"))
    confidence = case.number("confidence")
    if case["source"] == "byars_raw_count":
        lower, upper = intervals.byar(x, confidence)
    else:
        lower, upper = (np.asarray(it) * per for it in intervals.poisson(x, n, confidence))
    yield Answer("method", case["method"], "Exact" if case["source"] == "phe_rate" and x < 10 else "Byars")
    yield Answer("value", case.number("value"), x / n * per)
    yield Answer("lower", case.number("lower"), float(lower))
    yield Answer("upper", case.number("upper"), float(upper))


def mean(case: Case) -> Iterator[Answer]:
    """A record of mean_t.json: single values, their mean and its interval by Student's t."""
    values = case.numbers("values")
    n = len(values)
    middle = float(values.mean())
    sd = float(values.std(ddof=1)) if n > 1 else np.nan
    lower, upper = intervals.mean(middle, sd, n, case.number("confidence"))
    yield Answer("n", case.number("n"), n)
    yield Answer("mean", case.number("mean"), middle)
    yield Answer("sd", case.number("sd"), sd, scale=abs(middle))
    yield Answer("lower", case.number("lower"), float(lower), scale=abs(middle))
    yield Answer("upper", case.number("upper"), float(upper), scale=abs(middle))
