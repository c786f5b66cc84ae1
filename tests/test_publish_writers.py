"""Pages written by other processes are the pages that would be written here."""

from __future__ import annotations

import os
import pickle
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path

import pytest

from bench import handbook
from generator import pipeline
from generator.mkdocs import run_mkdocs
from generator.model.page import Page
from generator.publish import page_writers
from generator.publish.page_writers import Writers

ENDED = ("Z", "X")


@dataclass(frozen=True)
class Book:
    """Pages whose bodies another process can make, as `kind` says."""

    number: int
    kind: str = "numbered"
    here: int = field(default_factory=os.getpid)

    def pages(self) -> list[Page]:
        bodies = self.bodies()
        return [
            Page(address, "clinics", "en", address, "", (), (), {}, bodies[address]) for address in bodies
        ]

    def bodies(self) -> dict[str, Callable[[], str]]:
        return {f"clinics/{nth}": partial(self.body, nth) for nth in range(self.number)}

    def body(self, nth: int) -> str:
        if self.kind != "numbered" and os.getpid() != self.here:
            match self.kind:
                case "silent":
                    time.sleep(60)
                case "wrong":
                    raise ZeroDivisionError
                case "killed":
                    os.kill(os.getpid(), signal.SIGKILL)
        return f"{nth} {os.getpid()}"


@pytest.fixture
def made() -> Iterator[Callable[..., Writers]]:
    opened: list[Writers] = []

    def make(book: Book, processes: int = 2) -> Writers:
        opened.append(Writers(book.pages(), book.bodies, processes))
        return opened[-1]

    yield make
    for one in opened:
        one.close()


def written_by(
    writing: Writers, pages: Iterable[Page], folder: Path, before: str = "", after: str = ""
) -> int:
    """Has the pages written, here where no process takes one; how many were taken."""
    taken = 0
    for page in pages:
        place = folder / page.address.replace("/", "-")
        if writing.take(page, str(place), before, after):
            taken += 1
        else:
            page_writers.write(str(place), (before + page.body() + after).encode())
    writing.finish()
    return taken


def ready(writing: Writers, page: Page, folder: Path) -> None:
    """Waits until a process has written its first page."""
    assert writing.take(page, str(folder / "first"), "", "")
    writing.finish()


def test_pages_are_written_whole_by_other_processes(made: Callable[..., Writers], tmp_path: Path) -> None:
    book = Book(300)
    writing = made(book, 3)
    ready(writing, book.pages()[0], tmp_path)

    taken = written_by(writing, book.pages(), tmp_path / "site", "<ñ>", "<after>")

    said = {int(file.name.split("-")[1]): file.read_text("utf-8") for file in (tmp_path / "site").iterdir()}
    assert sorted(said) == list(range(300))
    assert all(re.fullmatch(rf"<ñ>{nth} \d+<after>", text) for nth, text in said.items())
    assert sum(f" {os.getpid()}<" not in text for text in said.values()) == taken > 0


@pytest.mark.parametrize(("number", "processes"), [(149, 2), (300, 1)])
def test_few_pages_or_one_processor_need_no_processes(
    made: Callable[..., Writers], tmp_path: Path, number: int, processes: int
) -> None:
    book = Book(number)

    assert not made(book, processes).take(book.pages()[0], str(tmp_path / "0"), "", "")


@pytest.mark.parametrize("kind", ["silent", "killed"])
def test_what_a_process_that_falls_silent_was_given_is_written_here(
    made: Callable[..., Writers], monkeypatch: pytest.MonkeyPatch, tmp_path: Path, kind: str
) -> None:
    monkeypatch.setattr(page_writers, "PATIENCE", 1.0)
    book = Book(200, kind)
    writing = made(book)

    assert writing.take(book.pages()[7], str(tmp_path / "page"), "(", ")")
    writing.finish()

    assert (tmp_path / "page").read_text() == f"(7 {os.getpid()})"
    assert not writing.take(book.pages()[8], str(tmp_path / "again"), "", "")


