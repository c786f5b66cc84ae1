"""Conversions stage by stage, by hand."""

from __future__ import annotations

from math import sqrt

import numpy as np
import pytest
from by_hand import clinic, months, panels, row, standard, written

from generator.model.conversion import Flows
from generator.statistics import conversion_stages

CLINICS = {"a": clinic("mx"), "b": clinic("ca")}
YEAR = months("2025-01", "2025-12")


def at(name: str, month: str, *stages: float) -> dict:
    return row(name, "visits", month, stages[-1], stages[0], stages=list(stages))


def found(rows: list[dict], **more: object) -> Flows:
    fields = {"stages": ("asked", "booked", "came"), **more.pop("fields", {})}
    handbook = written({"visits": standard("conversion", **fields)}, CLINICS, rows, **more)
    return conversion_stages.flows(handbook, panels(handbook))["visits"]


def test_a_year_is_summed_stage_by_stage_and_each_step_is_sum_over_sum() -> None:
    flow = found([at("a", month, 100, 50, 40) for month in YEAR]).newest["a"]
    assert flow.counts == (1200, 600, 480)
    assert [step.rate for step in flow.steps] == [0.5, 0.8]
    assert (flow.first.text, flow.last.text, flow.periods, flow.of) == ("2025-01", "2025-12", 12, 12)


def test_the_newest_year_is_the_same_for_everybody() -> None:
    rows = [at("a", month, 100, 50, 40) for month in YEAR] + [at("b", "2026-01", 300, 50, 40)]
    newest = found(rows).newest
    assert {(flow.first.text, flow.last.text) for flow in newest.values()} == {("2025-02", "2026-01")}
    assert (newest["a"].counts, newest["a"].periods, newest["a"].of) == ((1100, 550, 440), 11, 12)


def test_a_step_has_wilson_s_interval() -> None:
    """Of 8 out of 10, with z² = 3.8415: (16 + z² -/+ z √(z² + 32 · 0.2)) / (2 (10 + z²))."""
    (step, _) = found([at("a", "2025-01", 10, 8, 4)]).newest["a"].steps
    z = 1.959963984540054
    reach = z * sqrt(z * z + 32 * 0.2)
    assert step.low == pytest.approx((16 + z * z - reach) / (2 * (10 + z * z)))
    assert step.high == pytest.approx((16 + z * z + reach) / (2 * (10 + z * z)))


def test_all_together_are_the_comparable_clinics_with_how_many_they_are() -> None:
    rows = [at("a", "2025-01", 100, 50, 40), at("b", "2025-01", 300, 30, 3)]
    assert found(rows).newest["network"].counts == (400, 80, 43)
    alone = found(rows, comparable={("b", "visits"): "variant"}).newest["network"]
    assert (alone.counts, alone.of) == ((100, 50, 40), 1)


def test_a_month_without_a_value_is_left_out_and_counted() -> None:
    rows = [at("a", month, 100, 50, 40) for month in YEAR if month != "2025-06"]
    flow = found(rows).newest["a"]
    assert (flow.counts, flow.periods, flow.of) == ((1100, 550, 440), 11, 12)


def test_a_sum_with_a_hidden_month_is_withheld_everywhere() -> None:
    rows = [at("a", month, 100, 50, 40) for month in YEAR[:-1]] + [at("a", "2025-12", 100, 50, 3)]
    sensitive = found(rows, fields={"privacy": "sensitive"})
    assert [sensitive.newest[owner].hidden for owner in ("a", "network")] == [True, True]
    assert sensitive.newest["a"].counts == sensitive.newest["network"].counts == ()
    assert [flow.hidden for flow in sensitive.quarters] == [False, False, False, True]


def test_a_stage_that_nobody_reached_has_no_step_after_it() -> None:
    flow = found([at("a", "2025-01", 10, 0, 0)]).newest["a"]
    assert flow.steps[0] is not None
    assert flow.steps[0].rate == 0
    assert flow.steps[1] is None


def test_the_best_is_looked_for_among_those_with_enough_to_tell() -> None:
    rows = [at("a", "2025-01", 100, 50, 40), at("b", "2025-01", 10, 9, 9)]
    best = found(rows, fields={"judge_from": 20}).best
    assert [it.clinic if it else None for it in best] == ["a", "a"]
    assert [it.clinic if it else None for it in found(rows).best] == ["b", "b"]


def test_other_standards_have_no_stages() -> None:
    handbook = written({"reply": standard()}, CLINICS, [row("a", "reply", "2025-01", 1, 2)])
    assert conversion_stages.flows(handbook, panels(handbook)) == {}


# ------------------------------------------------------------ every clinic by quarter


def test_a_clinic_s_quarters_are_summed_stage_by_stage() -> None:
    rows = [at("a", month, 100 + nth, 50, 40) for nth, month in enumerate(YEAR)]
    it = found([*rows, at("b", "2025-05", 30, 20, 10)])
    course = it.course
    assert course.counts[it.clinics["a"]].tolist() == [
        [303, 150, 120], [312, 150, 120], [321, 150, 120], [330, 150, 120],
    ]  # fmt: skip
    assert course.counts[it.clinics["b"], 1].tolist() == [30, 20, 10]
    assert np.isnan(course.counts[it.clinics["b"], [0, 2, 3]]).all()
    assert course.periods.tolist() == [[3, 3, 3, 3], [0, 1, 0, 0]]


def test_a_clinic_s_quarter_has_wilson_s_interval() -> None:
    """Of 24 out of 30, with z² = 3.8415: (48 + z² -/+ z √(z² + 96 · 0.2)) / (2 (30 + z²))."""
    it = found([at("a", month, 10, 8, 4) for month in YEAR[:3]])
    z = 1.959963984540054
    reach = z * sqrt(z * z + 96 * 0.2)
    assert it.course.low[0, 0, 0] == pytest.approx((48 + z * z - reach) / (2 * (30 + z * z)))
    assert it.course.high[0, 0, 0] == pytest.approx((48 + z * z + reach) / (2 * (30 + z * z)))


def test_of_a_clinic_only_the_quarter_with_the_hidden_month_is_withheld() -> None:
    rows = [at("a", month, 100, 50, 3 if month == "2025-05" else 40) for month in YEAR]
    course = found(rows, fields={"privacy": "sensitive"}).course
    assert course.hidden[0].tolist() == [False, True, False, False]
    assert np.isnan(course.counts[0, 1]).all()
    assert np.isnan([course.low[0, 1], course.high[0, 1]]).all()
    assert course.counts[0, 0].tolist() == [300, 150, 120]


def test_quarters_of_a_year_add_up_to_the_year() -> None:
    it = found([at("a", month, 100 + nth, 50 + nth, 40) for nth, month in enumerate(YEAR)])
    assert tuple(it.course.counts[0].sum(axis=0)) == it.newest["a"].counts
