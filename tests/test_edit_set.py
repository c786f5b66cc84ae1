"""`benchbook set`, `new` and `check --fix`: one change, and every other byte stays."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator import load
from generator.cli import main
from tests import rule_sheets


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return rule_sheets.lay(tmp_path, {})


def run(folder: Path, *words: str) -> Result:
    return CliRunner().invoke(
        main, [*words, *([str(folder)] if words[0] == "check" else ["--in", str(folder)])]
    )


def kpis(folder: Path, content: str, name: str = "ca-halifax.yml") -> Path:
    file = folder / "data/kpis" / name
    file.write_bytes(content.encode())
    return file


def test_hand_written_pages_are_there_when_a_change_is_tried(folder: Path) -> None:
    (folder / "docs").mkdir()
    (folder / "docs/about.md").write_text("# About")
    file = kpis(folder, "email-reply:\n  2025-01: 182/200\n")

    done = run(folder, "set", "ca-halifax", "email-reply", "2025-01", "181/200")

    assert (done.exit_code, file.read_text()) == (0, "email-reply:\n  2025-01: 181/200\n"), done.output


CASES = [
    pytest.param(
        "email-reply:\n  2025-01: 182/200  # counted twice\n  2025-02: 190/204\n",
        ["email-reply", "2025-01", "181/200"],
        "email-reply:\n  2025-01: 181/200  # counted twice\n  2025-02: 190/204\n",
        id="a short form, with its comment",
    ),
    pytest.param(
        "email-reply:\n  2025-01: {of: 200, met: 182, note: New desk}\n",
        ["email-reply", "2025-01", "181/200"],
        "email-reply:\n  2025-01: {of: 200, met: 181, note: New desk}\n",
        id="numbers in braces, in their order",
    ),
    pytest.param(
        "email-reply:\n  2025-01: {missing: Mailbox migration}\n",
        ["email-reply", "2025-01", "181/200"],
        "email-reply:\n  2025-01: {met: 181, of: 200}\n",
        id="a reason gives way to a value",
    ),
    pytest.param(
        "email-reply:\n  2025-01: 181/200\n",
        ["email-reply", "2025-01", "note=Flood: one day closed"],
        'email-reply:\n  2025-01: {met: 181, of: 200, note: "Flood: one day closed"}\n',
        id="a note beside a short form",
    ),
    pytest.param(
        "email-reply:\n    2025-01: 1/20\n    # after the move\n    2025-04: 4/20\n\n"
        "waiting-room:\n    2025-01: 9 min\n",
        ["email-reply", "2025-02", "2/20"],
        "email-reply:\n    2025-01: 1/20\n    2025-02: 2/20\n    # after the move\n    2025-04: 4/20\n\n"
        "waiting-room:\n    2025-01: 9 min\n",
        id="a period more, in its place",
    ),
    pytest.param(
        "email-reply:\n  2025-02: 2/20\n",
        ["email-reply", "2025-01", "1/20"],
        "email-reply:\n  2025-01: 1/20\n  2025-02: 2/20\n",
        id="an earlier period goes first",
    ),
    pytest.param(
        "email-reply:\n  2025-02: 2/20",
        ["waiting-room", "2025-01", "median=9 min", "n=40"],
        "email-reply:\n  2025-02: 2/20\nwaiting-room:\n  2025-01: {median: 9 min, n: 40}\n",
        id="a standard more, at the end",
    ),
    pytest.param(
        "email-reply:\n  2025-01:\n    met: 182  # by hand\n    of: 200\n    note: |\n      In\n      two\n",
        ["email-reply", "2025-01", "181/190"],
        "email-reply:\n  2025-01:\n    met: 181  # by hand\n    of: 190\n    note: |\n      In\n      two\n",
        id="a value on lines of its own",
    ),
    pytest.param(
        "\ufeffemail-reply:\r\n  2025-01: 1/20\r\n",
        ["email-reply", "2025-02", "2/20"],
        "\ufeffemail-reply:\r\n  2025-01: 1/20\r\n  2025-02: 2/20\r\n",
        id="line ends and byte-order mark of Windows",
    ),
]


@pytest.mark.parametrize(("before", "words", "after"), CASES)
def test_a_value_is_set_and_every_other_byte_stays(folder: Path, before, words, after) -> None:
    file = kpis(folder, before)

    done = run(folder, "set", "ca-halifax", *words)

    assert done.exit_code == 0, done.output
    assert file.read_bytes().decode() == after


def test_a_row_of_a_table_is_changed_and_its_neighbours_stay(folder: Path) -> None:
    before = (
        'clinic,standard,period,met,of,note\nca-halifax,email-reply,2025-01,1,20,"One, two"\n'
        "ca-halifax,email-reply,2025-03,3,20,\n"
    )
    file = kpis(folder, before, "2025.csv")

    assert run(folder, "set", "ca-halifax", "email-reply", "2025-01", "2/20").exit_code == 0
    assert (
        run(folder, "set", "ca-halifax", "email-reply", "2025-04", "4/20", 'note=Flood, "short"').exit_code
        == 0
    )

    assert file.read_text() == before.replace("2025-01,1,20", "2025-01,2,20") + (
        'ca-halifax,email-reply,2025-04,4,20,"Flood, ""short"""\n'
    )


