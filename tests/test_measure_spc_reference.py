"""The same series give the same limits and signals as NHSRplotthedots gave."""

from __future__ import annotations

import copy
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from generator.compare import variation
from generator.model.results import POINTS_FOR_ICONS, Assurance, Limits, SpcRule, Variation
from generator.statistics import xmr_chart

HERE = Path(__file__).parent
SHEETS = [
    sheet
    for sheet in (
        HERE / "vectors" / "xmr_nhs.jsonl",
        HERE.parent.parent / "shared" / "vectors" / "xmr_nhs" / "xmr_nhs.jsonl",
    )
    if sheet.exists()
]
NEVER_REACHES_THE_LIMITS = {"D-duplicate-dates": "a value given twice is an error of the files"}
NO_LIMITS_WITHOUT_VARIATION = {"D-const-noscreen": "the reference draws limits of no width"}
SCREEN_THAT_LEAVES_NOTHING = {
    "D-zeros-with-one": "the reference screens the only moving range and flags every point",
    "D-one-step-in-constant-screen": "the same",
}
PLATEAU = {"D-plateau-joined-trends": "the reference takes the point before a tie for a fall"}
ON_PURPOSE = NO_LIMITS_WITHOUT_VARIATION | SCREEN_THAT_LEAVES_NOTHING | PLATEAU

RULES = {
    "Common Cause": (SpcRule.NONE, 0),
    "Above UCL": (SpcRule.OUTSIDE, 1),
    "Below LCL": (SpcRule.OUTSIDE, -1),
    "7 Point Trend (Increasing)": (SpcRule.TREND, 1),
    "7 Point Trend (Decreasing)": (SpcRule.TREND, -1),
    "2 in 3 Above CL": (SpcRule.TWO_OF_THREE, 1),
    "2 in 3 Below CL": (SpcRule.TWO_OF_THREE, -1),
    "7 Points Above CL": (SpcRule.SHIFT, 1),
    "7 Points Below CL": (SpcRule.SHIFT, -1),
}
BETTER = {"increase": "higher", "decrease": "lower", "neutral": "neither"}
ICONS = {
    "common_cause": Variation.STEADY,
    "improvement_high": Variation.IMPROVING,
    "improvement_low": Variation.IMPROVING,
    "concern_high": Variation.WORSENING,
    "concern_low": Variation.WORSENING,
    "neutral_high": Variation.RISING,
    "neutral_low": Variation.FALLING,
}
ASSURED = {
    "consistent_pass": Assurance.PASS,
    "consistent_fail": Assurance.FAIL,
    "inconsistent": Assurance.HIT_OR_MISS,
    None: Assurance.NONE,
}


@dataclass(frozen=True)
class Given:
    """A case's series in the order of its dates."""

    value: np.ndarray
    restart: np.ndarray
    options: dict[str, Any]

    @classmethod
    def of(cls, case: dict[str, Any]) -> Given:
        given = case["input"]
        order = np.argsort(given["dates"], kind="stable")
        value = [np.nan if given["values"][at] is None else given["values"][at] for at in order]
        restart = [given["dates"][at] in given["rebase_dates"] for at in order]
        options = {"screen": given["screen_outliers"], "fix_after_n_points": given["fix_after_n_points"]}
        return cls(np.array([value], np.float64), np.array([restart]), options)

    def limits(self, **options: Any) -> Limits:
        return xmr_chart.limits(self.value, self.restart, **self.options, **options)


def cases(kept: Any) -> list[Any]:
    return [
        pytest.param(case, id=f"{sheet.parent.name}:{case['id']}")
        for sheet in SHEETS
        for case in map(json.loads, sheet.read_text(encoding="utf-8").splitlines())
        if kept(case)
    ]


def agreeing(case: dict[str, Any]) -> bool:
    return not case["expected"]["error"] and case["id"] not in ON_PURPOSE


def long_enough(case: dict[str, Any]) -> bool:
    """Whether the last value's group is long enough for icons: our rule, not the reference's."""
    group, value = case["expected"]["rebase_group"], Given.of(case).value[0]
    values = np.flatnonzero(np.isfinite(value)).tolist()
    return sum(group[at] == group[values[-1]] for at in values) >= POINTS_FOR_ICONS


