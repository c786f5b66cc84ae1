"""The preview over HTTP: what it shows of files that are whole, broken or missing, and what it says."""

from __future__ import annotations

import os
import re
import subprocess
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from serving import PATIENCE, Preview, command, eventually, free_port, get, serving
from site_under_test import STARTER, handbook

from generator import pipeline
from generator.mkdocs import run_mkdocs
from generator.preview import serve as preview_server
from generator.preview.file_watch import Watch
from generator.preview.updates import PreviewUpdate, differences
from generator.problem import Place, Problem, Severity

STANDARD = "data/standards/waiting-room.yml"
PAGE = "standards/waiting-room/"


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    with serving(handbook(tmp_path_factory.mktemp("preview") / "book")) as preview:
        yield preview


@pytest.fixture
def preview(started: Preview) -> Iterator[Preview]:
    files = {file: file.read_bytes() for file in started.folder.rglob("*") if file.is_file()}
    yield started
    assert started.process.poll() is None
    for file, content in files.items():
        if not file.is_file() or file.read_bytes() != content:
            file.write_bytes(content)
    eventually(lambda: as_at_first(started), started.said)


def as_at_first(preview: Preview) -> bool:
    page = preview.get("clinics/harbour/")
    return "71 of 75" in page and re.search(r'id="bb-preview"[^>]*></aside>', page) is not None


def bare(page: str) -> str:
    """A page without what the preview adds to it."""
    return re.sub(
        r'<link rel="stylesheet" href="/_benchbook/client.css"><aside id="bb-preview".*?</script>', "", page
    )


def test_a_page_is_the_one_that_a_build_writes(preview, tmp_path):
    site = run_mkdocs.build(preview.folder, tmp_path / "site").site
    for path in ("", PAGE, "es/clinics/harbour/", "compare/", "completeness/", "guide/"):
        if (file := site / path / "index.html").is_file():
            shown = bare(preview.get(path))
            # Where the site is differs: the preview knows its own address.
            address = re.escape(preview.address)
            plain = re.sub(rf'<link rel="(?:canonical|prev|next)"[^>]*>\s*|{address}', "", shown)
            written = re.sub(r'<link rel="(?:canonical|prev|next)"[^>]*>\s*', "", file.read_text())
            assert re.sub(r"\s+", " ", plain) == re.sub(r"\s+", " ", written), path
    for path in ("downloads/handbook.csv", "api/clinics/harbour.json", "search/search_index.json"):
        assert preview.get(path) == (site / path).read_text()


def test_what_is_wrong_is_told_as_check_tells_it_and_again_when_it_is_mended(preview):
    since = len(preview.said())
    preview.save(STANDARD, "better: lower", "better: lover")
    told = preview.says("In all:", since)
    checked = subprocess.run(
        **command("check", str(preview.folder), "--format", "text"), capture_output=True, check=False
    ).stdout
    block = checked[: checked.index("\n\n")]
    assert "better: lover" in block
    assert "^" in block
    assert block in told

    since = len(preview.said())
    preview.save(STANDARD, "better: lover", "better: lower")
    assert f"Mended: {STANDARD}" in preview.says("Nothing is wrong.", since)


@pytest.mark.parametrize("broken", ["better: [[[", "better: lover"])
def test_what_a_broken_file_is_about_is_shown_as_it_was(preview, broken):
    before = {path: bare(preview.get(path)) for path in (PAGE, "standards/", "clinics/harbour/")}
    preview.save(STANDARD, "better: lower", broken)
    preview.shows(PAGE, f"{STANDARD}:")
    assert {path: bare(preview.get(path)) for path in before} == before
    assert "waiting-room.yml" in bare(preview.get("completeness/"))


def test_without_its_settings_the_handbook_stays_as_it_was(preview):
    settings = preview.folder / "data/handbook.yml"
    text, before = settings.read_text(), bare(preview.get(PAGE))
    settings.unlink()
    preview.shows(PAGE, "There is no `data/handbook.yml`")
    assert bare(preview.get(PAGE)) == before
    since = len(preview.said())
    settings.write_text(text)
    preview.says("What stood in the way is mended.", since)


@pytest.mark.parametrize("wrong", ["site_name: [\n", "site_name: Ours\ntheme: nonsense\n", None])
def test_a_mistake_in_mkdocs_yml_is_told_and_data_is_shown_again_once_it_is_mended(preview, wrong):
    settings = preview.folder / "mkdocs.yml"
    text = settings.read_text()
    if wrong is None:
        settings.unlink()
    else:
        settings.write_text(wrong)
    preview.shows(PAGE, "This is the last state that could be shown.")
    preview.save("data/kpis/harbour.yml", "2025-12: 71/75", "2025-12: 70/75")
    time.sleep(0.5)
    assert "70 of 75" not in preview.get("clinics/harbour/")
    settings.write_text(text)
    preview.shows("clinics/harbour/", "70 of 75")


