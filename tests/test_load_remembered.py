"""What is read again after a save is what would have been read of the whole folder."""

from __future__ import annotations

import os
import tempfile
from dataclasses import fields
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from generator import load, pipeline
from generator.load import parse_cache as room
from generator.load import text_encoding
from generator.load.parse_cache import ParseCache
from generator.model.file_places import Places
from generator.model.finding_cache import FindingCache
from generator.model.ordered_equality import same_in_order

DAY = date(2026, 7, 1)

FILES = {
    "data/handbook.yml": [
        "title: Standards\nlanguages: [en]\nthemes: {care: {title: Care}}\n",
        "title: Promises\nlanguages: [en]\nthemes: {care: {title: Care}}\ncalendar: {year_starts: 4}\n",
        "title: Standards\nlanguages: [en]\nthemes: {care: {title: Care}, wait: {title: Waiting}}\n",
        "title: Standards\nlanguages: [en]\nthemes: {wait: {title: Waiting}, care: {title: Care}}\n",
        "title: [\n",
    ],
    "data/countries/mx.yml": ["name: Mexico\n"],
    "data/clinics/one.yml": [
        "name: One\ncountry: mx\n",
        "name: Uno\ncountry: mx\nopened: 2025-02\n",
        "name: {\n",
    ],
    "data/clinics/two.yml": ["name: Two\ncountry: mx\n", "name: Two\ncountry: nowhere\n", None],
    "data/standards/seen.yml": [
        "title: Seen\ntheme: care\nmeasure: {kind: proportion}\ntargets: [80%]\n",
        "title: Seen\ntheme: care\nmeasure: {kind: proportion}\ntargets: [90%]\nprivacy: sensitive\n",
        "title: Seen\ntheme: care\nmeasure: {kind: count}\ntargets: [8]\n",
        "title: Seen\ntheme: care\nmeasure: {kind: proportion}\ntargets: [high]\n",
        "title: Seen\nbetter: [[[\n",
        None,
    ],
    "data/standards/stages.yml": [
        "title: Stages\ntheme: care\nmeasure: {kind: conversion, stages: [asked, came]}\n",
        "title: Stages\ntheme: care\nmeasure: {kind: conversion, stages: [asked, seen-to, came]}\n",
        "title: Stages\ntheme: care\nmeasure: {kind: conversion, stages: {asked: Asked, came: Came}}\n",
        "title: Stages\ntheme: care\nmeasure: {kind: conversion, stages: {came: Came, asked: Asked}}\n",
        None,
    ],
    "data/kpis/one.yml": [
        "clinic: one\nseen:\n  2025-01: 81/100\n  2025-02: 3/90\n",
        "clinic: one\nseen:\n  2025-01: 81/100\n  2025-02: 8o/90\nstages: {2025-01: {asked: 5, came: 2}}\n",
        "clinic: one\npublish_from: 2027-01-01\nseen:\n  2025-01: 1/100\n",
        "clinic: one\ncomparable: {seen: {not: other clock}}\nseen:\n  2025-01: 50/100\n  2025-01: 51/100\n",
        "clinic: one\nseen: {\n",
        None,
    ],
    "data/kpis/two.yml": [
        "# accept HB231: counted twice\nclinic: two\nseen: {2025-01: 70/100, 2025-02: 71/100}\n",
        "seen:\n  2025-01: 70/100\n",
    ],
    "data/kpis/all.csv": [
        "clinic,standard,period,met,of\ntwo,seen,2025-03,90,100\none,seen,2025-03,95,100\n",
        "clinic,standard,period,met,of\ntwo,seen,2025-03,nine,100\n,seen,2025-03,95,100\n",
        "clinic,standard,period,met,of,asked,came\none,stages,2025-03,,,9,4\n",
        "clinic,standard,period,mett,of\n",
        None,
    ],
}
"""What each file may hold: right, wrong in several ways, or not there."""

STEPS = st.lists(
    st.sampled_from([(path, nth) for path, texts in FILES.items() for nth in range(len(texts))]),
    min_size=1,
    max_size=8,
)


def save(folder: Path, path: str, text: str | None) -> None:
    file = folder / path
    file.parent.mkdir(parents=True, exist_ok=True)
    if text is None:
        file.unlink(missing_ok=True)
    else:
        file.write_text(text)


def book(folder: Path) -> Path:
    for path, texts in FILES.items():
        save(folder, path, texts[0])
    return folder


@pytest.fixture(autouse=True)
def as_if_old(monkeypatch) -> None:
    """Files here are saved faster than an editor can; their times and inodes tell them apart all the same."""
    monkeypatch.setattr(room, "TOO_NEW", 0)


