"""`benchbook import` as a person types it."""

from __future__ import annotations

from pathlib import Path

import pytest
from attendances import MAP
from click.testing import CliRunner, Result

from generator.cli import main

TABLE = "org,month,all,late\nRF4,2020-01,10,1\nRF4,2020-02,10,2\nRJ1,2020-01,20,?\n"
VALUES = "clinic,standard,period,met,of\nrf4,seen,2020-01,9,10\nrf4,seen,2020-02,8,10\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "seen.csv").write_text(TABLE)
    (tmp_path / "map.yml").write_text(MAP)
    return tmp_path


def run(folder: Path, *more: str) -> Result:
    given = ("import", str(folder / "seen.csv"), "--map", str(folder / "map.yml"))
    return CliRunner().invoke(main, [*given, "--into", str(folder / "handbook"), *more])


def contents(folder: Path) -> dict[str, bytes]:
    files = (path for path in (folder / "handbook").rglob("*") if path.is_file())
    return {path.relative_to(folder / "handbook").as_posix(): path.read_bytes() for path in files}


def test_one_map_makes_all_of_data(folder: Path) -> None:
    result = run(folder)

    assert result.exit_code == 0
    written = contents(folder)
    assert sorted(name for name in written if name.startswith("data/")) == [
        "data/clinics/rf4.yml",
        "data/countries/gb.yml",
        "data/handbook.yml",
        "data/kpis/attendances.csv",
        "data/standards/seen.yml",
    ]
    assert written["data/kpis/attendances.csv"].decode() == VALUES
    assert written["data/clinics/rf4.yml"].decode() == "name: Organisation RF4\ncountry: gb\n"


def test_a_new_folder_can_be_built_at_once_and_mkdocs_yml_is_never_touched_again(folder: Path) -> None:
    run(folder)
    settings = folder / "handbook/mkdocs.yml"

    assert 'site_name: "Seen in time"\n' in settings.read_text()
    assert "seen.csv" in (folder / "handbook/docs/about.md").read_text()
    settings.write_text("site_name: Ours\n")
    assert "mkdocs.yml" not in run(folder, "--replace-all").output
    assert settings.read_text() == "site_name: Ours\n"


def test_rows_read_taken_and_left_are_told_with_reason_and_line(folder: Path) -> None:
    lines = run(folder).output.splitlines()

    assert lines[0] == "seen.csv: 3 rows read, 2 taken, 1 left."
    assert lines[1] == "  1 left because `late` is no number: `?` (line 4)"


def test_what_is_taken_as_missing_because_it_is_empty_is_told(folder: Path) -> None:
    (folder / "seen.csv").write_text(TABLE.replace("?", ""))

    lines = run(folder).output.splitlines()

    assert lines[0] == "seen.csv: 3 rows read, 3 taken, 0 left."
    assert lines[1] == "  1 taken as missing because `late` is empty (line 4)"
    assert b"rj1,seen,2020-01,,,Empty in the source\n" in contents(folder)["data/kpis/attendances.csv"]


def test_what_check_would_refuse_is_left_with_its_reason(folder: Path) -> None:
    (folder / "seen.csv").write_text("org,month,all,late\nRF4,2020-01,10,1\nRF4,2020-02,10,12\n")

    said = run(folder).output

    assert "seen.csv: 2 rows read, 1 taken, 1 left." in said
    assert "HB221: Column `met`: -2 stands here" in said
    assert "(line 3)" in said
    assert CliRunner().invoke(main, ["check", str(folder / "handbook")]).exit_code == 0


def test_of_a_standard_without_a_number_left_nothing_is_written(folder: Path) -> None:
    (folder / "seen.csv").write_text("org,month,all,late\nRF4,2020-01,10,1\nRF4,2020-02,,\nRF4,2020-03,9,1\n")
    wanted = MAP.replace("  met: all - late\n  of: all\n", "  median: all\n")
    (folder / "map.yml").write_text(
        wanted.replace("kind: proportion", "kind: duration, better: lower").replace("95%", "20 min")
    )

    refused = run(folder)

    assert refused.exit_code == 1
    assert "3 left because `benchbook check` refuses it, HB012" in refused.output
    assert "In the map it is `unit: {fixed: min}`." in refused.output
    assert not (folder / "handbook").exists()


