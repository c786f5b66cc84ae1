"""Downloads hold what the pages show: the same values, targets and verdicts, and why a value isn't there."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from pathlib import Path

import pytest

from generator import load, pipeline
from generator.measure import series
from generator.model.findings import Findings
from generator.model.page import Download
from generator.publish import downloads

AS_OF = date(2026, 7, 1)
FILES = {
    "handbook.yml": (
        "title: {en: Book, es: Libro}\nlanguages: [es, en]\nthemes: {waiting: {title: Waiting}}\n"
    ),
    "countries/mx.yml": "name: Mexico\n",
    "clinics/bay.yml": "name: '=cmd() Bay'\ncountry: mx\n",
    "clinics/hill.yml": "name: Hill\ncountry: mx\nopened: 2025-02\n",
    "standards/answered.yml": (
        "title: {en: Answered, es: Contestado}\ntheme: waiting\nmeasure: {kind: proportion}\n"
        "targets: [90%]\njudge_from: 20\nprivacy: sensitive\n"
    ),
    "standards/wait.yml": (
        "title: Wait\ntheme: waiting\nmeasure: {kind: duration, better: lower, unit: h}\ntargets: [2 h]\n"
    ),
    "kpis/bay.yml": (
        "clinic: bay\n"
        "comparable: {wait: {variant: adults only}}\n"
        "answered:\n"
        "  2025-01: 7/100\n"
        '  2025-02: {met: 95, of: 110, note: "+ new\\nphone"}\n'
        "  2025-03: {missing: Mailbox migration}\n"
        "wait:\n"
        "  2025-01: 90 min\n"
        "  2025-02: 3 h\n"
    ),
    "kpis/more.csv": (
        "clinic,standard,period,met,of\nhill,answered,2025-02,18,19\nhill,answered,2025-04,60,100\n"
    ),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for path, text in FILES.items():
        file = tmp_path / "data" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return tmp_path


def findings(folder: Path) -> Findings:
    written = load.folder(folder, AS_OF, "data")
    assert not written.problems
    return Findings(written, pipeline.found(written, series.panels(written, AS_OF), beside=True), {}, {})


@pytest.fixture
def files(folder: Path) -> dict[str, Download]:
    return {file.path: file for file in downloads.downloads(findings(folder))}


def read(file: Download) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(file.content().decode())))


def row(files: dict[str, Download], clinic: str, standard: str, period: str) -> dict[str, str]:
    return next(
        row
        for row in read(files["downloads/handbook.csv"])
        if (row["clinic"], row["standard"], row["period"]) == (clinic, standard, period)
    )


def test_a_row_says_what_a_page_says(files):
    assert row(files, "bay", "answered", "2025-02") == {
        "clinic": "bay",
        "clinic_name": "'=cmd() Bay",
        "country": "mx",
        "standard": "answered",
        "standard_title": "Contestado",
        "period": "2025-02",
        "value": "86.3636363636",
        "unit": "%",
        "numerator": "95",
        "denominator": "110",
        "target": "90.0",
        "verdict": "missed",
        "note": "'+ new phone",
        "missing": "",
        "quality": "",
        "definition": "",
        "source": "data/kpis/bay.yml:5",
    }


def test_a_duration_is_in_the_unit_that_pages_show(files):
    wait = row(files, "bay", "wait", "2025-01")
    assert (wait["value"], wait["unit"], wait["target"], wait["verdict"]) == (
        "1.5",
        "h",
        "2.0",
        "not comparable",
    )
    assert wait["definition"] == "variant: adults only"


def test_seven_percent_is_seven(folder):
    (folder / "data/kpis/bay.yml").write_text(
        "clinic: bay\nanswered: {2025-01: 14/200, 2025-02: 1400/1500}\n"
    )
    files = {file.path: file for file in downloads.downloads(findings(folder))}
    assert row(files, "bay", "answered", "2025-01")["value"] == "7.0"


@pytest.mark.parametrize(
    ("clinic", "period", "reason"),
    [
        ("bay", "2025-01", "hidden: a count below 8"),  # 7 of 100
        ("hill", "2025-02", "hidden: a count below 8"),  # 1 of 19 is not met
        ("bay", "2025-03", "Mailbox migration"),
        ("bay", "2025-04", "no value given"),
        ("hill", "2025-03", "no value given"),
    ],
)
def test_a_value_that_is_not_there_has_its_reason(files, clinic, period, reason):
    told = row(files, clinic, "answered", period)
    assert told["missing"] == reason
    assert (told["value"], told["numerator"], told["denominator"]) == ("", "", "")


def test_too_few_to_judge_are_shown_and_not_judged(folder):
    (folder / "data/kpis/bay.yml").write_text("clinic: bay\nanswered: {2025-01: 9/17}\n")
    files = {file.path: file for file in downloads.downloads(findings(folder))}
    assert row(files, "bay", "answered", "2025-01")["verdict"] == "not judged"


def test_a_clinic_has_no_rows_from_before_it_opened(files):
    periods = [row["period"] for row in read(files["downloads/clinics/hill.csv"])]
    assert periods == ["2025-02", "2025-03", "2025-04"]


@pytest.mark.parametrize("column", ["clinic", "standard"])
def test_the_small_files_are_the_rows_of_the_large_one(files, column):
    everything = read(files["downloads/handbook.csv"])
    for name in {row[column] for row in everything}:
        small = read(files[f"downloads/{column}s/{name}.csv"])
        assert small == [row for row in everything if row[column] == name]


def test_real_values_have_no_column_that_calls_them_invented(files, folder):
    assert "illustrative" not in read(files["downloads/handbook.csv"])[0]
    handbook = folder / "data/handbook.yml"
    handbook.write_text(handbook.read_text() + "illustrative: true\n")
    invented = {file.path: file for file in downloads.downloads(findings(folder))}
    for path in ("downloads/handbook.csv", "downloads/clinics/hill.csv", "downloads/standards/wait.csv"):
        assert {row["illustrative"] for row in read(invented[path])} == {"yes"}


def test_a_handbook_without_standards_has_a_header(folder):
    for file in [*(folder / "data/kpis").iterdir(), *(folder / "data/standards").iterdir()]:
        file.unlink()
    files = {file.path: file for file in downloads.downloads(findings(folder))}
    assert files["downloads/handbook.csv"].content().startswith(b"clinic,clinic_name,")


def test_every_file_has_the_same_columns(files):
    headers = {file.content().split(b"\n")[0] for path, file in files.items() if path.endswith(".csv")}
    assert len(headers) == 1


def test_a_handbook_without_values_has_files_with_a_header(folder):
    for file in (folder / "data/kpis").iterdir():
        file.unlink()
    files = {file.path: file for file in downloads.downloads(findings(folder))}
    header = files["downloads/handbook.csv"].content()
    assert header.startswith(b"clinic,clinic_name,")
    assert (
        files["downloads/clinics/bay.csv"].content()
        == header
        == files["downloads/standards/wait.csv"].content()
    )


def test_the_index_names_every_file(files):
    index = json.loads(files["api/handbook.json"].content())
    assert index["title"] == "Libro"
    named = [index["values"], *(it["values"] for it in (*index["standards"], *index["clinics"]))]
    assert sorted([*named, "api/handbook.json"]) == sorted(files)
