"""A map is drafted from a look at a table; a person changes a line or two, and it imports."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from workbooks import workbook

from generator.cli import main
from generator.importing.cell_grid import UnreadableFile
from generator.importing.command import map_reading
from generator.importing.draft import drafting, map_file
from generator.importing.draft.map_file import About

COUNTRY = {"  # country: gb": "  country: gb", "# countries:\n#   gb": "countries:\n  gb"}
"""What only a person knows, written by taking a # away."""

CALLS = "site,date,queue,calls,abandoned\nHarbour,2026-01-01,all,812,97\nHarbour,2026-02-01,all,790,*\n"


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def run(*words: str) -> Result:
    return CliRunner().invoke(main, ["import", *words])


def drafted(table: str, *more: str) -> str:
    result = run(table, "--draft", *more)
    assert result.exit_code == 0, result.output
    return Path(f"{Path(table).stem}-map.yml").read_text("utf-8")


def edited(name: str, edits: dict[str, str]) -> None:
    path = Path(f"{name}-map.yml")
    text = path.read_text("utf-8")
    for before, after in edits.items():
        assert before in text, text
        text = text.replace(before, after, 1)
    path.write_text(text, "utf-8")


def values(name: str) -> list[str]:
    result = run(
        next(str(path) for path in Path().glob(f"{name}.*")), "--map", f"{name}-map.yml", "--into", "out"
    )
    assert result.exit_code == 0, result.output
    return Path(f"out/data/kpis/{name}.csv").read_text().splitlines()


def test_a_long_csv_imports_once_its_country_is_said() -> None:
    Path("calls.csv").write_text(CALLS)
    drafted("calls.csv")
    edited("calls", COUNTRY)

    assert values("calls") == [
        "clinic,standard,period,met,of,missing",
        "harbour,calls,2026-01,715,812,",
        "harbour,calls,2026-02,,,Withheld in the source",
    ]
    assert CliRunner().invoke(main, ["check", "out"]).exit_code == 0


def test_semicolons_decimal_commas_and_grouped_thousands_are_seen() -> None:
    Path("kosten.csv").write_text("Clinic;Month;Score\nA;2026-01;1.234,50\nB;2026-01;12,25\n")
    text = drafted("kosten.csv")
    edited("kosten", COUNTRY)

    assert '  separator: ";"\n  decimal: ","\n  thousands: "."\n' in text
    assert values("kosten")[1:] == ["a,kosten,2026-01,1234.5", "b,kosten,2026-01,12.25"]


def test_a_wide_sheet_with_a_title_merged_headings_and_footnotes() -> None:
    rows = [
        ["Telephone, first quarter"],
        [],
        ["Clinic", date(2026, 1, 1), None, date(2026, 2, 1), None],
        [None, "Answered", "Calls received", "Answered", "Calls received"],
        ["Harbour", 715, 812, 700, 790],
        ["Hilltop", 300, 401, "<5", 389],
        ["Total", 1015, 1213, 700, 1179],
        [],
        ["(1) Withheld where fewer than five"],
    ]
    workbook(Path("calls.xlsx"), {"Calls": rows}, {"Calls": ["A3:A4", "B3:C3", "D3:E3"]})
    text = drafted("calls.xlsx")
    edited(
        "calls", COUNTRY | {"period:\n": "period:\n  as: month\n"} if "  as: month" not in text else COUNTRY
    )

    assert "  header: [3, 4]\n" in text
    assert '    columns: "{period} / {column}"' in text
    assert "    - Total  # 3 of 3 numbers are the sum of the others'" in text
    assert values("calls")[1:] == [
        "harbour,calls,2026-01,715,812,",
        "harbour,calls,2026-02,700,790,",
        "hilltop,calls,2026-01,300,401,",
        "hilltop,calls,2026-02,,,Withheld in the source: <5",
    ]


def test_sheets_that_are_alike_become_standards_and_the_others_are_named() -> None:
    head = ["Site code", "Site name", "Total", "Within {} days", "After {} days"]
    rows = [["AA1", "Harbour", 10, 9, 1], ["BB2", "Hilltop", 20.5, 20, 0.5]]
    sheets = {
        f"{days} days": [[f"{days}-day wait"], ["Q1 2025-26"], [name.format(days) for name in head], *rows]
        for days in (31, 62)
    }
    workbook(Path("waits.xlsx"), {"About": [["Read me"]], **sheets})
    text = drafted("waits.xlsx")
    edited("waits", COUNTRY)

    assert "#   About: " in text
    assert '"Within ?? days"' in text
    assert "  cells: {when: A2}  # says `Q1 2025-26`" in text
    assert values("waits")[1:] == [
        "aa1,31-days,2025-Q2,9,10",
        "aa1,62-days,2025-Q2,9,10",
        "bb2,31-days,2025-Q2,20,20.5",
        "bb2,62-days,2025-Q2,20,20.5",
    ]


def test_days_that_can_be_read_both_ways_are_asked_for() -> None:
    Path("seen.csv").write_text("Clinic,Date,Seen\nA,01/04/2026,5\nA,02/04/2026,6\n")
    text = drafted("seen.csv")

    assert "nothing here tells" in text
    days = {
        '  # format: "%d/%m/%Y"': '  format: "%d/%m/%Y"',
        "  # as: month": "  as: day",
        "monthly": "daily",
    }
    edited("seen", COUNTRY | days)
    assert values("seen")[1:] == ["a,seen,2026-04-01,5", "a,seen,2026-04-02,6"]


