"""NHS England's accident and emergency figures, from the published table to the pages that show them.

Expected are the figures that NHS England published for the three years, and counts taken from the
table by hand. Contains public sector information licensed under the Open Government Licence v3.0.
"""

from __future__ import annotations

import csv
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli import main

HERE = Path(__file__).parent
TABLE = HERE.parent.parent / "shared/data/nhs_ae_attendances/ae_attendances.csv"
MAP = HERE / "maps/ae.yml"

pytestmark = pytest.mark.skipif(
    not TABLE.exists(),
    reason="needs ../shared/data/nhs_ae_attendances/ae_attendances.csv beside this repository; "
    "it is not part of it, so a clone does without this one test",
)


class Tables(HTMLParser):
    """The tables of a page as rows of text, by caption."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.by_caption: dict[str, list[list[str]]] = {}
        self._rows: list[list[str]] = []
        self._text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self._rows.append([])
        if tag in {"th", "td", "caption"}:
            self._text = ""

    def handle_endtag(self, tag: str) -> None:
        if tag in {"th", "td"}:
            self._rows[-1].append(self._text.strip())
        if tag == "caption":
            self._rows = self.by_caption.setdefault(self._text.strip(), [])

    def handle_data(self, data: str) -> None:
        self._text += data


def run(*arguments: str | Path) -> str:
    result = CliRunner().invoke(main, [str(argument) for argument in arguments])
    assert result.exit_code == 0, result.output
    return result.output


def test_from_the_published_table_to_the_pages(tmp_path: Path) -> None:
    handbook, site = tmp_path / "england", tmp_path / "site"

    imported = run("import", TABLE, "--map", MAP, "--into", handbook)
    assert "12,765 rows read, 12,765 taken, 0 left." in imported

    run("check", handbook)
    built = run("build", handbook, "--strict", "--as-of", "2019-05-01", "--site-dir", site)
    assert "of 428 series" in built
    assert len(list((site / "clinics").glob("*/index.html"))) == 274

    completeness = text(site / "completeness/index.html")
    assert "281 of 428 series are complete" in completeness

    england = Tables((site / "countries/gb/index.html").read_text())
    years = england.by_caption["Within four hours, all departments: totals by year"]
    shown = {row[1]: (row[2], row[3]) for row in years if row[0] == "England"}
    assert {year: value for year, (value, _) in shown.items()} == {
        "2016/17": "89.13%",
        "2017/18": "88.34%",
        "2018/19": "88.01%",
    }
    assert {year: counts for year, (_, counts) in shown.items()} == counted()

    # Types are never pooled silently: major departments have figures of their own.
    major = england.by_caption["Within four hours, major departments (type 1): totals by year"]
    assert [row[1:3] for row in major[1:]] == [
        ["2018/19", "81.54%"],
        ["2017/18", "82.36%"],
        ["2016/17", "83.68%"],
    ]


def text(page: Path) -> str:
    return re.sub(r"<[^>]+>", "", page.read_text())


def counted() -> dict[str, str]:
    """Seen in time and all, by financial year, added up from the table itself."""
    sums: dict[str, list[int]] = {}
    with TABLE.open() as rows:
        for row in csv.DictReader(rows):
            year, month = int(row["period"][:4]), int(row["period"][5:7])
            first = year if month >= 4 else year - 1
            total = sums.setdefault(f"{first}/{first + 1 - 2000}", [0, 0])
            total[0] += int(row["attendances"]) - int(row["breaches"])
            total[1] += int(row["attendances"])
    return {year: f"{met:,}/{of:,}" for year, (met, of) in sums.items()}
