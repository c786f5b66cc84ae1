"""A file's bytes as text: UTF-8, of a size that a handbook can have, without control characters."""

from __future__ import annotations

import re
from pathlib import Path

from generator.model import reading_problems
from generator.problem import Place, Problem

LARGEST_YAML = 64_000_000
LARGEST_TABLE = 1_000_000_000
"""Bytes. More than that is no handbook, or a mistake that would fill the memory."""

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x84\x86-\x9f\ufffe\uffff]")
_HARMLESS = bytes([9, 10, 13, *range(32, 127), *range(128, 256)])
_BOM = b"\xef\xbb\xbf"
_CONFLICT = re.compile(
    r"^=======\r?$|(?:(?<=^)|(?<=[\s\"']))(?:<{7}|>{7}|\|{7})(?=[\s\"']|$)[^\n]*", re.MULTILINE
)
_SIGNS_OF_CONFLICT = ("<<<<<<<", "=======", ">>>>>>>", "|||||||")
_PROGRAMS = {
    b"PK": "an Excel workbook, or another packed file",
    b"\xd0\xcf\x11\xe0": "an old Excel workbook",
    b"%PDF": "a PDF",
    b"\x1f\x8b": "a packed file",
}
"""What files begin with that are no text, whatever they are called."""


_FOREIGN = (
    (
        re.compile(rb"version https://git-lfs\.github\.com/spec/"),
        "This is a pointer of Git LFS: it stands for a file that was not fetched.",
        "Fetch the file itself with `git lfs pull`, or commit it without Git LFS.",
    ),
    (
        re.compile(
            rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)?<(?:!doctype html|html|head|body|script)\b",
            re.I | re.S,
        ),
        "This is a web page (HTML), whatever its name says; perhaps a page that asks to sign in was saved.",
        "Sign in, download the file itself, and put it in the place of this one.",
    ),
    (
        re.compile(rb"\s*<\?xml|\s*<(?:svg|rss|worksheet|workbook)\b", re.IGNORECASE),
        "This is XML, whatever its name says; text was expected.",
        "Open it in the program that made it, and save the sheet as 'CSV UTF-8'.",
    ),
    (
        re.compile(rb"\{\\rtf|%PDF-|%!PS"),
        "This is a document of another program (RTF, PDF or PostScript), whatever its name says; text was "
        "expected.",
        "Open it in the program that made it, and save it as plain text in UTF-8.",
    ),
)
"""What text may begin with that is none of ours, what it is, and what to do."""


class UnreadableText(Exception):
    """Nothing can be made of the file; `problem` says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


def contents(path: Path, file: str, largest: int) -> bytes:
    """The file's bytes without a byte order mark. Raises Unreadable."""
    try:
        size = path.stat().st_size
        if size > largest:
            raise UnreadableText(
                reading_problems.UNREADABLE.problem(
                    Place(file),
                    f"This file has {size / 1e6:,.0f} MB; at most {largest / 1e6:,.0f} MB are read.",
                    "Split it into several files, or hand the values over as CSV or Parquet.",
                )
            )
        return path.read_bytes().removeprefix(_BOM)
    except OSError as error:
        reason = (error.strerror or "it can't be opened").lower()
        raise UnreadableText(
            reading_problems.UNREADABLE.problem(Place(file), f"This file can't be opened: {reason}.")
        ) from None


def text(raw: bytes, file: str) -> str:
    """UTF-8 bytes as text that data can be read from. Raises Unreadable with the place of what is none."""
    if foreign := next((what for begins, *what in _FOREIGN if begins.match(raw[:2000])), None):
        raise UnreadableText(reading_problems.UNREADABLE.problem(Place(file), *foreign))
    decoded = decode(raw, file)
    if any(sign in decoded for sign in _SIGNS_OF_CONFLICT) and (marks := _conflicting(decoded)):
        raise UnreadableText(_conflict(decoded, marks, file))
    if "\N{REPLACEMENT CHARACTER}" in decoded:
        raise UnreadableText(
            reading_problems.UNREADABLE.problem(
                _place(decoded, decoded.index("\N{REPLACEMENT CHARACTER}"), file),
                "A letter was lost here when the file was saved in another encoding.",
                "Write the letter again, and save the file as UTF-8.",
            )
        )
    if _suspect(raw) and (found := _CONTROL.search(decoded)):
        place = _place(decoded, found.start(), file)
        raise UnreadableText(
            reading_problems.UNREADABLE.problem(
                place,
                f"An invisible control character (U+{ord(found[0]):04X}) stands here; text was expected.",
                "Delete it, or save the file again as plain UTF-8 text.",
            )
        )
    return decoded


def decode(raw: bytes, file: str) -> str:
    """UTF-8 bytes as text. Raises Unreadable with the place of the first byte that is none."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        for begins, program in _PROGRAMS.items():
            if raw.startswith(begins):
                raise UnreadableText(_of_a_program(program, file)) from None
        raise UnreadableText(_not_utf8(raw, error.start, file)) from None


def _conflicting(decoded: str) -> re.Match[str] | None:
    """The first mark of a merge that stands outside of a comment."""
    for marks in _CONFLICT.finditer(decoded):
        begins = decoded.rfind("\n", 0, marks.start()) + 1
        if not decoded[begins : marks.start()].lstrip().startswith("#"):
            return marks
    return None


def _conflict(decoded: str, marks: re.Match[str], file: str) -> Problem:
    """Lines that a merge of two versions left behind."""
    rule = reading_problems.TABLE if file.endswith(".csv") else reading_problems.SYNTAX
    mark = marks[0].strip()
    what = "a merge began here that nobody finished, so both versions stand in the file."
    if not mark.startswith("<"):
        what = "this is a mark of a merge that nobody finished, so two versions may stand in the file."
    return rule.problem(
        _place(decoded, marks.start(), file),
        f"`{mark}`: {what}",
        "Keep the lines that are right, and delete the others with `<<<<<<<`, `=======` and `>>>>>>>`.",
    )


def _of_a_program(program: str, file: str) -> Problem:
    return reading_problems.UNREADABLE.problem(
        Place(file),
        f"This is {program}, whatever its name says; text was expected.",
        "Open it in the program that made it, and save the sheet as 'CSV UTF-8'.",
    )


def _suspect(raw: bytes) -> bool:
    """Whether control characters are possible at all; far faster than looking for one."""
    return bool(raw.translate(None, _HARMLESS)) or b"\xc2" in raw or b"\xef\xbf" in raw


def _not_utf8(raw: bytes, at: int, file: str) -> Problem:
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        message = "This file is saved as UTF-16; UTF-8 was expected."
    else:
        likely = raw[at : at + 1].decode("cp1252", "replace")
        guess = f"; it may be meant as `{likely}`" if likely.isalpha() else ""
        message = f"The byte 0x{raw[at]:02x} here is not UTF-8, so the letter can't be known{guess}."
    place = _place(raw[:at].decode("utf-8"), at=None, file=file)
    return reading_problems.UNREADABLE.problem(
        place, message, "Save the file as UTF-8 (in Excel: 'CSV UTF-8'; in an editor: 'Save with encoding')."
    )


def _place(decoded: str, at: int | None, file: str) -> Place:
    before = decoded if at is None else decoded[:at]
    return Place(file, before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1)
