"""A draft never states a guess as certain: what it proposes holds in every row; the rest is a question."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result
from workbooks import workbook

from generator.cli import main
from generator.importing.guess import count_pairs


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def run(*words: str) -> Result:
    return CliRunner().invoke(main, ["import", *words])


def drafted(name: str, text: str, *more: str) -> str:
    Path(name).write_text(text, "utf-8")
    result = run(name, "--draft", *more)
    assert result.exit_code == 0, result.output
    return Path(f"{Path(name).stem}-map.yml").read_text("utf-8")


def fields(text: str) -> dict[str, str]:
    return dict(yaml.safe_load(text)["fields"])


CALLS = "Clinic,Month,Answered,{},Calls\n"


def test_each_guess_says_in_how_many_rows_it_holds() -> None:
    text = drafted("c.csv", "Clinic,Month,Answered,Calls\nA,2025-01,8,10\nB,2025-01,7,9\n,2025-02,1,1\n")

    assert "  column: Clinic  # A, B; filled in 2 of 3 rows" in text
    assert "fields:  # 0 <= met <= of in 3 of 3 rows. Is it so?" in text


def test_another_way_to_read_the_numbers_is_ready_to_be_taken() -> None:
    text = drafted("c.csv", "Clinic,Month,Answered,Calls\nA,2025-01,8,10\nB,2025-01,7,9\n")

    assert "  # Or, with `kind: count` below: whole numbers in 2 of 2 rows\n  # count: Answered\n" in text


@pytest.mark.parametrize(
    ("name", "numbers"),
    [
        ("Telephone", ("6045551234", "6045551299", "6045550000")),
        ("Provider number", ("260009", "260010", "260011")),
        ("Year", ("2025", "2025", "2025")),
        ("Postcode", ("3051", "3052", "3053")),
        ("Grand total", ("300", "300", "300")),
        ("All calls here and there", ("300", "300", "300")),
    ],
)
def test_no_code_and_no_sum_of_all_clinics_is_a_whole(name: str, numbers: tuple[str, ...]) -> None:
    rows = [
        f"{clinic},2025-{month:02},{7 + month},{number}"
        for month in (1, 2)
        for clinic, number in zip("ABC", numbers, strict=True)
    ]
    if name == "All calls here and there":  # another one each month, and the same for all clinics
        rows = [row.replace(",300", f",{300 + int(row[8])}") for row in rows]

    text = drafted("c.csv", "\n".join([f"Clinic,Month,Answered,{name}", *rows, ""]))

    assert fields(text) == {"count": "Answered"}


def test_what_is_more_than_all_in_a_single_row_is_no_part_of_it() -> None:
    text = drafted("c.csv", "Clinic,Month,Answered,Calls\nA,2025-01,8,10\nB,2025-01,7,9\nC,2025-01,9,8\n")

    assert "met" not in fields(text)


def test_clinics_that_begin_like_a_sum_are_clinics() -> None:
    names = ("Bothwell Regional", "Totalcare Clinic", "All Saints Hospital", "Harbour")
    rows = [f"{name},2025-01,{n}" for n, name in enumerate(names, 3)]

    text = drafted("c.csv", "\n".join(["Hospital,Month,Seen", *rows, ""]))

    assert "skip" not in yaml.safe_load(text).get("table", {})
    assert "# Is `All Saints Hospital` a sum? It begins like one, but 0 of 1 of its numbers are" in text
    assert text.count(" a sum?") == 1


def test_a_sum_is_proved_by_adding_up_whatever_it_is_called() -> None:
    rows = [
        f"{clinic},2025-{month:02},{seen}"
        for month in range(1, 6)
        for clinic, seen in (("Leith", 3), ("Perth", 4), ("Oban", month), ("Scotland", 7 + month))
    ]

    text = drafted("c.csv", "\n".join(["Hospital,Month,Seen", *rows, ""]))

    assert "    - Scotland  # 5 of 5 numbers are the sum of the others'" in text


@pytest.mark.parametrize("name", ["Somme", "Suma"])
def test_what_is_called_a_sum_and_never_is_one_is_a_question(name: str) -> None:
    text = drafted("c.csv", f"Clinic,Month,Seen\nA,2025-01,3\nB,2025-01,4\n{name},2025-01,99\n")

    assert "skip" not in yaml.safe_load(text).get("table", {})
    assert f"# Is `{name}` a sum? It is called like one, but 0 of 1 of its numbers are" in text


def test_a_row_called_total_is_never_a_clinic() -> None:
    text = drafted("c.csv", "Clinic,Month,Seen\nA,2025-01,3\nB,2025-01,4\nGrand total,2025-01,6\n")

    assert yaml.safe_load(text)["table"]["skip"] == ["Grand total"]


def test_a_total_that_adds_up_only_in_some_months_says_so() -> None:
    rows = "A,2025-01,3\nB,2025-01,4\nTotal,2025-01,7\nA,2025-02,3\nB,2025-02,4\nTotal,2025-02,99\n"

    text = drafted("c.csv", f"Clinic,Month,Seen\n{rows}")

    assert (
        "    - Total  # by its name: only 1 of 2 numbers are the sum of the others'. Or is it a clinic?"
        in text
    )


def test_codes_that_look_like_powers_of_ten_are_texts() -> None:
    rows = "A,5E312,2025-01,8,10\nB,4E781,2025-01,7,9\nC,2E410,2025-01,6,9\n"

    text = drafted("c.csv", f"Clinic,Ward,Month,Answered,Calls\n{rows}")

    assert fields(text) == {"met": "Answered", "of": "Calls"}


@pytest.mark.parametrize("heading", ["Median time from arrival to triage", "Time from arrival to triage"])
def test_a_time_from_an_arrival_is_a_length_of_time(heading: str) -> None:
    text = drafted("c.csv", f"Clinic,Month,Patients,{heading}\nA,2025-01,9,0:14:30\nB,2025-01,8,0:16:10\n")

    assert fields(text) == {"median": f'"{heading}"', "n": "Patients"}


def test_a_time_of_arrival_is_no_length_of_time() -> None:
    text = drafted("c.csv", "Clinic,Month,Patients,Arrival time\nA,2025-01,9,0:14:30\nB,2025-01,8,0:16:10\n")

    assert fields(text) == {"count": "Patients"}


def test_the_rest_of_a_whole_is_looked_for_only_where_more_speaks_for_a_pair(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    looked: list[str] = []
    rest = count_pairs._rest
    monkeypatch.setattr(count_pairs, "_rest", lambda *of: looked.append(of[2].name) or rest(*of))
    names = [*(f"Item {n}" for n in range(20)), "Answered", "Missed", "Calls"]
    items = [str(n) for n in range(50, 70)]
    rows = [",".join([clinic, "2025-01", *items, "8", f"{n}", f"{8 + n}"]) for n, clinic in enumerate("ABC")]

    text = drafted("c.csv", "\n".join([",".join(["Clinic", "Month", *names]), *rows, ""]))

    assert "`Calls` is `Answered` and `Missed` together" in text
    assert len(looked) < len(names) * 3


def test_rows_above_the_headings_are_named_by_draft_and_import() -> None:
    table = "Calls of 2025\nBy the switchboard\nClinic,Month,Seen\nA,2025-01,3\nB,2025-01,4\n"
    text = drafted("c.csv", table)
    Path("c-map.yml").write_text(text.replace("  # country: gb", "  country: gb"))

    said = run("c.csv", "--map", "c-map.yml", "--into", "out").output

    assert "  #   row 1: Calls of 2025\n  #   row 2: By the switchboard\n" in text
    assert "2 left because it stands above the headings: `Calls of 2025`, `By the switchboard`" in said


def test_headings_stand_at_the_top_though_the_first_rows_hold_no_number() -> None:
    rows = [f"Clinic {n},2025-01,not told yet,not told yet" for n in range(9)]

    text = drafted("c.csv", "\n".join(["Clinic,Month,Answered,Calls", *rows, "A,2025-01,3,4", ""]))

    assert "above the headings" not in text
    assert "  column: Clinic" in text


def test_clinics_and_standards_of_the_handbook_are_found_by_name_in_any_language() -> None:
    for name, text in {
        "handbook.yml": "title: T\nlanguages: [en, es]\nthemes: {a: {title: A}}\n",
        "countries/mx.yml": "name: Mexico\n",
        "clinics/norte.yml": "name: Clínica del Norte\ncountry: mx\n",
        "standards/email.yml": "title: {en: E-mails answered, es: Correos respondidos}\ntheme: a\n"
        "measure: {kind: proportion}\n",
    }.items():
        Path("data", name).parent.mkdir(parents=True, exist_ok=True)
        Path("data", name).write_text(text, "utf-8")
    rows = "CLINICA DEL NORTE,correos respondidos,2025-01,8,10\nSur,correos respondidos,2025-01,7,9\n"

    text = drafted("c.csv", f"Clinic,Standard,Month,Met,Of\n{rows}")

    assert (
        "  ids:  # 1 of 2 are clinics of the handbook that are called so\n    CLINICA DEL NORTE: norte\n"
        in text
    )
    assert "  # New clinics, or spelled otherwise: Sur" in text
    assert "    correos respondidos: email  # a standard of the handbook that is called so" in text
    assert "standards" not in yaml.safe_load(text)


def test_another_file_is_joined_by_name_only_and_the_share_is_told() -> None:
    Path("towns.csv").write_text("Code,Town\nA1,Leith\nB2,Perth\nC3,Oban\n")
    table = "Code,Month,Seen\nA1,2025-01,3\nB2,2025-01,4\nZ9,2025-01,4\n"

    alone = drafted("c.csv", table)
    joined = drafted("c.csv", table, "--beside", "towns.csv", "--replace")

    assert "beside" not in yaml.safe_load(alone).get("table", {})
    assert "#   towns.csv has 2 of the 3 different cells of Code" in alone
    assert "    - {file: towns.csv, by: Code}  # it has 2 of the 3 different cells" in joined


def test_no_file_is_joined_by_numbers_of_rows() -> None:
    Path("other.csv").write_text(",Quarter,Seen\n1,2025Q1,3\n2,2025Q2,4\n")
    text = drafted("c.csv", ",Clinic,Score\n1,A,3\n2,B,4\n")

    refused = run("c.csv", "--draft", "--beside", "other.csv", "--replace")

    assert "other.csv" not in text
    assert refused.exit_code == 1
    assert "`other.csv` can't be joined" in refused.output


def test_a_map_that_joins_by_numbers_of_rows_is_refused() -> None:
    Path("other.csv").write_text(",Quarter,Seen\n1,2025Q1,3\n2,2025Q2,4\n")
    Path("c.csv").write_text(",Clinic\n1,A\n2,B\n")
    Path("m.yml").write_text(
        "table: {beside: [{file: other.csv, by: column A}]}\nclinic: {column: Clinic, country: gb}\n"
        "period: {column: Quarter}\nstandard: {fixed: seen}\nfields: {count: Seen}\n"
    )

    refused = run("c.csv", "--map", "m.yml", "--into", "out")

    assert refused.exit_code == 1
    assert "m.yml:1:" in refused.output
    assert "`column A` has no heading" in refused.output


def test_a_hidden_sheet_is_drafted_only_where_no_other_holds_a_table(tmp_path: Path) -> None:
    head = ["Clinic", "Month", "Answered", "Calls"]
    sheets = {"Old": [head, ["A", "2024-01", 1, 2]], "New": [head, ["A", "2025-01", 3, 4]]}
    path = workbook(tmp_path / "c.xlsx", sheets)
    _hide(path, "Old")

    run("c.xlsx", "--draft")
    text = Path("c-map.yml").read_text("utf-8")

    assert yaml.safe_load(text)["table"]["sheet"] == "New"
    assert "  #   Old: other columns, hidden" in text or "  #   Old: hidden" in text


def _hide(path: Path, sheet: str) -> None:
    with zipfile.ZipFile(path) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(
        f'<sheet name="{sheet}"'.encode(), f'<sheet state="hidden" name="{sheet}"'.encode()
    )
    with zipfile.ZipFile(path, "w") as book:
        for name, content in parts.items():
            book.writestr(name, content)


def test_one_day_a_month_is_monthly_and_every_third_month_a_quarter() -> None:
    days = [
        f"A,{day},{n}" for n, day in enumerate(("2025-01-30", "2025-02-27", "2025-03-27", "2025-04-24"), 3)
    ]
    months = [f"A,{month} 2025,{n}" for n, month in enumerate(("March", "June", "September", "December"), 3)]

    monthly = drafted("d.csv", "\n".join(["Clinic,Date,Seen", *days, ""]))
    quarterly = drafted("m.csv", "\n".join(["Clinic,Month,Seen", *months, ""]))

    assert "  as: month  #" in monthly
    assert "reported: monthly" in monthly
    assert "  as: quarter  #" in quarterly
    assert "reported: quarterly" in quarterly


def test_an_empty_cell_that_stands_for_all_is_said_and_two_that_could_are_asked() -> None:
    rows = [f"A,2025-0{m},{sex},{n}" for m in (1, 2) for n, sex in ((9, ""), (4, "male"), (5, "female"))]
    wholes = [
        f"A,2025-0{m},{kind},{n}" for m in (1, 2) for n, kind in ((9, "All"), (8, "All but one"), (1, "one"))
    ]

    empty = drafted("e.csv", "\n".join(["Clinic,Month,Sex,Seen", *rows, ""]))
    two = drafted("t.csv", "\n".join(["Clinic,Month,Kind,Seen", *wholes, ""]))

    assert '  Sex: "{empty}"  # empty stands for all, as it looks; there is also: male, female' in empty
    assert "  Kind:  # choose one: All, All but one, one" in two


def test_targets_and_averages_are_never_the_value() -> None:
    text = drafted(
        "c.csv", "Clinic,Month,Target,Reached,Average\nA,2025-01,95%,91%,90%\nB,2025-01,95%,89%,90%\n"
    )

    assert fields(text) == {"mean": "Reached * 100"}
    assert "and no values: Target, Average" in text


def test_a_rating_comes_with_how_many_answered() -> None:
    text = drafted("c.csv", "Clinic,Month,Rating of 5,Responses\nA,2025-01,4.1,62\nB,2025-01,3.9,70\n")

    assert fields(text) == {"mean": '"Rating of 5"', "n": "Responses"}


def test_indicators_are_no_clinics() -> None:
    text = drafted("c.csv", "Indicator,Unit,Jan 2025,Feb 2025\nCalls,number,10,11\nFalls,number,2,3\n")
    said = yaml.safe_load(text)

    assert said["clinic"]["fixed"] is None
    assert said["standard"]["column"] == "Indicator"


def test_two_counts_of_which_one_is_mostly_a_large_part_are_a_question() -> None:
    rows = "".join(f"A,2025-0{nth},{8 + nth},{10 + nth}\n" for nth in range(1, 8))
    text = drafted("c.csv", f"Clinic,Month,Foo,Bar\n{rows}")

    assert fields(text) == {"met": "Foo", "of": "Bar"}
    assert "nothing but that speaks for it. Is it so?" in text
    assert "# count: Foo" in text


def test_bare_numbers_among_percentages_and_rows_without_a_clinic_are_told() -> None:
    rows = "North,2025-01,91%\n,2025-02,88%\n,2025-03,90\n,2025-04,87%\n"
    text = drafted("c.csv", f"Clinic,Month,In time\n{rows}")

    assert "# 1 cell has no % sign, such as 90, and is left" in text
    assert "# 3 rows name none, and are left. Is theirs the one above?" in text
