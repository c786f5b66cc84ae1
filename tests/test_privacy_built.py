"""No file of a built site holds a number that has to be hidden: what programs, feeds and search read."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from site_under_test import files

from generator.mkdocs import run_mkdocs

MONTHS = [f"{year}-{month:02}" for year in (2024, 2025) for month in range(1, 13)]
MAY, DECEMBER = "2025-05", "2025-12"
KINDS = {
    "share": "{kind: proportion, decimals: 2}",
    "events": "{kind: rate, per: 1000 visits, decimals: 3}",
    "asked": "{kind: count}",
    "funnel": "{kind: conversion, stages: {asked: A, booked: B, came: C}, decimals: 2}",
}
USUAL = {
    "share": ("3012/4028", "3001/4028"),
    "events": ("31/9000", "33/9000"),
    "asked": ("1103", "1101"),
    "funnel": ("{asked: 902, booked: 503, came: 304}", "{asked: 902, booked: 503, came: 302}"),
}
"""Of every month that hides nothing, in turn; beside what is hidden the first stands."""
# By standard, what May and December, the newest month, hide of one clinic.
HIDDEN = {
    "share": ("5/6173", "4441/4447"),
    "events": ("6/7873", "3/8219"),
    "asked": ("5", "6"),
    "funnel": ("{asked: 7351, booked: 7349, came: 3331}", "{asked: 5867, booked: 2713, came: 7}"),
}
OTHERWISE = {
    "share": ("2/5077", "6337/6343"),
    "events": ("4/9613", "7/6421"),
    "asked": ("3", "2"),
    "funnel": ("{asked: 8111, booked: 8108, came: 2909}", "{asked: 6101, booked: 3001, came: 4}"),
}
COUNTS = {6173, 4441, 4447, 7873, 8219, 7351, 7349, 3331, 5867, 2713}
LEFT_OVER = {6173 - 5, 7873 - 6, 8219 - 3, 7349 - 3331, 7351 - 3331, 5867 - 2713, 2713 - 7, 5867 - 7}
# Two clinics of one country, and a third: with one of them hidden, no sum that holds it may be there.
TOTALS = {
    usual * clinics + hidden
    for usual, *withheld in ((3012, 4441), (4028, 6173, 4447), (9000, 7873, 8219), (1103, 5, 6),
                             (902, 7351, 5867), (503, 7349, 2713), (304, 3331, 7))
    for hidden in withheld
    for clinics in (1, 2)
}  # fmt: skip
SHARES = {500 / 6173, 444_100 / 4447, 6000 / 7873, 3000 / 8219, 333_100 / 7351, 700 / 5867}
"""In percent or per 1000 visits, as pages show them."""

NUMBER = re.compile(r"\d+(?:[ ,\N{NO-BREAK SPACE}\u202f]\d{3})*(?:\.\d+)?")


def book(folder: Path, hidden: dict[str, tuple[str, str]], privacy: str = "sensitive") -> Path:
    """Three clinics in two countries; the second hides May and December of every standard."""
    said = {
        "mkdocs.yml": "site_name: Small counts\ntheme: {name: material}\nplugins: [search, benchbook]\n",
        "docs/about.md": "# About\n",
        "data/handbook.yml": "title: Small counts\nlanguages: [en]\nthemes: {any: {title: Any}}\n",
        "data/countries/mx.yml": "name: Mexico\n",
        "data/countries/ca.yml": "name: Canada\n",
    }
    for name, measure in KINDS.items():
        target = "targets: [{from: 2025-01, value: 50%}]\n" if name == "share" else ""
        said[f"data/standards/{name}.yml"] = (
            f"title: The {name}\ntheme: any\nmeasure: {measure}\nprivacy: {privacy}\n{target}"
        )
    for clinic, country in (("one", "mx"), ("two", "mx"), ("three", "ca")):
        said[f"data/clinics/{clinic}.yml"] = f"name: Clinic {clinic}\ncountry: {country}\n"
        lines = [f"clinic: {clinic}"]
        for name, usual in USUAL.items():
            values = dict(zip(MONTHS, usual * 12, strict=True)) | dict.fromkeys((MAY, DECEMBER), usual[0])
            if clinic == "two":
                values |= zip((MAY, DECEMBER), hidden[name], strict=True)
            lines += [f"{name}:", *(f"  {month}: {value}" for month, value in values.items())]
        said[f"data/kpis/{clinic}.yml"] = "\n".join(lines) + "\n"
    for path, text in said.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)
    return folder


def built(folder: Path) -> dict[str, bytes]:
    return files(run_mkdocs.build(folder, as_of="2026-02-01").site)


def told(path: str, content: bytes) -> Iterator[float]:
    """Every number in a file that programs read, also those within its texts."""
    if path.endswith(".json"):
        yield from numbers(json.loads(content))
    elif path.endswith(".xml"):
        yield from numbers("\n".join(ElementTree.fromstring(content).itertext()))
    elif path.endswith(".csv"):
        yield from numbers(content.decode().replace(",", "\n"))


def numbers(said: object) -> Iterator[float]:
    if isinstance(said, dict):
        for key, value in said.items():
            yield from (*numbers(key), *numbers(value))
    elif isinstance(said, list):
        for value in said:
            yield from numbers(value)
    elif isinstance(said, str):
        yield from (float(re.sub(r"[^\d.]", "", it)) for it in NUMBER.findall(said))
    elif isinstance(said, int | float):
        yield float(said)


def given_away(site: dict[str, bytes]) -> dict[str, set[float]]:
    """By file, the hidden numbers in it."""
    found = {}
    for path, content in site.items():
        there = set(told(path, content))
        whole = there & {float(count) for count in COUNTS | LEFT_OVER | TOTALS}
        shares = {it for it in SHARES if any(abs(number - it) < 0.005 for number in there if number % 1)}
        if whole | shares:
            found[path] = whole | shares
    return found


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> dict[str, bytes]:
    return built(book(tmp_path_factory.mktemp("hidden"), HIDDEN))


READ_BY_PROGRAMS = (
    "search/search_index.json",
    "api/clinics/two.json",
    "api/standards/share.json",
    "downloads/handbook.csv",
    "downloads/clinics/two.csv",
    "downloads/standards/funnel.csv",
    "feeds/all.xml",
    "feeds/clinics/two.xml",
)


def test_no_hidden_count_its_complement_or_a_sum_with_it_is_in_any_file(site):
    assert set(READ_BY_PROGRAMS) <= set(site)
    assert given_away(site) == {}


def test_the_same_numbers_are_found_in_each_of_them_where_the_standards_are_open(tmp_path):
    found = given_away(built(book(tmp_path, HIDDEN, "open")))
    assert set(READ_BY_PROGRAMS) <= set(found)
    assert found["downloads/handbook.csv"] >= {*COUNTS - {7349, 2713}, *SHARES}
    assert 2 * 1103 + 6 in found["search/search_index.json"]


@pytest.mark.parametrize(
    ("path", "content"),
    [
        ("a.json", b'{"left": [6168]}'),
        ("a.json", b'{"6168": null}'),
        ("a.json", b'["of 6,168 visits"]'),
        ("a.xml", b"<feed><title>6168.</title></feed>"),
        ("a.csv", b"one,6168,two"),
    ],
)
def test_a_complement_is_found_wherever_it_stands(path, content):
    assert given_away({path: content}) == {path: {6173 - 5}}


def test_not_a_byte_of_the_site_depends_on_what_is_hidden(site, tmp_path):
    other = built(book(tmp_path, OTHERWISE))
    assert [path for path in sorted({*site, *other}) if site.get(path) != other.get(path)] == []
