"""Newest values for programs: what a clinic's and a standard's file say, and what they keep to themselves."""

from __future__ import annotations

import json
import time
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
import pytest
from by_hand import LATER, clinic, months, row, standard, written

from generator import pipeline
from generator.disclosure import disclosure_audit
from generator.model.inputs import Target
from generator.model.standard_results import StandardResults
from generator.publish import api, values_table

CLINICS = {"north": clinic("ca", peers=["small"]), "south": clinic("mx"), "west": clinic("mx")}


def worked_out(standards, values, *, clinics=CLINICS, **more) -> StandardResults:
    return pipeline.worked_out(written(standards, clinics, values, **more), LATER)


def files(findings: StandardResults) -> dict:
    return {file.path: json.loads(file.content()) for file in api.files(findings)}


def told(findings: StandardResults, name: str, of: str = "share") -> dict:
    return files(findings)[f"api/clinics/{name}.json"]["standards"].get(of, {})


def share(**fields):
    return {"share": standard(targets=["90%"], **fields)}


def test_a_clinic_s_file_says_who_it_is_and_its_newest_value_in_the_unit_of_pages():
    values = [row("north", "share", "2025-01", 30, 40), row("north", "share", "2025-02", 81, 263)]
    file = files(worked_out(share(), values))["api/clinics/north.json"]
    assert (file["id"], file["name"], file["country"], file["peers"]) == ("north", "By hand", "ca", ["small"])
    # Wilson's interval for 81 of 263 is Newcombe's own example: 0.2553 to 0.3662.
    newest = file["standards"]["share"]
    assert newest.pop("low") == pytest.approx(25.53, abs=0.005)
    assert newest.pop("high") == pytest.approx(36.62, abs=0.005)
    assert newest == {
        "period": "2025-02",
        "value": pytest.approx(100 * 81 / 263),
        "numerator": 81,
        "denominator": 263,
        "target": 90,
        "verdict": "missed",
        "standing": "not compared: fewer than 3 peers",
        "change": "too few",
    }


def test_only_countries_that_judge_otherwise_are_frames():
    targets = [Target(value="90%"), Target.model_validate({"value": "70%", "in": "mx"})]
    values = [row(name, "share", "2025-01", 80, 100) for name in CLINICS]
    findings = worked_out({"share": standard(targets=targets)}, values)
    assert told(findings, "north")["frames"] == {"mx": [70, "met"]}
    assert told(findings, "south")["frames"] == {"ca": [90, "missed"]}


def test_over_time_other_countries_have_a_digit_a_period_and_their_targets_from_when_they_hold():
    """80 % of 100 by 90 %, and from March on 75 %, in Mexico: missed, missed, no value, met. 1 is met, 3
    missed, 6 no value, as the guide says."""
    targets = [
        Target(value="60%"),
        Target.model_validate({"value": "90%", "in": "mx"}),
        Target.model_validate({"value": "75%", "in": "mx", "from": "2025-03"}),
    ]
    values = [row("north", "share", month, 80, 100) for month in ("2025-01", "2025-02", "2025-04")]
    others = [row("west", "share", month, 80, 100) for month in ("2024-12", "2025-05")]
    findings = worked_out({"share": standard(targets=targets)}, [*values, *others])
    assert told(findings, "north")["over_time"] == {
        "first": "2025-01",
        "frames": {"mx": {"verdicts": "3361", "targets": [["2025-01", 90], ["2025-03", 75]]}},
    }
    assert list(told(findings, "west")["over_time"]["frames"]) == ["ca"]
    assert told(findings, "west")["over_time"]["frames"]["ca"]["targets"] == [["2024-12", 60]]


def test_where_nobody_judges_otherwise_nothing_is_said_over_time():
    values = [row("north", "share", month, 80, 100) for month in months("2025-01", "2025-03")]
    assert "over_time" not in told(worked_out(share(), values), "north")


def test_a_frame_without_a_target_says_so():
    targets = [Target.model_validate({"value": "70%", "in": "mx"})]
    values = [row("south", "share", "2025-01", 80, 100)]
    assert told(worked_out({"share": standard(targets=targets)}, values), "south")["frames"] == {
        "ca": [None, "no target"]
    }


def test_another_definition_is_marked_and_not_judged():
    values = [row("north", "share", "2025-01", 80, 100)]
    newest = told(worked_out(share(), values, comparable={("north", "share"): "variant"}), "north")
    assert (newest["definition"], newest["verdict"]) == ({"sameness": "variant"}, "not comparable")


@pytest.mark.parametrize(
    ("fields", "sameness"), [({}, "variant"), ({}, "not"), ({"status": "draft"}, "same")]
)
def test_what_nobody_judges_no_other_country_judges_either(fields, sameness):
    targets = [Target(value="90%"), Target.model_validate({"value": "70%", "in": "mx"})]
    findings = worked_out(
        {"share": standard(targets=targets, **fields)},
        [row("north", "share", "2025-01", 80, 100)],
        comparable={("north", "share"): sameness},
    )
    assert "frames" not in told(findings, "north")


def test_what_a_clinic_never_reported_is_not_in_its_file():
    values = [row("north", "share", "2025-01", 80, 100)]
    clinics = {"north": clinic("ca"), "south": clinic("mx", opened="2030-01")}
    assert told(worked_out(share(), values, clinics=clinics), "south") == {}


