"""What a series does of late, and since when."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from by_hand import change, clinic, finding, monthly, row, standard, written

from generator.compare import variation
from generator.model.results import Assessment, Assurance, SpcRule, Variation
from generator.statistics import xmr_chart

CLINICS = {"a": clinic()}
STEADY = [50, 52] * 8
UP = [*STEADY, 53, 53, 53, 53, 53, 53, 53]
"""Mean 51.6: the last eight are above it."""
DOWN = [102 - value for value in UP]


def judged(values: list[float | None], better: str = "higher", **more: object) -> Assessment:
    fields = {name: more.pop(name) for name in list(more) if name != "changes"}
    standards = {"waits": standard("count", better=better, **fields)}
    handbook = written(standards, CLINICS, monthly("a", "waits", "2024-01", values), **more)
    return finding(handbook, "waits").judged


@pytest.mark.parametrize(
    ("values", "better", "expected"),
    [
        (UP, "higher", Variation.IMPROVING),
        (UP, "lower", Variation.WORSENING),
        (UP, "neither", Variation.RISING),
        (DOWN, "higher", Variation.WORSENING),
        (DOWN, "lower", Variation.IMPROVING),
        (DOWN, "neither", Variation.FALLING),
        (STEADY, "higher", Variation.STEADY),
        (STEADY, "neither", Variation.STEADY),
    ],
)
def test_a_signal_means_what_the_direction_says(
    values: list[float], better: str, expected: Variation
) -> None:
    assert judged(values, better).change == (expected,)


@pytest.mark.parametrize("status", ["draft", "retired"])
def test_drafts_and_retired_standards_still_change(status: str) -> None:
    assert judged(UP, status=status).change == (Variation.IMPROVING,)


def test_of_fewer_than_thirteen_values_nothing_is_said() -> None:
    assert judged([*[50, 52] * 5, 53, 99]).change == (Variation.TOO_FEW,)
    assert judged([*[50, 52] * 6, 99]).change == (Variation.IMPROVING,)


def test_a_gap_is_no_value() -> None:
    assert judged([*[50, 52] * 6, None, 50]).change == (Variation.STEADY,)
    assert judged([50, 52] * 5 + [None, 50, 51]).change == (Variation.TOO_FEW,)


def test_a_restart_begins_the_count_again() -> None:
    assert judged(UP, changes=[change("2025-01")]).change == (Variation.TOO_FEW,)


def test_a_series_that_never_varies_is_steady() -> None:
    found = judged([100] * 14, targets=(90,))
    assert found.change == (Variation.STEADY,)
    assert found.assurance == (Assurance.NONE,)


def test_values_too_scattered_for_limits_say_nothing() -> None:
    assert judged([value for pair in zip(STEADY, [None] * 16, strict=True) for value in pair]).change == (
        Variation.TOO_FEW,
    )


def test_the_last_value_speaks_even_if_it_is_old() -> None:
    rows = monthly("a", "waits", "2024-01", UP) + monthly("b", "waits", "2027-01", [50])
    handbook = written({"waits": standard("count")}, CLINICS | {"b": clinic()}, rows)
    found = finding(handbook, "waits").judged
    assert found.change == (Variation.IMPROVING, Variation.TOO_FEW)
    assert found.last.tolist() == [22, 36]


# ---------------------------------------------------------------- since


def test_since_is_where_the_run_of_signals_began() -> None:
    assert judged(UP).since.tolist() == [15]


def test_without_a_signal_there_is_no_since() -> None:
    assert judged(STEADY).since.tolist() == [-1]


def test_a_signal_of_too_few_points_has_no_since() -> None:
    assert judged([*[50, 52] * 5, 53, 99]).since.tolist() == [-1]


def test_a_signal_the_other_way_ends_the_run() -> None:
    assert judged([*STEADY, 10, 99]).since.tolist() == [17]


def test_a_gap_ends_the_run() -> None:
    assert judged([*STEADY, 99, None, 99]).since.tolist() == [18]


def test_a_restart_ends_the_run() -> None:
    value = np.array([[60.0, 60, 60, 60, 60]])
    restart = np.array([[False, False, True, False, False]])
    limits = replace(
        xmr_chart.limits(value, restart),
        rule=np.full((1, 5), SpcRule.SHIFT, np.int8),
        direction=np.ones((1, 5), np.int8),
    )
    assert variation.since(limits, np.array([4]), (Variation.IMPROVING,)).tolist() == [2]


# ---------------------------------------------------------------- assurance


@pytest.mark.parametrize(
    ("target", "better", "expected"),
    [
        (60, "higher", Assurance.FAIL),
        (60, "lower", Assurance.PASS),
        (40, "higher", Assurance.PASS),
        (40, "lower", Assurance.FAIL),
        (51, "higher", Assurance.HIT_OR_MISS),
        (51, "lower", Assurance.HIT_OR_MISS),
        (60, "neither", Assurance.NONE),
    ],
)
def test_assurance_is_where_the_target_lies_against_the_limits(
    target: float, better: str, expected: Assurance
) -> None:
    """Limits of 51 plus and minus 5.32."""
    assert judged(STEADY, better, targets=(target,)).assurance == (expected,)


def test_a_target_on_the_limit_is_hit_or_miss() -> None:
    assert judged(STEADY, targets=(51 + 5.32,)).assurance == (Assurance.HIT_OR_MISS,)


@pytest.mark.parametrize(
    "fields", [{}, {"targets": (60,), "status": "draft"}, {"targets": (60,), "status": "retired"}]
)
def test_without_a_target_in_force_nothing_is_assured(fields: dict) -> None:
    assert judged(STEADY, **fields).assurance == (Assurance.NONE,)


def test_of_fewer_than_thirteen_values_nothing_is_assured() -> None:
    assert judged(STEADY[:12], targets=(60,)).assurance == (Assurance.NONE,)


def test_the_target_of_the_last_value_is_the_one_that_counts() -> None:
    moved = (60, {"value": 51, "from": "2025-04"})
    assert judged(STEADY, targets=moved).assurance == (Assurance.HIT_OR_MISS,)


def test_another_definition_changes_but_is_not_assured() -> None:
    standards = {"waits": standard("count", targets=(99,))}
    handbook = written(
        standards, CLINICS, monthly("a", "waits", "2024-01", UP), comparable={("a", "waits"): "variant"}
    )
    found = finding(handbook, "waits").judged
    assert (found.change, found.assurance) == ((Variation.IMPROVING,), (Assurance.NONE,))


def test_a_clinic_without_a_value_has_no_icons() -> None:
    rows = [row("a", "waits", "2025-01", missing="Flood"), row("b", "waits", "2025-01", 5)]
    found = finding(written({"waits": standard("count")}, CLINICS | {"b": clinic()}, rows), "waits").judged
    assert found.last.tolist() == [-1, 0]
    assert found.change == (Variation.TOO_FEW, Variation.TOO_FEW)
    assert found.since.tolist() == [-1, -1]
