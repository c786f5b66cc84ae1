"""What can't be taken as it is hides nothing else that is wrong in the same file."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator import check, load, pipeline
from tests.rule_sheets import AS_OF, lay

STANDARD = "data/standards/email-reply.yml"


def told(root: Path, name: str, text: str) -> list[str]:
    problems = check.checked(load.folder(lay(root, {name: text}), AS_OF)).problems
    assert {problem.place.file for problem in problems} == {name}
    return [f"{problem.place.line}:{problem.place.column} {problem.code}" for problem in problems]


def standard(line: str) -> str:
    return (
        f"title: E-mails\ntheme: responsiveness\nroles: [reception]\n{line}\n"
        "measure: {kind: proportion}\ntargets: [800%]\n"
    )


@pytest.mark.parametrize("line", ["promis: Soon", "colour: red", "judge_from: many", "review: {evry: 1 day}"])
def test_a_wrong_target_is_told_beside_what_cant_be_read(line: str, tmp_path: Path) -> None:
    found = told(tmp_path, STANDARD, standard(line))
    assert found[-1] == "6:11 HB102"
    assert len(found) == 2


def test_what_stands_behind_a_misspelt_key_is_looked_at_as_what_was_meant(tmp_path: Path) -> None:
    text = "name: Gaspé\ncountry: ca\ntime_zon: Canada\n"
    assert told(tmp_path, "data/clinics/ca-gaspe.yml", text) == ["3:1 HB003", "3:11 HB305"]


def test_nothing_is_said_of_what_rests_on_what_cant_be_read(tmp_path: Path) -> None:
    text = standard("promise: Soon").replace("{kind: proportion}", "{kind: rate, per: [1000], better: lower}")
    assert told(tmp_path, STANDARD, text) == ["5:28 HB004"]


def test_values_of_such_a_standard_are_not_told(tmp_path: Path) -> None:
    text = standard("reportd: quarterly").replace("800%", "80%")
    assert told(tmp_path, STANDARD, text) == ["4:1 HB003"]


def test_such_a_file_is_still_left_out(tmp_path: Path) -> None:
    read = load.folder(lay(tmp_path, {STANDARD: standard("promis: Soon")}), AS_OF)
    assert "email-reply" not in read.without(pipeline.stopped(check.checked(read).problems)).standards


def test_a_mistake_in_the_handbook_hides_no_other_of_it(tmp_path: Path) -> None:
    text = (
        "title: Handbook\ncolour: red\nthemes: {responsiveness: {title: A}, waiting: {title: B}}\n"
        "checks: {HB999: off}\n"
    )
    found = told(tmp_path, "data/handbook.yml", text)
    assert [each.partition(":")[0] for each in found] == ["2", "4"]


def test_a_list_that_a_model_refuses_as_a_whole_ends_nothing(tmp_path: Path) -> None:
    text = "name: Gaspé\ncountry: ca\nlocation: [1, x]\ntime_zone: Canada\n"
    assert told(tmp_path, "data/clinics/ca-gaspe.yml", text)[-1] == "4:12 HB305"
