"""Builds at the same time in one folder: one after the other, or not at all."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path

import pytest
from faults import DAY, chance, contents, rounds, run, started
from mkdocs.commands.build import build
from mkdocs.config import load_config

from generator.mkdocs import run_mkdocs
from generator.publish import build_lock as locks
from generator.publish import site_folder as sites
from generator.publish.build_lock import Busy, build_lock

BUILD = ("build", "--as-of", DAY)


@pytest.mark.parametrize("many", [2, 4])
def test_builds_at_once_leave_a_whole_site(book: Path, many: int) -> None:
    before, luck = contents(book / "site"), chance(f"at once {many}")
    for _ in range(rounds(1, 20)):
        (book / "site" / luck.choice(sorted(before))).unlink()
        builds = [started(*BUILD, cwd=book) for _ in range(many)]
        said = [build.communicate(timeout=120)[0] for build in builds]

        assert [build.returncode for build in builds] == [0] * many, said
        assert contents(book / "site") == before
        assert not list(book.glob(".site*"))


def held(site: Path) -> int:
    """The lock of a site, held by this process as another build would hold it."""
    lock = os.open(site.with_name(f".{site.name}.lock"), os.O_RDWR | os.O_CREAT)
    fcntl.flock(lock, fcntl.LOCK_EX)
    os.write(lock, b"by process 4711 on harbour-desk since 2026-01-01 09:00:00 UTC\n")
    return lock


def test_a_build_that_may_not_wait_says_who_is_at_work(book: Path) -> None:
    lock = held(book / "site")

    said = run(*BUILD, "--no-wait", cwd=book)

    assert said.returncode == 75
    assert "by process 4711 on harbour-desk since 2026-01-01 09:00:00 UTC" in said.stderr
    os.close(lock)


def test_a_build_waits_with_a_word_and_also_one_of_the_host(book: Path) -> None:
    lock = held(book / "site")
    builds = [started(*BUILD, cwd=book)]

    assert "Waiting" in builds[0].stdout.readline()
    assert builds[0].poll() is None
    os.close(lock)

    assert "\nBuilt " in builds[0].communicate(timeout=60)[0]
    assert builds[0].returncode == 0


def test_the_plugin_holds_the_lock_while_the_host_builds(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[bool] = []
    run_mkdocs.build(book, book / "elsewhere")  # the same plugin, for which somebody else held the lock
    config = load_config(str(book / "mkdocs.yml"))
    plugin = config.plugins["benchbook"]
    config.plugins.on_startup(command="build", dirty=False)
    made = plugin.made
    monkeypatch.setattr(
        plugin, "made", lambda config: seen.append((book / ".site.lock").exists()) or made(config)
    )

    build(config)

    assert seen == [True]
    assert not (book / ".site.lock").exists()


def test_a_lock_that_a_dead_process_left_is_free(tmp_path: Path) -> None:
    (tmp_path / ".site.lock").write_text("by process 1 on nowhere since ever\n")

    def busy() -> None:
        with build_lock(tmp_path / "site", wait=False, tell=pytest.fail):
            raise AssertionError("both have it")

    mine, no_other = build_lock(tmp_path / "site", wait=False, tell=pytest.fail), "by process"
    with mine, pytest.raises(Busy, match=f"{no_other} {os.getpid()}"):
        busy()

    assert list(tmp_path.iterdir()) == []


def test_where_no_files_can_be_locked_that_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def unsupported(*_: object) -> None:
        raise OSError(37, "No locks available")

    monkeypatch.setattr(locks.fcntl, "flock", unsupported)
    told: list[str] = []

    with build_lock(tmp_path / "site", wait=True, tell=told.append):
        pass

    assert len(told) == 1
    assert "no locks available" in told[0]


@pytest.mark.parametrize("lost", ["404.html", "index.html", "assets", "clinics"])
def test_a_site_that_lost_files_is_whole_again_after_a_build(book: Path, lost: str) -> None:
    site = book / "site"
    (site / "404.html").unlink()
    for entry in site.iterdir():
        if entry.name.startswith(lost):
            entry.rename(book / "elsewhere")

    assert sites.is_site(site)


@pytest.mark.parametrize(
    "names", [["letter.txt"], ["index.html"], ["index.html", "a.css"], ["assets", "my.doc"]]
)
def test_a_folder_of_somebody_else_is_no_site(tmp_path: Path, names: list[str]) -> None:
    for name in names:
        (tmp_path / name).write_text("<p>mine</p>")

    assert not sites.is_site(tmp_path)


def test_where_a_folder_cannot_be_renamed_its_files_are_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place, new = tmp_path / "site", tmp_path / "new"
    old = {"old/a.txt": "1", "404.html": "old", "b": "file"}
    for folder, files in ((place, old), (new, {"404.html": "new", "b/c.txt": "2"})):
        for name, text in files.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text)

    def busy(*_: object) -> None:
        raise OSError(16, "Device or resource busy")

    monkeypatch.setattr(sites, "_exchanged", lambda *_: False)
    monkeypatch.setattr(sites, "_in_turn", busy)

    assert not sites.put(new, place)
    assert contents(place) == {"404.html": b"new", "b/c.txt": b"2"}
    assert not (place / "old").exists()


@pytest.mark.parametrize("renamed", [True, False])
def test_hidden_files_of_whoever_publishes_the_folder_stay(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, renamed: bool
) -> None:
    place, new = tmp_path / "site", tmp_path / "new"
    for file in (place / ".git/HEAD", place / ".htaccess", place / "404.html", new / "404.html"):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(file.parts[-2])
    if not renamed:
        monkeypatch.setattr(sites, "_exchanged", lambda *_: False)
        monkeypatch.setattr(sites, "_in_turn", lambda *_: (_ for _ in ()).throw(OSError(16, "busy")))

    assert sites.put(new, place) is renamed

    assert contents(place) == {".git/HEAD": b".git", ".htaccess": b"site", "404.html": b"new"}


def test_a_folder_with_a_site_below_it_is_no_site(tmp_path: Path) -> None:
    page = tmp_path / "handbook/index.html"
    page.parent.mkdir()
    page.write_text(f'<link href="{sites.OURS}/a.css">')

    assert not sites.is_site(tmp_path)
    assert sites.is_site(page.parent)


def test_a_site_has_one_lock_whatever_links_lead_to_it(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "site").symlink_to("real")

    with (
        build_lock(tmp_path / "real", wait=False, tell=pytest.fail),
        pytest.raises(Busy),
        build_lock(tmp_path / "site", wait=False, tell=pytest.fail),
    ):
        raise AssertionError("both have it")
