"""NHS England's accident and emergency figures, from the published table to the pages that show them.

Expected are the figures that NHS England published for the three years, and counts taken from the
table by hand. Contains public sector information licensed under the Open Government Licence v3.0.
"""

from __future__ import annotations

import csv
import json
import re
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from generator import load, pipeline
from generator.cli import main
from generator.model.compared import Method

HERE = Path(__file__).parent
TABLE = HERE.parent.parent / "shared/data/nhs_ae_attendances/ae_attendances.csv"
MAP = HERE / "maps/ae.yml"
FUNNELS = HERE.parent.parent / "shared/vectors/overdispersion/funnelplotr.json"
LIMITS = ("od_lcl95", "od_ucl95", "od_lcl998", "od_ucl998")

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


@pytest.mark.skipif(not FUNNELS.exists(), reason=f"needs ../shared/vectors beside this repository: {FUNNELS}")
def test_by_chance_alone_nearly_everybody_would_differ_and_given_how_they_do_few(tmp_path: Path) -> None:
    """Type 1 in December 2018, as FunnelPlotR has it: phi is 366."""
    handbook = tmp_path / "england"
    run("import", TABLE, "--map", MAP, "--into", handbook)
    day = date(2019, 5, 1)
    findings = pipeline.worked_out(load.folder(handbook, day), day)
    found = findings.clinics["within-4h-type-1"]
    at = [period.text for period in found.panel.periods].index("2018-12")

    (case,) = (it for it in json.loads(FUNNELS.read_text()) if it["id"] == "ae-type1-2018-12-od")
    given, expected = case["input"], case["expected"]
    here = np.isfinite(found.panel.value[:, at])
    counts = (found.panel.numerator[here, at].tolist(), found.panel.denominator[here, at].tolist())
    assert sorted(zip(*counts, strict=True)) == sorted(
        zip(given["numerator"], given["denominator"], strict=True)
    )

    compared = found.compared
    assert compared is not None
    assert Method(compared.method[at]) is Method.OVERDISPERSED
    assert compared.members[at] == len(given["group"]) == 134
    assert compared.phi[at] == pytest.approx(expected["phi"], rel=1e-9)
    assert compared.tau2[at] == pytest.approx(expected["tau2"], rel=1e-9)
    assert compared.benchmark[at] == pytest.approx(expected["target"], rel=1e-9)
    by_name = {unit.lower(): nth for nth, unit in enumerate(given["group"])}
    order = [by_name[name] for name in np.array(found.panel.clinics)[here].tolist()]
    # Of FunnelPlotR's own figures the normal deviates are rounded to six decimals.
    for ours, theirs in zip((*compared.near, *compared.far), LIMITS, strict=True):
        assert ours[here, at] == pytest.approx(np.array(expected[theirs])[order], rel=1e-6)

    outside = int((np.abs(compared.standing[here, at]) == 2).sum())
    # Outside by chance alone, told from the published limits: the verdict that would be of no use.
    ratio, low, high = (np.array(expected[name]) for name in ("ratio", "lcl998", "ucl998"))
    assert ((ratio < low) | (ratio > high)).sum() > 0.8 * len(ratio)
    assert outside == sum(expected["outlier"])
    assert outside < 0.05 * len(ratio)


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
