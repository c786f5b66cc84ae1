"""What a text lost or kept by accident: its end behind ` #`, and a line that a merge left in it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.load.yaml_document import Mapping, Node, Scalar, Sequence
from generator.model import garbled_text
from generator.problem import Place, Problem

PROSE = frozenset({
    "title", "question", "organisation", "name", "city", "normal", "summary", "checklist", "counts", "out_of",
    "asked", "source", "clock", "promise", "why", "owner", "guidance", "references", "stages", "note",
    "missing", "variant", "not", "area", "measure", "because", "publisher", "read", "setting",
})  # fmt: skip
"""Keys behind which words stand. Behind others a comment takes nothing away that is missed."""

_HASH = re.compile(r"[^\s#][ \t]+#")
_COMMENT = re.compile(r"([ \t]+)(#+)([ \t]*)([^\n]*)")
_NOTES = re.compile(r"(?:todo|fixme|xxx|note|nb|accept|was|old|new|check|see|ask|ok)\b", re.IGNORECASE)
_BEGINS_COMMENT = re.compile(r"[a-zà-ÿ]")
_LANGUAGE = re.compile(r"[a-z]{2}")
_UNFINISHED = re.compile(
    r"(?:^|\s)(?:a|an|the|of|to|in|on|at|by|for|with|within|from|and|or|than|as|per|our|your|their|is|are|"
    r"de|del|la|el|los|las|un|una|en|con|por|para|y|o|que|su|sus|le|les|des|du|et|ou|à|au|aux|dans|pour|par|"
    r"sur|avec|une)$|[,(:;&/–—-]$"
)
"""Ends at which no text ends."""

_GOES_ON = re.compile(r"(?:of|per|de|por|par)\s", re.IGNORECASE)
"""What follows a `#` that stands for the word *number*."""

_NUMBERED = re.compile(r"(?:room|ward|desk|line|door|step|number|no|nr|nº|n°|sala|salle)$", re.IGNORECASE)
"""Words that a number follows."""

_SENTENCES = frozenset({"promise", "why", "guidance", "normal", "summary", "note", "because"})
"""Keys whose texts are whole sentences."""

_MERGE = re.compile(r"^[ \t]+=======[ \t]*\r?$", re.MULTILINE)


def problems(top: Node, text: str, file: str) -> Iterator[Problem]:
    """A problem for each text that a comment cuts short, and each line of a merge within a text."""
    lines: list[str] | None = None
    if (" #" in text or "\t#" in text) and _HASH.search(text):
        lines = text.split("\n")
        for key, scalar in _texts(top, ""):
            if key in PROSE and not scalar.quoted and (end := _end(scalar, lines)):
                yield from _cut(key, scalar, lines[end[0] - 1], end, file)
    if "=======" in text:
        lines = lines or text.split("\n")
        for found in _MERGE.finditer(text):
            number = text.count("\n", 0, found.start()) + 1
            if len(lines[number - 2].strip()) != len("=======") and not _table(lines[number - 2]):
                yield garbled_text.MERGE_MARK.problem(
                    Place(file, number, found[0].index("=") + 1),
                    "`=======` alone in a line is what a merge leaves between two versions of a text.",
                    "Keep the version that is right, and delete the other with this line.",
                )


def _table(line: str) -> bool:
    return "|" in line


def _texts(node: Node, key: str) -> Iterator[tuple[str, Scalar]]:
    """Each scalar with the key that says what it is: a language or a place in a list says nothing."""
    if isinstance(node, Scalar):
        yield key, node
    elif isinstance(node, Mapping):
        for name, (_, held) in node.entries.items():
            kept = key in PROSE and (_LANGUAGE.fullmatch(name) or key == "stages")
            yield from _texts(held, key if kept and isinstance(held, Scalar) else name)
    elif isinstance(node, Sequence):
        for held in node.items:
            yield from _texts(held, key)


def _end(scalar: Scalar, lines: list[str]) -> tuple[int, int] | None:
    """Line and column at which a plain text ends, if that can be seen; the column counts from 0."""
    left, number, column = scalar.text, scalar.line, scalar.column - 1
    while number <= len(lines):
        line = lines[number - 1]
        column = column if number == scalar.line else len(line) - len(line.lstrip())
        if line.startswith(left, column):
            return number, column + len(left)
        here = line[column:].rstrip()
        if here and not left.startswith(here):
            return None
        left = left[len(here) :].lstrip()
        number += 1
    return None


def _cut(key: str, scalar: Scalar, line: str, end: tuple[int, int], file: str) -> Iterator[Problem]:
    number, column = end
    found = _COMMENT.match(line, column)
    if not found or not _is_text(key, scalar.text, found):
        return
    lost = f"{found[2]}{found[3]}{found[4]}".strip()
    begun = line[scalar.column - 1 : column] if number == scalar.line else scalar.text
    whole = f"{begun}{found[1]}{lost}".strip()
    shown = lost if len(lost) <= 40 else f"{lost[:39]}…"
    quoted = whole.replace('"', "'")
    wrap = f'Put quotes around the text: `"{quoted}"`.' if len(whole) <= 90 else "Put quotes around the text."
    yield garbled_text.CUT_SHORT.problem(
        Place(file, number, found.start(2) + 1),
        f"A blank and `#` begin a comment, so `{shown.replace('`', chr(39))}` isn't part of this text.",
        f"{wrap} If a comment is meant, put a blank behind the `#`.",
    )


def _is_text(key: str, before: str, comment: re.Match[str]) -> bool:
    """Whether what follows the sign was probably meant as part of the text."""
    gap, signs, blank, said = comment.groups()
    said = said.strip()
    if not said or len(signs) > 1 or said[:1] in "-=#!":
        return False
    if said[0].isdigit() and (not blank or _NUMBERED.search(before)):
        return True
    if (_UNFINISHED.search(before) or _GOES_ON.match(said)) and not _NOTES.match(said):
        return True
    if blank:
        # A sentence that goes on: it has no end yet, and what follows has one.
        goes_on = key in _SENTENCES and before[-1] not in ".!?…" and said[-1] in ".!?…"
        return bool(goes_on and len(gap) == 1 and _BEGINS_COMMENT.match(said))
    return len(gap) == 1 and not _NOTES.match(said)