def test_what_is_left_to_decide_is_told_after_an_import(folder: Path) -> None:
    months = [f"RF4,2020-{month:02},10,1" for month in range(1, 13) if month != 4]
    (folder / "seen.csv").write_text("\n".join(["org,month,all,late", *months, ""]))

    said = run(folder).output

    assert "To decide before `benchbook build --strict` succeeds:" in said
    assert "HB216" in said
    assert "2020-04" in said
    assert "To decide" not in run(folder).output


def test_what_stood_in_a_row_that_is_left_cannot_steer_a_terminal(folder: Path) -> None:
    (folder / "seen.csv").write_text(
        f"org,month,all,late\nRF4,2020-01,10,1\nRF4,2020-02,10,\x1b[2J{'n' * 99}\n"
    )

    said = run(folder).output.splitlines()[1]

    assert "\x1b" not in said
    assert len(said) < 120


def test_values_go_where_mkdocs_yml_says_the_data_is(folder: Path) -> None:
    (folder / "handbook").mkdir()
    (folder / "handbook/mkdocs.yml").write_text("plugins: [{benchbook: {data_dir: figures}}]\n")

    run(folder)

    assert "figures/kpis/attendances.csv" in contents(folder)
    assert not (folder / "handbook/data").exists()


def test_a_second_run_changes_nothing(folder: Path) -> None:
    run(folder)
    before = {path: path.stat().st_mtime_ns for path in (folder / "handbook").rglob("*")}

    assert run(folder).exit_code == 0

    assert {path: path.stat().st_mtime_ns for path in (folder / "handbook").rglob("*")} == before


def test_other_values_are_never_overwritten_unasked(folder: Path) -> None:
    run(folder)
    (folder / "seen.csv").write_text(TABLE.replace("10,2", "10,3"))
    before = contents(folder)

    refused = run(folder)

    assert refused.exit_code == 1
    assert "attendances.csv is there already, with other values." in refused.output
    assert contents(folder) == before
    assert run(folder, "--replace").exit_code == 0
    assert b"rf4,seen,2020-02,7,10" in contents(folder)["data/kpis/attendances.csv"]


def test_a_short_change_to_values_is_shown_line_by_line(folder: Path) -> None:
    run(folder)
    (folder / "seen.csv").write_text(TABLE.replace("10,2", "10,3"))

    said = run(folder, "--replace").output.splitlines()

    assert "-rf4,seen,2020-02,8,10" in said
    assert "+rf4,seen,2020-02,7,10" in said


def test_a_long_change_to_values_is_told_by_its_size(folder: Path) -> None:
    many = "".join(f"RF4,20{year}-0{month},9,1\n" for year in range(11, 20) for month in range(1, 6))
    run(folder)
    (folder / "seen.csv").write_text(TABLE + many)

    assert "  data/kpis/attendances.csv: 45 lines new, 0 lines gone." in run(folder, "--replace").output


def test_all_rows_that_are_left_are_listed_where_one_asks_for_it(folder: Path) -> None:
    listed = folder / "left.csv"

    run(folder, "--left", str(listed))

    assert listed.read_text() == "sheet,row,column,reason,says\n,4,,`late` is no number,\n"
    assert run(folder, "--left", str(listed)).exit_code == 0
    refused = run(folder, "--left", str(folder / "seen.csv"))
    assert refused.exit_code == 2
    assert (folder / "seen.csv").read_text() == TABLE


def test_financial_years_begin_when_the_handbook_says(folder: Path) -> None:
    run(folder)
    (folder / "handbook/data/handbook.yml").write_text("title: T\ncalendar: {year_starts: 10}\n")
    standard = folder / "handbook/data/standards/seen.yml"
    standard.write_text(f"{standard.read_text()}reported: quarterly\n")
    (folder / "seen.csv").write_text("org,month,all,late\nRF4,Q1 2019-20,10,1\n")
    (folder / "map.yml").write_text(MAP[: MAP.index("handbook:")])

    run(folder, "--replace")

    assert b"rf4,seen,2019-Q4,9,10" in contents(folder)["data/kpis/attendances.csv"]


