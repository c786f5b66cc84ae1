"""Footnotes in Markdown that lead nowhere."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.check import markdown_blocks
from generator.check.markdown_links import MarkdownLink, Sort

_REF = re.compile(r"\[\^(\w+(?:[.:_]\w+)*|\w+-\w{2,})\](?!:)")
_TEXT = re.compile(r"^[ \t>]*\[\^([^\]\s]+)\]:", re.MULTILINE)
_ELSEWHERE = re.compile(r"--8<--|\{%|\{\{")
"""A page that other files are put into."""


def broken(text: str, *, page: bool) -> Iterator[MarkdownLink]:
    """Each footnote without its text; in texts of the data, the first, because none works there."""
    if "[^" not in text:
        return
    shown = markdown_blocks.read(text).shown
    if not page:
        if found := _REF.search(shown) or _TEXT.search(shown):
            yield MarkdownLink(
                Sort.BROKEN,
                found.start(),
                found[0].strip(),
                message=f"`{found[0].strip()}`: texts of the data have no footnotes, so readers see this.",
                hint="Write what it says in round brackets.",
            )
        return
    if _ELSEWHERE.search(text):
        return
    known, told = {found[1] for found in _TEXT.finditer(shown)}, set()
    for found in _REF.finditer(shown):
        if found[1] not in known and found[1] not in told:
            told.add(found[1])
            yield MarkdownLink(
                Sort.BROKEN,
                found.start(),
                found[0],
                message=f"`{found[0]}` leads to a footnote that this page doesn't have.",
                hint=f"Write a line `[^{found[1]}]: its text` further down, or delete the sign.",
            )