def differences(case: dict[str, Any]) -> list[str]:
    """What of a case comes out otherwise than in the reference."""
    expected, limits = case["expected"], Given.of(case).limits()
    scale = np.abs(numbers(expected["mean"]))
    found = [
        name
        for name, ours in (("mean", limits.mean), ("lpl", limits.lower), ("upl", limits.upper))
        if not equal(ours[0], numbers(expected[name]), scale)
    ]
    if limits.group[0].tolist() != expected["rebase_group"]:
        found.append("rebase_group")
    if signals(limits) != [RULES[name] for name in expected["special_cause_type"]]:
        found.append("special_cause_type")
    return found


def numbers(printed: list[float | None]) -> np.ndarray:
    return np.array([np.nan if number is None else number for number in printed], np.float64)


def equal(ours: np.ndarray, theirs: np.ndarray, scale: np.ndarray) -> bool:
    """Within 1e-9 of the number, or of the mean where a limit is next to nothing."""
    undefined = np.isnan(theirs)
    near = np.abs(ours - theirs) <= 1e-9 * np.maximum(np.abs(theirs), scale)
    return bool(np.all(np.where(undefined, np.isnan(ours), near)))


def signals(limits: Limits) -> list[tuple[SpcRule, int]]:
    return [
        (SpcRule(rule), way)
        for rule, way in zip(limits.rule[0].tolist(), limits.direction[0].tolist(), strict=True)
    ]


@pytest.mark.parametrize("case", cases(agreeing))
def test_limits_and_signals_are_the_reference_s(case: dict[str, Any]) -> None:
    assert differences(case) == []


@pytest.mark.parametrize(
    "case", cases(lambda case: agreeing(case) and "alt_mdc2023_special_cause_type" in case)
)
def test_the_other_two_of_three_rule_counts_points_outside_too(case: dict[str, Any]) -> None:
    expected = [RULES[name] for name in case["alt_mdc2023_special_cause_type"]]
    assert signals(Given.of(case).limits(two_of_three="mdc2023")) == expected


@pytest.mark.parametrize("case", cases(lambda case: agreeing(case) and long_enough(case)))
def test_the_last_point_has_the_reference_s_icons(case: dict[str, Any]) -> None:
    given, expected = Given.of(case), case["expected"]
    limits, better = given.limits(), BETTER[case["input"]["improvement_direction"]]
    last = np.array([np.flatnonzero(np.isfinite(given.value[0]))[-1]])
    goal = case["input"]["target"]
    target = np.full(given.value.shape, np.nan if goal is None else goal)
    assert variation.variation(given.value, limits, last, better) == (ICONS[expected["variation_icon"]],)
    undefined = bool(np.isnan(limits.lower[0, last[0]]))  # where the reference says 'inconsistent'
    assured = Assurance.NONE if undefined else ASSURED[expected["assurance_type"]]
    assert variation.assurance(limits, target, last, better) == (assured,)


@pytest.mark.parametrize(
    "case", cases(lambda case: case["expected"]["error"] and case["id"] not in NEVER_REACHES_THE_LIMITS)
)
def test_what_the_reference_refuses_is_refused_or_is_a_gap(case: dict[str, Any]) -> None:
    given = Given.of(case)
    if np.isnan(given.value).any():
        assert np.isfinite(given.limits().mean).all()
    else:
        with pytest.raises(ValueError, match="baseline"):
            given.limits()


@pytest.mark.parametrize("case", cases(lambda case: case["id"] in ON_PURPOSE))
def test_a_difference_on_purpose_is_still_one(case: dict[str, Any]) -> None:
    assert differences(case) != []


@pytest.mark.parametrize("name", ["mean", "lpl", "upl"])
def test_one_altered_number_is_noticed(name: str) -> None:
    case = copy.deepcopy(cases(agreeing)[0].values[0])
    case["expected"][name][-1] *= 1 + 1e-8
    assert differences(case) == [name]


def test_one_altered_signal_is_noticed() -> None:
    case = copy.deepcopy(cases(agreeing)[0].values[0])
    kinds = case["expected"]["special_cause_type"]
    kinds[0] = "Above UCL" if kinds[0] == "Common Cause" else "Common Cause"
    assert differences(case) == ["special_cause_type"]


def test_the_sheet_of_cases_is_whole() -> None:
    assert len(SHEETS[0].read_text(encoding="utf-8").splitlines()) == 137
