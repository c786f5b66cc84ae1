"""The guide to importing is true: its example runs and says what it says, and no key is left out."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli import main
from generator.model.mapping import ClinicFrom, ImportMap, PeriodFrom, StandardFrom, TableForm

GUIDE = (Path(__file__).parents[1] / "docs/guide/importing.md").read_text("utf-8")
BLOCKS = dict(re.findall(r'```\{ \.\w+ title="([^"]+)" \}\n(.*?)```', GUIDE, re.DOTALL))


def test_the_example_says_what_the_guide_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("calls.csv", "calls-map.yml"):
        Path(name).write_text(BLOCKS[name], "utf-8")
    command = re.search(r"^benchbook (import .+)$", GUIDE, re.MULTILINE)[1]

    assert CliRunner().invoke(main, shlex.split(command)).output == BLOCKS["What it says"]
    assert CliRunner().invoke(main, ["check", "telephone"]).exit_code == 0


@pytest.mark.parametrize("model", [ImportMap, ClinicFrom, PeriodFrom, StandardFrom, TableForm])
def test_every_key_of_a_map_is_in_the_guide(model: type) -> None:
    told = set(
        re.findall(r"[\w-]+", " ".join(re.findall(r"`([^`]+)`", GUIDE.split("## What a map says")[1])))
    )
    keys = {field.alias or name for name, field in model.model_fields.items()}

    assert keys <= told
