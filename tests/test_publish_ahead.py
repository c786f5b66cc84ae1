"""Bodies made ahead in other processes are the bodies that would be made here."""

from __future__ import annotations

import multiprocessing
import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bench import handbook
from generator.model.page import Page
from generator.plugin import host
from generator.publish import ahead
from generator.publish.ahead import Ahead

HERE = os.getpid()


def page(address: str, body: Callable[[], str]) -> Page:
    return Page(address, "clinics", "en", address, "", (), (), {}, body)


def pages(number: int) -> list[Page]:
    return [page(f"clinics/{nth}", lambda nth=nth: f"{nth} {os.getpid()}") for nth in range(number)]


@pytest.fixture
def made() -> Iterator[Callable[..., Ahead]]:
    opened: list[Ahead] = []

    def make(*arguments: object) -> Ahead:
        opened.append(Ahead(*arguments))
        return opened[-1]

    yield make
    for one in opened:
        one.close()


def test_bodies_come_in_order_from_other_processes(made: Callable[..., Ahead]) -> None:
    all_pages = pages(300)
    bodies = made(all_pages, 2)

    said = [bodies.body(one).split() for one in all_pages]

    assert [number for number, _ in said] == [str(nth) for nth in range(300)]
    assert str(HERE) not in {process for _, process in said}


def test_pages_that_are_left_out_or_asked_for_again_are_right_all_the_same(
    made: Callable[..., Ahead],
) -> None:
    all_pages = pages(120)
    bodies = made(all_pages, 2)

    said = [bodies.body(all_pages[nth]).split()[0] for nth in (5, 6, 50, 7, 119, 119, 0)]

    assert said == ["5", "6", "50", "7", "119", "119", "0"]
    assert bodies.body(page("about", lambda: "other")) == "other"


@pytest.mark.parametrize(("number", "processes"), [(99, 2), (300, 1)])
def test_few_pages_or_one_processor_need_no_processes(
    made: Callable[..., Ahead], number: int, processes: int
) -> None:
    all_pages = pages(number)

    assert made(all_pages, processes).body(all_pages[0]) == f"0 {HERE}"


def test_a_process_that_falls_silent_is_not_waited_for_for_ever(
    made: Callable[..., Ahead], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ahead, "PATIENCE", 0.2)
    silent = page("clinics/silent", lambda: "made here" if os.getpid() == HERE else time.sleep(60) or "")
    all_pages = [*pages(110), silent]
    bodies = made(all_pages, 2)

    assert bodies.body(silent) == "made here"
    assert bodies.body(all_pages[3]) == f"3 {HERE}"


def test_a_mistake_in_another_process_is_not_lost(made: Callable[..., Ahead]) -> None:
    wrong = page("clinics/wrong", lambda: f"{1 / (os.getpid() == HERE)}")
    all_pages = [*pages(110), wrong]

    with pytest.raises(ZeroDivisionError):
        made(all_pages, 2).body(wrong)


def test_no_process_is_left_behind() -> None:
    busy = page("clinics/busy", lambda: "" if os.getpid() == HERE else time.sleep(60) or "")
    bodies = Ahead([busy] * 200, 3)
    assert len(multiprocessing.active_children()) == 3

    bodies.close()

    assert multiprocessing.active_children() == []


def test_a_site_built_by_several_processes_is_the_same_to_the_byte(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    handbook.write(tmp_path / "handbook", 8, "csv")
    monkeypatch.setattr(ahead, "LEAST", 5)
    sites = {}
    for processes in (1, 2):
        monkeypatch.setattr("generator.plugin.processors", lambda processes=processes: processes)
        site = tmp_path / str(processes)
        host.build(tmp_path / "handbook", site, as_of="2026-01-01")
        files = (file for file in site.rglob("*") if file.is_file())
        sites[processes] = {file.relative_to(site): file.read_bytes() for file in files}

    assert len(sites[1]) > 30
    assert sites[1] == sites[2]
