"""What readers must not be able to find anywhere in what is published."""

from __future__ import annotations

import html
import re
from datetime import date
from pathlib import Path

import pytest

from generator import pipeline

AS_OF = date(2026, 7, 1)
MONTHS = [f"2025-{month:02}" for month in range(1, 13)]

KINDS = {
    "share": "{kind: proportion, decimals: 4}",
    "wait": "{kind: duration, statistic: median, unit: min, decimals: 3}",
    "events": "{kind: rate, per: 1000 visits, decimals: 4}",
    "score": "{kind: score, scale: [1, 5], decimals: 4}",
    "funnel": "{kind: conversion, stages: {asked: A, booked: B, came: C}, decimals: 4}",
}
SHOWN = {
    "share": "3012/4028",
    "wait": "{median: 12 min, p90: 30 min, n: 612}",
    "events": "31/9000",
    "score": "{mean: 4.1, sd: 0.7, n: 90}",
    "funnel": "{asked: 9001, booked: 5002, came: 3003}",
}
HIDDEN = {  # each has one count from 1 to 7, or leaves so few
    "share": "{met: 4441, of: 4447, note: Telltale}",
    "wait": "{median: 13.777 min, p90: 41.333 min, n: 5}",
    "events": "6/7873",
    "score": "{mean: 3.7713, sd: 0.4441, n: 3}",
    "funnel": "{asked: 7351, booked: 7349, came: 3331}",
}
TELLTALE = re.compile(
    r"(?<!\d)(?:4[ ,.]?441|4[ ,.]?447|99[.,]865\d*|13[.,]777|41[.,]333|7[ ,.]?873|0[.,]7621|3[.,]7713"
    r"|0[.,]4441|7[ ,.]?351|7[ ,.]?349|3[ ,.]?331|45[.,]313\d*)(?!\d)|Telltale"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two clinics of one country, all standards sensitive; each hides one month of one clinic."""
    files = {
        "mkdocs.yml": "site_name: Small counts\n",
        "data/handbook.yml": "title: Small counts\nlanguages: [en, es, fr]\nthemes: {any: {title: Any}}\n",
        "data/countries/mx.yml": "name: Mexico\n",
        "data/clinics/one.yml": "name: One\ncountry: mx\n",
        "data/clinics/two.yml": "name: Two\ncountry: mx\n",
    }
    for name, measure in KINDS.items():
        files[f"data/standards/{name}.yml"] = (
            f"title: The {name}\ntheme: any\nmeasure: {measure}\nprivacy: sensitive\n"
        )
    for clinic, few in (("one", None), ("two", "2025-05")):
        lines = [f"clinic: {clinic}"]
        for name, usual in SHOWN.items():
            lines += [f"{name}:", *(f"  {at}: {HIDDEN[name] if at == few else usual}" for at in MONTHS)]
        files[f"data/kpis/{clinic}.yml"] = "\n".join(lines) + "\n"
    for path, text in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text)
    return tmp_path


OPEN = "title: Open\ntheme: any\nmeasure: {kind: proportion}\n"


def published(folder: Path) -> dict[str, str]:
    """Everything that readers, their browsers and the search get, by address."""
    handbook = pipeline.handbook(folder, as_of=AS_OF)
    told = {file.path: file.content().decode() for file in handbook.downloads}
    for page in handbook.pages:
        found = "\n".join(f"{entry.title}\n{entry.text}" for entry in page.search)
        told[page.address] = html.unescape("\n".join((page.title, page.description, found, page.body())))
    return {path: re.sub("[\N{NO-BREAK SPACE}\u202f]", " ", text) for path, text in told.items()}


def test_no_hidden_count_nor_what_comes_of_it_is_in_any_page_download_or_search(folder: Path) -> None:
    told = published(folder)
    assert {path: found for path, text in told.items() if (found := TELLTALE.findall(text))} == {}
    assert "hidden: a count below 8" in told["downloads/standards/share.csv"]
    assert {
        "feeds/all.xml",
        "feeds/clinics/two.xml",
        "feeds/standards/share.xml",
        "attention",
        "heat-map",
    } <= set(told)
    assert {"api/clinics/two.json", "api/standards/share.json", "compare", "es/compare"} <= set(told)


def test_the_same_counts_are_told_where_the_standard_is_open(folder: Path) -> None:
    for standard in (folder / "data/standards").iterdir():
        standard.write_text(standard.read_text().replace("privacy: sensitive\n", ""))
    found = set(TELLTALE.findall("\n".join(published(folder).values())))
    assert {"4441", "4,447", "13.777", "7873", "3.7713", "Telltale"} <= found


@pytest.mark.parametrize("mistake", ["6661/5557", "{met: 6661, of: 5557x}", "{met: 6661, of: 5557, off: 1}"])
def test_a_mistake_in_a_sensitive_value_is_not_quoted(folder: Path, mistake: str) -> None:
    values = folder / "data/kpis/one.yml"
    values.write_text(values.read_text().replace("3012/4028", mistake, 1))
    told = published(folder)
    assert "data/kpis/one.yml:3" in told["completeness"]
    assert [path for path, text in told.items() if re.search("6661|5557", text)] == []


def test_a_mistake_under_embargo_is_not_quoted(folder: Path) -> None:
    later = "clinic: one\npublish_from: 2030-01-01\nopenly:\n  2026-01: 6661/5557\n"
    (folder / "data/kpis/later.yml").write_text(later)
    (folder / "data/standards/openly.yml").write_text(OPEN)
    told = published(folder)
    assert "data/kpis/later.yml" in told["completeness"]
    assert [path for path, text in told.items() if re.search("6661|5557", text)] == []


@pytest.mark.parametrize(
    "line",
    ["2025-07 = 173/211", "2025-07 173/211", "2025-07; 173/211", "- 2025-07: 173/211", "2025-07: > 173/211"],
)
def test_a_file_of_values_that_cant_be_read_is_quoted_to_nobody(folder: Path, line: str) -> None:
    """Its embargo can't be read either, so it may be under one."""
    for standard in (folder / "data/standards").iterdir():
        standard.write_text(standard.read_text().replace("privacy: sensitive", "privacy: open"))
    later = folder / "data/kpis/later.yml"
    later.write_text(f"publish_from: 2027-01-01\nclinic: one\nshare:\n  2025-06: 172/210\n  {line}\n")

    book = pipeline.handbook(folder, as_of=AS_OF)

    assert any("173/211" in f"{it.message} {it.hint}" for it in book.problems)
    assert not any("173" in f"{it.message} {it.hint}" for it in book.told)
    assert not any("173/211" in html.unescape(page.body()) for page in book.pages)


def test_a_standard_that_cant_be_read_counts_as_sensitive(folder: Path) -> None:
    for standard in (folder / "data/standards").iterdir():
        privacy = "open" if standard.stem != "share" else "sensitive\nprivacy: [sensitive"
        standard.write_text(standard.read_text().replace("privacy: sensitive", f"privacy: {privacy}"))
    (folder / "data/kpis/more.yml").write_text("clinic: one\nshare:\n  2026-05: 3 / / 7\n")

    told = pipeline.handbook(folder, as_of=AS_OF).told

    assert not any("3 / / 7" in f"{it.message} {it.hint}" for it in told)


def test_a_mistake_in_an_open_value_is_quoted(folder: Path) -> None:
    (folder / "data/standards/openly.yml").write_text(OPEN)
    (folder / "data/kpis/more.yml").write_text("clinic: one\nopenly:\n  2026-01: 6661/5557\n")
    assert "6661" in published(folder)["completeness"]


def test_the_method_says_that_whoever_may_read_the_files_reads_what_is_hidden(folder: Path) -> None:
    method = published(folder)["method"]
    assert "whoever may read those can read it" in method
    assert "such as a price, hides nothing" in method


COUNTED = ("2025-01", "2025-02", "2025-03", "2025-04", "2025-05", "2025-06")
MET = (1741, 1752, 1763, 1744, 1735, 1756)
VALUES = "\n".join(f"  {at}: {n}/{n + 2}" for at, n in zip(COUNTED, MET, strict=True))
FINDINGS = {
    "a target far from hidden values": (
        "HB108",
        {
            "data/standards/falls.yml": "title: Falls\ntheme: any\nmeasure: {kind: count, better: lower}\n"
            "privacy: sensitive\ntargets: [90]\n",
            "data/kpis/falls.yml": "clinic: one\nfalls:\n" + "\n".join(f"  {at}: 6" for at in COUNTED) + "\n",
        },
    ),
    "a target far from values under embargo": (
        "HB108",
        {
            "data/standards/open.yml": f"{OPEN}targets: [9.9%]\n",
            "data/kpis/one-open.yml": f"clinic: one\npublish_from: 2027-01-01\nopen:\n{VALUES}\n",
        },
    ),
    "more cases asked for than the largest hidden count": (
        "HB126",
        {
            "data/standards/open.yml": f"{OPEN}targets: [90%]\nprivacy: sensitive\njudge_from: 30\n",
            "data/kpis/open.yml": "clinic: one\nopen:\n" + "\n".join(f"  {at}: 6/7" for at in COUNTED) + "\n",
        },
    ),
    "the same values as another clinic has under embargo": (
        "HB234",
        {
            "data/standards/open.yml": f"{OPEN}targets: [90%]\n",
            "data/kpis/open-one.yml": f"clinic: one\npublish_from: 2027-01-01\nopen:\n{VALUES}\n",
            "data/kpis/open-two.yml": f"clinic: two\nopen:\n{VALUES}\n",
        },
    ),
    "a check made an error, of a hidden value": (
        "HB231",
        {
            "data/handbook.yml": "title: Small counts\nthemes: {any: {title: Any}}\nchecks: {HB231: error}\n",
            "data/standards/falls.yml": "title: Falls\ntheme: any\nmeasure: {kind: count}\n"
            "privacy: sensitive\n",
            "data/kpis/falls.yml": "clinic: one\nfalls:\n"
            + "\n".join(f"  {at}: {n}" for at, n in zip(COUNTED, (205, 198, 4, 201, 199, 203), strict=True))
            + "\n",
        },
    ),
}


@pytest.mark.parametrize("what", FINDINGS)
def test_a_finding_that_rests_on_values_kept_from_readers_is_told_to_editors_alone(
    folder: Path, what: str
) -> None:
    code, files = FINDINGS[what]
    for path, text in files.items():
        (folder / path).write_text(text)
    handbook = pipeline.handbook(folder, as_of=AS_OF)
    assert code in {problem.code for problem in handbook.problems}
    assert code not in {problem.code for problem in handbook.told}


def test_a_finding_that_rests_on_open_values_is_told_to_readers_beside_hidden_ones(folder: Path) -> None:
    (folder / "data/standards/open.yml").write_text(f"{OPEN}targets: [9.9%]\n")
    (folder / "data/kpis/one-open.yml").write_text(f"clinic: one\nopen:\n{VALUES}\n")
    handbook = pipeline.handbook(folder, as_of=AS_OF)
    assert "HB108" in {problem.code for problem in handbook.told}
