"""A file in another one's way is left out itself, and never takes the other one along."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator import check, load, pipeline
from generator.problem import Problem
from tests.rule_sheets import AS_OF, lay

KINDS = {
    "clinics": ("ca-halifax", "name: Another\ncountry: ca\n"),
    "countries": ("ca", "name: Another\n"),
    "standards": ("email-reply", "title: Another\ntheme: waiting\nmeasure: {kind: count}\n"),
    "roles": ("reception", "title: Another\n"),
    "national": ("email", "standard: email-reply\ntitle: Another\nfigures: []\n"),
}
"""Folder, a file in it, and another text for its twin."""

TWINS = (
    "{name} (1).yml",
    "{name} copy.yml",
    "Kopie von {name}.yml",
    "{name}_.yml",
    "{name} .yml",
    "{name}.yaml",
)


def published(folder: Path) -> tuple[dict[str, set[str]], tuple[Problem, ...]]:
    """The names of what is left of each kind, and what is told."""
    read = load.folder(folder, AS_OF)
    problems = check.checked(read).problems
    left = read.without(pipeline.stopped(problems))
    return {kind: set(getattr(left, kind)) for kind in KINDS} | {
        "values": set(left.observations["file"].to_list())
    }, problems


@pytest.mark.parametrize("twin", [*TWINS, "{title}.yml"])
@pytest.mark.parametrize("folder", KINDS)
def test_a_twin_is_left_out_and_the_file_that_it_is_called_like_stays(
    folder: str, twin: str, tmp_path: Path
) -> None:
    name, text = KINDS[folder]
    lay(tmp_path, {f"data/{folder}/{name}.yml": text} if folder == "national" else {})
    before, told_before = published(tmp_path)
    called = twin.format(name=name, title=name.title())
    lay(tmp_path, {f"data/{folder}/{called}": text})
    after, told = published(tmp_path)
    assert after == before
    new = [problem for problem in told if problem not in told_before]
    assert [problem.place.file for problem in new] == [f"data/{folder}/{called}"]
    assert f"ename it to `{name}.yml`" not in new[0].hint


@pytest.mark.parametrize("twin", [*TWINS, "ca-halifax-1.yml", "CA-Halifax.yml"])
def test_a_copy_of_a_file_of_values_takes_none_of_them_along(twin: str, tmp_path: Path) -> None:
    text = "clinic: ca-halifax\nemail-reply:\n" + "".join(
        f"  2025-{month:02}: {170 + 7 * month % 19}/200\n" for month in range(1, 9)
    )
    lay(tmp_path, {"data/kpis/ca-halifax.yml": text})
    before, _ = published(tmp_path)
    lay(tmp_path, {f"data/kpis/{twin.format(name='ca-halifax')}": text})
    after, told = published(tmp_path)
    assert after == before
    assert len(told) == 1


def test_without_the_file_that_it_is_called_like_a_misnamed_one_is_to_be_renamed(tmp_path: Path) -> None:
    lay(tmp_path, {"data/clinics/CA Gaspé.yml": "name: Gaspé\ncountry: ca\n"})
    _, told = published(tmp_path)
    assert [problem.hint for problem in told] == ["Rename it to `ca-gaspe.yml`."]
