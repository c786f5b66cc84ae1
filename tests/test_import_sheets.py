"""Spreadsheets as they lie there, and where the table in them stands."""

from __future__ import annotations

import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from workbooks import open_document, packed, workbook

from generator.importing import convert, map_plan, sheet_assembly
from generator.importing.cell_grid import UnreadableFile
from generator.importing.convert import ImportResult
from generator.importing.map_errors import MapError
from generator.model.import_map import ImportMap
from generator.problem import Place

MAP: dict[str, Any] = {
    "clinic": {"column": "site", "country": "gb"},
    "period": {"column": "month"},
    "standard": {"fixed": "seen"},
    "fields": {"met": "seen", "of": "all"},
    "standards": {"seen": {"title": "Seen", "theme": "waiting", "measure": {"kind": "proportion"}}},
}
HEAD = ["site", "month", "seen", "all"]


def imported(path: Path, table: dict[str, Any], **more: Any) -> ImportResult:
    wanted = ImportMap.model_validate(MAP | {"table": table} | more)
    read = sheet_assembly.read(path, wanted.table)
    made, problems = map_plan.fit(wanted, read.columns, lambda path, at: Place("map.yml"))
    assert problems == ()
    return convert.rows(read, made, convert.HandbookIds())


def rows(taken: ImportResult) -> list[tuple[object, ...]]:
    return taken.values.select("clinic", "period", "met", "of").rows()


def left(taken: ImportResult) -> dict[str, list[str]]:
    return {group.reason: [f"{spot.sheet}!{spot}" for spot in group.places] for group in taken.left}


def test_numbers_days_and_texts_are_read_as_a_person_reads_them(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "t.xlsx",
        {"Sheet1": [HEAD, ["RF4", date(2015, 4, 1), 246.5, "1,306.5"], ["RJ1", "Apr-15", 1, 2]]},
    )

    taken = imported(path, {"thousands": ","}, period={"column": "month", "as": "month"})

    assert rows(taken) == [("rf4", "2015-04", 246.5, 1306.5), ("rj1", "2015-04", 1.0, 2.0)]


def test_only_the_sheets_that_are_named_are_read_and_each_row_knows_its_own(tmp_path: Path) -> None:
    sheet = [HEAD[:1] + HEAD[2:], ["RF4", 1, 2]]
    path = workbook(tmp_path / "t.xlsx", {"Notes": [["hello"]], "Apr 2015": sheet, "May 2015": sheet})

    taken = imported(path, {"sheet": "* 2015"}, period={"column": "{sheet}"})

    assert rows(taken) == [("rf4", "2015-04", 1.0, 2.0), ("rf4", "2015-05", 1.0, 2.0)]


def test_titles_sums_and_footnotes_are_left_with_reason_sheet_and_row(tmp_path: Path) -> None:
    table = [
        ["Waits in 2015"],
        HEAD,
        ["RF4", "2015-04", 1, 2],
        ["All sites", "2015-04", 1, 2],
        [],
        ["(1) Counted by hand"],
    ]
    path = workbook(tmp_path / "t.xlsx", {"Waits": table})

    taken = imported(path, {"header": 2, "skip": ["all *"]})

    assert rows(taken) == [("rf4", "2015-04", 1.0, 2.0)]
    assert left(taken) == {
        "it stands above the headings": ["Waits!1"],
        "`skip` says so": ["Waits!4"],
        "one cell of it is filled, as in a title or a footnote": ["Waits!6"],
    }
    assert taken.read == 4


def stacked(path: Path) -> Path:
    part = [[*HEAD[:3], "all (2)"], ["RF4", "2015-04", 1, 2]]
    return workbook(
        path,
        {"W": [["PART A: ADMITTED"], *part, [], ["PART B: ALL CARE"], *part[:1], ["RF4", "2015-04", 30, 40]]},
    )


def test_tables_below_one_another_are_told_apart_by_the_line_above_them(tmp_path: Path) -> None:
    taken = imported(
        stacked(tmp_path / "t.xlsx"),
        {"header": "site"},
        standard={"column": "{part}", "values": {"PART B: ALL CARE": "seen"}},
    )

    assert rows(taken) == [("rf4", "2015-04", 30.0, 40.0)]
    assert left(taken)["`{part}` isn't listed in `standard.values`"] == ["W!3"]


