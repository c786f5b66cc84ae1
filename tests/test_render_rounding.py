"""A number never stands beside its target so rounded that it denies the verdict."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import pytest
from by_hand import clinic, row, standard, written
from rendered import Seen, Table, rendered

from generator.model.inputs import HandbookSource
from generator.statistics.intervals import wilson
from generator.words import Words

EN = Words("en", ("en",))
CLINICS = {"a": clinic(), "b": clinic(), "gone": clinic(closed="2026-04")}


def handbook(rows: list[dict[str, Any]], **fields: Any) -> HandbookSource:
    fields = {"kind": "proportion", "better": "higher", "decimals": 0, "targets": ("95%",)} | fields
    return written({"share": standard(**fields)}, CLINICS, rows)


ALMOST = [
    row("a", "share", "2026-05", 946, 1000),
    row("b", "share", "2026-05", 9467, 10000),
    row("gone", "share", "2026-04", 9461, 10000),
]


def tables(pages: Mapping[str, Any]) -> Iterator[tuple[str, Table]]:
    for address, page in pages.items():
        for table in Seen(page.body()).tables:
            yield address, table


def test_no_table_shows_a_missed_target_as_the_value() -> None:
    missed = [
        (address, table.caption, cells)
        for address, table in tables(rendered(handbook(ALMOST)))
        for cells in table.rows[1:]
        if any("missed" in cell for cell in cells)
    ]
    assert len(missed) >= 10
    assert [row for row in missed if any(cell[:3] == "95%" for cell in row[2][1:3])] == []


def test_the_table_under_the_dots_says_of_when_an_older_value_is() -> None:
    dots = Seen(rendered(handbook(ALMOST))["standards/share"].body()).table("the clinics in the chart")
    assert [cells[1] for cells in dots.rows[1:]] == ["94.6%", "94.6% Apr 26", "94.7%"]


@pytest.mark.parametrize(
    ("fields", "target", "aim", "value", "shown"),
    [
        ({"kind": "proportion", "targets": ("92.5%",)}, 0.925, "92.5%", 0.924, "92.4%"),
        ({"kind": "duration", "unit": "h", "targets": ("15 min",)}, 15.0, "0.25 h", 14.4, "0.24 h"),
        ({"kind": "money", "targets": ("9.95 USD",)}, 9.95, "9.95 USD", 9.9, "9.90 USD"),
    ],
)
def test_a_target_finer_than_the_decimals_is_written_whole(
    fields: dict[str, Any], target: float, aim: str, value: float, shown: str
) -> None:
    fine = standard(**fields, better="higher", decimals=0)
    said = EN.target(fine, target), EN.value(fine, value)
    assert [text.replace("\N{NO-BREAK SPACE}", " ") for text in said] == [f"at least {aim}", shown]


def test_dots_have_the_interval_of_a_share() -> None:
    low, high = (float(limit) for limit in np.ravel(wilson(946, 1000)))
    page = rendered(handbook(ALMOST))["standards/share"].body()
    assert (round(100 * low), round(100 * high)) == (93, 96)
    assert "93% to 96%" in page
    assert page.count('class="bb-interval"') == 3
    assert "The wide grey lines are 95% intervals" in page


def test_a_rate_has_no_interval_of_a_share() -> None:
    rows = [row(name, "share", "2026-05", 6.2, numerator=31.0, denominator=5000.0) for name in ("a", "b")]
    body = rendered(handbook(rows, kind="rate", per="1000 visits", targets=("5",)))["standards/share"].body()
    assert ">95% interval</th>" not in body
    assert 'class="bb-interval"' not in body
    assert "wide grey lines" not in body


def test_a_year_without_a_value_is_not_called_withheld() -> None:
    rows = [*ALMOST, row("a", "share", "2024-12", 90, 100), row("a", "share", "2025-06", 0, 0)]
    page = rendered(written({"share": standard()}, CLINICS, rows, settings={"calendar": {"year_starts": 1}}))
    years = Seen(page["standards/share"].body()).table("totals by year").rows[1:4]
    assert [cells[1:3] for cells in years] == [["2026", "95%"], ["2025", "… no value"], ["2024", "90%"]]


ALL_BUT_ONE = [row(name, "share", "2026-05", 1999, 2000) for name in ("a", "b")]


def test_nothing_that_is_not_the_target_reads_as_it() -> None:
    pages = rendered(handbook(ALL_BUT_ONE, targets=("100%",)))

    why = pages["standards/share"].body()
    assert "100% to 100%" not in why
    assert "99.95%" in why
    for address, table in tables(pages):
        aims = [at for at, head in enumerate(table.rows[0]) if head == "Target"]
        for cells in table.rows[1:]:
            shown = [cell for at, cell in enumerate(cells) if at not in aims]
            assert not any("100%" in cell and "at least" not in cell for cell in shown), (address, cells)


@pytest.mark.parametrize(
    ("fields", "value", "shown"),
    [
        ({"kind": "proportion", "targets": ("95%",)}, 0.9496, "94.96%"),
        ({"kind": "proportion", "targets": ("95%",)}, 0.95, "95%"),
        ({"kind": "proportion", "targets": ("95%",)}, 0.9504, "95.04%"),
        ({"kind": "proportion", "targets": ("95%", {"value": "90%", "from": "2026-01"})}, 0.9041, "90.4%"),
        ({"kind": "duration", "unit": "min", "targets": ("20 min",)}, 20.3, "20.3 min"),
        ({"kind": "rate", "per": "1000 visits", "targets": ("2.4",)}, 2.38, "2.38 per 1000 visits"),
    ],
)
def test_a_value_has_the_decimals_that_tell_it_from_a_target(
    fields: dict[str, Any], value: float, shown: str
) -> None:
    said = EN.value(standard(**fields, better="higher"), value)
    assert said.replace("\N{NO-BREAK SPACE}", " ") == shown
