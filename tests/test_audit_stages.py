"""No sum of a conversion's stages gives a hidden value away, whichever of them is published."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import numpy as np
import pytest
from by_hand import LATER, clinic, row, standard, written
from hypothesis import given
from hypothesis import strategies as st

from generator import pipeline
from generator.disclosure import disclosure_audit
from generator.model.inputs import HandbookSource
from generator.model.standard_results import NETWORK, StandardResults
from generator.problem import Problem
from generator.publish import api, values_table

MONTHS = [f"2025-{month:02}" for month in range(1, 13)]
CLINICS = {name: clinic() for name in "abc"}
USUAL = (90, 60, 40)


def book(hidden: tuple[float, ...] = (80, 41, 37), *, privacy: str = "sensitive") -> HandbookSource:
    """A year of three clinics; in May 4 of the 41 who booked at `a` didn't come."""
    said = [
        row(name, "s", month, stages[-1], stages[0], stages=list(stages))
        for name in CLINICS
        for month in MONTHS
        for stages in [hidden if (name, month) == ("a", "2025-05") else USUAL]
    ]
    measured = standard("conversion", stages=("asked", "booked", "came"), privacy=privacy)
    return written({"s": measured}, CLINICS, said)


def looked_at(handbook: HandbookSource, findings: StandardResults) -> tuple[Problem, ...]:
    return disclosure_audit.leaks(
        handbook, findings, partial(values_table.table, findings), partial(api.table, findings)
    )


def test_as_it_is_published_nothing_is_given_away() -> None:
    handbook = book()
    findings = pipeline.worked_out(handbook, LATER)
    flows = findings.flows["s"]
    assert flows.newest["a"].hidden
    assert flows.newest[NETWORK].hidden
    assert not flows.newest["b"].hidden
    assert looked_at(handbook, findings) == ()


@pytest.mark.parametrize(
    ("what", "whose"),
    [("year of a clinic", "`a`"), ("year of all", "all clinics"), ("quarter of a clinic", "`a`"),
     ("quarter of all", "all clinics")],
)  # fmt: skip
def test_a_sum_that_is_not_withheld_is_found(what: str, whose: str) -> None:
    handbook = book()
    findings = pipeline.worked_out(handbook, LATER)
    raw, shown = pipeline.worked_out(book(privacy="open"), LATER).flows["s"], findings.flows["s"]
    holes = {
        "year of a clinic": {"newest": {**shown.newest, "a": raw.newest["a"]}},
        "year of all": {"newest": {**shown.newest, NETWORK: raw.newest[NETWORK]}},
        "quarter of a clinic": {"course": raw.course},
        "quarter of all": {"quarters": raw.quarters},
    }
    (problem,) = looked_at(handbook, replace(findings, flows={"s": replace(shown, **holes[what])}))
    assert problem.code == "HB401"
    for words in ("`a` for 2025-05", "the stages of", whose, "less what is shown"):
        assert words in problem.message
    assert not {"80", "41", "37"} & set(problem.message.replace(".", " ").split())


def test_values_of_which_a_stage_is_not_told_raise_no_alarm() -> None:
    handbook = book()
    whole = handbook.observations.to_dicts()
    whole[3]["stages"] = [90, None, 40]
    handbook = replace(
        handbook, observations=type(handbook.observations)(whole, schema=handbook.observations.schema)
    )
    assert looked_at(handbook, pipeline.worked_out(handbook, LATER)) == ()


def told(findings: StandardResults) -> object:
    flows = findings.flows["s"]
    arrays = (flows.course.counts, flows.course.low, flows.course.high, flows.course.hidden)
    apart = flows.differences
    assert apart is not None
    arrays += (apart.standing, apart.difference, apart.low, apart.high)
    return flows.newest, flows.quarters, flows.best, [np.asarray(it).tobytes() for it in arrays]


small = st.integers(1, 4).flatmap(
    lambda few: st.sampled_from([(80, 41, few), (80, 41, 41 - few), (80, 80 - few, 30), (50 + few, 50, 20)])
)


@given(small, small)
def test_with_every_hidden_value_another_one_nothing_changes(one, other) -> None:
    first, second = (pipeline.worked_out(book(it), LATER) for it in (one, other))
    assert told(first) == told(second)
