"""Published spreadsheets as they are: drafted, changed as a person would, and imported.

Expected figures were looked up by hand in the workbooks of NHS England (cancer waiting times by
provider, 2015-16; public sector information licensed under the Open Government Licence v3.0) and
in the tables of the Centers for Medicare & Medicaid Services (HCAHPS, public domain).
"""

from __future__ import annotations

import csv
import gzip
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli import main

DATA = Path(__file__).parents[2] / "shared/data"
CANCER = DATA / "nhs_cancer_provider_workbooks_2015_16"
HCAHPS = DATA / "hcahps_states_2013_2022"

pytestmark = pytest.mark.skipif(
    not CANCER.exists(), reason="the published tables aren't beside the repository"
)

ENGLAND = {
    "  # country: gb": "  country: gb",
    "# countries:\n#   gb: {name: United Kingdom}": "countries:\n  gb: {name: England}",
}
AMERICA = {
    "  # country: gb": "  country: us",
    "# countries:\n#   gb: {name: United Kingdom}": "countries:\n  us: {name: United States}",
}
"""All that a person has to change in the drafts: in which country this is."""


@dataclass(frozen=True)
class Done:
    """What an import said, and the values it wrote."""

    said: str
    values: dict[tuple[str, str, str], dict[str, str]]
    folder: Path


def imported(table: Path, edits: dict[str, str], folder: Path, *more: str) -> Done:
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        drafted = CliRunner().invoke(main, ["import", str(table), "--draft", *more])
        assert drafted.exit_code == 0, drafted.output
        (path,) = folder.glob("*-map.yml")
        text = path.read_text("utf-8")
        for before, after in edits.items():
            assert before in text
            text = text.replace(before, after, 1)
        path.write_text(text, "utf-8")
        words = ["import", str(table), "--map", path.name, "--into", "out", "--left", "left.csv"]
        done = CliRunner().invoke(main, words)
        assert done.exit_code == 0, done.output
        again = CliRunner().invoke(main, words)
        assert "Wrote" not in again.output
    (values,) = (folder / "out/data/kpis").glob("*.csv")
    with values.open(encoding="utf-8") as rows:
        read = {(row["clinic"], row["standard"], row["period"]): row for row in csv.DictReader(rows)}
    return Done(done.output, read, folder)


def added_up(done: Done, period: str) -> dict[str, tuple[float, float]]:
    sums: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0])
    for (_, standard, when), row in done.values.items():
        assert when == period
        sums[standard][0] += float(row["met"])
        sums[standard][1] += float(row["of"])
    return {standard: (met, of) for standard, (met, of) in sums.items()}


@pytest.fixture(scope="module")
def first_quarter(tmp_path_factory: pytest.TempPathFactory) -> Done:
    (table,) = CANCER.glob("Q1*.xlsx")
    return imported(table, ENGLAND, tmp_path_factory.mktemp("q1"))


def test_a_trust_has_the_counts_that_were_published_half_patients_included(first_quarter: Done) -> None:
    heart_of_england = first_quarter.values["rr1", "62-day-all-cancer", "2015-Q2"]

    assert (heart_of_england["met"], heart_of_england["of"]) == ("352.5", "426")
    western_sussex = first_quarter.values["ryr", "31-day-first-treat-all-cancer", "2015-Q2"]
    assert (western_sussex["met"], western_sussex["of"]) == ("750", "756")


def test_all_providers_add_up_to_what_was_published_for_england(first_quarter: Done) -> None:
    sums = added_up(first_quarter, "2015-Q2")

    assert sums["62-day-all-cancer"] == (27713, 33806)
    assert sums["31-day-first-treat-all-cancer"] == (66902, 68640)
    assert len(sums) == 7


def test_every_row_is_taken_or_listed_with_its_reason(first_quarter: Done) -> None:
    with (first_quarter.folder / "left.csv").open() as rows:
        left = list(csv.DictReader(rows))

    read, taken = 3006, 1013
    assert f"{read:,} rows read, {taken:,} taken, {read - taken:,} left." in first_quarter.said
    assert len(left) == read - taken
    sheet, reason = "62-DAY (ALL CANCER)", "`skip` says so"
    total = {"sheet": sheet, "row": "516", "column": "", "reason": reason, "says": "ALL ENGLISH PROVIDERS"}
    assert total in left


def test_the_workbook_of_the_next_quarter_goes_the_same_way(tmp_path: Path) -> None:
    (table,) = CANCER.glob("Q2*.xlsx")

    sums = added_up(imported(table, ENGLAND, tmp_path), "2015-Q3")

    assert sums["62-day-all-cancer"] == (29296, 35693)
    assert len(sums) == 7


def test_the_map_of_one_quarter_reads_the_next_one(first_quarter: Done) -> None:
    (table,) = CANCER.glob("Q2*.xlsx")
    (wanted,) = first_quarter.folder.glob("*-map.yml")

    words = ["import", str(table), "--map", str(wanted), "--into", str(first_quarter.folder / "both")]
    said = CliRunner().invoke(main, words).output

    assert "2,978 rows read, 998 taken" in said


def test_sheets_with_other_columns_have_a_map_of_their_own(tmp_path: Path) -> None:
    (table,) = CANCER.glob("Q1*.xlsx")

    sums = added_up(imported(table, ENGLAND, tmp_path, "--sheet", "TWO WEEK WAIT-*"), "2015-Q2")

    assert sums == {
        "two-week-wait-all-cancer": (393047, 419827),
        "two-week-wait-breast-symptoms": (52676, 56415),
    }


def test_codes_of_hospitals_get_their_zeros_back_and_what_is_not_available_is_missing(tmp_path: Path) -> None:
    table = tmp_path / "responses.csv.gz"
    with gzip.open(HCAHPS / "responses.csv.gz", "rt") as whole, gzip.open(table, "wt") as some:
        some.writelines(line for nth, line in enumerate(whole) if nth < 200 or nth % 100 == 0)
    (tmp_path / "reports.csv").write_bytes((HCAHPS / "reports.csv").read_bytes())

    done = imported(table, AMERICA, tmp_path, "--beside", "reports.csv")

    assert done.values["010001", "responses", "2013/14"]["mean"] == "27"
    assert done.values["010054", "responses", "2013/14"]["missing"] == "Not available in the source"
    assert " 0 left." in done.said
