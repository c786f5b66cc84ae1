"""What is known of a page before its body is made."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from generator.model.page import Heading, SearchEntry
from generator.model.results import FilePlace, Verdict
from generator.render.context import RenderContext
from generator.render.parts import newest_value


@dataclass(frozen=True, slots=True)
class PageMeta:
    """Title, table of contents and what the search finds."""

    title: str
    description: str
    headings: tuple[Heading, ...] = ()
    search: tuple[SearchEntry, ...] = ()
    written_in: FilePlace | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """A link in a list, with what one finds there."""

    href: str
    title: str
    text: str = ""
    lang: str = ""


def headings(titles: Iterable[tuple[str, str]], level: int = 2) -> tuple[Heading, ...]:
    """Headings of one level from pairs of anchor and title."""
    return tuple(Heading(level, anchor, title) for anchor, title in titles)


def of(
    title: str, description: str, found: Iterable[Heading], written_in: FilePlace | None = None
) -> PageMeta:
    """A face with one search entry, that of the whole page."""
    return PageMeta(title, description, tuple(found), (SearchEntry("", title, description),), written_in)


def told(edition: RenderContext, standard: str, clinic: str) -> str:
    """A clinic's newest value of a standard in words, as the search shows it."""
    words = edition.words
    newest = newest_value.of(edition.findings.clinics.get(standard), clinic)
    if newest is None:
        return words.verdict(Verdict.NO_VALUE).word
    said, period = edition.written.standards[standard], words.period(newest.period)
    if newest.target is None:
        return words("{value} in {period}", value=words.value(said, newest.value), period=period)
    return words(
        "{value} in {period}, target {target}: {verdict}",
        value=edition.said(said, newest),
        period=period,
        target=words.target(said, newest.target),
        verdict=words.verdict(newest.verdict).word,
    )
