"""Files are written whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.model.page import Download
from generator.publish.file_writing import OutsideFolder, write


def file(path: str, content: bytes = b"new") -> Download:
    return Download(path, lambda: content)


def broken() -> bytes:
    raise RuntimeError("no content")


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def test_files_are_written_below_the_folder_and_others_stay(tmp_path):
    folder = tmp_path / "there" / "docs"
    write(folder, [file("mine.md", b"mine")])
    outcome = write(folder, [file("a/b.md"), file("c.md")])
    assert contents(folder) == {"mine.md": b"mine", "a/b.md": b"new", "c.md": b"new"}
    assert outcome.written == ("a/b.md", "c.md")


def test_a_failure_leaves_the_folder_as_it_was(tmp_path):
    folder = tmp_path / "docs"
    write(folder, [file("a.md", b"old")])
    with pytest.raises(RuntimeError):
        write(folder, [file("a.md"), Download("b.md", broken)])
    assert contents(tmp_path) == {"docs/a.md": b"old"}


def test_a_file_that_has_these_bytes_is_not_touched(tmp_path):
    write(tmp_path / "docs", [file("same.md", b"same"), file("other.md", b"old")])
    before = (tmp_path / "docs/same.md").stat().st_mtime_ns
    outcome = write(tmp_path / "docs", [file("same.md", b"same"), file("other.md", b"NEW")])
    assert (outcome.written, outcome.unchanged) == (("other.md",), 1)
    assert (tmp_path / "docs/same.md").stat().st_mtime_ns == before


@pytest.mark.parametrize("path", ["../out.md", "/out.md", "a/../../out.md", ""])
def test_no_path_leads_out_of_the_folder(tmp_path, path):
    with pytest.raises(OutsideFolder):
        write(tmp_path / "docs", [file(path)])
    assert contents(tmp_path) == {}
