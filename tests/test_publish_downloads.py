"""Downloads hold what the pages show: the same values, targets and verdicts, and why a value isn't there."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from pathlib import Path

import by_hand
import polars as pl
import pytest
from by_hand import LATER

from generator import load, pipeline
from generator.disclosure import disclosure_audit
from generator.model.comparison_results import PeerComparison
from generator.model.inputs import HandbookSource, Settings
from generator.model.page import Download
from generator.model.results import SpcRule
from generator.model.standard_results import StandardResults
from generator.publish import downloads, values_table
from generator.statistics import series

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


def findings(folder: Path) -> StandardResults:
    written = load.folder(folder, AS_OF, "data")
    assert not written.problems
    return StandardResults(
        written, pipeline.found(written, series.panels(written, AS_OF), beside=True), {}, {}
    )


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
        "peers": "not compared: fewer than 3 peers",
        "signal": "",
        "low": "78.7143248",  # Wilson: (193.8415 -/+ 1.96 sqrt(3.8415 + 380 (1 - 95/110))) / 227.6829
        "high": "91.5588436",
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


HIDDEN = {"peers": "hidden", "signal": "", "low": "", "high": ""}


def test_beside_a_hidden_value_nothing_is_told(files):
    told = row(files, "bay", "answered", "2025-01")
    assert {name: told[name] for name in HIDDEN} == HIDDEN


def test_too_few_to_judge_are_shown_and_not_judged(folder):
    (folder / "data/kpis/bay.yml").write_text("clinic: bay\nanswered: {2025-01: 9/17}\n")
    files = {file.path: file for file in downloads.downloads(findings(folder))}
    assert row(files, "bay", "answered", "2025-01")["verdict"] == "not judged"


def beside(handbook: HandbookSource) -> list[dict[str, str | float | None]]:
    told = values_table.table(pipeline.worked_out(handbook, LATER), "s")
    return told.select("clinic", "period", "peers", "signal", "low", "high").to_dicts()


def test_each_value_says_where_it_lies_beside_its_peers():
    """Of 10, 50 and 90 of 100 all Wilson intervals are apart from 50 %; 38 of 100 ends at 47.8 % (95 %)
    and 53.4 % (99.8 %), 62 lies as far above."""
    month = {"a": (10, 100), "b": (38, 100), "c": (50, 100), "d": (62, 100), "e": (90, 100), "f": (1, 2)}
    counted = [by_hand.row(name, "s", "2025-01", *counts) for name, counts in month.items()]
    clinics = {name: by_hand.clinic() for name in month}
    standards = {"s": by_hand.standard(judge_from=3)}
    told = {it["clinic"]: it["peers"] for it in beside(by_hand.written(standards, clinics, counted))}
    assert told == {
        "a": "below its peers (99.8%)",
        "b": "below its peers (95%)",
        "c": "like its peers",
        "d": "above its peers (95%)",
        "e": "above its peers (99.8%)",
        "f": "not compared: too few to judge",
    }


def test_every_standing_and_every_rule_has_its_word():
    assert set(values_table.PEERS) == set(PeerComparison)
    assert set(values_table.SIGNALS) == set(SpcRule) - {SpcRule.NONE}
    words = [*values_table.PEERS.values(), *values_table.SIGNALS.values()]
    assert len(words) == len(set(words))


def test_the_guide_says_every_column_and_every_word():
    guide = (Path(__file__).parents[1] / "docs/guide/publishing.md").read_text(encoding="utf-8")
    columns = values_table.columns(Settings.model_validate({"title": "Book", "illustrative": True}))
    for word in (
        *columns,
        *values_table.VERDICTS[1:],
        *values_table.PEERS.values(),
        *values_table.SIGNALS.values(),
    ):
        assert f"`{word}`" in guide


@pytest.mark.parametrize(
    ("values", "signals"),
    [
        ([50, 52] * 8 + [60], [None] * 16 + ["outside the limits"]),  # 51.53 -/+ 5.32
        ([50, 52] * 5 + [99], [None] * 11),  # limits on trial
        ([50, 52] * 8 + [53] * 7, [None] * 15 + ["shift"] * 8),
    ],
)
def test_a_signal_is_named_from_thirteen_values_on(values, signals):
    counted = by_hand.monthly("a", "s", "2024-01", values)
    handbook = by_hand.written({"s": by_hand.standard("count")}, {"a": by_hand.clinic()}, counted)
    assert [it["signal"] for it in beside(handbook)] == signals


def test_an_interval_of_a_rate_is_per_what_the_rate_is():
    """Of 3 events in 100 the exact interval is 0.6187 to 8.7673 (Garwood 1936): here per 1000."""
    counted = [by_hand.row("a", "s", "2025-01", 3, 100, value=30)]
    standards = {"s": by_hand.standard("rate", per="1000 visits")}
    (told,) = beside(by_hand.written(standards, {"a": by_hand.clinic()}, counted))
    assert (told["low"], told["high"]) == (pytest.approx(6.187, abs=1e-3), pytest.approx(87.673, abs=1e-3))


def test_a_median_has_no_interval(files):
    wait = row(files, "bay", "wait", "2025-02")
    assert (wait["low"], wait["high"], wait["peers"]) == ("", "", "not compared: another definition")


@pytest.mark.parametrize(
    ("name", "said"), [("low", 1.5), ("high", 1.5), ("signal", "shift"), ("peers", "like its peers")]
)
def test_the_last_look_finds_each_of_these_beside_a_hidden_value(name, said):
    month = {"a": (37, 41), "b": (40, 60), "c": (40, 60), "d": (40, 60)}
    counted = [by_hand.row(clinic, "s", "2025-01", *counts) for clinic, counts in month.items()]
    clinics = {clinic: by_hand.clinic() for clinic in month}
    handbook = by_hand.written({"s": by_hand.standard(privacy="sensitive")}, clinics, counted)
    findings = pipeline.worked_out(handbook, LATER)
    table = values_table.table(findings, "s")
    assert disclosure_audit.leaks(handbook, findings, lambda _: table) == ()
    hidden = pl.col("peers") == "hidden"
    leaky = table.with_columns(pl.when(hidden).then(pl.lit(said)).otherwise(name).alias(name))
    (problem,) = disclosure_audit.leaks(handbook, findings, lambda _: leaky)
    assert "its download shows it" in problem.message


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
    things = (*index["standards"], *index["clinics"])
    named = [index["values"], *(it[kind] for it in things for kind in ("values", "newest"))]
    assert sorted([*named, "api/handbook.json"]) == sorted(files)
