"""The texts that editors write, those of the data and pages by hand, and the links that stand in them."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import unquote

from generator.check import markdown_links
from generator.check.markdown_links import MarkdownLink, Sort
from generator.check.rule_input import RuleInput
from generator.model import link_resolution
from generator.model.file_places import At, Where
from generator.model.handwritten_pages import MARKDOWN
from generator.problem import Place

WHOLE = frozenset({"guidance", "normal", "why"})
"""Keys whose texts are Markdown. In others that are marked only links work."""

FOLDERS = {"standard": "standards", "clinic": "clinics", "country": "countries", "role": "roles"}


@dataclass(frozen=True, slots=True)
class Text:
    """A text that readers see."""

    where: At | Place
    text: str
    marked: bool
    """Whether pages make links of its links."""

    here: str
    """The address of the page that it stands on."""

    page: bool = False
    """Whether it is a whole page that somebody wrote by hand."""

    whole: bool = False
    """Whether all of it is Markdown."""

    def place(self, subject: RuleInput, mark: MarkdownLink) -> Where:
        if self.page and isinstance(self.where, Place):
            before = self.text[: mark.at]
            return Place(self.where.file, before.count("\n") + 1, mark.at - before.rfind("\n"))
        if isinstance(self.where, Place):
            return self.where
        return subject.written.places.within(self.where, mark.words)


def every(subject: RuleInput) -> Iterator[Text]:
    """Each text in each language, each note of a change, and each page that somebody wrote by hand."""
    for where, text, marked in subject.each_text:
        here = f"{FOLDERS[where.kind]}/{where.name}" if where.kind in FOLDERS else "index"
        yield Text(where, text, marked, here, whole=not WHOLE.isdisjoint(map(str, where.path)))
    for dated in subject.written.changes:
        note, place = dated.change.note, dated.keys.get("note", dated.place)
        for text in [note] if isinstance(note, str) else note.values():
            yield Text(place, text, marked=True, here=f"standards/{dated.change.standard or 'index'}")
    if by_hand := subject.written.by_hand:
        for address, file in by_hand.pages.items():
            if text := by_hand.texts.get(file):
                yield Text(
                    Place(f"{by_hand.folder}/{file}"), text, marked=True, here=address, page=True, whole=True
                )


def of_no_file(
    subject: RuleInput, text: Text, link: str, goal: link_resolution.Goal
) -> tuple[str, str] | None:
    """What is wrong with a link to a file in Markdown that doesn't lie there: on hand-written pages only the
    way from file to file is followed."""
    by_hand = subject.written.by_hand
    path = unquote(link.partition("#")[0].partition("?")[0])
    if by_hand is None or not isinstance(text.where, Place) or PurePosixPath(path).suffix not in MARKDOWN:
        return None
    address = f"{goal.language}/{goal.address}" if goal.language else goal.address
    meant = by_hand.pages.get(address, f"{address}.md")
    folder = posixpath.dirname(text.where.file.removeprefix(f"{by_hand.folder}/"))
    if posixpath.normpath(posixpath.join(folder, path)) == meant:
        return None
    way = posixpath.relpath(meant, folder or ".") + goal.after
    return f"`{link}` leads nowhere from this page: no such file lies there.", f"Did you mean `{way}`?"


def marks(subject: RuleInput, sort: Sort) -> Iterator[tuple[Text, MarkdownLink]]:
    """Each link of that sort, once a text."""
    for text in every(subject):
        if not text.marked and "](" not in text.text:
            continue
        told: set[str] = set()
        for mark in markdown_links.marks(text.text):
            again = mark.address or mark.words
            if mark.sort is sort and (sort is Sort.BROKEN or again not in told):
                told.add(again)
                yield text, mark
