"""What is held back until a day, and which day it is where."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from repository import HANDBOOK

from generator import check, load, pipeline
from generator.model import embargo
from generator.model.handbook_day import Today, day_in

DAY = date(2026, 11, 30)
TIJUANA = "America/Tijuana"


def lay(root: Path, files: dict[str, str]) -> Path:
    for name, said in (HANDBOOK | files).items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(said, encoding="utf-8")
    return root


def periods(root: Path, as_of: date = DAY) -> list[tuple[str, str]]:
    """Whose values of 2026-07 and later are published."""
    rows = pipeline.handbook(root, as_of=as_of).written.observations
    return [it for it in rows.select("clinic", "period").iter_rows() if it[1] >= "2026-07"]


@pytest.mark.parametrize(
    ("moment", "zone", "day"),
    [
        ("2026-12-01T07:59", TIJUANA, "2026-11-30"),
        ("2026-12-01T08:00", TIJUANA, "2026-12-01"),
        ("2026-11-30T10:00", "Pacific/Kiritimati", "2026-12-01"),
        ("2026-12-01T07:59", None, "2026-12-01"),
        ("2026-12-01T07:59", "Nowhere/Town", "2026-11-30"),
        ("2026-12-01T12:01", "../etc/passwd", "2026-12-01"),
    ],
)
def test_a_day_is_that_of_the_time_zone(moment: str, zone: str | None, day: str) -> None:
    now = Today.of(datetime.fromisoformat(moment).replace(tzinfo=UTC))
    assert day_in(zone, now).isoformat() == day


def test_a_day_that_somebody_named_is_that_day_everywhere() -> None:
    assert day_in("Pacific/Kiritimati", DAY) == DAY


@pytest.mark.parametrize(("hour", "shown"), [(7, ["east"]), (8, ["east", "north"])])
def test_an_embargo_ends_when_it_is_that_day_at_the_clinic(
    tmp_path: Path, hour: int, shown: list[str]
) -> None:
    values = "publish_from: 2026-12-01\nreply: {2026-07: 900/1000}\n"
    clinic = f"name: North\ncountry: mx\ntime_zone: {TIJUANA}\n"
    files = {f"data/kpis/{name}.yml": f"clinic: {name}\n{values}" for name in ("north", "east")}
    now = Today.of(datetime(2026, 12, 1, hour, tzinfo=UTC))
    # East names no time zone: for it the day is that of universal time.
    found = periods(lay(tmp_path, files | {"data/clinics/north.yml": clinic}), now)
    assert sorted(name for name, _ in found) == shown


def test_what_concerns_all_clinics_waits_for_the_last_one(tmp_path: Path) -> None:
    standard = HANDBOOK["data/standards/reply.yml"] + "publish_from: 2026-12-01\n"
    clinic = f"name: North\ncountry: mx\ntime_zone: {TIJUANA}\n"
    root = lay(tmp_path, {"data/standards/reply.yml": standard, "data/clinics/north.yml": clinic})
    for hour, there in ((7, False), (8, True)):
        now = Today.of(datetime(2026, 12, 1, hour, tzinfo=UTC))
        assert ("reply" in pipeline.handbook(root, as_of=now).written.standards) is there


TABLE = "clinic,standard,period,met,of,publish_from\n{}\n"


@pytest.mark.parametrize("said", ["2027-01-01", "soon", "2026-13-01", "1.1.2027", "46388"])
def test_rows_of_a_table_wait_for_their_own_day(tmp_path: Path, said: str) -> None:
    lines = (
        "north,reply,2026-07,900,1000,",
        f"north,reply,2026-08,900,1000,{said}",
        "east,reply,2026-07,1,2,2026-11-30",
    )
    assert periods(lay(tmp_path, {"data/kpis/more.csv": TABLE.format("\n".join(lines))})) == [
        ("north", "2026-07"),
        ("east", "2026-07"),
    ]


@pytest.mark.parametrize("head", ["publish_from: 2027-01-01", "publish_from:", "publish_form: 2026-01-01"])
def test_a_table_waits_with_the_file_of_its_name(tmp_path: Path, head: str) -> None:
    table = "clinic,standard,period,met,of\nnorth,reply,2026-07,900,1000\n"
    root = lay(tmp_path, {"data/kpis/more.csv": table, "data/kpis/more.yml": f"{head}\n"})
    assert periods(root) == []


@pytest.mark.parametrize(
    "head",
    ["publish_from: nxet monday", "publish_from:", 'publish_from: ""', "publish_form: 2026-01-01",
     "embargo_until: 2026-01-01", "embargo: {until: 2026-01-01}", "changes: [{at: 2026-05, nots: x}]"],
)  # fmt: skip
def test_an_embargo_that_cant_be_read_has_no_end(tmp_path: Path, head: str) -> None:
    said = f"clinic: east\n{head}\ncomparable: {{reply: {{not: otherwise}}}}\nreply: {{2026-07: 6661/5557}}\n"
    book = pipeline.handbook(lay(tmp_path, {"data/kpis/more.yml": said}), as_of=DAY)
    assert book.written.observations.filter(file="data/kpis/more.yml").is_empty()
    assert book.written.comparable == {}
    assert not any("6661" in f"{it.message}{it.hint}" for it in book.told)


def test_statements_of_a_file_wait_with_it(tmp_path: Path) -> None:
    said = "clinic: east\npublish_from: 2026-12-01\ncomparable: {reply: {not: otherwise}}\n"
    root = lay(tmp_path, {"data/kpis/more.yml": said})
    assert load.folder(root, DAY).comparable == {}
    assert ("east", "reply") in load.folder(root, date(2026, 12, 1)).comparable


def test_a_standard_that_is_kept_off_the_site_is_checked_all_the_same(tmp_path: Path) -> None:
    plan = HANDBOOK["data/standards/reply.yml"].replace("Mail answered", "Plan") + "publish: no\n"
    total = "title: Sum\ntheme: waiting\nmeasure: {kind: proportion, adds_up: [plan, reply]}\n"
    values = "clinic: north\nplan: {2026-05: 9/5}\n"
    files = {"data/standards/plan.yml": plan, "data/standards/sum.yml": total, "data/kpis/plan.yml": values}
    root = lay(tmp_path, files)
    found = {(it.code, it.place.file) for it in check.checked(load.folder(root, DAY)).problems}
    assert ("HB220", "data/kpis/plan.yml") in found
    # The sum of it and another one would tell it.
    assert [*pipeline.handbook(root, as_of=DAY).written.standards] == ["reply"]


def test_a_target_is_not_in_force_before_it_is_published(tmp_path: Path) -> None:
    aims = "targets: [90%, {value: 99%, from: 2026-05, publish_from: 2026-12-01}]"
    standard = HANDBOOK["data/standards/reply.yml"].replace("targets: [90%]", aims)
    root = lay(tmp_path, {"data/standards/reply.yml": standard})
    for day, aim in ((DAY, 0.9), (date(2026, 12, 1), 0.99)):
        judged = pipeline.handbook(root, as_of=day).findings.clinics["reply"].judged
        assert judged.target[0, -1] == pytest.approx(aim)


@pytest.mark.parametrize("key", ["publish_form", "Publish-From", "embargo_until", "release", "publis_from"])
def test_a_key_that_was_meant_as_an_embargo_is_known(key: str) -> None:
    assert embargo.looks_like_one(key)


def test_a_column_in_which_no_day_stands_holds_nothing_back(tmp_path: Path) -> None:
    table = (
        "clinic,standard,period,met,of,publish_from\nnorth,reply,2026-07,40,50,\nnorth,reply,2026-08,41,50,\n"
    )
    root = lay(tmp_path, {"data/kpis/2026.csv": table})

    assert {period for _, period in periods(root)} >= {"2026-07", "2026-08"}


@pytest.mark.parametrize("there", [True, False])
def test_a_dead_link_does_not_tell_readers_that_a_standard_is_held_back(tmp_path: Path, there: bool) -> None:
    """What they are told is the same as of a standard that nobody has written."""
    reply = HANDBOOK["data/standards/reply.yml"]
    files = {"data/standards/other.yml": f"{reply}guidance: '[Soon](../secret-plan/)'\n"}
    if there:
        files["data/standards/secret-plan.yml"] = f'{reply}publish: "no"\n'
    written = load.folder(lay(tmp_path, files), DAY)
    problems = check.checked(written).problems
    said = [it.message for it in pipeline.redact_for_readers(written, problems) if it.code == "HB332"]
    assert said == [
        "`../secret-plan/` leads to no page of this handbook: there is no standard `secret-plan`."
    ]
    assert any("isn't published yet" in it.message for it in problems) is there


EMPTY = {
    "a standard": {"data/standards/reply.yml": HANDBOOK["data/standards/reply.yml"] + "publish_from:\n"},
    "a file": {"data/kpis/2026.yml": "publish_from:\n"},
    "an empty publish": {"data/standards/reply.yml": HANDBOOK["data/standards/reply.yml"] + "publish:\n"},
}


@pytest.mark.parametrize("files", EMPTY.values(), ids=EMPTY)
def test_an_empty_key_that_holds_back_says_that_it_does(tmp_path: Path, files: dict[str, str]) -> None:
    root = lay(tmp_path, files)
    (problem,) = load.folder(root, DAY).problems
    assert "so nothing of this is published" in problem.message
    assert "delete the key" in problem.hint
    assert pipeline.handbook(root, as_of=DAY).written.observations.is_empty()


def test_an_empty_embargo_within_a_value_holds_it_back(tmp_path: Path) -> None:
    said = "clinic: east\nreply: {2026-07: {met: 900, of: 1000, publish_from: }}\n"
    root = lay(tmp_path, {"data/kpis/east.yml": said})
    assert periods(root) == []
    assert [it.code for it in load.folder(root, DAY).problems] == ["HB012"]