def test_setting_it_twice_changes_nothing(folder: Path) -> None:
    file = kpis(folder, "email-reply:\n  2025-01: 181/200\n")
    stamp = file.stat().st_mtime_ns

    done = run(folder, "set", "ca-halifax", "email-reply", "2025-01", "181/200")

    assert (done.exit_code, file.stat().st_mtime_ns) == (0, stamp)
    assert "says that already" in done.output


def test_a_clinic_without_a_file_of_values_gets_one(folder: Path) -> None:
    assert run(folder, "set", "ca-halifax", "email-reply", "2025-01", "1/20").exit_code == 0

    assert (folder / "data/kpis/ca-halifax.yml").read_text() == (
        "clinic: ca-halifax\nemail-reply:\n  2025-01: 1/20\n"
    )


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            ["ca-halifaks", "email-reply", "2025-01", "1/2"],
            "There is no clinic `ca-halifaks`. Did you mean `ca-halifax`?",
        ),
        (["ca-halifax", "e-mail-reply", "2025-01", "1/2"], "Did you mean `email-reply`?"),
        (
            ["ca-halifax", "email-reply", "2025-13", "1/2"],
            "`2025-13` is not in the calendar: there is no such month.",
        ),
        (["ca-halifax", "email-reply", "2025-01", "204/190"], "HB220"),
        (["ca-halifax", "email-reply", "2025-01", "median=4 min"], "`median` is no part of a proportion."),
        (
            ["ca-halifax", "email-reply", "2025-01", "many"],
            "`many` is no value of a proportion: write it like `187/200`",
        ),
        (["ca-halifax", "email-reply", "2025-01", ""], "No value was given."),
        (["ca-halifax", "email-reply", "2025-01", "met=1", "met=2", "of=9"], "`met` was given twice"),
        (["CA-HALIFAX", "email-reply", "2025-01", "1/2"], "Did you mean `ca-halifax`?"),
        (["Bahía Azul", "email-reply", "2025-01", "1/2"], "It is known by the name of its file"),
    ],
)
def test_what_would_be_wrong_is_refused_before_it_is_written(folder: Path, words, said) -> None:
    file = kpis(folder, "email-reply:\n  2025-01: 181/200\n")

    done = run(folder, "set", *words)

    assert done.exit_code == 1
    assert said in done.output.replace("\n", " ")
    assert file.read_text() == "email-reply:\n  2025-01: 181/200\n"


def test_numbers_that_belong_to_the_old_value_go_with_it_and_that_is_said(folder: Path) -> None:
    kpis(folder, "waiting-room:\n  2025-01: {median: 9 min, p90: 20 min, n: 40}\n")

    done = run(folder, "set", "ca-halifax", "waiting-room", "2025-01", "8 min")

    assert "With the old value go its p90 and n" in done.output


