"""Files whose bytes were damaged, of every kind that is read: problems, never an exception."""

from __future__ import annotations

import random
import shutil
from contextlib import suppress
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from faults import DAY, chance, contents, rounds
from workbooks import workbook

from generator import check, load
from generator.importing.cell_grid import UnreadableFile
from generator.importing.draft import drafting

SIGNS = b"\x00\xff\xef\xbb\xbf\n\r\t\"'{}[]:,-#&*!|>%@`?\\ 0129eE.~<"


def damaged(raw: bytes, luck: random.Random) -> bytes:
    """The bytes with one to three damages: signs changed, put in, lost, doubled or moved, the end cut off."""
    found = bytearray(raw)
    for _ in range(luck.randint(1, 3)):
        at = luck.randrange(len(found) + 1)
        length = min(luck.choice((1, 2, 8, 100)), len(found) - at)
        match luck.randrange(6):
            case 0:
                found[at : at + length] = bytes(luck.choice(SIGNS) for _ in range(length))
            case 1:
                found[at:at] = bytes(luck.choice(SIGNS) for _ in range(luck.choice((1, 3, 50))))
            case 2:
                del found[at : at + length]
            case 3:
                found[at:at] = found[at : at + length] * luck.choice((1, 2, 30))
            case 4:
                there = luck.randrange(len(found) + 1)
                found[there:there] = found[at : at + length]
            case _:
                del found[at:]
    return bytes(found)


@pytest.fixture
def small(built_once: Path, tmp_path: Path) -> Path:
    """The data of a new handbook, with a table in Parquet."""
    shutil.copytree(built_once / "data", tmp_path / "data")
    columns = {"clinic": ["harbour"] * 3, "standard": ["email-reply"] * 3, "met": [1, 2, 3], "of": [4, 4, 4]}
    rows = pl.DataFrame(columns | {"period": ["2023-01", "2023-02", "2023-03"]})
    rows.write_parquet(tmp_path / "data/kpis/more.parquet")
    return tmp_path


def test_damaged_files_of_a_handbook_are_problems(small: Path) -> None:
    luck, whole = chance("damaged files"), contents(small)
    for nth in range(rounds(60, 10_000)):
        name = luck.choice(sorted(whole))
        (small / name).write_bytes(damaged(whole[name], luck))

        read = load.folder(small, date.fromisoformat(DAY), "data")
        problems = check.checked(read).problems

        assert all(problem.place.file and problem.message for problem in problems), (nth, name)
        (small / name).write_bytes(whole[name])


HEADINGS = ["org", "month", "all", "late"]
ROWS = [HEADINGS, *([f"R{nth % 3}", f"2025-{nth // 3 + 1:02}", 20 + nth, nth] for nth in range(24))]


def table(path: Path) -> bytes:
    """A small table to import, in the form that its name says."""
    if path.suffix == ".xlsx":
        workbook(path, {"Values": ROWS})
    else:
        path.write_text("\n".join(",".join(map(str, row)) for row in ROWS))
    return path.read_bytes()


@pytest.mark.parametrize("name", ["table.xlsx", "table.csv"])
def test_a_damaged_table_is_looked_at_or_refused(tmp_path: Path, name: str) -> None:
    raw, luck = table(tmp_path / name), chance(name)
    for _ in range(rounds(20, 3_000)):
        (tmp_path / name).write_bytes(damaged(raw, luck))
        with suppress(UnreadableFile):  # anything else is a fault
            drafting.look_at(tmp_path / name)
