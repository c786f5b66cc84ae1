"""A clinic's steps of a conversion beside those of its peers, by hand."""

from __future__ import annotations

from collections.abc import Mapping
from math import sqrt

import numpy as np
import pytest
from by_hand import clinic, panels, row, standard, written
from hypothesis import given
from hypothesis import strategies as st

from generator.compare import stage_shares
from generator.model.comparison_results import PeerComparison
from generator.model.conversion import Differences, Flows
from generator.statistics import conversion_stages, intervals

Z95 = 1.959963984540054


def compared(counts: Mapping[str, tuple[float, ...]], month: str = "2025-01", **more: object) -> Flows:
    """One month of so many at each stage."""
    fields = {"stages": ("asked", "came"), **more.pop("fields", {})}
    rows = [row(it, "s", month, said[-1], said[0], stages=list(said)) for it, said in counts.items()]
    rows += more.pop("rows", [])
    handbook = written({"s": standard("conversion", **fields)}, {it: clinic() for it in counts}, rows, **more)
    return stage_shares.beside(
        handbook, conversion_stages.flows(handbook, panels(handbook)), intervals.wilson
    )["s"]


def told(it: Flows) -> Differences:
    assert it.differences is not None
    return it.differences


def wilson(x: float, n: float) -> tuple[float, float]:
    middle, reach = 2 * x + Z95**2, Z95 * sqrt(Z95**2 + 4 * x * (1 - x / n))
    return (middle - reach) / (2 * (n + Z95**2)), (middle + reach) / (2 * (n + Z95**2))


def test_the_difference_is_that_from_all_together_itself_included() -> None:
    """80 of 100 beside 180 of 300: 20 points. From the others, 100 of 200, it is 30, whose interval is
    Newcombe's; two thirds of all are the others, so two thirds of it."""
    found = told(compared({"a": (100, 80), "b": (100, 50), "c": (100, 50)}))
    (low, high), (least, most) = wilson(80, 100), wilson(100, 200)
    assert found.difference[0, 0] == pytest.approx(0.2)
    assert found.low[0, 0] == pytest.approx(2 / 3 * (0.3 - sqrt((0.8 - low) ** 2 + (most - 0.5) ** 2)))
    assert found.high[0, 0] == pytest.approx(2 / 3 * (0.3 + sqrt((high - 0.8) ** 2 + (0.5 - least) ** 2)))
    assert PeerComparison(found.standing[0, 0]) is PeerComparison.FAR_ABOVE


def test_each_step_is_compared_by_itself() -> None:
    it = compared(
        {"a": (200, 160, 80), "b": (200, 100, 50), "c": (200, 100, 50)},
        fields={"stages": ("asked", "booked", "came")},
    )
    assert told(it).standing[0].tolist() == [PeerComparison.FAR_ABOVE, PeerComparison.WITHIN]


def test_what_chance_could_explain_is_no_difference() -> None:
    """55 of 100 beside 100 of 200: the interval of 5 points reaches from about -7 to 17."""
    found = told(compared({"a": (100, 55), "b": (100, 50), "c": (100, 50)}))
    assert PeerComparison(found.standing[0, 0]) is PeerComparison.WITHIN
    assert found.low[0, 0] < 0 < found.high[0, 0]


def test_sure_at_95_but_not_at_998_per_cent_is_perhaps() -> None:
    """65 of 100 beside 100 of 200: z = 15 / sqrt(0.55 · 0.45 · 1.5) = 2.46, between 1.96 and 3.09."""
    found = told(compared({"a": (100, 65), "b": (100, 50), "c": (100, 50)}))
    assert PeerComparison(found.standing[0, 0]) is PeerComparison.ABOVE


ALIKE = {f"c{at}": (1000, 500) for at in range(9)}


def test_from_ten_clinics_on_a_difference_is_more_than_clinics_differ_by_anyway() -> None:
    """Nine alike and one far off: it differs. Shares from 30 to 75 %: nobody does, though chance
    alone would explain none of it."""
    apart = told(compared({**ALIKE, "x": (1000, 700)})).standing[:, 0]
    assert PeerComparison(apart[-1]) is not PeerComparison.WITHIN
    spread = told(compared({f"c{at}": (1000, 300 + 50 * at) for at in range(10)}))
    assert (spread.standing[:, 0] == PeerComparison.WITHIN).all()
    assert spread.low[-1, 0] > 0


@pytest.mark.parametrize(
    ("counts", "more", "why"),
    [
        ({"a": (9, 8), "b": (100, 50), "c": (100, 50)}, {}, PeerComparison.TOO_FEW),
        (
            {"a": (59, 50), "b": (100, 50), "c": (100, 50)},
            {"fields": {"judge_from": 60}},
            PeerComparison.TOO_FEW,
        ),
        ({"a": (100, 80), "b": (100, 50)}, {}, PeerComparison.FEW_PEERS),
        ({"a": (0, 0), "b": (100, 50), "c": (100, 50), "d": (9, 5)}, {}, PeerComparison.NO_INTERVAL),
        (
            {"a": (100, 80), "b": (100, 50), "c": (100, 50), "d": (100, 50)},
            {"comparable": {("a", "s"): "variant"}},
            PeerComparison.NOT_COMPARABLE,
        ),
        (
            {"a": (100, 97), "b": (100, 50), "c": (100, 50)},
            {"fields": {"privacy": "sensitive"}},
            PeerComparison.HIDDEN,
        ),
        (
            {"a": (100, 80), "b": (100, 50), "c": (100, 50)},
            {"fields": {"status": "draft"}},
            PeerComparison.NOT_IN_FORCE,
        ),
    ],
)
def test_it_is_said_why_nothing_is_compared(counts, more, why) -> None:
    found = told(compared(counts, **more))
    assert PeerComparison(found.standing[0, 0]) is why
    assert np.isnan([found.difference[0, 0], found.low[0, 0], found.high[0, 0]]).all()


def test_a_year_with_a_month_missing_is_not_held_against_whole_ones() -> None:
    more = [row(it, "s", "2025-02", 50, 100, stages=[100, 50]) for it in "bc"]
    found = told(compared({"a": (100, 80), "b": (100, 50), "c": (100, 50)}, rows=more))
    assert PeerComparison(found.standing[0, 0]) is PeerComparison.TOO_FEW
    assert PeerComparison(found.standing[1, 0]).told


def test_a_clinic_whose_peers_hide_a_count_is_not_compared() -> None:
    found = told(
        compared(
            {"a": (100, 97), "b": (100, 50), "c": (100, 50), "d": (90, 20)}, fields={"privacy": "sensitive"}
        )
    )
    assert not any(PeerComparison(code).told for code in found.standing[:, 0])


def test_the_benchmark_leaves_out_whose_definition_differs() -> None:
    counts = {"a": (100, 80), "b": (100, 50), "c": (100, 50), "d": (900, 0)}
    found = told(compared(counts, comparable={("d", "s"): "variant"}))
    assert found.difference[0, 0] == pytest.approx(0.2)


shares = st.tuples(st.integers(10, 400), st.floats(0, 1)).map(lambda it: (it[0], round(it[0] * it[1])))


@given(st.lists(shares, min_size=3, max_size=14))
def test_a_difference_is_told_only_where_its_interval_leaves_out_nothing(counts) -> None:
    found = told(compared({f"c{at}": it for at, it in enumerate(counts)}))
    for standing, low, high in zip(found.standing[:, 0], found.low[:, 0], found.high[:, 0], strict=True):
        if PeerComparison(standing).told and standing > 0:
            assert low > 0
        if PeerComparison(standing).told and standing < 0:
            assert high < 0
