"""Wilson's interval as PHEindicatormethods reckons it, and where there is none."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest

from generator.measure.intervals import wilson

SHEET = Path(__file__).parent / "vectors" / "wilson.csv"


def lines() -> list[dict[str, str]]:
    with SHEET.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("confidence", ["0.9", "0.95", "0.98", "0.998"])
def test_intervals_are_the_reference_s(confidence: str) -> None:
    cases = [line for line in lines() if line["confidence"] == confidence]
    x, n, lower, upper = (
        np.array([float(case[name]) for case in cases]) for name in ("x", "n", "lower", "upper")
    )
    found = wilson(x, n, float(confidence))
    assert len(cases) >= 91
    np.testing.assert_allclose(found[0], lower, rtol=1e-9, atol=0)
    np.testing.assert_allclose(found[1], upper, rtol=1e-9, atol=0)


def test_none_of_many_begins_at_nought_and_all_of_many_ends_at_one() -> None:
    lower, upper = wilson([0, 50], [50, 50])
    assert lower[0] == 0
    assert upper[1] == 1


@pytest.mark.parametrize(
    ("numerator", "denominator"), [(1, 0), (0, 0), (5, 4), (-1, 4), (np.nan, 4), (1, np.nan), (1, np.inf)]
)
def test_what_is_no_proportion_has_no_interval(numerator: float, denominator: float) -> None:
    assert np.isnan(wilson(numerator, denominator)).all()


@pytest.mark.parametrize("confidence", [0, 1, 95])
def test_a_confidence_that_is_none_is_refused(confidence: float) -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        wilson(1, 2, confidence)
