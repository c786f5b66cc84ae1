"""How tables are laid out: each is drafted, completed by its country, and imported to its last cell."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from workbooks import workbook

from generator.cli import main


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def run(*words: str) -> Result:
    return CliRunner().invoke(main, ["import", *words])


def drafted(file: str, edits: dict[str, str] | None = None) -> str:
    """The draft of a file; the map beside it has its country, and these edits."""
    result = run(file, "--draft")
    assert result.exit_code == 0, result.output
    path = Path(f"{Path(file).stem}-map.yml")
    text = path.read_text("utf-8")
    said = text
    for before, after in {"  # country: gb": "  country: gb", **(edits or {})}.items():
        assert before in said, said
        said = said.replace(before, after, 1)
    path.write_text(said, "utf-8")
    return text


def values(file: str) -> list[str]:
    name = Path(file).stem
    result = run(file, "--map", f"{name}-map.yml", "--into", "out")
    assert result.exit_code == 0, result.output
    return Path(f"out/data/kpis/{name}.csv").read_text("utf-8").splitlines()[1:]


def csv(name: str, *lines: str) -> str:
    Path(name).write_text("\n".join(lines) + "\n", "utf-8")
    return name


def test_every_third_month_of_a_year_in_two_columns_stands_for_its_quarter() -> None:
    file = csv("w.csv", "Clinic,Year,Month,Seen", "A,2024,Mar,4", "A,2024,Jun,5", "A,2023,Dec,3")
    text = drafted(file)

    assert "  as: quarter  # only every third month is there: each stands for its quarter" in text
    assert "reported: quarterly" in text
    assert values(file) == ["a,w,2023-Q4,3", "a,w,2024-Q1,4", "a,w,2024-Q2,5"]


def test_a_financial_year_named_by_one_number_is_asked_for() -> None:
    file = csv("w.csv", "Clinic,Fiscal year,Month,Seen", "A,2025,Apr,4", "A,2025,Mar,5", "A,2025,May,6")
    drafted(file, {"  financial:  #": "  financial: ends  #"})

    assert values(file) == ["a,w,2024-04,4", "a,w,2024-05,6", "a,w,2025-03,5"]


def test_years_across_and_months_down_are_of_one_clinic_that_is_asked_for() -> None:
    file = csv("w.csv", "Month,2024,2025", "January,1,3", "February,2,4", "Total,3,7")
    drafted(file, {"  fixed:  # whose": "  fixed: harbour  # whose"})

    assert values(file) == [
        "harbour,w,2024-01,1",
        "harbour,w,2024-02,2",
        "harbour,w,2025-01,3",
        "harbour,w,2025-02,4",
    ]


def test_months_across_take_their_year_from_the_title() -> None:
    file = csv("w.csv", "Visits in 2025,,,", "Clinic,Jan,Feb,Mar", "A,1,2,3", "B,4,5,6")
    text = drafted(file)

    assert "  year: 2025  # from what stands above the table" in text
    assert values(file)[:3] == ["a,w,2025-01,1", "a,w,2025-02,2", "a,w,2025-03,3"]


@pytest.mark.parametrize("merged", [{}, {"S": ["B1:C1", "D1:E1"]}], ids=["bare", "merged"])
def test_clinics_over_two_columns_each_are_read_from_two_rows_of_headings(
    merged: dict[str, list[str]],
) -> None:
    rows = [
        [None, "Harbour", None, "Hilltop", None],
        ["Month", "Answered", "Calls received", "Answered", "Calls received"],
        [date(2025, 1, 1), 90, 100, 80, 95],
        [date(2025, 2, 1), 91, 102, 82, 99],
    ]
    workbook(Path("w.xlsx"), {"S": rows}, merged)
    text = drafted("w.xlsx")

    assert '    columns: "{clinic} / {column}"' in text
    assert values("w.xlsx") == [
        "harbour,s,2025-01,90,100",
        "harbour,s,2025-02,91,102",
        "hilltop,s,2025-01,80,95",
        "hilltop,s,2025-02,82,99",
    ]


def test_columns_of_what_is_counted_are_not_taken_for_clinics() -> None:
    text = drafted(csv("w.csv", "Month,Calls,E-mails,Visits", "2025-01,1,2,3", "2025-02,4,5,6"))

    assert "clinics:" not in text
    assert "  fixed:  # whose values are these?" in text


def test_sheets_that_are_alike_and_name_no_clinic_are_one_each() -> None:
    head = ["Month", "Answered", "Calls received"]
    sheets = {name: [head, [date(2025, 1, 1), n, 100]] for name, n in (("Harbour", 80), ("Hilltop", 90))}
    workbook(Path("w.xlsx"), sheets)
    drafted("w.xlsx")

    assert values("w.xlsx") == ["harbour,w,2025-01,80,100", "hilltop,w,2025-01,90,100"]


def test_a_sheet_of_all_clinics_is_no_clinic_and_is_named() -> None:
    head = ["Month", "Answered", "Calls received"]
    names = {"Harbour": 80, "All Saints": 90, "All sites": 170}
    workbook(Path("w.xlsx"), {name: [head, [date(2025, 1, 1), n, 200]] for name, n in names.items()})
    text = drafted("w.xlsx")

    assert "#   All sites: all clinics together, by its name. Or is it one?" in text
    assert values("w.xlsx") == ["all-saints,w,2025-01,90,200", "harbour,w,2025-01,80,200"]


def test_sheets_that_are_called_by_months_are_one_month_each() -> None:
    head = ["Clinic", "Answered", "Calls received"]
    workbook(Path("w.xlsx"), {"Jan 2025": [head, ["A", 80, 100]], "Feb 2025": [head, ["A", 90, 100]]})
    drafted("w.xlsx")

    assert values("w.xlsx") == ["a,w,2025-01,80,100", "a,w,2025-02,90,100"]


def test_a_percentage_that_two_counts_make_up_proposes_them() -> None:
    file = csv(
        "w.csv",
        "Clinic;Month;Répondus;Reçus;Taux",
        "A;2025-01;1\u202f187;1\u202f350;87,9 %",
        "A;2025-02;402;480;83,8 %",
        "A;2025-03;431;500;86,2 %",
    )
    text = drafted(file)

    assert "`Taux` is their share in 3 of 3 rows. Is it so?" in text
    assert values(file) == ["a,w,2025-01,1187,1350", "a,w,2025-02,402,480", "a,w,2025-03,431,500"]


def test_a_percentage_beside_a_count_is_a_score_until_its_count_is_said() -> None:
    file = csv("w.csv", "Clinic,Month,Answered,Calls", "A,2025-01,87%,201", "A,2025-02,90%,200")
    text = drafted(file)
    assert values(file) == ["a,w,2025-01,87", "a,w,2025-02,90"]
    said = text.replace("  # country: gb", "  country: gb").replace("  mean: ", "  # mean: ")
    said = said.replace("  #   met: ", "  met: ").replace("  #   of: ", "  of: ")
    Path("w-map.yml").write_text(said.replace("kind: score", "kind: proportion"), "utf-8")

    result = run("w.csv", "--map", "w-map.yml", "--into", "out", "--replace-all")

    assert "`met` is rounded in 1 of them, by up to 0.13." in result.output
    assert Path("out/data/kpis/w.csv").read_text().splitlines()[1:] == [
        "a,w,2025-01,175,201",
        "a,w,2025-02,180,200",
    ]


def test_a_median_without_a_unit_is_asked_for() -> None:
    file = csv("w.csv", "Clinic,Month,Median wait,Patients", "A,2025-01,4.5,20", "A,2025-02,5,21")
    drafted(file, {"  fixed:  # min": "  fixed: weeks  # min"})

    assert values(file) == ["a,w,2025-01,4.5,20,weeks", "a,w,2025-02,5,21,weeks"]


def test_a_heading_says_what_a_length_in_two_parts_is() -> None:
    file = csv("w.csv", "Clinic,Month,Mean wait (mm:ss),Calls", "A,2025-01,14:00,20", "A,2025-02,12:30,21")
    drafted(file)

    assert values(file) == ["a,w,2025-01,14,20,min", "a,w,2025-02,12.5,21,min"]


def test_days_that_spreadsheets_count_are_named_with_what_they_are() -> None:
    file = csv("w.csv", "Clinic,Date,Seen", "A,45658,4", "A,45689,5")
    text = drafted(file)

    assert "  # 45658 is a day as spreadsheets count them: 2025-01-01" in text
    assert values(file) == ["a,w,2025-01,4", "a,w,2025-02,5"]


def test_days_that_prove_both_orders_are_told_as_a_doubt() -> None:
    text = drafted(csv("w.csv", "Clinic,Date,Seen", "A,13/04/2025,4", "A,04/14/2025,5", "A,04/05/2025,6"))

    assert "day first (13/04/2025 in line 2), others month first (04/14/2025 in line 3)" in text


def test_days_that_a_spreadsheet_may_have_turned_round_are_told_as_a_doubt() -> None:
    rows = [
        ["Clinic", "Date", "Seen"],
        ["A", date(2025, 5, 4), 4],
        ["A", "13/04/2025", 5],
        ["A", "14/04/2025", 6],
    ]
    workbook(Path("w.xlsx"), {"S": rows})

    text = drafted("w.xlsx")

    assert "# day first: 13/04/2025 in B3 can't be read otherwise" in text
    assert "# Some cells are days and others texts such as 13/04/2025" in text


def test_fractions_of_a_day_under_a_heading_of_hours_and_minutes_are_days() -> None:
    file = csv("w.csv", "Clinic,Month,Mean wait (h:mm),Calls", "A,2025-01,0.0625,20", "A,2025-02,0.5,21")
    drafted(file)

    assert values(file) == ["a,w,2025-01,0.0625,20,days", "a,w,2025-02,0.5,21,days"]


def test_points_before_three_digits_group_thousands_where_smaller_numbers_have_none() -> None:
    file = csv("w.csv", "Clinic;Month;Seen", "A;2025-01;1.187", "A;2025-02;987")
    text = drafted(file)

    assert '  thousands: "."  # so 1.187 is 1187, is that right?' in text
    assert values(file) == ["a,w,2025-01,1187", "a,w,2025-02,987"]


def test_points_before_three_digits_stay_decimals_where_nothing_else_tells_and_are_a_doubt() -> None:
    text = drafted(csv("w.csv", "Clinic,Month,Mean score", "A,2025-01,4.125", "A,2025-02,3.875"))

    assert '  # thousands: "."  # if 4.125 is 4125; else its point is a decimal one' in text


def test_years_over_quarters_are_periods_in_two_rows_of_headings() -> None:
    file = csv("w.csv", ",2024,,2025,", "Clinic,Q1,Q2,Q1,Q2", "A,1,2,3,4", "B,5,6,7,8")
    drafted(file)

    assert values(file)[:4] == ["a,w,2024-Q1,1", "a,w,2024-Q2,2", "a,w,2025-Q1,3", "a,w,2025-Q2,4"]


def test_of_several_kinds_of_patients_one_has_to_be_chosen() -> None:
    lines = [
        f"{hospital},2025-0{month},{age},{kind},{n}"
        for n, (hospital, month, age, kind) in enumerate(
            (h, m, a, k) for h in "AB" for m in (1, 2) for a in ("Adult", "Child") for k in ("In", "Out")
        )
    ]
    file = csv("w.csv", "Hospital,Month,Age,Patient,Total waiting", *lines)
    text = drafted(file)
    assert "  Patient:  # choose one: In, Out" in text
    refused = run(file, "--map", "w-map.yml", "--into", "out")
    assert refused.exit_code == 1
    assert not Path("out").exists()
    drafted_map = Path("w-map.yml").read_text("utf-8")
    chosen = drafted_map.replace("  Patient:  #", "  Patient: Out  #").replace("  Age:  #", "  Age: Adult  #")
    Path("w-map.yml").write_text(chosen, "utf-8")

    assert values(file)[:2] == ["a,w,2025-01,1", "a,w,2025-02,5"]


def test_parts_of_a_clinic_are_added_up_only_once_that_is_said() -> None:
    lines = [
        f"{site},2025-01,{age},{n}"
        for n, (site, age) in enumerate((s, a) for s in "AB" for a in ("0-17", "18+"))
    ]
    file = csv("w.csv", "Clinic,Month,Age group,Falls", *lines)
    drafted(file)
    assert run(file, "--map", "w-map.yml", "--into", "out").exit_code == 1

    said = Path("w-map.yml").read_text("utf-8").replace("# repeated: add", "repeated: add")
    Path("w-map.yml").write_text(said, "utf-8")

    assert values(file) == ["a,w,2025-01,1", "b,w,2025-01,5"]


def test_cells_parted_by_tabs_import_as_drafted() -> None:
    file = csv("w.csv", "Clinic\tMonth\tFalls", "A\t2025-01\t4", "B\t2025-01\t7")
    drafted(file)

    assert values(file) == ["a,w,2025-01,4", "b,w,2025-01,7"]


def test_german_headings_months_and_marks_are_read() -> None:
    file = csv(
        "w.csv",
        "Praxis;Jahr;Monat;Fristgerecht;Briefe",
        "A;2025;Januar;4;5",
        "A;2025;März;k. A.;8",
        "A;2025;Mai;7;9",
    )
    drafted(file)

    assert values(file) == [
        "a,w,2025-01,4,5,",
        "a,w,2025-03,,,Not available in the source",
        "a,w,2025-05,7,9,",
    ]


def test_subtotals_and_the_grand_total_over_them_are_sums() -> None:
    rows = ("A,4", "B,5", "North subtotal,9", "C,6", "D,1", "South subtotal,7", "Grand total,16")
    file = csv("w.csv", "Clinic,Month,Falls", *(row.replace(",", ",2025-01,") for row in rows))
    text = drafted(file)

    assert "- North subtotal  # 1 of 1 numbers are the sum of the others'" in text
    assert "- Grand total  # 1 of 1 numbers are the sum of the others'" in text
    assert values(file) == ["a,w,2025-01,4", "b,w,2025-01,5", "c,w,2025-01,6", "d,w,2025-01,1"]


def test_months_with_points_are_no_numbers() -> None:
    file = csv("w.csv", "Praxis;Monat;Briefe", "A;01.2025;4", "A;11.2025;5")
    drafted(file)

    assert values(file) == ["a,w,2025-01,4", "a,w,2025-11,5"]


def test_units_of_time_in_a_column_of_their_own_are_kept() -> None:
    file = csv("w.csv", "Clinic,Month,Mean wait,Unit", "A,2025-01,17,min", "B,2025-01,3,days")
    drafted(file)

    assert values(file) == ["a,w,2025-01,17,min", "b,w,2025-01,3,days"]


def test_days_with_short_years_are_asked_for_in_the_forms_that_fit_them() -> None:
    file = csv("w.csv", "Clinic,Day,Falls", "A,01/02/25,4", "A,01/03/25,5")
    drafted(file, {"  # format:": "  format:", "  # as: month": "  as: month"})

    assert values(file) == ["a,w,2025-02,4", "a,w,2025-03,5"]


def test_a_table_ends_where_another_one_begins_below() -> None:
    first, second = ("A,2025-01,8,9", "A,2025-02,7,9"), ("A,2025-01,3,4", "A,2025-02,2,4")
    head = "Clinic,Month,"
    file = csv("w.csv", f"{head}Answered,Calls", *first, ",,,", "Letters,,,", f"{head}Sent,Written", *second)
    text = drafted(file)

    assert "  last: 3\n  # Another table begins below" in text
    assert values(file) == ["a,w,2025-01,8,9", "a,w,2025-02,7,9"]
