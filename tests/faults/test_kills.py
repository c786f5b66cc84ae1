"""Commands that are killed at any moment leave files that are whole, and the next command clears up."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from attendances import MAP
from faults import DAY, chance, contents, of_session, rounds, run, seconds, started

from generator.publish import site_folder as sites

EDITS = {
    "set": ("set", "harbour", "email-reply", "2024-12", "met=41", "of=50"),
    "fix": ("check", "--fix", "."),
}


def kill(process: subprocess.Popen[str], after: float) -> None:
    """Ends a command as a crash would. Nothing that it started lives on."""
    time.sleep(after)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    until = time.monotonic() + 10
    while (left := of_session(process.pid)) and time.monotonic() < until:
        time.sleep(0.02)
    assert left == []


def test_a_killed_build_leaves_a_whole_site_and_the_next_one_clears_up(book: Path) -> None:
    luck, before = chance("build"), contents(book / "site")
    long = seconds("build", "--as-of", DAY, cwd=book)
    for _ in range(rounds(1, 200)):
        kill(started("build", "--as-of", DAY, cwd=book), luck.uniform(0.2, 1.05) * long)
        assert contents(book / "site") == before

    assert run("build", "--as-of", DAY, cwd=book).returncode == 0
    assert contents(book / "site") == before
    assert [entry.name for entry in book.iterdir() if entry.name.startswith(".site")] == []


SWAP = """\
import os, signal, sys
from pathlib import Path
sys.path[:] = {path!r}
from generator.publish import site
if not {exchange}: site._exchanged = lambda one, other: False
left = [{number}]
def dies(event, _):
    if event in ("os.rename", "ctypes.call_function"):
        left[0] -= 1
        if left[0] < 0: os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(dies)
place = Path({place!r})
new = site.beside(place)
new.mkdir(); (new / "404.html").write_text("new")
site.put(new, place)
"""


@pytest.mark.parametrize("exchange", [True, False])
def test_a_death_between_two_renames_leaves_the_old_or_the_new_site(tmp_path: Path, exchange: bool) -> None:
    for number in range(4):
        place = tmp_path / f"{number}" / "site"
        place.mkdir(parents=True)
        (place / "404.html").write_text("old")
        program = SWAP.format(path=sys.path, exchange=exchange, number=number, place=str(place))
        subprocess.run([sys.executable, "-c", program], check=False)

        if exchange:
            assert (place / "404.html").read_text() in ("old", "new")
        sites.beside(place)
        assert (place / "404.html").read_text() in ("old", "new")
        assert [entry.name for entry in place.parent.iterdir()] == ["site"]


@pytest.mark.parametrize("what", EDITS)
def test_a_killed_edit_leaves_each_file_as_it_was_or_as_it_should_be(book: Path, what: str) -> None:
    if what == "fix":
        with (book / "data/kpis/2025.csv").open("a") as file:
            file.write("Harbour,email-reply,2024-11,41,50\n")
    before = contents(book / "data")
    done = Path(shutil.copytree(book, book.with_name("done")))
    long, after = seconds(*EDITS[what], cwd=done), contents(done / "data")
    luck = chance(what)
    for _ in range(rounds(1, 200)):
        shutil.rmtree(book / "data")
        for name, content in before.items():
            (book / "data" / name).parent.mkdir(parents=True, exist_ok=True)
            (book / "data" / name).write_bytes(content)
        kill(started(*EDITS[what], cwd=book), luck.uniform(0.3, 1.05) * long)
        now = {
            name: it for name, it in contents(book / "data").items() if not Path(name).name.startswith(".")
        }
        assert now in (before, after) or all(now[name] in (before[name], after[name]) for name in now)


def test_a_killed_import_leaves_files_that_are_whole(tmp_path: Path) -> None:
    rows = (f"R{nth},2025-{month:02},20,{month}" for nth in range(8) for month in range(1, 13))
    (tmp_path / "table.csv").write_text("\n".join(("org,month,all,late", *rows)) + "\n")
    (tmp_path / "map.yml").write_text(MAP)
    words = ("import", "table.csv", "--map", "map.yml", "--into")
    long = seconds(*words, "done", cwd=tmp_path)
    wanted = contents(tmp_path / "done")
    assert wanted
    luck = chance("import")
    for nth in range(rounds(1, 200)):
        kill(started(*words, f"into{nth}", cwd=tmp_path), luck.uniform(0.3, 1.05) * long)
        for name, content in contents(tmp_path / f"into{nth}").items():
            assert Path(name).name.startswith(".") or content == wanted[name], name


def test_a_killed_new_leaves_a_whole_handbook_or_none(tmp_path: Path) -> None:
    long = seconds("new", "handbook", "whole", cwd=tmp_path)
    whole, luck = contents(tmp_path / "whole"), chance("new")
    for nth in range(rounds(2, 200)):
        place = tmp_path / f"book{nth}"
        kill(started("new", "handbook", place.name, cwd=tmp_path), luck.uniform(0.3, 1.05) * long)
        assert not place.exists() or contents(place) == whole


@pytest.mark.parametrize(("sign", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_build_that_is_stopped_says_so_and_leaves_the_site_whole(
    book: Path, sign: signal.Signals, code: int
) -> None:
    before, luck = contents(book), chance(f"stop {code}")
    long = seconds("build", "--as-of", DAY, cwd=book)
    for _ in range(rounds(1, 100)):
        process = started("build", "--as-of", DAY, cwd=book)
        # Before it holds the lock, Python itself may still be starting, and nothing of ours hears a signal.
        while not (book / ".site.lock").exists() and process.poll() is None:
            time.sleep(0.005)
        time.sleep(luck.uniform(0, 0.5) * long)
        process.send_signal(sign)
        said = process.communicate(timeout=30)[0]

        assert "Traceback" not in said
        # Once it has said what it built, the signal may meet Python on its way out.
        assert process.returncode == code or "Built" in said, (process.returncode, said)
        assert of_session(process.pid) == []
        # A signal in the midst of clearing up leaves the unfinished site, which the next build sweeps away.
        assert {name for name in contents(book) if not name.startswith(".site.")} == before.keys()
    assert run("build", "--as-of", DAY, cwd=book).returncode == 0
    assert contents(book).keys() == before.keys()


def test_two_presses_of_ctrl_c_end_what_swallows_the_first() -> None:
    program = (
        f"import sys, time; sys.path[:] = {sys.path!r}\n"
        "from generator.cli.interrupts import ending\n"
        "with ending():\n"
        "    said = 'ready'\n"
        "    while True:\n"
        "        try: print(said, flush=True); time.sleep(60)\n"
        "        except KeyboardInterrupt: said = 'swallowed'\n"
    )
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True) as process:
        for said in ("ready", "swallowed"):
            assert process.stdout.readline() == f"{said}\n"
            time.sleep(0.2)  # so that it sleeps by now
            os.kill(process.pid, signal.SIGINT)
        assert process.wait(timeout=20) == 130
