"""What has no end or no place ends in a sentence that names it: files that are none, depths, years, sizes."""

from __future__ import annotations

import http.client
import os
import shutil
import socket
import zipfile
from datetime import date
from pathlib import Path

import pytest
from faults import DAY, run
from serving import Preview, serving

from generator import pipeline
from generator.importing import text_encoding, workbook
from generator.importing.cell_grid import UnreadableFile
from generator.mkdocs import run_mkdocs
from generator.model.page import Handbook

NESTED = {
    "250 lists": "\n".join("    " * level + "- a" for level in range(250)),
    "100,000 lists in a line": "1. " * 100_000,
    "100,000 quotations": ">" * 100_000,
    "100,000 brackets": "[" * 100_000,
}


def made(book: Path) -> Handbook:
    """The handbook, with every page and file of it made."""
    handbook = pipeline.handbook(book, as_of=date.fromisoformat(DAY))
    for page in handbook.pages:
        page.body()
    return handbook


def told(handbook: Handbook, file: str) -> list[str]:
    return [problem.code for problem in handbook.problems if problem.place.file == file]


def bound(path: Path) -> None:
    """A socket; its path may be longer than sockets allow."""
    here = Path.cwd()
    os.chdir(path.parent)
    try:
        with socket.socket(socket.AF_UNIX) as one:
            one.bind(path.name)
    finally:
        os.chdir(here)


ODD = {
    "pipe": os.mkfifo,
    "socket": bound,
    "link to itself": lambda path: path.symlink_to(path.name),
    "link to nothing": lambda path: path.symlink_to("nowhere"),
    "link to a device": lambda path: path.symlink_to("/dev/zero"),
}


@pytest.mark.parametrize("odd", ODD)
def test_what_is_no_file_is_told_and_left_out(book: Path, odd: str) -> None:
    odds = ("data/kpis/odd.csv", "data/standards/odd.yml", "docs/odd.md", "docs/odd.png")
    for name in odds:
        ODD[odd](book / name)

    built = run_mkdocs.build(book, as_of=DAY)

    assert [told(built.handbook, name) for name in odds] == [["HB006"]] * 4
    assert not (book / "site/odd.png").exists()
    if odd == "pipe":  # which the terminal would wait for
        assert "docs/odd.md:1:1" in run("check", cwd=book).stdout


def test_a_link_to_a_folder_around_it_is_refused_with_its_place(book: Path) -> None:
    (book / "docs/again").symlink_to(".")

    with pytest.raises(run_mkdocs.Withheld, match=r"docs/again:1:1 HB006 .*never end"):
        run_mkdocs.build(book, as_of=DAY)


@pytest.mark.parametrize("kind", NESTED)
def test_a_text_that_is_nested_too_deep_is_told_and_shown_as_it_stands(book: Path, kind: str) -> None:
    text, standard = NESTED[kind], book / "data/standards/email-reply.yml"
    lines = [line for line in standard.read_text().split("\n") if not line.startswith("guidance")]
    written = "\n".join(f"  {line}" for line in text.split("\n"))
    standard.write_text("\n".join((*lines, "guidance: |", written, "")))
    (book / "docs/deep.md").write_text(text)

    built = run_mkdocs.build(book, as_of=DAY)

    assert told(built.handbook, "data/standards/email-reply.yml") == ["HB016"]
    assert told(built.handbook, "docs/deep.md") == ["HB016"]
    assert (book / "site/deep/index.html").is_file()


FORMS = ("{}", "{}-12", "{}-01", "{}-Q4", "{}-H2", "{}-W52", "{}-W01", "{}-12-31", "{}-01-01")


@pytest.mark.parametrize("form", FORMS)
def test_periods_at_the_ends_of_the_calendar_are_told(book: Path, form: str) -> None:
    periods = [form.format(year) for year in ("0001", "0002", "9998", "9999")]
    rows = (f"harbour,email-reply,{period},1,2" for period in periods)
    (book / "data/kpis/odd.csv").write_text("\n".join(("clinic,standard,period,met,of", *rows, "")))

    found = [
        problem.place.line for problem in made(book).problems if problem.place.file == "data/kpis/odd.csv"
    ]

    assert sorted(set(found)) == [2, 3, 4, 5]


def bomb(path: Path, told_size: int | None) -> None:
    """A spreadsheet with a part of 300 MB, that may say it has another size."""
    packed = zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED)
    with packed as parts, parts.open("xl/worksheets/sheet1.xml", "w") as part:
        for _ in range(300):
            part.write(bytes(1_000_000))
    if told_size is not None:
        raw = path.read_bytes()
        path.write_bytes(raw.replace((300_000_000).to_bytes(4, "little"), told_size.to_bytes(4, "little")))


@pytest.mark.parametrize("told_size", [None, 1_000])
def test_a_spreadsheet_is_unpacked_up_to_a_size_whatever_it_says(
    tmp_path: Path, told_size: int | None
) -> None:
    bomb(tmp_path / "bomb.xlsx", told_size)

    with pytest.raises(UnreadableFile, match="more than can be imported"):
        workbook.grids(tmp_path / "bomb.xlsx")


def test_a_packed_table_is_unpacked_up_to_a_size(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text_encoding, "MOST_BYTES", 1_000_000)
    packed = tmp_path / "table.csv.gz"
    with text_encoding.gzip.open(packed, "wb") as file:
        file.write(b"a,b\n" * 500_000)

    with pytest.raises(UnreadableFile, match="more than can be imported"):
        text_encoding.of(packed)


@pytest.fixture(scope="module")
def preview(built_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Preview:
    folder = shutil.copytree(built_once, tmp_path_factory.mktemp("odd") / "book")
    with serving(folder) as one:
        yield one


@pytest.mark.parametrize(
    "line",
    [
        "GET /%00 HTTP/1.1", "GET /a%00b/index.html HTTP/1.1", "GET /../../etc/passwd HTTP/1.1",
        "GET /%2e%2e/%2e%2e/etc/passwd HTTP/1.1", "GET /%zz HTTP/1.1", "GET /% HTTP/1.1",
        "GET /%ff%fe HTTP/1.1", "GET /%0d%0aX:%201 HTTP/1.1", f"GET /{'a' * 5000} HTTP/1.1",
        f"GET /{'a/' * 20000} HTTP/1.1", f"GET /{'a' * 70000} HTTP/1.1", "GET //[ HTTP/1.1", "GET * HTTP/1.1",
        "GET nothing HTTP/1.1", "POST / HTTP/1.1", "DELETE /index.html HTTP/1.1",
        "ODD / HTTP/1.1", "CONNECT a:1 HTTP/1.1", "GET /\\..\\.. HTTP/1.1", "HEAD /%00 HTTP/1.1",
    ],
)  # fmt: skip
def test_the_preview_answers_odd_addresses(preview: Preview, line: str) -> None:
    host_, port = preview.address.removeprefix("http://").strip("/").split(":")
    with socket.create_connection((host_, int(port)), timeout=20) as asked:
        asked.sendall(f"{line}\r\nHost: localhost:{port}\r\nConnection: close\r\n\r\n".encode())
        answer = http.client.HTTPResponse(asked)
        answer.begin()

    assert 400 <= answer.status < 500
