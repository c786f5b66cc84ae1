"""Of a standard of which nothing changed nothing is reckoned again; what is kept is what would be found."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass, replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench import handbook
from generator import load, pipeline
from generator.model.finding_cache import FindingCache, alike
from generator.model.inputs import HandbookSource
from generator.model.ordered_equality import same_in_order
from generator.model.results import Panel
from generator.statistics import series

DAY = date(2026, 1, 1)

SAVES = {
    "a value": ("data/kpis/ca-00001.yml", "2025-12: {met: ", "2025-12: {met: 1"),
    "a line more": ("data/kpis/ca-00001.yml", "clinic: ca-00001\n", "clinic: ca-00001\n# a note\n"),
    "a target": ("data/standards/email-reply.yml", "targets:", "close_within: 1%\ntargets:"),
    "a country": ("data/clinics/ca-00001.yml", "country: ca", "country: mx"),
    "the rules": ("data/handbook.yml", "themes:\n", "spc: {two_of_three: none}\nthemes:\n"),
    "a definition": (
        "data/kpis/ca-00001.yml",
        "clinic: ca-00001\n",
        "clinic: ca-00001\ncomparable: {email-reply: {not: another clock}}\n",
    ),
    "a new start": (
        "data/kpis/mx-00002.yml",
        "clinic: mx-00002\n",
        "clinic: mx-00002\nchanges: [{at: 2024-02, note: New desk, restart: true}]\n",
    ),
    "a clinic's values": ("data/kpis/us-00003.yml", None, None),
}
"""File, what stands there, and what is saved instead; None where the file goes."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    handbook.write(tmp_path, 12, "yaml")
    return tmp_path


def read(folder: Path) -> HandbookSource:
    return load.folder(folder, DAY)


def same(one: object, other: object, where: str = "") -> None:
    """That two values of whatever kind are equal, arrays to the bit."""
    if isinstance(one, np.ndarray):
        assert one.dtype == other.dtype, where
        np.testing.assert_array_equal(one, other, err_msg=where)
    elif is_dataclass(one):
        for part in fields(one):
            same(getattr(one, part.name), getattr(other, part.name), f"{where}.{part.name}")
    elif isinstance(one, tuple):
        assert len(one) == len(other), where
        for left, right in zip(one, other, strict=True):
            same(left, right, where)
    else:
        assert one == other or (one != one and other != other), where  # noqa: PLR0124 - NaN


@pytest.mark.parametrize("what", SAVES)
def test_what_is_found_again_after_a_save_is_what_is_found_anew(what: str, folder: Path) -> None:
    reckoned, (path, old, new) = FindingCache(), SAVES[what]
    pipeline.worked_out(read(folder), DAY, reckoned)
    if old is None:
        (folder / path).unlink()
    else:
        text = (folder / path).read_text()
        assert old in text
        (folder / path).write_text(text.replace(old, new, 1))
    written = read(folder)
    again, anew = pipeline.worked_out(written, DAY, reckoned), pipeline.worked_out(written, DAY)
    for kind in ("clinics", "groups"):
        ours, theirs = getattr(again, kind), getattr(anew, kind)
        assert list(ours) == list(theirs)
        for standard, finding in ours.items():
            same(finding, theirs[standard], f"{kind}.{standard}")
    assert (again.attention, again.improving) == (anew.attention, anew.improving)


def test_only_the_standard_that_a_value_is_of_is_reckoned_again(folder: Path, monkeypatch) -> None:
    reckoned = FindingCache()
    pipeline.worked_out(read(folder), DAY, reckoned)
    file = folder / "data/kpis/ca-00001.yml"
    file.write_text(file.read_text().replace("2025-12: {met: ", "2025-12: {met: 1", 1))
    found: list[str] = []
    finding = pipeline._finding

    def heard(written: HandbookSource, panel: Panel, beside: bool) -> object:
        found.append(panel.standard)
        return finding(written, panel, beside)

    monkeypatch.setattr(pipeline, "_finding", heard)
    pipeline.worked_out(read(folder), DAY, reckoned)
    assert set(found) == {"email-reply"}


def test_panels_are_alike_only_if_every_number_in_them_is(folder: Path) -> None:
    panel = series.panels(read(folder), DAY)["email-reply"]
    assert alike(panel, replace(panel, row=panel.row + 1))
    for part in fields(Panel):
        value = getattr(panel, part.name)
        if part.name == "row":
            continue
        if isinstance(value, np.ndarray):
            other = value.copy()
            other[0, 0] = not other[0, 0] if value.dtype == bool else 99
        elif isinstance(value, tuple):
            other = value[1:]
        else:
            other = "another" if isinstance(value, str) else np.zeros((1, 1))
        assert not alike(panel, replace(panel, **{part.name: other})), part.name


SAID = st.recursive(
    st.integers(0, 2) | st.sampled_from(["a", "b"]),
    lambda held: st.lists(held, max_size=3) | st.dictionaries(st.sampled_from("abc"), held, max_size=3),
    max_leaves=6,
)


@given(SAID, SAID)
def test_two_things_are_the_same_in_order_as_they_are_written_the_same(one: object, other: object) -> None:
    assert same_in_order(one, other) == (json.dumps(one) == json.dumps(other))


def turned(said: object) -> object:
    """The same with the keys of every mapping in it from the last to the first."""
    if isinstance(said, dict):
        return {key: turned(said[key]) for key in reversed(said)}
    return [turned(each) for each in said] if isinstance(said, list) else said


@given(SAID)
def test_keys_that_change_places_make_another_thing(said: object) -> None:
    assert same_in_order(said, turned(said)) == (json.dumps(said) == json.dumps(turned(said)))


def test_a_standard_whose_stages_change_places_is_reckoned_again(folder: Path) -> None:
    written, found = read(folder), []
    standard = written.standards["email-reply"]
    panel = series.panels(written, DAY)["email-reply"]
    finding = pipeline.found(written, {"email-reply": panel})["email-reply"]

    def find() -> object:
        found.append(1)
        return finding

    reckoned = FindingCache()
    for stages in ({"asked": "Asked", "came": "Came"}, {"came": "Came", "asked": "Asked"}):
        measure = standard.measure.model_copy(update={"stages": stages})
        standards = {"email-reply": standard.model_copy(update={"measure": measure})}
        reckoned.finding(replace(written, standards=standards), panel, False, find)
    assert len(found) == 2
