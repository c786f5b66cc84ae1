"""Whatever stands in a file, it becomes problems in plain words and never an exception."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.load import model_reading, text_encoding, yaml_document
from generator.model import inputs
from generator.model.field_descriptions import slots
from generator.problem import Problem, Severity
from tests import rule_sheets

SOMETIMES_SLOW = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
FEW = settings(SOMETIMES_SLOW, max_examples=40)

SIGNS = st.sampled_from(
    [*"{}[]:,-?&*!|>'\"%@`#~ \n\t\r\0", ": ", "- ", "\n  ", "no", "2025-01", "1/2", "é", "\ufeff", "\x85"]
)
YAMLISH = st.lists(SIGNS, max_size=40).map("".join)


@SOMETIMES_SLOW
@given(st.one_of(st.binary(max_size=200), YAMLISH.map(str.encode)))
def test_any_bytes_are_a_document_or_a_problem(raw: bytes) -> None:
    problem = None
    try:
        yaml_document.value(yaml_document.read(text_encoding.text(raw, "x.yml"), "x.yml").top)
    except text_encoding.UnreadableText as error:
        problem = error.problem
    assert problem is None or (problem.message and problem.place.line >= 1 and problem.place.column >= 1)


FILES = st.sampled_from(
    [
        "data/countries/mx.yml", "data/clinics/ca-halifax.yml", "data/roles/reception.yml",
        "data/standards/email-reply.yml", "data/national/same-day-reply.yml", "data/kpis/ca-halifax.yml",
        "data/kpis/t.csv", "data/kpis/t.parquet",
    ]
)  # fmt: skip


def found(files: dict[str, bytes]) -> tuple[Problem, ...]:
    with tempfile.TemporaryDirectory() as folder:
        return rule_sheets.problems(rule_sheets.lay(Path(folder), files))


@FEW
@given(FILES, st.one_of(st.binary(max_size=100), YAMLISH.map(str.encode)))
def test_any_bytes_in_any_file_leave_the_rest_as_it_was(file: str, raw: bytes) -> None:
    stopped = {stop for problem in found({file: raw}) for stop in problem.stops}
    assert ("standard", "waiting-room") not in stopped
    assert ("clinic", "mx-los-cabos") not in stopped


CELLS = st.sampled_from(
    [
        "", "ca-halifax", "email-reply", "waiting-room", "2025-01", "2025-W54", "1", "-1", "1e999", "nan",
        "12 min", "4 working hours", "1/0", '"a,b"', '"', "é", "80%", "\x1b[31m", "9" * 400,
    ]
)  # fmt: skip
COLUMNS = ("clinic", "standard", "period", "met", "of", "median", "p90", "n", "value", "unit", "missing")


@FEW
@given(st.lists(st.lists(CELLS, min_size=9, max_size=12), max_size=5))
def test_any_cells_of_a_table_stop_at_most_their_own_file(rows: list[list[str]]) -> None:
    lines = [",".join(COLUMNS), *(",".join(row) for row in rows)]
    problems = found({"data/kpis/t.csv": "\n".join(lines).encode()})
    assert {problem.place.file for problem in problems} <= {"data/kpis/t.csv"}


MODELS = (
    inputs.Settings,
    inputs.Standard,
    inputs.Clinic,
    inputs.Country,
    inputs.National,
    inputs.KpiHead,
)
WORDS = st.sampled_from(
    ["", "a", "en", "proportion", "true", "null", "12", "4.6", "-1", "80%", "mx", "A B", "USD", "https://a"]
)


def documents(names: list[str]) -> st.SearchStrategy[object]:
    keys = st.sampled_from([*names, "en", "es", "kind", "value", "title", "url", "x"])
    return st.recursive(
        WORDS,
        lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(keys, inner, max_size=4)),
        max_leaves=12,
    )


def as_yaml(value: object) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {as_yaml(held)}" for key, held in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(as_yaml, value)) + "]"
    return str(value) or "''"


@SOMETIMES_SLOW
@given(st.data())
def test_what_fits_always_makes_its_model(data: st.DataObject) -> None:
    model = data.draw(st.sampled_from(MODELS))
    names = list(slots(model))
    drawn = data.draw(
        st.dictionaries(st.sampled_from([*names, "x"]), documents(names), min_size=1, max_size=5)
    )
    top = yaml_document.read(as_yaml(drawn), "x.yml").top

    made, problems = model_reading.model(top, model, "a thing", "x.yml", ())

    assert (made is None) == any(problem.severity is Severity.ERROR for problem in problems)
    assert not any(problem.message.startswith("This doesn't make") for problem in problems)


def test_links_that_lead_out_of_the_folder_are_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret.yml"
    secret.write_text("name: Secret\n", encoding="utf-8")
    root = rule_sheets.lay(tmp_path / "book", {"data/countries/mx.yml": None})
    (root / "data/countries/mx.yml").symlink_to(secret)
    (root / "data/kpis/elsewhere").symlink_to(tmp_path)

    problems = rule_sheets.problems(root)

    assert [(problem.code, problem.place.file) for problem in problems] == [
        ("HB006", "data/countries/mx.yml"),
        ("HB013", "data/kpis/elsewhere"),
    ]


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("standards/waiting-room.YAML", "put what is new in it into `data/standards/waiting-room.yml`"),
        ("kpis/values.xlsx", "Save the sheet as CSV in data/kpis/"),
        ("kpis/notes.txt", "files that end in .yml, .csv or .parquet"),
    ],
)
def test_a_file_with_an_ending_that_is_not_read_says_what_to_do_with_it(name, hint, tmp_path: Path) -> None:
    root = rule_sheets.lay(tmp_path, {})
    (root / "data" / name).parent.mkdir(parents=True, exist_ok=True)
    (root / "data" / name).write_text("x: 1\n", encoding="utf-8")
    (problem,) = rule_sheets.problems(root)
    assert problem.code == "HB013"  # what is nearly read: HB014
    assert hint in str(problem.hint)


def test_what_is_no_ordinary_file_is_not_opened(tmp_path: Path) -> None:
    root = rule_sheets.lay(tmp_path, {"data/roles/reception.yml": None})
    os.mkfifo(root / "data/roles/reception.yml")
    assert [problem.code for problem in rule_sheets.problems(root)] == ["HB006"]


@pytest.mark.parametrize(("name", "size"), [("a.yml", 65_000_000), ("a.csv", 1_100_000_000)])
def test_a_file_too_large_for_a_handbook_is_not_read(name: str, size: int, tmp_path: Path) -> None:
    root = rule_sheets.lay(tmp_path, {f"data/kpis/{name}": ""})
    os.truncate(root / "data/kpis" / name, size)  # takes no space on the disk
    problem = next(problem for problem in rule_sheets.problems(root) if problem.place.file.endswith(name))
    assert (problem.code, "MB" in problem.message) == ("HB006", True)


def test_a_name_that_is_no_text_is_refused(tmp_path: Path) -> None:
    root = rule_sheets.lay(tmp_path, {})
    Path(os.fsdecode(os.fsencode(root / "data/clinics") + b"/\xff.yml")).write_text(
        "name: A\n", encoding="utf-8"
    )
    assert [problem.code for problem in rule_sheets.problems(root)] == ["HB009"]


def test_the_thousandth_mistake_of_a_kind_is_the_last_that_is_told_alone(tmp_path: Path) -> None:
    lines = "".join(
        f"ca-halifax,email-reply,{year}-{month:02},x,1\n"
        for year in range(1901, 2021)
        for month in range(1, 13)
    )
    root = rule_sheets.lay(tmp_path, {"data/kpis/t.csv": f"clinic,standard,period,met,of\n{lines}"})

    problems = rule_sheets.problems(root)

    assert len(problems) == 1001
    assert "440 more" in problems[-1].message
    assert len({stop for problem in problems for stop in problem.stops}) == 1440
