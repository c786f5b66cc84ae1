"""The texts in which links stand: those of the data, and pages that somebody wrote by hand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.check import markup
from generator.check.markup import Mark, Sort
from generator.check.subject import Subject
from generator.check.texts import texts
from generator.model.places import At, Where
from generator.problem import Place

FOLDERS = {"standard": "standards", "clinic": "clinics", "country": "countries", "role": "roles"}


@dataclass(frozen=True, slots=True)
class Text:
    """A text that may hold links."""

    where: At | Place
    text: str
    marked: bool
    """Whether pages make links of its links."""

    here: str
    """The address of the page that it stands on."""

    page: bool = False
    """Whether it is a whole page that somebody wrote by hand."""

    def place(self, subject: Subject, mark: Mark) -> Where:
        if self.page and isinstance(self.where, Place):
            before = self.text[: mark.at]
            return Place(self.where.file, before.count("\n") + 1, mark.at - before.rfind("\n"))
        if isinstance(self.where, Place):
            return self.where
        return subject.written.places.within(self.where, mark.words)


def _texts(subject: Subject) -> Iterator[Text]:
    for where, text, marked in texts(subject.written):
        if marked or "](" in text:
            here = f"{FOLDERS[where.kind]}/{where.name}" if where.kind in FOLDERS else "index"
            yield Text(where, text, marked, here)
    for dated in subject.written.changes:
        note, place = dated.change.note, dated.keys.get("note", dated.place)
        for text in [note] if isinstance(note, str) else note.values():
            yield Text(place, text, marked=True, here=f"standards/{dated.change.standard or 'index'}")
    if by_hand := subject.written.by_hand:
        for address, file in by_hand.pages.items():
            if text := by_hand.texts.get(file):
                yield Text(Place(f"{by_hand.folder}/{file}"), text, marked=True, here=address, page=True)


def marks(subject: Subject, sort: Sort) -> Iterator[tuple[Text, Mark]]:
    """Each link of that sort, once a text."""
    for text in _texts(subject):
        told: set[str] = set()
        for mark in markup.marks(text.text):
            again = mark.address or mark.words
            if mark.sort is sort and (sort is Sort.BROKEN or again not in told):
                told.add(again)
                yield text, mark
