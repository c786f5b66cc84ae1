"""The guide to importing is true: its examples run and say what it says, and no key is left out."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli import main
from generator.model.import_layout import JoinedFile, TableForm, Wide
from generator.model.import_map import ClinicFrom, ImportMap, PeriodFrom, Rows, StandardFrom

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


@pytest.mark.parametrize(
    ("name", "values"),
    [
        (
            "complaints",
            "harbour,complaints,2024-01,4 harbour,complaints,2024-02,2 harbour,complaints,2024-03,3 "
            "harbour,complaints,2025-01,5 harbour,complaints,2025-02,1 harbour,complaints,2025-03,2 "
            "hilltop,complaints,2024-01,1 hilltop,complaints,2024-02,0 hilltop,complaints,2024-03,2 "
            "hilltop,complaints,2025-01,0 hilltop,complaints,2025-02,3 hilltop,complaints,2025-03,1",
        ),
        (
            "visits",
            "harbour-general,visits,2026-01,310 harbour-general,visits,2026-02,290 "
            "hilltop,visits,2026-01,120 hilltop,visits,2026-02,131 "
            "riverside,visits,2026-01,95 riverside,visits,2026-02,102",
        ),
        ("appointments", "harbour,appointments,2026-01,2,3 hilltop,appointments,2026-01,1,2"),
        ("waits", "harbour,waits,2026-01,14,98,201,min harbour,waits,2026-02,12.5,94,188,min"),
        ("replies", "harbour,replies,2026-01,87 harbour,replies,2026-02,90.5"),
    ],
)
def test_each_layout_is_drafted_and_imported_as_the_guide_says(name: str, values: str) -> None:
    Path(f"{name}.csv").write_text(BLOCKS[f"{name}.csv"], "utf-8")
    said(f"import {name}.csv --draft")
    path = Path(f"{name}-map.yml")
    text = path.read_text("utf-8")
    path.write_text(text.replace("  # country: gb", "  country: gb"), "utf-8")

    done = said(f"import {name}.csv --map {path} --into out")

    for part in BLOCKS[f"{name}-map.yml"].split("# …\n"):
        assert part in text
    assert Path(f"out/data/kpis/{name}.csv").read_text("utf-8").split()[1:] == values.split(), done


@pytest.mark.parametrize(
    "model", [ImportMap, ClinicFrom, PeriodFrom, StandardFrom, Rows, TableForm, Wide, JoinedFile]
)
def test_every_key_of_a_map_is_in_the_guide(model: type) -> None:
    told = set(
        re.findall(r"[\w-]+", " ".join(re.findall(r"`([^`]+)`", GUIDE.split("## What a map says")[1])))
    )
    keys = {field.alias or name for name, field in model.model_fields.items()}

    assert keys <= told
