"""The command: its help is quick, its words are plain, its exit codes mean something."""

from __future__ import annotations

import errno
import os
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from click.testing import CliRunner
from site_under_test import handbook

from generator.cli import COMMANDS, main

HEAVY = (
    "babel",
    "generator.pipeline",
    "jinja2",
    "mkdocs",
    "numpy",
    "plotly",
    "polars",
    "pydantic",
    "rich",
    "scipy",
)


def run(*arguments: object):
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def test_the_help_loads_none_of_what_the_work_needs():
    code = (
        "import sys; from generator.cli import main; main(['--help'], standalone_mode=False);"
        f"print([name for name in {HEAVY} if name in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "[]"
    assert all(name in done.stdout for name in COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_the_help_of_each_command_shows_an_example(name):
    done = run(name, "--help")
    assert done.exit_code == 0
    assert f"benchbook {name}" in done.output.partition("Example")[2]


@pytest.mark.parametrize(
    "arguments", [["nonsense"], ["build", "no/such/folder"], ["build", "--nonsense"], ["new", "handbook"]]
)
def test_wrong_use_is_two(arguments):
    assert run(*arguments).exit_code == 2


def test_a_folder_that_is_no_handbook_is_wrong_use_and_says_how_to_start_one(tmp_path):
    done = run("build", tmp_path)
    assert done.exit_code == 2
    assert "benchbook new handbook" in done.output


def test_a_new_handbook_builds_strictly_with_nothing_wrong(tmp_path):
    folder = tmp_path / "mine"
    assert run("new", "handbook", folder).exit_code == 0
    done = run("build", folder, "--strict")
    assert (done.exit_code, "Found nothing wrong." in done.output) == (0, True), done.output
    assert (folder / "site/standards/email-reply/index.html").is_file()
    assert (folder / ".github/workflows/handbook.yml").is_file()
    assert (folder / ".gitignore").is_file()


def test_a_new_handbook_is_not_written_over_anything(tmp_path):
    (tmp_path / "mine.txt").write_text("mine")
    done = run("new", "handbook", tmp_path)
    assert done.exit_code == 2
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


@pytest.fixture
def broken(tmp_path) -> Path:
    folder = handbook(tmp_path / "book", languages="[en]")
    standard = folder / "data/standards/waiting-room.yml"
    standard.write_text(standard.read_text().replace("better: lower", "better: down"))
    return folder


def test_a_build_names_what_is_wrong_and_publishes_the_rest(broken):
    done = run("build", broken)
    assert done.exit_code == 0
    assert "data/standards/waiting-room.yml:6:11: error" in done.output
    assert (broken / "site/standards/email-reply/index.html").is_file()
    assert not (broken / "site/standards/waiting-room").exists()


def test_a_strict_build_publishes_nothing_and_is_one(broken):
    done = run("build", broken, "--strict")
    assert (done.exit_code, (broken / "site").exists()) == (1, False)


def test_the_build_says_how_to_look_at_it_in_words_that_can_be_pasted(tmp_path):
    folder, site = handbook(tmp_path / "book", languages="[en]"), tmp_path / "Anna's site"
    done = run("build", folder, "--site-dir", site)
    command = done.output.partition("To look at it: ")[2].partition(", then")[0]
    assert shlex.split(command) == ["python3", "-m", "http.server", "-d", str(site)]
    assert "15 pages of 4 series" in done.output


def test_a_misspelt_command_is_answered_with_the_likely_one():
    done = run("bulid")
    assert done.exit_code == 2
    assert "There is no command `bulid`. Did you mean `build`?" in done.output


def test_the_folder_in_question_stands_in_quotes(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert "There is no folder `data` in `.`." in run("check").output


@pytest.mark.parametrize(
    ("failure", "said"),
    [(errno.EACCES, "permission denied"), (errno.EROFS, "read-only"), (errno.ENOSPC, "no space left")],
)
def test_a_place_that_takes_nothing_is_told_in_words(failure, said, tmp_path, monkeypatch):
    def refuse(*_: object, **__: object) -> None:
        raise OSError(failure, os.strerror(failure), str(tmp_path / "mine"))

    monkeypatch.setattr(tempfile, "mkdtemp", refuse)
    done = run("new", "handbook", tmp_path / "mine")
    assert done.exit_code == 1
    assert str(tmp_path / "mine") in done.output
    assert said in done.output.lower()
