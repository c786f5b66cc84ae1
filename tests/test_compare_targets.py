"""Each value is judged by the target in force then and there."""

from __future__ import annotations

import numpy as np
import pytest
from by_hand import clinic, finding, monthly, panels, row, shown, standard, written

from generator import pipeline
from generator.model.results import Assessment, Verdict
from generator.statistics import network_totals

CLINICS = {
    "a": clinic("mx", peers=("small",)),
    "b": clinic("mx"),
    "c": clinic("ca", peers=("small", "coastal")),
}
QUARTER = ("2025-01", "2025-02", "2025-03")


def judged(*said: object, rows: list[dict] | None = None, **fields: object) -> Assessment:
    rows = rows or [row(name, "reply", month, 18, 20) for name in CLINICS for month in QUARTER]
    return finding(written({"reply": standard(targets=said, **fields)}, CLINICS, rows), "reply").judged


def in_force(*said: object) -> list[list[float | None]]:
    return shown(judged(*said).target)


# ---------------------------------------------------------------- which target is in force


def test_a_target_without_a_date_has_always_been_in_force() -> None:
    assert in_force("80%") == [[0.8] * 3] * 3


def test_without_a_target_none_is_in_force() -> None:
    assert in_force() == [[None] * 3] * 3


def test_a_target_is_in_force_from_its_period_on() -> None:
    assert in_force("80%", {"value": "90%", "from": "2025-02"})[0] == [0.8, 0.9, 0.9]


def test_the_latest_wins_however_they_are_ordered() -> None:
    said = ({"value": "95%", "from": "2025-03"}, {"value": "90%", "from": "2025-02"}, "80%")
    assert in_force(*said)[0] == [0.8, 0.9, 0.95]


def test_of_two_from_the_same_day_the_one_written_last_wins() -> None:
    assert in_force("80%", "85%")[0] == [0.85] * 3


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        ("2025", [0.9, 0.9, 0.9]),
        ("2025-Q1", [0.9, 0.9, 0.9]),
        ("2025-01-02", [None, 0.9, 0.9]),
        ("2024/25", [0.9, 0.9, 0.9]),
        ("2026", [None] * 3),
        ("one day", [None] * 3),
    ],
)
def test_a_target_s_date_may_be_of_any_length(start: str, expected: list[float | None]) -> None:
    assert in_force({"value": "90%", "from": start})[0] == expected


def test_the_narrowest_scope_wins() -> None:
    said = (
        {"value": "95%", "in": "b"},
        {"value": "90%", "in": "small"},
        {"value": "85%", "in": "mx"},
        "80%",
    )
    assert [line[0] for line in in_force(*said)] == [0.9, 0.95, 0.9]
    assert [line[0] for line in in_force(*said[2:])] == [0.85, 0.85, 0.8]


def test_a_narrow_old_target_wins_over_a_wide_new_one() -> None:
    assert in_force({"value": "90%", "in": "mx"}, {"value": "70%", "from": "2025-02"})[0] == [0.9] * 3


def test_a_narrow_target_counts_only_from_its_date() -> None:
    assert in_force("80%", {"value": "90%", "from": "2025-03", "in": "a"})[0] == [0.8, 0.8, 0.9]


def test_of_two_peer_groups_the_later_target_wins() -> None:
    said = ({"value": "90%", "from": "2025-02", "in": "coastal"}, {"value": "85%", "in": "small"})
    assert in_force(*said)[2] == [0.85, 0.9, 0.9]


def test_a_scope_that_is_nobody_changes_nothing() -> None:
    assert in_force("80%", {"value": "90%", "in": "moon"}) == [[0.8] * 3] * 3


def test_a_target_that_nobody_can_read_is_none() -> None:
    assert in_force("eighty")[0] == [None] * 3


