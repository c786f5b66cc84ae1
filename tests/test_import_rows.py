"""Each sheet in tests/imports is a table, a map, and what should come of them, reckoned by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import polars as pl
import pytest
import yaml

from generator.importing import convert, handbook_files, map_plan, sheet_assembly
from generator.model.import_map import ImportMap
from generator.problem import Place

SHEETS = sorted((Path(__file__).parent / "imports").glob("*.yml"))


def imported(
    path: Path,
    wanted: dict[str, Any],
    known: convert.HandbookIds = convert.HandbookIds(),  # noqa: B008 - it is frozen
) -> convert.ImportResult:
    mapping = ImportMap.model_validate(wanted)
    read = sheet_assembly.read(path, mapping.table)
    made, problems = map_plan.fit(mapping, read.columns, lambda path, at: Place("map.yml"))
    assert problems == ()
    return convert.rows(read, made, known)


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.stem)
def test_a_sheet_is_taken_and_left_as_it_says(sheet: Path, tmp_path: Path) -> None:
    case = yaml.safe_load(sheet.read_text())
    path = tmp_path / "table.csv"
    path.write_text(case["table"])
    for name, text in case.get("beside", {}).items():
        (tmp_path / name).write_text(text)
    known = convert.HandbookIds(
        *(frozenset(case.get("known", {}).get(kind, ())) for kind in ("clinics", "standards"))
    )

    taken = imported(path, case["map"], known)

    assert handbook_files.values(taken, "table")["data/kpis/table.csv"] == case["values"]
    assert [
        {"reason": left.reason, "lines": list(left.lines), "found": list(left.found)} for left in taken.left
    ] == [{"found": [], **left} for left in case.get("left", [])]
    assert taken.read == taken.taken + sum(left.rows for left in taken.left)


def test_parquet_gives_the_same_values_as_csv(tmp_path: Path) -> None:
    wanted = {
        "clinic": {"column": "org", "country": "gb"},
        "period": {"column": "day", "format": "%Y-%m-%d", "as": "month"},
        "standard": {"fixed": "seen"},
        "fields": {"met": "all - late", "of": "all"},
        "standards": {"seen": {"title": "Seen", "theme": "waiting", "measure": {"kind": "proportion"}}},
    }
    (tmp_path / "t.csv").write_text("org,day,all,late\nRF4,2017-03-01,21289,2879\nRF4,2017-04-01,,3\n")
    typed = pl.read_csv(tmp_path / "t.csv", try_parse_dates=True)
    typed.write_parquet(tmp_path / "t.parquet")
    assert typed.schema["day"] == pl.Date

    from_csv, from_parquet = (imported(tmp_path / name, wanted) for name in ("t.csv", "t.parquet"))

    assert from_parquet.values.equals(from_csv.values)
    assert from_parquet.clinics == from_csv.clinics
    assert [left.reason for left in from_parquet.left] == ["`all` is empty"]
    assert [left.lines for left in (*from_csv.left, *from_parquet.left)] == [(3,), (2,)]


def test_a_new_clinic_is_described_by_its_first_row(tmp_path: Path) -> None:
    wanted = {
        "clinic": {"column": "org", "name": "{title} ({value})", "country": "{land}", "city": "{town}"},
        "period": {"column": "month"},
        "standard": {"fixed": "seen"},
        "fields": {"count": "n"},
        "standards": {"seen": {"title": "Seen", "theme": "waiting", "measure": {"kind": "count"}}},
    }
    (tmp_path / "t.csv").write_text(
        "org,month,n,title,land,town\nRF4,2020-01,1,First,GB,\nRF4,2020-02,1,Second,GB,Ely\n"
    )

    assert imported(tmp_path / "t.csv", wanted).clinics == {"rf4": {"name": "First (RF4)", "country": "gb"}}
