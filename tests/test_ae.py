"""NHS England's accident and emergency figures, from the published table to the pages that show them.

Expected are the figures that NHS England published for the three years, and counts taken from the
table by hand. Contains public sector information licensed under the Open Government Licence v3.0.
"""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from dataclasses import dataclass
from datetime import date
from html.parser import HTMLParser
from itertools import takewhile
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from generator import load, pipeline
from generator.cli import main
from generator.model.comparison_results import Method

HERE = Path(__file__).parent
TABLE = HERE.parent.parent / "shared/data/nhs_ae_attendances/ae_attendances.csv"
MAP = HERE / "maps/ae.yml"
FUNNELS = HERE.parent.parent / "shared/vectors/overdispersion/funnelplotr.json"
TYPES = {
    "1": "Within four hours, major departments (type 1)",
    "2": "Within four hours, single-specialty departments (type 2)",
    "other": "Within four hours, minor injury units and walk-in centres",
}
MONTHS = [f"{year}-{month:02}" for year in range(2016, 2020) for month in range(1, 13)][3:39]
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


@dataclass(frozen=True)
class England:
    """The handbook that the table became, and its site."""

    handbook: Path
    site: Path
    imported: str
    built: str


@pytest.fixture(scope="module")
def england(tmp_path_factory: pytest.TempPathFactory) -> England:
    handbook = tmp_path_factory.mktemp("ae") / "england"
    site = handbook.parent / "site"
    imported = run("import", TABLE, "--map", MAP, "--into", handbook)
    built = run("build", handbook, "--as-of", "2019-05-01", "--site-dir", site)
    return England(handbook, site, imported, built)


def test_from_the_published_table_to_the_pages(england: England) -> None:
    handbook, site = england.handbook, england.site
    assert "12,765 rows read, 12,765 taken, 0 left." in england.imported

    run("check", handbook)
    assert "of 428 series" in england.built
    assert len(list((site / "clinics").glob("*/index.html"))) == 274

    completeness = text(site / "completeness/index.html")
    assert "281 of 428 series are complete" in completeness

    tables = Tables((site / "countries/gb/index.html").read_text())
    years = tables.by_caption["Within four hours, all departments: totals by year"]
    shown = {row[1]: (row[2], row[3]) for row in years if row[0] == "England"}
    assert {year: value for year, (value, _) in shown.items()} == {
        "2016/17": "89.13%",
        "2017/18": "88.34%",
        "2018/19": "88.01%",
    }
    assert {year: counts for year, (_, counts) in shown.items()} == counted()

    # Types are never pooled silently: major departments have figures of their own.
    major = tables.by_caption["Within four hours, major departments (type 1): totals by year"]
    assert [row[1:3] for row in major[1:]] == [
        ["2018/19", "81.54%"],
        ["2017/18", "82.36%"],
        ["2016/17", "83.68%"],
    ]


@pytest.mark.skipif(not FUNNELS.exists(), reason=f"needs ../shared/vectors beside this repository: {FUNNELS}")
def test_by_chance_alone_nearly_everybody_would_differ_and_given_how_they_do_few(england: England) -> None:
    """Type 1 in December 2018, as FunnelPlotR has it: phi is 366."""
    day = date(2019, 5, 1)
    findings = pipeline.worked_out(load.folder(england.handbook, day), day)
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


def test_the_heat_map_has_the_verdicts_that_the_table_gives_by_hand(england: England) -> None:
    page = england.site / "heat-map/index.html"
    board = Tables(page.read_text()).by_caption["Newest verdicts and values, clinic by standard"]
    rows, series = {row[0]: row for row in board if len(row) > 1}, shares()
    for kind, title in TYPES.items():
        column = board[0].index(title)
        newest = [row[column] for row in rows.values() if row[column].endswith("%")]
        now = [values["2019-03"] for (_, of), values in series.items() if of == kind and "2019-03" in values]
        judged = [share for share, attendances in now if attendances >= 20]
        signs = Counter(cell[0] for cell in newest)
        assert signs["✓"] == sum(share >= 0.95 for share in judged)
        assert signs["≈"] + signs["✕"] == sum(share < 0.95 for share in judged)
        assert signs["–"] == len(now) - len(judged)

    # Who has reported nothing for more than a year has no row, and is named below.
    reported = {organisation for (organisation, _), values in series.items() if max(values) >= "2018-03"}
    assert set(rows) - {"Clinic"} == {f"Organisation {it}" for it in reported}
    gone = {organisation for organisation, _ in series} - reported
    assert f"{len(gone)} clinics are not in it: their newest values are more than a year old" in text(page)
    assert len(reported) + len(gone) == 274


