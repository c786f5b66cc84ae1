"""Tables as they are found on the web: drafted, answered as a person would, and equal to the source.

What the source says is added up here with Python's own csv, and for the spreadsheet from its XML.
Northern Ireland and Scotland: Open Government Licence v3.0; Ireland: CC BY 4.0.
"""

from __future__ import annotations

import csv
import re
import zipfile
from datetime import date, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli import main

DATA = Path(__file__).parents[2] / "shared/data/imports_in_the_wild"

pytestmark = pytest.mark.skipif(not DATA.exists(), reason="the tables aren't beside the repository")

COUNTRY = {
    "  # country: gb": "  country: xx",
    "# countries:\n#   gb: {name: United Kingdom}": "countries:\n  xx: {name: Somewhere}",
}
"""All that a person has to say beside what the draft itself asks."""


def imported(table: Path, answers: dict[str, str], folder: Path) -> tuple[str, list[dict[str, str]]]:
    """What the import said, and the values it wrote."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        drafted = CliRunner().invoke(main, ["import", str(table), "--draft"])
        assert drafted.exit_code == 0, drafted.output
        (path,) = folder.glob("*-map.yml")
        text = path.read_text("utf-8")
        for before, after in answers.items():
            assert before in text, text
            text = text.replace(before, after, 1)
        path.write_text(text, "utf-8")
        done = CliRunner().invoke(main, ["import", str(table), "--map", path.name, "--into", "out"])
        assert done.exit_code == 0, done.output
        assert CliRunner().invoke(main, ["check", "out"]).exit_code == 0
    (values,) = (folder / "out/data/kpis").glob("*.csv")
    with values.open(encoding="utf-8") as rows:
        return done.output, list(csv.DictReader(rows))


def slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")


def rows_of(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8") as rows:
        return list(csv.DictReader(rows))


def test_northern_ireland_has_one_value_a_specialty_and_quarter(tmp_path: Path) -> None:
    _, values = imported(DATA / "northern_ireland_waiting_lists.csv", COUNTRY, tmp_path)

    quarters = {"Mar": 1, "Jun": 2, "Sep": 3, "Dec": 4}
    assert {(row["clinic"], row["period"]): int(row["count"]) for row in values} == {
        (slug(row["Specialty"]), f"{row['Year']}-Q{quarters[row['Month']]}"): int(
            row["Total waiting > 52 weeks"]
        )
        for row in rows_of("northern_ireland_waiting_lists.csv")
    }
    assert len(values) == 629


def test_scotland_has_a_median_of_weeks_with_its_number_by_board_and_quarter(tmp_path: Path) -> None:
    chosen = {"  Specialty:  #": "  Specialty: All AHP MSK Specialties (excluding MATS)  #"}
    said, values = imported(DATA / "scotland_musculoskeletal_seen.csv", COUNTRY | chosen, tmp_path)

    source = {
        (slug(row["Health board"]), row["Quarter"].replace("Q", "-Q")): row
        for row in rows_of("scotland_musculoskeletal_seen.csv")
        if row["Specialty"] == "All AHP MSK Specialties (excluding MATS)"
    }
    measured = {(row["clinic"], row["period"]): row for row in values if row["median"]}
    assert len(measured) == 342
    assert measured.keys() == {key for key, row in source.items() if row["MedianWaitWeeks"]}
    for key, row in measured.items():
        assert float(row["median"]) == float(source[key]["MedianWaitWeeks"])
        assert float(row["p90"]) == float(source[key]["NinetiethPercentileWaitWeeks"])
        assert float(row["n"]) == float(source[key]["Number of patients seen"])
        assert row["unit"] == "weeks"
    assert "because `MedianWaitWeeks` is empty" in said


def ireland() -> dict[tuple[str, str, str], int]:
    """All waiting by hospital, month and age, of out-patients: read from the spreadsheet's own XML."""
    with zipfile.ZipFile(DATA / "ireland_ntpf_hospitals.xlsx") as book:
        strings = re.findall(r"<si>.*?<t[^>]*>(.*?)</t>.*?</si>", book.read("xl/sharedStrings.xml").decode())
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    found = {}
    for row in re.findall(r"<row .*?</row>", sheet)[1:]:
        cells = {
            column: strings[int(value)] if 't="s"' in kind else value
            for column, kind, value in re.findall(r'<c r="([A-Z])\d+"([^>]*)>.*?<v>(.*?)</v></c>', row)
        }
        if cells["I"] == "Out Patient":
            month = (date(1899, 12, 30) + timedelta(int(float(cells["A"])))).isoformat()[:7]
            found[slug(cells["C"]), cells["B"].lower(), month] = int(float(cells["H"]))
    return found


def test_ireland_publishes_nothing_until_one_kind_of_patient_is_chosen(tmp_path: Path) -> None:
    chosen = {"  Patient:  # choose one:": "  Patient: Out Patient  # choose one:"}
    _, values = imported(DATA / "ireland_ntpf_hospitals.xlsx", COUNTRY | chosen, tmp_path)

    assert {(row["clinic"], row["standard"], row["period"]): int(row["count"]) for row in values} == ireland()
    assert len(values) == 2383

    (unanswered,) = tmp_path.glob("*-map.yml")
    unanswered.write_text(unanswered.read_text("utf-8").replace("  Patient: Out Patient  #", "  Patient:  #"))
    words = ["import", str(DATA / "ireland_ntpf_hospitals.xlsx"), "--map", str(unanswered)]
    refused = CliRunner().invoke(main, [*words, "--into", str(tmp_path / "none")])
    assert refused.exit_code == 1
    assert not (tmp_path / "none").exists()