def test_a_map_can_read_one_of_several_tables_in_a_sheet(tmp_path: Path) -> None:
    from_b = imported(stacked(tmp_path / "t.xlsx"), {"header": "site", "from": "PART B*"})
    to_b = imported(stacked(tmp_path / "t.xlsx"), {"header": "site", "until": "PART B*"})

    assert rows(from_b) == [("rf4", "2015-04", 30.0, 40.0)]
    assert rows(to_b) == [("rf4", "2015-04", 1.0, 2.0)]


def test_an_empty_row_ends_a_table_where_the_map_says_so(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "t.xlsx", {"W": [HEAD, ["RF4", "2015-04", 1, 2], [], ["Sum", "2015-04", 5, 6]]}
    )

    assert rows(imported(path, {"until": "blank"})) == [("rf4", "2015-04", 1.0, 2.0)]


def test_first_and_last_are_rows_as_the_spreadsheet_counts_them(tmp_path: Path) -> None:
    table = [HEAD, *(["RF4", f"2015-0{i}", i, 9] for i in range(1, 6))]
    path = workbook(tmp_path / "t.xlsx", {"W": table})

    assert [row[1] for row in rows(imported(path, {"first": 3, "last": 4}))] == ["2015-02", "2015-03"]


def test_merged_headings_stand_over_each_of_their_columns(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "t.xlsx",
        {"W": [["site", "month", "Calls", None], [None, None, "seen", "all"], ["RF4", "2015-04", 1, 2]]},
        {"W": ["A1:A2", "B1:B2", "C1:D1"]},
    )

    taken = imported(path, {"header": [1, 2]}, fields={"met": '"Calls / seen"', "of": '"Calls / all"'})

    assert rows(taken) == [("rf4", "2015-04", 1.0, 2.0)]


def test_a_name_that_is_merged_downwards_stands_in_each_row_and_a_number_does_not(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "t.xlsx",
        {"W": [HEAD, ["RF4", "2015-04", 1, 2], [None, "2015-05", None, 3]]},
        {"W": ["A2:A3", "C2:C3"]},
    )

    taken = imported(path, {})

    assert rows(taken) == [("rf4", "2015-04", 1.0, 2.0)]
    assert left(taken) == {"`seen` is empty": ["W!3"]}


def test_repeated_headings_are_numbered_and_marks_of_footnotes_taken_off(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "t.xlsx",
        {"W": [["site (1)", "month", "DAYS", "DAYS", "all²"], ["RF4", "2015-04", 1, 7, 9]]},
    )

    taken = imported(path, {"header": 1}, fields={"met": '"DAYS #2"', "of": "all"})

    assert rows(taken) == [("rf4", "2015-04", 7.0, 9.0)]


def test_names_of_ones_own_bridge_sheets_whose_headings_differ(tmp_path: Path) -> None:
    one, two = (
        ["month", "PROVIDER", "WITHIN 31 DAYS", "all"],
        ["month", "ACCOUNTABLE PROVIDER", "WITHIN 62 DAYS", "all"],
    )
    path = workbook(
        tmp_path / "t.xlsx", {"W1": [one, ["2015-04", "RF4", 1, 2]], "W2": [two, ["2015-05", "RF4", 3, 4]]}
    )

    taken = imported(
        path,
        {"sheet": "W?", "columns": {"who": "*PROVIDER", "in time": "WITHIN ?? DAYS"}},
        clinic={"column": "who", "country": "gb"},
        fields={"met": '"in time"', "of": "all"},
    )

    assert rows(taken) == [("rf4", "2015-04", 1.0, 2.0), ("rf4", "2015-05", 3.0, 4.0)]


def test_a_cell_above_the_table_can_say_the_period(tmp_path: Path) -> None:
    table = [["Waits"], ["Q1 2015-2016 (April, May, June)"], HEAD, ["RF4", "x", 1, 2]]
    path = workbook(tmp_path / "t.xlsx", {"W": table})

    taken = imported(path, {"header": 3, "cells": {"when": "A2"}}, period={"column": "when"})

    assert rows(taken) == [("rf4", "2015-Q2", 1.0, 2.0)]


