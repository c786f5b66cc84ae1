"""The same values by another country's targets, judged by the functions that judge them at home."""

from __future__ import annotations

import pytest
from by_hand import clinic, finding, row, standard, written

from generator.compare import other_targets
from generator.model.results import Verdict

CLINICS = {"cabos": clinic("mx", peers=("small",)), "toronto": clinic("ca")}
COUNTRIES = ("mx", "ca")


def verdicts(*said: object, rows: list[dict] | None = None, **more: object) -> dict[str, list[Verdict]]:
    """By country, the verdicts on both clinics; each has met 18 of 20."""
    rows = rows or [row(name, "reply", "2025-01", 18, 20) for name in CLINICS]
    handbook = written({"reply": standard(targets=said)}, CLINICS, rows, **more)
    found = other_targets.frames(handbook, {"reply": finding(handbook, "reply")})
    return {country: [Verdict(code) for code in found["reply", country].verdict] for country in COUNTRIES}


def test_a_country_judges_every_clinic_by_its_own_target() -> None:
    assert verdicts({"value": "95%", "in": "mx"}, {"value": "85%", "in": "ca"}) == {
        "mx": [Verdict.MISSED, Verdict.MISSED],
        "ca": [Verdict.MET, Verdict.MET],
    }


def test_where_a_country_has_none_everybody_s_holds() -> None:
    assert verdicts("95%", {"value": "85%", "in": "ca"})["mx"] == [Verdict.MISSED, Verdict.MISSED]


def test_a_standard_without_a_target_there_has_no_counterpart() -> None:
    assert verdicts({"value": "95%", "in": "mx"})["ca"] == [Verdict.NO_TARGET, Verdict.NO_TARGET]


@pytest.mark.parametrize("narrow", ["cabos", "small"])
def test_what_a_clinic_or_its_peers_have_set_for_themselves_counts_nowhere_else(narrow: str) -> None:
    said = ("85%", {"value": "99%", "in": narrow})
    assert verdicts(*said)["ca"] == [Verdict.MET, Verdict.MET]


def test_the_target_in_force_at_the_newest_value_counts() -> None:
    said = ("85%", {"value": "95%", "in": "ca", "from": "2025-02"})
    assert verdicts(*said)["ca"] == [Verdict.MET, Verdict.MET]
    later = [row(name, "reply", "2025-02", 18, 20) for name in CLINICS]
    assert verdicts(*said, rows=later)["ca"] == [Verdict.MISSED, Verdict.MISSED]


def test_another_definition_is_not_judged_anywhere() -> None:
    found = verdicts("85%", comparable={("cabos", "reply"): "variant"})
    assert found["ca"] == [Verdict.NOT_COMPARABLE, Verdict.MET]


def test_at_home_a_country_s_frame_is_its_own_verdict() -> None:
    handbook = written(
        {"reply": standard(targets=({"value": "95%", "in": "mx"}, {"value": "85%", "in": "ca"}))},
        CLINICS,
        [row(name, "reply", "2025-01", 18, 20) for name in CLINICS],
    )
    home = finding(handbook, "reply")
    found = other_targets.frames(handbook, {"reply": home})
    for at, (name, it) in enumerate(CLINICS.items()):
        assert home.panel.clinics[at] == name
        assert found["reply", it.country].verdict[at] == home.judged.verdict[at, 0]