def give_away(folder: Path) -> None:
    (folder / "data/standards/falls.yml").write_text(
        "title: Falls\ntheme: waiting\nmeasure: {kind: count, better: lower}\nprivacy: sensitive\n"
    )
    settings = folder / "data/handbook.yml"
    settings.write_text(settings.read_text() + "privacy: {hide_below: 2}\n")
    (folder / "data/kpis/falls.yml").write_text("clinic: harbour\nfalls: {2025-01: 1, 2025-02: 4}\n")


def test_what_would_give_a_hidden_value_away_is_told_and_not_shown(preview):
    before = bare(preview.get(PAGE))
    give_away(preview.folder)
    preview.shows(PAGE, "HB401")
    assert bare(preview.get(PAGE)) == before
    assert get(preview.address + "standards/falls/")[0] == 404
    for name in ("standards/falls.yml", "kpis/falls.yml"):
        (preview.folder / "data" / name).unlink()


def test_a_thing_that_is_new_has_its_page_and_one_that_is_gone_has_none(preview):
    clinic = preview.folder / "data/clinics/quay.yml"
    clinic.write_text("name: Quay\ncountry: ca\n")
    preview.shows("clinics/quay/", "Quay")
    clinic.unlink()
    eventually(lambda: get(preview.address + "clinics/quay/")[0] == 404, preview.said)


def test_a_page_keeps_its_policy_and_runs_no_script_of_others(preview):
    page = preview.get(PAGE)
    assert "'unsafe-inline'" not in re.search(r"script-src[^;]*", page)[0]
    assert get(preview.address + "../../etc/passwd")[0] == 404
    assert get(preview.address + "..%2f..%2f..%2fetc/passwd")[0] == 404
    assert get(preview.address + "assets/")[0] == 404


def test_it_ends_quietly_and_leaves_nothing(tmp_path, monkeypatch):
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))
    with serving(handbook(tmp_path / "book", languages="[en]")) as preview:
        assert preview.end() == 0
        assert preview.said().endswith("The preview has ended.\n")
        assert "Abort" not in preview.said()
    assert not list(temporary.iterdir())


def test_a_port_that_is_taken_is_said_before_anything_is_read(preview):
    place = preview.address.removeprefix("http://").rstrip("/")
    done = subprocess.run(
        **command("serve", str(preview.folder), "--address", place),
        capture_output=True,
        timeout=PATIENCE,
        check=False,
    )
    port = int(place.rpartition(":")[2])
    assert done.returncode == 2
    assert f"Something else is shown at {place} already, perhaps another preview." in done.stderr
    assert f"--address 127.0.0.1:{port + 1}" in done.stderr


@pytest.mark.parametrize("address", ["here", "127.0.0.1:http", "127.0.0.1:70000"])
def test_an_address_that_is_none_is_said(address):
    with pytest.raises(run_mkdocs.NotBuilt, match=f"`{address}` is no address; write it like 127.0.0.1:8000"):
        preview_server.serve(STARTER, address, tell=print, ready=print)


class Ended(Exception):
    pass


@pytest.fixture
def inside(tmp_path: Path) -> Iterator[tuple[Path, str, list[PreviewUpdate]]]:
    """A preview in this process, so that its parts can be made to fail."""
    with previewing(tmp_path) as preview:
        yield preview


@contextmanager
def previewing(tmp_path: Path) -> Iterator[tuple[Path, str, list[PreviewUpdate]]]:
    folder, port = handbook(tmp_path / "book", languages="[en]"), free_port()
    told: list[PreviewUpdate] = []
    ready, ending = threading.Event(), threading.Event()

    def tell(one: PreviewUpdate) -> None:
        if ending.is_set():
            raise Ended
        told.append(one)

    def serve() -> None:
        with pytest.raises(Ended):
            preview_server.serve(folder, str(port), tell=tell, ready=lambda _: ready.set())

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    assert ready.wait(PATIENCE)
    yield folder, f"http://127.0.0.1:{port}/", told
    ending.set()
    (folder / "data/clinics/last.yml").write_text("name: Last\ncountry: ca\n")
    thread.join(PATIENCE)
    assert not thread.is_alive()


