"""This repository's own handbook is as full and as honest as it says."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import get_args

import polars as pl
import pytest

from generator import check, load
from generator.model.inputs import HandbookSource, Kind, NationalFigure, Source, Target
from generator.problem import Severity

ROOT = Path(__file__).parents[1]
FIGURES = ROOT.parent / "shared/data/national_figures/national_figures.csv"
COUNTRIES = {
    "au": "Australia", "br": "Brazil", "ca": "Canada", "de": "Germany", "fr": "France",
    "gb": "United Kingdom", "mx": "Mexico", "nl": "Netherlands", "no": "Norway", "nz": "New Zealand",
    "se": "Sweden", "us": "United States",
}  # fmt: skip
PARTS_OF_THE_UNITED_KINGDOM = {"England", "Scotland"}


@pytest.fixture(scope="module")
def written() -> HandbookSource:
    return load.folder(ROOT, date(2026, 7, 15))


def figures(written: HandbookSource) -> Iterator[tuple[NationalFigure, Source]]:
    for national in written.national.values():
        for figure in national.figures:
            yield figure, national.sources[figure.source]


def test_nothing_in_it_is_an_error(written: HandbookSource) -> None:
    problems = (*written.problems, *check.problems(written))
    assert [f"{p.place} {p.message}" for p in problems if p.severity is Severity.ERROR] == []


def test_it_says_that_it_is_illustrative(written: HandbookSource) -> None:
    assert written.settings.illustrative


def test_twelve_clinics_in_three_countries(written: HandbookSource) -> None:
    assert len(written.clinics) >= 12
    assert {clinic.country for clinic in written.clinics.values()} == {"mx", "ca", "us"}


def test_twenty_standards_over_every_theme_and_kind(written: HandbookSource) -> None:
    standards = written.standards.values()
    assert len(standards) >= 20
    assert {standard.theme for standard in standards} == {
        "access", "waiting", "consultation", "responsiveness", "conversion", "complaints", "experience",
        "price", "colleagues",
    }  # fmt: skip
    assert {standard.measure.kind for standard in standards} == set(get_args(Kind))


def test_every_standard_is_told_in_three_languages(written: HandbookSource) -> None:
    for name, standard in written.standards.items():
        measure = standard.measure
        out_of = [measure.out_of] if measure.out_of else []
        for text in (standard.title, standard.promise, measure.counts, *out_of):
            assert isinstance(text, dict), name
            assert set(text) == {"en", "es", "fr"}, name


def test_two_years_of_monthly_values(written: HandbookSource) -> None:
    months = written.observations.filter(pl.col("period").str.contains(r"^\d{4}-\d{2}$"))
    assert months["period"].n_unique() >= 24
    long = months.group_by("clinic").agg(pl.col("period").n_unique()).filter(pl.col("period") >= 24)
    assert set(written.clinics) - set(long["clinic"]) == {"us-tucson"}  # opened late, and said so


def test_targets_move_and_have_scopes(written: HandbookSource) -> None:
    targets = {
        name: [target for target in standard.targets if isinstance(target, Target)]
        for name, standard in written.standards.items()
    }
    moved = [name for name, of in targets.items() if any(target.from_ for target in of)]
    assert len(moved) >= 3
    scopes = {target.in_ for of in targets.values() for target in of if target.in_}
    assert scopes & set(written.countries)
    assert scopes & set(written.clinics)
    assert scopes & set(written.settings.peers)


def test_standards_of_every_standing(written: HandbookSource) -> None:
    standards = written.standards.values()
    assert {standard.status for standard in standards} == {"draft", "approved", "retired"}
    assert {standard.privacy for standard in standards} == {"open", "sensitive"}
    assert {standard.measure.better for standard in standards} == {"higher", "lower", "neither"}
    assert {standard.measure.statistic for standard in standards} == {"median", "p90", "mean"}
    assert {"monthly", "quarterly", "yearly"} <= {standard.reported for standard in standards}
    assert sum("colleague" in standard.serves for standard in standards) >= 3


def test_values_come_from_every_format(written: HandbookSource) -> None:
    files = written.observations["file"].unique()
    assert {Path(file).suffix for file in files} == {".yml", ".csv", ".parquet"}


def test_values_have_what_real_ones_have(written: HandbookSource) -> None:
    rows = written.observations
    assert rows["missing"].drop_nulls().n_unique() > 5
    assert rows["note"].drop_nulls().len() > 5
    assert rows.filter(pl.col("denominator") == 0).height > 0
    assert any(dated.change.restart for dated in written.changes)
    assert {definition.sameness for definition in written.comparable.values()} == {"variant", "not"}
    assert written.embargoed


def test_forty_national_figures_each_with_its_source(written: HandbookSource) -> None:
    shown = list(figures(written))
    assert len(shown) >= 40
    for _, source in shown:
        assert source.publisher
        assert source.url
        assert source.read
        assert "UNVERIFIED" not in source.read


def test_national_figures_are_those_that_were_gathered(written: HandbookSource) -> None:
    """Country, year and value, looked up by the source's address. Needs the gathered figures."""
    lines = FIGURES.read_text(encoding="utf-8").splitlines() if FIGURES.exists() else []
    gathered = defaultdict(set)
    for row in csv.DictReader(lines):
        country = re.split(r": | \(", row["country"])[0]
        country = "United Kingdom" if country in PARTS_OF_THE_UNITED_KINGDOM else country
        if row["verification"] != "UNVERIFIED":
            gathered[row["url"]].add((country, row["year"] or "undated", row["value"]))
    if gathered:
        for figure, source in figures(written):
            value = re.match(r"[\d.]+", str(figure.value))
            assert value, figure
            found = (COUNTRIES[figure.country], re.sub(r"(\d) to ", r"\1..", str(figure.year)), value[0])
            assert found in gathered[str(source.url)], figure