def assert_alike(one: object, other: object) -> None:
    for each in fields(one):
        left, right = getattr(one, each.name), getattr(other, each.name)
        if isinstance(left, pl.DataFrame):
            assert_frame_equal(left, right)
        elif isinstance(left, Places):
            assert (left.files, left.spots) == (right.files, right.spots)
        else:
            assert same_in_order(left, right), each.name


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS)
def test_a_folder_read_again_says_what_it_says_when_it_is_read_anew(steps) -> None:
    with tempfile.TemporaryDirectory() as temporary:
        folder, remembered = book(Path(temporary)), ParseCache()
        load.folder(folder, DAY, remembered=remembered)
        for path, nth in steps:
            save(folder, path, FILES[path][nth])
            assert_alike(load.folder(folder, DAY, remembered=remembered), load.folder(folder, DAY))


def published(made) -> dict[str, object]:
    """All that readers get, and all that editors are told."""
    pages = {page.address: (page.title, page.search, page.headings, page.body()) for page in made.pages}
    files = {download.path: download.content() for download in made.downloads}
    return {**pages, **files, "problems": made.problems, "told": made.told, "out": made.left_out}


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS)
def test_a_handbook_made_again_is_the_one_that_is_made_anew_unless_something_broke(steps) -> None:
    with tempfile.TemporaryDirectory() as temporary:
        folder, remembered, reckoned = book(Path(temporary)), ParseCache(), FindingCache()
        pipeline.handbook(folder, as_of=DAY, remembered=remembered, reckoned=reckoned)
        for path, nth in steps:
            save(folder, path, FILES[path][nth])
            again = pipeline.handbook(folder, as_of=DAY, remembered=remembered, reckoned=reckoned)
            anew = pipeline.handbook(folder, as_of=DAY)
            assert (again.problems, again.told, again.left_out) == (anew.problems, anew.told, anew.left_out)
            whole = all(kind == "row" for problem in anew.problems for kind, _ in problem.stops)
            if whole and anew.written.settings.title != "Handbook":
                assert published(again) == published(anew)


@pytest.mark.parametrize(
    ("path", "broken"),
    [
        ("data/standards/seen.yml", "title: Seen\nbetter: [[[\n"),
        ("data/standards/seen.yml", FILES["data/standards/seen.yml"][3]),
        ("data/kpis/one.yml", "clinic: one\nseen: {\n"),
        ("data/kpis/all.csv", "clinic,standard,period,mett,of\n"),
        ("data/clinics/one.yml", "name: {\n"),
        ("data/handbook.yml", "title: [\n"),
    ],
)
def test_what_is_broken_is_shown_as_it_was_and_told_as_it_is(path: str, broken: str, tmp_path: Path) -> None:
    folder, remembered = book(tmp_path), ParseCache()
    good = published(pipeline.handbook(folder, as_of=DAY, remembered=remembered))
    save(folder, path, broken)
    shown = pipeline.handbook(folder, as_of=DAY, remembered=remembered)
    anew = pipeline.handbook(folder, as_of=DAY)
    assert any(problem.place.file == path for problem in shown.problems)
    assert (shown.problems, shown.left_out) == (anew.problems, anew.left_out)
    now = published(shown)
    names = [name for name in now if name.startswith(("standards/seen", "clinics/one")) and "." not in name]
    assert {name: now[name] for name in names} == {name: good[name] for name in names}
    save(folder, path, FILES[path][0])
    assert published(pipeline.handbook(folder, as_of=DAY, remembered=remembered)) == good


def test_stages_that_change_places_are_read_again(tmp_path: Path) -> None:
    folder, remembered = book(tmp_path), ParseCache()
    stages = "data/standards/stages.yml"
    save(folder, "data/kpis/one.yml", "stages:\n  2025-01: {asked: 5, came: 2}\n")
    save(folder, stages, FILES[stages][2])
    load.folder(folder, DAY, remembered=remembered)
    save(folder, stages, FILES[stages][3])
    read = load.folder(folder, DAY, remembered=remembered).observations
    row = read.filter(pl.col("standard") == "stages").row(0, named=True)
    assert (row["numerator"], row["denominator"]) == (5, 2)


def test_a_file_that_hasnt_changed_isnt_read_again(tmp_path: Path, monkeypatch) -> None:
    folder, remembered = book(tmp_path), ParseCache()
    load.folder(folder, DAY, remembered=remembered)
    read: list[str] = []
    contents = text_encoding.contents

    def heard(path: Path, file: str, largest: int) -> bytes:
        read.append(file)
        return contents(path, file, largest)

    monkeypatch.setattr(text_encoding, "contents", heard)
    save(folder, "data/kpis/two.yml", FILES["data/kpis/two.yml"][1])
    load.folder(folder, DAY, remembered=remembered)
    assert read == ["data/kpis/two.yml"]


def test_a_file_saved_twice_within_a_moment_is_read_twice(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(room, "TOO_NEW", 10**12)
    folder, remembered = book(tmp_path), ParseCache()
    file, time = folder / "data/clinics/one.yml", (10**18, 10**18)
    for name in ("One", "Two"):  # as many letters, in the same nanosecond
        file.write_text(f"name: {name}\ncountry: mx\n")
        os.utime(file, ns=time)
        os.utime(file)
        assert load.folder(folder, DAY, remembered=remembered).clinics["one"].name == name