def test_the_chart_of_both_ends_counts_all_and_draws_the_ends_that_the_table_has(england: England) -> None:
    page = text(england.site / "standards/within-4h-type-1/index.html")
    now = {
        organisation: values[max(values)][0]
        for (organisation, kind), values in shares().items()
        if kind == "1" and max(values) >= "2018-03"
    }
    met = sum(share >= 0.95 for share in now.values())
    assert f"{met} of {len(now)} clinics met their target." in page
    assert f"Drawn are the 10 least good and the 10 best of {len(now)};" in page
    chart = page[page.index("clinic by clinic, March 2019") : page.index("Drawn are the 10")]
    ranked = sorted(now, key=now.get)
    assert set(re.findall(r"Organisation (\w+?)(?=\d\d\.\d\d%)", chart)) == {*ranked[:10], *ranked[-10:]}


def test_who_needs_attention_does_by_the_table_too(england: England) -> None:
    """Verdicts, how long a target has been missed and who reports at all, counted month by month."""
    page = (england.site / "attention/index.html").read_text()
    titles = {title: kind for kind, title in TYPES.items()}
    kinds = re.split(r'<h[23] id="(attention-\w+|improving)">', page)[1:]
    series, seen = shares(), Counter()
    for anchor, part in zip(kinds[::2], kinds[1::2], strict=True):
        for entry in re.findall(r"<li data-nth.*?</li>", part, re.DOTALL):
            said = re.sub(r"<[^>]+>", "", entry)
            title, organisation = re.match(r"(.*), Organisation (\w+):", said).groups()
            values = series[organisation, titles[title]]
            months = sorted(values)
            assert months[-1] >= "2018-12"
            assert f"{values[months[-1]][0]:.2%} in" in said
            short = values[months[-1]][0] < 0.95
            assert short == (anchor in {"attention-missed", "attention-steady"}) or anchor == "improving"
            if anchor == "attention-steady":
                assert f"short of its target for {missed_of_late(values)} months" in said
            seen[anchor] += 1
    in_all = re.search(r"(\d+) standards at clinics need attention. (\d+) are improving", page)
    listed = [seen[it] for it in ("attention-missed", "attention-worse", "attention-steady")]
    more = [int(it) for it in re.findall(r"and (\d+) more, not listed here", page)]
    assert sum(listed) + sum(more) == int(in_all[1])
    assert seen["improving"] == int(in_all[2])
    assert min(listed) >= 40  # each kind is seen, however long the others are


def text(page: Path) -> str:
    return re.sub(r"<[^>]+>", "", page.read_text())


def shares() -> dict[tuple[str, str], dict[str, tuple[float, int]]]:
    """Share seen in time and attendances, by organisation and type, by month; straight from the table."""
    found: dict[tuple[str, str], dict[str, tuple[float, int]]] = {}
    with TABLE.open() as rows:
        for row in csv.DictReader(rows):
            attendances, breaches = int(row["attendances"]), int(row["breaches"])
            month = found.setdefault((row["org_code"], row["type"]), {})
            month[row["period"][:7]] = ((attendances - breaches) / attendances, attendances)
    return found


def missed_of_late(values: dict[str, tuple[float, int]]) -> int:
    """In how many months up to the last one the target was missed; a month without a value ends it."""
    missed = {month for month, (share, _) in values.items() if share < 0.95}
    return len(list(takewhile(missed.__contains__, reversed(MONTHS))))


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
