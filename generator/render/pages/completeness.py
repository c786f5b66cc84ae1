"""Completeness: what is missing, and why?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from generator.render.context import RenderContext
from generator.render.pages import page_meta
from generator.render.pages.page_meta import PageMeta
from generator.render.parts import completeness_lists, coverage, missing_translations
from generator.render.parts.coverage import Filled


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


def outline(edition: RenderContext) -> list[tuple[str, str]]:
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


def look(edition: RenderContext, _: str) -> PageMeta:
    filled = coverage.by_standard(edition.findings)
    return page_meta.of(
        edition.words("Completeness"), lead(edition, filled), page_meta.headings(outline(edition))
    )


def context(edition: RenderContext, _: str) -> CompletenessPage:
    filled, site = coverage.by_standard(edition.findings), edition.site
    tables_of = (
        completeness_lists.values(edition, filled),
        completeness_lists.left_out(edition, site.left_out),
        completeness_lists.problems(edition, site.problems),
        completeness_lists.reasons(edition),
        completeness_lists.late(edition, tuple(coverage.late(edition.findings, site.as_of))),
        completeness_lists.reviews(edition),
        completeness_lists.translations(edition, missing_translations.untranslated(edition.written)),
    )
    parts = tuple(
        Part(anchor, title, *rest) for (anchor, title), rest in zip(outline(edition), tables_of, strict=True)
    )
    return CompletenessPage(edition.words("Completeness"), lead(edition, filled), parts)


def lead(edition: RenderContext, filled: Sequence[Filled]) -> str:
    """How many series there are, and how many have every value."""
    words = edition.words
    return words(
        "{complete} of {series} series are complete: one clinic's values of one standard, "
        "with one for every period in which the clinic was open.",
        complete=words.number(sum(one.complete for one in filled)),
        series=words.number(sum(one.series for one in filled)),
    )
