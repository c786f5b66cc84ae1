"""Pages made from a handbook written by hand, and eyes for what is in them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from html.parser import HTMLParser
from typing import Any

from generator import pipeline
from generator.compare import attention
from generator.model.handbook_data import HandbookData
from generator.model.page import Page
from generator.model.results import LeftOut
from generator.model.standard_results import StandardResults
from generator.page_making import Finished
from generator.problem import Problem
from generator.statistics import network_totals, series
from generator.statistics.value_notes import said

AS_OF = date(2026, 7, 1)
VOID = frozenset({"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "wbr", "path", "use"})


def findings(written: HandbookData) -> StandardResults:
    clinics = series.panels(written, AS_OF)
    sums = network_totals.panels(written, clinics)
    of_clinics, of_groups = pipeline.found(written, clinics), pipeline.found(written, sums)
    needs, improves = attention.lists(written, of_clinics)
    return StandardResults(
        written,
        of_clinics,
        of_groups,
        network_totals.years(written, sums),
        attention=needs,
        improving=improves,
        said=said(written.observations),
    )


def rendered(
    written: HandbookData,
    *,
    left_out: Iterable[LeftOut] = (),
    problems: Iterable[Problem] = (),
    directory_urls: bool = True,
    beside: bool = False,
) -> dict[str, Page]:
    """Every page by its address; with `beside` clinics are compared with one another."""
    worked_out = pipeline.worked_out(written, AS_OF) if beside else findings(written)
    finished = Finished(worked_out, tuple(left_out), tuple(problems), AS_OF, directory_urls)
    return {page.address: page for page in finished.pages()}


def with_(written: HandbookData, **things: Any) -> HandbookData:
    return replace(written, **things)


@dataclass
class Table:
    """A table as rows of texts; the first holds the heads."""

    css: str = ""
    caption: str = ""
    rows: list[list[str]] = field(default_factory=list)
    scopes: list[str] = field(default_factory=list)

    def row(self, head: str) -> dict[str, str]:
        """The row with that first cell, by the heads of its columns."""
        found = next(row for row in self.rows[1:] if row[0] == head)
        return dict(zip(self.rows[0], found, strict=True))


class Seen(HTMLParser):
    """What a reader finds in a page, and what a browser would object to."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, Mapping[str, str]]] = []
        self.headings: list[tuple[int, str, str]] = []
        """Level, id and text."""
        self.links: list[tuple[str, str]] = []
        self.tables: list[Table] = []
        self.text = ""
        self.open: list[str] = []
        self.unbalanced: list[str] = []
        self.feed(html)
        self.close()

    @property
    def ids(self) -> list[str]:
        return [attributes["id"] for _, attributes in self.tags if "id" in attributes]

    def table(self, caption: str) -> Table:
        return next(table for table in self.tables if caption in table.caption)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        self.tags.append((tag, said))
        if tag not in VOID:
            self.open.append(tag)
        if tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
            self.headings.append((int(tag[1]), said.get("id", ""), ""))
        elif tag == "a":
            self.links.append((said.get("href", ""), ""))
        elif tag == "table":
            self.tables.append(Table(said.get("class", "")))
        elif tag == "tr":
            self.tables[-1].rows.append([])
        elif tag in ("td", "th"):
            self.tables[-1].rows[-1].append("")
            if tag == "th":
                self.tables[-1].scopes.append(said.get("scope", ""))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open[-1] != tag:
            self.unbalanced.append(tag)
        elif tag not in VOID:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        if "script" in self.open:
            return
        self.text += data
        for tag in self.open:
            if tag[0] == "h" and tag[1:].isdigit():
                level, anchor, text = self.headings[-1]
                self.headings[-1] = (level, anchor, text + data)
        if "a" in self.open:
            href, text = self.links[-1]
            self.links[-1] = (href, text + data)
        if "caption" in self.open:
            self.tables[-1].caption += data
        elif "table" in self.open and {"td", "th"} & set(self.open):
            self.tables[-1].rows[-1][-1] += data
