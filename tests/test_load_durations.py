"""Times in every documented unit, in whatever mix, order and spelling they stand in one column."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from generator import load
from tests import rule_sheets

# By hand: a working day has eight hours, as docs/reference/format.md says.
ELAPSED = {
    "s sec secs second seconds": 1 / 60,
    "m min mins minute minutes": 1,
    "h hr hrs hour hours": 60,
    "d day days": 24 * 60,
    "w week weeks": 7 * 24 * 60,
}
WORKING = {
    "min minute minutes": 1,
    "h hour hours": 60,
    "day days": 8 * 60,
}
TOGETHER = {
    "1 h 30 min": 90,
    "1h30min": 90,
    "2 days 4 h": 52 * 60,
    "1 min 30 s": 1.5,
    "PT12M": 12,
    "pt90s": 1.5,
    "PT1.5H": 90,
    "P1DT2H": 26 * 60,
    "P2W": 14 * 24 * 60,
}
SIZES = {word: size for words, size in ELAPSED.items() for word in words.split()}
WORKING_SIZES = {f"working {word}": size for words, size in WORKING.items() for word in words.split()}

Written = tuple[str, float]
"""A time as it stands in the file, and its minutes."""


def times(sizes: dict[str, float]) -> st.SearchStrategy[Written]:
    number = st.sampled_from(["14", "0", "1.5", "840", ".5", "2."])
    gap, cases = st.sampled_from(["", " ", "  "]), st.sampled_from([str, str.upper, str.title])
    return st.builds(
        lambda text, space, word, case: (f"{text}{space}{case(word)}", float(text) * sizes[word]),
        number,
        gap,
        st.sampled_from(sorted(sizes)),
        cases,
    )


elapsed = st.one_of(times(SIZES), st.sampled_from(sorted(TOGETHER.items())))
working = times(WORKING_SIZES)


def read(unit: str, column: list[str], units: list[str] | None = None) -> list[float]:
    lines = [
        f"ca-halifax,wait,{2000 + i // 12}-{i % 12 + 1:02},{text},{(units or [''] * len(column))[i]}"
        for i, text in enumerate(column)
    ]
    with TemporaryDirectory() as folder:
        root = rule_sheets.lay(
            Path(folder),
            {
                "data/standards/wait.yml": f"title: Wait\ntheme: waiting\n"
                f"measure: {{kind: duration, unit: {unit}, better: lower}}\n",
                "data/kpis/2000.csv": "\n".join(["clinic,standard,period,median,unit", *lines, ""]),
            },
        )
        written = load.folder(root, rule_sheets.AS_OF)
    assert [str(problem) for problem in written.problems] == []
    rows = written.observations
    return rows.filter(rows["file"] == "data/kpis/2000.csv")["value"].to_list()


@given(st.lists(elapsed, min_size=1, max_size=12))
@example([("14 min", 14), ("840 s", 14)])
@example([("840 s", 14), ("14 min", 14)])
def test_every_unit_of_time_is_read_beside_every_other(column: list[Written]) -> None:
    assert read("min", [text for text, _ in column]) == pytest.approx([size for _, size in column])


@given(st.lists(working, min_size=1, max_size=12))
def test_every_unit_of_working_time_is_read_beside_every_other(column: list[Written]) -> None:
    assert read("working hours", [text for text, _ in column]) == pytest.approx([size for _, size in column])


@given(st.lists(st.sampled_from(sorted(SIZES)), min_size=1, max_size=12))
def test_every_unit_is_read_from_a_column_of_its_own(units: list[str]) -> None:
    column = ["3"] * len(units)

    assert read("min", column, units) == pytest.approx([3 * SIZES[unit] for unit in units])


@pytest.mark.parametrize("amounts", [["30 USD", "31 usd", "32.5USD", "33 Usd"]])
def test_a_currency_is_read_in_capitals_or_not(amounts: list[str], tmp_path: Path) -> None:
    lines = [f"ca-halifax,price,2025-{i:02},{text}" for i, text in enumerate(amounts, start=1)]
    root = rule_sheets.lay(
        tmp_path,
        {
            "data/standards/price.yml": "title: Price\ntheme: waiting\n"
            "measure: {kind: money, currency: USD, better: lower}\n",
            "data/kpis/2025.csv": "\n".join(["clinic,standard,period,amount", *lines, ""]),
        },
    )
    written = load.folder(root, rule_sheets.AS_OF)
    rows = written.observations

    assert [str(problem) for problem in written.problems] == []
    assert rows.filter(rows["standard"] == "price")["value"].to_list() == [30, 31, 32.5, 33]