@pytest.mark.parametrize(
    ("kind", "fields", "said", "expected"),
    [
        ("duration", {}, "1 h 30 min", 90),
        ("duration", {}, "PT20M", 20),
        ("rate", {"per": "1000 visits"}, "2.5", 2.5),
        ("rate", {"per": "1000 visits"}, "2 per 500 visits", 4),
        ("rate", {"per": "1000 visits"}, "1/500", 2),
        ("count", {}, 3, 3),
        ("score", {"scale": (1, 5)}, "4.5", 4.5),
        ("score", {}, "90%", 0.9),
        ("money", {"currency": "USD"}, "30 USD", 30),
        ("money", {"currency": "USD"}, "30 CAD", None),
        ("conversion", {}, "40%", 0.4),
    ],
)
def test_targets_are_read_in_the_unit_of_the_measure(
    kind: str, fields: dict, said: object, expected: float | None
) -> None:
    rows = [row("a", "reply", "2025-01", 5.0)]
    assert shown(judged(said, rows=rows, kind=kind, **fields).target) == [[expected]]


# ---------------------------------------------------------------- groups


def group(*said: object) -> dict[str, float | None]:
    rows = [row(name, "reply", "2025-01", 18, 20) for name in CLINICS]
    handbook = written({"reply": standard(targets=said)}, CLINICS, rows)
    panel = network_totals.panels(handbook, panels(handbook))["reply"]
    found = pipeline.found(handbook, {"reply": panel})["reply"].judged
    return dict(zip(panel.clinics, (line[0] for line in shown(found.target)), strict=True))


def test_the_network_has_everybody_s_target_and_a_country_or_peer_group_its_own_first() -> None:
    said = ("80%", {"value": "90%", "in": "mx"}, {"value": "99%", "in": "small"}, {"value": "98%", "in": "a"})
    assert group(*said) == {"network": 0.8, "mx": 0.9, "ca": 0.8, "small": 0.99}


def test_a_country_s_target_is_not_the_network_s() -> None:
    assert group({"value": "90%", "in": "mx"}) == {"network": None, "mx": 0.9, "ca": None, "small": None}


def test_a_sum_of_counts_is_not_held_against_what_each_clinic_should_reach() -> None:
    rows = [row(name, "reply", "2025-01", numerator=3, value=3) for name in CLINICS]
    handbook = written({"reply": standard("count", targets=(2,))}, CLINICS, rows)
    panel = network_totals.panels(handbook, panels(handbook))["reply"]
    found = pipeline.found(handbook, {"reply": panel})["reply"].judged
    assert shown(found.target) == [[None]] * len(panel.clinics)


# ---------------------------------------------------------------- verdicts


def verdict(met: float, of: float, **fields: object) -> Verdict:
    found = judged("90%", rows=[row("a", "reply", "2025-01", met, of)], **fields)
    return Verdict(int(found.verdict[0, 0]))


@pytest.mark.parametrize(
    ("met", "of", "expected"),
    [
        (90, 100, Verdict.MET),
        (91, 100, Verdict.MET),
        (89, 100, Verdict.CLOSE),
        (85, 100, Verdict.CLOSE),
        (84, 100, Verdict.MISSED),
        (27, 30, Verdict.MET),
    ],
)
def test_more_is_better(met: int, of: int, expected: Verdict) -> None:
    assert verdict(met, of, close_within="5%") is expected


@pytest.mark.parametrize(
    ("minutes", "expected"),
    [(19, Verdict.MET), (20, Verdict.MET), (22, Verdict.CLOSE), (22.1, Verdict.MISSED)],
)
def test_less_is_better(minutes: float, expected: Verdict) -> None:
    found = judged(
        "20 min",
        kind="duration",
        better="lower",
        close_within="2 min",
        rows=[row("a", "reply", "2025-01", minutes)],
    )
    assert found.verdict[0, 0] == expected


def test_without_close_within_a_miss_is_a_miss() -> None:
    assert verdict(89, 100) is Verdict.MISSED