def test_a_column_a_period_is_read_cell_by_cell_with_the_place_of_each(tmp_path: Path) -> None:
    head = ["site", date(2015, 4, 1), "May 2015", "note"]
    path = workbook(tmp_path / "t.xlsx", {"W": [head, ["RF4", 1, 2, "x"], ["RJ1", None, 4, "y"]]})

    taken = imported(
        path,
        {"periods": {"columns": "{period}"}},
        period={"column": "{period}", "as": "month"},
        fields={"met": "{value}", "of": "{value}"},
    )

    assert [row[:3] for row in rows(taken)] == [
        ("rf4", "2015-04", 1.0),
        ("rf4", "2015-05", 2.0),
        ("rj1", "2015-04", None),
        ("rj1", "2015-05", 4.0),
    ]
    assert [(group.reason, str(group.first[0])) for group in taken.empty] == [("`{value}` is empty", "B3")]
    assert taken.counted_in == "cell"


def test_open_documents_are_read_too(tmp_path: Path) -> None:
    path = open_document(tmp_path / "t.ods", [HEAD, ["RF4", "2015-04", 1, 2.5]])

    assert rows(imported(path, {})) == [("rf4", "2015-04", 1.0, 2.5)]


@pytest.mark.parametrize(
    ("table", "path", "says"),
    [
        ({"sheet": "Wats"}, ("table", "sheet"), "has no sheet `Wats`"),
        ({"header": 9}, ("table", "header"), "no row 9; its last one is row 2"),
        ({"header": "nothing*"}, ("table", "header"), "no heading like `nothing*`"),
        ({"columns": {"who": "PROV*"}}, ("table", "columns", "who"), "no column like `PROV*`"),
        ({"cells": {"when": "2A"}}, ("table", "cells", "when"), "`2A` is no cell"),
        ({"periods": {"columns": "{period}"}}, ("table", "periods", "columns"), "no column like `{period}`"),
        ({"standards": {"columns": ["seen", "met"]}}, ("table", "standards", "columns"), "no column `met`"),
        (
            {"beside": [{"file": "more.csv", "by": "site"}]},
            ("table", "beside", 0, "file"),
            "no file `more.csv`",
        ),
    ],
)
def test_a_map_that_asks_for_what_is_not_there_is_wrong_at_that_key(
    tmp_path: Path, table: dict[str, Any], path: tuple[str, ...], says: str
) -> None:
    file = workbook(tmp_path / "t.xlsx", {"Waits": [HEAD, ["RF4", "2015-04", 1, 2]]})

    with pytest.raises(MapError) as refused:
        imported(file, table)

    assert refused.value.path == path
    assert says in str(refused.value)


def far_out(path: Path) -> None:
    workbook(path, {"W": [["a"]]})
    with zipfile.ZipFile(path) as file:
        parts = {name: file.read(name).decode() for name in file.namelist()}
    sheet = parts["xl/worksheets/sheet1.xml"].replace(
        "</sheetData>", '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    )
    packed(path, parts | {"xl/worksheets/sheet1.xml": sheet})


def bomb(path: Path) -> None:
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as file,
        file.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part,
    ):
        for _ in range(1100):
            part.write(bytes(1_000_000))


def protected(path: Path) -> None:
    # How Office wraps what it encrypts: a compound file whose directory names an EncryptedPackage.
    name = "EncryptedPackage".encode("utf-16-le")
    path.write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504) + name.ljust(512, b"\0"))


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda path: path.write_bytes(b"This is no spreadsheet."), "can't be read as a spreadsheet"),
        (lambda path: path.write_bytes(b""), "can't be read as a spreadsheet"),
        (lambda path: packed(path, {"hello.txt": "hello"}), "can't be read as a spreadsheet"),
        (far_out, "as far out as row 1,048,576 and column 16,384"),
        (bomb, "bytes large when it is unpacked"),
        (protected, "is protected with a password"),
    ],
)
def test_what_cannot_be_a_table_is_said_in_a_sentence(tmp_path: Path, make: Any, says: str) -> None:
    make(tmp_path / "t.xlsx")

    with pytest.raises(UnreadableFile) as refused:
        imported(tmp_path / "t.xlsx", {})

    assert says in str(refused.value)
    assert refused.value.hint
