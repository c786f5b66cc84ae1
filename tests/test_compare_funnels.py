"""Funnels as PHEindicatormethods and FunnelPlotR reckon them, and where we differ on purpose."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.compare import funnels
from generator.compare.funnels import Z95, Z998, Outlier
from generator.statistics import intervals

VECTORS = Path(__file__).parent / "vectors"
ROUNDED = {"95": 1.959964, "998": 3.090232}  # FunnelPlotR's z
LEVELS = {"95": (Z95, 0.95), "998": (Z998, 0.998)}
FOLDED = {
    "PR-14-od": "the reference's upper limit folds back below 1",
    "edge-den-zero": "the same, of the largest denominator",
}
SAID = {
    Outlier.FAR_BELOW: "Low (0.001)",
    Outlier.BELOW: "Low (0.025)",
    Outlier.WITHIN: "Not significant",
    Outlier.ABOVE: "High (0.025)",
    Outlier.FAR_ABOVE: "High (0.001)",
}


def cases(name: str, kept: Any) -> list[Any]:
    records = json.loads((VECTORS / name).read_text(encoding="utf-8"))
    return [pytest.param(record, id=record["id"]) for record in records if kept(record)]


def funnel(*kinds: str) -> list[Any]:
    return cases("funnel/phe_funnels.json", lambda record: record["kind"] in kinds)


def overdispersed(data_type: str, method: str | None = None, asked: bool | None = None) -> list[Any]:
    def kept(record: dict[str, Any]) -> bool:
        said = record["input"]
        alike = said["data_type"] == data_type and said["sr_method"] == method
        return alike and asked in (None, said["od_requested"])

    return cases("overdispersion/funnelplotr.json", kept)


def numbers(printed: list[float | None]) -> np.ndarray:
    return np.array([np.nan if number is None else number for number in printed], np.float64)


def close(ours: Any, printed: Any) -> None:
    theirs = numbers(printed) if isinstance(printed, list) else printed
    # Of what is nothing but for rounding the reference prints the rounding.
    np.testing.assert_allclose(ours, theirs, rtol=1e-9, atol=1e-15)


def counts(case: dict[str, Any]) -> tuple[np.ndarray, np.ndarray]:
    return numbers(case["input"]["numerator"]), numbers(case["input"]["denominator"])


def words(codes: np.ndarray) -> list[str]:
    return [SAID[Outlier(code)] for code in codes.tolist()]


@pytest.mark.parametrize("case", funnel("proportion"))
def test_limits_of_proportions_are_the_reference_s(case: dict[str, Any]) -> None:
    x, n = numbers(case["numerator"]), numbers(case["denominator"])
    average, drawn = funnels.benchmark(x, n), case["plot_limits_pct"]
    close(average, case["average"])
    for level, (z, _) in LEVELS.items():
        units = funnels.limits(average, n, z)
        curve = funnels.limits(average, numbers(drawn["population"]), z)
        for side, ours, line in zip(("lower", "upper"), units, curve, strict=True):
            close(ours, case["unit_limits_unclipped"][side + level])
            close(100 * np.clip(line, 0, 1), drawn[side + level])


@pytest.mark.parametrize("case", funnel("proportion"))
def test_proportions_outside_are_the_reference_s(case: dict[str, Any]) -> None:
    x, n = numbers(case["numerator"]), numbers(case["denominator"])
    near, far = (funnels.limits(funnels.benchmark(x, n), n, z) for z in (Z95, Z998))
    assert words(funnels.significance(x / n, near, far)) == case["significance"]


@pytest.mark.parametrize("case", funnel("ratio_isr", "crude_rate"))
def test_rates_outside_are_the_reference_s(case: dict[str, Any]) -> None:
    ratio = case["kind"] == "ratio_isr"
    x, n = (numbers(case[name]) for name in (("observed", "expected") if ratio else ("events", "population")))
    average = 1.0 if ratio else funnels.benchmark(x, n)
    near, far = (intervals.poisson(x, n, confidence) for _, confidence in LEVELS.values())
    assert words(funnels.significance_of_rate(average, near, far)) == case["significance"]


@pytest.mark.parametrize("case", funnel("ratio_isr", "crude_rate"))
def test_curves_of_rates_are_the_reference_s_where_it_stops_halving(case: dict[str, Any]) -> None:
    ratio, drawn = case["kind"] == "ratio_isr", case["plot_limits"]
    x = numbers(drawn["observed" if ratio else "events"])
    average, per = (1.0, 100) if ratio else (case["average"], case["multiplier"])
    for level, (z, _) in LEVELS.items():
        for side, sizes in zip(
            ("lower", "upper"), funnels.denominators_on_limits(average, x, z), strict=True
        ):
            close(per * x * average / halved(sizes * average, x), drawn[side + level])


def halved(mean: np.ndarray, count: np.ndarray) -> np.ndarray:
    """The mean at which the reference stops: m/(1+x+m), of 0 to 1, halved to the middle of 2^-23."""
    share = (2 * np.floor(mean / (1 + count + mean) * 2**23) + 1) / 2**24
    return (1 + count) * share / (1 - share)


@pytest.mark.parametrize("case", overdispersed("PR"))
def test_scores_of_proportions_are_the_reference_s(case: dict[str, Any]) -> None:
    z = funnels.scores(*counts(case))
    close(z, case["expected"]["z"])
    close(funnels.winsorised(z, case["input"]["trim_by"]), case["expected"]["z_trimmed"])


@pytest.mark.parametrize("case", overdispersed("PR", asked=True))
def test_overdispersion_of_proportions_is_the_reference_s(case: dict[str, Any]) -> None:
    found = funnels.overdispersion(*counts(case), case["input"]["trim_by"])
    close(found.phi, case["expected"]["phi"])
    close(found.tau2, case["expected"]["tau2"])
    assert (found.phi > 1) == case["expected"]["draw_adjusted"]


@pytest.mark.parametrize("case", overdispersed("PR"))
def test_limits_with_overdispersion_are_the_reference_s_clamped(case: dict[str, Any]) -> None:
    (x, n), expected = counts(case), case["expected"]
    for level, z in ROUNDED.items():
        ours = funnels.arcsine_limits(funnels.benchmark(x, n), n, z, expected["tau2"])
        for side, limit in zip(("lcl", "ucl"), ours, strict=True):
            close(limit, expected["od_limits_clamped"][f"od_{side}{level}"])


@pytest.mark.parametrize("case", overdispersed("PR", asked=True))
def test_clamping_is_all_we_do_otherwise(case: dict[str, Any]) -> None:
    (x, n), expected = counts(case), case["expected"]
    folded = 0
    for level, z in ROUNDED.items():
        ours = funnels.limits(funnels.benchmark(x, n), n, z, expected["tau2"])
        for side, limit in zip(("lcl", "ucl"), ours, strict=True):
            apart = np.abs(limit - numbers(expected[f"od_{side}{level}"])) > 1e-9
            assert (limit[apart] == (side == "ucl")).all()
            folded += int(apart.sum())
    assert (folded > 0) == (case["id"] in FOLDED)


@pytest.mark.parametrize("case", overdispersed("SR", "SHMI", asked=True))
def test_overdispersion_of_ratios_is_the_reference_s(case: dict[str, Any]) -> None:
    expected = case["expected"]
    found = funnels.overdispersion_of_ratios(*counts(case), case["input"]["trim_by"])
    close(found.phi, expected["phi"])
    close(found.tau2, expected["tau2"])
    for level, z in ROUNDED.items():
        for side, limit in zip(
            ("lcl", "ucl"), funnels.log_limits(counts(case)[1], z, found.used), strict=True
        ):
            close(limit, expected[f"od_{side}{level}"])


@pytest.mark.parametrize("case", overdispersed("SR", "SHMI") + overdispersed("SR", "CQC"))
def test_limits_of_ratios_without_overdispersion_are_the_reference_s(case: dict[str, Any]) -> None:
    for level, (z, _) in LEVELS.items():
        for side, limit in zip(("lcl", "ucl"), funnels.ratio_limits(counts(case)[1], z), strict=True):
            close(limit, case["expected"][side + level])


def test_limits_widen_only_in_the_columns_with_overdispersion() -> None:
    n, tau2 = np.full((1, 3), 100.0), np.array([0.0, 0.01, np.nan])
    lower, upper = funnels.limits(0.5, n, Z95, tau2)
    assert upper[0, 0] - 0.5 == pytest.approx(1.959963984540054 * 0.05)
    # sin^2(pi/4 + z sqrt(1/400 + 0.01))
    assert upper[0, 1] == pytest.approx(np.sin(np.pi / 4 + 1.959963984540054 * np.sqrt(0.0125)) ** 2)
    assert np.isnan([lower[0, 2], upper[0, 2]]).all()


@pytest.mark.parametrize("denominator", [0, -1, np.nan, np.inf])
@pytest.mark.parametrize("tau2", [0.0, 0.02])
def test_a_unit_of_no_size_has_no_limits(denominator: float, tau2: float) -> None:
    for of in (funnels.limits(0.5, denominator, Z95, tau2), funnels.ratio_limits(denominator, Z95, tau2)):
        assert np.isnan(of).all()


@pytest.mark.parametrize("share", [np.nan, -0.1, 1.1])
def test_without_a_benchmark_there_are_no_limits(share: float) -> None:
    assert np.isnan(funnels.limits(share, 100, Z95)).all()
    assert np.isnan(funnels.denominators_on_limits(np.nan, 3, Z95)).all()


def test_units_that_are_all_alike_do_not_vary() -> None:
    found = funnels.overdispersion(np.full((12, 1), 30.0), np.full((12, 1), 60.0))
    assert found.phi[0] == pytest.approx(0)
    assert found.tau2[0] == 0


def test_a_unit_by_itself_does_not_vary_and_none_says_nothing() -> None:
    x = np.array([[30.0, np.nan], [np.nan, np.nan]])
    found = funnels.overdispersion(x, np.full((2, 2), 60.0))
    assert found.phi.tolist() == pytest.approx([0, np.nan], nan_ok=True)
    assert found.tau2.tolist() == pytest.approx([0, np.nan], nan_ok=True)
    assert found.used.tolist() == [0, 0]


def test_no_unit_at_all_says_nothing() -> None:
    found = funnels.overdispersion(np.zeros((0, 2)), np.zeros((0, 2)))
    assert np.isnan(found).all()
    assert np.isnan(funnels.overdispersion_of_ratios(np.zeros((0, 2)), np.zeros((0, 2)))).all()


def test_none_and_all_of_all_bear_scores() -> None:
    z = funnels.scores([0.0, 10.0], [10.0, 10.0])
    # 2 sqrt 10 (0 - pi/4), and as much on the other side
    assert z.tolist() == pytest.approx([-np.sqrt(10) * np.pi / 2, np.sqrt(10) * np.pi / 2])


def test_a_ratio_of_nothing_observed_is_set_aside() -> None:
    observed, expected = np.array([0.0, 8, 12, 20, 9]), np.array([4.0, 9, 10, 18, 11])
    found = funnels.overdispersion_of_ratios(observed, expected)
    score = np.sqrt(expected[1:4]) * np.log(observed[1:4] / expected[1:4])
    rest = np.append(score, np.sqrt(11) * np.log(9 / 11))
    assert found.phi == pytest.approx(np.mean(rest**2))
    assert found.tau2 == 0


def test_a_value_on_a_limit_is_within_it() -> None:
    near, far = (0.4, 0.6), (0.3, 0.7)
    value = [0.1 + 0.2, 0.4, 0.6 * (1 + 1e-12), 0.6 * (1 + 1e-6), 0.7, 0.71, 0.29, np.nan]
    assert funnels.significance(value, near, far).tolist() == [-1, 0, 0, 1, 1, 2, -2, Outlier.NONE]


def test_a_rate_without_an_interval_is_not_told_high() -> None:
    assert funnels.significance_of_rate(0.1, (np.nan, 0.2), (np.nan, 0.3)) == Outlier.NONE


@pytest.mark.parametrize("trim", [-0.1, 0.5, 10])
def test_a_trim_that_leaves_nothing_is_refused(trim: float) -> None:
    with pytest.raises(ValueError, match="trim"):
        funnels.overdispersion([1.0], [2.0], trim)


UNITS = st.lists(
    st.tuples(st.integers(1, 400), st.floats(0, 1)).map(lambda it: (round(it[0] * it[1]), it[0])),
    min_size=1,
    max_size=30,
)


def of(units: list[tuple[int, int]]) -> list[float]:
    x, n = np.array(units, np.float64).T
    return [float(one) for one in funnels.overdispersion(x, n)]


def same(ours: list[float], theirs: list[float]) -> None:
    np.testing.assert_allclose(ours, theirs, rtol=1e-9, atol=1e-12)


@given(UNITS, st.randoms(use_true_random=False))
def test_the_order_of_units_changes_nothing(units: list[tuple[int, int]], chance: Any) -> None:
    mixed = chance.sample(units, len(units))
    same(of(mixed), of(units))


@given(UNITS)
def test_a_missing_unit_changes_nothing(units: list[tuple[int, int]]) -> None:
    for nothing in ((np.nan, 50), (3, np.nan), (0, 0), (5, 4), (-1, 5), (3, np.inf)):
        same(of([*units, nothing]), of(units))


@given(UNITS, st.integers(2, 9))
def test_phi_grows_with_the_size_of_units(units: list[tuple[int, int]], times: int) -> None:
    grown = [(x * times, n * times) for x, n in units]
    same(of(grown)[:1], [of(units)[0] * times])


@given(UNITS, UNITS)
def test_columns_do_not_know_of_one_another(one: list[tuple[int, int]], other: list[tuple[int, int]]) -> None:
    x, n = np.full((2, 30, 2), np.nan)
    for column, units in enumerate((one, other)):
        x[: len(units), column], n[: len(units), column] = np.array(units, np.float64).T
    found = funnels.overdispersion(x, n)
    for column, units in enumerate((one, other)):
        same([found.phi[column], found.tau2[column]], of(units))


@given(st.floats(0, 1), st.floats(0, 0.5), st.sampled_from([Z95, Z998]))
def test_a_clamped_funnel_only_narrows(share: float, tau2: float, z: float) -> None:
    lower, upper = funnels.arcsine_limits(share, np.geomspace(1, 1e9, 60), z, tau2)
    assert (np.diff(lower) >= 0).all()
    assert (np.diff(upper) <= 0).all()
    assert (lower <= share + 1e-12).all()
    assert (upper >= share - 1e-12).all()


INFINITE = np.array([np.inf, -np.inf, np.nan, 1e308, 0.0])


def test_infinities_warn_of_nothing_and_say_nothing() -> None:
    """Warnings are errors in tests."""
    side = funnels.significance(INFINITE, (INFINITE, INFINITE[::-1]), (-INFINITE, INFINITE))
    assert side.tolist() == [Outlier.NONE] * 4 + [Outlier.NONE]
    for limits in (funnels.limits(INFINITE, INFINITE, Z95, 0.1), funnels.ratio_limits(INFINITE[:3], Z95)):
        assert np.isnan(limits).all()
    assert np.isnan(funnels.overdispersion(INFINITE[:3], INFINITE[:3])).all()
