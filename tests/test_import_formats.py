"""Cells as a spreadsheet shows them, and letters as a CSV stores them."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from workbooks import STYLES, open_document, workbook

from generator.cli import main
from generator.importing import workbook as spreadsheets
from generator.importing.number_formats import percent_format


def shown_as(monkeypatch: pytest.MonkeyPatch, *codes: str) -> None:
    """Makes these the formats of the workbook's styles 2, 3, 4 and so on."""
    listed = "".join(f'<numFmt numFmtId="{164 + i}" formatCode="{code}"/>' for i, code in enumerate(codes))
    styles = "".join(f'<xf numFmtId="{164 + i}"/>' for i in range(len(codes)))
    with_formats = STYLES.replace("<fonts", f"<numFmts>{listed}</numFmts><fonts", 1)
    monkeypatch.setattr("workbooks.STYLES", with_formats.replace("</cellXfs>", f"{styles}</cellXfs>"))


def styled(path: Path, rows: list[list[tuple[float, int]]]) -> list[list[str]]:
    """What is read of a sheet with these numbers, each with the number of its style."""
    lines = [
        "<row>" + "".join(f'<c s="{style}"><v>{value!r}</v></c>' for value, style in row) + "</row>"
        for row in rows
    ]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("workbooks._sheet", lambda *_: SHEET.format("".join(lines)))
        (grid,) = spreadsheets.grids(workbook(path, {"S": []}))
    return [list(row) for row in grid.rows]


SHEET = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    "<sheetData>{}</sheetData></worksheet>"
)


def test_numbers_shown_as_percentages_are_read_with_their_sign_and_all_their_digits(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown_as(monkeypatch, "0%", "0.0%;[Red]-0.0%", "0.0&quot;%&quot;", "0.00")

    read = styled(tmp_path / "t.xlsx", [[(0.87, 2), (-0.0715, 3), (87.5, 4), (0.87, 5)]])

    assert read == [["87%", "-7.15%", "87.5%", "0.87"]]


def test_lengths_of_time_are_read_in_hours_minutes_and_seconds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown_as(monkeypatch, "h:mm:ss", "[h]:mm:ss", "mm:ss", "yyyy-mm-dd")
    quarter, day_and_half, long_after = 14 / 1440, 1.5, 61.25

    read = styled(
        tmp_path / "t.xlsx",
        [[(quarter, 2), (quarter, 4), (day_and_half, 3), (day_and_half, 2), (long_after, 2), (45658, 5)]],
    )

    assert read == [["0:14:00", "0:14:00", "36:00:00", "36:00:00", "1470:00:00", "2025-01-01"]]


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("0%", "hundredfold"),
        ('0.0 "of" %', "hundredfold"),
        ("[>=1]0%;0.0%", "hundredfold"),
        ('0"%"', "written"),
        ("0\\%", "written"),
        ("0.00", None),
        ("0_%", None),
    ],
)
def test_a_percent_sign_counts_where_the_program_shows_one(code: str, kind: str | None) -> None:
    assert percent_format(code) == kind


def test_percentages_of_an_open_document_are_read_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    percent = (
        '<table:table-cell office:value-type="percentage" office:value="0.87" '
        'table:number-columns-repeated="2"><text:p>87 %</text:p></table:table-cell>'
    )
    monkeypatch.setattr("workbooks._open_cell", lambda _: percent)

    (grid,) = spreadsheets.grids(open_document(tmp_path / "t.ods", [["-"]]))

    assert list(grid.rows[0]) == ["87%", "87%"]


@pytest.mark.parametrize(
    ("codec", "named"),
    [("cp1252", "windows-1252"), ("utf-16", "utf-16"), ("mac-roman", "mac-roman"), ("cp850", "cp850")],
)
def test_letters_of_older_programs_are_recognised_named_in_the_map_and_read(
    codec: str, named: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    table = "Établissement;Mois;Reçus\nClinique Saint-Éloi;2025-01;1187\nHôpital de l'Été;2025-01;402\n"
    Path("recus.csv").write_bytes(table.encode(codec))
    drafted = CliRunner().invoke(main, ["import", "recus.csv", "--draft"])
    assert drafted.exit_code == 0, drafted.output
    text = Path("recus-map.yml").read_text("utf-8")
    Path("recus-map.yml").write_text(text.replace("  # country: gb", "  country: fr"), "utf-8")

    done = CliRunner().invoke(main, ["import", "recus.csv", "--map", "recus-map.yml", "--into", "out"])

    assert f"  encoding: {named}  # it isn't UTF-8. Does this read right: Établissement?" in text
    assert done.exit_code == 0, done.output
    assert "name: Clinique Saint-Éloi" in Path("out/data/clinics/clinique-saint-eloi.yml").read_text("utf-8")


def test_letters_that_are_not_utf8_are_named_with_the_line_of_the_map_that_reads_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("t.csv").write_bytes("site,month,n\nÉvreux,2025-01,1\n".encode("cp1252"))
    Path("map.yml").write_text(
        "clinic: {column: site, country: fr}\nperiod: {column: month}\nstandard: {fixed: n}\n"
        "fields: {count: n}\n"
    )

    said = CliRunner().invoke(main, ["import", "t.csv", "--map", "map.yml", "--into", "out"]).output

    assert "t.csv:2:1" in said
    assert "Write `table: {encoding: windows-1252}` in the map" in said


def test_a_rounded_number_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("t.csv").write_text("site,month,share,calls\na,2025-01,87%,201\nb,2025-01,50%,200\n")
    Path("map.yml").write_text(
        "clinic: {column: site, country: gb}\nperiod: {column: month}\nstandard: {fixed: s}\n"
        "fields: {met: round(share * calls), of: calls}\n"
        "standards: {s: {title: S, theme: t, measure: {kind: proportion}}}\n"
    )

    said = CliRunner().invoke(main, ["import", "t.csv", "--map", "map.yml", "--into", "out"]).output

    assert "`met` is rounded in 1 of them, by up to 0.13." in said  # 0.87 * 201 = 174.87
    assert "a,s,2025-01,175,201" in Path("out/data/kpis/t.csv").read_text()


def test_a_spreadsheet_that_is_larger_than_it_says_is_refused(tmp_path: Path) -> None:
    path = workbook(tmp_path / "t.xlsx", {"S": [["a" * 5000]]})
    whole = bytearray(path.read_bytes())
    at = whole.index(b"PK\x01\x02")
    while at >= 0:  # what the directory says of the size of each part
        whole[at + 24 : at + 28] = (100).to_bytes(4, "little")
        at = whole.find(b"PK\x01\x02", at + 1)
    path.write_bytes(whole)

    with pytest.raises(spreadsheets.UnreadableFile):
        spreadsheets.grids(path)