def test_a_mistake_of_ours_is_told_as_such_and_the_page_stays(inside, monkeypatch):
    folder, address, told = inside
    before = bare(get(address + PAGE)[1])
    worked_out = pipeline.worked_out

    def fails(*_: object) -> None:
        raise ZeroDivisionError("nobody thought of that")

    monkeypatch.setattr(pipeline, "worked_out", fails)
    file = folder / STANDARD
    file.write_text(file.read_text().replace("20 min", "25 min"))
    eventually(lambda: "nobody thought of that" in get(address + PAGE)[1], lambda: str(told))
    assert bare(get(address + PAGE)[1]) == before
    assert told[-1].trouble.startswith("This is a mistake of the program")
    assert "ZeroDivisionError" in told[-1].detail

    monkeypatch.setattr(pipeline, "worked_out", worked_out)
    file.write_text(file.read_text() + "\n")
    eventually(lambda: re.search(r"25\smin", bare(get(address + PAGE)[1])), lambda: str(told))
    assert told[-1].over


def test_a_page_that_cant_be_made_doesnt_take_others_with_it(inside, monkeypatch):
    folder, address, told = inside

    def fails(*_: object) -> str:
        raise ZeroDivisionError("only this page")

    monkeypatch.setattr("generator.render.pages.page_table.body", fails)
    file = folder / STANDARD
    file.write_text(file.read_text().replace("20 min", "25 min"))
    eventually(lambda: get(address + PAGE)[0] == 500, lambda: str(told))
    assert "only this page" in get(address + PAGE)[1]
    assert get(address + "downloads/handbook.csv")[0] == 200
    assert any("can't be made" in one.trouble for one in told)


@pytest.fixture
def for_others(monkeypatch):
    """As if the preview were at an address that others can reach."""
    monkeypatch.setattr(preview_server, "LOCAL", frozenset())


def test_a_build_after_a_preview_writes_its_pages(tmp_path):
    with previewing(tmp_path) as (folder, address, _):
        assert get(address + PAGE)[0] == 200

    run_mkdocs.build(folder, tmp_path / "site")

    assert (tmp_path / "site" / PAGE / "index.html").is_file()


def test_others_arent_told_why_something_cant_be_shown(for_others, inside):
    folder, address, told = inside
    give_away(folder)
    eventually(lambda: "last state that could be shown" in get(address + PAGE)[1], lambda: str(told))
    page = get(address + PAGE)[1]
    assert "The terminal of whoever keeps the files says why." in page
    assert "HB401" in told[-1].trouble
    assert "HB401" not in page


@pytest.mark.parametrize(
    ("asked", "status"),
    [("rebound.example", 421), ("127.0.0.1.rebound.example", 421), ("[", 421), ("localhost:1", 200)],
)
def test_a_site_whose_name_leads_here_is_shown_nothing(preview, asked, status):
    said, page = get(urllib.request.Request(preview.address + PAGE, headers={"Host": asked}))
    assert said == status
    assert ("Harbour" in page) == (status == 200)


def problem(line: int, message: str = "wrong") -> Problem:
    return Problem("HB001", Severity.ERROR, Place("data/a.yml", line), message)


def test_a_problem_that_moves_to_another_line_is_neither_new_nor_mended():
    assert differences([problem(3)], [problem(4)]) == ((), ())
    assert differences([problem(3)], [problem(3), problem(9)]) == ((problem(9),), ())
    assert differences([problem(3), problem(4, "worse")], [problem(5)]) == ((), (problem(4, "worse"),))


def test_a_watch_tells_what_differs_and_leaves_hidden_files_alone(tmp_path):
    (tmp_path / "data/kpis").mkdir(parents=True)
    (tmp_path / "data/a.yml").write_text("a")
    watch = Watch([tmp_path / "data", tmp_path / "mkdocs.yml"])
    (tmp_path / "data/.a.yml.swp").write_text("b")
    (tmp_path / "data/a.yml~").write_text("b")
    assert watch.changed(within=0.3) is None
    (tmp_path / "data/kpis/b.csv").write_text("b")
    (tmp_path / "data/a.yml").unlink()
    (tmp_path / "mkdocs.yml").write_text("c")
    assert watch.changed() == {
        tmp_path / "data/a.yml",
        tmp_path / "data/kpis/b.csv",
        tmp_path / "mkdocs.yml",
    }
    assert watch.changed(within=0.3) is None


def test_a_file_that_is_emptied_and_written_anew_is_one_change(tmp_path):
    file = tmp_path / "a.yml"
    file.write_text("one")
    watch = Watch([tmp_path])
    file.write_text("")
    written = threading.Timer(0.25, file.write_text, ["another"])
    written.start()
    assert watch.changed() == {file}
    assert file.read_text() == "another"
    assert watch.changed(within=0.3) is None


def test_a_file_of_the_same_size_and_time_put_in_anothers_place_is_a_change(tmp_path):
    file = tmp_path / "a.yml"
    file.write_text("one")
    os.utime(file, ns=(10**18, 10**18))
    watch = Watch([tmp_path])
    new = tmp_path / ".new"
    new.write_text("two")
    os.utime(new, ns=(10**18, 10**18))
    new.replace(file)
    assert watch.changed(within=5) == {file}