@pytest.mark.parametrize("kind", ["proportion", "duration", "rate", "count", "score", "money", "conversion"])
def test_a_new_standard_of_any_kind_is_read_without_a_problem(folder: Path, kind: str) -> None:
    done = run(folder, "new", "standard", "letters-answered", "--kind", kind)

    assert done.exit_code == 0, done.output
    assert load.folder(folder, date(2026, 6, 1)).standards["letters-answered"].status == "draft"
    assert [problem for problem in rule_sheets.problems(folder) if problem.severity == "error"] == []


def test_a_new_clinic_lies_in_the_country_that_its_name_begins_with(folder: Path) -> None:
    run(folder, "new", "clinic", "mx-la-paz")

    clinic = load.folder(folder, date(2026, 6, 1)).clinics["mx-la-paz"]

    assert (clinic.country, clinic.name) == ("mx", "La Paz")


def test_a_new_country_has_its_name_and_money(folder: Path) -> None:
    run(folder, "new", "country", "jp")

    country = load.folder(folder, date(2026, 6, 1)).countries["jp"]

    assert (country.currency, country.languages) == ("JPY", ("ja",))


@pytest.mark.parametrize("name", ["de", "germany", "alemania"])
def test_a_new_country_is_called_as_each_language_of_the_handbook_calls_it(folder: Path, name: str) -> None:
    run(folder, "new", "country", name)

    country = load.folder(folder, date(2026, 6, 1)).countries[name]
    assert country.name == {"en": "Germany", "es": "Alemania"}
    assert (country.currency, country.languages) == ("EUR", ("de",))


def test_a_country_is_known_by_what_people_take_for_its_code(folder: Path) -> None:
    run(folder, "new", "country", "uk")

    country = load.folder(folder, date(2026, 6, 1)).countries["uk"]

    assert (country.name, country.currency) == ({"en": "United Kingdom", "es": "Reino Unido"}, "GBP")


@pytest.mark.parametrize("name", ["zz", "eu", "scotland"])
def test_what_is_no_country_keeps_its_own_name(folder: Path, name: str) -> None:
    run(folder, "new", "country", name)

    assert load.folder(folder, date(2026, 6, 1)).countries[name].name == name.capitalize()


def test_a_share_given_anew_with_what_it_is_out_of_leaves_nothing_behind(folder: Path) -> None:
    kpis(folder, "email-reply:\n  2025-01: 181/200\n")

    done = run(folder, "set", "ca-halifax", "email-reply", "2025-01", "182/201")

    assert done.output.endswith("in place of what stood there.\n")


@pytest.mark.parametrize("name", ["", "con", "a" * 300, "../x", "Ñandú"])
@pytest.mark.parametrize("thing", ["standard", "clinic", "country"])
def test_a_name_that_makes_no_file_everywhere_is_refused(folder: Path, thing: str, name: str) -> None:
    before = sorted(folder.rglob("*"))

    done = run(folder, "new", thing, name)

    assert (done.exit_code, sorted(folder.rglob("*"))) == (1, before)
    assert done.exception is None or isinstance(done.exception, SystemExit)


def test_nothing_new_takes_the_place_of_what_is_there(folder: Path) -> None:
    before = (folder / "data/clinics/ca-halifax.yml").read_bytes()

    done = run(folder, "new", "clinic", "ca-halifax")

    assert (done.exit_code, "is there already" in done.output) == (1, True)
    assert (folder / "data/clinics/ca-halifax.yml").read_bytes() == before


def test_what_is_spelt_otherwise_by_capitals_alone_is_mended_and_shown(folder: Path) -> None:
    file = folder / "data/standards/email-reply.yml"
    right = file.read_text()
    file.write_text(right.replace("theme:", "Theme:  "))

    done = run(folder, "check", "--fix")

    assert file.read_text() == right.replace("theme:", "theme:  ")
    assert "+theme:" in done.stderr
    assert done.exit_code == 0


def test_what_needs_a_person_is_not_mended(folder: Path) -> None:
    file = folder / "data/standards/email-reply.yml"
    wrong = file.read_text().replace("theme:", "thema:")
    file.write_text(wrong)

    done = run(folder, "check", "--fix")

    assert (done.exit_code, file.read_text()) == (1, wrong)
    assert "Nothing here can be mended without a doubt." in done.stderr
