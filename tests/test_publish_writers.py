"""Pages written by other processes are the pages that would be written here."""

from __future__ import annotations

import multiprocessing
import os
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from bench import handbook
from generator import pipeline
from generator.model.page import Page
from generator.plugin import ALONE, host
from generator.publish import writers
from generator.publish.writers import Writers

HERE = os.getpid()


def page(address: str, body: Callable[[], str]) -> Page:
    return Page(address, "clinics", "en", address, "", (), (), {}, body)


def pages(number: int) -> list[Page]:
    return [page(f"clinics/{nth}", lambda nth=nth: f"{nth} {os.getpid()}") for nth in range(number)]


@pytest.fixture
def made() -> Iterator[Callable[..., Writers]]:
    opened: list[Writers] = []

    def make(*arguments: object) -> Writers:
        opened.append(Writers(*arguments))
        return opened[-1]

    yield make
    for one in opened:
        one.close()


def test_pages_are_written_whole_by_other_processes(made: Callable[..., Writers], tmp_path: Path) -> None:
    all_pages = pages(300)
    writing = made(all_pages, 2)

    for one in all_pages:
        assert writing.take(one, str(tmp_path / one.address / "index.html"), "<ñ>", "<after>")
    writing.finish()

    for nth, one in enumerate(all_pages):
        said, process = (tmp_path / one.address / "index.html").read_text("utf-8").split()
        assert said == f"<ñ>{nth}"
        assert process.removesuffix("<after>") != str(HERE)


def test_pages_may_be_asked_for_in_any_order_and_left_out(
    made: Callable[..., Writers], tmp_path: Path
) -> None:
    all_pages = pages(120)
    writing = made(all_pages, 2)

    for nth in (50, 5, 119, 0):
        assert writing.take(all_pages[nth], str(tmp_path / str(nth)), "", "")
    writing.finish()

    said = {int(file.name): int(file.read_text().split()[0]) for file in tmp_path.iterdir()}
    assert said == {50: 50, 5: 5, 119: 119, 0: 0}
    assert not writing.take(page("about", lambda: "other"), str(tmp_path / "about"), "", "")


@pytest.mark.parametrize(("number", "processes"), [(99, 2), (300, 1)])
def test_few_pages_or_one_processor_need_no_processes(
    made: Callable[..., Writers], tmp_path: Path, number: int, processes: int
) -> None:
    all_pages = pages(number)

    assert not made(all_pages, processes).take(all_pages[0], str(tmp_path / "0"), "", "")


def test_what_a_process_that_falls_silent_was_given_is_written_here(
    made: Callable[..., Writers], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(writers, "PATIENCE", 0.2)
    silent = page("clinics/silent", lambda: "made here" if os.getpid() == HERE else time.sleep(60) or "")
    all_pages = [pages(1)[0], *[silent] * 109]
    writing = made(all_pages, 2)

    writing.take(silent, str(tmp_path / "silent"), "(", ")")
    writing.finish()

    assert (tmp_path / "silent").read_text() == "(made here)"
    assert not writing.take(silent, str(tmp_path / "again"), "", "")


def test_what_stands_around_a_page_may_be_larger_than_a_pipe(
    made: Callable[..., Writers], tmp_path: Path
) -> None:
    all_pages, large = pages(120), "x" * 300_000
    writing = made(all_pages, 2)

    taken = [writing.take(one, str(tmp_path / str(nth)), large, "") for nth, one in enumerate(all_pages)]
    writing.finish()

    assert all((tmp_path / str(nth)).stat().st_size > 300_000 for nth, was in enumerate(taken) if was)
    assert not writing.take(all_pages[0], str(tmp_path / "huge"), large * 10, "")


def test_a_mistake_in_another_process_is_not_lost(made: Callable[..., Writers], tmp_path: Path) -> None:
    wrong = page("clinics/wrong", lambda: f"{1 / (os.getpid() == HERE)}")
    writing = made([*pages(110), wrong], 2)

    def build() -> None:
        writing.take(wrong, str(tmp_path / "wrong"), "", "")
        writing.finish()

    with pytest.raises(ZeroDivisionError):
        build()


def test_no_process_is_left_behind() -> None:
    busy = page("clinics/busy", lambda: "" if os.getpid() == HERE else time.sleep(60) or "")
    writing = Writers([busy] * 200, 3)
    assert len(multiprocessing.active_children()) == 3

    writing.close()

    assert multiprocessing.active_children() == []


def test_a_page_of_each_kind_is_made_before_there_are_several_processes(made: Callable[..., Writers]) -> None:
    made_here: list[str] = []
    kinds = [
        replace(one, section=section, body=lambda section=section: made_here.append(section) or "")
        for section in ("standards", "clinics")
        for one in pages(60)
    ]

    made(kinds, 2)

    assert made_here == ["clinics", "standards"]


def test_no_page_asks_polars_whose_threads_a_fork_loses(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    values = "\n".join(f"{clinic},wait,2025-12,{nth + 10} min" for nth, clinic in enumerate("abc"))
    files = {
        "handbook.yml": "title: Waits\nthemes: {access: {title: Access}}",
        "countries/ca.yml": "name: Canada",
        "standards/wait.yml": (
            "title: Wait\ntheme: access\nmeasure: {kind: duration, better: lower}\ntargets: [20 min]"
        ),
        "kpis/all.csv": f"clinic,standard,period,median\n{values}",
    } | {f"clinics/{clinic}.yml": f"name: {clinic}\ncountry: ca" for clinic in "abc"}
    for name, text in files.items():
        (tmp_path / "data" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "data" / name).write_text(text)
    book = pipeline.handbook(tmp_path, as_of=date(2026, 1, 1))

    def asked(*_: object) -> None:
        raise AssertionError("a page asks Polars")

    for kind in (pl.DataFrame, pl.Series, pl.LazyFrame):
        monkeypatch.setattr(kind, "__getattribute__", asked)
    bodies = [one.body() for one in book.pages if one.section not in ALONE]
    monkeypatch.undo()

    assert sum("min" in body for body in bodies) > 5


def test_a_site_built_by_several_processes_is_the_same_to_the_byte(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    handbook.write(tmp_path / "handbook", 8, "csv")
    monkeypatch.setattr(writers, "LEAST", 5)
    sites = {}
    for processes in (1, 2):
        monkeypatch.setattr("generator.plugin.processors", lambda processes=processes: processes)
        site = tmp_path / str(processes)
        host.build(tmp_path / "handbook", site, as_of="2026-01-01")
        files = (file for file in site.rglob("*") if file.is_file())
        sites[processes] = {file.relative_to(site): file.read_bytes() for file in files}

    assert len(sites[1]) > 30
    assert sites[1] == sites[2]