def test_what_stands_around_a_page_may_be_larger_than_a_pipe(
    made: Callable[..., Writers], tmp_path: Path
) -> None:
    book, large = Book(200), "x" * 300_000
    writing = made(book)

    written_by(writing, book.pages()[:12], tmp_path, large)

    assert all(file.stat().st_size > 300_000 for file in tmp_path.iterdir())
    assert not writing.take(book.pages()[0], str(tmp_path / "huge"), large * 10, "")


def test_a_mistake_in_another_process_is_not_lost(made: Callable[..., Writers], tmp_path: Path) -> None:
    book = Book(200, "wrong")
    writing = made(book)

    with pytest.raises(ZeroDivisionError) as mistake:
        ready(writing, book.pages()[0], tmp_path)
    assert "on the page `" in mistake.value.__notes__[0]


def test_no_process_is_left_behind(made: Callable[..., Writers]) -> None:
    before = children(os.getpid())
    writing = made(Book(200, "silent"), 3)
    assert len(children(os.getpid())) == len(before) + 2

    writing.close()

    assert children(os.getpid()) == before


def test_processes_end_with_the_one_that_they_work_for(tmp_path: Path) -> None:
    program = (
        "import sys, time; sys.path[:] = {path!r}\n"
        "from test_publish_writers import Book, Writers\n"
        "book = Book(200, 'silent'); writing = Writers(book.pages(), book.bodies, 3)\n"
        "writing.take(book.pages()[0], {place!r}, '', ''); print('ready', flush=True); time.sleep(60)"
    ).format(path=sys.path, place=str(tmp_path / "page"))
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE) as parent:
        assert parent.stdout.readline() == b"ready\n"
        started = children(parent.pid)
        assert len(started) == 2
        parent.kill()

    until = time.monotonic() + 10
    while (left := [one for one in started if is_alive(one)]) and time.monotonic() < until:
        time.sleep(0.05)
    assert left == []


def children(process: int) -> list[int]:
    known = (int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit())
    return [one for one in known if parent_of(one) == process]


def parent_of(process: int) -> int:
    try:
        state, parent = Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[:2]
    except OSError:
        return 0
    return 0 if state in ENDED else int(parent)


def is_alive(process: int) -> bool:
    return parent_of(process) != 0


def test_a_process_that_makes_pages_of_a_handbook_needs_no_polars(tmp_path: Path) -> None:
    handbook.write(tmp_path / "handbook", 2, "csv")
    book = pipeline.handbook(tmp_path / "handbook", as_of=date(2026, 1, 1))
    (tmp_path / "bodies").write_bytes(pickle.dumps(book.bodies))
    program = (
        "import sys, pickle; sys.path[:] = {path!r}; sys.modules['polars'] = None\n"
        "bodies = pickle.load(open({bodies!r}, 'rb'))()\n"
        "print('\\0'.join(bodies[address]() for address in sorted(bodies)))"
    ).format(path=sys.path, bodies=str(tmp_path / "bodies"))

    made = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True).stdout

    here = [page.body() for page in sorted(book.pages, key=lambda page: page.address)]
    assert made.decode().removesuffix("\n").split("\0") == here


def test_a_site_built_by_several_processes_is_the_same_to_the_byte(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    handbook.write(tmp_path / "handbook", 8, "csv")
    monkeypatch.setattr(page_writers, "LEAST", 5)
    sites = {}
    for processes in (1, 2):
        monkeypatch.setattr("generator.mkdocs.processors", lambda processes=processes: processes)
        site = tmp_path / str(processes)
        run_mkdocs.build(tmp_path / "handbook", site, as_of="2026-01-01")
        files = (file for file in site.rglob("*") if file.is_file())
        sites[processes] = {file.relative_to(site): file.read_bytes() for file in files}

    assert len(sites[1]) > 30
    assert sites[1] == sites[2]
