"""The guide to importing is true: its examples run and say what it says, and no key is left out."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli import main
from generator.model.layout import Beside, TableForm, Wide
from generator.model.mapping import ClinicFrom, ImportMap, PeriodFrom, StandardFrom

GUIDE = (Path(__file__).parents[1] / "docs/guide/importing.md").read_text("utf-8")
BLOCKS = dict(re.findall(r'```\{ \.\w+ title="([^"]+)" \}\n(.*?)```', GUIDE, re.DOTALL))
COMMANDS = re.findall(r"^benchbook (import .+)$", GUIDE, re.MULTILINE)


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def said(command: str) -> str:
    return CliRunner().invoke(main, shlex.split(command)).output


def test_the_spreadsheet_is_drafted_completed_and_imported_as_the_guide_says() -> None:
    draft, then, _ = COMMANDS
    Path("answered.csv").write_text(BLOCKS["answered.csv"], "utf-8")
    written = Path("answered-map.yml")

    assert said(draft) == BLOCKS["What the draft says"]
    assert written.read_text("utf-8") == BLOCKS["answered-map.yml"]
    text = written.read_text("utf-8").replace("  # country: gb", "  country: ca")
    text = text.replace("# countries:\n#   gb: {name: United Kingdom}", "countries:\n  ca: {name: Canada}")
    written.write_text(text, "utf-8")
    assert said(then) == BLOCKS["What the import says"]
    assert CliRunner().invoke(main, ["check", "telephone"]).exit_code == 0


def test_the_map_written_by_hand_says_what_the_guide_says() -> None:
    for name in ("calls.csv", "calls-map.yml"):
        Path(name).write_text(BLOCKS[name], "utf-8")

    assert said(COMMANDS[2]) == BLOCKS["What it says"]
    assert CliRunner().invoke(main, ["check", "calls"]).exit_code == 0


@pytest.mark.parametrize("model", [ImportMap, ClinicFrom, PeriodFrom, StandardFrom, TableForm, Wide, Beside])
def test_every_key_of_a_map_is_in_the_guide(model: type) -> None:
    told = set(
        re.findall(r"[\w-]+", " ".join(re.findall(r"`([^`]+)`", GUIDE.split("## What a map says")[1])))
    )
    keys = {field.alias or name for name, field in model.model_fields.items()}

    assert keys <= told
