"""`check --fix` mends all that is beyond doubt, file by file, and says what that brought to light."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli import main
from tests.rule_sheets import RULES

STANDARD = "data/standards/email-reply.yml"
VALUES = "data/kpis/mx-los-cabos.yml"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(RULES / "base", tmp_path, dirs_exist_ok=True)
    return tmp_path


def change(folder: Path, name: str, old: str, new: str) -> Path:
    file = folder / name
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new, 1))
    return file


def fixed(folder: Path):
    return CliRunner().invoke(main, ["check", "--fix", "--as-of", "2026-06-01", str(folder)])


def test_a_mend_that_lets_another_mistake_show_is_made_and_the_other_is_told(folder: Path) -> None:
    change(folder, VALUES, "email-reply:\n  2025-01: 182/200", "email-reply:\n  2025-01: 382/200")
    file = change(folder, STANDARD, "title:", "Title:")
    done = fixed(folder)
    assert file.read_text().startswith("title:")
    assert "came to light" in done.stderr
    assert "HB220" in done.stderr.partition("came to light")[2]
    assert done.exit_code == 1


def test_what_stands_behind_what_is_mended_is_mended_too(folder: Path) -> None:
    file = change(folder, STANDARD, "targets: [80%]", "Targets: [80%, {value: 90%, from: 2025/1}]")
    done = fixed(folder)
    assert "\ntargets: [80%, {value: 90%, from: 2025-01}]" in file.read_text()
    assert done.exit_code == 0


def test_a_file_that_cant_be_changed_hinders_no_other(folder: Path) -> None:
    file = change(folder, STANDARD, "title:", "Title:")
    mixed = folder / "data/clinics/mx-los-cabos.yml"
    raw = mixed.read_bytes().replace(b"name:", b"Name:").replace(b"\n", b"\r\n", 1)
    mixed.write_bytes(raw)
    done = fixed(folder)
    assert file.read_text().startswith("title:")
    assert "ends its lines in two ways" in done.stderr
    assert mixed.read_bytes() == raw


def test_what_nobody_could_mend_is_left_and_told(folder: Path) -> None:
    change(folder, STANDARD, "title:", "Title:")
    change(folder, "data/clinics/mx-los-cabos.yml", "country: mx", "country: nowhere")
    done = fixed(folder)
    assert "Mended data/standards/email-reply.yml." in done.stderr
    assert "There is no country `nowhere`" in done.stdout


def test_a_mend_that_would_say_a_value_twice_isnt_made(folder: Path) -> None:
    file = change(folder, VALUES, "  2025-01: 182/200", "  2025-1: 182/200\n  2025-01: 151/200")
    before = file.read_text()
    done = fixed(folder)
    assert file.read_text() == before
    assert "would say something twice" in done.stderr