def test_without_a_map_the_way_to_one_is_said(folder: Path) -> None:
    result = CliRunner().invoke(main, ["import", str(folder / "seen.csv")])

    assert result.exit_code == 2
    assert "let --draft write a first map" in result.output


def test_what_people_wrote_over_the_map_stays_until_they_say_otherwise(folder: Path) -> None:
    run(folder)
    standard = folder / "handbook/data/standards/seen.yml"
    from_the_map = standard.read_bytes()
    standard.write_text("title: Ours\n")

    kept = run(folder, "--replace")

    assert kept.exit_code == 0
    assert "Kept as you have them, though the map says otherwise: data/standards/seen.yml." in kept.output
    assert standard.read_text() == "title: Ours\n"
    run(folder, "--replace-all")
    assert standard.read_bytes() == from_the_map


def test_a_dry_run_says_what_would_happen_and_writes_nothing(folder: Path) -> None:
    result = run(folder, "--dry-run")

    assert result.exit_code == 0
    assert "Would write" in result.output
    assert not (folder / "handbook").exists()


@pytest.mark.parametrize(
    ("wrong", "right", "place", "says"),
    [
        ("met: all - lat", "met: all - late", "6:14", "has no column `lat`"),
        ("met: all late", "met: all - late", "6:12", "double quotes"),
        ('met: "all -"', "met: all - late", "6:14", "breaks off"),
        ("met: all %", "met: all - late", "6:12", "`%` is not understood"),
        ("column: mnth", "column: month", "3:18", "Did you mean `month`?"),
        ('column: month, format: "%Y-%m"', "column: month", "3:9", "`format` needs `as` beside it"),
        ('column: month, format: "%H", as: month', "column: month", "3:33", "`%H` is no form of a day"),
        ("column: org, fixed: rf4", "column: org", "2:9", "either `column` or `fixed`"),
        ("kind: proportio", "kind: proportion", "14:21", "Did you mean `proportion`?"),
        ("nam: attendances", "name: attendances", "1:1", "Did you mean `name`?"),
        ("name: a\nname: b", "name: attendances", "2:1", "a second time"),
    ],
)
def test_a_wrong_map_is_told_at_its_place(
    folder: Path, wrong: str, right: str, place: str, says: str
) -> None:
    (folder / "map.yml").write_text(MAP.replace(right, wrong, 1))

    result = run(folder)

    assert result.exit_code == 1
    assert says in result.output
    assert f"map.yml:{place}: error" in result.output
    assert not (folder / "handbook").exists()


def test_a_statistic_is_not_added_up(folder: Path) -> None:
    fields = "fields:\n  met: all - late\n  of: all\n"
    (folder / "map.yml").write_text(MAP.replace(fields, "repeated: add\nfields:\n  median: all\n"))

    result = run(folder)

    assert result.exit_code == 1
    assert "map.yml:7:11: error HB004: `median` can't be added up" in result.output


@pytest.mark.parametrize(
    ("table", "line", "says"),
    [
        (b"", 1, "empty"),
        (b"org,month,all,all\n", 1, "Two columns are called `all`"),
        (b"org;month;all;late\nRF4;2020-01;1;1\n", 1, 'separator: ";"'),
        (b"org,month,all,late\nRF4,2020-01,1,1\nCl\xednica,2020-01,1,1\n", 3, "UTF-8"),
        (b'org,month,all,late\nRF4,2020-01,1,1\n"RF4,2020-02,1,1\n', 3, "never closed"),
    ],
)
def test_a_table_that_cannot_be_read_is_told_with_its_line(
    folder: Path, table: bytes, line: int, says: str
) -> None:
    (folder / "seen.csv").write_bytes(table)

    result = run(folder)

    assert result.exit_code == 1
    assert f"seen.csv:{line}:1: error" in result.output
    assert says in result.output


def test_nothing_taken_is_a_problem(folder: Path) -> None:
    (folder / "seen.csv").write_text("org,month,all,late\nRF4,2020-01,10,\n")

    result = run(folder)

    assert result.exit_code == 1
    assert "no row could be taken" in result.output


def test_a_map_that_is_not_there_is_wrong_use(folder: Path) -> None:
    result = CliRunner().invoke(main, ["import", str(folder / "seen.csv"), "--map", "none.yml"])

    assert result.exit_code == 2
