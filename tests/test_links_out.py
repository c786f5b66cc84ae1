"""Links of the file system in the folder of hand-written pages: what leads out isn't published."""

from __future__ import annotations

from pathlib import Path

import pytest
from repository import HANDBOOK

from generator.mkdocs import run_mkdocs

SECRET = "Not for readers"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "book"
    for name, said in (HANDBOOK | {"docs/plain.md": "# Plain\n", "NOTES.md": "# Notes of ours\n"}).items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(said, encoding="utf-8")
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.md").write_text(f"# {SECRET}\n")
    return root


def refused(built: run_mkdocs.Built) -> list[str]:
    return [str(it.place.file) for it in built.handbook.problems if it.code == "HB006"]


def told(site: Path) -> str:
    return "".join(path.read_text(errors="replace") for path in site.rglob("*.*ml"))


def test_a_link_out_of_the_folder_is_no_page(folder: Path, tmp_path: Path) -> None:
    (folder / "docs/page.md").symlink_to(tmp_path / "outside/secret.md")
    (folder / "docs/more").symlink_to(tmp_path / "outside")
    (folder / "docs/data").symlink_to(folder / "data")
    built = run_mkdocs.build(folder, tmp_path / "site")
    assert refused(built) == ["docs/data", "docs/more", "docs/page.md"]
    assert SECRET not in told(tmp_path / "site")
    assert not (tmp_path / "site/data").exists()
    exported = b"".join(file.content() for file in run_mkdocs.export(folder) if file.path.endswith(".md"))
    assert SECRET.encode() not in exported


def test_a_link_within_the_folder_is_a_page(folder: Path, tmp_path: Path) -> None:
    (folder / "docs/notes.md").symlink_to("../NOTES.md")
    built = run_mkdocs.build(folder, tmp_path / "site")
    assert refused(built) == []
    assert "Notes of ours" in (tmp_path / "site/notes/index.html").read_text(encoding="utf-8")


def test_a_folder_of_pages_that_is_itself_a_link_out_is_refused(folder: Path, tmp_path: Path) -> None:
    (folder / "docs/plain.md").unlink()
    (folder / "docs").rmdir()
    (folder / "docs").symlink_to(tmp_path / "outside")
    built = run_mkdocs.build(folder, tmp_path / "site")
    assert refused(built) == ["docs"]
    assert SECRET not in told(tmp_path / "site")
