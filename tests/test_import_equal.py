"""Published tables, drafted and imported: every number is the source's, read here without our own reading."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from python_calamine import CalamineWorkbook

from generator.cli import main

DATA = Path(__file__).parents[2] / "shared/data"

pytestmark = pytest.mark.skipif(not DATA.exists(), reason="the published tables aren't beside the repository")

COUNTRY = {
    "  # country: gb": "  country: gb",
    "# countries:\n#   gb: {name": "countries:\n  gb: {name",
}
"""All that a person has to say beside what the draft asks."""

Key = tuple[str, str, str]


def imported(
    table: Path, folder: Path, answers: dict[str, str] | None = None, *more: str
) -> tuple[str, list[dict[str, str]]]:
    """What the import said, and the values it wrote. `answers` are given to questions of the draft."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        drafted = CliRunner().invoke(main, ["import", str(table), "--draft", *more])
        assert drafted.exit_code == 0, drafted.output
        (path,) = folder.glob("*-map.yml")
        text = path.read_text("utf-8")
        for before, after in (COUNTRY | (answers or {})).items():
            assert before in text, text
            text = text.replace(before, after, 1)
        path.write_text(text, "utf-8")
        done = CliRunner().invoke(main, ["import", str(table), "--map", path.name, "--into", "out"])
        assert done.exit_code == 0, done.output
        checked = CliRunner().invoke(main, ["check", "out"])
        assert checked.exit_code == 0, checked.output
        assert ("To decide" in done.output) == ("warning" in checked.output)
    (values,) = (folder / "out/data/kpis").glob("*.csv")
    with values.open(encoding="utf-8") as rows:
        return done.output, list(csv.DictReader(rows))


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8") as rows:
        return list(csv.DictReader(rows))


def slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")


def key(row: dict[str, str]) -> Key:
    return row["clinic"], row["standard"], row["period"]


def test_attendances_of_english_departments_are_those_published(tmp_path: Path) -> None:
    table = DATA / "nhs_ae_attendances/ae_attendances.csv"

    _, values = imported(table, tmp_path)

    assert {key(row): (int(row["met"]), int(row["of"])) for row in values} == {
        (slug(row["org_code"]), f"type-{row['type']}", row["period"][:7]): (
            int(row["attendances"]) - int(row["breaches"]),
            int(row["attendances"]),
        )
        for row in rows_of(table)
    }
    assert len(values) == 12_765


def test_cancer_waits_of_english_providers_are_those_published(tmp_path: Path) -> None:
    (table,) = (DATA / "nhs_cancer_provider_workbooks_2015_16").glob("Q1*.xlsx")

    said, values = imported(table, tmp_path)

    got = {key(row): (float(row["met"]), float(row["of"])) for row in values}
    book = CalamineWorkbook.from_path(str(table))
    sheets = {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}
    expected = {name: _all_care(rows) for name, rows in sheets.items() if slug(name) in {k[1] for k in got}}
    assert got == {
        (code, slug(name), "2015-Q2"): numbers
        for name, found in expected.items()
        for code, numbers in found.items()
    }
    assert len(got) == 1013
    assert any(met % 1 == 0.5 for met, _ in got.values())
    assert "To decide" not in said


def _all_care(rows: list[list[object]]) -> dict[str, tuple[float, float]]:
    """Patients within the limit and all of them, by provider, for all kinds of care."""
    found: dict[str, tuple[float, float]] = {}
    code = within = total = care = -1
    for row in rows:
        texts = [str(cell).strip().upper() for cell in row]
        if any(text.startswith("ODS CODE") for text in texts):
            code = next(at for at, text in enumerate(texts) if text.startswith("ODS CODE"))
            within = next(at for at, text in enumerate(texts) if text.startswith("WITHIN"))
            total = next(at for at, text in enumerate(texts) if text.startswith("TOTAL"))
            care = next(at for at, text in enumerate(texts) if text.startswith("CARE SETTING"))
        elif care >= 0 and texts[care] == "ALL CARE" and texts[code] and "ALL ENGLISH PROVIDERS" not in texts:
            found[slug(texts[code])] = (float(str(row[within])), float(str(row[total])))
    return found


def test_scores_of_american_states_are_those_published(tmp_path: Path) -> None:
    folder = DATA / "hcahps_states_2013_2022"
    beside = [word for name in ("measures", "reports", "states") for word in ("--beside", f"{name}.csv")]

    said, values = imported(folder / "state_results.csv", tmp_path, {}, *beside)

    titles = {row["Measure ID"]: row["Measure"] for row in rows_of(folder / "measures.csv")}
    starts = {row["Release Period"]: int(row["Start Date"][:4]) for row in rows_of(folder / "reports.csv")}
    assert {key(row): int(row["mean"]) for row in values} == {
        (slug(row["State"]), slug(titles[row["Measure ID"]]), f"{year}/{(year + 1) % 100:02}"): int(
            row["Top-box Percentage"]
        )
        for row in rows_of(folder / "state_results.csv")
        for year in [starts[row["Release Period"]]]
    }
    assert len(values) == 4580
    assert "`reports.csv` is joined by `Release Period`: 9 of its 9 different cells are there." in said


def test_no_file_beside_is_joined_unless_it_is_named(tmp_path: Path) -> None:
    folder = DATA / "hcahps_states_2013_2022"

    said, values = imported(folder / "state_results.csv", tmp_path)

    assert "joined" not in said
    assert {key(row): int(row["mean"]) for row in values} == {
        (slug(row["State"]), slug(row["Measure ID"]), row["Release Period"][-4:]): int(
            row["Top-box Percentage"]
        )
        for row in rows_of(folder / "state_results.csv")
    }


def test_deaths_of_children_in_british_countries_are_those_published(tmp_path: Path) -> None:
    table = DATA / "open_sdg_uk/data/indicator_3-2-1.csv"

    _, values = imported(table, tmp_path)

    assert {(row["clinic"], row["period"]): float(row["mean"]) for row in values} == {
        (slug(row["GeoCode"]), row["Year"]): float(row["Value"])
        for row in rows_of(table)
        if row["Sex"] == "" and row["GeoCode"]
    }
    assert "England and Wales" in (tmp_path / "out/data/clinics/k04000001.yml").read_text("utf-8")


def test_satisfaction_in_british_regions_is_that_published_once_its_period_is_said(tmp_path: Path) -> None:
    table = DATA / "open_sdg_uk/data/indicator_16-6-2.csv"
    period = {
        '  # values:\n  #   "17 May to 11 June 2023": 2023': '  values:\n    "17 May to 11 June 2023": 2023'
    }

    _, values = imported(table, tmp_path, period)

    assert {key(row): float(row["mean"]) for row in values} == {
        (slug(row["GeoCode"]), slug(row["Series"]), "2023"): float(row["Value"])
        for row in rows_of(table)
        if row["GeoCode"]
    }
    assert len(values) == 48