def test_what_looks_like_nothing_is_asked_for_at_its_place() -> None:
    Path("seen.csv").write_text("Clinic,Seen\nA,5\nB,6\n")
    text = drafted("seen.csv")
    edited("seen", COUNTRY)
    line = text[: text.index("  fixed:  # when?")].count("\n") + 1

    assert f"seen-map.yml:{line}:" in run("seen.csv", "--map", "seen-map.yml").output


def test_other_columns_of_numbers_and_odd_cells_are_told_as_doubts() -> None:
    Path("seen.csv").write_text(
        "Clinic,Month,Seen,Beds,Staff\nA,2026-01,5,1,2\nB,2026-01,7,1,2\nC,2026-01,many,1,2\n"
    )

    text = drafted("seen.csv")

    assert "# 2 more columns look like numbers: Beds, Staff" in text
    assert "# Not numbers either, and left: `many` (1)" in text


def test_a_column_of_measures_tells_standards_apart_and_what_is_not_used_is_told() -> None:
    rows = (
        "A,2025,Median minutes,150,min,x\nB,2025,Median minutes,140,min,y\nA,2024,Left unseen,2,percent,y\n"
    )
    Path("ed.csv").write_text(f"State,Year,Measure,Value,Unit,Remark\n{rows}")

    text = drafted("ed.csv")

    assert "  column: Measure\n" in text
    assert '    "Left unseen": left-unseen\n' in text or "    Left unseen: left-unseen\n" in text
    assert "  Unit:  # choose one: min, percent" in text
    assert "# Columns of texts that this map doesn't use: Remark (2 different)" in text


def test_shares_that_a_spreadsheet_shows_as_percent_are_told_as_a_doubt() -> None:
    rows = [["Clinic", "Month", "Percentage seen"], ["A", "2026-01", 0.87], ["B", "2026-01", 0.5]]
    workbook(Path("seen.xlsx"), {"Seen": rows})

    text = drafted("seen.xlsx")

    assert "# These lie between 0 and 1. If they are percentages, write * 100 behind." in text


def test_a_map_that_somebody_has_edited_is_never_overwritten_unasked() -> None:
    Path("calls.csv").write_text(CALLS)
    drafted("calls.csv")
    assert "says just this" in run("calls.csv", "--draft").output
    Path("calls-map.yml").write_text("ours")

    refused = run("calls.csv", "--draft")

    assert refused.exit_code == 1
    assert "calls-map.yml is there already, and says something else. Nothing was written." in refused.output
    assert Path("calls-map.yml").read_text() == "ours"
    assert run("calls.csv", "--draft", "--replace").exit_code == 0
    assert "calls" in Path("calls-map.yml").read_text()


def test_a_handbook_that_has_one_country_leaves_nothing_to_say() -> None:
    Path("calls.csv").write_text(CALLS)
    drafted("calls.csv")
    edited("calls", COUNTRY)
    values("calls")

    again = drafted("calls.csv", "--into", "out", "--replace")

    assert "  country: gb\n" in again
    assert "handbook:" not in again


def test_an_edited_draft_has_a_schema_that_it_keeps(tmp_path: Path) -> None:
    Path("calls.csv").write_text(CALLS)
    drafted("calls.csv")

    wanted, _, problems = map_reading.read(tmp_path / "calls-map.yml")

    assert problems == ()
    assert wanted is not None


def test_a_file_without_a_table_is_told_in_a_sentence() -> None:
    Path("notes.csv").write_text("Dear all\nthank you\n")

    result = run("notes.csv", "--draft")

    assert result.exit_code == 1
    assert "holds nothing that looks like a table" in result.output
    assert not list(Path().glob("*.yml"))


def test_of_a_file_that_is_no_text_no_line_is_shown() -> None:
    Path("bad.xlsx").write_bytes(b"PK\x03\x04 \xff\xfe")

    said = run("bad.xlsx", "--draft").output

    assert "`bad.xlsx` can't be read as a spreadsheet." in said
    assert "PK" not in said


CELLS = st.one_of(
    st.sampled_from(
        ["", "", "2026-01", "Jan-26", "01/02/2026", "Total", "All sites", "*", "<5", "1,5", "12%", "1 000"]
    ),
    st.integers(-5, 5000).map(str),
    st.text(max_size=12),
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], deadline=None)
@given(st.lists(st.lists(CELLS, max_size=6), max_size=12))
def test_any_grid_gives_a_map_that_reads_or_a_sentence(tmp_path: Path, rows: list[list[str]]) -> None:
    path = tmp_path / "any.csv"
    path.write_text(
        "\n".join(",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows), "utf-8"
    )
    (tmp_path / "any-map.yml").unlink(missing_ok=True)
    try:
        text = map_file.written(drafting.look_at(path), About(), "any-map.yml")
    except UnreadableFile:
        return

    assert set(yaml.safe_load(text)) >= {"clinic", "period", "standard", "fields", "standards"}
    (tmp_path / "any-map.yml").write_text(text, "utf-8")
    done = run(
        str(path), "--map", str(tmp_path / "any-map.yml"), "--into", str(tmp_path / "out"), "--dry-run"
    )
    assert done.exit_code in {0, 1}
    assert done.exception is None or isinstance(done.exception, SystemExit)
