"""What readers get: pages, downloads and the handbook that holds them all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from generator.model.inputs import HandbookSource
from generator.model.results import FilePlace, LeftOut
from generator.model.standard_results import StandardResults
from generator.problem import Accepted, Problem, Severity


@dataclass(frozen=True, slots=True)
class Heading:
    """An entry of the table of contents on a page."""

    level: int
    anchor: str
    title: str


@dataclass(frozen=True, slots=True)
class SearchEntry:
    """What the search finds: a page, or (with an anchor) a part of one. Plain text."""

    anchor: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Page:
    """One page in one language. Its body is made when it is asked for, to keep memory flat."""

    address: str
    """Where it is, from the top of the site and without an ending: `clinics/mx-los-cabos`,
    `es/clinics/mx-los-cabos`; a folder's own page ends in `index`: `index`, `es/standards/index`."""

    section: str
    """home, attention, standards, clinics, countries, method, completeness; the index page of a section is
    the one that the navigation shows."""

    language: str
    title: str
    description: str
    headings: tuple[Heading, ...]
    search: tuple[SearchEntry, ...]
    alternates: Mapping[str, str]
    """Address of the same page by language, this one included."""

    body: Callable[[], str]
    """Safe HTML of what is between the theme's header and footer, without blank lines."""

    written_in: FilePlace | None = None
    """The file that an editor would change to change this page."""

    feed: str = ""
    """Path of the feed of what the page is about, from the top of the site; empty where there is none."""


@dataclass(frozen=True, slots=True)
class Download:
    """A file beside the pages; made when it is asked for."""

    path: str
    content: Callable[[], bytes]
    pieces: Callable[[], Iterable[bytes]] | None = None
    """The same bit by bit, where holding all of it at once would cost too much."""


@dataclass(frozen=True)
class Handbook:
    """Everything that is published, and everything that isn't with the reason."""

    written: HandbookSource
    findings: StandardResults
    as_of: date
    pages: tuple[Page, ...]
    bodies: Callable[[], Mapping[str, Callable[[], str]]]
    """What finds out how each page's body is made, by its address: to be handed to another process."""

    downloads: tuple[Download, ...]
    problems: tuple[Problem, ...]
    left_out: tuple[LeftOut, ...]
    accepted: tuple[Accepted, ...] = ()
    """What editors let stand, with their reasons; not among the problems."""

    told: tuple[Problem, ...] = ()
    """The problems as readers may know them."""

    notices: tuple[str, ...] = ()
    """What whoever builds should know though nothing is wrong with the files, such as a missing package."""

    has_forms: bool = False
    """Whether the form editor is among the downloads."""

    @property
    def in_the_way(self) -> tuple[Problem, ...]:
        """The problems that a strict build fails on."""
        return tuple(problem for problem in self.problems if problem.severity is not Severity.NOTICE)