def test_a_newer_value_that_is_missing_is_withheld_with_its_reason():
    values = [
        *(row("north", "share", month, 80, 100) for month in months("2025-01", "2025-03")),
        row("south", "share", "2025-01", 80, 100),
        row("south", "share", "2025-03", missing="The server was down"),
        row("west", "share", "2025-02", 80, 100),
    ]
    findings = worked_out(share(), values)
    assert told(findings, "south")["period"] == "2025-01"
    assert told(findings, "south")["withheld"] == {"period": "2025-03", "why": "The server was down"}
    assert told(findings, "west")["withheld"] == {"period": "2025-03", "why": "no value given"}
    assert "withheld" not in told(findings, "north")


# ---------------------------------------------------------------- small counts

SECRET = {"share": standard(privacy="sensitive", targets=["90%"])}


def hiding(**values) -> StandardResults:
    return worked_out(SECRET, [row(name, "share", *it) for name, of in values.items() for it in of])


def test_a_hidden_value_is_withheld_with_the_reason_and_nothing_else():
    findings = hiding(north=[("2025-01", 40, 60)], south=[("2025-01", 37, 41)], west=[("2025-01", 36, 41)])
    for name in ("south", "west"):
        assert told(findings, name) == {"withheld": {"period": "2025-01", "why": "hidden: a count below 8"}}
    assert told(findings, "north")["value"] == pytest.approx(100 * 40 / 60)


def test_the_last_look_finds_a_hidden_value_in_a_file():
    handbook = written(SECRET, CLINICS, [row("south", "share", "2025-01", 37, 41)])
    findings = pipeline.worked_out(handbook, LATER)
    clean = partial(values_table.table, findings)
    assert disclosure_audit.leaks(handbook, findings, clean, partial(api.table, findings)) == ()

    finding = findings.clinics["share"]
    at = finding.panel.clinics.index("south")
    value, last = finding.panel.value.copy(), finding.judged.last.copy()
    value[at, 0], last[at] = 37 / 41, 0
    leaky = replace(
        finding, panel=replace(finding.panel, value=value), judged=replace(finding.judged, last=last)
    )
    leaking = replace(findings, clinics={"share": leaky})
    found = disclosure_audit.leaks(handbook, findings, clean, partial(api.table, leaking))
    assert [("south" in it.message, "its file for programs shows it" in it.message) for it in found] == [
        (True, True)
    ]


# ---------------------------------------------------------------- by standard, and size


def test_a_standard_s_file_lists_the_same_by_clinic():
    targets = [Target(value="90%"), Target.model_validate({"value": "70%", "in": "mx"})]
    values = [row(name, "share", "2025-01", 80, 100) for name in CLINICS]
    found = files(worked_out({"share": standard(targets=targets, better="higher")}, values))
    file = found["api/standards/share.json"]
    assert (file["clinics"], file["better"]) == (list(CLINICS), "higher")
    for at, name in enumerate(file["clinics"]):
        mine = found[f"api/clinics/{name}.json"]["standards"]["share"]
        assert {key: file[key][at] for key in api.FIELDS if key in mine} == {
            key: mine[key] for key in api.FIELDS if key in mine
        }
        assert {it: told[at] for it, told in file["frames"].items() if told[at]} == mine["frames"]


def test_a_standard_without_values_has_an_empty_file():
    file = files(worked_out(share(), []))["api/standards/share.json"]
    assert (file["clinics"], file["value"], file["frames"]) == ([], [], {})


def test_a_thousand_clinics_with_twelve_standards_are_made_at_once_and_stay_small():
    clinics = {f"c{at}": clinic(("ca", "mx", "us")[at % 3]) for at in range(1000)}
    targets = [
        Target(value="90%"),
        *(Target.model_validate({"value": "7%", "in": it}) for it in ("mx", "us")),
    ]
    names = [f"a-standard-{at}" for at in range(12)]
    random = np.random.default_rng(4)
    values = [row(name, of, "2025-01", int(random.integers(10, 90)), 97) for name in clinics for of in names]
    findings = worked_out(dict.fromkeys(names, standard(targets=targets)), values, clinics=clinics)
    started = time.process_time()
    made = {file.path: file.content() for file in api.files(findings)}
    assert time.process_time() - started < 0.6  # 0.3 s on an idle machine
    assert max(len(it) for path, it in made.items() if "/clinics/" in path) < 6000


def test_the_repository_s_own_files_agree_with_its_downloads():
    """Both are made from the same findings, by ways of their own."""
    root = Path(__file__).parents[1]
    findings = pipeline.handbook(root, as_of=LATER).findings
    made = {file.path: file for file in api.files(findings)}
    for name in findings.written.standards:
        table = values_table.table(findings, name).filter(values_table.pl.col("value").is_not_null())
        newest = {it["clinic"]: it for it in table.iter_rows(named=True)}
        file = json.loads(made[f"api/standards/{name}.json"].content())
        for at, who in enumerate(file["clinics"]):
            for key in ("period", "value", "low", "high", "target", "verdict"):
                assert file[key][at] == newest.get(who, {}).get(key), (name, who, key)