def test_rounding_of_a_float_is_no_miss() -> None:
    found = judged("30%", rows=[row("a", "reply", "2025-01", value=0.1 * 3 - 1e-16)])
    assert found.verdict[0, 0] == Verdict.MET


def test_too_few_are_shown_and_not_judged() -> None:
    assert verdict(1, 19, judge_from=20) is Verdict.NOT_JUDGED
    assert verdict(1, 20, judge_from=20) is Verdict.MISSED


def test_a_value_without_a_denominator_is_judged() -> None:
    found = judged("90%", judge_from=20, rows=[row("a", "reply", "2025-01", 0.95)])
    assert found.verdict[0, 0] == Verdict.MET


@pytest.mark.parametrize("fields", [{"better": "neither"}, {"status": "draft"}, {"status": "retired"}])
def test_what_has_no_direction_or_is_not_in_force_is_not_judged(fields: dict) -> None:
    assert verdict(1, 100, **fields) is Verdict.NO_TARGET


def test_before_the_first_target_there_is_no_verdict() -> None:
    found = judged({"value": "90%", "from": "2025-03"})
    assert found.verdict[0].tolist() == [Verdict.NO_TARGET, Verdict.NO_TARGET, Verdict.MET]


@pytest.mark.parametrize(("sameness", "expected"), [("variant", 8), ("not", 8), ("same", Verdict.MET)])
def test_another_definition_is_shown_and_not_judged(sameness: str, expected: int) -> None:
    rows = [row("a", "reply", "2025-01", 95, 100)]
    handbook = written(
        {"reply": standard(targets=("90%",))}, CLINICS, rows, comparable={("a", "reply"): sameness}
    )
    assert finding(handbook, "reply").judged.verdict[0, 0] == expected


def test_the_strongest_reason_names_the_verdict() -> None:
    rows = [
        row("a", "reply", "2025-01", 1, 19),
        row("a", "reply", "2025-02", 9, 17),
        row("b", "reply", "2025-02", missing="Flood"),
        row("c", "reply", "2025-02", 9, 17),
    ]
    handbook = written(
        {"reply": standard(privacy="sensitive", judge_from=20)},
        CLINICS,
        rows,
        comparable={("a", "reply"): "not", ("b", "reply"): "not"},
    )
    found = finding(handbook, "reply").judged
    assert found.verdict.tolist() == [
        [Verdict.HIDDEN, Verdict.NOT_COMPARABLE],
        [Verdict.NO_VALUE, Verdict.NO_VALUE],
        [Verdict.NO_VALUE, Verdict.NO_TARGET],
    ]


def test_a_hidden_value_says_so() -> None:
    rows = [row("a", "reply", "2025-01", 1, 19), row("b", "reply", "2025-01", 10, 20)]
    found = judged("90%", privacy="sensitive", rows=rows)
    assert found.verdict[:, 0].tolist() == [Verdict.HIDDEN, Verdict.MISSED]


def test_a_country_s_target_judges_the_country() -> None:
    rows = [row(name, "reply", "2025-01", 17, 20) for name in CLINICS]
    said = ("80%", {"value": "90%", "in": "mx"})
    handbook = written({"reply": standard(targets=said)}, CLINICS, rows)
    panel = network_totals.panels(handbook, panels(handbook))["reply"]
    found = pipeline.found(handbook, {"reply": panel})["reply"].judged
    assert panel.clinics == ("network", "mx", "ca", "small")
    assert found.verdict[:, 0].tolist() == [Verdict.MET, Verdict.MISSED, Verdict.MET, Verdict.MET]


def test_arrays_have_the_panel_s_shape() -> None:
    rows = monthly("a", "reply", "2025-01", [0.5, None, 0.5]) + monthly("c", "reply", "2025-02", [0.5])
    found = judged("90%", rows=rows)
    assert found.target.shape == found.verdict.shape == (2, 3)
    assert found.last.tolist() == [2, 1]
    assert np.isfinite(found.target).all()
