"""Completeness: what is missing, and why?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from generator.render import face, gaps, lists, translations
from generator.render.edition import Edition
from generator.render.face import Face
from generator.render.gaps import Filled


@dataclass(frozen=True)
class Part:
    """A list with its heading. `rest` says how many rows aren't shown, if some aren't."""

    anchor: str
    title: str
    said: str
    table: Markup
    rest: str


@dataclass(frozen=True)
class CompletenessPage:
    """`completeness.html`."""

    title: str
    lead: str
    parts: tuple[Part, ...]


def outline(edition: Edition) -> list[tuple[str, str]]:
    words = edition.words
    return [
        ("values", words("Values by standard")),
        ("left-out", words("What was left out")),
        ("problems", words("What the checks found")),
        ("reasons", words("Missing values with their reason")),
        ("late", words("What has fallen behind")),
        ("reviews", words("Standards whose review is overdue")),
        ("translations", words("Texts that aren't translated yet")),
    ]


def look(edition: Edition, _: str) -> Face:
    filled = gaps.by_standard(edition.findings)
    return face.of(edition.words("Completeness"), lead(edition, filled), face.headings(outline(edition)))


def context(edition: Edition, _: str) -> CompletenessPage:
    filled, site = gaps.by_standard(edition.findings), edition.site
    tables_of = (
        lists.values(edition, filled),
        lists.left_out(edition, site.left_out),
        lists.problems(edition, site.problems),
        lists.reasons(edition),
        lists.late(edition, tuple(gaps.late(edition.findings, site.as_of))),
        lists.reviews(edition),
        lists.translations(edition, translations.untranslated(edition.written)),
    )
    parts = tuple(
        Part(anchor, title, *rest) for (anchor, title), rest in zip(outline(edition), tables_of, strict=True)
    )
    return CompletenessPage(edition.words("Completeness"), lead(edition, filled), parts)


def lead(edition: Edition, filled: Sequence[Filled]) -> str:
    """How many series there are, and how many have every value."""
    words = edition.words
    return words(
        "{complete} of {series} series are complete: one clinic's values of one standard, "
        "with one for every period in which the clinic was open.",
        complete=words.number(sum(one.complete for one in filled)),
        series=words.number(sum(one.series for one in filled)),
    )
